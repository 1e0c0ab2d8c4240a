// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-flow-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-csv.h"
#include "chain-facts.h"
#include "chain-plot-i18n.h"
#include "chain-time-plot.h"

#define TWO_PI 6.283185307179586
#define LABEL_SIZE 128

/* The part of the page that the ratio has, where there is room for both. */
#define RATIO_SHARE 0.35

/* A mean that has cancelled to less than this part of all else does not stretch the axis. */
#define CANCELLED 1e-3

/* A drawing in progress. */
typedef struct
{
  const ChainFlowPlot *plot;
  ChainFlow flow;
  ChainFrame frame;
  ChainLegend legend;
  double ratio_top; /* of the plot over the steps; below the page: none */
  bool names;       /* whether there is room for words below the places, */
  bool factors;     /* and above, between them */
} Drawing;

static const ChainColorRole factor_roles[CHAIN_N_FLOW_PLACES] = {
  CHAIN_COLOR_ERROR, CHAIN_COLOR_W3, CHAIN_COLOR_SLOPE2, CHAIN_COLOR_W2, CHAIN_COLOR_SLOPE1,
};

static const ChainColorRole layer_roles[] = { CHAIN_COLOR_W1, CHAIN_COLOR_W2, CHAIN_COLOR_W3 };

/* Where the gradients of a layer are made of the signal. */
static const ChainFlowPlace layer_places[] = { CHAIN_FLOW_Z1, CHAIN_FLOW_Z2, CHAIN_FLOW_OUTPUT };

/**
 * chain_flow_plot_init:
 * @plot: (out): of a network with one neuron in each layer, without parameters or samples
 */
void
chain_flow_plot_init (ChainFlowPlot *plot)
{
  *plot = (ChainFlowPlot) {
    .shape = { 1, 1 }, .stride = 1, .sample_x = NAN, .sample_y = NAN, .show_legend = true,
  };
  chain_style_init (&plot->style, false);
  chain_range_init (&plot->steps);
}

static bool
is_hidden (const Drawing *drawing,
           ChainFlowItem  item)
{
  return (drawing->plot->hidden >> item & 1u) != 0;
}

static ChainPen
pen_of (ChainFlowItem item)
{
  switch (item)
    {
    case CHAIN_FLOW_SAMPLE:
      return (ChainPen) { CHAIN_COLOR_TEXT, 1.0, 2.4, CHAIN_DASH_NONE };
    case CHAIN_FLOW_RMS:
      return (ChainPen) { CHAIN_COLOR_TEXT, 1.0, 1.4, CHAIN_DASH_DASHED };
    case CHAIN_FLOW_MEAN:
      return (ChainPen) { CHAIN_COLOR_DIM_TEXT, 1.0, 1.4, CHAIN_DASH_DOTTED };
    case CHAIN_FLOW_GRADIENTS:
      return (ChainPen) { CHAIN_COLOR_TEXT, 1.0, 1.4, CHAIN_DASH_NONE };
    default:
      return (ChainPen) { CHAIN_COLOR_W1, 1.0, 1.6, CHAIN_DASH_NONE };
    }
}

static bool
has_item (const Drawing *drawing,
          ChainFlowItem  item)
{
  const ChainFlowPlot *plot = drawing->plot;

  switch (item)
    {
    case CHAIN_FLOW_SAMPLE:
      return isfinite (plot->sample_x) && isfinite (plot->sample_y);
    case CHAIN_FLOW_GRADIENTS:
      return plot->gradients != NULL;
    case CHAIN_FLOW_RATIO:
      return plot->first != NULL && plot->last != NULL && plot->first->count > 0;
    default:
      return plot->n_samples > 0;
    }
}

static bool
shows (const Drawing *drawing,
       ChainFlowItem  item)
{
  return has_item (drawing, item) && !is_hidden (drawing, item);
}

static void
fill_legend (Drawing *drawing)
{
  const char *names[CHAIN_N_FLOW_ITEMS] = {
    /* Translators: one sample; root mean square; a mean, signs included; the gradient of a layer */
    _("sample"), _("RMS"), _("mean"), _("gradient"), "‖∇<sub>1</sub>‖ / ‖∇<sub>3</sub>‖",
  };

  chain_legend_init (&drawing->legend);
  for (int item = 0; item < CHAIN_N_FLOW_ITEMS && drawing->plot->show_legend; item++)
    if (has_item (drawing, (ChainFlowItem) item))
      chain_legend_add (&drawing->legend, (unsigned) item, is_hidden (drawing, (ChainFlowItem) item),
                        item == CHAIN_FLOW_GRADIENTS ? CHAIN_KEY_DIAMOND : CHAIN_KEY_LINE,
                        pen_of ((ChainFlowItem) item), names[item]);
}

static double
layer_norm (const Drawing *drawing,
            int            layer)
{
  return chain_facts_layer_norm (drawing->plot->shape, drawing->plot->gradients, layer);
}

/* What is hidden counts too, so that a click on the legend moves nothing. Whole decades, so that
 * the axis rests while a run goes on. */
static void
choose_axis (Drawing *drawing)
{
  const ChainFlow *flow = &drawing->flow;
  ChainRange range;
  double least;

  chain_range_init (&range);
  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    {
      chain_range_include (&range, &chain_scale_log, flow->sample[place]);
      chain_range_include (&range, &chain_scale_log, flow->rms[place]);
    }
  least = range.low <= range.high ? CANCELLED * range.low : 0.0;
  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    chain_range_include (&range, &chain_scale_log, fmax (flow->mean[place], least));
  for (int layer = 0; layer < 3 && drawing->plot->gradients != NULL; layer++)
    chain_range_include (&range, &chain_scale_log, fmax (layer_norm (drawing, layer), least));

  if (range.low <= range.high)
    {
      double low = pow (10.0, floor (log10 (range.low))), high = pow (10.0, ceil (log10 (range.high)));

      range.low = low > 0.0 ? fmin (low, range.low) : range.low;
      range.high = isfinite (high) ? fmax (high, range.high) : range.high;
    }
  chain_scale_init (&drawing->frame.y, &chain_scale_log, 0.0, range, 0.06);
}

static double
place_x (const Drawing *drawing,
         double         place)
{
  const ChainBox *inside = &drawing->frame.inside;

  return inside->left + (place + 0.5) / CHAIN_N_FLOW_PLACES * (inside->right - inside->left);
}

/* A signal of 0 is at the lower edge, where it has a mark of its own. */
static double
place_y (const Drawing *drawing,
         double         value)
{
  const ChainBox *inside = &drawing->frame.inside;

  if (!(value > 0.0))
    return inside->bottom - 1.0;
  return fmin (fmax (chain_scale_to_view (&drawing->frame.y, value), inside->top), inside->bottom - 1.0);
}

static void
lay_out (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame), height = frame->page.bottom;
  bool both = shows (drawing, CHAIN_FLOW_RATIO) && height > 14.0 * em;

  drawing->ratio_top = both ? round ((1.0 - RATIO_SHARE) * height) : height + 1.0;
  frame->inside.right -= ceil (0.6 * em);
  fill_legend (drawing);
  chain_legend_layout (&drawing->legend, frame);
  if (both)
    frame->inside.bottom = drawing->ratio_top;
  drawing->names = height > 8.0 * em && frame->page.right > 26.0 * em;
  drawing->factors = height > 12.0 * em && frame->page.right > 26.0 * em;
  frame->inside.bottom -= ceil (drawing->names ? 3.2 * em : 0.6 * em);
  frame->inside.top += ceil (drawing->factors ? 2.7 * em : 0.0);
  choose_axis (drawing);
  chain_frame_layout_y (frame, 8);
}

/* ---- words ---- */

static bool
all_fit (Drawing *drawing,
         char     markup[][LABEL_SIZE],
         int      n)
{
  double room = (drawing->frame.inside.right - drawing->frame.inside.left) / CHAIN_N_FLOW_PLACES
                - 0.4 * chain_frame_em (&drawing->frame);

  for (int i = 0; i < n; i++)
    if (chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL, markup[i]) > room)
      return false;
  return true;
}

/* A line of words, below or between the places; none where one has no room. */
static void
show_line (Drawing              *drawing,
           char                  markup[][LABEL_SIZE],
           int                   n,
           double                first,
           double                y,
           const ChainColorRole *roles,
           ChainColorRole        role)
{
  if (!all_fit (drawing, markup, n))
    return;

  for (int i = 0; i < n; i++)
    chain_text_show (drawing->frame.text, CHAIN_TEXT_SMALL, roles != NULL ? roles[i] : role, markup[i],
                     place_x (drawing, first + i), y, (ChainAnchor) { 0.5, 0.5 });
}

static void
write_value (const char *sign,
             double      value,
             char        markup[LABEL_SIZE])
{
  char number[CHAIN_NUMBER_SIZE];

  chain_number_significant (number, value, 3);
  snprintf (markup, LABEL_SIZE, "%s%s", sign,
            isnan (value) ? "–" : isinf (value) ? "∞" : number);
}

/* Names and sizes below, factors above: of the sample, or of the batch where that is hidden. */
static void
draw_words (Drawing *drawing)
{
  static const char *const places[] = {
    "∂L/∂ŷ", "∂L/∂h<sub>2</sub>", "∂L/∂z<sub>2</sub>", "∂L/∂h<sub>1</sub>", "∂L/∂z<sub>1</sub>",
  };
  static const char *const factors[] = {
    "·W<sub>3</sub>", "·(1−h<sub>2</sub><sup>2</sup>)", "·W<sub>2</sub>", "·(1−h<sub>1</sub><sup>2</sup>)",
  };
  const ChainFrame *frame = &drawing->frame;
  const double *signal = shows (drawing, CHAIN_FLOW_SAMPLE) ? drawing->flow.sample : drawing->flow.rms;
  double em = chain_frame_em (frame), below = frame->inside.bottom, above = frame->inside.top;
  char names[CHAIN_N_FLOW_PLACES][LABEL_SIZE], values[CHAIN_N_FLOW_PLACES][LABEL_SIZE];

  for (int i = 0; i < CHAIN_N_FLOW_PLACES; i++)
    {
      snprintf (names[i], LABEL_SIZE, "%s", places[i]);
      write_value ("", signal[i], values[i]);
    }
  if (drawing->names)
    {
      show_line (drawing, names, CHAIN_N_FLOW_PLACES, 0.0, below + 1.0 * em, NULL, CHAIN_COLOR_DIM_TEXT);
      show_line (drawing, values, CHAIN_N_FLOW_PLACES, 0.0, below + 2.3 * em, NULL, CHAIN_COLOR_TEXT);
    }

  for (int i = 0; i < CHAIN_N_FLOW_PLACES - 1; i++)
    {
      snprintf (names[i], LABEL_SIZE, "%s", factors[i]);
      write_value ("×", chain_flow_factor (signal, i + 1), values[i]);
    }
  if (drawing->factors)
    {
      show_line (drawing, names, CHAIN_N_FLOW_PLACES - 1, 0.5, above - 2.2 * em, factor_roles + 1, 0);
      show_line (drawing, values, CHAIN_N_FLOW_PLACES - 1, 0.5, above - 0.9 * em, NULL, CHAIN_COLOR_TEXT);
    }
}

/* ---- the signal ---- */

static void
draw_dot (const Drawing *drawing,
          double         place,
          double         value,
          ChainColorRole role,
          bool           filled)
{
  const ChainFrame *frame = &drawing->frame;

  if (isnan (value))
    return;

  cairo_new_sub_path (frame->cr);
  cairo_arc (frame->cr, place_x (drawing, place), place_y (drawing, value), (filled ? 0.3 : 0.24) * chain_frame_em (frame),
             0.0, TWO_PI);
  chain_style_set_source (frame->style, filled ? role : CHAIN_COLOR_BACKGROUND, frame->cr);
  cairo_fill_preserve (frame->cr);
  chain_style_set_source (frame->style, role, frame->cr);
  cairo_set_line_width (frame->cr, 1.4);
  cairo_stroke (frame->cr);
}

static void
draw_signal (const Drawing *drawing,
             ChainFlowItem  item,
             const double  *signal)
{
  const ChainFrame *frame = &drawing->frame;
  ChainPen pen = pen_of (item);
  ChainColorRole role = pen.role;

  if (!shows (drawing, item))
    return;

  for (int place = 1; place < CHAIN_N_FLOW_PLACES; place++)
    {
      if (isnan (signal[place - 1]) || isnan (signal[place]))
        continue;
      cairo_move_to (frame->cr, place_x (drawing, place - 1), place_y (drawing, signal[place - 1]));
      cairo_line_to (frame->cr, place_x (drawing, place), place_y (drawing, signal[place]));
      if (item == CHAIN_FLOW_SAMPLE)
        pen.role = factor_roles[place];
      chain_pen_stroke (&pen, frame->style, frame->cr);
    }
  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    draw_dot (drawing, place, signal[place], role, item == CHAIN_FLOW_SAMPLE);
}

/* A little to the right of the signal that it is made of. */
static void
draw_gradients (const Drawing *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double radius = 0.34 * chain_frame_em (frame);

  for (int layer = 0; layer < 3 && shows (drawing, CHAIN_FLOW_GRADIENTS); layer++)
    {
      double norm = layer_norm (drawing, layer);
      double x = place_x (drawing, layer_places[layer] + 0.16), y = place_y (drawing, norm);

      if (isnan (norm))
        continue;
      cairo_move_to (frame->cr, x, y - radius);
      cairo_line_to (frame->cr, x + radius, y);
      cairo_line_to (frame->cr, x, y + radius);
      cairo_line_to (frame->cr, x - radius, y);
      cairo_close_path (frame->cr);
      chain_style_set_source (frame->style, layer_roles[layer], frame->cr);
      cairo_fill (frame->cr);
    }
}

static void
draw_flow (Drawing *drawing)
{
  ChainFrame *frame = &drawing->frame;
  bool finite = true;

  chain_frame_draw_y (frame, CHAIN_MINOR_MARKS);
  chain_frame_draw_axes (frame);
  draw_signal (drawing, CHAIN_FLOW_MEAN, drawing->flow.mean);
  draw_signal (drawing, CHAIN_FLOW_RMS, drawing->flow.rms);
  draw_signal (drawing, CHAIN_FLOW_SAMPLE, drawing->flow.sample);
  draw_gradients (drawing);
  draw_words (drawing);

  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    finite = finite && isfinite (drawing->flow.sample[place]) && isfinite (drawing->flow.rms[place]);
  if (frame->y.state == CHAIN_RANGE_EMPTY)
    chain_frame_say (frame, CHAIN_COLOR_DIM_TEXT, finite ? _("The error is exactly 0: there is no signal to send back.")
                                                         : _("The signal is not a finite number anywhere."));
}

/* ---- the ratio ---- */

static double
divide (double first,
        double last)
{
  return last > 0.0 ? first / last : NAN;
}

/* The ratio at the first and the last step of each bucket, which are steps that were made: the
 * extremes of both norms in a bucket need not belong to the same step. */
static ChainSeries *
new_ratio (const ChainFlowPlot *plot)
{
  ChainSeries *ratio = chain_series_new (plot->first->capacity);

  if (ratio == NULL)
    return NULL;

  chain_series_copy (ratio, plot->first);
  for (size_t i = 0; i < chain_series_n_buckets (ratio); i++)
    {
      double first = divide (plot->first->buckets[i].first, plot->last->buckets[i].first);
      double last = divide (plot->first->buckets[i].last, plot->last->buckets[i].last);

      ratio->buckets[i] = (ChainBucket) { first, fmin (first, last), fmax (first, last), last };
    }
  return ratio;
}

static void
draw_ratio (const Drawing *drawing)
{
  const ChainFlowPlot *plot = drawing->plot;
  double width = drawing->frame.page.right, height = drawing->frame.page.bottom - drawing->ratio_top;
  ChainTimePlot time;
  ChainTimeSeries series = { .role = CHAIN_COLOR_W1 };
  ChainSeries *ratio;

  if (height <= 0.0)
    return;

  ratio = new_ratio (plot);
  series.series = ratio;
  chain_time_plot_init (&time);
  time.style = plot->style;
  time.style.colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0; /* the page has been painted */
  time.scale = CHAIN_TIME_LOG;
  time.steps = plot->steps;
  time.log_steps = plot->log_steps;
  time.show_legend = false;
  time.series = &series;
  time.n_series = ratio != NULL;
  cairo_save (drawing->frame.cr);
  cairo_translate (drawing->frame.cr, 0.0, drawing->ratio_top);
  chain_time_plot_draw (&time, drawing->frame.cr, width, height);
  cairo_restore (drawing->frame.cr);
  chain_series_free (ratio);
}

/* ---- the plot ---- */

static void
compute (Drawing *drawing)
{
  const ChainFlowPlot *plot = drawing->plot;

  chain_flow_init (&drawing->flow, plot->shape, plot->parameters, plot->n_samples, plot->x, plot->y, plot->stride);
  if (has_item (drawing, CHAIN_FLOW_SAMPLE))
    chain_flow_sample (&drawing->flow, plot->shape, plot->parameters, plot->sample_x, plot->sample_y);
}

/**
 * chain_flow_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Passes the samples through the network and back, and draws how large the signal is. Any thread
 * may call it.
 */
void
chain_flow_plot_draw (const ChainFlowPlot *plot,
                      cairo_t             *cr,
                      double               width,
                      double               height)
{
  Drawing drawing = { .plot = plot };

  if (!chain_frame_begin (&drawing.frame, &plot->style, cr, width, height))
    return;

  if (plot->parameters != NULL)
    {
      compute (&drawing);
      lay_out (&drawing);
      draw_flow (&drawing);
      draw_ratio (&drawing);
      chain_legend_draw (&drawing.legend, &drawing.frame);
    }
  else
    chain_frame_say (&drawing.frame, CHAIN_COLOR_DIM_TEXT, _("No gradients yet: nothing has been computed."));

  chain_frame_end (&drawing.frame);
}

/**
 * chain_flow_plot_legend:
 * @legend: (out): the entries that there is room for, with their boxes; their items are
 *   #ChainFlowItem
 */
void
chain_flow_plot_legend (const ChainFlowPlot *plot,
                        double               width,
                        double               height,
                        ChainLegend         *legend)
{
  Drawing drawing = { .plot = plot };

  chain_legend_init (legend);
  if (plot->parameters == NULL || !chain_frame_measure (&drawing.frame, &plot->style, width, height))
    return;

  lay_out (&drawing);
  *legend = drawing.legend;
  chain_frame_end (&drawing.frame);
}

static void
write_signal (ChainCsv     *csv,
              const char   *name,
              const double *signal)
{
  static const char *const places[CHAIN_N_FLOW_PLACES] = { "yhat", "h2", "z2", "h1", "z1" };

  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    {
      chain_csv_text (csv, name);
      chain_csv_text (csv, places[place]);
      chain_csv_number (csv, signal[place]);
      chain_csv_newline (csv);
    }
}

/**
 * chain_flow_plot_write_csv:
 * @buffer: (out): lines of signal, place, value: the signals are “sample”, “rms”, “mean”, and
 *   “gradient” for the layers
 *
 * Returns: false where there is not enough memory; the buffer is empty then
 */
bool
chain_flow_plot_write_csv (const ChainFlowPlot *plot,
                           ChainBuffer         *buffer)
{
  static const char *const layers[] = { "layer 1", "layer 2", "layer 3" };
  Drawing drawing = { .plot = plot };
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, "signal,place,value");
  if (plot->parameters != NULL)
    {
      compute (&drawing);
      if (has_item (&drawing, CHAIN_FLOW_SAMPLE))
        write_signal (&csv, "sample", drawing.flow.sample);
      write_signal (&csv, "rms", drawing.flow.rms);
      write_signal (&csv, "mean", drawing.flow.mean);
    }
  for (int layer = 0; layer < 3 && plot->parameters != NULL && plot->gradients != NULL; layer++)
    {
      chain_csv_text (&csv, "gradient");
      chain_csv_text (&csv, layers[layer]);
      chain_csv_number (&csv, layer_norm (&drawing, layer));
      chain_csv_newline (&csv);
    }
  return chain_csv_end (&csv);
}
