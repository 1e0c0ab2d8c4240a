// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-network.h"

/* Where the samples put each neuron on its tanh: z in bins that are symmetric around 0, for all
 * neurons alike. Fixed size, whatever the number of samples. */

#define CHAIN_ACTIVATION_BINS 256
#define CHAIN_ACTIVATION_LEAST_LIMIT 5.0
#define CHAIN_ACTIVATION_MOST_LIMIT 40.0 /* tanh is ±1 long before, and tanh′ 1e-34 there */

/* Neurons are counted through: those of layer 1, then those of layer 2. */
#define CHAIN_MAX_NEURONS (2 * CHAIN_MAX_WIDTH)

typedef struct
{
  size_t n_below;      /* z below −limit */
  size_t n_above;
  size_t n_saturated;  /* |h| > CHAIN_SATURATION */
  size_t n_not_finite;
  double low;          /* the least and the largest finite z; low > high: none */
  double high;
  uint32_t counts[CHAIN_ACTIVATION_BINS];
  double sums[CHAIN_ACTIVATION_BINS]; /* of z: a single sample is where it is, not in a bin's middle */
} ChainActivationNeuron;

typedef struct
{
  size_t n_neurons;
  size_t n_samples; /* that were looked at */
  double limit;     /* the bins reach from −limit to limit */
  ChainActivationNeuron neurons[CHAIN_MAX_NEURONS];
} ChainActivationBins;

double chain_activation_saturation   (void);
size_t chain_activation_bins_stride  (ChainShape           shape,
                                      size_t               n_samples);
void   chain_activation_bins_init    (ChainActivationBins *bins,
                                      ChainShape           shape,
                                      const double        *parameters,
                                      size_t               n_samples,
                                      const double        *x,
                                      size_t               stride);
