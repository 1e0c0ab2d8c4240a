// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-callout.h"
#include "chain-csv.h"
#include "chain-plot-i18n.h"
#include "chain-time-plot.h"

#define TWO_PI 6.283185307179586
#define LABEL_SIZE 192

/* The criterion of the derivation: a difference below this at an ε of the same size. */
#define DOCUMENT 1e-7

/* A drawing in progress. */
typedef struct
{
  const ChainCheckPlot *plot;
  ChainFrame frame;
  ChainRoom room;
  ChainLegend legend;
  ChainTimeSeries names[CHAIN_N_GROUPS]; /* label, colour and dash of each curve's parameter */
} Drawing;

/**
 * chain_check_plot_init:
 * @plot: (out): of nothing that has been checked
 */
void
chain_check_plot_init (ChainCheckPlot *plot)
{
  *plot = (ChainCheckPlot) { .mark = -1, .show_legend = true };
  chain_style_init (&plot->style, false);
}

static bool
is_hidden (const Drawing *drawing,
           int            item)
{
  return (drawing->plot->hidden >> item & 1u) != 0;
}

static ChainPen
pen_of (const Drawing *drawing,
        int            item)
{
  switch (item)
    {
    case CHAIN_CHECK_COMPLEX:
      return (ChainPen) { CHAIN_COLOR_TEXT, 1.0, 1.6, CHAIN_DASH_NONE };
    case CHAIN_CHECK_CRITERIA:
      return (ChainPen) { CHAIN_COLOR_REFERENCE, 1.0, 1.4, CHAIN_DASH_DASHED };
    default:
      return (ChainPen) { drawing->names[item].role, 1.0, 1.6, drawing->names[item].dash };
    }
}

static void
fill_legend (Drawing *drawing)
{
  const ChainCheckReport *report = drawing->plot->report;

  chain_legend_init (&drawing->legend);
  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    chain_time_series_init_parameter (&drawing->names[group], report->shape, report->indices[group], NULL);
  for (int item = 0; item < CHAIN_N_CHECK_ITEMS && drawing->plot->show_legend; item++)
    chain_legend_add (&drawing->legend, (unsigned) item, is_hidden (drawing, item), CHAIN_KEY_LINE,
                      pen_of (drawing, item),
                      item == CHAIN_CHECK_COMPLEX ? _("complex step")
                      : item == CHAIN_CHECK_CRITERIA ? _("criteria") : drawing->names[item].label);
}

/* ---- what the lines are at ---- */

/* The largest error of the complex step, over all parameters. */
static double
find_complex_error (const ChainCheck *check,
                    ChainShape        shape)
{
  double largest = 0.0;

  for (size_t i = 0; i < chain_shape_n_parameters (shape); i++)
    {
      double error = fabs (check->complex_step[i] - check->analytic[i]);

      if (!(error <= largest))
        largest = error;
    }
  return largest;
}

/* The strictest of the criteria of the parameters that have a curve in view. */
static double
find_tolerance (const Drawing *drawing,
                double       (*tolerance) (double loss,
                                           double analytic))
{
  const ChainCheckReport *report = drawing->plot->report;
  double strictest = HUGE_VAL;

  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    if (!is_hidden (drawing, group))
      strictest = fmin (strictest, tolerance (report->check.loss, report->check.analytic[report->indices[group]]));
  return strictest;
}

static void
choose_axes (Drawing *drawing)
{
  const ChainCheckReport *report = drawing->plot->report;
  ChainFrame *frame = &drawing->frame;
  ChainRange x = { chain_check_epsilon (CHAIN_CHECK_N_EPSILONS - 1), chain_check_epsilon (0) }, y;

  chain_range_init (&y);
  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    for (int place = 0; place < CHAIN_CHECK_N_EPSILONS; place++)
      chain_range_include (&y, &chain_scale_log, report->errors[group][place]);
  chain_range_include (&y, &chain_scale_log, find_complex_error (&report->check, report->shape));
  chain_range_include (&y, &chain_scale_log, chain_check_complex_tolerance (report->check.loss, 0.0));
  chain_range_include (&y, &chain_scale_log, DOCUMENT);
  chain_scale_init (&frame->x, &chain_scale_log, 0.0, x, 0.0);
  chain_scale_init (&frame->y, &chain_scale_log, 0.0, y, 0.04);
}

static void
lay_out (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);

  frame->inside.right -= ceil (1.1 * em);
  frame->inside.bottom -= ceil (frame->page.bottom > 5.0 * em ? 1.8 * em : 0.3 * em);
  fill_legend (drawing);
  chain_legend_layout (&drawing->legend, frame);
  choose_axes (drawing);
  chain_frame_layout_y (frame, 8);
  chain_frame_layout_x (frame, 8);
}

static bool
has_report (const ChainCheckPlot *plot)
{
  return plot->report != NULL && plot->report->is_complete;
}

/* ---- lines ---- */

/* An error of exactly 0 is at the lower edge, and no part of the line. */
static void
draw_curve (Drawing *drawing,
            int      group)
{
  const ChainFrame *frame = &drawing->frame;
  const double *errors = drawing->plot->report->errors[group];
  ChainPen pen = pen_of (drawing, group);
  double before_x = 0.0, before_y = 0.0;
  bool has_before = false;

  for (int place = CHAIN_CHECK_N_EPSILONS - 1; place >= 0; place--)
    {
      double x = chain_scale_to_view (&frame->x, chain_check_epsilon ((size_t) place)), y;

      if (!chain_scale_represents (&frame->y, errors[place]))
        {
          if (errors[place] == 0.0)
            {
              cairo_move_to (frame->cr, x, frame->inside.bottom - 0.5 * chain_frame_em (frame));
              cairo_line_to (frame->cr, x, frame->inside.bottom);
            }
          has_before = false;
          continue;
        }
      y = chain_scale_to_view (&frame->y, errors[place]);
      if (has_before)
        {
          chain_room_add_line (&drawing->room, before_x, before_y, x, y);
          cairo_line_to (frame->cr, x, y);
        }
      else
        cairo_move_to (frame->cr, x, y);
      before_x = x;
      before_y = y;
      has_before = true;
    }
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/* A horizontal line with its name; at the lower edge where the value is 0. */
static void
draw_level (Drawing    *drawing,
            int         item,
            double      value,
            const char *markup)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);
  ChainPen pen = pen_of (drawing, item);
  double y = frame->inside.bottom - 1.5;
  ChainSpot spots[4];

  if (!isfinite (value))
    return;
  if (chain_scale_represents (&frame->y, value))
    y = floor (fmin (chain_scale_to_view (&frame->y, value), y)) + 0.5;
  if (y < frame->inside.top)
    return;

  cairo_move_to (frame->cr, frame->inside.left, y);
  cairo_line_to (frame->cr, frame->inside.right, y);
  chain_pen_stroke (&pen, frame->style, frame->cr);
  chain_room_add_rule (&drawing->room, y);
  for (int i = 0; i < 4; i++)
    spots[i] = (ChainSpot) { i < 2 ? frame->inside.left : frame->inside.right, y + (i % 2 == 0 ? -0.45 : 0.45) * em,
                             { i < 2 ? 0.0 : 1.0, i % 2 == 0 ? 1.0 : 0.0 } };
  chain_room_show_label (&drawing->room, frame, pen.role, markup, spots, 4);
}

/* A cross where a criterion is applied: at this ε the error must be below. */
static void
draw_cross (const Drawing *drawing,
            double         epsilon,
            double         value)
{
  const ChainFrame *frame = &drawing->frame;
  double size = 0.45 * chain_frame_em (frame);
  double x = chain_scale_to_view (&frame->x, epsilon), y = chain_scale_to_view (&frame->y, value);
  ChainPen pen = { CHAIN_COLOR_REFERENCE, 1.0, 2.0, CHAIN_DASH_NONE };

  cairo_move_to (frame->cr, x - size, y - size);
  cairo_line_to (frame->cr, x + size, y + size);
  cairo_move_to (frame->cr, x - size, y + size);
  cairo_line_to (frame->cr, x + size, y - size);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

static void
draw_criteria (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame);
  double numeric = find_tolerance (drawing, chain_check_numeric_tolerance);
  double x = chain_scale_to_view (&frame->x, DOCUMENT), y = chain_scale_to_view (&frame->y, DOCUMENT);
  ChainSpot spots[] = { { x, y + em, { 0.5, 0.0 } }, { x - em, y, { 1.0, 0.5 } }, { x, y - em, { 0.5, 1.0 } } };

  if (is_hidden (drawing, CHAIN_CHECK_CRITERIA))
    return;

  /* Translators: below this line a central difference passes the check, and a complex step below the other */
  draw_level (drawing, CHAIN_CHECK_CRITERIA, numeric, _("central criterion"));
  draw_level (drawing, CHAIN_CHECK_CRITERIA, find_tolerance (drawing, chain_check_complex_tolerance),
              _("complex criterion"));
  if (isfinite (numeric))
    draw_cross (drawing, CHAIN_CHECK_EPSILON, numeric);
  draw_cross (drawing, DOCUMENT, DOCUMENT);
  /* Translators: the criterion of the derivation that the program follows: an error below 1e-7 at ε = 1e-7 */
  chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_REFERENCE, _("the document’s"), spots, 3);
}

/* The ε that is looked at, and the largest error there. */
static void
draw_mark (Drawing *drawing)
{
  const ChainCheckReport *report = drawing->plot->report;
  const ChainFrame *frame = &drawing->frame;
  int mark = drawing->plot->mark;
  int worst = -1;
  double epsilon, x;
  char number[CHAIN_NUMBER_SIZE];
  ChainCallout callout = { 0 };

  if (mark < 0 || mark >= CHAIN_CHECK_N_EPSILONS)
    return;

  epsilon = chain_check_epsilon ((size_t) mark);
  x = chain_scale_to_view (&frame->x, epsilon);
  cairo_move_to (frame->cr, floor (x) + 0.5, frame->inside.top);
  cairo_line_to (frame->cr, floor (x) + 0.5, frame->inside.bottom);
  chain_pen_stroke (&(ChainPen) { CHAIN_COLOR_PROBE, 1.0, 1.0, CHAIN_DASH_NONE }, frame->style, frame->cr);

  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    {
      double error = report->errors[group][mark];

      if (is_hidden (drawing, group) || !chain_scale_represents (&frame->y, error))
        continue;
      if (worst < 0 || error > report->errors[worst][mark])
        worst = group;
      cairo_arc (frame->cr, x, chain_scale_to_view (&frame->y, error), 0.26 * chain_frame_em (frame), 0.0, TWO_PI);
      chain_style_set_source (frame->style, drawing->names[group].role, frame->cr);
      cairo_fill (frame->cr);
    }

  chain_number_significant (number, epsilon, 3);
  chain_callout_add (&callout, CHAIN_COLOR_PROBE, "ε = %s", number);
  if (worst >= 0)
    {
      chain_number_significant (number, report->errors[worst][mark], 3);
      chain_callout_add (&callout, drawing->names[worst].role, "%s: %s", drawing->names[worst].label, number);
    }
  chain_callout_draw (&callout, frame, &drawing->room, x);
}

static void
draw_inside (Drawing *drawing)
{
  const ChainCheckReport *report = drawing->plot->report;
  ChainFrame *frame = &drawing->frame;
  double error = find_complex_error (&report->check, report->shape);
  char number[CHAIN_NUMBER_SIZE], markup[LABEL_SIZE];

  chain_room_init (&drawing->room, &frame->inside);
  chain_frame_clip (frame);
  for (int group = CHAIN_N_GROUPS - 1; group >= 0; group--)
    if (!is_hidden (drawing, group))
      draw_curve (drawing, group);
  if (!is_hidden (drawing, CHAIN_CHECK_COMPLEX))
    {
      chain_number_significant (number, error, 2);
      /* Translators: the largest error of all parameters by that method */
      snprintf (markup, sizeof markup, _("complex step: at most %s"), number);
      draw_level (drawing, CHAIN_CHECK_COMPLEX, error, markup);
    }
  draw_criteria (drawing);
  draw_mark (drawing);
  chain_frame_unclip (frame);
}

/**
 * chain_check_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws the curves of the report. Any thread may call it.
 */
void
chain_check_plot_draw (const ChainCheckPlot *plot,
                       cairo_t              *cr,
                       double                width,
                       double                height)
{
  Drawing drawing = { .plot = plot };
  ChainFrame *frame = &drawing.frame;

  if (!chain_frame_begin (frame, &plot->style, cr, width, height))
    return;

  if (!has_report (plot))
    chain_frame_say (frame, CHAIN_COLOR_DIM_TEXT, _("Nothing has been checked yet."));
  else if (!isfinite (plot->report->check.loss))
    chain_frame_say (frame, CHAIN_COLOR_DIM_TEXT, _("The loss is not a finite number: there is nothing to compare."));
  else
    {
      lay_out (&drawing);
      chain_frame_draw_x (frame, CHAIN_MINOR_NONE, "ε");
      chain_frame_draw_y (frame, CHAIN_MINOR_NONE);
      chain_frame_draw_axes (frame);
      draw_inside (&drawing);
      chain_legend_draw (&drawing.legend, frame);
    }

  chain_frame_end (frame);
}

/* Lays @drawing out where there is something to see; to be ended then. */
static bool
measure (Drawing              *drawing,
         const ChainCheckPlot *plot,
         double                width,
         double                height)
{
  *drawing = (Drawing) { .plot = plot };
  if (!has_report (plot) || !isfinite (plot->report->check.loss)
      || !chain_frame_measure (&drawing->frame, &plot->style, width, height))
    return false;

  lay_out (drawing);
  return true;
}

/**
 * chain_check_plot_legend:
 * @legend: (out): the entries that there is room for, with their boxes; their items are
 *   #ChainGroup and #ChainCheckItem
 */
void
chain_check_plot_legend (const ChainCheckPlot *plot,
                         double                width,
                         double                height,
                         ChainLegend          *legend)
{
  Drawing drawing;

  chain_legend_init (legend);
  if (!measure (&drawing, plot, width, height))
    return;

  *legend = drawing.legend;
  chain_frame_end (&drawing.frame);
}

/**
 * chain_check_plot_pick_place:
 * @x: a place on the page
 *
 * Returns: the place of the curves that is nearest; −1 where there is no curve
 */
int
chain_check_plot_pick_place (const ChainCheckPlot *plot,
                             double                width,
                             double                height,
                             double                x)
{
  Drawing drawing;
  int nearest = 0;

  if (!measure (&drawing, plot, width, height))
    return -1;

  for (int place = 1; place < CHAIN_CHECK_N_EPSILONS; place++)
    if (fabs (chain_scale_to_view (&drawing.frame.x, chain_check_epsilon ((size_t) place)) - x)
        < fabs (chain_scale_to_view (&drawing.frame.x, chain_check_epsilon ((size_t) nearest)) - x))
      nearest = place;
  chain_frame_end (&drawing.frame);
  return nearest;
}

static void
write_line (ChainCsv   *csv,
            const char *parameter,
            const char *quantity,
            double      epsilon,
            double      value)
{
  chain_csv_text (csv, parameter);
  chain_csv_text (csv, quantity);
  if (isfinite (epsilon))
    chain_csv_number (csv, epsilon);
  else
    chain_csv_text (csv, "");
  chain_csv_number (csv, value);
  chain_csv_newline (csv);
}

/**
 * chain_check_plot_write_csv:
 * @buffer: (out): lines of parameter, quantity, epsilon, value: the gradient of every parameter by
 *   the three methods, and the errors of the curves
 *
 * Returns: false where there is not enough memory; the buffer is empty then
 */
bool
chain_check_plot_write_csv (const ChainCheckPlot *plot,
                            ChainBuffer          *buffer)
{
  const ChainCheckReport *report = plot->report;
  size_t n = has_report (plot) ? chain_shape_n_parameters (report->shape) : 0;
  char name[CHAIN_PARAMETER_NAME_SIZE];
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, "parameter,quantity,epsilon,value");
  for (size_t i = 0; i < n; i++)
    {
      chain_parameter_name (report->shape, i, name);
      write_line (&csv, name, "analytic", NAN, report->check.analytic[i]);
      write_line (&csv, name, "central difference", CHAIN_CHECK_EPSILON, report->check.numeric[i]);
      write_line (&csv, name, "complex step", NAN, report->check.complex_step[i]);
    }
  for (int group = 0; group < CHAIN_N_GROUPS && n > 0; group++)
    for (size_t place = 0; place < CHAIN_CHECK_N_EPSILONS; place++)
      {
        chain_parameter_name (report->shape, report->indices[group], name);
        write_line (&csv, name, "error", chain_check_epsilon (place), report->errors[group][place]);
      }
  return chain_csv_end (&csv);
}
