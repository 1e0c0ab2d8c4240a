// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-callout.h"
#include "chain-frame.h"
#include "chain-series.h"

/* A vertical line at one step of a plot over time, and the words for what a series is there. */

void chain_crosshair_draw  (const ChainFrame   *frame,
                            uint64_t            step);
void chain_crosshair_dot   (const ChainFrame   *frame,
                            const ChainSeries  *series,
                            uint64_t            step,
                            ChainColorRole      role);
void chain_crosshair_say_step  (ChainCallout      *callout,
                                const ChainSeries *series,
                                uint64_t           step);
void chain_crosshair_say_value (ChainCallout      *callout,
                                ChainColorRole     role,
                                const char        *name,
                                const ChainSeries *series,
                                uint64_t           step);
