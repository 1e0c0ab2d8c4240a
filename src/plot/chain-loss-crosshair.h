// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-loss-plot.h"
#include "chain-room.h"

/* The line that is moved along a loss plot, with the figures of the step where it stands. */

void chain_loss_crosshair_draw (const ChainLossPlot *plot,
                                const ChainFrame    *frame,
                                ChainRoom           *room,
                                bool                 average);
