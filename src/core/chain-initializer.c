// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-initializer.h"

#include <assert.h>
#include <math.h>

#include "chain-random.h"

/**
 * chain_initializer_init:
 *
 * Sets given parameters; for the methods that draw, seed 1 and scale 1.
 */
void
chain_initializer_init (ChainInitializer *initializer)
{
  *initializer = (ChainInitializer) { CHAIN_INITIALIZER_MANUAL, 1, 1.0 };
}

static double
draw_weight (const ChainInitializer *initializer,
             ChainRandom            *random,
             double                  inputs,
             double                  outputs)
{
  double scale = initializer->scale;
  double limit;

  switch (initializer->method)
    {
    case CHAIN_INITIALIZER_CONSTANT:
      return scale;
    case CHAIN_INITIALIZER_UNIFORM:
      return chain_random_uniform (random, -scale, scale);
    case CHAIN_INITIALIZER_XAVIER_UNIFORM:
      limit = scale * sqrt (6.0 / (inputs + outputs));
      return chain_random_uniform (random, -limit, limit);
    case CHAIN_INITIALIZER_XAVIER_NORMAL:
      return scale * sqrt (2.0 / (inputs + outputs)) * chain_random_normal (random);
    case CHAIN_INITIALIZER_HE_UNIFORM:
      limit = scale * sqrt (6.0 / inputs);
      return chain_random_uniform (random, -limit, limit);
    case CHAIN_INITIALIZER_HE_NORMAL:
      return scale * sqrt (2.0 / inputs) * chain_random_normal (random);
    default:
      return 0.0;
    }
}

/**
 * chain_initializer_draw:
 * @initializer: any method but manual
 * @parameters: (out): flat parameters
 *
 * Draws in flat order; the same seed draws the same. With @i inputs and @o outputs of a layer and
 * the scale s, its weights are
 *
 * - zeros: 0; constant: s
 * - uniform: uniform in ±s, and the biases too
 * - Xavier: uniform in ±s·√(6/(i + o)), or normal of deviation s·√(2/(i + o)) (Glorot and
 *   Bengio, 2010, equation 16)
 * - He: uniform in ±s·√(6/i), or normal of deviation s·√(2/i) (He et al., 2015, equation 10)
 *
 * Biases are 0 but for uniform.
 */
void
chain_initializer_draw (const ChainInitializer *initializer,
                        ChainShape              shape,
                        double                 *parameters)
{
  const int widths[] = { 1, shape.hidden1, shape.hidden2, 1 };
  ChainRandom random;

  assert (initializer->method != CHAIN_INITIALIZER_MANUAL);
  chain_random_init (&random, initializer->seed);

  for (int layer = 0; layer < 3; layer++)
    {
      for (int i = widths[layer] * widths[layer + 1]; i > 0; i--)
        *parameters++ = draw_weight (initializer, &random, widths[layer], widths[layer + 1]);
      for (int i = widths[layer + 1]; i > 0; i--)
        *parameters++ = initializer->method == CHAIN_INITIALIZER_UNIFORM
                          ? draw_weight (initializer, &random, 1, 1)
                          : 0.0;
    }
}
