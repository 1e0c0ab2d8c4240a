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

/**
 * chain_random_below:
 * @n: at least 1
 *
 * Returns: a uniform whole number below @n, without bias
 */
uint64_t
chain_random_below (ChainRandom *random,
                    uint64_t     n)
{
  uint64_t limit = UINT64_MAX - UINT64_MAX % n;
  uint64_t r;

  do
    r = chain_random_next (random);
  while (r >= limit);

  return r % n;
}

/* Whether an event of probability exp(−p) happens, 0 ≤ p ≤ 1: the longest run of falling
 * uniform numbers that begins below p has even length with that probability (von Neumann, 1951). */
static bool
happens (ChainRandom *random,
         double       p)
{
  bool even = true;
  double last = p;

  for (;;)
    {
      double u = chain_random_uniform (random, 0.0, 1.0);

      if (u >= last)
        return even;
      last = u;
      even = !even;
    }
}

/**
 * chain_random_normal:
 *
 * Draws by comparing uniform numbers only (Karney, “Sampling exactly from the normal
 * distribution”, 2016, algorithm N): no logarithm, so the same bits on every machine.
 *
 * Returns: a normal number of mean 0 and variance 1
 */
double
chain_random_normal (ChainRandom *random)
{
  for (;;)
    {
      int k = 0, i;
      double x;

      /* k with probability proportional to exp(−k/2), accepted with exp(−k(k − 1)/2) */
      while (happens (random, 0.5))
        k++;
      for (i = 0; i < k * (k - 1) && happens (random, 0.5); i++)
        ;
      if (i < k * (k - 1))
        continue;

      /* the fraction x, accepted with exp(−x(2k + x)/2) */
      x = chain_random_uniform (random, 0.0, 1.0);
      for (i = 0; i <= k && happens (random, x * (2 * k + x) / (2 * k + 2)); i++)
        ;
      if (i <= k)
        continue;

      return chain_random_next (random) >> 63 ? -(k + x) : k + x;
    }
}
