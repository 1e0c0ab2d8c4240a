// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-buffer.h"
#include "chain-checker.h"
#include "chain-legend.h"

/* The V-curves of a gradient check: how far the central difference is from the analytic gradient
 * for each ε, with the criteria by which it passes, and how far the complex step is.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

/* A curve for each ChainGroup, and these. */
typedef enum
{
  CHAIN_CHECK_COMPLEX = CHAIN_N_GROUPS,
  CHAIN_CHECK_CRITERIA,
  CHAIN_N_CHECK_ITEMS
} ChainCheckItem;

typedef struct
{
  ChainStyle style;
  const ChainCheckReport *report; /* NULL or not complete: nothing yet */
  int mark;                       /* a place of the curves to be read; −1: none */
  unsigned hidden;                /* 1 << ChainGroup or ChainCheckItem */
  bool show_legend;
} ChainCheckPlot;

void chain_check_plot_init       (ChainCheckPlot       *plot);
void chain_check_plot_draw       (const ChainCheckPlot *plot,
                                  cairo_t              *cr,
                                  double                width,
                                  double                height);
void chain_check_plot_legend     (const ChainCheckPlot *plot,
                                  double                width,
                                  double                height,
                                  ChainLegend          *legend);
int  chain_check_plot_pick_place (const ChainCheckPlot *plot,
                                  double                width,
                                  double                height,
                                  double                x);
bool chain_check_plot_write_csv  (const ChainCheckPlot *plot,
                                  ChainBuffer          *buffer);
