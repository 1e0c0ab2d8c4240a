// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chain-legend.h"
#include "chain-network.h"
#include "chain-style.h"

/* The network's curve against the target it learns, with the samples.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. The
 * functions that take a plot and its size lay it out as the drawing does. */

/* How a run's network sees the data: it is fed x′ = (x − x_mean)/x_deviation, and
 * y = y_mean + y_deviation·ŷ′. A deviation of 0 stands for 1, so that zeros change nothing. The
 * plot itself is in the units of the data. */
typedef struct
{
  double x_mean;
  double x_deviation;
  double y_mean;
  double y_deviation;
} ChainUnits;

typedef struct
{
  ChainShape shape;
  const double *parameters; /* in flat order, finite */
  ChainUnits units;
} ChainFitRun;

/* What there is in the plot, also as entries of its legend. */
typedef enum
{
  CHAIN_FIT_NETWORK,
  CHAIN_FIT_TARGET,
  CHAIN_FIT_SAMPLES,
  CHAIN_FIT_MONOTONE,
  CHAIN_FIT_RESIDUALS,
  CHAIN_FIT_CONTRIBUTIONS,
  CHAIN_N_FIT_ITEMS
} ChainFitItem;

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

  const double *monotone_x; /* the best monotone curve, rising in x */
  const double *monotone_y;
  size_t n_monotone;        /* 0: not drawn */

  double x_min;             /* the interval of interest; the axis adds a margin to it */
  double x_max;

  double probe_x;           /* a line there, with figures; NAN: none */
  double probe_y;           /* what ŷ is compared with there; NAN: the target */
  double sample_x;          /* the sample that the other views explain, while there is a probe; NAN: none */
  double sample_y;

  bool show_network;
  bool show_target;
  bool show_samples;
  bool show_residuals;      /* lines from the samples to the first run's curve; off by default */
  bool show_contributions;  /* W₃[k]·h₂[k] of the first run, if it has several; off by default */
  bool show_legend;         /* above the axes; off where the surroundings have one */
  unsigned hidden;          /* 1 << ChainFitItem: in the legend, yet not drawn */
} ChainFitPlot;

void   chain_fit_plot_init   (ChainFitPlot       *plot);
void   chain_fit_plot_draw   (const ChainFitPlot *plot,
                              cairo_t            *cr,
                              double              width,
                              double              height);
void   chain_fit_plot_draw_layers (const ChainFitPlot *plot,
                                   cairo_t            *cr,
                                   double              width,
                                   double              height,
                                   ChainLayers         layers);
bool   chain_fit_plot_area   (const ChainFitPlot *plot,
                              double              width,
                              double              height,
                              ChainArea          *area);
void   chain_fit_plot_legend (const ChainFitPlot *plot,
                              double              width,
                              double              height,
                              ChainLegend        *legend);
bool   chain_fit_plot_pick_x (const ChainFitPlot *plot,
                              double              width,
                              double              height,
                              double              place,
                              double             *x);
bool   chain_fit_plot_shows  (const ChainFitPlot *plot,
                              ChainFitItem        item);
double chain_fit_plot_target (const ChainFitPlot *plot,
                              double              x);
double chain_fit_run_evaluate      (const ChainFitRun *run,
                                    double             x);
void   chain_fit_run_contributions (const ChainFitRun *run,
                                    double             x,
                                    double            *values);
