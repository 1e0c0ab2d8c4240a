// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-series.h"

/* Several quantities over the steps of one run, recorded together: a ChainSeries for each, and
 * one open bucket in front of all of them, so that a step costs two comparisons for a quantity.
 * A history is a value of the thread that owns it. */

typedef struct
{
  size_t n_channels;
  ChainSeries **series;
  uint64_t n_open;   /* steps in the open bucket */
  uint64_t room;     /* steps that it takes */
  double *first;     /* the open bucket, by channel */
  double *min;
  double *max;
} ChainHistory;

bool chain_history_init       (ChainHistory *history,
                               size_t        n_channels,
                               size_t        capacity,
                               uint64_t      start);
bool chain_history_copy       (ChainHistory       *history,
                               const ChainHistory *from);
void chain_history_clear      (ChainHistory *history);
void chain_history_push       (ChainHistory *history,
                               const double *values);
void chain_history_get_series (const ChainHistory *history,
                               size_t              channel,
                               const double       *values,
                               ChainSeries        *series);
