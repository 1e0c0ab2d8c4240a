// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-activation-plot.h"
#include "chain-room.h"

/* Where everything is in a plot of activations: for its drawing, and for what the pointer picks. */

#define CHAIN_ACTIVATION_LABEL_SIZE 256

/* The values of tanh, with room for names beyond them. */
#define CHAIN_ACTIVATION_LEAST (-1.3)
#define CHAIN_ACTIVATION_MOST 1.3

/* A drawing in progress. Its frame's inside is that of the curves; the rows have the same x axis. */
typedef struct
{
  const ChainActivationPlot *plot;
  ChainActivationBins bins;
  ChainFrame frame;
  ChainRoom room;
  ChainLegend legend;
  ChainBox rows;
  double row;       /* height */
  bool row_names;   /* one for each row; else one for each layer */
} ChainActivationLayout;


extern const ChainColorRole chain_activation_roles[2]; /* of the layers */

bool     chain_activation_is_hidden (const ChainActivationLayout *drawing,
                                     ChainActivationItem          item);
bool     chain_activation_is_shown  (const ChainActivationLayout *drawing,
                                     int                          neuron);
int      chain_activation_layer     (const ChainActivationLayout *drawing,
                                     int                          neuron);
int      chain_activation_n_neurons (const ChainActivationLayout *drawing);
ChainPen chain_activation_pen       (ChainActivationItem item);
void     chain_activation_name_row  (const ChainActivationLayout *drawing,
                                     int                          neuron,
                                     char                         markup[CHAIN_ACTIVATION_LABEL_SIZE]);
void     chain_activation_lay_out   (ChainActivationLayout *drawing);
double   chain_activation_row_top   (const ChainActivationLayout *drawing,
                                     int                          neuron);
