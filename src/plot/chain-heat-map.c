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
draw_group (const ChainHeatMap *map,
            const ChainFrame   *frame,
            ChainGroup          group,
            const double       *values)
{
  size_t n = chain_shape_group_length (map->shape, group);
  size_t columns = (size_t) group_columns (map->shape, group);
  double hair = fmin (map->cell_width, map->cell_height) >= 5.0 ? 1.0 : 0.0;

  for (size_t i = 0; i < n; i++)
    {
      double x = map->left[group] + (double) (i % columns) * map->cell_width;
      double y = map->top + (double) (i / columns) * map->cell_height;
      ChainBox box = {
        round (x), round (y), round (x + map->cell_width) - hair, round (y + map->cell_height) - hair
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
 * chain_heat_map_layout:
 * @map: (out)
 * @box: to be put in, as large as it can be without cells that look like bars
 *
 * A cell has at least a pixel where the box has 26 × 16.
 */
void
chain_heat_map_layout (ChainHeatMap     *map,
                       const ChainFrame *frame,
                       const ChainBox   *box,
                       ChainShape        shape)
{
  double em = chain_frame_em (frame);
  double width = box->right - box->left, height = box->bottom - box->top;
  int rows = shape.hidden1 > shape.hidden2 ? shape.hidden1 : shape.hidden2;
  double header = height > 6.0 * em ? 1.4 * em : 0.0;
  double columns = 0.0, x;

  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    columns += gap_before (group) + group_columns (shape, group);

  map->shape = shape;
  map->top = box->top + header;
  map->cell_height = fmin ((height - header) / rows, 2.0 * em);
  map->cell_width = fmin (width / columns, 2.5 * map->cell_height);
  map->cell_height = fmin (map->cell_height, 2.5 * map->cell_width);
  /* Two names must fit beside each other over the columns of one layer. */
  map->named = header > 0.0 && map->cell_width * (1.0 + WITHIN_LAYER) > 1.6 * em;

  x = box->left + (width - columns * map->cell_width) / 2.0;
  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    {
      map->left[group] = x + gap_before (group) * map->cell_width;
      x = map->left[group] + group_columns (shape, group) * map->cell_width;
    }
}

/**
 * chain_heat_map_draw:
 * @map: laid out for @frame
 * @frame: its x axis gives the strength of the colours: symmetric around 0, laid out
 * @values: in flat order
 */
void
chain_heat_map_draw (const ChainHeatMap *map,
                     const ChainFrame   *frame,
                     const double       *values)
{
  double baseline = map->top - 0.4 * chain_frame_em (frame);

  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    {
      double wide = group_columns (map->shape, group) * map->cell_width;

      draw_group (map, frame, group, values + chain_shape_group_offset (map->shape, group));
      if (map->named)
        draw_group_name (frame, group, map->left[group] + wide / 2.0, baseline);
    }
}

/**
 * chain_heat_map_find:
 * @x: a place on the page
 * @y: likewise
 *
 * Returns: the flat index of the cell there, or -1
 */
int
chain_heat_map_find (const ChainHeatMap *map,
                     double              x,
                     double              y)
{
  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    {
      int columns = group_columns (map->shape, group);
      int rows = (int) chain_shape_group_length (map->shape, group) / columns;
      double column = floor ((x - map->left[group]) / map->cell_width);
      double row = floor ((y - map->top) / map->cell_height);

      if (column >= 0.0 && column < columns && row >= 0.0 && row < rows)
        return (int) chain_shape_group_offset (map->shape, group) + (int) row * columns + (int) column;
    }

  return -1;
}
