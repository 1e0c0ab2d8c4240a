// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include "chain-network.h"

/* The range of each gradient over the last second, from the values that were shown in it: in a
 * ring of short intervals, so that memory and work are fixed. A value; times are the caller's. */

#define CHAIN_WHISKERS_INTERVALS 10
#define CHAIN_WHISKERS_MICROSECONDS (G_USEC_PER_SEC / CHAIN_WHISKERS_INTERVALS)

typedef struct
{
  gint64 interval; /* number of the newest one */
  gboolean used[CHAIN_WHISKERS_INTERVALS];
  double least[CHAIN_WHISKERS_INTERVALS][CHAIN_MAX_PARAMETERS];
  double largest[CHAIN_WHISKERS_INTERVALS][CHAIN_MAX_PARAMETERS];
} ChainWhiskers;

void     chain_whiskers_clear (ChainWhiskers       *whiskers);
void     chain_whiskers_add   (ChainWhiskers       *whiskers,
                               gint64               microseconds,
                               gsize                n,
                               const double        *values);
gboolean chain_whiskers_get   (const ChainWhiskers *whiskers,
                               gsize                n,
                               double              *least,
                               double              *largest);
