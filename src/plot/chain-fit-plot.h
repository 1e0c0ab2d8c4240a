// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chain-network.h"
#include "chain-style.h"

/* The network's curve against the target it learns, with the samples.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

typedef struct
{
  ChainShape shape;
  const double *parameters; /* in flat order, finite */
} ChainFitRun;

typedef struct
{
  ChainStyle style;

  const ChainFitRun *runs;  /* the first is the subject, the others are drawn thinner below it */
  size_t n_runs;

  const double *target;     /* coefficients of 1, x, x², …; x² by default */
  size_t n_target;          /* 0: no target curve */

  const double *x;          /* the samples */
  const double *y;
  size_t n_samples;

  double x_min;             /* the interval of interest; the axis adds a margin to it */
  double x_max;

  bool show_network;
  bool show_target;
  bool show_samples;
  bool show_legend;         /* above the axes; off where the surroundings have one */
} ChainFitPlot;

void chain_fit_plot_init (ChainFitPlot *plot);
void chain_fit_plot_draw (const ChainFitPlot *plot,
                          cairo_t            *cr,
                          double              width,
                          double              height);
