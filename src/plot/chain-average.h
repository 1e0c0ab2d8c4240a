// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-frame.h"
#include "chain-pen.h"
#include "chain-series.h"

/* The exponential moving average of a series,
 *
 *     s ← β·s + (1 − β)·v,   shown as s/(1 − βᵗ) after t steps,
 *
 * from its buckets. The division takes out the bias towards the 0 that s begins with (Kingma and
 * Ba, Adam, section 3), so that the curve begins at the first value. */

typedef struct
{
  double beta;
  double weighted; /* s */
  double weight;   /* 1 − βᵗ */
  uint64_t n;      /* for which the following were computed: all buckets but the last are alike */
  double power;    /* βⁿ */
  double gain;     /* 1 − βⁿ */
  double lag;      /* what a slope of 1 takes from the last value */
} ChainAverage;

void   chain_average_init (ChainAverage      *average,
                           double             beta);
double chain_average_add  (ChainAverage      *average,
                           const ChainBucket *bucket,
                           uint64_t           n);
bool   chain_average_at   (const ChainSeries *series,
                           double             beta,
                           uint64_t           step,
                           double            *value);
void   chain_average_draw (const ChainFrame  *frame,
                           const ChainSeries *series,
                           double             beta,
                           const ChainPen    *pen);
