// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-batches.h"

#include <stdlib.h>

#include "chain-kernel.h"
#include "chain-random.h"

/* Keeps the streams of neighbouring epochs apart: chain_random_init() spreads what differs. */
#define EPOCH_STRIDE 0xd1342543de82ef95u

/* Shuffles from the identity (Fisher and Yates; Durstenfeld, 1964). */
static void
shuffle (ChainBatches *batches,
         uint64_t      epoch)
{
  ChainRandom random;

  chain_random_init (&random, batches->seed + (epoch + 1) * EPOCH_STRIDE);
  for (uint32_t i = 0; i < batches->dataset->n; i++)
    {
      uint32_t j = (uint32_t) chain_random_below (&random, (uint64_t) i + 1);

      batches->order[i] = batches->order[j];
      batches->order[j] = i;
    }

  batches->epoch = epoch;
}

/**
 * chain_batches_init:
 * @dataset: padded samples, which must outlive @batches
 * @size: samples in a batch, 1..n, or 0 for all
 * @seed: of the shuffles
 *
 * Returns: %false where there is no memory; @batches need not be cleared then
 */
bool
chain_batches_init (ChainBatches       *batches,
                    const ChainDataset *dataset,
                    size_t              size,
                    uint64_t            seed)
{
  size_t padded;

  *batches = (ChainBatches) { .dataset = dataset, .size = dataset->n, .n_batches = 1, .seed = seed };
  if (size == 0 || size == dataset->n)
    return true;

  batches->size = size;
  batches->n_batches = (dataset->n + size - 1) / size;
  padded = chain_kernel_padded (size);
  batches->order = malloc (dataset->n * sizeof *batches->order);
  batches->x = malloc (padded * sizeof *batches->x);
  batches->y = malloc (padded * sizeof *batches->y);
  if (batches->order == NULL || batches->x == NULL || batches->y == NULL)
    {
      chain_batches_clear (batches);
      return false;
    }

  shuffle (batches, 0);
  return true;
}

void
chain_batches_clear (ChainBatches *batches)
{
  free (batches->order);
  free (batches->x);
  free (batches->y);
  *batches = (ChainBatches) { 0 };
}

/**
 * chain_batches_get:
 * @step: how many updates have been made: the batch is that of the next one
 * @x: (out): inputs, padded, valid until the next call
 * @y: (out): targets likewise
 *
 * Returns: the number of samples
 */
size_t
chain_batches_get (ChainBatches  *batches,
                   uint64_t       step,
                   const double **x,
                   const double **y)
{
  const ChainDataset *dataset = batches->dataset;
  size_t from, n;

  if (batches->order == NULL)
    {
      *x = dataset->x;
      *y = dataset->y;
      return dataset->n;
    }

  if (step / batches->n_batches != batches->epoch)
    shuffle (batches, step / batches->n_batches);

  from = (size_t) (step % batches->n_batches) * batches->size;
  n = dataset->n - from < batches->size ? dataset->n - from : batches->size;
  for (size_t i = 0; i < n; i++)
    {
      batches->x[i] = dataset->x[batches->order[from + i]];
      batches->y[i] = dataset->y[batches->order[from + i]];
    }
  chain_kernel_pad (n, batches->x);
  chain_kernel_pad (n, batches->y);

  *x = batches->x;
  *y = batches->y;
  return n;
}
