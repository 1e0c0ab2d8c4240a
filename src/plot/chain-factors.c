// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-factors.h"

#include <math.h>
#include <stdbool.h>

static void
add (ChainFactors   *factors,
     ChainFactorKind kind,
     double          value)
{
  factors->factors[factors->n++] = (ChainFactor) { kind, value };
}

/* The layer-2 neuron through which most of the error reaches neuron @j of layer 1. */
static int
strongest_path (ChainShape          shape,
                const double       *w2,
                const double       *d_z2,
                int                 j)
{
  int strongest = 0;

  for (int k = 1; k < shape.hidden2; k++)
    if (fabs (d_z2[k] * w2[k * shape.hidden1 + j])
        > fabs (d_z2[strongest] * w2[strongest * shape.hidden1 + j]))
      strongest = k;

  return strongest;
}

/* W₁ and b₁: with several neurons in layer 2 the error comes along several paths, and
 * backpropagation adds them up. The strongest is written out, and what the sum is more or less
 * than it is one factor more, so that the product remains the gradient. */
static void
add_layer1 (ChainFactors        *factors,
            ChainShape           shape,
            const double        *parameters,
            const ChainForward  *forward,
            const ChainBackward *backward,
            int                  j,
            bool                 is_weight)
{
  const double *w2 = parameters + chain_shape_group_offset (shape, CHAIN_W2);
  const double *w3 = parameters + chain_shape_group_offset (shape, CHAIN_W3);
  int k = strongest_path (shape, w2, backward->d_z2, j);
  double path = backward->d_z2[k] * w2[k * shape.hidden1 + j];

  factors->neuron2 = k;
  add (factors, CHAIN_FACTOR_W3, w3[k]);
  add (factors, CHAIN_FACTOR_SLOPE2, forward->s2[k]);
  add (factors, CHAIN_FACTOR_W2, w2[k * shape.hidden1 + j]);
  add (factors, CHAIN_FACTOR_SLOPE1, forward->s1[j]);
  if (is_weight)
    add (factors, CHAIN_FACTOR_INPUT, forward->x);
  if (shape.hidden2 > 1)
    add (factors, CHAIN_FACTOR_PATHS, path != 0.0 ? backward->d_h1[j] / path : 1.0);
}

/**
 * chain_factors_init:
 * @factors: (out)
 * @forward: of one sample
 * @backward: of the same sample
 * @index: flat, of a parameter
 *
 * The factors of the parameter's gradient in the order in which the document writes them. With
 * one neuron in each layer their product is the gradient but for rounding; in wider networks
 * too, by the factor %CHAIN_FACTOR_PATHS.
 */
void
chain_factors_init (ChainFactors        *factors,
                    ChainShape           shape,
                    const double        *parameters,
                    const ChainForward  *forward,
                    const ChainBackward *backward,
                    size_t               index)
{
  const double *w3 = parameters + chain_shape_group_offset (shape, CHAIN_W3);
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, index, &row, &column);

  *factors = (ChainFactors) { .index = index, .neuron2 = -1, .gradient = backward->gradients[index] };
  add (factors, CHAIN_FACTOR_ERROR, backward->d_output);

  switch (group)
    {
    case CHAIN_W1:
    case CHAIN_B1:
      add_layer1 (factors, shape, parameters, forward, backward, row, group == CHAIN_W1);
      break;
    case CHAIN_W2:
    case CHAIN_B2:
      factors->neuron2 = row;
      add (factors, CHAIN_FACTOR_W3, w3[row]);
      add (factors, CHAIN_FACTOR_SLOPE2, forward->s2[row]);
      if (group == CHAIN_W2)
        add (factors, CHAIN_FACTOR_INPUT, forward->h1[column]);
      break;
    case CHAIN_W3:
      factors->neuron2 = row;
      add (factors, CHAIN_FACTOR_INPUT, forward->h2[row]);
      break;
    default:
      break;
    }
}

/**
 * chain_factors_strongest:
 * @gradients: of one sample, in flat order
 *
 * Returns: the flat index of the group's parameter with the largest gradient, the first of
 *   several: the one that stands for its group where there is no room for all
 */
size_t
chain_factors_strongest (ChainShape    shape,
                         ChainGroup    group,
                         const double *gradients)
{
  size_t first = chain_shape_group_offset (shape, group);
  size_t strongest = first;

  for (size_t i = first; i < first + chain_shape_group_length (shape, group); i++)
    if (fabs (gradients[i]) > fabs (gradients[strongest]))
      strongest = i;

  return strongest;
}
