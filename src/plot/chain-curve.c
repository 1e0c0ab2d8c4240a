// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-curve.h"

#include <math.h>

#include "chain-envelope.h"

/* A cell on the page, smaller y being higher up. */
typedef struct
{
  double left;
  double right;
  double first;
  double top;
  double bottom;
  double last;
} Place;

static Place
place_cell (const ChainFrame *frame,
            const ChainCell  *cell)
{
  return (Place) {
    .left = cell->left,
    .right = cell->right,
    .first = chain_scale_to_view (&frame->y, cell->values.first),
    .top = chain_scale_to_view (&frame->y, cell->values.max),
    .bottom = chain_scale_to_view (&frame->y, cell->values.min),
    .last = chain_scale_to_view (&frame->y, cell->values.last),
  };
}

/* Whether a line through first and last values would miss an extreme within the cell, or turn
 * around in every column, which is slow to draw and looks like noise of the picture's own. */
static bool
is_rough (const Place *cell,
          const Place *previous,
          const Place *next)
{
  double top = fmin (cell->first, cell->last);
  double bottom = fmax (cell->first, cell->last);

  if (cell->top < top - 1.0 || cell->bottom > bottom + 1.0)
    return true;
  if (previous == NULL || next == NULL || next->left - previous->right > 6.0)
    return false;

  return cell->top < fmin (previous->last, next->first) - 1.0
         || cell->bottom > fmax (previous->last, next->first) + 1.0;
}

/* A cell this wide is a single bucket that was zoomed into: the curve is somewhere in there. */
#define BAND_WIDTH 3.0
#define BAND_OPACITY 0.35

typedef enum
{
  PASS_BANDS, /* wide rough cells: likewise, but pale */
  PASS_BARS,  /* rough cells: whole pixels from their minimum to their maximum */
  PASS_LINE   /* the others: a line */
} Pass;

typedef struct
{
  Pass pass;
  double half;     /* of the line's width */
  bool after_rough;
  double bar_right;
} Pen;

static void
draw_bar (cairo_t     *cr,
          Pen         *pen,
          const Place *cell,
          const Place *previous)
{
  double left = floor (cell->left);
  double right = fmax (floor (cell->right), left) + 1.0;
  double top = cell->top;
  double bottom = cell->bottom;

  if (pen->after_rough)
    {
      /* No gap between bars, sideways or upwards. */
      if (left - pen->bar_right <= 2.0)
        left = fmin (left, pen->bar_right);
      top = fmin (top, previous->last);
      bottom = fmax (bottom, previous->last);
    }

  cairo_rectangle (cr, left, floor (top - pen->half + 0.5), right - left,
                   ceil (bottom + pen->half - 0.5) - floor (top - pen->half + 0.5));
  pen->bar_right = right;
}

static void
draw_cell (cairo_t     *cr,
           Pen         *pen,
           const Place *cell,
           const Place *previous,
           const Place *next)
{
  bool rough = is_rough (cell, previous, next);

  if (pen->pass != PASS_LINE)
    {
      if (rough && (cell->right - cell->left > BAND_WIDTH) == (pen->pass == PASS_BANDS))
        draw_bar (cr, pen, cell, previous);
    }
  else if (!rough || !pen->after_rough)
    {
      if (previous == NULL)
        cairo_move_to (cr, cell->left, cell->first);
      else if (pen->after_rough)
        cairo_move_to (cr, previous->right, previous->last);
      cairo_line_to (cr, cell->left, cell->first);
      if (!rough)
        cairo_line_to (cr, cell->right, cell->last);
    }

  pen->after_rough = rough;
}

static void
draw_pass (const ChainFrame  *frame,
           const ChainSeries *series,
           Pass               pass,
           double             line_width)
{
  Pen pen = { .pass = pass, .half = line_width / 2.0 };
  ChainEnvelope envelope;
  ChainCell cell;
  Place places[3];
  int n = 0; /* places known: the one before, the current, the one after */

  chain_envelope_init (&envelope, series, &frame->x);
  while (chain_envelope_next (&envelope, &cell))
    {
      if (n == 3)
        {
          places[0] = places[1];
          places[1] = places[2];
          n = 2;
        }
      places[n++] = place_cell (frame, &cell);
      if (n >= 2)
        draw_cell (frame->cr, &pen, &places[n - 2], n == 3 ? &places[0] : NULL,
                   &places[n - 1]);
    }
  if (n > 0)
    draw_cell (frame->cr, &pen, &places[n - 1], n >= 2 ? &places[n - 2] : NULL, NULL);
}

/**
 * chain_curve_draw:
 * @frame: with both axes laid out
 * @series: drawn over its steps
 * @line: its pen; a dash is left out where the curve is its envelope
 *
 * Draws every extreme of the series at a cost that depends on the width of the page only.
 */
void
chain_curve_draw (const ChainFrame  *frame,
                  const ChainSeries *series,
                  const ChainPen    *line)
{
  cairo_t *cr = frame->cr;
  ChainPen band = *line;

  band.opacity *= BAND_OPACITY;
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  draw_pass (frame, series, PASS_BANDS, line->width);
  chain_pen_set_source (&band, frame->style, cr);
  cairo_fill (cr);
  draw_pass (frame, series, PASS_BARS, line->width);
  chain_pen_set_source (line, frame->style, cr);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);

  draw_pass (frame, series, PASS_LINE, line->width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  chain_pen_stroke (line, frame->style, cr);
}

/**
 * chain_curve_occupy:
 * @room: told where the curve of @series is, so that labels keep away from it
 */
void
chain_curve_occupy (const ChainFrame  *frame,
                    const ChainSeries *series,
                    ChainRoom         *room)
{
  ChainEnvelope envelope;
  ChainCell cell;
  Place previous;
  bool begun = false;

  chain_envelope_init (&envelope, series, &frame->x);
  while (chain_envelope_next (&envelope, &cell))
    {
      Place place = place_cell (frame, &cell);

      if (begun)
        chain_room_add_line (room, previous.right, previous.last, place.left, place.first);
      chain_room_add_line (room, place.left, place.top, place.left, place.bottom);
      chain_room_add_line (room, place.left, place.first, place.right, place.last);
      previous = place;
      begun = true;
    }
}
