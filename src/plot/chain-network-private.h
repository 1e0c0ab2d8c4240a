// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-network-plot.h"

/* What the files that draw a network share. */

/* Nodes, squares and labels. */
#define CHAIN_NETWORK_TAKEN (10 * CHAIN_MAX_WIDTH)

/* A drawing in progress. */
typedef struct
{
  const ChainNetworkPlot *plot;
  ChainFrame frame;
  ChainNetworkLayout layout;
  ChainForward forward;
  ChainBackward backward;
  double scale;   /* the size of a weight that is drawn with all the width there is */
  double thickest;
  size_t n_taken;
  ChainBox taken[CHAIN_NETWORK_TAKEN]; /* no label may lie on these */
} ChainNetworkDrawing;

/* What stands in a node: forward in the colour of text, and what comes back. */
typedef struct
{
  const char *before;
  double value;
  ChainColorRole role;
} ChainNetworkFigure;

#define CHAIN_NETWORK_FIGURES 3

bool chain_network_is_lit       (const ChainNetworkDrawing *drawing,
                                 ChainNetworkKind           kind,
                                 size_t                     index);
int  chain_network_list_figures (const ChainNetworkDrawing *drawing,
                                 int                        column,
                                 int                        row,
                                 int                        lines,
                                 ChainNetworkFigure         figures[CHAIN_NETWORK_FIGURES]);
void chain_network_show_figure  (const ChainNetworkDrawing *drawing,
                                 const ChainNetworkFigure  *figure,
                                 double                     x,
                                 double                     y,
                                 double                     room,
                                 bool                       has_plate);
void chain_network_draw_labels  (ChainNetworkDrawing       *drawing);
