// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-frame.h"
#include "chain-pen.h"
#include "chain-room.h"
#include "chain-series.h"

/* The curve of a series of any length: a line where it is smooth, its exact envelope where it
 * is not. */

void chain_curve_draw   (const ChainFrame  *frame,
                         const ChainSeries *series,
                         const ChainPen    *pen);
void chain_curve_occupy (const ChainFrame  *frame,
                         const ChainSeries *series,
                         ChainRoom         *room);
