// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Samples (x, y) to learn from, in training units: a value, owned by whoever initialised it. */

#define CHAIN_MAX_SAMPLES 65536
#define CHAIN_MAX_EXPLICIT_SAMPLES 16384
#define CHAIN_MAX_DEGREE 8

/* How training units come from the units of the data: (value − mean) / deviation. */
typedef struct
{
  double x_mean;
  double x_deviation;
  double y_mean;
  double y_deviation;
} ChainScaling;

/* The target as a polynomial Σ cᵢ·xⁱ. */
typedef struct
{
  size_t n;                                /* coefficients, 1..CHAIN_MAX_DEGREE + 1 */
  double coefficients[CHAIN_MAX_DEGREE + 1];
} ChainPolynomial;

typedef struct
{
  size_t n;
  double *x; /* padded as the kernels want it, see chain_kernel_pad() */
  double *y;
  ChainScaling scaling; /* means 0, deviations 1 where nothing is normalised */
} ChainDataset;

double chain_polynomial_evaluate  (const ChainPolynomial *polynomial,
                                   double                 x);

bool   chain_dataset_init_grid    (ChainDataset          *dataset,
                                   double                 x_min,
                                   double                 x_max,
                                   size_t                 n,
                                   const ChainPolynomial *target);
bool   chain_dataset_init_samples (ChainDataset *dataset,
                                   size_t        n,
                                   const double *x,
                                   const double *y);
void   chain_dataset_clear        (ChainDataset *dataset);
void   chain_dataset_add_noise    (ChainDataset *dataset,
                                   double        deviation,
                                   uint64_t      seed);
void   chain_dataset_normalize    (ChainDataset *dataset,
                                   bool          inputs,
                                   bool          targets);
double chain_dataset_variance     (const ChainDataset *dataset);
