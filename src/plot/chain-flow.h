// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-network.h"

/* The backward signal on its way: how large the derivative of the loss is at each place between
 * the output and the first layer. In layers of several neurons it is the length of the vector.
 *
 * Everything here is a pure function of its arguments: any thread may call it. */

/* In the order in which backpropagation comes by. */
typedef enum
{
  CHAIN_FLOW_OUTPUT, /* ∂L/∂ŷ */
  CHAIN_FLOW_H2,     /* · W₃ */
  CHAIN_FLOW_Z2,     /* · (1 − h₂²), as sech²(z₂) */
  CHAIN_FLOW_H1,     /* · W₂ */
  CHAIN_FLOW_Z1,     /* · (1 − h₁²) */
  CHAIN_N_FLOW_PLACES
} ChainFlowPlace;

typedef struct
{
  size_t n_samples;                   /* that were looked at */
  double sample[CHAIN_N_FLOW_PLACES]; /* ‖δ‖ of one sample, for the loss (ŷ − y)² */
  double rms[CHAIN_N_FLOW_PLACES];    /* √(mean of ‖δ‖²) over the samples: nothing cancels */
  double mean[CHAIN_N_FLOW_PLACES];   /* ‖mean of δ‖: at ŷ, z₂ and z₁ the gradient of b₃, b₂ and b₁ */
} ChainFlow;

void   chain_flow_init   (ChainFlow    *flow,
                          ChainShape    shape,
                          const double *parameters,
                          size_t        n_samples,
                          const double *x,
                          const double *y,
                          size_t        stride);
void   chain_flow_sample (ChainFlow    *flow,
                          ChainShape    shape,
                          const double *parameters,
                          double        x,
                          double        y);
double chain_flow_factor (const double *signal,
                          int           place);
