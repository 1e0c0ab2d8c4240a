// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network-private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chain-pen.h"
#include "chain-plot-i18n.h"

#define PI 3.141592653589793
#define LABEL_SIZE 160

/* What is not on the path that is lit. */
#define DIMMED 0.22

/**
 * chain_network_plot_init:
 * @plot: (out): of a network with one neuron in each layer, without parameters
 */
void
chain_network_plot_init (ChainNetworkPlot *plot)
{
  *plot = (ChainNetworkPlot) { .shape = { 1, 1 } };
  chain_style_init (&plot->style, false);
}

/**
 * chain_network_plot_layout:
 * @layout: (out): where everything is on a page of that size
 *
 * Returns: false where there is nothing on it
 */
bool
chain_network_plot_layout (const ChainNetworkPlot *plot,
                           double                  width,
                           double                  height,
                           ChainNetworkLayout     *layout)
{
  ChainFrame frame;

  if (plot->parameters == NULL || !chain_frame_measure (&frame, &plot->style, width, height))
    return false;

  chain_network_layout_init (layout, &frame, plot->shape);
  chain_frame_end (&frame);
  return true;
}

/* Whether a part is what is lit, or on its way; all are where nothing is. */
bool
chain_network_is_lit (const ChainNetworkDrawing *drawing,
                      ChainNetworkKind           kind,
                      size_t                     index)
{
  return chain_network_is_on_path (drawing->plot->shape, drawing->plot->lit, (ChainNetworkPart) { kind, index });
}

/* ---- edges ---- */

/* A weight of 0 is there, and carries nothing: a hair. */
static ChainPen
pen_of (const ChainNetworkDrawing *drawing,
        double                     value)
{
  double share = fmin (fabs (value) / drawing->scale, 1.0);
  bool dense = drawing->plot->shape.hidden1 * drawing->plot->shape.hidden2 > 36;

  if (value == 0.0 || isnan (value))
    return (ChainPen) { isnan (value) ? CHAIN_COLOR_ALERT : CHAIN_COLOR_FRAME, 1.0, 0.8, CHAIN_DASH_DOTTED };

  return (ChainPen) {
    value < 0.0 ? CHAIN_COLOR_NEGATIVE : CHAIN_COLOR_POSITIVE,
    dense && drawing->plot->lit.kind == CHAIN_NETWORK_NOTHING ? 0.15 + 0.75 * share * share : 0.9,
    0.6 + (drawing->thickest - 0.6) * share,
    value < 0.0 ? CHAIN_DASH_DASHED : CHAIN_DASH_NONE,
  };
}

static void
choose_scale (ChainNetworkDrawing *drawing)
{
  const ChainNetworkLayout *layout = &drawing->layout;
  double pitch = fmin (layout->columns[1].pitch, layout->columns[2].pitch);

  /* of the size that weights are drawn in */
  drawing->scale = 1.0 / sqrt (fmax (drawing->plot->shape.hidden1, drawing->plot->shape.hidden2));
  for (size_t i = 0; i < chain_shape_n_parameters (drawing->plot->shape); i++)
    if (isfinite (drawing->plot->parameters[i]))
      drawing->scale = fmax (drawing->scale, fabs (drawing->plot->parameters[i]));
  drawing->thickest = fmin (fmax (0.13 * pitch, 1.6), 0.4 * layout->em);
}

/* A padlock: on a weight near its end, and beside the square of a bias. */
static void
draw_lock (const ChainNetworkDrawing *drawing,
           bool                       is_weight,
           ChainNetworkPoint          from,
           ChainNetworkPoint          to)
{
  cairo_t *cr = drawing->frame.cr;
  double size = fmin (0.55 * drawing->layout.em, 8.0);
  double share = is_weight ? 1.2 * size / fmax (to.x - from.x, 1.2 * size) : 1.0;
  double x = is_weight ? to.x + share * (from.x - to.x) : from.x - 1.4 * size;
  double y = to.y + share * (from.y - to.y);

  chain_style_set_source (drawing->frame.style, CHAIN_COLOR_TEXT, cr);
  cairo_rectangle (cr, x - size / 2.0, y - 0.1 * size, size, 0.75 * size);
  cairo_fill (cr);
  cairo_arc (cr, x, y - 0.1 * size, 0.32 * size, PI, 2.0 * PI);
  cairo_set_line_width (cr, fmax (0.18 * size, 0.8));
  cairo_stroke (cr);
}

static void
stroke_edge (const ChainNetworkDrawing *drawing,
             size_t                     index,
             const ChainPen            *pen)
{
  ChainNetworkPoint from, to;

  chain_network_layout_edge (&drawing->layout, index, &from, &to);
  cairo_move_to (drawing->frame.cr, from.x, from.y);
  cairo_line_to (drawing->frame.cr, to.x, to.y);
  chain_pen_stroke (pen, drawing->frame.style, drawing->frame.cr);
}

static void
draw_edge (const ChainNetworkDrawing *drawing,
           size_t                     index)
{
  const ChainNetworkPlot *plot = drawing->plot;
  cairo_t *cr = drawing->frame.cr;
  ChainPen pen = pen_of (drawing, plot->parameters[index]);
  ChainNetworkPoint from, to;
  bool is_weight = chain_network_layout_edge (&drawing->layout, index, &from, &to);

  if (plot->lit.kind == CHAIN_NETWORK_PARAMETER && plot->lit.index == index)
    stroke_edge (drawing, index, &(ChainPen) { CHAIN_COLOR_PROBE, 0.35, drawing->thickest + 4.0, CHAIN_DASH_NONE });
  stroke_edge (drawing, index, &pen);

  if (!is_weight)
    {
      int row, column;
      ChainGroup group = chain_parameter_locate (plot->shape, index, &row, &column);
      double side = ceil (chain_network_layout_square (&drawing->layout, (int) group / 2 + 1));

      pen.opacity = 1.0;
      chain_pen_set_source (&pen, drawing->frame.style, cr);
      cairo_rectangle (cr, round (from.x - side / 2.0), round (from.y - side / 2.0), side, side);
      cairo_fill (cr);
    }
  if (plot->frozen != NULL && plot->frozen[index])
    draw_lock (drawing, is_weight, from, to);
}

/* ---- nodes ---- */

static void
trace_box (cairo_t          *cr,
           ChainNetworkPoint middle,
           double            half_width,
           double            half_height)
{
  double left = floor (middle.x - half_width) + 0.5, right = ceil (middle.x + half_width) - 0.5;
  double top = floor (middle.y - half_height) + 0.5, bottom = ceil (middle.y + half_height) - 0.5;
  double radius = fmin (5.0, half_height);

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, top + radius, radius, -PI / 2.0, 0.0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0.0, PI / 2.0);
  cairo_arc (cr, left + radius, bottom - radius, radius, PI / 2.0, PI);
  cairo_arc (cr, left + radius, top + radius, radius, PI, 1.5 * PI);
  cairo_close_path (cr);
}

/* A neuron is filled by what it says: the more, the nearer h is to 1 or −1. */
static void
fill_node (const ChainNetworkDrawing *drawing,
           int                        column,
           double                     h,
           double                     most)
{
  const ChainStyle *style = drawing->frame.style;
  cairo_t *cr = drawing->frame.cr;
  ChainColor ground = style->colors[CHAIN_COLOR_BACKGROUND];

  cairo_set_source_rgba (cr, ground.red, ground.green, ground.blue, 1.0);
  cairo_fill_preserve (cr);
  if ((column == 1 || column == 2) && isfinite (h))
    {
      chain_pen_set_source (&(ChainPen) { h < 0.0 ? CHAIN_COLOR_NEGATIVE : CHAIN_COLOR_POSITIVE, most * fabs (h), 0.0, CHAIN_DASH_NONE },
                            style, cr);
      cairo_fill_preserve (cr);
    }
}

static void
draw_node (const ChainNetworkDrawing *drawing,
           size_t                     node)
{
  const ChainNetworkPlot *plot = drawing->plot;
  const ChainNetworkLayout *layout = &drawing->layout;
  cairo_t *cr = drawing->frame.cr;
  int row, column = chain_network_locate_node (plot->shape, node, &row);
  const ChainNetworkColumn *place = &layout->columns[column];
  ChainNetworkPoint middle = chain_network_layout_node (layout, column, row);
  bool chosen = plot->lit.kind == CHAIN_NETWORK_NODE && plot->lit.index == node;
  ChainNetworkFigure figures[CHAIN_NETWORK_FIGURES];
  int n = chain_network_list_figures (drawing, column, row, place->lines, figures);

  if (place->lines > 0)
    trace_box (cr, middle, place->half_width, place->half_height);
  else
    cairo_arc (cr, middle.x, middle.y, place->half_height, 0.0, 2.0 * PI);
  fill_node (drawing, column, column == 1 ? drawing->forward.h1[row] : column == 2 ? drawing->forward.h2[row] : 0.0,
             place->lines > 0 ? 0.16 : 1.0);
  chain_pen_stroke (&(ChainPen) { chosen ? CHAIN_COLOR_PROBE : CHAIN_COLOR_FRAME, 1.0, chosen ? 2.5 : 1.0, CHAIN_DASH_NONE },
                    drawing->frame.style, cr);

  for (int i = 0; i < n; i++)
    chain_network_show_figure (drawing, &figures[i], middle.x, middle.y + (i - (n - 1) / 2.0) * layout->line,
                               2.0 * place->half_width - 0.4 * layout->em, false);
}

/* ---- the picture ---- */

static void
draw_captions (const ChainNetworkDrawing *drawing)
{
  static const char *const captions[CHAIN_NETWORK_COLUMNS] = { "x", "h<sub>1</sub>", "h<sub>2</sub>", "ŷ" };
  const ChainNetworkLayout *layout = &drawing->layout;
  double y = 0.75 * layout->em;

  if (!layout->has_captions)
    return;

  for (int i = 0; i < CHAIN_NETWORK_COLUMNS; i++)
    {
      const ChainNetworkColumn *column = &layout->columns[i];
      char markup[LABEL_SIZE];

      chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, captions[i], column->x, y,
                       (ChainAnchor) { 0.5, 0.5 });
      if (i == 0 || layout->gap < 2.5 * layout->em)
        continue;
      snprintf (markup, sizeof markup, "W<sub>%d</sub>", i);
      chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, markup,
                       column->x - column->half_width - layout->gap / 2.0, y, (ChainAnchor) { 0.5, 0.5 });
    }
}

/* Draws what is lit, or all the rest. */
static void
draw_parts (const ChainNetworkDrawing *drawing,
            bool                       lit)
{
  ChainShape shape = drawing->plot->shape;

  /* hundreds of edges take longer than a frame has otherwise */
  cairo_set_antialias (drawing->frame.cr, CAIRO_ANTIALIAS_FAST);
  for (size_t i = 0; i < chain_shape_n_parameters (shape); i++)
    if (chain_network_is_lit (drawing, CHAIN_NETWORK_PARAMETER, i) == lit)
      draw_edge (drawing, i);
  cairo_set_antialias (drawing->frame.cr, CAIRO_ANTIALIAS_DEFAULT);
  for (size_t i = 0; i < chain_network_n_nodes (shape); i++)
    if (chain_network_is_lit (drawing, CHAIN_NETWORK_NODE, i) == lit)
      draw_node (drawing, i);
}

static void
draw_graph (ChainNetworkDrawing *drawing)
{
  cairo_t *cr = drawing->frame.cr;

  draw_captions (drawing);
  if (drawing->plot->lit.kind != CHAIN_NETWORK_NOTHING)
    {
      cairo_push_group (cr);
      draw_parts (drawing, false);
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, DIMMED);
    }
  draw_parts (drawing, true);
  chain_network_draw_labels (drawing);
}

/* Line by line: Pango's height is not kept by several paragraphs. */
static void
draw_readout (const ChainNetworkDrawing *drawing)
{
  const ChainBox *box = &drawing->layout.readout;
  ChainColorRole role = drawing->plot->lit.kind == CHAIN_NETWORK_NOTHING ? CHAIN_COLOR_DIM_TEXT : CHAIN_COLOR_TEXT;
  double width = box->right - box->left, y = box->top;
  char markup[CHAIN_NETWORK_TEXT_SIZE];
  char *next = markup;

  chain_network_plot_explain (drawing->plot, drawing->plot->lit, markup);
  while (next != NULL && *next != '\0' && box->bottom - y >= 0.9 * drawing->layout.line)
    {
      char *line = next;

      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      chain_text_show_paragraph (drawing->frame.text, CHAIN_TEXT_SMALL, role, line, box->left, y, width, box->bottom - y,
                                 (ChainAnchor) { 0.0, 0.0 });
      y += chain_text_paragraph (drawing->frame.text, CHAIN_TEXT_SMALL, line, width, box->bottom - y);
    }
}

/**
 * chain_network_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 60 to 10,000
 * @height: likewise
 *
 * Draws the graph, and below it what is lit in words. Any thread may call it.
 */
void
chain_network_plot_draw (const ChainNetworkPlot *plot,
                         cairo_t                *cr,
                         double                  width,
                         double                  height)
{
  ChainNetworkDrawing drawing = { .plot = plot };

  if (!chain_frame_begin (&drawing.frame, &plot->style, cr, width, height))
    return;

  if (plot->parameters == NULL)
    chain_frame_say (&drawing.frame, CHAIN_COLOR_DIM_TEXT, _("No network yet: nothing has been computed."));
  else
    {
      chain_network_forward (plot->shape, plot->parameters, plot->x, &drawing.forward);
      chain_network_backward (plot->shape, plot->parameters, &drawing.forward, plot->y, &drawing.backward);
      chain_network_layout_init (&drawing.layout, &drawing.frame, plot->shape);
      choose_scale (&drawing);
      draw_graph (&drawing);
      draw_readout (&drawing);
    }

  chain_frame_end (&drawing.frame);
}
