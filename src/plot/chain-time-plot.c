// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-time-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-crosshair.h"
#include "chain-curve.h"
#include "chain-plot-i18n.h"
#include "chain-step-axis.h"
#include "chain-step-chart.h"

/* The decades of a symmetric logarithm, from its linear part to the largest value. */
#define SYMLOG_DECADES 4.0

/* More curves than this are drawn thinner. */
#define FEW 8

/* A drawing in progress. */
typedef struct
{
  ChainStepChart chart; /* first */
  const ChainTimePlot *plot;
  bool has_remark; /* how many of all series these are */
  double remark;   /* its baseline */
} Drawing;

static const ChainColorRole layer_roles[] = { CHAIN_COLOR_W1, CHAIN_COLOR_W2, CHAIN_COLOR_W3 };

/**
 * chain_time_series_init_parameter:
 * @series: (out): named after a parameter; one colour for each layer, biases dashed
 * @index: flat
 * @values: borrowed
 */
void
chain_time_series_init_parameter (ChainTimeSeries   *series,
                                  ChainShape         shape,
                                  size_t             index,
                                  const ChainSeries *values)
{
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, index, &row, &column);
  char name[CHAIN_PARAMETER_NAME_SIZE];

  *series = (ChainTimeSeries) {
    .series = values,
    .role = layer_roles[(int) group / 2],
    .dash = (int) group % 2 == 1 ? CHAIN_DASH_DASHED : CHAIN_DASH_NONE,
  };
  chain_parameter_name (shape, index, name);
  snprintf (series->name, sizeof series->name, "%s", name);
  snprintf (series->label, sizeof series->label, "%c<sub>%c</sub>%s", name[0], name[1], name + 2);
}

/**
 * chain_time_series_init_norm:
 * @series: (out): the length of the gradient of one layer, or of the whole
 * @layer: 1 to 3; 0 is all of them together
 * @values: borrowed
 */
void
chain_time_series_init_norm (ChainTimeSeries   *series,
                             int                layer,
                             const ChainSeries *values)
{
  *series = (ChainTimeSeries) {
    .series = values,
    .role = layer == 0 ? CHAIN_COLOR_TEXT : layer_roles[layer - 1],
    .dash = layer == 0 ? CHAIN_DASH_DASHED : CHAIN_DASH_NONE,
  };
  if (layer == 0)
    {
      snprintf (series->name, sizeof series->name, "norm");
      snprintf (series->label, sizeof series->label, "‖∇L‖");
    }
  else
    {
      snprintf (series->name, sizeof series->name, "norm of layer %d", layer);
      snprintf (series->label, sizeof series->label, _("layer %d"), layer);
    }
}

/**
 * chain_time_plot_init:
 * @plot: (out): a plot with a linear axis and without series
 */
void
chain_time_plot_init (ChainTimePlot *plot)
{
  *plot = (ChainTimePlot) { .show_legend = true };
  chain_style_init (&plot->style, false);
  chain_range_init (&plot->steps);
  chain_range_init (&plot->values);
}

static const ChainScaleType *
type_of (const ChainTimePlot *plot)
{
  switch (plot->scale)
    {
    case CHAIN_TIME_SYMLOG:
      return &chain_scale_symlog;
    case CHAIN_TIME_LOG:
      return &chain_scale_log;
    default:
      return &chain_scale_linear;
    }
}

/* A power of ten well below the largest value, and one that is not denormal. */
static double
threshold_of (ChainRange range)
{
  double largest = fmax (fabs (range.low), fabs (range.high));

  if (!(largest > 0.0) || !isfinite (largest))
    return 1.0;

  return pow (10.0, fmax (ceil (log10 (largest)) - SYMLOG_DECADES, -307.0));
}

/* What is hidden counts too, so that a click on the legend moves nothing. */
static void
choose_axes (Drawing *drawing)
{
  const ChainTimePlot *plot = drawing->plot;
  ChainRange steps, values, chosen;

  chain_range_init (&steps);
  for (size_t i = 0; i < plot->n_series; i++)
    chain_step_axis_include (&steps, plot->series[i].series);
  chain_step_axis_init (&drawing->chart.frame.x, steps, plot->steps, plot->log_steps);

  chain_range_init (&values);
  for (size_t i = 0; i < plot->n_series; i++)
    chain_step_axis_include_values (&values, type_of (plot), plot->series[i].series,
                                    &drawing->chart.frame.x);

  /* Only what this kind of axis can show can be chosen. */
  chain_range_init (&chosen);
  chain_range_include (&chosen, type_of (plot), plot->values.low);
  chain_range_include (&chosen, type_of (plot), plot->values.high);
  if (values.low <= values.high && chosen.low < chosen.high && plot->values.low < plot->values.high)
    chain_scale_init (&drawing->chart.frame.y, type_of (plot), threshold_of (chosen), chosen, 0.0);
  else
    chain_scale_init (&drawing->chart.frame.y, type_of (plot), threshold_of (values), values, 0.05);
}

static ChainPen
pen_of (const ChainTimePlot *plot,
        size_t               index)
{
  const ChainTimeSeries *series = &plot->series[index];

  return (ChainPen) { series->role, 1.0, plot->n_series > FEW ? 1.0 : 1.6, series->dash };
}

static void
fill_legend (Drawing *drawing)
{
  const ChainTimePlot *plot = drawing->plot;

  for (size_t i = 0; i < plot->n_series && plot->show_legend; i++)
    chain_legend_add (&drawing->chart.legend, (unsigned) i, plot->series[i].hidden, CHAIN_KEY_LINE,
                      pen_of (plot, i), plot->series[i].label);
}

static void
prepare (ChainStepChart *chart)
{
  Drawing *drawing = (Drawing *) chart;
  ChainFrame *frame = &chart->frame;
  double em = chain_frame_em (frame);

  choose_axes (drawing);
  drawing->has_remark = drawing->plot->n_series < drawing->plot->n_all && frame->page.bottom > 12.0 * em;
  drawing->remark = frame->inside.top + 1.0 * em;
  if (drawing->has_remark)
    frame->inside.top += ceil (1.2 * em);
  fill_legend (drawing);
}

static const char *
explain_absence (const ChainStepChart *chart)
{
  const ChainTimePlot *plot = ((const Drawing *) chart)->plot;
  bool any = false;

  for (size_t i = 0; i < plot->n_series; i++)
    any = any || plot->series[i].series->count > 0;
  if (!any)
    return _("Nothing yet: nothing has been computed.");
  if (chart->frame.y.state != CHAIN_RANGE_EMPTY)
    return NULL;

  return plot->scale == CHAIN_TIME_LOG ? _("There is no value above 0, which a logarithmic axis needs.")
                                       : _("There is no finite value at these steps.");
}

/* What is not shown must not be believed to be nothing. */
static void
draw_remark (const Drawing *drawing)
{
  const ChainFrame *frame = &drawing->chart.frame;
  char markup[CHAIN_LEGEND_LABEL_SIZE];

  if (!drawing->has_remark)
    return;

  /* Translators: of so many parameters this plot shows only some */
  snprintf (markup, sizeof markup,
            dngettext ("chainrule", "%u of %u parameter", "%u of %u parameters", drawing->plot->n_all),
            (unsigned) drawing->plot->n_series, (unsigned) drawing->plot->n_all);
  chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, markup, frame->inside.right, drawing->remark,
                   (ChainAnchor) { 1.0, 1.0 });
}

static void
draw_crosshair (Drawing *drawing)
{
  const ChainTimePlot *plot = drawing->plot;
  const ChainFrame *frame = &drawing->chart.frame;
  double step = (double) plot->crosshair;
  ChainCallout callout = { 0 };

  if (!plot->has_crosshair || !(step >= frame->x.low) || !(step <= frame->x.high))
    return;

  chain_crosshair_draw (frame, plot->crosshair);
  chain_crosshair_say_step (&callout, plot->series[0].series, plot->crosshair);
  for (size_t i = 0; i < plot->n_series; i++)
    {
      const ChainTimeSeries *series = &plot->series[i];

      if (series->hidden)
        continue;
      chain_crosshair_dot (frame, series->series, plot->crosshair, series->role);
      chain_crosshair_say_value (&callout, CHAIN_COLOR_TEXT, series->label, series->series,
                                 plot->crosshair);
    }
  chain_callout_draw (&callout, frame, &drawing->chart.room, chain_scale_to_view (&frame->x, step));
}

static void
draw_zero_line (const ChainFrame *frame)
{
  static const ChainPen pen = { CHAIN_COLOR_FRAME, 1.0, 1.0, CHAIN_DASH_NONE };
  double y = floor (chain_scale_to_view (&frame->y, 0.0)) + 0.5;

  if (!(frame->y.low < 0.0) || !(frame->y.high > 0.0))
    return;

  cairo_move_to (frame->cr, frame->inside.left, y);
  cairo_line_to (frame->cr, frame->inside.right, y);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

static void
draw_base (ChainStepChart *chart)
{
  Drawing *drawing = (Drawing *) chart;
  const ChainTimePlot *plot = drawing->plot;
  ChainFrame *frame = &chart->frame;

  chain_frame_draw_x (frame, CHAIN_MINOR_NONE, _("step"));
  chain_frame_draw_y (frame, CHAIN_MINOR_MARKS);
  chain_frame_draw_axes (frame);
  draw_remark (drawing);
  chain_legend_draw (&drawing->chart.legend, frame);

  chain_frame_clip (frame);
  draw_zero_line (frame);
  chain_step_axis_draw_changes (frame, plot->changes, plot->n_changes);
  for (size_t i = plot->n_series; i-- > 0;)
    {
      ChainPen pen = pen_of (plot, i);

      if (!plot->series[i].hidden)
        chain_curve_draw (frame, plot->series[i].series, &pen);
    }
  chain_frame_unclip (frame);
}

static void
draw_overlay (ChainStepChart *chart)
{
  Drawing *drawing = (Drawing *) chart;
  const ChainTimePlot *plot = drawing->plot;
  ChainFrame *frame = &chart->frame;

  if (!plot->has_crosshair)
    return;

  chain_room_init (&drawing->chart.room, &frame->inside);
  for (size_t i = 0; i < plot->n_series; i++)
    if (!plot->series[i].hidden)
      chain_curve_occupy (frame, plot->series[i].series, &drawing->chart.room);
  chain_frame_clip (frame);
  draw_crosshair (drawing);
  chain_frame_unclip (frame);
}

static Drawing
begin (const ChainTimePlot *plot)
{
  static const ChainStepChartType type = { prepare, explain_absence, draw_base, draw_overlay };

  return (Drawing) { .chart = { .type = &type, .style = &plot->style }, .plot = plot };
}

/**
 * chain_time_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws all series over the steps that are seen, every extreme included, at a cost that depends
 * on the width and the number of series, not on the number of steps. Any thread may call it.
 */
void
chain_time_plot_draw (const ChainTimePlot *plot,
                      cairo_t             *cr,
                      double               width,
                      double               height)
{
  chain_time_plot_draw_layers (plot, cr, width, height, CHAIN_LAYERS_ALL);
}

/**
 * chain_time_plot_draw_layers:
 * @layers: what of it
 *
 * Draws the base, or what the pointer moves over it. One after the other is the whole drawing.
 */
void
chain_time_plot_draw_layers (const ChainTimePlot *plot,
                             cairo_t             *cr,
                             double               width,
                             double               height,
                             ChainLayers          layers)
{
  Drawing drawing = begin (plot);

  chain_step_chart_draw (&drawing.chart, cr, width, height, layers);
}

/**
 * chain_time_plot_area:
 * @area: (out): where the curves are, and the maps between steps or values and places
 *
 * Returns: false where there is no curve, or the page is too small
 */
bool
chain_time_plot_area (const ChainTimePlot *plot,
                      double               width,
                      double               height,
                      ChainArea           *area)
{
  Drawing drawing = begin (plot);

  return chain_step_chart_area (&drawing.chart, width, height, area);
}

/**
 * chain_time_plot_legend:
 * @legend: (out): the entries that there is room for, with their boxes; their items are the
 *   indices of the series
 */
void
chain_time_plot_legend (const ChainTimePlot *plot,
                        double               width,
                        double               height,
                        ChainLegend         *legend)
{
  Drawing drawing = begin (plot);

  chain_step_chart_legend (&drawing.chart, width, height, legend);
}
