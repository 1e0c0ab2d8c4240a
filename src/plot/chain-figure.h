// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-factor-plot.h"
#include "chain-fit-plot.h"
#include "chain-gradient-plot.h"
#include "chain-loss-plot.h"
#include "chain-time-plot.h"

/* Plots on one page, two in a row, with a title and a caption. The page looks the same whatever
 * style each plot would have alone: its own style is used for all. */

typedef struct
{
  ChainStyle style;
  const char *title;   /* (nullable): one line of plain text, UTF-8 */
  const char *caption; /* (nullable): plain text, wrapped; the experiment's parameters */
  ChainFitPlot fit;
  ChainLossPlot loss;
  ChainGradientPlot gradient;
  bool show_fit;       /* all three are on by default */
  bool show_loss;
  bool show_gradient;
  const ChainFactorPlot *factors;  /* (nullable), like the following: not drawn */
  const ChainTimePlot *parameters;
  const ChainTimePlot *norms;
} ChainFigure;

#define CHAIN_FIGURE_WIDTH 1000.0 /* the size it is designed for, with three plots */
#define CHAIN_FIGURE_HEIGHT 760.0

void chain_figure_init     (ChainFigure       *figure);
void chain_figure_draw     (const ChainFigure *figure,
                            cairo_t           *cr,
                            double             width,
                            double             height);
void chain_figure_get_size (const ChainFigure *figure,
                            double            *width,
                            double            *height);
