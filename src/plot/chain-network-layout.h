// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-frame.h"
#include "chain-network.h"

/* Where the parts of a network's graph are: four columns x, h₁, h₂, ŷ, an edge for each weight,
 * and below each neuron a short edge from a small square: its bias.
 *
 * A node has as many lines of figures as there is room for, down to none: then it is a disc. */

typedef enum
{
  CHAIN_NETWORK_NOTHING,
  CHAIN_NETWORK_NODE,     /* 0: x; then layer 1, layer 2, and the output */
  CHAIN_NETWORK_PARAMETER /* flat index */
} ChainNetworkKind;

typedef struct
{
  ChainNetworkKind kind;
  size_t index;
} ChainNetworkPart;

#define CHAIN_NETWORK_COLUMNS 4

/* In front of a derivative, with a space that is seen in small letters, too. */
#define CHAIN_NETWORK_ARROW "←\u2002"

typedef struct
{
  double x;
  double y;
} ChainNetworkPoint;

typedef struct
{
  int n;              /* nodes */
  int lines;          /* of figures in a node, 0 to 3 */
  double x;           /* of their middles */
  double pitch;
  double half_width;  /* of a node */
  double half_height;
} ChainNetworkColumn;

typedef struct
{
  ChainShape shape;
  double em;
  double line;        /* height of a line of figures */
  ChainBox graph;
  ChainBox readout;   /* as high as whole lines; none: no height */
  bool has_captions;  /* above the columns */
  double gap;         /* between the nodes of two columns */
  ChainNetworkColumn columns[CHAIN_NETWORK_COLUMNS];
} ChainNetworkLayout;

void              chain_network_layout_init    (ChainNetworkLayout       *layout,
                                                const ChainFrame         *frame,
                                                ChainShape                shape);
size_t            chain_network_n_nodes        (ChainShape                shape);
bool              chain_network_has_part       (ChainShape                shape,
                                                ChainNetworkPart          part);
int               chain_network_locate_node    (ChainShape                shape,
                                                size_t                    node,
                                                int                      *row);
size_t            chain_network_find_node      (ChainShape                shape,
                                                int                       column,
                                                int                       row);
ChainNetworkPoint chain_network_layout_node    (const ChainNetworkLayout *layout,
                                                int                       column,
                                                int                       row);
double            chain_network_layout_square  (const ChainNetworkLayout *layout,
                                                int                       column);
bool              chain_network_layout_edge    (const ChainNetworkLayout *layout,
                                                size_t                    parameter,
                                                ChainNetworkPoint        *from,
                                                ChainNetworkPoint        *to);
ChainNetworkPart  chain_network_layout_pick    (const ChainNetworkLayout *layout,
                                                double                    x,
                                                double                    y);
size_t            chain_network_walk           (ChainShape                shape,
                                                size_t                    parameter,
                                                int                       across,
                                                int                       down);
bool              chain_network_is_on_path     (ChainShape                shape,
                                                ChainNetworkPart          from,
                                                ChainNetworkPart          part);
