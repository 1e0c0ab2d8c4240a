// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>
#include <stdint.h>

/* What a fuzzer calls with bytes of its own, and test-fuzz.c with those of a corpus. Returns 0,
 * or -1 for input that says nothing; what is wrong ends the process. */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);
