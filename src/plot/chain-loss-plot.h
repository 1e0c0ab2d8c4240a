// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain-series.h"
#include "chain-style.h"

/* The loss over the steps of one run or several.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

typedef struct
{
  const ChainSeries *loss;
  bool diverged;            /* marked at diverged_step, and said in words */
  uint64_t diverged_step;
} ChainLossRun;

typedef struct
{
  ChainStyle style;

  const ChainLossRun *runs; /* the first is the subject, the others are drawn thinner below it */
  size_t n_runs;

  double best_constant;     /* loss of the best constant, the variance of y; NAN: not drawn */
  double floor;             /* loss of the best monotone curve; NAN: not drawn */

  const uint64_t *changes;  /* steps before which something was changed */
  size_t n_changes;

  bool log_loss;            /* true by default */
  bool log_steps;
} ChainLossPlot;

void chain_loss_plot_init (ChainLossPlot *plot);
void chain_loss_plot_draw (const ChainLossPlot *plot,
                           cairo_t             *cr,
                           double               width,
                           double               height);
