// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-dataset.h"
#include "chain-network.h"

/* One word for the gradients of a layer. The criterion is simple enough to be checked by hand.
 *
 * Everything here is a pure function of its arguments: any thread may call it. */

typedef enum
{
  CHAIN_LAYER_VERDICT_HEALTHY,
  CHAIN_LAYER_VERDICT_SETTLED,
  CHAIN_LAYER_VERDICT_VANISHING,
  CHAIN_LAYER_VERDICT_EXPLODING
} ChainLayerVerdict;

#define CHAIN_N_LAYERS 3

/* A layer vanishes whose samples get less than a hundredth of the gradient of another layer. */
#define CHAIN_LAYER_VANISHING_RATIO 1e-2
/* A layer is settled whose samples' gradients cancel to less than a millionth. */
#define CHAIN_LAYER_SETTLED_RATIO 1e-6
/* A layer explodes whose largest gradient is above a thousand, or not finite. */
#define CHAIN_LAYER_EXPLODING_SIZE 1e3

/* Of more samples so many, evenly spread, are looked at. */
#define CHAIN_LAYER_SAMPLES 64

typedef struct
{
  double gradient; /* the largest of the layer, over all samples, without sign */
  double sample;   /* likewise, of a single sample */
  double share;    /* @sample as a share of the largest of all layers */
  ChainLayerVerdict verdict;
} ChainLayerState;

void        chain_layer_states_find     (ChainLayerState      layers[CHAIN_N_LAYERS],
                                         ChainShape           shape,
                                         const double        *gradients,
                                         const double        *parameters,
                                         const ChainDataset  *samples);
const char *chain_layer_verdict_name    (ChainLayerVerdict    verdict);
const char *chain_layer_verdict_explain (ChainLayerVerdict    verdict);
