// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-callout.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#define HALF_PI 1.5707963267948966

/**
 * chain_callout_add:
 * @callout: zeros at first
 * @role: the line's colour
 * @format: of markup
 *
 * Adds a line. One that is too long is left out, for half a tag is not markup; so is a line
 * beyond %CHAIN_CALLOUT_LINES.
 */
void
chain_callout_add (ChainCallout  *callout,
                   ChainColorRole role,
                   const char    *format,
                   ...)
{
  ChainCalloutLine *line = &callout->lines[callout->n];
  va_list arguments;
  int length;

  if (callout->n == CHAIN_CALLOUT_LINES)
    return;

  va_start (arguments, format);
  length = vsnprintf (line->markup, sizeof line->markup, format, arguments);
  va_end (arguments);
  line->role = role;
  if (length >= 0 && length < CHAIN_CALLOUT_LINE_SIZE)
    callout->n++;
}

static void
draw_box (const ChainFrame *frame,
          const ChainBox   *box)
{
  cairo_t *cr = frame->cr;
  double left = floor (box->left) + 0.5, top = floor (box->top) + 0.5;
  double right = floor (box->right) - 0.5, bottom = floor (box->bottom) - 0.5;
  double radius = 4.0;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, top + radius, radius, -HALF_PI, 0.0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0.0, HALF_PI);
  cairo_arc (cr, left + radius, bottom - radius, radius, HALF_PI, 2.0 * HALF_PI);
  cairo_arc (cr, left + radius, top + radius, radius, 2.0 * HALF_PI, 3.0 * HALF_PI);
  cairo_close_path (cr);

  chain_style_set_ground (frame->style, 0.94, cr);
  cairo_fill_preserve (cr);
  chain_style_set_source (frame->style, CHAIN_COLOR_GRID, cr);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

/**
 * chain_callout_draw:
 * @room: where there are curves; the box's place is taken from it
 * @x: the place on the page that it is about
 *
 * Draws the box left or right of @x, where it hides least; nothing where it would hide most of
 * a small page.
 */
void
chain_callout_draw (const ChainCallout *callout,
                    const ChainFrame   *frame,
                    ChainRoom          *room,
                    double              x)
{
  double em = chain_frame_em (frame);
  double line = 1.25 * em, gap = 0.7 * em, pad = 0.7 * em;
  double cap = chain_text_capital (frame->text, CHAIN_TEXT_SMALL);
  double height = (double) (callout->n - 1) * line + cap + 2.0 * pad;
  double top = frame->inside.top + gap, bottom = frame->inside.bottom - gap;
  double middle = (top + bottom) / 2.0;
  double width = 0.0;
  ChainSpot spots[] = {
    { x - gap, top, { 1.0, 0.0 } }, { x + gap, bottom, { 0.0, 1.0 } },
    { x + gap, top, { 0.0, 0.0 } }, { x - gap, bottom, { 1.0, 1.0 } },
    { x - gap, middle, { 1.0, 0.5 } }, { x + gap, middle, { 0.0, 0.5 } },
  };
  ChainBox box;

  for (size_t i = 0; i < callout->n; i++)
    width = fmax (width, chain_text_measure (frame->text, CHAIN_TEXT_SMALL,
                                             callout->lines[i].markup));
  width += 2.0 * pad;
  if (callout->n == 0 || !chain_room_place (room, width, height, spots, 6, x, &box))
    return;

  draw_box (frame, &box);
  for (size_t i = 0; i < callout->n; i++)
    chain_text_show (frame->text, CHAIN_TEXT_SMALL, callout->lines[i].role,
                     callout->lines[i].markup, box.left + pad,
                     box.top + pad + cap + (double) i * line, (ChainAnchor) { 0.0, 1.0 });
}
