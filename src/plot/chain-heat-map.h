// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-frame.h"
#include "chain-network.h"

/* A signed value for each parameter of a wide network, as a table of coloured cells for each
 * group: a row is a neuron of the layer, a column of W₂ is one of its inputs. */

/* Where the cells are. */
typedef struct
{
  ChainShape shape;
  double left[CHAIN_N_GROUPS];
  double top;
  double cell_width;
  double cell_height;
  bool named; /* whether there is room for the names of the groups */
} ChainHeatMap;

void chain_heat_map_layout (ChainHeatMap       *map,
                            const ChainFrame   *frame,
                            const ChainBox     *box,
                            ChainShape          shape);
void chain_heat_map_draw   (const ChainHeatMap *map,
                            const ChainFrame   *frame,
                            const double       *values);
int  chain_heat_map_find   (const ChainHeatMap *map,
                            double              x,
                            double              y);
