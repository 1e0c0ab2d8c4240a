// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-crosshair.h"

#include <math.h>

#include "chain-pen.h"
#include "chain-plot-i18n.h"

#define TWO_PI 6.283185307179586

/* The bucket that holds @step; false where there is none. */
static bool
find_bucket (const ChainSeries *series,
             uint64_t           step,
             ChainBucket       *bucket)
{
  return step < UINT64_MAX && chain_series_query (series, step, step + 1, bucket) > 0;
}

/* What the series is at @step exactly, if that is known: at the ends of a bucket, and where all
 * its values are alike. */
static bool
find_value (const ChainSeries *series,
            uint64_t           step,
            double            *value)
{
  uint64_t place = (step - series->start) % series->width;
  ChainBucket bucket;

  if (!find_bucket (series, step, &bucket))
    return false;

  *value = place == 0 ? bucket.first : bucket.last;
  return place == 0 || place == series->width - 1 || step == series->start + series->count - 1
         || bucket.min == bucket.max;
}

/**
 * chain_crosshair_draw:
 *
 * Draws the line, if the axis shows @step.
 */
void
chain_crosshair_draw (const ChainFrame *frame,
                      uint64_t          step)
{
  static const ChainPen pen = { CHAIN_COLOR_DIM_TEXT, 1.0, 1.0, CHAIN_DASH_NONE };
  double x = floor (chain_scale_to_view (&frame->x, (double) step)) + 0.5;

  if ((double) step < frame->x.low || (double) step > frame->x.high)
    return;

  cairo_move_to (frame->cr, x, frame->inside.top);
  cairo_line_to (frame->cr, x, frame->inside.bottom);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/**
 * chain_crosshair_dot:
 *
 * Marks what @series is at @step: a dot where that is known, else a line from the least to the
 * largest value of the steps that were gathered with it.
 */
void
chain_crosshair_dot (const ChainFrame  *frame,
                     const ChainSeries *series,
                     uint64_t           step,
                     ChainColorRole     role)
{
  ChainPen pen = { role, 1.0, 4.0, CHAIN_DASH_NONE };
  double x = floor (chain_scale_to_view (&frame->x, (double) step)) + 0.5;
  ChainBucket bucket;
  double value;

  if ((double) step < frame->x.low || (double) step > frame->x.high
      || !find_bucket (series, step, &bucket) || !isfinite (bucket.min) || !isfinite (bucket.max))
    return;

  if (find_value (series, step, &value))
    {
      if (!chain_scale_represents (&frame->y, value))
        return;
      cairo_arc (frame->cr, x, chain_scale_to_view (&frame->y, value),
                 0.28 * chain_frame_em (frame), 0.0, TWO_PI);
      chain_pen_set_source (&pen, frame->style, frame->cr);
      cairo_fill (frame->cr);
      return;
    }

  cairo_move_to (frame->cr, x, chain_scale_to_view (&frame->y, bucket.min));
  cairo_line_to (frame->cr, x, chain_scale_to_view (&frame->y, bucket.max));
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/**
 * chain_crosshair_say_step:
 * @series: (nullable): what is looked at; where it gathered steps, the line says which
 *
 * Adds a line with the step.
 */
void
chain_crosshair_say_step (ChainCallout      *callout,
                          const ChainSeries *series,
                          uint64_t           step)
{
  double value;
  ChainBucket bucket;

  if (series != NULL && find_bucket (series, step, &bucket) && !find_value (series, step, &value))
    {
      uint64_t first = step - (step - series->start) % series->width;
      uint64_t last = first + series->width - 1;

      if (last > series->start + series->count - 1)
        last = series->start + series->count - 1;
      chain_callout_add (callout, CHAIN_COLOR_TEXT, _("steps %.0f to %.0f"), (double) first,
                         (double) last);
    }
  else
    chain_callout_add (callout, CHAIN_COLOR_TEXT, _("step %.0f"), (double) step);
}

/**
 * chain_crosshair_say_value:
 * @name: markup, what the series is
 *
 * Adds a line with the value at @step, or with the least and the largest of the steps that were
 * gathered with it; nothing where the series has no such step.
 */
void
chain_crosshair_say_value (ChainCallout      *callout,
                           ChainColorRole     role,
                           const char        *name,
                           const ChainSeries *series,
                           uint64_t           step)
{
  char least[CHAIN_NUMBER_SIZE], largest[CHAIN_NUMBER_SIZE];
  ChainBucket bucket;
  double value;

  if (!find_bucket (series, step, &bucket))
    return;

  if (find_value (series, step, &value))
    {
      chain_number_significant (largest, value, 5);
      chain_callout_add (callout, role, "%s %s", name, isfinite (value) ? largest : _("not finite"));
      return;
    }

  chain_number_significant (least, bucket.min, 4);
  chain_number_significant (largest, bucket.max, 4);
  chain_callout_add (callout, role, _("%s %s to %s"), name, least, largest);
}
