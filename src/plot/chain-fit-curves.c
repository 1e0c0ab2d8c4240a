// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fit-curves.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TWO_PI 6.283185307179586

/* The side of a sample's square where samples are too many for circles. */
#define DOT 2.0

/* Points of a contribution's curve; they are smooth. */
#define CONTRIBUTION_POINTS 256

/* Strips of the inside in which crowded residuals are gathered. */
#define RESIDUAL_SLOTS 1024

/* Places at which a curve's course is asked for, to keep labels away from it. */
#define COURSE 64

/**
 * chain_fit_pen:
 *
 * Returns: what @item is drawn with, on the axes and in the legend
 */
ChainPen
chain_fit_pen (ChainFitItem item)
{
  static const ChainPen pens[CHAIN_N_FIT_ITEMS] = {
    [CHAIN_FIT_NETWORK] = { CHAIN_COLOR_NETWORK, 1.0, 2.0, CHAIN_DASH_NONE },
    [CHAIN_FIT_TARGET] = { CHAIN_COLOR_TARGET, 1.0, 1.4, CHAIN_DASH_DASHED },
    [CHAIN_FIT_SAMPLES] = { CHAIN_COLOR_SAMPLE, 1.0, 1.0, CHAIN_DASH_NONE },
    [CHAIN_FIT_MONOTONE] = { CHAIN_COLOR_REFERENCE, 1.0, 1.6, CHAIN_DASH_DOTTED },
    [CHAIN_FIT_RESIDUALS] = { CHAIN_COLOR_ERROR, 0.75, 1.0, CHAIN_DASH_NONE },
    [CHAIN_FIT_CONTRIBUTIONS] = { CHAIN_COLOR_NETWORK, 0.7, 1.0, CHAIN_DASH_DASH_DOT },
  };

  return pens[item];
}

/* One of a plot's curves: NULL is the target. */
static double
evaluate (const ChainFitPlot *plot,
          const ChainFitRun  *run,
          double              x)
{
  return run != NULL ? chain_fit_run_evaluate (run, x) : chain_fit_plot_target (plot, x);
}

/* Adds a curve to the path, one evaluation in each column of pixels. Where it is not finite it
 * is interrupted. */
static ChainTrace
trace (const ChainFrame   *frame,
       const ChainFitPlot *plot,
       const ChainFitRun  *run)
{
  ChainTrace seen = CHAIN_TRACE_NOT_FINITE;
  bool pen_down = false;

  for (double view = frame->inside.left; view <= frame->inside.right; view += 1.0)
    {
      double y = evaluate (plot, run, chain_scale_from_view (&frame->x, view));
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
        seen = CHAIN_TRACE_VISIBLE;
      else if (seen == CHAIN_TRACE_NOT_FINITE)
        seen = CHAIN_TRACE_OUTSIDE;
    }

  return seen;
}

static void
stroke (const ChainFrame *frame,
        ChainPen          pen)
{
  cairo_set_line_join (frame->cr, CAIRO_LINE_JOIN_ROUND);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/**
 * chain_fit_draw_target:
 *
 * Draws the target.
 */
void
chain_fit_draw_target (const ChainFitPlot *plot,
                       ChainFrame         *frame)
{
  trace (frame, plot, NULL);
  stroke (frame, chain_fit_pen (CHAIN_FIT_TARGET));
}

/**
 * chain_fit_find_network:
 *
 * Returns: what is seen of the first run
 */
ChainTrace
chain_fit_find_network (const ChainFitPlot *plot,
                        const ChainFrame   *frame)
{
  ChainTrace seen = trace (frame, plot, &plot->runs[0]);

  cairo_new_path (frame->cr);
  return seen;
}

/**
 * chain_fit_draw_networks:
 *
 * Draws the curve of each run, the first on top and thicker.
 */
void
chain_fit_draw_networks (const ChainFitPlot *plot,
                         ChainFrame         *frame)
{
  for (size_t i = plot->n_runs; i-- > 0;)
    {
      ChainPen pen = chain_fit_pen (CHAIN_FIT_NETWORK);

      if (i > 0)
        pen.width /= 2.0;
      trace (frame, plot, &plot->runs[i]);
      stroke (frame, pen);
    }
}

/* Whether sample @i has a place. */
static bool
is_finite (const ChainFitPlot *plot,
           size_t              i)
{
  return isfinite (plot->x[i]) && isfinite (plot->y[i]);
}

/* An open circle: the curves stay visible around it, not through it. */
static void
draw_circle (ChainFrame *frame,
             double      x,
             double      y,
             double      radius)
{
  cairo_arc (frame->cr, x, y, radius, 0.0, TWO_PI);
  chain_style_set_ground (frame->style, 1.0, frame->cr);
  cairo_fill_preserve (frame->cr);
  chain_style_set_source (frame->style, CHAIN_COLOR_SAMPLE, frame->cr);
  cairo_stroke (frame->cr);
}

/* Fills the squares of a row that are marked: neighbours in one rectangle. */
static void
fill_row (const ChainFrame    *frame,
          const unsigned char *marks,
          int                  columns,
          double               y)
{
  for (int first = 0; first < columns; first++)
    {
      int end = first;

      while (end < columns && marks[end])
        end++;
      if (end > first)
        cairo_rectangle (frame->cr, frame->inside.left + first * DOT, y, (end - first) * DOT, DOT);
      first = end;
    }
}

/* Too many samples for circles: the inside is ruled into squares, and those with a sample in
 * them are filled, so that the cost is the page's however many samples there are. */
static void
draw_dots (ChainFrame         *frame,
           const ChainFitPlot *plot)
{
  int columns = (int) ceil ((frame->inside.right - frame->inside.left) / DOT);
  int rows = (int) ceil ((frame->inside.bottom - frame->inside.top) / DOT);
  unsigned char *marks = calloc ((size_t) columns, (size_t) rows);

  if (marks == NULL)
    return;

  for (size_t i = 0; i < plot->n_samples; i++)
    {
      double x = floor ((chain_scale_to_view (&frame->x, plot->x[i]) - frame->inside.left) / DOT);
      double y = floor ((chain_scale_to_view (&frame->y, plot->y[i]) - frame->inside.top) / DOT);

      if (is_finite (plot, i) && x >= 0.0 && x < columns && y >= 0.0 && y < rows)
        marks[(int) y * columns + (int) x] = 1;
    }
  for (int row = 0; row < rows; row++)
    fill_row (frame, marks + row * columns, columns, frame->inside.top + row * DOT);
  free (marks);

  cairo_set_antialias (frame->cr, CAIRO_ANTIALIAS_NONE);
  chain_style_set_source (frame->style, CHAIN_COLOR_SAMPLE, frame->cr);
  cairo_fill (frame->cr);
  cairo_set_antialias (frame->cr, CAIRO_ANTIALIAS_DEFAULT);
}

/**
 * chain_fit_draw_samples:
 *
 * Draws circles that shrink as samples crowd, and become dots in the end.
 */
void
chain_fit_draw_samples (const ChainFitPlot *plot,
                        ChainFrame         *frame)
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
    if (is_finite (plot, i))
      draw_circle (frame, chain_scale_to_view (&frame->x, plot->x[i]),
                   chain_scale_to_view (&frame->y, plot->y[i]), radius);
}

/* More residuals than there is room for beside each other: in each strip one bar that covers
 * them, for the price of one evaluation a strip. */
static void
draw_residual_bars (const ChainFitPlot *plot,
                    ChainFrame         *frame)
{
  double width = frame->inside.right - frame->inside.left;
  double n = fmin (floor (width), RESIDUAL_SLOTS);
  double top[RESIDUAL_SLOTS], bottom[RESIDUAL_SLOTS];

  for (int i = 0; i < (int) n; i++)
    {
      double middle = frame->inside.left + (i + 0.5) * width / n;
      double y = chain_fit_run_evaluate (&plot->runs[0], chain_scale_from_view (&frame->x, middle));

      top[i] = HUGE_VAL;
      bottom[i] = isfinite (y) ? chain_scale_to_view (&frame->y, y) : HUGE_VAL;
    }

  for (size_t i = 0; i < plot->n_samples; i++)
    {
      double x = chain_scale_to_view (&frame->x, plot->x[i]) - frame->inside.left;
      double y = chain_scale_to_view (&frame->y, plot->y[i]);
      double place = x / width * n;
      int slot = place <= 0.0 ? 0 : place >= n - 1.0 ? (int) n - 1 : (int) place;

      if (!is_finite (plot, i) || bottom[slot] == HUGE_VAL)
        continue;
      if (top[slot] > bottom[slot])
        top[slot] = bottom[slot];
      if (y < top[slot])
        top[slot] = y;
      if (y > bottom[slot])
        bottom[slot] = y;
    }

  for (int i = 0; i < (int) n; i++)
    if (top[i] < bottom[i] && bottom[i] < HUGE_VAL)
      cairo_rectangle (frame->cr, floor (frame->inside.left + i * width / n), floor (top[i]),
                       ceil (width / n), ceil (bottom[i]) - floor (top[i]));
}

/**
 * chain_fit_draw_residuals:
 *
 * Draws a line from each sample to the first run's curve: what the loss squares.
 */
void
chain_fit_draw_residuals (const ChainFitPlot *plot,
                          ChainFrame         *frame)
{
  ChainPen pen = chain_fit_pen (CHAIN_FIT_RESIDUALS);

  if ((double) plot->n_samples > (frame->inside.right - frame->inside.left) / 2.0)
    {
      draw_residual_bars (plot, frame);
      pen.opacity *= 0.5;
      chain_pen_set_source (&pen, frame->style, frame->cr);
      cairo_set_antialias (frame->cr, CAIRO_ANTIALIAS_NONE);
      cairo_fill (frame->cr);
      cairo_set_antialias (frame->cr, CAIRO_ANTIALIAS_DEFAULT);
      return;
    }

  for (size_t i = 0; i < plot->n_samples; i++)
    {
      double x = floor (chain_scale_to_view (&frame->x, plot->x[i])) + 0.5;
      double y = chain_fit_run_evaluate (&plot->runs[0], plot->x[i]);

      if (!is_finite (plot, i) || !isfinite (y))
        continue;
      cairo_move_to (frame->cr, x, chain_scale_to_view (&frame->y, plot->y[i]));
      cairo_line_to (frame->cr, x, chain_scale_to_view (&frame->y, y));
    }
  stroke (frame, pen);
}

/**
 * chain_fit_draw_monotone:
 *
 * Draws the best monotone curve. It is known at the samples; straight lines between them are
 * monotone too. Points closer than half a pixel are left out.
 */
void
chain_fit_draw_monotone (const ChainFitPlot *plot,
                         ChainFrame         *frame)
{
  double last_x = -HUGE_VAL, last_y = -HUGE_VAL;

  for (size_t i = 0; i < plot->n_monotone; i++)
    {
      double x = chain_scale_to_view (&frame->x, plot->monotone_x[i]);
      double y = chain_scale_to_view (&frame->y, plot->monotone_y[i]);
      bool last = i == plot->n_monotone - 1;

      if (!isfinite (plot->monotone_x[i]) || !isfinite (plot->monotone_y[i])
          || (!last && fabs (x - last_x) < 0.5 && fabs (y - last_y) < 0.5))
        continue;
      /* Without a current point, this begins a line. */
      cairo_line_to (frame->cr, x, y);
      last_x = x;
      last_y = y;
    }
  stroke (frame, chain_fit_pen (CHAIN_FIT_MONOTONE));
}

/* The number of a neuron, at the right end of its curve. */
static void
label_contribution (const ChainFrame *frame,
                    ChainRoom        *room,
                    int               neuron,
                    double            y)
{
  double gap = 0.3 * chain_frame_em (frame);
  double right = frame->inside.right - gap;
  ChainSpot spots[] = {
    { right, y - gap, { 1.0, 1.0 } }, { right, y + gap, { 1.0, 0.0 } },
    { right - 5.0 * gap, y - gap, { 1.0, 1.0 } }, { right - 5.0 * gap, y + gap, { 1.0, 0.0 } },
  };
  char markup[16];

  if (y < frame->inside.top || y > frame->inside.bottom)
    return;

  snprintf (markup, sizeof markup, "%d", neuron + 1);
  chain_room_show_label (room, frame, CHAIN_COLOR_NETWORK, markup, spots, 4);
}

/* The curve of one neuron. */
static void
trace_contribution (ChainFrame *frame,
                    double      values[][CHAIN_MAX_WIDTH],
                    int         neuron)
{
  double step = (frame->inside.right - frame->inside.left) / CONTRIBUTION_POINTS;

  cairo_new_sub_path (frame->cr);
  for (int i = 0; i <= CONTRIBUTION_POINTS; i++)
    {
      double value = values[i][neuron];

      if (isfinite (value))
        cairo_line_to (frame->cr, frame->inside.left + i * step, chain_scale_to_view (&frame->y, value));
      else
        cairo_new_sub_path (frame->cr);
    }
}

/**
 * chain_fit_draw_contributions:
 *
 * Draws what each neuron of layer 2 adds to the first run's curve, the sum of all being
 * ŷ − b₃ in the network's units.
 */
void
chain_fit_draw_contributions (const ChainFitPlot *plot,
                              ChainFrame         *frame)
{
  double step = (frame->inside.right - frame->inside.left) / CONTRIBUTION_POINTS;
  double values[CONTRIBUTION_POINTS + 1][CHAIN_MAX_WIDTH];

  for (int i = 0; i <= CONTRIBUTION_POINTS; i++)
    chain_fit_run_contributions (&plot->runs[0],
                                 chain_scale_from_view (&frame->x, frame->inside.left + i * step),
                                 values[i]);

  for (int k = 0; k < plot->runs[0].shape.hidden2; k++)
    {
      trace_contribution (frame, values, k);
      stroke (frame, chain_fit_pen (CHAIN_FIT_CONTRIBUTIONS));
    }
}

/**
 * chain_fit_label_contributions:
 *
 * Shows the number of each neuron beside its curve.
 */
void
chain_fit_label_contributions (const ChainFitPlot *plot,
                               const ChainFrame   *frame,
                               ChainRoom          *room)
{
  double values[CHAIN_MAX_WIDTH];

  chain_fit_run_contributions (&plot->runs[0], chain_scale_from_view (&frame->x, frame->inside.right), values);
  for (int k = 0; k < plot->runs[0].shape.hidden2; k++)
    label_contribution (frame, room, k, chain_scale_to_view (&frame->y, values[k]));
}

/**
 * chain_fit_occupy:
 * @room: told where the curves are, so that figures keep away from them
 */
void
chain_fit_occupy (const ChainFitPlot *plot,
                  const ChainFrame   *frame,
                  ChainRoom          *room)
{
  double width = frame->inside.right - frame->inside.left;

  for (size_t r = 0; r <= plot->n_runs; r++)
    {
      const ChainFitRun *run = r < plot->n_runs ? &plot->runs[r] : NULL;
      double last = NAN;

      if (!chain_fit_plot_shows (plot, run != NULL ? CHAIN_FIT_NETWORK : CHAIN_FIT_TARGET))
        continue;
      for (int i = 0; i <= COURSE; i++)
        {
          double view = frame->inside.left + i * width / COURSE;
          double y = evaluate (plot, run, chain_scale_from_view (&frame->x, view));
          double place = isfinite (y) ? chain_scale_to_view (&frame->y, y) : NAN;

          if (!isnan (last) && !isnan (place))
            chain_room_add_line (room, view - width / COURSE, last, view, place);
          last = place;
        }
    }
}
