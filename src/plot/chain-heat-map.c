// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-heat-map.h"

#include <math.h>
#include <stdio.h>

/* Empty space between groups, in cells. */
#define WITHIN_LAYER 0.5
#define BETWEEN_LAYERS 1.5

static int
group_columns (ChainShape shape,
               ChainGroup group)
{
  return group == CHAIN_W2 ? shape.hidden1 : 1;
}

static double
gap_before (ChainGroup group)
{
  switch (group)
    {
    case CHAIN_W1:
      return 0.0;
    case CHAIN_W2:
    case CHAIN_W3:
      return BETWEEN_LAYERS;
    default:
      return WITHIN_LAYER;
    }
}

/* The colour says the sign, its strength the place on the frame's x axis: the same map that a
 * bar's length would show. */
static void
fill_cell (const ChainFrame *frame,
           const ChainBox   *box,
           double            value)
{
  double zero = chain_scale_to_view (&frame->x, 0.0);
  double end = chain_scale_to_view (&frame->x, frame->x.high);
  double strength = fabs (chain_scale_to_view (&frame->x, value) - zero) / (end - zero);
  ChainColor color = frame->style->colors[value < 0.0 ? CHAIN_COLOR_NEGATIVE : CHAIN_COLOR_POSITIVE];

  cairo_rectangle (frame->cr, box->left, box->top, box->right - box->left, box->bottom - box->top);
  if (!isfinite (value))
    {
      chain_style_set_source (frame->style, CHAIN_COLOR_ALERT, frame->cr);
      cairo_stroke (frame->cr);
      return;
    }

  chain_style_set_source (frame->style, CHAIN_COLOR_GRID, frame->cr);
  cairo_fill_preserve (frame->cr);
  cairo_set_source_rgba (frame->cr, color.red, color.green, color.blue,
                         color.alpha * fmin (strength, 1.0));
  cairo_fill (frame->cr);
}

/* Cells are separated by a hair where they are large enough to lose one. */
static void
draw_group (const ChainFrame *frame,
            ChainShape        shape,
            ChainGroup        group,
            const double     *values,
            double            left,
            double            top,
            double            cell_width,
            double            cell_height)
{
  size_t n = chain_shape_group_length (shape, group);
  size_t columns = (size_t) group_columns (shape, group);
  double hair = fmin (cell_width, cell_height) >= 5.0 ? 1.0 : 0.0;

  for (size_t i = 0; i < n; i++)
    {
      double x = left + (double) (i % columns) * cell_width;
      double y = top + (double) (i / columns) * cell_height;
      ChainBox box = {
        round (x), round (y), round (x + cell_width) - hair, round (y + cell_height) - hair
      };

      fill_cell (frame, &box, values[i]);
    }
}

static void
draw_group_name (const ChainFrame *frame,
                 ChainGroup        group,
                 double            middle,
                 double            baseline)
{
  const char *name = chain_group_get_name (group);
  char markup[32];

  snprintf (markup, sizeof markup, "%c<sub>%s</sub>", name[0], name + 1);
  chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, middle, baseline,
                   (ChainAnchor) { 0.5, 1.0 });
}

/**
 * chain_heat_map_draw:
 * @frame: its x axis gives the strength of the colours: symmetric around 0, laid out
 * @values: in flat order
 *
 * Draws within the inside of @frame, as large as it can be without cells that look like bars. A
 * cell has at least a pixel where the inside has 26 × 16.
 */
void
chain_heat_map_draw (ChainFrame   *frame,
                     ChainShape    shape,
                     const double *values)
{
  double em = chain_frame_em (frame);
  double width = frame->inside.right - frame->inside.left;
  double height = frame->inside.bottom - frame->inside.top;
  int rows = shape.hidden1 > shape.hidden2 ? shape.hidden1 : shape.hidden2;
  double columns = 0.0;
  double header, cell_width, cell_height, x;

  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    columns += gap_before (group) + group_columns (shape, group);

  header = height > 6.0 * em ? 1.4 * em : 0.0;
  cell_height = fmin ((height - header) / rows, 2.0 * em);
  cell_width = fmin (width / columns, 2.5 * cell_height);
  cell_height = fmin (cell_height, 2.5 * cell_width);
  x = frame->inside.left + (width - columns * cell_width) / 2.0;

  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    {
      double wide = group_columns (shape, group) * cell_width;

      x += gap_before (group) * cell_width;
      draw_group (frame, shape, group, values + chain_shape_group_offset (shape, group),
                  x, frame->inside.top + header, cell_width, cell_height);
      /* Two names must fit beside each other over the columns of one layer. */
      if (header > 0.0 && cell_width * (1.0 + WITHIN_LAYER) > 1.6 * em)
        draw_group_name (frame, group, x + wide / 2.0, frame->inside.top + header - 0.4 * em);
      x += wide;
    }
}
