// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chain-scale.h"
#include "chain-series.h"

/* A walk along a series, one column of pixels at a time: what is drawn never depends on how many
 * steps a run has, and no extreme is lost. */

typedef struct
{
  const ChainSeries *series;
  const ChainScale *x;
  size_t next; /* bucket */
  size_t end;
} ChainEnvelope;

/* Consecutive values that begin in the same column. */
typedef struct
{
  double left;  /* place of the first value */
  double right; /* place of the last */
  ChainBucket values;
} ChainCell;

void chain_envelope_init (ChainEnvelope     *envelope,
                          const ChainSeries *series,
                          const ChainScale  *x);
bool chain_envelope_next (ChainEnvelope     *envelope,
                          ChainCell         *cell);
void chain_envelope_visible (const ChainSeries *series,
                             const ChainScale  *x,
                             size_t            *first,
                             size_t            *end);
