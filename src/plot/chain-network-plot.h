// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-network-layout.h"
#include "chain-style.h"

/* The network as a graph, with one sample going through it: forward the values z and h, and
 * backward the derivatives of the sample's loss L = (ŷ − y)².
 *
 * An edge is a parameter: as wide as it is large, beside the largest, or beside 1/√n of n neurons
 * a layer if that is more; solid and blue above zero, dashed and vermilion below. Biases come from a small square
 * below their neuron. What is lit stands out with all paths from it to the output, and is written
 * out as the product that the chain rule makes of it.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

typedef struct
{
  ChainStyle style;
  ChainShape shape;
  const double *parameters; /* in flat order; NULL: none yet */
  double x;                 /* the sample, in the units of the network */
  double y;
  bool is_normalized;       /* these are not those of the data */
  const double *gradients;  /* over the batch, in flat order; NULL: unknown */
  const bool *frozen;       /* in flat order; NULL: none is */
  ChainNetworkPart lit;
} ChainNetworkPlot;

#define CHAIN_NETWORK_TEXT_SIZE 2048

void             chain_network_plot_init    (ChainNetworkPlot       *plot);
void             chain_network_plot_draw    (const ChainNetworkPlot *plot,
                                             cairo_t                *cr,
                                             double                  width,
                                             double                  height);
bool             chain_network_plot_layout  (const ChainNetworkPlot *plot,
                                             double                  width,
                                             double                  height,
                                             ChainNetworkLayout     *layout);
void             chain_network_plot_name    (const ChainNetworkPlot *plot,
                                             ChainNetworkPart        part,
                                             char                    markup[CHAIN_NETWORK_TEXT_SIZE]);
void             chain_network_plot_explain (const ChainNetworkPlot *plot,
                                             ChainNetworkPart        part,
                                             char                    markup[CHAIN_NETWORK_TEXT_SIZE]);
