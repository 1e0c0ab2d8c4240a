// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-fit-plot.h"
#include "chain-room.h"

/* The parts of a fit plot that are drawn inside its axes. */

/* What a reader will see of a curve. */
typedef enum
{
  CHAIN_TRACE_NOT_FINITE,
  CHAIN_TRACE_OUTSIDE,
  CHAIN_TRACE_VISIBLE
} ChainTrace;

ChainPen   chain_fit_pen                (ChainFitItem        item);
void       chain_fit_draw_target        (const ChainFitPlot *plot,
                                         ChainFrame         *frame);
void       chain_fit_draw_samples       (const ChainFitPlot *plot,
                                         ChainFrame         *frame);
void       chain_fit_draw_residuals     (const ChainFitPlot *plot,
                                         ChainFrame         *frame);
void       chain_fit_draw_monotone      (const ChainFitPlot *plot,
                                         ChainFrame         *frame);
void       chain_fit_draw_contributions (const ChainFitPlot *plot,
                                         ChainFrame         *frame);
void       chain_fit_label_contributions (const ChainFitPlot *plot,
                                          const ChainFrame   *frame,
                                          ChainRoom          *room);
void       chain_fit_draw_networks      (const ChainFitPlot *plot,
                                         ChainFrame         *frame);
ChainTrace chain_fit_find_network       (const ChainFitPlot *plot,
                                         const ChainFrame   *frame);
void       chain_fit_occupy             (const ChainFitPlot *plot,
                                         const ChainFrame   *frame,
                                         ChainRoom          *room);
