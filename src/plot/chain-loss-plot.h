// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain-legend.h"
#include "chain-series.h"
#include "chain-style.h"

/* The loss over the steps of one run or several.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. The
 * functions that take a plot and its size lay it out as the drawing does. */

typedef struct
{
  const ChainSeries *loss;
  bool diverged;            /* marked at diverged_step, and said in words */
  uint64_t diverged_step;
} ChainLossRun;

/* What there is in the plot, also as entries of its legend. */
typedef enum
{
  CHAIN_LOSS_RUN,
  CHAIN_LOSS_BATCHES,
  CHAIN_LOSS_OTHER_RUNS,
  CHAIN_LOSS_AVERAGE,
  CHAIN_LOSS_BEST_CONSTANT,
  CHAIN_LOSS_FLOOR,
  CHAIN_N_LOSS_ITEMS
} ChainLossItem;

typedef struct
{
  ChainStyle style;

  const ChainLossRun *runs; /* the first is the subject, the others are drawn thinner below it */
  size_t n_runs;
  const ChainSeries *batches; /* (nullable): the loss of each step's mini-batch in the first run, whose
                                 own loss is then that of the whole data */

  double best_constant;     /* loss of the best constant, the variance of y; NAN: not drawn */
  double floor;             /* loss of the best monotone curve; NAN: not drawn */

  const uint64_t *changes;  /* steps before which something was changed */
  size_t n_changes;

  double average;           /* β of the exponential average of the first run's loss, or of its batches',
                               below 1; 0: none */

  bool log_loss;            /* true by default */
  bool log_steps;
  ChainRange steps;         /* what is seen; by default no range, which is all there is */
  ChainRange losses;        /* likewise; by default what the steps that are seen need */

  bool has_crosshair;
  uint64_t crosshair;       /* a step: a line there, with figures */
  const char *crosshair_note; /* (nullable): plain text, what was changed there */

  bool show_legend;         /* above the axes, where there is more than one curve */
  unsigned hidden;          /* 1 << ChainLossItem: in the legend, yet not drawn */
} ChainLossPlot;

void chain_loss_plot_init      (ChainLossPlot *plot);
void chain_loss_plot_draw      (const ChainLossPlot *plot,
                                cairo_t             *cr,
                                double               width,
                                double               height);
void chain_loss_plot_draw_layers (const ChainLossPlot *plot,
                                  cairo_t             *cr,
                                  double               width,
                                  double               height,
                                  ChainLayers          layers);
bool chain_loss_plot_area      (const ChainLossPlot *plot,
                                double               width,
                                double               height,
                                ChainArea           *area);
void chain_loss_plot_legend    (const ChainLossPlot *plot,
                                double               width,
                                double               height,
                                ChainLegend         *legend);
