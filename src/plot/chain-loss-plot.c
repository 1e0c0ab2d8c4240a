// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-loss-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-curve.h"
#include "chain-plot-i18n.h"

#define LINE_WIDTH 2.0
#define TWO_PI 6.283185307179586

/* A run's axis is never shorter, so that its first steps do not fly across the page. */
#define LEAST_STEPS 10.0

#define LABEL_SIZE 256

/* A drawing in progress. */
typedef struct
{
  const ChainLossPlot *plot;
  ChainFrame frame;
  ChainRoom room;
} Drawing;

/**
 * chain_loss_plot_init:
 * @plot: (out): a plot with a logarithmic loss axis and without runs
 */
void
chain_loss_plot_init (ChainLossPlot *plot)
{
  *plot = (ChainLossPlot) { .best_constant = NAN, .floor = NAN, .log_loss = true };
  chain_style_init (&plot->style, false);
}

static void
choose_steps (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  double margin = 0.0;
  ChainRange steps;

  chain_range_init (&steps);
  for (size_t i = 0; i < plot->n_runs; i++)
    {
      const ChainLossRun *run = &plot->runs[i];

      if (run->loss->count == 0)
        continue;
      chain_range_include (&steps, &chain_scale_linear, (double) run->loss->start);
      chain_range_include (&steps, &chain_scale_linear,
                           (double) (run->loss->start + run->loss->count - 1));
      if (run->diverged)
        chain_range_include (&steps, &chain_scale_linear, (double) run->diverged_step);
    }

  if (steps.low <= steps.high)
    {
      steps.high = fmax (steps.high, steps.low + LEAST_STEPS);
      /* Room for the dot at the end; a logarithmic axis must not begin below 0 for that. */
      margin = plot->log_steps ? 0.0 : 0.012;
      steps.high += plot->log_steps ? 0.05 * (steps.high - steps.low) : 0.0;
    }

  chain_scale_init (&drawing->frame.x,
                    plot->log_steps ? &chain_scale_symlog : &chain_scale_linear, 1.0, steps, margin);
}

/* Whether a logarithmic axis spans enough to begin at a whole power of ten. It then rests while
 * the loss sinks. */
static bool
is_wide (ChainRange range)
{
  return log10 (range.high) - log10 (range.low) > 0.5;
}

static ChainRange
round_range (ChainRange range)
{
  double span = log10 (range.high) - log10 (range.low);

  return (ChainRange) {
    .low = fmax (pow (10.0, floor (log10 (range.low) - 0.04 * span)), 0x1p-1074),
    .high = fmin (range.high * pow (10.0, 0.08 * span), 0x1.fffffffffffffp1023),
  };
}

static void
choose_losses (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  const ChainScaleType *type = plot->log_loss ? &chain_scale_log : &chain_scale_linear;
  double margin = 0.06;
  ChainRange range;

  chain_range_init (&range);
  for (size_t i = 0; i < plot->n_runs; i++)
    {
      const ChainSeries *loss = plot->runs[i].loss;

      for (size_t j = 0; j < chain_series_n_buckets (loss); j++)
        {
          /* All four: where the minimum is 0, a logarithmic axis needs the others. */
          chain_range_include (&range, type, loss->buckets[j].first);
          chain_range_include (&range, type, loss->buckets[j].min);
          chain_range_include (&range, type, loss->buckets[j].max);
          chain_range_include (&range, type, loss->buckets[j].last);
        }
    }

  if (range.low <= range.high)
    {
      chain_range_include (&range, type, plot->best_constant);
      /* A floor of 1e-30 must not squeeze the run into a line at the top. */
      if (!plot->log_loss || plot->floor > 1e-3 * range.low)
        chain_range_include (&range, type, plot->floor);
      if (!plot->log_loss)
        chain_range_include (&range, type, 0.0);
      else if (is_wide (range))
        {
          range = round_range (range);
          margin = 0.0;
        }
    }

  chain_scale_init (&drawing->frame.y, type, 0.0, range, margin);
  /* A loss is never negative: no margin below 0. */
  if (!plot->log_loss && drawing->frame.y.low < 0.0)
    {
      range = (ChainRange) { 0.0, drawing->frame.y.high };
      chain_scale_init (&drawing->frame.y, type, 0.0, range, 0.0);
    }
}

static bool
is_inside_y (const Drawing *drawing,
             double         value)
{
  const ChainScale *y = &drawing->frame.y;

  return chain_scale_represents (y, value) && value >= y->low && value <= y->high;
}

static void
draw_reference_line (Drawing *drawing,
                     double   value,
                     bool     dotted)
{
  static const double dashes[] = { 6.0, 3.0 };
  static const double dots[] = { 1.5, 2.5 };
  const ChainFrame *frame = &drawing->frame;
  double y = floor (chain_scale_to_view (&frame->y, value)) + 0.5;

  if (!is_inside_y (drawing, value))
    return;

  chain_style_set_source (frame->style, CHAIN_COLOR_REFERENCE, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  cairo_set_dash (frame->cr, dotted ? dots : dashes, 2, 0.0);
  cairo_move_to (frame->cr, frame->inside.left, y);
  cairo_line_to (frame->cr, frame->inside.right, y);
  cairo_stroke (frame->cr);
  cairo_set_dash (frame->cr, NULL, 0, 0.0);
  chain_room_add_rule (&drawing->room, y);
}

static void
label_reference_line (Drawing    *drawing,
                      double      value,
                      const char *name)
{
  const ChainFrame *frame = &drawing->frame;
  double gap = 0.45 * chain_frame_em (frame);
  double y = chain_scale_to_view (&frame->y, value);
  double left = frame->inside.left + 2.0 * gap;
  ChainSpot spots[] = {
    { frame->inside.right, y - gap, { 1.0, 1.0 } },
    { frame->inside.right, y + gap, { 1.0, 0.0 } },
    { left, y - gap, { 0.0, 1.0 } },
    { left, y + gap, { 0.0, 0.0 } },
    { (left + frame->inside.right) / 2.0, y - gap, { 0.5, 1.0 } },
  };
  char number[CHAIN_NUMBER_SIZE];
  char label[LABEL_SIZE];

  if (!is_inside_y (drawing, value))
    return;

  chain_number_significant (number, value, 4);
  snprintf (label, sizeof label, "%s %s", name, number);
  chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_REFERENCE, label, spots, 5);
}

/* A sentence in a corner, where the curve is least often: at the lower left. */
static void
remark (Drawing        *drawing,
        ChainColorRole  role,
        const char     *markup)
{
  const ChainFrame *frame = &drawing->frame;
  double gap = 0.8 * chain_frame_em (frame);
  double left = frame->inside.left + gap, right = frame->inside.right - gap;
  double top = frame->inside.top + gap, bottom = frame->inside.bottom - gap;
  double above = bottom - 1.4 * chain_frame_em (frame);
  ChainSpot spots[] = {
    { left, bottom, { 0.0, 1.0 } },
    { left, above, { 0.0, 1.0 } },
    { right, bottom, { 1.0, 1.0 } },
    { right, top, { 1.0, 0.0 } },
    { left, top, { 0.0, 0.0 } },
  };

  chain_room_show_label (&drawing->room, frame, role, markup, spots, 5);
}

/* A vertical line at the step of an event. */
static void
draw_event (const ChainFrame *frame,
            ChainColorRole    role,
            double            x)
{
  static const double dashes[] = { 2.0, 2.0 };

  chain_style_set_source (frame->style, role, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  cairo_set_dash (frame->cr, dashes, 2, 0.0);
  cairo_move_to (frame->cr, floor (x) + 0.5, frame->inside.top);
  cairo_line_to (frame->cr, floor (x) + 0.5, frame->inside.bottom);
  cairo_stroke (frame->cr);
  cairo_set_dash (frame->cr, NULL, 0, 0.0);
}

/* One mark in a column of pixels, however often something was changed there. */
static void
draw_changes (Drawing *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double size = 0.3 * chain_frame_em (frame);
  double last = -HUGE_VAL;

  for (size_t i = 0; i < drawing->plot->n_changes; i++)
    {
      double step = (double) drawing->plot->changes[i];
      double x = floor (chain_scale_to_view (&frame->x, step)) + 0.5;

      if (step < frame->x.low || step > frame->x.high || x == last)
        continue;
      draw_event (frame, CHAIN_COLOR_CHANGE, x);
      cairo_move_to (frame->cr, x - size, frame->inside.top);
      cairo_line_to (frame->cr, x + size, frame->inside.top);
      cairo_line_to (frame->cr, x, frame->inside.top + 1.6 * size);
      cairo_close_path (frame->cr);
      cairo_fill (frame->cr);
      last = x;
    }
}

/* Where the subject left the finite numbers, in words too. */
static void
draw_divergence (Drawing *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  const ChainLossRun *run = &drawing->plot->runs[0];
  double x = chain_scale_to_view (&frame->x, (double) run->diverged_step);
  double gap = 0.5 * chain_frame_em (frame);
  double middle = (frame->inside.top + frame->inside.bottom) / 2.0;
  ChainSpot spots[] = {
    { x - gap, frame->inside.top + 2.0 * gap, { 1.0, 0.0 } },
    { x - gap, frame->inside.bottom - 2.0 * gap, { 1.0, 1.0 } },
    { x - gap, middle, { 1.0, 0.5 } },
    { x - gap, (middle + frame->inside.bottom) / 2.0, { 1.0, 0.5 } },
    { frame->inside.left + gap, frame->inside.top + 2.0 * gap, { 0.0, 0.0 } },
  };
  char label[LABEL_SIZE];

  if (!run->diverged)
    return;

  draw_event (frame, CHAIN_COLOR_ALERT, x);
  snprintf (label, sizeof label, _("diverged at step %.0f"), (double) run->diverged_step);
  chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_ALERT, label, spots, 5);
}

/* The newest value of the subject, as a dot and in figures. */
static void
draw_last (Drawing *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  const ChainSeries *loss = drawing->plot->runs[0].loss;
  double radius = 0.26 * chain_frame_em (frame);
  double gap = 2.2 * radius;
  double value, x, y;
  char number[CHAIN_NUMBER_SIZE];

  if (loss->count == 0)
    return;

  value = loss->buckets[chain_series_n_buckets (loss) - 1].last;
  if (!is_inside_y (drawing, value))
    return;

  x = chain_scale_to_view (&frame->x, (double) (loss->start + loss->count - 1));
  y = chain_scale_to_view (&frame->y, value);
  chain_style_set_source (frame->style, CHAIN_COLOR_NETWORK, frame->cr);
  cairo_arc (frame->cr, x, y, radius, 0.0, TWO_PI);
  cairo_fill (frame->cr);

  chain_number_significant (number, value, 4);
  chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_NETWORK, number, (ChainSpot[]) {
    { x + gap, y, { 0.0, 0.5 } }, /* ahead of the curve, if the axis goes on there */
    { x + radius, y - gap, { 1.0, 1.0 } },
    { x + radius, y + gap, { 1.0, 0.0 } },
    { x + radius, y - 3.0 * gap, { 1.0, 1.0 } },
    { x + radius, y + 3.0 * gap, { 1.0, 0.0 } },
  }, 5);
}

/* What a reader of the curve alone might get wrong. */
static void
draw_remarks (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  const ChainSeries *loss = plot->runs[0].loss;
  ChainBucket all;

  if (plot->floor == 0.0)
    remark (drawing, CHAIN_COLOR_DIM_TEXT,
            _("floor 0: a monotone curve can fit the samples exactly"));
  else if (plot->floor > 0.0 && isfinite (plot->floor) && !is_inside_y (drawing, plot->floor))
    {
      char number[CHAIN_NUMBER_SIZE];
      char label[LABEL_SIZE];

      chain_number_significant (number, plot->floor, 4);
      snprintf (label, sizeof label, _("floor %s, far below this axis"), number);
      remark (drawing, CHAIN_COLOR_DIM_TEXT, label);
    }

  if (chain_series_query (loss, loss->start, loss->start + loss->count, &all) == 0)
    return;
  if (plot->log_loss && all.min <= 0.0)
    remark (drawing, CHAIN_COLOR_DIM_TEXT, _("a loss of 0 is below any logarithmic axis"));
  else if (loss->count > 1 && all.min == all.max)
    remark (drawing, CHAIN_COLOR_DIM_TEXT, _("the loss is the same at every step"));
}

static void
draw_curves (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  ChainFrame *frame = &drawing->frame;

  chain_room_init (&drawing->room, &frame->inside);
  for (size_t i = 0; i < plot->n_runs; i++)
    chain_curve_occupy (frame, plot->runs[i].loss, &drawing->room);

  chain_frame_clip (frame);
  draw_changes (drawing);
  draw_reference_line (drawing, plot->best_constant, false);
  draw_reference_line (drawing, plot->floor, true);
  for (size_t i = plot->n_runs; i-- > 0;)
    chain_curve_draw (frame, plot->runs[i].loss, CHAIN_COLOR_NETWORK,
                      i == 0 ? LINE_WIDTH : LINE_WIDTH / 2.0);
  label_reference_line (drawing, plot->best_constant, _("best constant"));
  if (plot->floor > 0.0)
    label_reference_line (drawing, plot->floor, _("floor"));
  draw_divergence (drawing);
  draw_last (drawing);
  draw_remarks (drawing);
  chain_frame_unclip (frame);
}

/* Returns the sentence for what cannot be drawn as a curve, or NULL. */
static const char *
explain_absence (const Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  bool any = false, zero = false;

  for (size_t i = 0; i < plot->n_runs; i++)
    {
      const ChainSeries *loss = plot->runs[i].loss;

      any = any || loss->count > 0;
      zero = zero || (loss->count > 0 && loss->buckets[0].first == 0.0);
    }

  if (!any)
    return _("No loss yet: nothing has been computed.");
  if (drawing->frame.y.state != CHAIN_RANGE_EMPTY)
    return NULL;

  return zero ? _("The loss is 0, which a logarithmic axis cannot show.")
              : _("The loss is not a finite number at any step.");
}

/**
 * chain_loss_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws the loss of each run from its first step to its last, every extreme included, at a cost
 * that does not depend on the number of steps; and for the first run its newest value, where it
 * diverged, and what it is to be compared with. Any thread may call it.
 */
void
chain_loss_plot_draw (const ChainLossPlot *plot,
                      cairo_t             *cr,
                      double               width,
                      double               height)
{
  Drawing drawing = { .plot = plot };
  ChainFrame *frame = &drawing.frame;
  const char *absence;
  double em;

  if (!chain_frame_begin (frame, &plot->style, cr, width, height))
    return;

  em = chain_frame_em (frame);
  choose_steps (&drawing);
  choose_losses (&drawing);
  absence = explain_absence (&drawing);

  frame->inside.top += ceil (0.6 * em);
  frame->inside.right -= ceil (1.1 * em);
  frame->inside.bottom -= ceil (height > 5.0 * em ? 1.8 * em : 0.3 * em);
  chain_frame_layout_y (frame, 8);
  chain_frame_layout_x (frame, 8);

  if (absence == NULL)
    {
      chain_frame_draw_x (frame, CHAIN_MINOR_NONE, _("step"));
      chain_frame_draw_y (frame, CHAIN_MINOR_MARKS);
      chain_frame_draw_axes (frame);
      draw_curves (&drawing);
    }
  else
    {
      chain_frame_draw_axes (frame);
      chain_frame_say (frame, CHAIN_COLOR_DIM_TEXT, absence);
    }

  chain_frame_end (frame);
}
