// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-step-axis.h"

#include <math.h>

#include "chain-envelope.h"
#include "chain-pen.h"

/* A run's axis is never shorter, so that its first steps do not fly across the page. */
#define LEAST_STEPS 10.0

/* The distance of two lines for changes, in units of the page. */
#define CLOSEST_CHANGES 12.0

/**
 * chain_step_axis_include:
 * @steps: widened to hold all steps of @series
 */
void
chain_step_axis_include (ChainRange        *steps,
                         const ChainSeries *series)
{
  if (series->count == 0)
    return;
  chain_range_include (steps, &chain_scale_linear, (double) series->start);
  chain_range_include (steps, &chain_scale_linear, (double) (series->start + series->count - 1));
}

/**
 * chain_step_axis_init:
 * @x: (out)
 * @all: the steps there are
 * @chosen: the steps to be seen; all of them where it is no range
 */
void
chain_step_axis_init (ChainScale *x,
                      ChainRange  all,
                      ChainRange  chosen,
                      bool        log_steps)
{
  const ChainScaleType *type = log_steps ? &chain_scale_symlog : &chain_scale_linear;
  double margin = 0.0;

  if (chosen.low < chosen.high && isfinite (chosen.low) && isfinite (chosen.high))
    {
      chain_scale_init (x, type, 1.0, chosen, 0.0);
      return;
    }

  if (all.low <= all.high)
    {
      all.high = fmax (all.high, all.low + LEAST_STEPS);
      /* Room for the dot at the end; a logarithmic axis must not begin below 0 for that. */
      margin = log_steps ? 0.0 : 0.012;
      all.high += log_steps ? 0.05 * (all.high - all.low) : 0.0;
    }
  chain_scale_init (x, type, 1.0, all, margin);
}

/**
 * chain_step_axis_include_values:
 * @values: widened to hold what @series is within the axis @x
 * @type: of the axis of the values
 *
 * Where the minimum of a bucket is 0, a logarithmic axis needs the other numbers.
 */
void
chain_step_axis_include_values (ChainRange           *values,
                                const ChainScaleType *type,
                                const ChainSeries    *series,
                                const ChainScale     *x)
{
  size_t first, end;

  chain_envelope_visible (series, x, &first, &end);
  for (size_t i = first; i < end; i++)
    {
      const ChainBucket *bucket = &series->buckets[i];

      chain_range_include (values, type, bucket->min);
      chain_range_include (values, type, bucket->max);
      if (bucket->min > 0.0)
        continue;
      chain_range_include (values, type, bucket->first);
      chain_range_include (values, type, bucket->last);
    }
}

/**
 * chain_step_axis_draw_event:
 *
 * Draws a vertical line at @step, if the axis shows it.
 */
void
chain_step_axis_draw_event (const ChainFrame *frame,
                            ChainColorRole    role,
                            double            step)
{
  ChainPen pen = { role, 1.0, 1.0, CHAIN_DASH_DOTTED };
  double x = floor (chain_scale_to_view (&frame->x, step)) + 0.5;

  if (!(step >= frame->x.low) || !(step <= frame->x.high))
    return;

  cairo_move_to (frame->cr, x, frame->inside.top);
  cairo_line_to (frame->cr, x, frame->inside.bottom);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/**
 * chain_step_axis_draw_changes:
 * @changes: steps before which something was changed, rising
 * @n: how many
 *
 * Draws a mark for each change at the top, one in two columns of pixels; and a line below it,
 * unless it follows so closely on the last one that lines would make an area, as where a slider
 * was moved while the run went on.
 */
void
chain_step_axis_draw_changes (const ChainFrame *frame,
                              const uint64_t   *changes,
                              size_t            n)
{
  double size = 0.3 * chain_frame_em (frame);
  double last = -HUGE_VAL;

  for (size_t i = 0; i < n; i++)
    {
      double step = (double) changes[i];
      double x = floor (chain_scale_to_view (&frame->x, step)) + 0.5;

      if (step < frame->x.low || step > frame->x.high || x - last < 2.0)
        continue;
      if (x - last >= CLOSEST_CHANGES)
        chain_step_axis_draw_event (frame, CHAIN_COLOR_CHANGE, step);
      cairo_move_to (frame->cr, x - size, frame->inside.top);
      cairo_line_to (frame->cr, x + size, frame->inside.top);
      cairo_line_to (frame->cr, x, frame->inside.top + 1.6 * size);
      cairo_close_path (frame->cr);
      chain_style_set_source (frame->style, CHAIN_COLOR_CHANGE, frame->cr);
      cairo_fill (frame->cr);
      last = x;
    }
}

/**
 * chain_step_axis_pick:
 * @place: on the page, of the pointer
 * @step: (out): the nearest step; at an end of the axis where the pointer is beyond it
 *
 * Returns: false where the axis has no steps, and @step is untouched
 */
bool
chain_step_axis_pick (const ChainArea *area,
                      double           place,
                      uint64_t        *step)
{
  double value;

  if (area->x.state == CHAIN_RANGE_EMPTY)
    return false;

  value = round (chain_scale_from_view (&area->x,
                                        fmin (fmax (place, area->inside.left), area->inside.right)));
  /* 2⁶⁴ itself is too large, and the margin of an axis may begin below 0. */
  *step = value <= 0.0 ? 0 : value >= 0x1p64 ? UINT64_MAX : (uint64_t) value;
  return true;
}
