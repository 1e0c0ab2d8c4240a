// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-gradient-plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chain-frame.h"
#include "chain-heat-map.h"
#include "chain-pen.h"
#include "chain-plot-i18n.h"
#include "chain-layer-verdict.h"

#define LABEL_SIZE 96

/* How much fits into a row. */
typedef enum
{
  ROWS_LABELLED, /* a name, a bar and a value for each parameter */
  ROWS_BARE,     /* bars only, with the name of each group */
  ROWS_NONE      /* a heat map instead */
} Rows;

#define LEAST_BARE_ROW 4.0

/* A drawing in progress. */
typedef struct
{
  const ChainGradientPlot *plot;
  ChainFrame frame;
  size_t n;     /* parameters */
  Rows rows;
  double row;   /* height of a row */
  double gap;   /* between layers */
} Drawing;

/**
 * chain_gradient_plot_init:
 * @plot: (out): a plot of a network with one neuron in each layer, without gradients
 */
void
chain_gradient_plot_init (ChainGradientPlot *plot)
{
  *plot = (ChainGradientPlot) { .shape = { 1, 1 }, .show_verdicts = true };
  chain_style_init (&plot->style, false);
}

static int
layer_of (ChainGroup group)
{
  return (int) group / 2;
}

static ChainGroup
group_of (const Drawing *drawing,
          size_t         index)
{
  int row, column;

  return chain_parameter_locate (drawing->plot->shape, index, &row, &column);
}

/* Whether a range of parameter @index is known and drawn; a map has no whiskers. */
static bool
has_whisker (const Drawing *drawing,
             size_t         index)
{
  const ChainGradientPlot *plot = drawing->plot;

  return plot->least != NULL && plot->largest != NULL && drawing->rows != ROWS_NONE
         && isfinite (plot->least[index]) && isfinite (plot->largest[index])
         && plot->least[index] <= plot->largest[index];
}

/* The largest finite gradient of each layer, without sign. */
static void
measure_layers (const Drawing *drawing,
                double         largest[CHAIN_N_LAYERS])
{
  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    largest[layer] = 0.0;

  for (size_t i = 0; i < drawing->n; i++)
    {
      double *layer = &largest[layer_of (group_of (drawing, i))];
      double size = fabs (drawing->plot->gradients[i]);

      if (isfinite (size))
        *layer = fmax (*layer, size);
      if (has_whisker (drawing, i))
        *layer = fmax (*layer, fmax (fabs (drawing->plot->least[i]),
                                     fabs (drawing->plot->largest[i])));
    }
}

/* A symmetric axis. A logarithmic one ends at a whole power of ten, at least 1. Its linear part
 * ends at a power of ten: at least a decade below the largest gradient of the weakest layer, and
 * three below the end of the axis. Whole decades and layers, not single gradients, because a
 * gradient that changes its sign passes 0, and the axis must not jump then. */
static void
choose_axis (Drawing *drawing)
{
  double largest[CHAIN_N_LAYERS];
  double most = 0.0, least = HUGE_VAL;
  ChainRange range;

  measure_layers (drawing, largest);
  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    {
      most = fmax (most, largest[layer]);
      if (largest[layer] > 0.0)
        least = fmin (least, largest[layer]);
    }

  if (drawing->plot->scale == CHAIN_GRADIENT_LINEAR)
    {
      range.high = most > 0.0 ? most : 1.0;
      range.low = -range.high;
      chain_scale_init (&drawing->frame.x, &chain_scale_linear, 0.0, range, 0.03);
    }
  else
    {
      /* Colours need the whole of their strength; a map may end lower. */
      double least_end = drawing->rows == ROWS_NONE ? -307.0 : 0.0;
      double last = most > 0.0 ? fmin (fmax (ceil (log10 (most)), least_end), 308.0) : 0.0;
      double first = least < HUGE_VAL ? fmin (floor (log10 (least)) - 1.0, last - 3.0) : -3.0;

      range.high = fmax (pow (10.0, last), most);
      range.low = -range.high;
      /* Lower powers of ten are denormal, too coarse for a map. */
      chain_scale_init (&drawing->frame.x, &chain_scale_symlog,
                        pow (10.0, fmax (first, -307.0)), range,
                        drawing->rows == ROWS_NONE ? 0.0 : 0.02);
    }
}

/* “∂L/∂W₁”, in wider layers “∂L/∂W₂[k][j]” as everywhere else. */
static void
name_gradient (const Drawing *drawing,
               size_t         index,
               char           markup[LABEL_SIZE])
{
  char name[CHAIN_PARAMETER_NAME_SIZE];

  chain_parameter_name (drawing->plot->shape, index, name);
  snprintf (markup, LABEL_SIZE, "∂L/∂%c<sub>%c</sub>%s", name[0], name[1], name + 2);
}

static void
name_group (ChainGroup group,
            char       markup[LABEL_SIZE])
{
  const char *name = chain_group_get_name (group);

  snprintf (markup, LABEL_SIZE, "∂L/∂%c<sub>%s</sub>", name[0], name + 1);
}

/* Five decimals align, and move visibly while a run goes on; what they cannot show is written
 * with a power of ten. */
static void
write_value (double value,
             char   markup[LABEL_SIZE])
{
  char number[CHAIN_NUMBER_SIZE];
  double size = fabs (value);

  if (!isfinite (value))
    {
      snprintf (markup, LABEL_SIZE, "%s", _("not finite"));
      return;
    }

  if (value == 0.0)
    chain_number_fixed (number, 0.0, 0);
  else if (size < 1e-3 || size >= 1e4)
    chain_number_scientific (number, value, 3);
  else
    chain_number_fixed (number, value, size >= 100.0 ? 3 : 5);
  snprintf (markup, LABEL_SIZE, "%s%s", value > 0.0 ? "+" : "", number);
}

/* Whether rows are so high that a word fits between two of them. */
static bool
has_verdicts_between (const Drawing *drawing)
{
  return drawing->plot->show_verdicts && drawing->rows == ROWS_LABELLED
         && drawing->row >= 2.3 * chain_frame_em (&drawing->frame);
}

static double
widest_name (const Drawing *drawing)
{
  double widest = 0.0;
  char markup[LABEL_SIZE];

  for (int v = CHAIN_LAYER_VERDICT_HEALTHY; v <= CHAIN_LAYER_VERDICT_EXPLODING && has_verdicts_between (drawing); v++)
    widest = fmax (widest, chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL,
                                               chain_layer_verdict_name ((ChainLayerVerdict) v)));
  for (size_t i = 0; i < drawing->n; i++)
    {
      if (drawing->rows == ROWS_LABELLED)
        name_gradient (drawing, i, markup);
      else
        name_group (group_of (drawing, i), markup);
      widest = fmax (widest, chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL, markup));
    }

  return widest;
}

/* Not less than an ordinary small number takes, so that the bars keep their place. */
static double
widest_value (const Drawing *drawing)
{
  double widest = chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL,
                                      "−0.000×10<sup>−00</sup>");
  char markup[LABEL_SIZE];

  for (size_t i = 0; i < drawing->n; i++)
    {
      write_value (drawing->plot->gradients[i], markup);
      widest = fmax (widest, chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL, markup));
    }

  return widest;
}

/* Where the middle of a row is. */
static double
row_middle (const Drawing *drawing,
            size_t         index)
{
  return drawing->frame.inside.top + ((double) index + 0.5) * drawing->row
         + layer_of (group_of (drawing, index)) * drawing->gap;
}

/* Decides how much detail there is room for. The inside must have its final top and bottom. */
static void
choose_rows (Drawing *drawing)
{
  double em = chain_frame_em (&drawing->frame);
  double height = drawing->frame.inside.bottom - drawing->frame.inside.top;
  double n = (double) drawing->n;

  /* A layer's gap is 0.4 of a row, and there are two of them. */
  drawing->row = height / (n + 0.8);
  drawing->gap = 0.4 * drawing->row;
  drawing->rows = drawing->row >= em ? ROWS_LABELLED
                  : drawing->row >= LEAST_BARE_ROW ? ROWS_BARE : ROWS_NONE;
}

static void
draw_bars (const Drawing *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double zero = round (chain_scale_to_view (&frame->x, 0.0));
  double thickness = fmin (fmax (round (0.5 * drawing->row), 2.0), 1.2 * chain_frame_em (frame));

  for (size_t i = 0; i < drawing->n; i++)
    {
      double value = drawing->plot->gradients[i];
      double end = chain_scale_to_view (&frame->x, value);

      if (!isfinite (value) || value == 0.0)
        continue;
      chain_style_set_source (frame->style,
                              value < 0.0 ? CHAIN_COLOR_NEGATIVE : CHAIN_COLOR_POSITIVE, frame->cr);
      /* However small, a gradient that is not 0 has a bar. */
      if (fabs (end - zero) < 1.0)
        end = zero + copysign (1.0, value);
      cairo_rectangle (frame->cr, fmin (zero, end),
                       round (row_middle (drawing, i) - thickness / 2.0),
                       fabs (end - zero), round (thickness));
      cairo_fill (frame->cr);
    }
}

/* The range of each gradient: a thin line with ends, over the bar. */
static void
draw_whiskers (const Drawing *drawing)
{
  static const ChainPen pen = { CHAIN_COLOR_TEXT, 0.8, 1.0, CHAIN_DASH_NONE };
  const ChainFrame *frame = &drawing->frame;
  double end = fmin (floor (0.12 * drawing->row), 3.0);

  for (size_t i = 0; i < drawing->n; i++)
    {
      double y = floor (row_middle (drawing, i)) + 0.5;
      double left, right;

      if (!has_whisker (drawing, i))
        continue;
      left = floor (chain_scale_to_view (&frame->x, drawing->plot->least[i])) + 0.5;
      right = floor (chain_scale_to_view (&frame->x, drawing->plot->largest[i])) + 0.5;
      cairo_move_to (frame->cr, left, y);
      cairo_line_to (frame->cr, right, y);
      cairo_move_to (frame->cr, left, y - end);
      cairo_line_to (frame->cr, left, y + end);
      cairo_move_to (frame->cr, right, y - end);
      cairo_line_to (frame->cr, right, y + end);
    }
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

static void
draw_zero_line (const Drawing *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double x = floor (chain_scale_to_view (&frame->x, 0.0)) + 0.5;

  chain_style_set_source (frame->style, CHAIN_COLOR_FRAME, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  cairo_move_to (frame->cr, x, frame->inside.top);
  cairo_line_to (frame->cr, x, frame->inside.bottom);
  cairo_stroke (frame->cr);
}

/* A hairline over the whole page between two layers. */
static void
draw_separators (const Drawing *drawing)
{
  const ChainFrame *frame = &drawing->frame;

  chain_style_set_source (frame->style, CHAIN_COLOR_GRID, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  for (size_t i = 1; i < drawing->n; i++)
    {
      double y = floor ((row_middle (drawing, i - 1) + row_middle (drawing, i)) / 2.0) + 0.5;

      if (layer_of (group_of (drawing, i)) == layer_of (group_of (drawing, i - 1)))
        continue;
      cairo_move_to (frame->cr, frame->page.left, y);
      cairo_line_to (frame->cr, frame->page.right, y);
      cairo_stroke (frame->cr);
    }
}

static void
draw_names (const Drawing *drawing,
            double         x)
{
  ChainShape shape = drawing->plot->shape;
  ChainText *text = drawing->frame.text;
  char markup[LABEL_SIZE];

  for (size_t i = 0; i < drawing->n && drawing->rows == ROWS_LABELLED; i++)
    {
      name_gradient (drawing, i, markup);
      chain_text_show (text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, x,
                       row_middle (drawing, i), (ChainAnchor) { 0.0, 0.5 });
    }

  for (ChainGroup g = CHAIN_W1; g < CHAIN_N_GROUPS && drawing->rows == ROWS_BARE; g++)
    {
      size_t first = chain_shape_group_offset (shape, g);
      size_t last = first + chain_shape_group_length (shape, g) - 1;

      /* A short group between others has no room for a name; the long ones tell where it is. */
      if ((double) (last - first + 1) * drawing->row < 0.9 * chain_frame_em (&drawing->frame))
        continue;
      name_group (g, markup);
      chain_text_show (text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, x,
                       (row_middle (drawing, first) + row_middle (drawing, last)) / 2.0,
                       (ChainAnchor) { 0.0, 0.5 });
    }
}

static ChainColorRole
role_of (ChainLayerVerdict verdict)
{
  return verdict == CHAIN_LAYER_VERDICT_HEALTHY ? CHAIN_COLOR_DIM_TEXT : CHAIN_COLOR_ALERT;
}

/* The word for each layer between the names of its first two parameters, of which every layer
 * has at least two; where rows are lower, it goes above all of them. */
static void
draw_verdicts (const Drawing *drawing,
               double         x)
{
  ChainShape shape = drawing->plot->shape;

  for (int layer = 1; layer <= CHAIN_N_LAYERS; layer++)
    {
      size_t first = chain_shape_group_offset (shape, (ChainGroup) (2 * (layer - 1)));
      ChainLayerVerdict verdict = chain_layer_verdict_of_layer (shape, drawing->plot->gradients, layer);

      chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, role_of (verdict),
                       chain_layer_verdict_name (verdict), x,
                       (row_middle (drawing, first) + row_middle (drawing, first + 1)) / 2.0,
                       (ChainAnchor) { 0.0, 0.5 });
    }
}

/* All words in a line above the rows or the map, from which it takes its place. */
static void
draw_verdict_line (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);
  double x = 0.5 * em;
  char markup[CHAIN_N_LAYERS][LABEL_SIZE];
  double widths[CHAIN_N_LAYERS], width = 2.0 * x;

  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      ChainLayerVerdict verdict = chain_layer_verdict_of_layer (drawing->plot->shape, drawing->plot->gradients,
                                                     i + 1);

      snprintf (markup[i], LABEL_SIZE, _("layer %d"), i + 1);
      snprintf (markup[i] + strlen (markup[i]), LABEL_SIZE - strlen (markup[i]), " %s",
                chain_layer_verdict_name (verdict));
      widths[i] = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup[i]) + 1.5 * em;
      width += widths[i];
    }
  if (width > frame->page.right || frame->inside.bottom - frame->inside.top < 9.0 * em)
    return;

  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      ChainLayerVerdict verdict = chain_layer_verdict_of_layer (drawing->plot->shape, drawing->plot->gradients,
                                                     i + 1);

      chain_text_show (frame->text, CHAIN_TEXT_SMALL, role_of (verdict), markup[i], x,
                       frame->inside.top + 0.8 * em, (ChainAnchor) { 0.0, 1.0 });
      x += widths[i];
    }
  frame->inside.top += ceil (1.4 * em);
}

static void
draw_values (const Drawing *drawing,
             double         right)
{
  for (size_t i = 0; i < drawing->n; i++)
    {
      char markup[LABEL_SIZE];

      write_value (drawing->plot->gradients[i], markup);
      chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, right,
                       row_middle (drawing, i), (ChainAnchor) { 1.0, 0.5 });
    }
}

static void
draw_rows (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);
  double width = frame->page.right - frame->page.left;
  double names = widest_name (drawing);
  double values = drawing->rows == ROWS_LABELLED ? widest_value (drawing) : 0.0;
  double margin = 0.5 * em;

  /* Without room for bars that can be compared, the values go, and then the names. */
  if (names + values + 4.0 * margin > 0.7 * width)
    values = 0.0;
  if (names + 2.0 * margin > 0.5 * width)
    names = 0.0;

  frame->inside.left = ceil (margin + (names > 0.0 ? names + em : 0.0));
  frame->inside.right = floor (frame->page.right - margin - (values > 0.0 ? values + em : 0.0));
  chain_frame_layout_x (frame, 9);

  draw_separators (drawing);
  chain_frame_draw_x (frame, CHAIN_MINOR_LINES, NULL);
  chain_frame_clip (frame);
  draw_bars (drawing);
  draw_zero_line (drawing);
  draw_whiskers (drawing);
  chain_frame_unclip (frame);

  if (names > 0.0)
    draw_names (drawing, margin);
  if (names > 0.0 && has_verdicts_between (drawing))
    draw_verdicts (drawing, margin);
  if (values > 0.0)
    draw_values (drawing, frame->page.right - margin);
}

/* A strip with the colours of the map, above the labels of its axis. */
static void
draw_key (ChainFrame *frame)
{
  double em = chain_frame_em (frame);
  double zero = chain_scale_to_view (&frame->x, 0.0);
  cairo_pattern_t *strip = cairo_pattern_create_linear (frame->inside.left, 0.0,
                                                        frame->inside.right, 0.0);
  const ChainColor *negative = &frame->style->colors[CHAIN_COLOR_NEGATIVE];
  const ChainColor *positive = &frame->style->colors[CHAIN_COLOR_POSITIVE];
  double middle = (zero - frame->inside.left) / (frame->inside.right - frame->inside.left);

  cairo_pattern_add_color_stop_rgba (strip, 0.0, negative->red, negative->green, negative->blue, 1.0);
  cairo_pattern_add_color_stop_rgba (strip, middle, negative->red, negative->green, negative->blue, 0.0);
  cairo_pattern_add_color_stop_rgba (strip, middle, positive->red, positive->green, positive->blue, 0.0);
  cairo_pattern_add_color_stop_rgba (strip, 1.0, positive->red, positive->green, positive->blue, 1.0);

  cairo_rectangle (frame->cr, frame->inside.left, frame->inside.bottom - 0.6 * em,
                   frame->inside.right - frame->inside.left, 0.6 * em);
  chain_style_set_source (frame->style, CHAIN_COLOR_GRID, frame->cr);
  cairo_fill_preserve (frame->cr);
  cairo_set_source (frame->cr, strip);
  cairo_fill (frame->cr);
  cairo_pattern_destroy (strip);
}

static void
draw_map (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);
  ChainBox inside;

  frame->inside.left += ceil (1.5 * em);
  frame->inside.right -= ceil (1.5 * em);
  chain_frame_layout_x (frame, 9);
  inside = frame->inside;

  /* The axis of the key has no grid above it. */
  frame->inside.top = frame->inside.bottom - 0.9 * em;
  if (frame->x_labels && inside.bottom - inside.top > 6.0 * em)
    {
      chain_frame_draw_x (frame, CHAIN_MINOR_LINES, NULL);
      draw_key (frame);
      inside.bottom -= 1.8 * em;
    }

  frame->inside = inside;
  chain_heat_map_draw (frame, drawing->plot->shape, drawing->plot->gradients);
}

/* Returns the sentence for gradients that leave nothing to see, or NULL. */
static const char *
explain_absence (const Drawing *drawing)
{
  bool zero = true, finite = false;

  if (drawing->plot->gradients == NULL)
    return _("No gradients yet: nothing has been computed.");

  for (size_t i = 0; i < drawing->n; i++)
    {
      zero = zero && drawing->plot->gradients[i] == 0.0;
      finite = finite || isfinite (drawing->plot->gradients[i]);
    }

  if (zero)
    return _("Every gradient is exactly 0: no parameter moves.");
  return finite ? NULL : _("No gradient is a finite number.");
}

/**
 * chain_gradient_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws the gradient of each parameter, from bars with names and values to a heat map, as the
 * height allows. Any thread may call it.
 */
void
chain_gradient_plot_draw (const ChainGradientPlot *plot,
                          cairo_t                 *cr,
                          double                   width,
                          double                   height)
{
  Drawing drawing = { .plot = plot, .n = chain_shape_n_parameters (plot->shape) };
  ChainFrame *frame = &drawing.frame;
  const char *absence;
  double em;

  if (!chain_frame_begin (frame, &plot->style, cr, width, height))
    return;

  em = chain_frame_em (frame);
  frame->inside.top += ceil (0.4 * em);
  frame->inside.bottom -= ceil (height > 5.0 * em ? 1.8 * em : 0.3 * em);
  absence = explain_absence (&drawing);

  if (absence != NULL)
    chain_frame_say (frame, CHAIN_COLOR_DIM_TEXT, absence);
  else
    {
      choose_rows (&drawing);
      if (plot->show_verdicts && !has_verdicts_between (&drawing))
        {
          draw_verdict_line (&drawing);
          choose_rows (&drawing);
        }
      choose_axis (&drawing);
      if (drawing.rows == ROWS_NONE)
        draw_map (&drawing);
      else
        draw_rows (&drawing);
    }

  chain_frame_end (frame);
}
