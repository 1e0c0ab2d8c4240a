// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fit-plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chain-fit-curves.h"
#include "chain-fit-probe.h"
#include "chain-plot-i18n.h"

/* Places that are enough for the extremes of a curve of low degree. */
#define COURSE 64

/* A polynomial of more terms is no name. */
#define MOST_TERMS 3

static const double square[] = { 0.0, 0.0, 1.0 };

/**
 * chain_fit_plot_init:
 * @plot: (out): a plot of y = x² from 0 to 2, without runs and samples
 */
void
chain_fit_plot_init (ChainFitPlot *plot)
{
  *plot = (ChainFitPlot) {
    .target = square,
    .n_target = 3,
    .x_min = 0.0,
    .x_max = 2.0,
    .probe_x = NAN,
    .probe_y = NAN,
    .sample_x = NAN,
    .sample_y = NAN,
    .show_network = true,
    .show_target = true,
    .show_samples = true,
    .show_legend = true,
  };
  chain_style_init (&plot->style, false);
}

/**
 * chain_fit_plot_target:
 *
 * Returns: the target polynomial at @x, by Horner's rule
 */
double
chain_fit_plot_target (const ChainFitPlot *plot,
                       double              x)
{
  double y = 0.0;

  for (size_t i = plot->n_target; i-- > 0;)
    y = y * x + plot->target[i];

  return y;
}

/* A value as the network sees it. */
static double
to_network (double value,
            double mean,
            double deviation)
{
  return (value - mean) / (deviation == 0.0 ? 1.0 : deviation);
}

/**
 * chain_fit_run_evaluate:
 * @x: in the units of the data
 *
 * Returns: ŷ in the units of the data
 */
double
chain_fit_run_evaluate (const ChainFitRun *run,
                        double             x)
{
  const ChainUnits *units = &run->units;
  double output = chain_network_evaluate (run->shape, run->parameters,
                                          to_network (x, units->x_mean, units->x_deviation));

  return units->y_mean + (units->y_deviation == 0.0 ? 1.0 : units->y_deviation) * output;
}

/**
 * chain_fit_run_contributions:
 * @x: in the units of the data
 * @values: (out): W₃[k]·h₂[k] for each neuron of layer 2, as long in the units of the data as
 *   it is in those of the network
 */
void
chain_fit_run_contributions (const ChainFitRun *run,
                             double             x,
                             double            *values)
{
  const ChainUnits *units = &run->units;
  const double *w3 = run->parameters + chain_shape_group_offset (run->shape, CHAIN_W3);
  ChainForward forward;

  chain_network_forward (run->shape, run->parameters,
                         to_network (x, units->x_mean, units->x_deviation), &forward);
  for (int k = 0; k < run->shape.hidden2; k++)
    values[k] = (units->y_deviation == 0.0 ? 1.0 : units->y_deviation) * w3[k] * forward.h2[k];
}

/* Whether there is such a thing, drawn or hidden. */
static bool
has_item (const ChainFitPlot *plot,
          ChainFitItem        item)
{
  switch (item)
    {
    case CHAIN_FIT_NETWORK:
      return plot->show_network && plot->n_runs > 0;
    case CHAIN_FIT_TARGET:
      return plot->show_target && plot->n_target > 0;
    case CHAIN_FIT_SAMPLES:
      return plot->show_samples && plot->n_samples > 0;
    case CHAIN_FIT_MONOTONE:
      return plot->n_monotone > 0;
    case CHAIN_FIT_RESIDUALS:
      return plot->show_residuals && plot->n_samples > 0 && plot->n_runs > 0;
    case CHAIN_FIT_CONTRIBUTIONS:
      return plot->show_contributions && plot->n_runs > 0 && plot->runs[0].shape.hidden2 > 1;
    default:
      return false;
    }
}

/**
 * chain_fit_plot_shows:
 *
 * Returns: whether there is @item in the plot and it is not hidden
 */
bool
chain_fit_plot_shows (const ChainFitPlot *plot,
                      ChainFitItem        item)
{
  return has_item (plot, item) && !(plot->hidden >> item & 1);
}

/* Contributions may be far from the data. They widen the axis by as much as the data take on
 * either side at most, in quarters of that, so that it rests while they grow. */
static void
include_contributions (const ChainFitPlot *plot,
                       ChainRange          x,
                       ChainRange         *y)
{
  double span = y->high - y->low;
  ChainRange range = *y;

  if (!(span > 0.0) || !isfinite (span))
    return;

  for (int i = 0; i <= COURSE; i++)
    {
      double values[CHAIN_MAX_WIDTH];

      chain_fit_run_contributions (&plot->runs[0], x.low + (x.high - x.low) * i / COURSE, values);
      for (int k = 0; k < plot->runs[0].shape.hidden2; k++)
        chain_range_include (&range, &chain_scale_linear, values[k]);
    }

  y->low -= 0.25 * span * fmin (ceil (4.0 * (y->low - range.low) / span), 4.0);
  y->high += 0.25 * span * fmin (ceil (4.0 * (range.high - y->high) / span), 4.0);
}

/* Widens @y for a curve of the first run that would hardly be seen in it, as it is with a start
 * far from the data: by half spans, so that the axis does not follow every move, and by no more
 * than two, so that a curve that shoots away leaves the data their room. */
static void
include_lost_curve (const ChainFitPlot *plot,
                    ChainRange          x,
                    ChainRange         *y)
{
  double span = y->high - y->low, above = 0.0, below = 0.0;
  int n_seen = 0;

  if (!(span > 0.0) || !isfinite (span) || plot->n_runs == 0)
    return;

  for (int i = 0; i <= COURSE; i++)
    {
      double value = chain_fit_run_evaluate (&plot->runs[0], x.low + (x.high - x.low) * ((double) i / COURSE));

      n_seen += value >= y->low && value <= y->high;
      above = fmax (above, ceil (2.0 * (value - y->high) / span));
      below = fmax (below, ceil (2.0 * (y->low - value) / span));
    }

  if (n_seen > COURSE / 10)
    return;
  y->high += 0.5 * span * fmin (above, 4.0);
  y->low -= 0.5 * span * fmin (below, 4.0);
}

/* The axes follow what is to be learnt, not a curve that shoots away from it, and not what is
 * hidden, so that a click on the legend moves nothing. */
static void
choose_axes (const ChainFitPlot *plot,
             ChainFrame         *frame)
{
  ChainRange x, y;

  chain_range_init (&x);
  chain_range_init (&y);

  for (size_t i = 0; i < plot->n_samples; i++)
    {
      chain_range_include (&x, &chain_scale_linear, plot->x[i]);
      chain_range_include (&y, &chain_scale_linear, plot->y[i]);
    }
  if (plot->x_min < plot->x_max)
    {
      chain_range_include (&x, &chain_scale_linear, plot->x_min);
      chain_range_include (&x, &chain_scale_linear, plot->x_max);
    }
  chain_scale_init (&frame->x, &chain_scale_linear, 0.0, x, 0.04);

  for (int i = 0; i <= COURSE && frame->x.state == CHAIN_RANGE_PROPER; i++)
    {
      double place = x.low + (x.high - x.low) * ((double) i / COURSE);

      if (plot->n_target > 0)
        chain_range_include (&y, &chain_scale_linear, chain_fit_plot_target (plot, place));
      else if (plot->n_samples == 0 && plot->n_runs > 0)
        chain_range_include (&y, &chain_scale_linear,
                             chain_fit_run_evaluate (&plot->runs[0], place));
    }
  if (has_item (plot, CHAIN_FIT_CONTRIBUTIONS) && frame->x.state == CHAIN_RANGE_PROPER)
    include_contributions (plot, x, &y);
  if (frame->x.state == CHAIN_RANGE_PROPER)
    include_lost_curve (plot, x, &y);
  chain_scale_init (&frame->y, &chain_scale_linear, 0.0, y, 0.06);
}

/* “x²”, “0.5 + x − 2x³”: the target by its own name, or by the word for it where that is long. */
static void
name_target (const ChainFitPlot *plot,
             char                markup[CHAIN_LEGEND_LABEL_SIZE])
{
  char text[MOST_TERMS * 48] = "";
  int terms = 0, length = 0;
  bool is_short = true;

  for (size_t i = 0; i < plot->n_target && is_short; i++)
    {
      double coefficient = plot->target[i], size = fabs (coefficient);
      const char *sign = coefficient < 0.0 ? (terms > 0 ? " − " : "−") : (terms > 0 ? " + " : "");
      char number[24] = "";

      if (coefficient == 0.0)
        continue;
      if (i == 0 || size != 1.0)
        snprintf (number, sizeof number, "%.4g", size);
      is_short = ++terms <= MOST_TERMS && strchr (number, 'e') == NULL;
      if (is_short)
        length += snprintf (text + length, sizeof text - (size_t) length, i > 1 ? "%s%s%s<sup>%d</sup>" : "%s%s%s",
                            sign, number, i > 0 ? "x" : "", (int) i);
    }

  if (is_short && length < CHAIN_LEGEND_LABEL_SIZE)
    snprintf (markup, CHAIN_LEGEND_LABEL_SIZE, "%s", terms > 0 ? text : "0");
  else
    snprintf (markup, CHAIN_LEGEND_LABEL_SIZE, "%s", _("target"));
}

static void
fill_legend (const ChainFitPlot *plot,
             ChainLegend        *legend)
{
  char target[CHAIN_LEGEND_LABEL_SIZE];
  const char *names[CHAIN_N_FIT_ITEMS] = {
    [CHAIN_FIT_NETWORK] = _("network"),
    [CHAIN_FIT_TARGET] = target,
    [CHAIN_FIT_SAMPLES] = _("samples"),
    [CHAIN_FIT_MONOTONE] = _("best monotone curve"),
    [CHAIN_FIT_RESIDUALS] = _("errors"),
    [CHAIN_FIT_CONTRIBUTIONS] = "W<sub>3</sub>[k]·h<sub>2</sub>[k]",
  };

  name_target (plot, target);
  chain_legend_init (legend);
  for (int item = 0; item < CHAIN_N_FIT_ITEMS && plot->show_legend; item++)
    if (has_item (plot, (ChainFitItem) item))
      chain_legend_add (legend, (unsigned) item, plot->hidden >> item & 1,
                        item == CHAIN_FIT_SAMPLES ? CHAIN_KEY_CIRCLE : CHAIN_KEY_LINE,
                        chain_fit_pen ((ChainFitItem) item), names[item]);
}

/* Returns whether there are axes to draw data on. */
static bool
lay_out (const ChainFitPlot *plot,
         ChainFrame         *frame,
         ChainLegend        *legend)
{
  double em = chain_frame_em (frame);

  choose_axes (plot, frame);
  frame->inside.right -= ceil (0.6 * em);
  frame->inside.bottom -= ceil (frame->page.bottom > 5.0 * em ? 1.8 * em : 0.3 * em);
  fill_legend (plot, legend);
  chain_legend_layout (legend, frame);
  chain_frame_layout_y (frame, 10);
  chain_frame_layout_x (frame, 10);

  return frame->x.state != CHAIN_RANGE_EMPTY && frame->y.state != CHAIN_RANGE_EMPTY;
}

static void
draw_base (const ChainFitPlot *plot,
           ChainFrame         *frame)
{
  chain_frame_draw_x (frame, CHAIN_MINOR_NONE, "x");
  chain_frame_draw_y (frame, CHAIN_MINOR_NONE);
  chain_frame_draw_axes (frame);

  chain_frame_clip (frame);
  if (chain_fit_plot_shows (plot, CHAIN_FIT_TARGET))
    chain_fit_draw_target (plot, frame);
  if (chain_fit_plot_shows (plot, CHAIN_FIT_RESIDUALS))
    chain_fit_draw_residuals (plot, frame);
  if (chain_fit_plot_shows (plot, CHAIN_FIT_SAMPLES))
    chain_fit_draw_samples (plot, frame);
  if (chain_fit_plot_shows (plot, CHAIN_FIT_MONOTONE))
    chain_fit_draw_monotone (plot, frame);
  if (chain_fit_plot_shows (plot, CHAIN_FIT_CONTRIBUTIONS))
    chain_fit_draw_contributions (plot, frame);
  if (chain_fit_plot_shows (plot, CHAIN_FIT_NETWORK))
    chain_fit_draw_networks (plot, frame);
  chain_frame_unclip (frame);
}

static void
draw_overlay (const ChainFitPlot *plot,
              ChainFrame         *frame)
{
  ChainTrace seen = CHAIN_TRACE_VISIBLE;
  ChainRoom room;

  chain_room_init (&room, &frame->inside);
  chain_fit_occupy (plot, frame, &room);

  chain_frame_clip (frame);
  if (chain_fit_plot_shows (plot, CHAIN_FIT_CONTRIBUTIONS))
    chain_fit_label_contributions (plot, frame, &room);
  chain_fit_probe_draw (plot, frame, &room);
  chain_frame_unclip (frame);

  if (chain_fit_plot_shows (plot, CHAIN_FIT_NETWORK))
    seen = chain_fit_find_network (plot, frame);
  if (seen == CHAIN_TRACE_NOT_FINITE)
    chain_frame_say (frame, CHAIN_COLOR_ALERT,
                     _("The network’s output is not a finite number anywhere here."));
  else if (seen == CHAIN_TRACE_OUTSIDE)
    chain_frame_say (frame, CHAIN_COLOR_ALERT,
                     _("The network’s curve is far outside these axes."));
}

/**
 * chain_fit_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws the target, the samples and the curve of each run over the interval of interest, which
 * is widened to hold all samples; and what else the plot is told to show. A curve that leaves
 * the page is cut off at the frame. Costs one evaluation for each column of pixels and run. Any
 * thread may call it.
 */
void
chain_fit_plot_draw (const ChainFitPlot *plot,
                     cairo_t            *cr,
                     double              width,
                     double              height)
{
  chain_fit_plot_draw_layers (plot, cr, width, height, CHAIN_LAYERS_ALL);
}

/**
 * chain_fit_plot_draw_layers:
 * @layers: what of it
 *
 * Draws the base, or what the pointer moves over it. One after the other is the whole drawing.
 */
void
chain_fit_plot_draw_layers (const ChainFitPlot *plot,
                            cairo_t            *cr,
                            double              width,
                            double              height,
                            ChainLayers         layers)
{
  bool has_base = (layers & CHAIN_LAYER_BASE) != 0;
  bool has_axes;
  ChainLegend legend;
  ChainFrame frame;

  if (!chain_frame_begin_layers (&frame, &plot->style, cr, width, height, layers))
    return;

  has_axes = lay_out (plot, &frame, &legend);
  if (has_axes && has_base)
    draw_base (plot, &frame);
  else if (has_base)
    {
      chain_frame_draw_axes (&frame);
      chain_frame_say (&frame, CHAIN_COLOR_DIM_TEXT, _("There are no finite samples to show."));
    }
  if (has_base)
    chain_legend_draw (&legend, &frame);
  if (has_axes && (layers & CHAIN_LAYER_OVERLAY))
    draw_overlay (plot, &frame);

  chain_frame_end (&frame);
}

/**
 * chain_fit_plot_area:
 * @area: (out): where the data are, and the maps between values and places
 *
 * Returns: false where nothing has a place: the page is too small, or there are no axes
 */
bool
chain_fit_plot_area (const ChainFitPlot *plot,
                     double              width,
                     double              height,
                     ChainArea          *area)
{
  ChainLegend legend;
  ChainFrame frame;
  bool any;

  if (!chain_frame_measure (&frame, &plot->style, width, height))
    return false;

  any = lay_out (plot, &frame, &legend);
  chain_frame_get_area (&frame, area);
  chain_frame_end (&frame);
  return any;
}

/**
 * chain_fit_plot_legend:
 * @legend: (out): the entries that there is room for, with their boxes; their items are
 *   ChainFitItem
 */
void
chain_fit_plot_legend (const ChainFitPlot *plot,
                       double              width,
                       double              height,
                       ChainLegend        *legend)
{
  ChainFrame frame;

  chain_legend_init (legend);
  if (!chain_frame_measure (&frame, &plot->style, width, height))
    return;

  lay_out (plot, &frame, legend);
  chain_frame_end (&frame);
}

/**
 * chain_fit_plot_pick_x:
 * @place: on the page, of the pointer
 * @x: (out): the value there; at an end of the axis where the pointer is beyond it
 *
 * Returns: false where there is no axis, and @x is untouched
 */
bool
chain_fit_plot_pick_x (const ChainFitPlot *plot,
                       double              width,
                       double              height,
                       double              place,
                       double             *x)
{
  ChainArea area;

  if (!chain_fit_plot_area (plot, width, height, &area))
    return false;

  *x = chain_scale_from_view (&area.x, fmin (fmax (place, area.inside.left), area.inside.right));
  return true;
}
