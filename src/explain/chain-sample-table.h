// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-explanation.h"

/* The derivation for every sample of the data, a row each, with sums and means below. The rows of a
 * column that is summed are all rounded to one decimal place, so fine that the mean of what is
 * shown is the gradient with the digits asked for. One thread at a time. */

ChainTable    *chain_sample_table_new      (const ChainExplanationSource *source);
ChainQuantity  chain_sample_table_get_mean (ChainTable *table,
                                            gsize       parameter);
ChainQuantity  chain_sample_table_get_loss (ChainTable *table);
double         chain_sample_means          (const ChainExplanationSource *source,
                                            double                 *gradients);
