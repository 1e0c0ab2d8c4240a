// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-network.h"

/* One word for the gradients of a layer. The criterion is simple enough to be checked by eye.
 *
 * Everything here is a pure function of its arguments: any thread may call it. */

typedef enum
{
  CHAIN_LAYER_VERDICT_HEALTHY,
  CHAIN_LAYER_VERDICT_VANISHING,
  CHAIN_LAYER_VERDICT_EXPLODING
} ChainLayerVerdict;

#define CHAIN_N_LAYERS 3

/* A layer vanishes whose largest gradient is less than a thousandth of the largest of all. */
#define CHAIN_LAYER_VERDICT_VANISHING_RATIO 1e-3
/* A layer explodes whose largest gradient is above a thousand, or not finite. */
#define CHAIN_LAYER_VERDICT_EXPLODING_SIZE 1e3

ChainLayerVerdict chain_layer_verdict_of_layer (ChainShape    shape,
                                     const double *gradients,
                                     int           layer);
const char  *chain_layer_verdict_name     (ChainLayerVerdict  verdict);
const char  *chain_layer_verdict_explain  (ChainLayerVerdict  verdict);
