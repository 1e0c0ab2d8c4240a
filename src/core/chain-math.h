// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

/* Elementary functions for what determines a run. They use +, −, ×, ÷ and integer operations
 * only, so that they have the same bits on every machine; libm's may differ. Within 4 units in
 * the last place over the ranges named. Any thread. */

double chain_exp   (double x);
double chain_log   (double x);
double chain_cospi (double t);
double chain_power (double   base,
                    uint64_t exponent);
