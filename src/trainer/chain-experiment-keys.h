// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment-key.h"

/* The table of the keys of a .chainrule file, private to it: a new key is a new row. */

extern const ChainKey chain_keys[]; /* ends with a row without a name */

const ChainKey *chain_key_find (const char *name);
