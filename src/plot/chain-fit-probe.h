// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-fit-plot.h"
#include "chain-room.h"

/* The line that is moved along a fit plot, with the figures of the place where it stands. */

void chain_fit_probe_draw (const ChainFitPlot *plot,
                           ChainFrame         *frame,
                           ChainRoom          *room);
