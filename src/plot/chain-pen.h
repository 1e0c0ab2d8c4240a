// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include "chain-style.h"

/* How a line looks. Curves and their keys in a legend are stroked with the same pen. */

typedef enum
{
  CHAIN_DASH_NONE,
  CHAIN_DASH_DASHED,
  CHAIN_DASH_DOTTED,
  CHAIN_DASH_DASH_DOT
} ChainDash;

typedef struct
{
  ChainColorRole role;
  double opacity; /* on top of the colour's own: 1 is all of it */
  double width;   /* in units of the page */
  ChainDash dash;
} ChainPen;

void chain_pen_set_source (const ChainPen   *pen,
                           const ChainStyle *style,
                           cairo_t          *cr);
void chain_pen_stroke     (const ChainPen   *pen,
                           const ChainStyle *style,
                           cairo_t          *cr);
