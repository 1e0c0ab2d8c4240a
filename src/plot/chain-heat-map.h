// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-frame.h"
#include "chain-network.h"

/* A signed value for each parameter of a wide network, as a table of coloured cells for each
 * group: a row is a neuron of the layer, a column of W₂ is one of its inputs. */

void chain_heat_map_draw (ChainFrame    *frame,
                          ChainShape     shape,
                          const double  *values);
