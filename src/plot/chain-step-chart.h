// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-legend.h"
#include "chain-room.h"

/* What the plots over steps have in common: room for the axes, a legend above them, two layers, and a
 * sentence where there is nothing to draw. The drawing in progress of such a plot begins with it. */

typedef struct _ChainStepChart ChainStepChart;

/* What each plot does itself, in this order. */
typedef struct
{
  /* Chooses the axes and fills the legend; may take lines from the top of the inside. */
  void (*prepare) (ChainStepChart *chart);

  /* Returns the sentence for what cannot be drawn, or NULL. */
  const char *(*explain_absence) (const ChainStepChart *chart);

  void (*draw_base) (ChainStepChart *chart);
  void (*draw_overlay) (ChainStepChart *chart);
} ChainStepChartType;

struct _ChainStepChart
{
  const ChainStepChartType *type;
  const ChainStyle *style;

  /* while it is being drawn or measured */
  ChainFrame frame;
  ChainLegend legend;
  ChainRoom room; /* for the overlay to begin */
};

void chain_step_chart_draw   (ChainStepChart *chart,
                              cairo_t        *cr,
                              double          width,
                              double          height,
                              ChainLayers     layers);
bool chain_step_chart_area   (ChainStepChart *chart,
                              double          width,
                              double          height,
                              ChainArea      *area);
void chain_step_chart_legend (ChainStepChart *chart,
                              double          width,
                              double          height,
                              ChainLegend    *legend);
