// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-network.h"

/* Where the parameters of step 0 come from. */

typedef enum
{
  CHAIN_INITIALIZER_MANUAL, /* they are given */
  CHAIN_INITIALIZER_ZEROS,
  CHAIN_INITIALIZER_CONSTANT,
  CHAIN_INITIALIZER_UNIFORM,
  CHAIN_INITIALIZER_XAVIER_UNIFORM,
  CHAIN_INITIALIZER_XAVIER_NORMAL,
  CHAIN_INITIALIZER_HE_UNIFORM,
  CHAIN_INITIALIZER_HE_NORMAL,
  CHAIN_N_INITIALIZERS
} ChainInitializerMethod;

typedef struct
{
  ChainInitializerMethod method;
  uint64_t seed;
  double scale;
} ChainInitializer;

void chain_initializer_init (ChainInitializer *initializer);
void chain_initializer_draw (const ChainInitializer *initializer,
                             ChainShape              shape,
                             double                 *parameters);
