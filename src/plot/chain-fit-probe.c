// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fit-probe.h"

#include <math.h>
#include <stdio.h>

#include "chain-callout.h"
#include "chain-plot-i18n.h"

#define TWO_PI 6.283185307179586

/* As many decimals as tell apart places this close, as a fraction of half the axis. */
#define X_RESOLUTION 0.002
#define Y_RESOLUTION 0.0002

static int
decimals_of (const ChainScale *scale,
             double            resolution)
{
  double step = (scale->high / 2.0 - scale->low / 2.0) * resolution;

  return (int) fmin (fmax (ceil (-log10 (step)), 0.0), 12.0);
}

static void
write_number (char   markup[CHAIN_NUMBER_SIZE],
              double value,
              int    decimals)
{
  if (!isfinite (value))
    snprintf (markup, CHAIN_NUMBER_SIZE, "%s", _("not finite"));
  else if (value != 0.0 && fabs (value) < 0.5 * pow (10.0, -decimals))
    chain_number_scientific (markup, value, 2); /* it is not 0 */
  else
    chain_number_fixed (markup, value, decimals);
}

static void
draw_figures (const ChainFitPlot *plot,
              ChainFrame         *frame,
              ChainRoom          *room,
              double              y,
              double              output)
{
  int decimals = decimals_of (&frame->y, Y_RESOLUTION);
  char number[CHAIN_NUMBER_SIZE];
  ChainCallout callout = { 0 };

  write_number (number, plot->probe_x, decimals_of (&frame->x, X_RESOLUTION));
  chain_callout_add (&callout, CHAIN_COLOR_TEXT, "x = %s", number);
  if (!isnan (y))
    {
      write_number (number, y, decimals);
      chain_callout_add (&callout, CHAIN_COLOR_TEXT, "y = %s", number);
    }
  if (plot->n_runs > 0)
    {
      write_number (number, output, decimals);
      chain_callout_add (&callout, CHAIN_COLOR_NETWORK, "ŷ = %s", number);
    }
  if (plot->n_runs > 0 && !isnan (y))
    {
      write_number (number, output - y, decimals);
      chain_callout_add (&callout, CHAIN_COLOR_ERROR, _("error %s%s"),
                         output > y && isfinite (output) ? "+" : "", number);
    }

  chain_callout_draw (&callout, frame, room, chain_scale_to_view (&frame->x, plot->probe_x));
}

/* The error as a line, and a dot on the curve. */
static void
draw_error (ChainFrame *frame,
            double      x,
            double      y,
            double      output)
{
  static const ChainPen pen = { CHAIN_COLOR_ERROR, 1.0, 3.0, CHAIN_DASH_NONE };
  double place = chain_scale_to_view (&frame->y, output);

  if (!isfinite (output))
    return;

  if (isfinite (y))
    {
      cairo_move_to (frame->cr, x, chain_scale_to_view (&frame->y, y));
      cairo_line_to (frame->cr, x, place);
      chain_pen_stroke (&pen, frame->style, frame->cr);
    }
  cairo_arc (frame->cr, x, place, 0.3 * chain_frame_em (frame), 0.0, TWO_PI);
  chain_style_set_source (frame->style, CHAIN_COLOR_NETWORK, frame->cr);
  cairo_fill (frame->cr);
}

/* A ring around the sample that is explained elsewhere: the nearest, which the line need not meet. */
static void
draw_sample (const ChainFitPlot *plot,
             ChainFrame         *frame)
{
  static const ChainPen pen = { CHAIN_COLOR_PROBE, 1.0, 2.0, CHAIN_DASH_NONE };
  double x = chain_scale_to_view (&frame->x, plot->sample_x), y = chain_scale_to_view (&frame->y, plot->sample_y);

  if (!isfinite (x) || !isfinite (y) || !chain_fit_plot_shows (plot, CHAIN_FIT_SAMPLES))
    return;

  cairo_new_sub_path (frame->cr);
  cairo_arc (frame->cr, x, y, 0.5 * chain_frame_em (frame), 0.0, TWO_PI);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/**
 * chain_fit_probe_draw:
 * @room: with the curves in it
 *
 * Draws the probe if it is within the axes: a line, a ring around the sample that is explained, a dot
 * on the first run's curve, the error, and the figures in a box.
 */
void
chain_fit_probe_draw (const ChainFitPlot *plot,
                      ChainFrame         *frame,
                      ChainRoom          *room)
{
  static const ChainPen pen = { CHAIN_COLOR_PROBE, 1.0, 1.6, CHAIN_DASH_DOTTED };
  bool subject = plot->n_runs > 0;
  double x = chain_scale_to_view (&frame->x, plot->probe_x);
  double y = plot->probe_y, output = NAN;

  if (!(plot->probe_x >= frame->x.low) || !(plot->probe_x <= frame->x.high))
    return;

  if (isnan (y) && plot->n_target > 0)
    y = chain_fit_plot_target (plot, plot->probe_x);
  if (subject)
    output = chain_fit_run_evaluate (&plot->runs[0], plot->probe_x);

  cairo_move_to (frame->cr, floor (x) + 0.5, frame->inside.top);
  cairo_line_to (frame->cr, floor (x) + 0.5, frame->inside.bottom);
  chain_pen_stroke (&pen, frame->style, frame->cr);
  draw_sample (plot, frame);
  if (subject && chain_fit_plot_shows (plot, CHAIN_FIT_NETWORK))
    draw_error (frame, floor (x) + 0.5, y, output);
  draw_figures (plot, frame, room, y, output);
}
