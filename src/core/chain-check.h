// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-dataset.h"
#include "chain-network.h"

/* The gradient check: analytic gradients against two other methods. Any thread may call it. */

/* The step of the central difference, relative to max(1, |θ|). */
#define CHAIN_CHECK_EPSILON 1e-6

/* Places of a V-curve, the error over ε from 1e-1 to 1e-15. */
#define CHAIN_CHECK_N_EPSILONS 57

/* The place of 1e-7, which the document’s criterion is about. */
#define CHAIN_CHECK_DOCUMENT_PLACE 24

typedef struct
{
  double loss;
  double analytic[CHAIN_MAX_PARAMETERS];
  double numeric[CHAIN_MAX_PARAMETERS];  /* central difference */
  double complex_step[CHAIN_MAX_PARAMETERS];
} ChainCheck;

double chain_check_epsilon            (size_t              place);
double chain_check_difference         (ChainShape          shape,
                                       const double       *parameters,
                                       const ChainDataset *dataset,
                                       size_t              index,
                                       double              epsilon);
void   chain_check_begin              (ChainShape          shape,
                                       const double       *parameters,
                                       const ChainDataset *dataset,
                                       ChainCheck         *check);
void   chain_check_parameter          (ChainShape          shape,
                                       const double       *parameters,
                                       const ChainDataset *dataset,
                                       size_t              index,
                                       ChainCheck         *check);
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
