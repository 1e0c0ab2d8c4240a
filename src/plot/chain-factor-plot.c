// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-factor-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-formula.h"
#include "chain-plot-i18n.h"

#define TWO_PI 6.283185307179586

/* Decimal exponents that the axis can have; beyond them a piece ends at the edge. */
#define MOST_DECADES 290.0

/* How much is left of a factor that is hidden. */
#define PALE 0.15

/* A drawing in progress. */
typedef struct
{
  const ChainFactorPlot *plot;
  ChainFrame frame;
  ChainLegend legend;
  ChainFactors rows[CHAIN_N_GROUPS];
  ChainBox pieces[CHAIN_N_GROUPS][CHAIN_N_FACTORS];
  double row;    /* height */
  double names;  /* width of the column of names; 0: no room */
  double values; /* likewise of the figures */
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

/* Where a piece is. Neighbours are told apart by a hair, if they are longer than one. */
static ChainBox
box_of_piece (const Drawing *drawing,
              int            row,
              double         from,
              double         to)
{
  double thickness = thickness_of (drawing);
  double left = fmin (from, to), right = fmax (from, to);
  double top = round (row_middle (drawing, row) - thickness / 2.0);
  double hair = right - left > 2.0 ? 0.5 : 0.0;

  return (ChainBox) { left + hair, top, right - hair, top + thickness };
}

/* Stacks the factors of a row away from 1, to the left below it, and to the right above. */
static void
lay_out_pieces (Drawing *drawing,
                int      index)
{
  const ChainFactors *row = &drawing->rows[index];
  double left = 0.0, right = 0.0;

  for (size_t i = 0; i < row->n; i++)
    {
      double decades = decades_of (row->factors[i].value);
      double *end = decades < 0.0 ? &left : &right;

      drawing->pieces[index][i] = box_of_piece (drawing, index, place_of (drawing, *end),
                                                place_of (drawing, *end + decades));
      *end += decades;
    }
}

/* Filled where it shrinks the gradient. */
static void
draw_piece (const Drawing     *drawing,
            const ChainFactor *factor,
            const ChainBox    *box)
{
  const ChainFrame *frame = &drawing->frame;
  double width = box->right - box->left, height = box->bottom - box->top;
  double opacity = (drawing->plot->hidden >> factor->kind & 1u) != 0 ? PALE : 1.0;
  ChainColor color = frame->style->colors[role_of (factor->kind)];

  cairo_set_source_rgba (frame->cr, color.red, color.green, color.blue, color.alpha * opacity);
  if (fabs (factor->value) > 1.0 && width > 3.0)
    {
      cairo_set_line_width (frame->cr, 1.6);
      cairo_rectangle (frame->cr, box->left + 0.8, box->top + 0.8, width - 1.6, height - 1.6);
      cairo_stroke (frame->cr);
    }
  else
    {
      cairo_rectangle (frame->cr, box->left, box->top, width, height);
      cairo_fill (frame->cr);
    }
}

static void
draw_pieces (const Drawing *drawing,
             int            index)
{
  for (size_t i = 0; i < drawing->rows[index].n; i++)
    draw_piece (drawing, &drawing->rows[index].factors[i], &drawing->pieces[index][i]);
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
      chain_style_set_ground (frame->style, 1.0, frame->cr);
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
      chain_style_set_ground (frame->style, 1.0, frame->cr);
      cairo_set_line_width (frame->cr, 2.4);
      cairo_stroke_preserve (frame->cr);
      chain_style_set_source (frame->style, CHAIN_COLOR_TEXT, frame->cr);
      cairo_fill (frame->cr);
    }
}

static void
write_value (double value,
             char   markup[CHAIN_FORMULA_SIZE])
{
  char number[CHAIN_NUMBER_SIZE];

  if (!isfinite (value))
    {
      snprintf (markup, CHAIN_FORMULA_SIZE, "%s", _("not finite"));
      return;
    }
  chain_number_significant (number, value, 4);
  snprintf (markup, CHAIN_FORMULA_SIZE, "%s%s", value > 0.0 ? "+" : "", number);
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
  char markup[CHAIN_FORMULA_SIZE], mean[CHAIN_FORMULA_SIZE];

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
  chain_legend_init (&drawing->legend);
  for (int kind = 0; kind < CHAIN_N_FACTORS && drawing->plot->show_legend; kind++)
    if (kind != CHAIN_FACTOR_PATHS || drawing->plot->shape.hidden2 > 1)
      chain_legend_add (&drawing->legend, (unsigned) kind, (drawing->plot->hidden >> kind & 1u) != 0, CHAIN_KEY_LINE,
                        (ChainPen) { role_of ((ChainFactorKind) kind), 1.0, 4.0, CHAIN_DASH_NONE },
                        chain_formula_factor ((ChainFactorKind) kind));
}

/* Room for the names at the left and the figures at the right, if the pieces keep half. */
static void
lay_out_columns (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);
  char number[CHAIN_FORMULA_SIZE], markup[CHAIN_FORMULA_SIZE];

  drawing->names = 0.0;
  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    {
      chain_formula_gradient (drawing->plot->shape, drawing->rows[i].index, markup);
      drawing->names = fmax (drawing->names, chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup));
    }
  write_value (-1.234e-10, number);
  snprintf (markup, sizeof markup, drawing->plot->gradients != NULL ? _("mean %s") : "%s", number);
  drawing->values = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup);

  if (drawing->names + drawing->values + 3.0 * em > 0.6 * frame->page.right)
    drawing->values = 0.0;
  if (drawing->names + 2.0 * em > 0.5 * frame->page.right || drawing->row < em)
    drawing->names = 0.0;
  if (drawing->row < em)
    drawing->values = 0.0;
}

static void
draw_rows (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double margin = 0.5 * chain_frame_em (frame), one;
  char markup[CHAIN_FORMULA_SIZE];

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
      chain_formula_gradient (drawing->plot->shape, drawing->rows[i].index, markup);
      if (drawing->names > 0.0)
        chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, margin,
                         row_middle (drawing, i), (ChainAnchor) { 0.0, 0.5 });
      if (drawing->values > 0.0)
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

/* Returns the sentence for what leaves nothing to see, or NULL. */
static const char *
lay_out (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame), margin = 0.5 * em;
  const char *absence;

  if (drawing->plot->parameters == NULL)
    return _("No gradients yet: nothing has been computed.");
  compute_rows (drawing);
  absence = explain_absence (drawing);
  if (absence != NULL)
    return absence;

  frame->inside.right -= ceil (margin);
  frame->inside.bottom -= ceil (frame->page.bottom > 5.0 * em ? 1.8 * em : 0.3 * em);
  fill_legend (drawing);
  chain_legend_layout (&drawing->legend, frame);
  choose_axis (drawing);
  drawing->row = (frame->inside.bottom - frame->inside.top) / CHAIN_N_GROUPS;
  lay_out_columns (drawing);
  frame->inside.left = ceil (margin + (drawing->names > 0.0 ? drawing->names + em : 0.0));
  frame->inside.right = floor (frame->page.right - margin - (drawing->values > 0.0 ? drawing->values + em : 0.0));
  chain_frame_layout_x (frame, 9);
  for (int i = 0; i < CHAIN_N_GROUPS; i++)
    lay_out_pieces (drawing, i);

  return NULL;
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
  const char *absence;

  if (!chain_frame_begin (&drawing.frame, &plot->style, cr, width, height))
    return;

  absence = lay_out (&drawing);
  if (absence != NULL)
    chain_frame_say (&drawing.frame, CHAIN_COLOR_DIM_TEXT, absence);
  else
    {
      draw_rows (&drawing);
      chain_legend_draw (&drawing.legend, &drawing.frame);
    }
  chain_frame_end (&drawing.frame);
}

/**
 * chain_factor_plot_legend:
 * @legend: (out): the entries that there is room for, with their boxes; their items are
 *   ChainFactorKind
 */
void
chain_factor_plot_legend (const ChainFactorPlot *plot,
                          double                 width,
                          double                 height,
                          ChainLegend           *legend)
{
  Drawing drawing = { .plot = plot };

  chain_legend_init (legend);
  if (!chain_frame_measure (&drawing.frame, &plot->style, width, height))
    return;

  if (lay_out (&drawing) == NULL)
    *legend = drawing.legend;
  chain_frame_end (&drawing.frame);
}

/* The row that a place is in, and the piece, if it is on one. */
static bool
find_piece (const Drawing   *drawing,
            double           x,
            double           y,
            ChainFactorPick *pick)
{
  double row = floor ((y - drawing->frame.inside.top) / drawing->row);

  if (!(row >= 0.0) || row >= CHAIN_N_GROUPS)
    return false;

  pick->row = drawing->rows[(int) row];
  for (size_t i = 0; i < pick->row.n; i++)
    {
      const ChainBox *box = &drawing->pieces[(int) row][i];

      if (x >= box->left && x < box->right && y >= box->top && y < box->bottom)
        pick->factor = (int) i;
    }
  return true;
}

/**
 * chain_factor_plot_pick:
 * @x: a place on the page, of the pointer
 * @y: likewise
 * @pick: (out): what is drawn there
 *
 * Returns: false where no row is
 */
bool
chain_factor_plot_pick (const ChainFactorPlot *plot,
                        double                 width,
                        double                 height,
                        double                 x,
                        double                 y,
                        ChainFactorPick       *pick)
{
  Drawing drawing = { .plot = plot };
  bool found;

  *pick = (ChainFactorPick) { .factor = -1 };
  if (!chain_frame_measure (&drawing.frame, &plot->style, width, height))
    return false;

  found = lay_out (&drawing) == NULL && find_piece (&drawing, x, y, pick);
  chain_frame_end (&drawing.frame);
  return found;
}
