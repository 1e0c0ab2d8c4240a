// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-frame.h"
#include "chain-room.h"

/* A small box with figures, beside the place that they are about. */

#define CHAIN_CALLOUT_LINES 8
#define CHAIN_CALLOUT_LINE_SIZE 320

typedef struct
{
  ChainColorRole role;
  char markup[CHAIN_CALLOUT_LINE_SIZE];
} ChainCalloutLine;

typedef struct
{
  size_t n;
  ChainCalloutLine lines[CHAIN_CALLOUT_LINES];
} ChainCallout;

void chain_callout_add  (ChainCallout     *callout,
                         ChainColorRole    role,
                         const char       *format,
                         ...) __attribute__ ((format (printf, 3, 4)));
void chain_callout_draw (const ChainCallout *callout,
                         const ChainFrame   *frame,
                         ChainRoom          *room,
                         double              x);
