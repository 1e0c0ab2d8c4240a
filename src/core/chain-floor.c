// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-floor.h"

#include <stdlib.h>

/* A run of neighbouring inputs that share one fitted value, the mean of their targets. */
typedef struct
{
  double mean;
  double weight;
  size_t last; /* index of the last distinct input of the block */
} Block;

typedef struct
{
  double x;
  double y;
} Sample;

static int
compare_samples (const void *a,
                 const void *b)
{
  double x = ((const Sample *) a)->x, y = ((const Sample *) b)->x;

  return (x > y) - (x < y);
}

/* Pools neighbours that violate the order (pool adjacent violators: Ayer et al., 1955), with
 * the targets times @sign, and returns how many blocks remain. */
static size_t
pool (const double *means,
      const double *weights,
      size_t        n,
      double        sign,
      Block        *blocks)
{
  size_t n_blocks = 0;

  for (size_t i = 0; i < n; i++)
    {
      blocks[n_blocks++] = (Block) { sign * means[i], weights[i], i };
      while (n_blocks > 1 && blocks[n_blocks - 2].mean >= blocks[n_blocks - 1].mean)
        {
          Block *a = &blocks[n_blocks - 2], *b = &blocks[n_blocks - 1];
          double weight = a->weight + b->weight;

          a->mean += (b->mean - a->mean) * (b->weight / weight);
          a->weight = weight;
          a->last = b->last;
          n_blocks--;
        }
    }

  return n_blocks;
}

/* The loss of the fit that @blocks describe, and its values where @y is given. */
static double
spread (const Block  *blocks,
        double        sign,
        const Sample *samples,
        size_t        n_samples,
        double       *y)
{
  double loss = 0.0;
  size_t distinct = 0;

  for (size_t i = 0; i < n_samples; i++)
    {
      double error;

      if (i > 0 && samples[i].x > samples[i - 1].x && ++distinct > blocks->last)
        blocks++;
      error = samples[i].y - sign * blocks->mean;
      loss += error * error;
      if (y != NULL)
        y[distinct] = sign * blocks->mean;
    }

  return loss / (double) n_samples;
}

/**
 * chain_monotone_fit_init:
 * @dataset: at least one sample, in any order
 *
 * Fits the better of the rising and the falling isotonic regression; equal x share a value.
 * O(n log n).
 *
 * Returns: %false where there is no memory
 */
bool
chain_monotone_fit_init (ChainMonotoneFit   *fit,
                         const ChainDataset *dataset)
{
  size_t n = dataset->n;
  Sample *samples = malloc (n * sizeof *samples);
  Block *blocks = malloc (n * sizeof *blocks);
  double *values = malloc (3 * n * sizeof *values);
  double *weights, sign = 1.0, falling;

  *fit = (ChainMonotoneFit) { 0 };
  if (samples == NULL || blocks == NULL || values == NULL)
    {
      free (samples);
      free (blocks);
      free (values);
      return false;
    }

  for (size_t i = 0; i < n; i++)
    samples[i] = (Sample) { dataset->x[i], dataset->y[i] };
  qsort (samples, n, sizeof *samples, compare_samples);

  /* distinct inputs with the means of their targets */
  fit->x = values;
  fit->y = values + n;
  weights = values + 2 * n;
  for (size_t i = 0; i < n; i++)
    {
      if (i == 0 || samples[i].x > samples[i - 1].x)
        {
          fit->x[fit->n] = samples[i].x;
          fit->y[fit->n] = 0.0;
          weights[fit->n++] = 0.0;
        }
      weights[fit->n - 1] += 1.0;
      fit->y[fit->n - 1] += (samples[i].y - fit->y[fit->n - 1]) / weights[fit->n - 1];
    }

  pool (fit->y, weights, fit->n, -1.0, blocks);
  falling = spread (blocks, -1.0, samples, n, NULL);
  pool (fit->y, weights, fit->n, 1.0, blocks);
  fit->loss = spread (blocks, 1.0, samples, n, NULL);
  if (falling < fit->loss)
    {
      sign = -1.0;
      pool (fit->y, weights, fit->n, sign, blocks);
    }
  fit->loss = spread (blocks, sign, samples, n, fit->y);

  free (samples);
  free (blocks);
  return true;
}

void
chain_monotone_fit_clear (ChainMonotoneFit *fit)
{
  free (fit->x);
  *fit = (ChainMonotoneFit) { 0 };
}
