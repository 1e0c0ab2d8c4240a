// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-dataset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chain-kernel.h"
#include "chain-random.h"

/* Keeps the noise apart from weights that are drawn with the same seed. */
#define NOISE_STREAM 0xa0761d6478bd642fu

static bool
allocate (ChainDataset *dataset,
          size_t        n)
{
  size_t padded = chain_kernel_padded (n);
  double *values = malloc (2 * padded * sizeof *values);

  if (values == NULL)
    return false;

  *dataset = (ChainDataset) { n, values, values + padded, { 0.0, 1.0, 0.0, 1.0 } };
  return true;
}

static void
pad (ChainDataset *dataset)
{
  chain_kernel_pad (dataset->n, dataset->x);
  chain_kernel_pad (dataset->n, dataset->y);
}

/**
 * chain_polynomial_evaluate:
 *
 * Returns: the polynomial at @x, by Horner's rule: for x² exactly x·x
 */
double
chain_polynomial_evaluate (const ChainPolynomial *polynomial,
                           double                 x)
{
  size_t i = polynomial->n - 1;
  double value = polynomial->coefficients[i];

  while (i-- > 0)
    value = value * x + polynomial->coefficients[i];

  return value;
}

/**
 * chain_dataset_init_grid:
 * @n: number of samples, 1..CHAIN_MAX_SAMPLES
 * @target: what y is of x
 *
 * Fills @dataset with @n evenly spaced x from @x_min to @x_max; a single sample lies at @x_min.
 * The product comes first, then the quotient, so that the same grid has the same bits
 * everywhere.
 *
 * Returns: %false where there is no memory
 */
bool
chain_dataset_init_grid (ChainDataset          *dataset,
                         double                 x_min,
                         double                 x_max,
                         size_t                 n,
                         const ChainPolynomial *target)
{
  if (!allocate (dataset, n))
    return false;

  for (size_t i = 0; i < n; i++)
    {
      double x = i == 0 ? x_min : x_min + (x_max - x_min) * (double) i / (double) (n - 1);

      dataset->x[i] = x;
      dataset->y[i] = chain_polynomial_evaluate (target, x);
    }

  pad (dataset);
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
  pad (dataset);
  return true;
}

void
chain_dataset_clear (ChainDataset *dataset)
{
  free (dataset->x);
  *dataset = (ChainDataset) { 0 };
}

/**
 * chain_dataset_add_noise:
 * @deviation: σ of the Gaussian noise on the targets, in their units
 * @seed: the same seed draws the same noise
 */
void
chain_dataset_add_noise (ChainDataset *dataset,
                         double        deviation,
                         uint64_t      seed)
{
  ChainRandom random;

  chain_random_init (&random, seed + NOISE_STREAM);
  for (size_t i = 0; i < dataset->n; i++)
    dataset->y[i] += deviation * chain_random_normal (&random);
  pad (dataset);
}

/* The mean, as what the values are more than the first on average: exact where they are all the
 * same. Divided first, because a sum of large values could overflow where their mean does not. */
static double
get_mean (const double *values,
          size_t        n)
{
  double first = values[0] / (double) n, excess = 0.0;

  for (size_t i = 0; i < n; i++)
    excess += values[i] / (double) n - first;

  return values[0] + excess;
}

/* (1/n) Σ ((v − mean)/unit)². */
static double
get_variance (const double *values,
              size_t        n,
              double        mean,
              double        unit)
{
  double variance = 0.0;

  for (size_t i = 0; i < n; i++)
    variance += ((values[i] - mean) / unit) * ((values[i] - mean) / unit);

  return variance / (double) n;
}

/* Values that do not vary, or too much for a double, keep their scale. The largest deviation is the
 * unit of the sum, so that no square leaves the range of a double. */
static void
normalize (double *values,
           size_t  n,
           double *mean,
           double *deviation)
{
  double largest = 0.0;

  *mean = get_mean (values, n);
  for (size_t i = 0; i < n; i++)
    {
      double distance = values[i] > *mean ? values[i] - *mean : *mean - values[i];

      largest = distance > largest ? distance : largest;
    }

  *deviation = largest > 0.0 && isfinite (largest)
                 ? largest * sqrt (get_variance (values, n, *mean, largest))
                 : 1.0;
  for (size_t i = 0; i < n; i++)
    values[i] = (values[i] - *mean) / *deviation;
}

/**
 * chain_dataset_normalize:
 * @inputs: whether to bring x to mean 0 and variance 1
 * @targets: whether to do so with y
 *
 * Changes the samples to training units, and keeps the way back in the scaling.
 */
void
chain_dataset_normalize (ChainDataset *dataset,
                         bool          inputs,
                         bool          targets)
{
  ChainScaling *scaling = &dataset->scaling;

  if (inputs)
    normalize (dataset->x, dataset->n, &scaling->x_mean, &scaling->x_deviation);
  if (targets)
    normalize (dataset->y, dataset->n, &scaling->y_mean, &scaling->y_deviation);
  pad (dataset);
}

/**
 * chain_dataset_variance:
 *
 * Returns: (1/n) Σ (y − ȳ)² in training units, the loss of the best constant
 */
double
chain_dataset_variance (const ChainDataset *dataset)
{
  return get_variance (dataset->y, dataset->n, get_mean (dataset->y, dataset->n), 1.0);
}
