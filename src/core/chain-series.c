// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-series.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static ChainBucket
merge (ChainBucket a,
       ChainBucket b)
{
  return (ChainBucket) {
    .first = a.first,
    .min = b.min < a.min ? b.min : a.min,
    .max = b.max > a.max ? b.max : a.max,
    .last = b.last,
  };
}

/**
 * chain_series_new:
 * @capacity: number of buckets, even
 *
 * Returns: (nullable): an empty series to be freed with chain_series_free(),
 *   or %NULL where there is no memory
 */
ChainSeries *
chain_series_new (size_t capacity)
{
  ChainSeries *series;

  assert (capacity >= 2 && capacity % 2 == 0);
  series = malloc (sizeof *series + capacity * sizeof series->buckets[0]);
  if (series != NULL)
    {
      series->capacity = capacity;
      chain_series_clear (series, 0);
    }

  return series;
}

void
chain_series_free (ChainSeries *series)
{
  free (series);
}

/**
 * chain_series_clear:
 * @start: the step of the next value pushed
 */
void
chain_series_clear (ChainSeries *series,
                    uint64_t     start)
{
  series->start = start;
  series->count = 0;
  series->width = 1;
}

/**
 * chain_series_copy:
 * @series: a series of the same capacity, overwritten
 * @from: the series to copy; only the buckets in use are moved
 */
void
chain_series_copy (ChainSeries       *series,
                   const ChainSeries *from)
{
  assert (series->capacity == from->capacity);
  memcpy (series, from, sizeof *from + chain_series_n_buckets (from) * sizeof from->buckets[0]);
}

/**
 * chain_series_room:
 *
 * Returns: how many steps the next call of chain_series_append() may bring at most
 */
uint64_t
chain_series_room (const ChainSeries *series)
{
  return series->width - series->count % series->width;
}

/**
 * chain_series_append:
 * @bucket: what the next @n steps were
 * @n: their number, at most chain_series_room()
 */
void
chain_series_append (ChainSeries *series,
                     ChainBucket  bucket,
                     uint64_t     n)
{
  size_t index = (size_t) (series->count / series->width);

  assert (n > 0 && n <= chain_series_room (series));
  if (index == series->capacity)
    {
      index /= 2;
      for (size_t i = 0; i < index; i++)
        series->buckets[i] = merge (series->buckets[2 * i], series->buckets[2 * i + 1]);
      series->width *= 2;
    }

  if (series->count % series->width == 0)
    series->buckets[index] = bucket;
  else
    series->buckets[index] = merge (series->buckets[index], bucket);
  series->count += n;
}

/**
 * chain_series_push:
 * @value: the finite value of step start + count
 */
void
chain_series_push (ChainSeries *series,
                   double       value)
{
  chain_series_append (series, (ChainBucket) { value, value, value, value }, 1);
}

/**
 * chain_series_n_buckets:
 *
 * Returns: the buckets in use; bucket i holds the steps from start + i·width
 */
size_t
chain_series_n_buckets (const ChainSeries *series)
{
  return (size_t) ((series->count + series->width - 1) / series->width);
}

/**
 * chain_series_query:
 * @from: first step asked for
 * @to: the step after the last one asked for
 * @bucket: (out): what all buckets that touch the range hold together: its extremes are
 *   those of the range, widened to whole buckets
 *
 * Returns: how many buckets that was; with 0, @bucket is untouched
 */
size_t
chain_series_query (const ChainSeries *series,
                    uint64_t           from,
                    uint64_t           to,
                    ChainBucket       *bucket)
{
  uint64_t end = series->start + series->count;
  size_t first, last;

  if (from < series->start)
    from = series->start;
  if (to > end)
    to = end;
  if (from >= to)
    return 0;

  first = (size_t) ((from - series->start) / series->width);
  last = (size_t) ((to - 1 - series->start) / series->width);
  *bucket = series->buckets[first];
  for (size_t i = first + 1; i <= last; i++)
    *bucket = merge (*bucket, series->buckets[i]);

  return last - first + 1;
}
