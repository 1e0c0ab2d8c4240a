// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-random.h"

static uint64_t
rotate_left (uint64_t x,
             int      n)
{
  return (x << n) | (x >> (64 - n));
}

/**
 * chain_random_init:
 * @seed: any number
 *
 * Fills the state from @seed by SplitMix64, as the generator's authors advise: the state is
 * never all zeros.
 */
void
chain_random_init (ChainRandom *random,
                   uint64_t     seed)
{
  for (int i = 0; i < 4; i++)
    {
      uint64_t z = (seed += 0x9e3779b97f4a7c15u);

      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      random->state[i] = z ^ (z >> 31);
    }
}

/**
 * chain_random_next:
 *
 * Returns: 64 uniform bits
 */
uint64_t
chain_random_next (ChainRandom *random)
{
  uint64_t *s = random->state;
  uint64_t result = rotate_left (s[0] + s[3], 23) + s[0];
  uint64_t t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

/**
 * chain_random_uniform:
 *
 * Returns: a uniform number in [@low, @high), from the 53 upper bits
 */
double
chain_random_uniform (ChainRandom *random,
                      double       low,
                      double       high)
{
  double unit = (double) (chain_random_next (random) >> 11) * 0x1p-53;

  return low + (high - low) * unit;
}
