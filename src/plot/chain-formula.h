// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-factors.h"

/* Names and formulas as the document writes them, in Pango markup; neurons count from 1.
 *
 * Everything here is a pure function of its arguments: any thread may call it. */

#define CHAIN_FORMULA_SIZE 512

void        chain_formula_parameter (ChainShape      shape,
                                     size_t          index,
                                     char            markup[CHAIN_FORMULA_SIZE]);
void        chain_formula_gradient  (ChainShape      shape,
                                     size_t          index,
                                     char            markup[CHAIN_FORMULA_SIZE]);
void        chain_formula_product   (ChainShape      shape,
                                     size_t          index,
                                     char            markup[CHAIN_FORMULA_SIZE]);
const char *chain_formula_factor    (ChainFactorKind kind);
