// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-history.h"

#include <stdlib.h>
#include <string.h>

/* Channels taken together, where there are so many. */
#define BLOCK 8

/**
 * chain_history_init:
 * @n_channels: number of quantities
 * @capacity: buckets of each, even
 * @start: the step of the first values
 *
 * Returns: %false where there is no memory; @history need not be cleared then
 */
bool
chain_history_init (ChainHistory *history,
                    size_t        n_channels,
                    size_t        capacity,
                    uint64_t      start)
{
  *history = (ChainHistory) { .n_channels = n_channels, .room = 1 };
  history->series = calloc (n_channels, sizeof *history->series);
  history->first = calloc (3 * n_channels, sizeof *history->first);
  if (history->series == NULL || history->first == NULL)
    goto no_memory;

  history->min = history->first + n_channels;
  history->max = history->first + 2 * n_channels;
  for (size_t i = 0; i < n_channels; i++)
    {
      history->series[i] = chain_series_new (capacity);
      if (history->series[i] == NULL)
        goto no_memory;
      chain_series_clear (history->series[i], start);
    }

  return true;

no_memory:
  chain_history_clear (history);
  return false;
}

/**
 * chain_history_copy:
 * @history: (out): uninitialised
 *
 * Returns: %false where there is no memory; @history need not be cleared then
 */
bool
chain_history_copy (ChainHistory       *history,
                    const ChainHistory *from)
{
  if (!chain_history_init (history, from->n_channels, from->series[0]->capacity, 0))
    return false;

  for (size_t i = 0; i < from->n_channels; i++)
    chain_series_copy (history->series[i], from->series[i]);
  memcpy (history->first, from->first, 3 * from->n_channels * sizeof *from->first);
  history->n_open = from->n_open;
  history->room = from->room;
  return true;
}

void
chain_history_clear (ChainHistory *history)
{
  for (size_t i = 0; history->series != NULL && i < history->n_channels; i++)
    chain_series_free (history->series[i]);
  free (history->series);
  free (history->first);
  *history = (ChainHistory) { 0 };
}

/* What the last steps were, of which @values is the newest. */
static ChainBucket
open_bucket (const ChainHistory *history,
             size_t              channel,
             const double       *values)
{
  return (ChainBucket) {
    history->first[channel], history->min[channel], history->max[channel], values[channel]
  };
}

/* Takes @value into the extremes of channel @i. */
static inline void
widen (double *restrict min,
       double *restrict max,
       size_t           i,
       double           value)
{
  min[i] = value < min[i] ? value : min[i];
  max[i] = value > max[i] ? value : max[i];
}

/**
 * chain_history_push:
 * @values: the finite values of the next step, one for each channel
 */
void
chain_history_push (ChainHistory *history,
                    const double *values)
{
  double *restrict min = history->min, *restrict max = history->max;
  size_t n = history->n_channels, i = 0;

  if (history->n_open == 0)
    {
      memcpy (history->first, values, n * sizeof *values);
      memcpy (history->min, values, n * sizeof *values);
      memcpy (history->max, values, n * sizeof *values);
    }

  /* in blocks, which the compiler turns into vectors */
  for (; i + BLOCK <= n; i += BLOCK)
    for (size_t k = 0; k < BLOCK; k++)
      widen (min, max, i + k, values[i + k]);
  for (; i < n; i++)
    widen (min, max, i, values[i]);

  if (++history->n_open < history->room)
    return;

  for (i = 0; i < n; i++)
    chain_series_append (history->series[i], open_bucket (history, i, values), history->n_open);
  history->n_open = 0;
  history->room = chain_series_room (history->series[0]);
}

/**
 * chain_history_get_series:
 * @values: what was pushed last
 * @series: a series of the capacity of @history, overwritten with what @channel has been so far
 */
void
chain_history_get_series (const ChainHistory *history,
                          size_t              channel,
                          const double       *values,
                          ChainSeries        *series)
{
  chain_series_copy (series, history->series[channel]);
  if (history->n_open > 0)
    chain_series_append (series, open_bucket (history, channel, values), history->n_open);
}
