// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-average.h"

#include <math.h>

/* The distance of two points of the curve, in units of the page. */
#define CLOSEST 2.0

/**
 * chain_average_init:
 * @average: (out): before the first value
 * @beta: at least 0 and below 1
 */
void
chain_average_init (ChainAverage *average,
                    double        beta)
{
  *average = (ChainAverage) { .beta = beta };
}

static void
set_width (ChainAverage *average,
           uint64_t      n)
{
  double beta = average->beta, count = (double) n;

  average->n = n;
  average->power = pow (beta, count);
  average->gain = -expm1 (count * log (beta)); /* 1 − βⁿ, which cancels near β = 1 */
  average->lag = beta * average->gain / (1.0 - beta) - count * average->power;
}

/**
 * chain_average_add:
 * @bucket: the next @n steps
 *
 * Adds @n steps at the price of one. What happened inside a bucket is not known but for its ends
 * and extremes: the steps are taken to run straight from the first value to the last. With d the
 * difference of two neighbours, v₍ₙ₋ᵢ₎ = last − i·d, and i from 0 to n − 1:
 *
 *     s ← βⁿ·s + (1 − β)·Σ βⁱ·(last − i·d)
 *       = βⁿ·s + (1 − βⁿ)·last − d·(β·(1 − βⁿ)/(1 − β) − n·βⁿ)
 *
 * That is exact where a bucket is one step, as in the first few thousand of a run, and where
 * the series is straight within each bucket.
 *
 * Returns: the average after them; NaN before any finite value
 */
double
chain_average_add (ChainAverage      *average,
                   const ChainBucket *bucket,
                   uint64_t           n)
{
  double last = bucket->last, first = bucket->first;

  if (isfinite (first) && isfinite (last) && n > 0)
    {
      double slope = n > 1 ? (last - first) / ((double) n - 1.0) : 0.0;

      if (n != average->n)
        set_width (average, n);
      average->weighted = average->power * average->weighted + average->gain * last - slope * average->lag;
      average->weight = average->power * average->weight + average->gain;
    }

  return average->weight > 0.0 ? average->weighted / average->weight : NAN;
}

/* How many steps bucket @index holds. */
static uint64_t
steps_in (const ChainSeries *series,
          size_t             index)
{
  uint64_t before = index * series->width;

  return series->count - before < series->width ? series->count - before : series->width;
}

/**
 * chain_average_at:
 * @value: (out): the average at the end of the bucket that holds @step
 *
 * Returns: false where there is no such step, or no average yet
 */
bool
chain_average_at (const ChainSeries *series,
                  double             beta,
                  uint64_t           step,
                  double            *value)
{
  ChainAverage average;

  if (step < series->start || step - series->start >= series->count)
    return false;

  *value = NAN;
  chain_average_init (&average, beta);
  for (size_t i = 0; i <= (step - series->start) / series->width; i++)
    *value = chain_average_add (&average, &series->buckets[i], steps_in (series, i));

  return isfinite (*value);
}

/**
 * chain_average_draw:
 * @frame: with both axes laid out
 * @beta: at least 0 and below 1
 *
 * Draws the average at the ends of buckets, two pixels from each other or more: it is there to be
 * smooth. The cost is that of the buckets, of which a series of any length has a fixed number.
 */
void
chain_average_draw (const ChainFrame  *frame,
                    const ChainSeries *series,
                    double             beta,
                    const ChainPen    *pen)
{
  size_t n = chain_series_n_buckets (series);
  double last = -HUGE_VAL;
  ChainAverage average;

  chain_average_init (&average, beta);
  for (size_t i = 0; i < n; i++)
    {
      uint64_t steps = steps_in (series, i);
      double value = chain_average_add (&average, &series->buckets[i], steps);
      double step = (double) (series->start + i * series->width + steps - 1);
      double x = chain_scale_to_view (&frame->x, step);

      if (isnan (value) || (i + 1 < n && x - last < CLOSEST))
        continue;
      cairo_line_to (frame->cr, x, chain_scale_to_view (&frame->y, value));
      last = x;
    }
  cairo_set_line_join (frame->cr, CAIRO_LINE_JOIN_BEVEL);
  chain_pen_stroke (pen, frame->style, frame->cr);
}
