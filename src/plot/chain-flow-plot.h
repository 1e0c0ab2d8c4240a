// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-buffer.h"
#include "chain-flow.h"
#include "chain-legend.h"
#include "chain-series.h"

/* How large the backward signal is from place to place, with the factors between them; and below,
 * over the steps, the gradient of the first layer against that of the last.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

typedef enum
{
  CHAIN_FLOW_SAMPLE,
  CHAIN_FLOW_RMS,
  CHAIN_FLOW_MEAN,
  CHAIN_FLOW_GRADIENTS, /* of each layer, over the batch */
  CHAIN_FLOW_RATIO,
  CHAIN_N_FLOW_ITEMS
} ChainFlowItem;

typedef struct
{
  ChainStyle style;
  ChainShape shape;
  const double *parameters;   /* in flat order; NULL: none yet */
  const double *x;            /* the samples, in the units of the network */
  const double *y;
  size_t n_samples;
  size_t stride;              /* every how-many-th of them is looked at: 1 by default */
  double sample_x;            /* one sample to follow; NaN: none */
  double sample_y;
  const double *gradients;    /* over the batch, in flat order; NULL: not drawn */
  const ChainSeries *first;   /* the norm of the gradient of layer 1 over the steps, and of layer 3, */
  const ChainSeries *last;    /*   with the same buckets; NULL: no ratio */
  bool log_steps;
  ChainRange steps;           /* what is seen of it; by default all steps */
  unsigned hidden;            /* 1 << ChainFlowItem */
  bool show_legend;
} ChainFlowPlot;

void chain_flow_plot_init      (ChainFlowPlot       *plot);
void chain_flow_plot_draw      (const ChainFlowPlot *plot,
                                cairo_t             *cr,
                                double               width,
                                double               height);
void chain_flow_plot_legend    (const ChainFlowPlot *plot,
                                double               width,
                                double               height,
                                ChainLegend         *legend);
bool chain_flow_plot_write_csv (const ChainFlowPlot *plot,
                                ChainBuffer         *buffer);
