// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-initializer.h"

#include <math.h>

#include "chain-random.h"

/**
 * chain_initializer_xavier_uniform:
 * @seed: the same seed draws the same parameters
 * @parameters: (out): flat parameters
 *
 * Draws the weights of each layer uniformly from ±√(6 / (inputs + outputs)), in flat order, and
 * sets the biases to 0 (Glorot and Bengio, 2010, equation 16).
 */
void
chain_initializer_xavier_uniform (ChainShape shape,
                                  uint64_t   seed,
                                  double    *parameters)
{
  const int widths[] = { 1, shape.hidden1, shape.hidden2, 1 };
  ChainRandom random;

  chain_random_init (&random, seed);

  for (int layer = 0; layer < 3; layer++)
    {
      ChainGroup weights = (ChainGroup) (2 * layer);
      double limit = sqrt (6.0 / (widths[layer] + widths[layer + 1]));

      for (size_t i = chain_shape_group_length (shape, weights); i > 0; i--)
        *parameters++ = chain_random_uniform (&random, -limit, limit);
      for (int i = 0; i < widths[layer + 1]; i++)
        *parameters++ = 0.0;
    }
}
