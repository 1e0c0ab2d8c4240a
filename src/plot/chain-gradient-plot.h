// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-layer-verdict.h"
#include "chain-style.h"

/* One signed bar for each parameter's gradient, or a heat map per layer where there are too
 * many of them for the height.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

typedef enum
{
  CHAIN_GRADIENT_SYMLOG, /* symmetric logarithm: equal lengths are equal factors */
  CHAIN_GRADIENT_LINEAR
} ChainGradientScale;

typedef struct
{
  ChainStyle style;
  ChainShape shape;
  const double *gradients; /* in flat order; NULL: none yet */
  const double *parameters;    /* likewise, and */
  const ChainDataset *samples; /* what they are learnt from, in the units of the network: for verdicts;
                                  NULL: these follow from the gradients alone */
  const double *least;     /* a whisker from here, likewise; NULL: none */
  const double *largest;   /* to here: the range of the last second, for instance */
  ChainGradientScale scale;
  bool show_verdicts;      /* a word for each layer, see ChainLayerState; on by default */
} ChainGradientPlot;

/* What is at a place of the picture. */
typedef struct
{
  int layer;             /* whose verdict, 0 to 2; -1: none */
  ChainLayerState state; /* of that layer */
  int parameter;         /* whose bar or cell, flat; -1: none */
} ChainGradientPick;

void chain_gradient_plot_init (ChainGradientPlot *plot);
void chain_gradient_plot_draw (const ChainGradientPlot *plot,
                               cairo_t                 *cr,
                               double                   width,
                               double                   height);
bool chain_gradient_plot_pick (const ChainGradientPlot *plot,
                               double                   width,
                               double                   height,
                               double                   x,
                               double                   y,
                               ChainGradientPick       *pick);
