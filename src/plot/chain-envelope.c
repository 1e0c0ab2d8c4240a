// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-envelope.h"

#include <math.h>

/* The bucket that holds @step: one beyond the last where it is later, 0 where it is earlier. */
static size_t
bucket_at (const ChainSeries *series,
           double             step)
{
  double index = floor ((step - (double) series->start) / (double) series->width);
  double n = (double) chain_series_n_buckets (series);

  return index > 0.0 ? (size_t) fmin (index, n) : 0;
}

/**
 * chain_envelope_visible:
 * @x: the axis of the steps
 * @first: (out): the first bucket with a step within the axis
 * @end: (out): the bucket after the last one; not above @first where there is none
 */
void
chain_envelope_visible (const ChainSeries *series,
                        const ChainScale  *x,
                        size_t            *first,
                        size_t            *end)
{
  size_t n = chain_series_n_buckets (series);

  *first = bucket_at (series, x->low);
  *end = x->high < (double) series->start ? 0 : bucket_at (series, x->high) + 1;
  if (*end > n)
    *end = n;
}

/**
 * chain_envelope_init:
 * @series: must not change meanwhile
 * @x: the axis of the steps; what is walked along is what it shows, and a bucket more at each
 *   end, where curves leave the page
 */
void
chain_envelope_init (ChainEnvelope     *envelope,
                     const ChainSeries *series,
                     const ChainScale  *x)
{
  size_t n = chain_series_n_buckets (series);

  *envelope = (ChainEnvelope) { series, x, 0, 0 };
  chain_envelope_visible (series, x, &envelope->next, &envelope->end);
  if (envelope->next > 0)
    envelope->next--;
  if (envelope->end < n)
    envelope->end++;
}

/* Where the first step of a bucket is on the page. */
static double
bucket_left (const ChainEnvelope *envelope,
             size_t               index)
{
  const ChainSeries *series = envelope->series;

  return chain_scale_to_view (envelope->x, (double) (series->start + index * series->width));
}

/* Where its last step is; the last bucket may be part full. */
static double
bucket_right (const ChainEnvelope *envelope,
              size_t               index)
{
  const ChainSeries *series = envelope->series;
  uint64_t end = (index + 1) * series->width;

  if (end > series->count)
    end = series->count;
  return chain_scale_to_view (envelope->x, (double) (series->start + end - 1));
}

/* The contract of a series says so; a picture of one that breaks it must still have places. */
static bool
is_finite (const ChainBucket *bucket)
{
  return isfinite (bucket->first) && isfinite (bucket->min)
         && isfinite (bucket->max) && isfinite (bucket->last);
}

/**
 * chain_envelope_next:
 * @cell: (out): the next values, with their exact extremes
 *
 * Returns: false at the end of the series, and @cell is undefined
 */
bool
chain_envelope_next (ChainEnvelope *envelope,
                     ChainCell     *cell)
{
  const ChainSeries *series = envelope->series;
  bool begun = false;
  double end = 0.0; /* of the column */
  size_t last = 0;

  for (; envelope->next < envelope->end; envelope->next++)
    {
      const ChainBucket *bucket = &series->buckets[envelope->next];
      double left;

      if (!is_finite (bucket))
        continue;

      left = bucket_left (envelope, envelope->next);
      if (begun && left >= end)
        break;

      if (!begun)
        {
          cell->left = left;
          end = floor (left) + 1.0;
          cell->values = *bucket;
          begun = true;
        }
      if (bucket->min < cell->values.min)
        cell->values.min = bucket->min;
      if (bucket->max > cell->values.max)
        cell->values.max = bucket->max;
      cell->values.last = bucket->last;
      last = envelope->next;
    }

  if (begun)
    cell->right = bucket_right (envelope, last);
  return begun;
}
