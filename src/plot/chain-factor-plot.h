// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-factors.h"
#include "chain-legend.h"
#include "chain-style.h"

/* Why each gradient has the size it has: its factors for one sample.
 *
 * Lengths are logarithms, on an axis whose middle is 1. Factors below 1 are stacked to the left
 * of it, filled; factors above 1 to the right, hollow. So the longest piece on the left is the
 * factor that kills the gradient, and what outweighs it, if anything does, is on the right. A
 * dot stands at the product: right minus left. A ring stands at the gradient over the whole
 * batch, where samples may cancel. In wider networks the parameter with the largest gradient
 * stands for its group.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

typedef struct
{
  ChainStyle style;
  ChainShape shape;
  const double *parameters; /* in flat order; NULL: none yet */
  double x;                 /* the sample, in the units of the network */
  double y;
  const double *gradients;  /* over the batch, in flat order; NULL: not drawn */
  bool show_legend;
  unsigned hidden;          /* 1 << ChainFactorKind: pale, in their places all the same */
} ChainFactorPlot;

/* What is at a place of the picture. */
typedef struct
{
  ChainFactors row; /* the factors of the row's gradient */
  int factor;       /* whose piece, an index into them; -1: none */
} ChainFactorPick;

void chain_factor_plot_init   (ChainFactorPlot       *plot);
void chain_factor_plot_draw   (const ChainFactorPlot *plot,
                               cairo_t               *cr,
                               double                 width,
                               double                 height);
void chain_factor_plot_legend (const ChainFactorPlot *plot,
                               double                 width,
                               double                 height,
                               ChainLegend           *legend);
bool chain_factor_plot_pick   (const ChainFactorPlot *plot,
                               double                 width,
                               double                 height,
                               double                 x,
                               double                 y,
                               ChainFactorPick       *pick);
