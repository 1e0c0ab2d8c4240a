// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-dataset.h"

#include <stdint.h>

/* The batches of an epoch: the data set in an order that a seeded shuffle gives, cut into
 * pieces. The order depends on nothing but the seed and the number of the epoch, so that a run
 * can be taken up anywhere. Owned by whoever initialised it, one thread at a time. */

typedef struct
{
  const ChainDataset *dataset;
  size_t size;          /* samples in a batch; the last of an epoch may have fewer */
  size_t n_batches;     /* in an epoch */
  uint64_t seed;
  uint64_t epoch;       /* what @order is for */
  uint32_t *order;      /* %NULL where the whole data set is the batch */
  double *x;            /* the batch, gathered, padded as the kernels want it */
  double *y;
} ChainBatches;

bool   chain_batches_init  (ChainBatches       *batches,
                            const ChainDataset *dataset,
                            size_t              size,
                            uint64_t            seed);
void   chain_batches_clear (ChainBatches *batches);
size_t chain_batches_get   (ChainBatches  *batches,
                            uint64_t       step,
                            const double **x,
                            const double **y);
