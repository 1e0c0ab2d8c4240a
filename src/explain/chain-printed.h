// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-explanation.h"

/* The figures that the derivation prints for its worked example, to be held against the exact
 * ones. Any thread. */

gboolean chain_printed_is_example (const ChainExplanationSource *source);
char    *chain_printed_compare    (ChainSymbol        symbol,
                                   gboolean           is_update,
                                   const ChainNumeral *exact,
                                   gboolean          *is_right);
