// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-dataset.h"
#include "chain-network.h"

/* The gradient check: analytic gradients against two other methods. Any thread may call it. */

typedef struct
{
  double loss;
  double analytic[CHAIN_MAX_PARAMETERS];
  double numeric[CHAIN_MAX_PARAMETERS];  /* central difference */
  double complex_step[CHAIN_MAX_PARAMETERS];
} ChainCheck;

void   chain_check_run                (ChainShape          shape,
                                       const double       *parameters,
                                       const ChainDataset *dataset,
                                       ChainCheck         *check);
double chain_check_numeric_tolerance  (double loss,
                                       double analytic);
double chain_check_complex_tolerance  (double loss,
                                       double analytic);
bool   chain_check_passes             (const ChainCheck *check,
                                       size_t            index);
