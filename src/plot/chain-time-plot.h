// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain-buffer.h"
#include "chain-legend.h"
#include "chain-network.h"
#include "chain-series.h"

/* Several quantities over the steps of a run: parameters, or norms of gradients.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. The
 * functions that take a plot and its size lay it out as the drawing does. */

typedef struct
{
  const ChainSeries *series;
  char label[CHAIN_LEGEND_LABEL_SIZE]; /* Pango markup */
  char name[CHAIN_LEGEND_LABEL_SIZE];  /* plain text, for a table: not translated */
  ChainColorRole role;
  ChainDash dash;
  bool hidden;              /* in the legend, yet not drawn */
} ChainTimeSeries;

typedef enum
{
  CHAIN_TIME_LINEAR,
  CHAIN_TIME_SYMLOG, /* symmetric logarithm: for values of both signs over many decades */
  CHAIN_TIME_LOG     /* positive values only */
} ChainTimeScale;

typedef struct
{
  ChainStyle style;

  const ChainTimeSeries *series;
  size_t n_series;
  size_t n_all;             /* how many there are, of which these are some: said in the plot */

  ChainTimeScale scale;     /* linear by default */
  bool log_steps;
  ChainRange steps;         /* what is seen, the loss plot's for instance; by default all steps */
  ChainRange values;        /* likewise; by default what the steps that are seen need */

  const uint64_t *changes;  /* steps before which something was changed */
  size_t n_changes;

  bool has_crosshair;
  uint64_t crosshair;       /* a step: a line there, with the figures of the first few series */

  bool show_legend;
} ChainTimePlot;

void chain_time_series_init_parameter (ChainTimeSeries   *series,
                                       ChainShape         shape,
                                       size_t             index,
                                       const ChainSeries *values);
void chain_time_series_init_norm      (ChainTimeSeries   *series,
                                       int                layer,
                                       const ChainSeries *values);

void chain_time_plot_init      (ChainTimePlot       *plot);
void chain_time_plot_draw      (const ChainTimePlot *plot,
                                cairo_t             *cr,
                                double               width,
                                double               height);
void chain_time_plot_draw_layers (const ChainTimePlot *plot,
                                  cairo_t             *cr,
                                  double               width,
                                  double               height,
                                  ChainLayers          layers);
bool chain_time_plot_area      (const ChainTimePlot *plot,
                                double               width,
                                double               height,
                                ChainArea           *area);
void chain_time_plot_legend    (const ChainTimePlot *plot,
                                double               width,
                                double               height,
                                ChainLegend         *legend);
