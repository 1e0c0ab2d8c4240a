// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-frame.h"
#include "chain-series.h"

/* The axis of the steps of runs, as all plots over time have it. */

void chain_step_axis_include      (ChainRange        *steps,
                                   const ChainSeries *series);
void chain_step_axis_init         (ChainScale        *x,
                                   ChainRange         all,
                                   ChainRange         chosen,
                                   bool               log_steps);
void chain_step_axis_draw_event   (const ChainFrame  *frame,
                                   ChainColorRole     role,
                                   double             step);
void chain_step_axis_draw_changes (const ChainFrame  *frame,
                                   const uint64_t    *changes,
                                   size_t             n);
bool chain_step_axis_pick         (const ChainArea   *area,
                                   double             place,
                                   uint64_t          *step);
void chain_step_axis_include_values (ChainRange           *values,
                                     const ChainScaleType *type,
                                     const ChainSeries    *series,
                                     const ChainScale     *x);
