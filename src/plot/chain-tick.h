// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>

#include "chain-number.h"

/* Where the labelled ticks of an axis are, and what their labels say. */

typedef struct
{
  double value;
  char label[CHAIN_NUMBER_SIZE]; /* Pango markup */
} ChainTick;

#define CHAIN_MAX_TICKS 24

size_t chain_ticks_linear (double     low,
                           double     high,
                           size_t     most,
                           ChainTick *ticks);
size_t chain_ticks_log    (double     low,
                           double     high,
                           size_t     most,
                           ChainTick *ticks);
size_t chain_ticks_symlog (double     low,
                           double     high,
                           double     threshold,
                           size_t     most,
                           ChainTick *ticks);
