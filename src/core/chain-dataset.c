// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-dataset.h"

#include <stdlib.h>
#include <string.h>

static bool
allocate (ChainDataset *dataset,
          size_t        n)
{
  double *values = malloc (2 * n * sizeof *values);

  if (values == NULL)
    return false;

  *dataset = (ChainDataset) { n, values, values + n };
  return true;
}

/**
 * chain_dataset_init_grid:
 * @n: number of samples, 1..CHAIN_MAX_SAMPLES
 *
 * Fills @dataset with y = x² at @n evenly spaced x from @x_min to @x_max; a single sample
 * lies at @x_min. The product comes first, then the quotient, so that the same grid has the
 * same bits everywhere.
 *
 * Returns: %false where there is no memory
 */
bool
chain_dataset_init_grid (ChainDataset *dataset,
                         double        x_min,
                         double        x_max,
                         size_t        n)
{
  if (!allocate (dataset, n))
    return false;

  for (size_t i = 0; i < n; i++)
    {
      double x = i == 0 ? x_min : x_min + (x_max - x_min) * (double) i / (double) (n - 1);

      dataset->x[i] = x;
      dataset->y[i] = x * x;
    }

  return true;
}

/**
 * chain_dataset_init_samples:
 * @x: @n inputs, copied
 * @y: @n targets, copied
 *
 * Returns: %false where there is no memory
 */
bool
chain_dataset_init_samples (ChainDataset *dataset,
                            size_t        n,
                            const double *x,
                            const double *y)
{
  if (!allocate (dataset, n))
    return false;

  memcpy (dataset->x, x, n * sizeof *x);
  memcpy (dataset->y, y, n * sizeof *y);
  return true;
}

void
chain_dataset_clear (ChainDataset *dataset)
{
  free (dataset->x);
  *dataset = (ChainDataset) { 0 };
}

/**
 * chain_dataset_variance:
 *
 * Returns: (1/n) Σ (y − ȳ)², the loss of the best constant
 */
double
chain_dataset_variance (const ChainDataset *dataset)
{
  double mean = 0.0, variance = 0.0;

  for (size_t i = 0; i < dataset->n; i++)
    mean += dataset->y[i] / (double) dataset->n;
  for (size_t i = 0; i < dataset->n; i++)
    variance += (dataset->y[i] - mean) * (dataset->y[i] - mean);

  return variance / (double) dataset->n;
}
