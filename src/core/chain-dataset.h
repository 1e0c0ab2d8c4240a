// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Samples (x, y) to learn from: a value, owned by whoever initialised it. */

#define CHAIN_MAX_SAMPLES 65536
#define CHAIN_MAX_EXPLICIT_SAMPLES 16384

typedef struct
{
  size_t n;
  double *x;
  double *y;
} ChainDataset;

bool   chain_dataset_init_grid    (ChainDataset *dataset,
                                   double        x_min,
                                   double        x_max,
                                   size_t        n);
bool   chain_dataset_init_samples (ChainDataset *dataset,
                                   size_t        n,
                                   const double *x,
                                   const double *y);
void   chain_dataset_clear        (ChainDataset *dataset);
double chain_dataset_variance     (const ChainDataset *dataset);
