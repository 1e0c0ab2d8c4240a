// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-activation-bins.h"
#include "chain-buffer.h"
#include "chain-legend.h"

/* tanh and its derivative, with the place of every sample on them for the neurons of both layers,
 * and below a row for each neuron: how often which z is. One sample is emphasised.
 *
 * A plain description: all pointers are borrowed and must live as long as the drawing. */

typedef enum
{
  CHAIN_ACTIVATION_TANH,
  CHAIN_ACTIVATION_SLOPE,
  CHAIN_ACTIVATION_LAYER1,
  CHAIN_ACTIVATION_LAYER2,
  CHAIN_ACTIVATION_IDENTITIES,
  CHAIN_N_ACTIVATION_ITEMS
} ChainActivationItem;

typedef struct
{
  ChainStyle style;
  ChainShape shape;
  const double *parameters; /* in flat order; NULL: none yet */
  const double *x;          /* the samples, in the units of the network */
  size_t n_samples;
  size_t stride;            /* every how-many-th of them is drawn: 1 by default */
  double sample;            /* the x of the sample to be emphasised; NaN: none */
  int neuron;               /* the one whose places are shown, counted through; −1: all */
  unsigned hidden;          /* 1 << ChainActivationItem */
  bool show_legend;
} ChainActivationPlot;

void chain_activation_plot_init        (ChainActivationPlot       *plot);
void chain_activation_plot_draw        (const ChainActivationPlot *plot,
                                        cairo_t                   *cr,
                                        double                     width,
                                        double                     height);
void chain_activation_plot_legend      (const ChainActivationPlot *plot,
                                        double                     width,
                                        double                     height,
                                        ChainLegend               *legend);
int  chain_activation_plot_pick_neuron (const ChainActivationPlot *plot,
                                        double                     width,
                                        double                     height,
                                        double                     x,
                                        double                     y);
bool chain_activation_plot_write_csv   (const ChainActivationPlot *plot,
                                        ChainBuffer               *buffer);

#define CHAIN_NEURON_NAME_SIZE 8 /* "z1[16]" */

void chain_neuron_name (ChainShape shape,
                        int        neuron,
                        char       letter,
                        char       name[CHAIN_NEURON_NAME_SIZE]);
