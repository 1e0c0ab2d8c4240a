// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-loss-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-average.h"
#include "chain-curve.h"
#include "chain-loss-crosshair.h"
#include "chain-plot-i18n.h"
#include "chain-step-axis.h"
#include "chain-step-chart.h"

#define TWO_PI 6.283185307179586

#define LABEL_SIZE 256

/* How pale the raw curve is under its average. */
#define PALE 0.45

/* A drawing in progress. */
typedef struct
{
  ChainStepChart chart; /* first */
  const ChainLossPlot *plot;
} Drawing;

/**
 * chain_loss_plot_init:
 * @plot: (out): a plot with a logarithmic loss axis and without runs
 */
void
chain_loss_plot_init (ChainLossPlot *plot)
{
  *plot = (ChainLossPlot) {
    .best_constant = NAN, .floor = NAN, .log_loss = true, .show_legend = true,
  };
  chain_range_init (&plot->steps);
  chain_range_init (&plot->losses);
  chain_style_init (&plot->style, false);
}

static void
choose_steps (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  ChainRange steps;

  chain_range_init (&steps);
  for (size_t i = 0; i < plot->n_runs; i++)
    {
      chain_step_axis_include (&steps, plot->runs[i].loss);
      if (plot->runs[i].diverged && plot->runs[i].loss->count > 0)
        chain_range_include (&steps, &chain_scale_linear, (double) plot->runs[i].diverged_step);
    }
  chain_step_axis_init (&drawing->chart.frame.x, steps, plot->steps, plot->log_steps);
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

/* What the axis must show of the losses: all runs, and what they are compared with. */
static ChainRange
find_range (const Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  const ChainScaleType *type = plot->log_loss ? &chain_scale_log : &chain_scale_linear;
  ChainRange range;

  chain_range_init (&range);
  for (size_t i = 0; i < plot->n_runs; i++)
    chain_step_axis_include_values (&range, type, plot->runs[i].loss, &drawing->chart.frame.x);
  if (plot->batches != NULL)
    chain_step_axis_include_values (&range, type, plot->batches, &drawing->chart.frame.x);

  /* Who looks at a part of the steps looks at the curve. */
  if (range.low <= range.high && !(plot->steps.low < plot->steps.high))
    {
      chain_range_include (&range, type, plot->best_constant);
      /* A floor of 1e-30 must not squeeze the run into a line at the top. */
      if (!plot->log_loss || plot->floor > 1e-3 * range.low)
        chain_range_include (&range, type, plot->floor);
      if (!plot->log_loss)
        chain_range_include (&range, type, 0.0);
    }

  return range;
}

static void
choose_losses (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  const ChainScaleType *type = plot->log_loss ? &chain_scale_log : &chain_scale_linear;
  ChainRange range = find_range (drawing);
  double margin = 0.06;

  /* Without a curve there is something to say instead, whatever was chosen. */
  if (range.low <= range.high && plot->losses.low < plot->losses.high
      && isfinite (plot->losses.high) && isfinite (plot->losses.low)
      && (!plot->log_loss || plot->losses.low > 0.0))
    {
      chain_scale_init (&drawing->chart.frame.y, type, 0.0, plot->losses, 0.0);
      return;
    }

  if (range.low <= range.high && plot->log_loss && is_wide (range))
    {
      range = round_range (range);
      margin = 0.0;
    }
  chain_scale_init (&drawing->chart.frame.y, type, 0.0, range, margin);
  /* A loss is never negative: no margin below 0. */
  if (!plot->log_loss && range.low >= 0.0 && drawing->chart.frame.y.low < 0.0)
    {
      range = (ChainRange) { 0.0, drawing->chart.frame.y.high };
      chain_scale_init (&drawing->chart.frame.y, type, 0.0, range, 0.0);
    }
}

static bool
is_inside_y (const Drawing *drawing,
             double         value)
{
  const ChainScale *y = &drawing->chart.frame.y;

  return chain_scale_represents (y, value) && value >= y->low && value <= y->high;
}

static ChainPen
pen_of (const ChainLossPlot *plot,
        ChainLossItem        item)
{
  static const ChainPen pens[CHAIN_N_LOSS_ITEMS] = {
    [CHAIN_LOSS_RUN] = { CHAIN_COLOR_NETWORK, 1.0, 2.0, CHAIN_DASH_NONE },
    [CHAIN_LOSS_BATCHES] = { CHAIN_COLOR_NETWORK, PALE, 1.0, CHAIN_DASH_NONE },
    [CHAIN_LOSS_OTHER_RUNS] = { CHAIN_COLOR_NETWORK, 1.0, 1.0, CHAIN_DASH_NONE },
    [CHAIN_LOSS_AVERAGE] = { CHAIN_COLOR_NETWORK, 1.0, 2.0, CHAIN_DASH_NONE },
    [CHAIN_LOSS_BEST_CONSTANT] = { CHAIN_COLOR_REFERENCE, 1.0, 1.0, CHAIN_DASH_DASHED },
    [CHAIN_LOSS_FLOOR] = { CHAIN_COLOR_REFERENCE, 1.0, 1.0, CHAIN_DASH_DOTTED },
  };
  ChainPen pen = pens[item];

  if (item == CHAIN_LOSS_RUN && plot->average > 0.0 && plot->batches == NULL)
    {
      pen.opacity = PALE;
      pen.width = 1.4;
    }
  return pen;
}

/* Whether there is such a thing on these axes, drawn or hidden. */
static bool
has_item (const Drawing *drawing,
          ChainLossItem  item)
{
  const ChainLossPlot *plot = drawing->plot;

  switch (item)
    {
    case CHAIN_LOSS_RUN:
      return plot->n_runs > 0;
    case CHAIN_LOSS_BATCHES:
      return plot->n_runs > 0 && plot->batches != NULL;
    case CHAIN_LOSS_OTHER_RUNS:
      return plot->n_runs > 1;
    case CHAIN_LOSS_AVERAGE:
      return plot->n_runs > 0 && plot->average > 0.0 && plot->average < 1.0;
    case CHAIN_LOSS_BEST_CONSTANT:
      return is_inside_y (drawing, plot->best_constant);
    case CHAIN_LOSS_FLOOR:
      return is_inside_y (drawing, plot->floor);
    default:
      return false;
    }
}

static bool
shows (const Drawing *drawing,
       ChainLossItem  item)
{
  return has_item (drawing, item) && !(drawing->plot->hidden >> item & 1);
}

static void
fill_legend (Drawing *drawing)
{
  const char *names[CHAIN_N_LOSS_ITEMS] = {
    [CHAIN_LOSS_RUN] = _("loss"),
    [CHAIN_LOSS_BATCHES] = _("batch loss"),
    [CHAIN_LOSS_OTHER_RUNS] = _("other runs"),
    [CHAIN_LOSS_AVERAGE] = _("average"),
    [CHAIN_LOSS_BEST_CONSTANT] = _("best constant"),
    [CHAIN_LOSS_FLOOR] = _("floor"),
  };

  for (int item = 0; item < CHAIN_N_LOSS_ITEMS && drawing->plot->show_legend; item++)
    if (has_item (drawing, (ChainLossItem) item))
      chain_legend_add (&drawing->chart.legend, (unsigned) item, drawing->plot->hidden >> item & 1,
                        CHAIN_KEY_LINE, pen_of (drawing->plot, (ChainLossItem) item), names[item]);
  /* Of one curve everybody knows what it is. */
  if (drawing->chart.legend.n < 2)
    chain_legend_init (&drawing->chart.legend);
}

static void
draw_reference_line (Drawing      *drawing,
                     ChainLossItem item,
                     double        value)
{
  const ChainFrame *frame = &drawing->chart.frame;
  double y = floor (chain_scale_to_view (&frame->y, value)) + 0.5;
  ChainPen pen = pen_of (drawing->plot, item);

  if (!shows (drawing, item))
    return;

  cairo_move_to (frame->cr, frame->inside.left, y);
  cairo_line_to (frame->cr, frame->inside.right, y);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

static void
label_reference_line (Drawing      *drawing,
                      ChainLossItem item,
                      double        value,
                      const char   *name)
{
  const ChainFrame *frame = &drawing->chart.frame;
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

  if (!shows (drawing, item))
    return;

  chain_number_significant (number, value, 4);
  snprintf (label, sizeof label, "%s %s", name, number);
  chain_room_show_label (&drawing->chart.room, frame, CHAIN_COLOR_REFERENCE, label, spots, 5);
}

/* A sentence in a corner, where the curve is least often: at the lower left. */
static void
remark (Drawing        *drawing,
        ChainColorRole  role,
        const char     *markup)
{
  const ChainFrame *frame = &drawing->chart.frame;
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

  chain_room_show_label (&drawing->chart.room, frame, role, markup, spots, 5);
}

/* Where runs left the finite numbers; of the subject in words too. */
static void
draw_divergence (Drawing *drawing)
{
  const ChainFrame *frame = &drawing->chart.frame;
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

  for (size_t i = 0; i < drawing->plot->n_runs; i++)
    if (drawing->plot->runs[i].diverged)
      chain_step_axis_draw_event (frame, CHAIN_COLOR_ALERT,
                                  (double) drawing->plot->runs[i].diverged_step);
  if (!run->diverged || (double) run->diverged_step < frame->x.low
      || (double) run->diverged_step > frame->x.high)
    return;

  snprintf (label, sizeof label, _("diverged at step %.0f"), (double) run->diverged_step);
  chain_room_show_label (&drawing->chart.room, frame, CHAIN_COLOR_ALERT, label, spots, 5);
}

/* The newest value of the subject, as a dot and in figures. */
static void
draw_last (Drawing *drawing)
{
  const ChainFrame *frame = &drawing->chart.frame;
  const ChainSeries *loss = drawing->plot->runs[0].loss;
  double radius = 0.26 * chain_frame_em (frame);
  double gap = 2.2 * radius;
  double value, x, y;
  char number[CHAIN_NUMBER_SIZE];

  if (loss->count == 0 || !shows (drawing, CHAIN_LOSS_RUN))
    return;

  value = loss->buckets[chain_series_n_buckets (loss) - 1].last;
  if (!is_inside_y (drawing, value) || (double) (loss->start + loss->count - 1) > frame->x.high)
    return;

  x = chain_scale_to_view (&frame->x, (double) (loss->start + loss->count - 1));
  y = chain_scale_to_view (&frame->y, value);
  chain_style_set_source (frame->style, CHAIN_COLOR_NETWORK, frame->cr);
  cairo_arc (frame->cr, x, y, radius, 0.0, TWO_PI);
  cairo_fill (frame->cr);

  chain_number_significant (number, value, 4);
  chain_room_show_label (&drawing->chart.room, frame, CHAIN_COLOR_NETWORK, number, (ChainSpot[]) {
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
  else if (plot->floor > 0.0 && plot->floor < drawing->chart.frame.y.low
           && !(plot->steps.low < plot->steps.high) && !(plot->losses.low < plot->losses.high))
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
draw_runs (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;

  if (shows (drawing, CHAIN_LOSS_BATCHES))
    {
      ChainPen pen = pen_of (plot, CHAIN_LOSS_BATCHES);

      chain_curve_draw (&drawing->chart.frame, plot->batches, &pen);
    }

  for (size_t i = plot->n_runs; i-- > 0;)
    {
      ChainLossItem item = i == 0 ? CHAIN_LOSS_RUN : CHAIN_LOSS_OTHER_RUNS;
      ChainPen pen = pen_of (plot, item);

      if (shows (drawing, item))
        chain_curve_draw (&drawing->chart.frame, plot->runs[i].loss, &pen);
    }

  if (shows (drawing, CHAIN_LOSS_AVERAGE))
    {
      ChainPen pen = pen_of (plot, CHAIN_LOSS_AVERAGE);

      chain_average_draw (&drawing->chart.frame, plot->batches != NULL ? plot->batches : plot->runs[0].loss,
                          plot->average, &pen);
    }
}

static void
draw_base (ChainStepChart *chart)
{
  Drawing *drawing = (Drawing *) chart;
  const ChainLossPlot *plot = drawing->plot;
  ChainFrame *frame = &chart->frame;

  chain_frame_draw_x (frame, CHAIN_MINOR_NONE, _("step"));
  chain_frame_draw_y (frame, CHAIN_MINOR_MARKS);
  chain_frame_draw_axes (frame);
  chain_legend_draw (&drawing->chart.legend, frame);

  chain_frame_clip (frame);
  chain_step_axis_draw_changes (frame, plot->changes, plot->n_changes);
  draw_reference_line (drawing, CHAIN_LOSS_BEST_CONSTANT, plot->best_constant);
  draw_reference_line (drawing, CHAIN_LOSS_FLOOR, plot->floor);
  draw_runs (drawing);
  chain_frame_unclip (frame);
}

static void
occupy (Drawing *drawing)
{
  const ChainLossPlot *plot = drawing->plot;
  const ChainFrame *frame = &drawing->chart.frame;

  chain_room_init (&drawing->chart.room, &frame->inside);
  if (shows (drawing, CHAIN_LOSS_BEST_CONSTANT))
    chain_room_add_rule (&drawing->chart.room, chain_scale_to_view (&frame->y, plot->best_constant));
  if (shows (drawing, CHAIN_LOSS_FLOOR))
    chain_room_add_rule (&drawing->chart.room, chain_scale_to_view (&frame->y, plot->floor));
  for (size_t i = 0; i < plot->n_runs; i++)
    if (shows (drawing, i == 0 ? CHAIN_LOSS_RUN : CHAIN_LOSS_OTHER_RUNS))
      chain_curve_occupy (frame, plot->runs[i].loss, &drawing->chart.room);
}

/* The crosshair's figures are asked for; the labels make way for them. */
static void
draw_overlay (ChainStepChart *chart)
{
  Drawing *drawing = (Drawing *) chart;
  const ChainLossPlot *plot = drawing->plot;
  ChainFrame *frame = &chart->frame;

  occupy (drawing);
  chain_frame_clip (frame);
  if (plot->has_crosshair)
    chain_loss_crosshair_draw (plot, frame, &drawing->chart.room, shows (drawing, CHAIN_LOSS_AVERAGE));
  label_reference_line (drawing, CHAIN_LOSS_BEST_CONSTANT, plot->best_constant, _("best constant"));
  label_reference_line (drawing, CHAIN_LOSS_FLOOR, plot->floor, _("floor"));
  draw_divergence (drawing);
  draw_last (drawing);
  draw_remarks (drawing);
  chain_frame_unclip (frame);
}

static void
prepare (ChainStepChart *chart)
{
  Drawing *drawing = (Drawing *) chart;

  choose_steps (drawing);
  choose_losses (drawing);
  fill_legend (drawing);
}

static const char *
explain_absence (const ChainStepChart *chart)
{
  const ChainLossPlot *plot = ((const Drawing *) chart)->plot;
  bool any = false, zero = false;

  for (size_t i = 0; i < plot->n_runs; i++)
    {
      const ChainSeries *loss = plot->runs[i].loss;

      any = any || loss->count > 0;
      zero = zero || (loss->count > 0 && loss->buckets[0].first == 0.0);
    }

  if (!any)
    return _("No loss yet: nothing has been computed.");
  if (chart->frame.y.state != CHAIN_RANGE_EMPTY)
    return NULL;

  return zero ? _("The loss is 0, which a logarithmic axis cannot show.")
              : _("The loss is not a finite number at any step.");
}

static Drawing
begin (const ChainLossPlot *plot)
{
  static const ChainStepChartType type = { prepare, explain_absence, draw_base, draw_overlay };

  return (Drawing) { .chart = { .type = &type, .style = &plot->style }, .plot = plot };
}

/**
 * chain_loss_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws the loss of each run over the steps that are seen, every extreme included, at a cost
 * that does not depend on the number of steps; and for the first run its average, its newest
 * value, where it diverged, and what it is to be compared with. Any thread may call it.
 */
void
chain_loss_plot_draw (const ChainLossPlot *plot,
                      cairo_t             *cr,
                      double               width,
                      double               height)
{
  chain_loss_plot_draw_layers (plot, cr, width, height, CHAIN_LAYERS_ALL);
}

/**
 * chain_loss_plot_draw_layers:
 * @layers: what of it
 *
 * Draws the base, or what the pointer moves over it. One after the other is the whole drawing.
 */
void
chain_loss_plot_draw_layers (const ChainLossPlot *plot,
                             cairo_t             *cr,
                             double               width,
                             double               height,
                             ChainLayers          layers)
{
  Drawing drawing = begin (plot);

  chain_step_chart_draw (&drawing.chart, cr, width, height, layers);
}

/**
 * chain_loss_plot_area:
 * @area: (out): where the curves are, and the maps between steps or losses and places
 *
 * Returns: false where there is no curve, or the page is too small
 */
bool
chain_loss_plot_area (const ChainLossPlot *plot,
                      double               width,
                      double               height,
                      ChainArea           *area)
{
  Drawing drawing = begin (plot);

  return chain_step_chart_area (&drawing.chart, width, height, area);
}

/**
 * chain_loss_plot_legend:
 * @legend: (out): the entries that there is room for, with their boxes; their items are
 *   ChainLossItem
 */
void
chain_loss_plot_legend (const ChainLossPlot *plot,
                        double               width,
                        double               height,
                        ChainLegend         *legend)
{
  Drawing drawing = begin (plot);

  chain_step_chart_legend (&drawing.chart, width, height, legend);
}
