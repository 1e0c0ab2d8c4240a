// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* xoshiro256++ 1.0 (Blackman and Vigna, 2019), its state in the caller's hands: the same seed
 * gives the same numbers on every machine. */

typedef struct
{
  uint64_t state[4];
} ChainRandom;

void     chain_random_init    (ChainRandom *random,
                               uint64_t     seed);
uint64_t chain_random_next    (ChainRandom *random);
double   chain_random_uniform (ChainRandom *random,
                               double       low,
                               double       high);
uint64_t chain_random_below   (ChainRandom *random,
                               uint64_t     n);
double   chain_random_normal  (ChainRandom *random);
