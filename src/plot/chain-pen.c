// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-pen.h"

#include <stddef.h>

/**
 * chain_pen_set_source:
 *
 * Sets the colour, for what is filled rather than stroked.
 */
void
chain_pen_set_source (const ChainPen   *pen,
                      const ChainStyle *style,
                      cairo_t          *cr)
{
  const ChainColor *color = &style->colors[pen->role];

  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * pen->opacity);
}

/**
 * chain_pen_stroke:
 *
 * Strokes the current path of @cr and clears it. No dash is left behind for the next line.
 */
void
chain_pen_stroke (const ChainPen   *pen,
                  const ChainStyle *style,
                  cairo_t          *cr)
{
  static const double dashes[][4] = {
    [CHAIN_DASH_DASHED] = { 5.0, 3.0, 5.0, 3.0 },
    [CHAIN_DASH_DOTTED] = { 1.5, 2.5, 1.5, 2.5 },
    [CHAIN_DASH_DASH_DOT] = { 7.0, 2.5, 1.5, 2.5 },
  };

  chain_pen_set_source (pen, style, cr);
  cairo_set_line_width (cr, pen->width);
  if (pen->dash != CHAIN_DASH_NONE)
    cairo_set_dash (cr, dashes[pen->dash], 4, 0.0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.0);
}
