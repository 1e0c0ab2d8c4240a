// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>

#include "chain-network.h"

/* The rules by which a gradient moves the parameters. */

typedef enum
{
  CHAIN_OPTIMIZER_GRADIENT_DESCENT,
  CHAIN_OPTIMIZER_MOMENTUM,
  CHAIN_OPTIMIZER_NESTEROV,
  CHAIN_OPTIMIZER_ADAGRAD,
  CHAIN_OPTIMIZER_RMSPROP,
  CHAIN_OPTIMIZER_ADAM,
  CHAIN_N_OPTIMIZERS
} ChainOptimizerKind;

typedef struct
{
  ChainOptimizerKind kind;
  double momentum; /* μ of momentum and Nesterov, in [0, 1) */
  double beta1;    /* β₁ of Adam, in [0, 1) */
  double beta2;    /* β₂ of Adam, in [0, 1) */
  double rho;      /* ρ of RMSProp, in [0, 1) */
  double epsilon;  /* ε of AdaGrad, RMSProp and Adam, positive */
} ChainOptimizer;

/* What an optimiser remembers from step to step; all zeros and ones at the start. */
typedef struct
{
  double first[CHAIN_MAX_PARAMETERS];  /* velocity, or mean of the gradients */
  double second[CHAIN_MAX_PARAMETERS]; /* sum or mean of the squared gradients */
  double beta1_power;                  /* β₁ᵗ, as a running product */
  double beta2_power;
} ChainMoments;

void chain_optimizer_init    (ChainOptimizer *optimizer);
void chain_moments_init      (ChainMoments *moments);
void chain_optimizer_update  (const ChainOptimizer *optimizer,
                              double                learning_rate,
                              size_t                n,
                              const double         *parameters,
                              const double         *gradients,
                              const ChainMoments   *moments,
                              double               *new_parameters,
                              ChainMoments         *new_moments);
