// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>

/* A quantity over the steps of a run, in fixed memory.
 *
 * Values are gathered in buckets of @width consecutive steps (a power of two). When all
 * @capacity buckets are full, neighbours are merged and the width doubles: pushing is
 * amortised O(1), and there are always capacity/2 to capacity buckets. First, minimum, maximum
 * and last of each bucket are exact, so a spike of one step among ten million stays visible.
 *
 * A series is a value of the thread that owns it. */

typedef struct
{
  double first;
  double min;
  double max;
  double last;
} ChainBucket;

typedef struct
{
  uint64_t start;    /* step of the first value */
  uint64_t count;    /* values pushed so far: steps start .. start + count − 1 */
  uint64_t width;    /* steps in a bucket; the last one may be part full */
  size_t capacity;   /* buckets, an even number */
  ChainBucket buckets[];
} ChainSeries;

#define CHAIN_SERIES_CAPACITY 4096

ChainSeries *chain_series_new       (size_t capacity);
void         chain_series_free      (ChainSeries *series);
void         chain_series_clear     (ChainSeries *series,
                                     uint64_t     start);
void         chain_series_copy      (ChainSeries       *series,
                                     const ChainSeries *from);
uint64_t     chain_series_room      (const ChainSeries *series);
void         chain_series_append    (ChainSeries *series,
                                     ChainBucket  bucket,
                                     uint64_t     n);
void         chain_series_push      (ChainSeries *series,
                                     double       value);
size_t       chain_series_n_buckets (const ChainSeries *series);
size_t       chain_series_query     (const ChainSeries *series,
                                     uint64_t           from,
                                     uint64_t           to,
                                     ChainBucket       *bucket);
