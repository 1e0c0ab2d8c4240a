// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network-private.h"

#include <math.h>
#include <stdio.h>

#include "chain-number.h"

/* The figures in and beside the parts of a network. They are left out where they have no room. */

#define LABEL_SIZE 160

/* What is free beside a label at least, in em. */
#define LABEL_GAP 0.15

/* ---- figures ---- */

/* Writes @value with as many digits as fit; returns whether any do. */
static bool
write_figure (const ChainNetworkDrawing *drawing,
              const char                *before,
              double                     value,
              double                     room,
              char                       markup[LABEL_SIZE])
{
  for (int digits = 4; digits >= 1; digits--)
    {
      char number[CHAIN_NUMBER_SIZE];

      if (isfinite (value))
        chain_number_significant (number, value, digits);
      else
        snprintf (number, sizeof number, "%s", isnan (value) ? "?" : value < 0.0 ? "−∞" : "∞");
      snprintf (markup, LABEL_SIZE, "%s%s", before, number);
      if (chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL, markup) <= room)
        return true;
    }

  return false;
}

/**
 * chain_network_show_figure:
 * @x: the middle of the place that it has
 * @y: likewise
 * @room: how wide it can be
 * @has_plate: whether edges pass behind it
 */
void
chain_network_show_figure (const ChainNetworkDrawing *drawing,
                           const ChainNetworkFigure  *figure,
                           double                     x,
                           double                     y,
                           double                     room,
                           bool                       has_plate)
{
  ChainColor ground = drawing->frame.style->colors[CHAIN_COLOR_BACKGROUND];
  double height = 0.9 * drawing->layout.line;
  cairo_t *cr = drawing->frame.cr;
  char markup[LABEL_SIZE];

  if (!write_figure (drawing, figure->before, figure->value, room, markup))
    return;

  if (has_plate)
    {
      double width = chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL, markup);

      cairo_set_source_rgba (cr, ground.red, ground.green, ground.blue, 0.8);
      cairo_rectangle (cr, x - width / 2.0, y - height / 2.0, width, height);
      cairo_fill (cr);
    }
  chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, figure->role, markup, x, y, (ChainAnchor) { 0.5, 0.5 });
}

/**
 * chain_network_list_figures:
 * @lines: for how many there is room
 * @figures: (out): of a node, from top to bottom
 *
 * Returns: how many they are
 */
int
chain_network_list_figures (const ChainNetworkDrawing *drawing,
                            int                        column,
                            int                        row,
                            int                        lines,
                            ChainNetworkFigure         figures[CHAIN_NETWORK_FIGURES])
{
  const ChainForward *forward = &drawing->forward;
  const ChainBackward *backward = &drawing->backward;

  if (column == 0)
    {
      figures[0] = (ChainNetworkFigure) { "", forward->x, CHAIN_COLOR_TEXT };
      return lines;
    }

  if (column == 3)
    {
      figures[0] = (ChainNetworkFigure) { lines > 1 ? "ŷ " : "", forward->output, CHAIN_COLOR_TEXT };
      figures[1] = (ChainNetworkFigure) { "y ", drawing->plot->y, CHAIN_COLOR_DIM_TEXT };
      figures[2] = (ChainNetworkFigure) { CHAIN_NETWORK_ARROW, backward->d_output, CHAIN_COLOR_REFERENCE };
    }
  else
    {
      figures[0] = (ChainNetworkFigure) { "z ", column == 1 ? forward->z1[row] : forward->z2[row], CHAIN_COLOR_DIM_TEXT };
      figures[1] = (ChainNetworkFigure) { lines > 1 ? "h " : "", column == 1 ? forward->h1[row] : forward->h2[row], CHAIN_COLOR_TEXT };
      figures[2] = (ChainNetworkFigure) { CHAIN_NETWORK_ARROW, column == 1 ? backward->d_z1[row] : backward->d_z2[row], CHAIN_COLOR_REFERENCE };
      if (lines == 1 || lines == 2)
        figures[0] = figures[1];
    }
  if (lines == 2)
    figures[1] = figures[2];
  return lines;
}

/* ---- labels ---- */

static ChainBox
box_around (double x,
            double y,
            double width,
            double height)
{
  return (ChainBox) { x - width / 2.0, y - height / 2.0, x + width / 2.0, y + height / 2.0 };
}

static void
take_nodes (ChainNetworkDrawing *drawing)
{
  const ChainNetworkLayout *layout = &drawing->layout;

  for (size_t i = 0; i < chain_network_n_nodes (layout->shape); i++)
    {
      int row, column = chain_network_locate_node (layout->shape, i, &row);
      const ChainNetworkColumn *place = &layout->columns[column];
      ChainNetworkPoint middle = chain_network_layout_node (layout, column, row);

      drawing->taken[drawing->n_taken++] = box_around (middle.x, middle.y, 2.0 * place->half_width, 2.0 * place->half_height);
    }
}

/* Whether two labels are so near to each other that they read as one. */
static bool
is_near (const ChainBox *a,
         const ChainBox *b,
         double          gap)
{
  return a->left < b->right + gap && a->right > b->left - gap && a->top < b->bottom && a->bottom > b->top;
}

/* The labels of one kind are there together or not at all: takes the room of @n of them, and returns
 * whether there is any. */
static bool
take_room (ChainNetworkDrawing *drawing,
           const ChainBox      *boxes,
           size_t               n)
{
  const ChainBox *graph = &drawing->layout.graph;
  double gap = LABEL_GAP * drawing->layout.em;

  for (size_t i = 0; i < n; i++)
    {
      if (boxes[i].left < graph->left || boxes[i].right > graph->right
          || boxes[i].top < graph->top || boxes[i].bottom > graph->bottom)
        return false;
      for (size_t j = 0; j < drawing->n_taken; j++)
        if (is_near (&boxes[i], &drawing->taken[j], gap))
          return false;
      for (size_t j = 0; j < i; j++)
        if (is_near (&boxes[i], &boxes[j], gap))
          return false;
    }

  for (size_t i = 0; i < n; i++)
    drawing->taken[drawing->n_taken++] = boxes[i];
  return true;
}

/* A label of one or two lines: the value, and the derivative that came back. Which weight it is
 * says the column's caption; what is below a node is a bias. */
static void
draw_label (const ChainNetworkDrawing *drawing,
            size_t                     index,
            const ChainBox            *box)
{
  double line = drawing->layout.line, room = box->right - box->left;
  double x = (box->left + box->right) / 2.0, y = (box->top + box->bottom) / 2.0;
  bool both = box->bottom - box->top > 1.5 * line;
  int row, column;
  ChainGroup group = chain_parameter_locate (drawing->plot->shape, index, &row, &column);
  ChainNetworkFigure value = { "", drawing->plot->parameters[index], CHAIN_COLOR_TEXT };
  ChainNetworkFigure derivative = { CHAIN_NETWORK_ARROW, drawing->backward.gradients[index], CHAIN_COLOR_REFERENCE };
  char name[LABEL_SIZE];

  snprintf (name, sizeof name, "b<sub>%d</sub> ", (int) group / 2 + 1);
  if (both && group % 2 == 1)
    value.before = name;
  chain_network_show_figure (drawing, &value, x, y - (both ? 0.62 * line : 0.0), room, true);
  if (both)
    chain_network_show_figure (drawing, &derivative, x, y + 0.66 * line, room, true);
}

/* Draws the labels of @group where all have room. */
static void
draw_labels (ChainNetworkDrawing *drawing,
             ChainGroup           group,
             const ChainBox      *boxes)
{
  size_t first = chain_shape_group_offset (drawing->plot->shape, group);
  size_t n = chain_shape_group_length (drawing->plot->shape, group);

  if (!take_room (drawing, boxes, n))
    return;

  for (size_t i = 0; i < n; i++)
    if (chain_network_is_lit (drawing, CHAIN_NETWORK_PARAMETER, first + i))
      draw_label (drawing, first + i, &boxes[i]);
}

/* What a column of discs says stands above each of them, if there is room. */
static void
label_nodes (ChainNetworkDrawing *drawing,
             int                  column)
{
  const ChainNetworkLayout *layout = &drawing->layout;
  const ChainNetworkColumn *place = &layout->columns[column];
  double width = fmin (2.0 * place->half_width + 0.6 * layout->gap, 5.2 * layout->em);
  ChainBox boxes[CHAIN_MAX_WIDTH];

  if (place->lines > 0)
    return;

  for (int row = 0; row < place->n; row++)
    {
      ChainNetworkPoint middle = chain_network_layout_node (layout, column, row);
      double x = fmin (fmax (middle.x, layout->graph.left + width / 2.0), layout->graph.right - width / 2.0);

      boxes[row] = box_around (x, middle.y - place->half_height - 0.7 * layout->line, width, layout->line);
    }
  if (!take_room (drawing, boxes, (size_t) place->n))
    return;

  for (int row = 0; row < place->n; row++)
    {
      size_t node = chain_network_find_node (layout->shape, column, row);
      ChainNetworkFigure figures[CHAIN_NETWORK_FIGURES];

      chain_network_list_figures (drawing, column, row, 1, figures);
      if (chain_network_is_lit (drawing, CHAIN_NETWORK_NODE, node))
        chain_network_show_figure (drawing, &figures[0], (boxes[row].left + boxes[row].right) / 2.0,
                                   (boxes[row].top + boxes[row].bottom) / 2.0, width, true);
    }
}

/* Weights have labels where they fan out from one node, or into one. */
static void
label_weights (ChainNetworkDrawing *drawing,
               int                  column)
{
  const ChainNetworkLayout *layout = &drawing->layout;
  const ChainNetworkColumn *source = &layout->columns[column - 1], *target = &layout->columns[column];
  ChainGroup group = (ChainGroup) (2 * (column - 1));
  size_t first = chain_shape_group_offset (drawing->plot->shape, group);
  double spacing = fmin (source->pitch, target->pitch) / (source->n == target->n ? 1.0 : 2.0);
  double height = (spacing > 2.5 * layout->line ? 2.3 : 1.1) * layout->line;
  double width = fmin (layout->gap - 0.4 * layout->em, 5.2 * layout->em);
  ChainBox boxes[CHAIN_MAX_WIDTH];

  if ((source->n > 1 && target->n > 1) || width < 2.2 * layout->em)
    return;

  for (size_t i = 0; i < chain_shape_group_length (layout->shape, group); i++)
    {
      ChainNetworkPoint from, to;

      chain_network_layout_edge (layout, first + i, &from, &to);
      boxes[i] = box_around ((from.x + to.x) / 2.0, (from.y + to.y) / 2.0, width, height);
    }
  draw_labels (drawing, group, boxes);
}

/* The label of a bias is below its square, or where that is too near to the next node, beside it. */
static void
label_biases (ChainNetworkDrawing *drawing,
              int                  column)
{
  const ChainNetworkLayout *layout = &drawing->layout;
  const ChainNetworkColumn *place = &layout->columns[column];
  ChainGroup group = (ChainGroup) (2 * (column - 1) + 1);
  size_t first = chain_shape_group_offset (drawing->plot->shape, group);
  double square = chain_network_layout_square (layout, column);
  double free = (place->pitch - 2.0 * place->half_height) / 2.0;
  double width = fmin (5.4 * layout->em, 2.0 * place->half_width + layout->gap - 0.4 * layout->em);
  bool beside = free < 2.8 * layout->line + square;
  ChainBox boxes[CHAIN_MAX_WIDTH];

  for (size_t i = 0; i < chain_shape_group_length (layout->shape, group); i++)
    {
      ChainNetworkPoint from, to;

      chain_network_layout_edge (layout, first + i, &from, &to);
      if (beside)
        boxes[i] = box_around (from.x + square / 2.0 + 1.8 * layout->em, from.y, 3.2 * layout->em, 0.9 * layout->line);
      else
        boxes[i] = box_around (fmin (from.x, layout->graph.right - width / 2.0), from.y + square / 2.0 + 1.25 * layout->line,
                               width, 2.3 * layout->line);
    }
  draw_labels (drawing, group, boxes);
}

/**
 * chain_network_draw_labels:
 *
 * Draws what stands beside nodes and edges, over all of them.
 */
void
chain_network_draw_labels (ChainNetworkDrawing *drawing)
{
  take_nodes (drawing);
  for (int column = 0; column < CHAIN_NETWORK_COLUMNS; column++)
    label_nodes (drawing, column);
  for (int column = 1; column < CHAIN_NETWORK_COLUMNS; column++)
    label_weights (drawing, column);
  for (int column = 1; column < CHAIN_NETWORK_COLUMNS; column++)
    label_biases (drawing, column);
}
