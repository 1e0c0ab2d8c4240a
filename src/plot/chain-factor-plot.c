// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-factor-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-legend.h"
#include "chain-plot-i18n.h"

#define TWO_PI 6.283185307179586
#define LABEL_SIZE 160

/* Decimal exponents that the axis can have; beyond them a piece ends at the edge. */
#define MOST_DECADES 290.0

/* A drawing in progress. */
typedef struct
{
  const ChainFactorPlot *plot;
  ChainFrame frame;
  ChainLegend legend;
  ChainFactors rows[CHAIN_N_GROUPS];
  double row; /* height */
} Drawing;

/**
 * chain_factor_plot_init:
 * @plot: (out): of a network with one neuron in each layer, without parameters
 */
void
chain_factor_plot_init (ChainFactorPlot *plot)
{
  *plot = (ChainFactorPlot) { .shape = { 1, 1 }, .show_legend = true };
  chain_style_init (&plot->style, false);
}

static ChainColorRole
role_of (ChainFactorKind kind)
{
  static const ChainColorRole roles[CHAIN_N_FACTORS] = {
    [CHAIN_FACTOR_ERROR] = CHAIN_COLOR_ERROR,   [CHAIN_FACTOR_W3] = CHAIN_COLOR_W3,
    [CHAIN_FACTOR_SLOPE2] = CHAIN_COLOR_SLOPE2, [CHAIN_FACTOR_W2] = CHAIN_COLOR_W2,
    [CHAIN_FACTOR_SLOPE1] = CHAIN_COLOR_SLOPE1, [CHAIN_FACTOR_INPUT] = CHAIN_COLOR_INPUT,
    [CHAIN_FACTOR_PATHS] = CHAIN_COLOR_FRAME,
  };

  return roles[kind];
}

static void
compute_rows (Drawing *drawing)
{
  const ChainFactorPlot *plot = drawing->plot;
  ChainForward forward;
  ChainBackward backward;

  chain_network_forward (plot->shape, plot->parameters, plot->x, &forward);
  chain_network_backward (plot->shape, plot->parameters, &forward, plot->y, &backward);
  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    chain_factors_init (&drawing->rows[group], plot->shape, plot->parameters, &forward, &backward,
                        chain_factors_strongest (plot->shape, group, backward.gradients));
}

/* The length of a factor in decades; one that is 0 has the length of the axis. */
static double
decades_of (double value)
{
  return value == 0.0 ? -MOST_DECADES : log10 (fabs (value));
}

/* The sum of the pieces on the left of 1, and on its right. */
static void
measure_row (const ChainFactors *row,
             double             *left,
             double             *right)
{
  *left = *right = 0.0;
  for (size_t i = 0; i < row->n; i++)
    {
      double decades = decades_of (row->factors[i].value);

      /* A factor of 0 must not decide how long the others are. */
      if (decades < 0.0 && row->factors[i].value != 0.0)
        *left -= decades;
      else if (decades > 0.0)
        *right += decades;
    }
}

/* Whole decades, so that the axis rests while a run goes on. */
static void
choose_axis (Drawing *drawing)
{
  double low = -1.0, high = 1.0;
  ChainRange range;

  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    {
      double left, right;

      measure_row (&drawing->rows[i], &left, &right);
      low = fmin (low, floor (-left));
      high = fmax (high, ceil (right));
      if (drawing->plot->gradients != NULL)
        {
          double size = fabs (drawing->plot->gradients[drawing->rows[i].index]);

          if (size > 0.0 && isfinite (size))
            {
              /* Where samples cancel to nothing, the ring may leave the axis. */
              low = fmin (low, fmax (floor (log10 (size)), low - 3.0));
              high = fmax (high, ceil (log10 (size)));
            }
        }
    }

  range.low = pow (10.0, fmax (low, -MOST_DECADES));
  range.high = pow (10.0, fmin (high, MOST_DECADES));
  chain_scale_init (&drawing->frame.x, &chain_scale_log, 0.0, range, 0.01);
}

/* The place of so many decades from 1. */
static double
place_of (const Drawing *drawing,
          double         decades)
{
  return chain_scale_to_view (&drawing->frame.x,
                              pow (10.0, fmin (fmax (decades, -MOST_DECADES), MOST_DECADES)));
}

static double
row_middle (const Drawing *drawing,
            int            row)
{
  return drawing->frame.inside.top + (row + 0.5) * drawing->row;
}

static double
thickness_of (const Drawing *drawing)
{
  return fmin (fmax (round (0.5 * drawing->row), 3.0), 1.4 * chain_frame_em (&drawing->frame));
}

/* A piece from @from to @to, filled where it shrinks the gradient. */
static void
draw_piece (const Drawing     *drawing,
            const ChainFactor *factor,
            double             from,
            double             to,
            double             middle)
{
  const ChainFrame *frame = &drawing->frame;
  double thickness = thickness_of (drawing);
  double left = fmin (from, to), width = fabs (to - from);
  double top = round (middle - thickness / 2.0);
  bool hollow = fabs (factor->value) > 1.0;

  /* Neighbours are told apart by a hair, if they are longer than one. */
  if (width > 2.0)
    {
      left += 0.5;
      width -= 1.0;
    }

  chain_style_set_source (frame->style, role_of (factor->kind), frame->cr);
  if (hollow && width > 3.0)
    {
      cairo_set_line_width (frame->cr, 1.6);
      cairo_rectangle (frame->cr, left + 0.8, top + 0.8, width - 1.6, thickness - 1.6);
      cairo_stroke (frame->cr);
    }
  else
    {
      cairo_rectangle (frame->cr, left, top, width, thickness);
      cairo_fill (frame->cr);
    }
}

static void
draw_pieces (const Drawing *drawing,
             int            index)
{
  const ChainFactors *row = &drawing->rows[index];
  double left = 0.0, right = 0.0;

  for (size_t i = 0; i < row->n; i++)
    {
      double decades = decades_of (row->factors[i].value);
      double *end = decades < 0.0 ? &left : &right;

      if (isnan (decades))
        continue;
      draw_piece (drawing, &row->factors[i], place_of (drawing, *end),
                  place_of (drawing, *end + decades), row_middle (drawing, index));
      *end += decades;
    }
}

/* The product as a dot, the batch as a ring. */
static void
draw_marks (const Drawing *drawing,
            int            index)
{
  const ChainFactors *row = &drawing->rows[index];
  const ChainFrame *frame = &drawing->frame;
  const double *gradients = drawing->plot->gradients;
  double radius = fmin (0.28 * chain_frame_em (frame), 0.4 * thickness_of (drawing));
  double middle = row_middle (drawing, index);

  if (gradients != NULL && gradients[row->index] != 0.0 && isfinite (gradients[row->index]))
    {
      cairo_arc (frame->cr, place_of (drawing, log10 (fabs (gradients[row->index]))), middle,
                 radius + 0.8, 0.0, TWO_PI);
      chain_style_set_source (frame->style, CHAIN_COLOR_BACKGROUND, frame->cr);
      cairo_set_line_width (frame->cr, 4.0);
      cairo_stroke_preserve (frame->cr);
      chain_style_set_source (frame->style, CHAIN_COLOR_TEXT, frame->cr);
      cairo_set_line_width (frame->cr, 1.6);
      cairo_stroke (frame->cr);
    }
  if (row->gradient != 0.0 && isfinite (row->gradient))
    {
      cairo_arc (frame->cr, place_of (drawing, log10 (fabs (row->gradient))), middle, radius,
                 0.0, TWO_PI);
      chain_style_set_source (frame->style, CHAIN_COLOR_BACKGROUND, frame->cr);
      cairo_set_line_width (frame->cr, 2.4);
      cairo_stroke_preserve (frame->cr);
      chain_style_set_source (frame->style, CHAIN_COLOR_TEXT, frame->cr);
      cairo_fill (frame->cr);
    }
}

static void
write_value (double value,
             char   markup[LABEL_SIZE])
{
  char number[CHAIN_NUMBER_SIZE];

  if (!isfinite (value))
    {
      snprintf (markup, LABEL_SIZE, "%s", _("not finite"));
      return;
    }
  chain_number_significant (number, value, 4);
  snprintf (markup, LABEL_SIZE, "%s%s", value > 0.0 ? "+" : "", number);
}

static void
name_row (const Drawing *drawing,
          int            index,
          char           markup[LABEL_SIZE])
{
  char name[CHAIN_PARAMETER_NAME_SIZE];

  chain_parameter_name (drawing->plot->shape, drawing->rows[index].index, name);
  snprintf (markup, LABEL_SIZE, "∂L/∂%c<sub>%c</sub>%s", name[0], name[1], name + 2);
}

/* Two lines of figures where rows are high enough: the sample's gradient, and the batch's. */
static void
draw_figures (const Drawing *drawing,
              int            index,
              double         right)
{
  const ChainFactors *row = &drawing->rows[index];
  const double *gradients = drawing->plot->gradients;
  double em = chain_frame_em (&drawing->frame);
  bool both = gradients != NULL && drawing->row > 2.4 * em;
  double middle = row_middle (drawing, index);
  char markup[LABEL_SIZE], mean[LABEL_SIZE];

  write_value (row->gradient, markup);
  chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, right,
                   middle - (both ? 0.62 * em : 0.0), (ChainAnchor) { 1.0, 0.5 });
  if (!both)
    return;

  write_value (gradients[row->index], mean);
  snprintf (markup, sizeof markup, _("mean %s"), mean);
  chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, markup, right,
                   middle + 0.62 * em, (ChainAnchor) { 1.0, 0.5 });
}

static void
fill_legend (Drawing *drawing)
{
  const char *names[CHAIN_N_FACTORS] = {
    "2(ŷ−y)", "W<sub>3</sub>", "1−h<sub>2</sub><sup>2</sup>", "W<sub>2</sub>",
    "1−h<sub>1</sub><sup>2</sup>", _("input"), _("other paths"),
  };

  chain_legend_init (&drawing->legend);
  for (int kind = 0; kind < CHAIN_N_FACTORS && drawing->plot->show_legend; kind++)
    if (kind != CHAIN_FACTOR_PATHS || drawing->plot->shape.hidden2 > 1)
      chain_legend_add (&drawing->legend, (unsigned) kind, false, CHAIN_KEY_LINE,
                        (ChainPen) { role_of ((ChainFactorKind) kind), 1.0, 4.0, CHAIN_DASH_NONE },
                        names[kind]);
}

/* Room for the names at the left and the figures at the right, if the pieces keep half. */
static void
lay_out_columns (Drawing *drawing,
                 double  *names,
                 double  *values)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);
  char number[LABEL_SIZE], markup[LABEL_SIZE];

  *names = 0.0;
  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    {
      name_row (drawing, i, markup);
      *names = fmax (*names, chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup));
    }
  write_value (-1.234e-10, number);
  snprintf (markup, sizeof markup, drawing->plot->gradients != NULL ? _("mean %s") : "%s", number);
  *values = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup);

  if (*names + *values + 3.0 * em > 0.6 * frame->page.right)
    *values = 0.0;
  if (*names + 2.0 * em > 0.5 * frame->page.right || drawing->row < em)
    *names = 0.0;
  if (drawing->row < em)
    *values = 0.0;
}

static void
draw_rows (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame), margin = 0.5 * em;
  double names, values, one;
  char markup[LABEL_SIZE];

  drawing->row = (frame->inside.bottom - frame->inside.top) / CHAIN_N_GROUPS;
  lay_out_columns (drawing, &names, &values);
  frame->inside.left = ceil (margin + (names > 0.0 ? names + em : 0.0));
  frame->inside.right = floor (frame->page.right - margin - (values > 0.0 ? values + em : 0.0));
  chain_frame_layout_x (frame, 9);
  chain_frame_draw_x (frame, CHAIN_MINOR_NONE, NULL);

  chain_frame_clip (frame);
  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    draw_pieces (drawing, i);
  one = floor (place_of (drawing, 0.0)) + 0.5;
  cairo_move_to (frame->cr, one, frame->inside.top);
  cairo_line_to (frame->cr, one, frame->inside.bottom);
  chain_pen_stroke (&(ChainPen) { CHAIN_COLOR_FRAME, 1.0, 1.0, CHAIN_DASH_NONE }, frame->style, frame->cr);
  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    draw_marks (drawing, i);
  chain_frame_unclip (frame);

  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    {
      name_row (drawing, i, markup);
      if (names > 0.0)
        chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, margin,
                         row_middle (drawing, i), (ChainAnchor) { 0.0, 0.5 });
      if (values > 0.0)
        draw_figures (drawing, i, frame->page.right - margin);
    }
}

/* Returns the sentence for what leaves nothing to see, or NULL. */
static const char *
explain_absence (const Drawing *drawing)
{
  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    for (size_t j = 0; j < drawing->rows[i].n; j++)
      if (!isfinite (drawing->rows[i].factors[j].value))
        return _("Not every factor is a finite number at this sample.");

  return drawing->rows[CHAIN_B3].gradient == 0.0
         ? _("The error is exactly 0 at this sample: so is every gradient.") : NULL;
}

/**
 * chain_factor_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws a row of factors for each group of parameters. Any thread may call it.
 */
void
chain_factor_plot_draw (const ChainFactorPlot *plot,
                        cairo_t               *cr,
                        double                 width,
                        double                 height)
{
  Drawing drawing = { .plot = plot };
  ChainFrame *frame = &drawing.frame;
  const char *absence = NULL;
  double em;

  if (!chain_frame_begin (frame, &plot->style, cr, width, height))
    return;

  em = chain_frame_em (frame);
  if (plot->parameters != NULL)
    {
      compute_rows (&drawing);
      absence = explain_absence (&drawing);
    }
  else
    absence = _("No gradients yet: nothing has been computed.");

  if (absence != NULL)
    chain_frame_say (frame, CHAIN_COLOR_DIM_TEXT, absence);
  else
    {
      frame->inside.right -= ceil (0.5 * em);
      frame->inside.bottom -= ceil (height > 5.0 * em ? 1.8 * em : 0.3 * em);
      fill_legend (&drawing);
      chain_legend_layout (&drawing.legend, frame);
      choose_axis (&drawing);
      draw_rows (&drawing);
      chain_legend_draw (&drawing.legend, frame);
    }

  chain_frame_end (frame);
}
