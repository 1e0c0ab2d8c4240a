// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-network.h"

/* A gradient of one sample as the product that the chain rule makes it:
 *
 *     ∂L/∂W₁ = 2(ŷ−y) · W₃ · (1−h₂²) · W₂ · (1−h₁²) · x
 *
 * Everything here is a pure function of its arguments: any thread may call it. */

/* In the order of the product. */
typedef enum
{
  CHAIN_FACTOR_ERROR,  /* 2(ŷ − y) */
  CHAIN_FACTOR_W3,
  CHAIN_FACTOR_SLOPE2, /* 1 − h₂², as sech²(z₂): accurate in saturation */
  CHAIN_FACTOR_W2,
  CHAIN_FACTOR_SLOPE1, /* 1 − h₁² */
  CHAIN_FACTOR_INPUT,  /* what the weight multiplies: x, h₁ or h₂ */
  CHAIN_FACTOR_PATHS,  /* wider networks: all paths together, in units of the strongest */
  CHAIN_N_FACTORS
} ChainFactorKind;

typedef struct
{
  ChainFactorKind kind;
  double value;
} ChainFactor;

typedef struct
{
  size_t index;    /* flat, of the parameter */
  int neuron2;     /* the layer-2 neuron that the path goes through, from 0; −1: none */
  double gradient; /* the product, as backpropagation computed it */
  size_t n;
  ChainFactor factors[CHAIN_N_FACTORS];
} ChainFactors;

void   chain_factors_init      (ChainFactors        *factors,
                                ChainShape           shape,
                                const double        *parameters,
                                const ChainForward  *forward,
                                const ChainBackward *backward,
                                size_t               index);
size_t chain_factors_strongest (ChainShape           shape,
                                ChainGroup           group,
                                const double        *gradients);
