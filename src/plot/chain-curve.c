// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-curve.h"

#include <math.h>
#include <stdlib.h>

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
  bool rough;
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

/* Closer together than this, turns of a line are slow to draw and look like noise of the picture's own. */
#define TURN_WIDTH 3.0

/* Whether a line through first and last values would miss an extreme within the cell, or turn
 * around in every column. */
static bool
is_rough (const Place *cell,
          const Place *previous,
          const Place *next)
{
  double top = fmin (cell->first, cell->last);
  double bottom = fmax (cell->first, cell->last);

  if (cell->top < top - 1.0 || cell->bottom > bottom + 1.0)
    return true;
  if (previous == NULL || next == NULL || next->left - previous->right > TURN_WIDTH)
    return false;

  return cell->top < fmin (previous->last, next->first) - 1.0
         || cell->bottom > fmax (previous->last, next->first) + 1.0;
}

/* A cell this wide is a single bucket that was zoomed into: the curve is somewhere in there. */
#define BAND_WIDTH 3.0
#define BAND_OPACITY 0.35

/* Bars have no dashes; they let through what is behind them as the gaps of a dashed line do. */
#define DASHED_OPACITY 0.5

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

  if (previous != NULL && previous->rough)
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
           const Place *previous)
{
  bool after_rough = previous != NULL && previous->rough;

  if (pen->pass != PASS_LINE)
    {
      if (cell->rough && (cell->right - cell->left > BAND_WIDTH) == (pen->pass == PASS_BANDS))
        draw_bar (cr, pen, cell, previous);
    }
  else if (!cell->rough || !after_rough)
    {
      if (previous == NULL)
        cairo_move_to (cr, cell->left, cell->first);
      else if (after_rough)
        cairo_move_to (cr, previous->right, previous->last);
      cairo_line_to (cr, cell->left, cell->first);
      if (!cell->rough)
        cairo_line_to (cr, cell->right, cell->last);
    }
}

/* A calm piece beside a rough one is rough too unless it is longer than this: a curve that changes
 * between bars and a line every few pixels is neither. */
#define CALM_WIDTH 12.0

/* The piece is that from @first to before @end. */
static void
join_piece (Place *places,
            size_t first,
            size_t end)
{
  if (end <= first || places[end - 1].right - places[first].left > CALM_WIDTH)
    return;
  for (size_t i = first; i < end; i++)
    places[i].rough = true;
}

/* Only among narrow cells and short steps: a wide one has room for its line. */
static void
join_rough (Place *places,
            size_t n)
{
  size_t first = 0; /* after the last rough cell */
  bool after_rough = false;

  for (size_t i = 0; i < n; i++)
    {
      bool is_wide = places[i].right - places[i].left > BAND_WIDTH;

      if (is_wide || (i > 0 && places[i].left - places[i - 1].right > TURN_WIDTH))
        {
          first = is_wide ? i + 1 : i;
          after_rough = false;
        }
      if (!places[i].rough || is_wide)
        continue;
      join_piece (places, first, i);
      first = i + 1;
      after_rough = true;
    }
  if (after_rough)
    join_piece (places, first, n);
}

/* Walks along @series once. Returns the cells, to be freed, or NULL. */
static Place *
place_cells (const ChainFrame  *frame,
             const ChainSeries *series,
             size_t            *n)
{
  ChainEnvelope envelope;
  ChainCell cell;
  Place *places;

  *n = 0;
  chain_envelope_init (&envelope, series, &frame->x);
  if (envelope.next >= envelope.end)
    return NULL;
  places = malloc ((envelope.end - envelope.next) * sizeof *places);
  if (places == NULL)
    return NULL;

  while (chain_envelope_next (&envelope, &cell))
    places[(*n)++] = place_cell (frame, &cell);
  for (size_t i = 0; i < *n; i++)
    places[i].rough = is_rough (&places[i], i > 0 ? &places[i - 1] : NULL, i + 1 < *n ? &places[i + 1] : NULL);
  join_rough (places, *n);
  return places;
}

static void
draw_pass (cairo_t     *cr,
           const Place *places,
           size_t       n,
           Pass         pass,
           double       line_width)
{
  Pen pen = { .pass = pass, .half = line_width / 2.0 };

  for (size_t i = 0; i < n; i++)
    draw_cell (cr, &pen, &places[i], i > 0 ? &places[i - 1] : NULL);
}

/**
 * chain_curve_draw:
 * @frame: with both axes laid out
 * @series: drawn over its steps
 * @line: its pen; where the curve is its envelope, a dash makes it paler
 *
 * Draws every extreme of the series at a cost that depends on the width of the page only.
 */
void
chain_curve_draw (const ChainFrame  *frame,
                  const ChainSeries *series,
                  const ChainPen    *line)
{
  cairo_t *cr = frame->cr;
  ChainPen bar = *line, band;
  size_t n;
  Place *places = place_cells (frame, series, &n);

  if (line->dash != CHAIN_DASH_NONE)
    bar.opacity *= DASHED_OPACITY;
  band = bar;
  band.opacity *= BAND_OPACITY;
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  draw_pass (cr, places, n, PASS_BANDS, line->width);
  chain_pen_set_source (&band, frame->style, cr);
  cairo_fill (cr);
  draw_pass (cr, places, n, PASS_BARS, line->width);
  chain_pen_set_source (&bar, frame->style, cr);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);

  draw_pass (cr, places, n, PASS_LINE, line->width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  chain_pen_stroke (line, frame->style, cr);
  free (places);
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
