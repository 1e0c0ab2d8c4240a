// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fit-plot.h"

#include <math.h>

#include "chain-frame.h"
#include "chain-plot-i18n.h"

#define LINE_WIDTH 2.0
#define TWO_PI 6.283185307179586

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
    .show_network = true,
    .show_target = true,
    .show_samples = true,
    .show_legend = true,
  };
  chain_style_init (&plot->style, false);
}

/* The target polynomial at @x, by Horner's rule. */
static double
evaluate_target (const ChainFitPlot *plot,
                 double              x)
{
  double y = 0.0;

  for (size_t i = plot->n_target; i-- > 0;)
    y = y * x + plot->target[i];

  return y;
}

static double
evaluate_run (const ChainFitRun *run,
              double             x)
{
  return chain_network_evaluate (run->shape, run->parameters, x);
}

/* The axes follow what is to be learnt, not a curve that shoots away from it. */
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

  /* Sixty-four places are enough for the extremes of a curve of low degree. */
  for (int i = 0; i <= 64 && frame->x.state == CHAIN_RANGE_PROPER; i++)
    {
      double place = x.low + (x.high - x.low) * (i / 64.0);

      if (plot->n_target > 0)
        chain_range_include (&y, &chain_scale_linear, evaluate_target (plot, place));
      else if (plot->n_samples == 0 && plot->n_runs > 0)
        chain_range_include (&y, &chain_scale_linear, evaluate_run (&plot->runs[0], place));
    }
  chain_scale_init (&frame->y, &chain_scale_linear, 0.0, y, 0.06);
}

/* What a reader will see of a curve. */
typedef enum
{
  CURVE_NOT_FINITE,
  CURVE_OUTSIDE,
  CURVE_VISIBLE
} Curve;

/* Adds a curve to the path, one evaluation in each column of pixels. Where it is not finite it
 * is interrupted. */
static Curve
trace (const ChainFrame   *frame,
       const ChainFitPlot *plot,
       const ChainFitRun  *run)
{
  Curve curve = CURVE_NOT_FINITE;
  bool pen_down = false;

  for (double view = frame->inside.left; view <= frame->inside.right; view += 1.0)
    {
      double x = chain_scale_from_view (&frame->x, view);
      double y = run != NULL ? evaluate_run (run, x) : evaluate_target (plot, x);
      double place = chain_scale_to_view (&frame->y, y);

      if (!isfinite (y))
        {
          pen_down = false;
          continue;
        }
      if (pen_down)
        cairo_line_to (frame->cr, view, place);
      else
        cairo_move_to (frame->cr, view, place);
      pen_down = true;

      if (place >= frame->inside.top && place <= frame->inside.bottom)
        curve = CURVE_VISIBLE;
      else if (curve == CURVE_NOT_FINITE)
        curve = CURVE_OUTSIDE;
    }

  return curve;
}

static void
set_target_line (const ChainFrame *frame)
{
  static const double dashes[] = { 5.0, 3.0 };

  chain_style_set_source (frame->style, CHAIN_COLOR_TARGET, frame->cr);
  cairo_set_line_width (frame->cr, 1.4);
  cairo_set_dash (frame->cr, dashes, 2, 0.0);
}

static void
draw_target (ChainFrame         *frame,
             const ChainFitPlot *plot)
{
  set_target_line (frame);
  trace (frame, plot, NULL);
  cairo_stroke (frame->cr);
  cairo_set_dash (frame->cr, NULL, 0, 0.0);
}

/* An open circle: the curves stay visible around it, not through it. */
static void
draw_circle (ChainFrame *frame,
             double      x,
             double      y,
             double      radius)
{
  cairo_arc (frame->cr, x, y, radius, 0.0, TWO_PI);
  chain_style_set_source (frame->style, CHAIN_COLOR_BACKGROUND, frame->cr);
  cairo_fill_preserve (frame->cr);
  chain_style_set_source (frame->style, CHAIN_COLOR_SAMPLE, frame->cr);
  cairo_stroke (frame->cr);
}

/* Too many samples for circles: a square of whole pixels each, all in one fill, which costs
 * Cairo little however they overlap. */
static void
draw_dots (ChainFrame         *frame,
           const ChainFitPlot *plot)
{
  double last_x = -HUGE_VAL, last_y = -HUGE_VAL;

  for (size_t i = 0; i < plot->n_samples; i++)
    {
      double x = floor (chain_scale_to_view (&frame->x, plot->x[i])) - 1.0;
      double y = floor (chain_scale_to_view (&frame->y, plot->y[i])) - 1.0;

      /* In a sorted grid, the ordinary case, neighbours fall on the same pixel. */
      if (!isfinite (plot->x[i]) || !isfinite (plot->y[i]) || (x == last_x && y == last_y))
        continue;
      cairo_rectangle (frame->cr, x, y, 2.0, 2.0);
      last_x = x;
      last_y = y;
    }

  cairo_set_antialias (frame->cr, CAIRO_ANTIALIAS_NONE);
  chain_style_set_source (frame->style, CHAIN_COLOR_SAMPLE, frame->cr);
  cairo_fill (frame->cr);
  cairo_set_antialias (frame->cr, CAIRO_ANTIALIAS_DEFAULT);
}

/* Circles shrink as samples crowd, and become dots in the end. */
static void
draw_samples (ChainFrame         *frame,
              const ChainFitPlot *plot)
{
  double spacing = (frame->inside.right - frame->inside.left) / (double) plot->n_samples;
  double radius = fmin (0.36 * spacing, 0.22 * chain_frame_em (frame));

  if (radius < 1.0)
    {
      draw_dots (frame, plot);
      return;
    }

  cairo_set_line_width (frame->cr, 1.0);
  for (size_t i = 0; i < plot->n_samples; i++)
    if (isfinite (plot->x[i]) && isfinite (plot->y[i]))
      draw_circle (frame, chain_scale_to_view (&frame->x, plot->x[i]),
                   chain_scale_to_view (&frame->y, plot->y[i]), radius);
}

static void
set_network_line (const ChainFrame *frame,
                  bool              subject)
{
  chain_style_set_source (frame->style, CHAIN_COLOR_NETWORK, frame->cr);
  cairo_set_line_width (frame->cr, subject ? LINE_WIDTH : LINE_WIDTH / 2.0);
  cairo_set_line_join (frame->cr, CAIRO_LINE_JOIN_ROUND);
}

/* Returns what is seen of the subject's curve. */
static Curve
draw_networks (ChainFrame         *frame,
               const ChainFitPlot *plot)
{
  Curve curve = CURVE_VISIBLE;

  for (size_t i = plot->n_runs; i-- > 0;)
    {
      set_network_line (frame, i == 0);
      curve = trace (frame, plot, &plot->runs[i]);
      cairo_stroke (frame->cr);
    }

  return curve;
}

/* Is the target x², the subject of the laboratory? */
static bool
is_square (const ChainFitPlot *plot)
{
  return plot->n_target == 3 && plot->target[0] == 0.0 && plot->target[1] == 0.0
         && plot->target[2] == 1.0;
}

/* What each line is, in one row above the axes, right-aligned; left out where it is too wide. */
static void
draw_legend (ChainFrame         *frame,
             const ChainFitPlot *plot)
{
  const char *names[] = { _("network"), is_square (plot) ? "x<sup>2</sup>" : _("target"), _("samples") };
  bool shown[] = {
    plot->show_network && plot->n_runs > 0,
    plot->show_target && plot->n_target > 0,
    plot->show_samples && plot->n_samples > 0,
  };
  double em = chain_frame_em (frame);
  double baseline = frame->inside.top - 0.75 * em;
  double middle = baseline - 0.4 * chain_text_capital (frame->text, CHAIN_TEXT_SMALL);
  double keys[] = { 1.8 * em, 1.8 * em, 0.5 * em };
  double width = 0.0;
  double x;

  for (int i = 0; i < 3; i++)
    if (shown[i])
      width += keys[i] + 0.4 * em + chain_text_measure (frame->text, CHAIN_TEXT_SMALL, names[i])
               + (width > 0.0 ? em : 0.0);
  if (width > frame->inside.right - frame->page.left)
    return;

  x = frame->inside.right - width;
  for (int i = 0; i < 3; i++)
    {
      if (!shown[i])
        continue;

      if (i == 0)
        set_network_line (frame, true);
      else if (i == 1)
        set_target_line (frame);
      if (i < 2)
        {
          cairo_move_to (frame->cr, x, middle);
          cairo_line_to (frame->cr, x + keys[i], middle);
          cairo_stroke (frame->cr);
          cairo_set_dash (frame->cr, NULL, 0, 0.0);
        }
      else
        {
          cairo_set_line_width (frame->cr, 1.0);
          draw_circle (frame, x + 0.25 * em, middle, 0.22 * em);
        }

      x += keys[i] + 0.4 * em;
      chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, names[i],
                       x, baseline, (ChainAnchor) { 0.0, 1.0 });
      x += chain_text_measure (frame->text, CHAIN_TEXT_SMALL, names[i]) + em;
    }
}

static void
draw_data (ChainFrame         *frame,
           const ChainFitPlot *plot)
{
  Curve curve = CURVE_VISIBLE;

  chain_frame_clip (frame);
  if (plot->show_target && plot->n_target > 0)
    draw_target (frame, plot);
  if (plot->show_samples && plot->n_samples > 0)
    draw_samples (frame, plot);
  if (plot->show_network && plot->n_runs > 0)
    curve = draw_networks (frame, plot);
  chain_frame_unclip (frame);

  if (curve == CURVE_NOT_FINITE)
    chain_frame_say (frame, CHAIN_COLOR_ALERT,
                     _("The network’s output is not a finite number anywhere here."));
  else if (curve == CURVE_OUTSIDE)
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
 * is widened to hold all samples. A curve that leaves the page is cut off at the frame. Costs one
 * evaluation for each column of pixels and run. Any thread may call it.
 */
void
chain_fit_plot_draw (const ChainFitPlot *plot,
                     cairo_t            *cr,
                     double              width,
                     double              height)
{
  ChainFrame frame;
  double em;

  if (!chain_frame_begin (&frame, &plot->style, cr, width, height))
    return;

  em = chain_frame_em (&frame);
  choose_axes (plot, &frame);
  frame.inside.top += ceil (plot->show_legend && height > 8.0 * em ? 2.1 * em : 0.6 * em);
  frame.inside.right -= ceil (0.6 * em);
  frame.inside.bottom -= ceil (height > 5.0 * em ? 1.8 * em : 0.3 * em);
  chain_frame_layout_y (&frame, 10);
  chain_frame_layout_x (&frame, 10);

  if (frame.x.state == CHAIN_RANGE_EMPTY || frame.y.state == CHAIN_RANGE_EMPTY)
    {
      chain_frame_draw_axes (&frame);
      chain_frame_say (&frame, CHAIN_COLOR_DIM_TEXT, _("There are no finite samples to show."));
    }
  else
    {
      chain_frame_draw_x (&frame, CHAIN_MINOR_NONE, "x");
      chain_frame_draw_y (&frame, CHAIN_MINOR_NONE);
      chain_frame_draw_axes (&frame);
      draw_data (&frame, plot);
      if (plot->show_legend && height > 8.0 * em)
        draw_legend (&frame, plot);
    }

  chain_frame_end (&frame);
}
