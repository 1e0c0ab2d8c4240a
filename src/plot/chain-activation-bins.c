// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-activation-bins.h"

#include <math.h>
#include <stdbool.h>

#include "chain-facts.h"

/* A share of a frame, in nanoseconds, and what tanh and a multiplication take of it. */
#define WORK 3e6
#define TANH_WORK 20.0

/**
 * chain_activation_saturation:
 *
 * Returns: the |z| from which on a neuron counts as saturated, where |tanh z| is %CHAIN_SATURATION
 */
double
chain_activation_saturation (void)
{
  return atanh (CHAIN_SATURATION);
}

/**
 * chain_activation_bins_stride:
 *
 * Returns: every how-many-th sample can be passed through the network while a frame is drawn; 1
 *   for all but large networks with many samples
 */
size_t
chain_activation_bins_stride (ChainShape shape,
                              size_t     n_samples)
{
  double pass = TANH_WORK * (shape.hidden1 + shape.hidden2) + shape.hidden1 * shape.hidden2;

  return (size_t) fmax (ceil ((double) n_samples * pass / WORK), 1.0);
}

/* Makes the bins twice as wide, so that they reach twice as far. */
static void
widen (ChainActivationBins *bins)
{
  const int half = CHAIN_ACTIVATION_BINS / 2, quarter = CHAIN_ACTIVATION_BINS / 4;

  for (size_t i = 0; i < bins->n_neurons; i++)
    {
      ChainActivationNeuron from = bins->neurons[i];
      ChainActivationNeuron *to = &bins->neurons[i];

      for (int j = 0; j < CHAIN_ACTIVATION_BINS; j++)
        {
          int first = 2 * (j - quarter);
          bool has = first >= 0 && j < quarter + half;

          to->counts[j] = has ? from.counts[first] + from.counts[first + 1] : 0;
          to->sums[j] = has ? from.sums[first] + from.sums[first + 1] : 0.0;
        }
    }
  bins->limit *= 2.0;
}

static void
add (ChainActivationBins   *bins,
     ChainActivationNeuron *neuron,
     double                 z,
     double                 h)
{
  int bin;

  if (!isfinite (z))
    {
      neuron->n_not_finite++;
      return;
    }

  neuron->low = fmin (neuron->low, z);
  neuron->high = fmax (neuron->high, z);
  neuron->n_saturated += fabs (h) > CHAIN_SATURATION;
  while (fabs (z) > bins->limit && bins->limit < CHAIN_ACTIVATION_MOST_LIMIT)
    widen (bins);

  if (fabs (z) > bins->limit)
    {
      neuron->n_below += z < 0.0;
      neuron->n_above += z > 0.0;
      return;
    }
  bin = (int) ((z + bins->limit) / (2.0 * bins->limit) * CHAIN_ACTIVATION_BINS);
  if (bin == CHAIN_ACTIVATION_BINS)
    bin--;
  neuron->counts[bin]++;
  neuron->sums[bin] += z;
}

/**
 * chain_activation_bins_init:
 * @bins: (out)
 * @x: @n_samples inputs, in the units of the network
 * @stride: every how-many-th of them is looked at
 */
void
chain_activation_bins_init (ChainActivationBins *bins,
                            ChainShape           shape,
                            const double        *parameters,
                            size_t               n_samples,
                            const double        *x,
                            size_t               stride)
{
  *bins = (ChainActivationBins) {
    .n_neurons = (size_t) (shape.hidden1 + shape.hidden2),
    .limit = CHAIN_ACTIVATION_LEAST_LIMIT,
  };
  for (size_t i = 0; i < bins->n_neurons; i++)
    {
      bins->neurons[i].low = HUGE_VAL;
      bins->neurons[i].high = -HUGE_VAL;
    }

  for (size_t i = 0; i < n_samples; i += stride)
    {
      ChainForward forward;

      chain_network_forward (shape, parameters, x[i], &forward);
      for (int j = 0; j < shape.hidden1; j++)
        add (bins, &bins->neurons[j], forward.z1[j], forward.h1[j]);
      for (int k = 0; k < shape.hidden2; k++)
        add (bins, &bins->neurons[shape.hidden1 + k], forward.z2[k], forward.h2[k]);
      bins->n_samples++;
    }
}
