// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-dataset.h"

/* The best monotone fit of a data set. A network with one neuron in each layer is monotone in x
 * (dŷ/dx = W1·W2·W3·sech²z1·sech²z2 has one sign), so no such network's loss is below this
 * fit's: its loss is the floor. Owned by whoever initialised it; any thread. */

typedef struct
{
  double loss; /* (1/n) Σ (y − fit)² */
  size_t n;    /* number of distinct x */
  double *x;   /* @n distinct inputs, rising */
  double *y;   /* @n fitted values, rising or falling */
} ChainMonotoneFit;

bool chain_monotone_fit_init  (ChainMonotoneFit   *fit,
                               const ChainDataset *dataset);
void chain_monotone_fit_clear (ChainMonotoneFit *fit);
