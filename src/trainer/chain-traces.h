// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-session.h"

/* The course of several quantities of one run, for plots over time: a value, owned by whoever
 * cleared it to zeros first. Its memory is kept for the next time and bounded. */

/* All parameters of a small network; of a wider one up to four of each group, evenly spread. */
#define CHAIN_MAX_TRACES 24
#define CHAIN_TRACES_OF_GROUP 4

/* Of a network that is too wide for all of them, which; from CHAIN_TRACES_W2 on the weights into each
 * neuron of layer 2. */
typedef enum
{
  CHAIN_TRACES_SPREAD, /* a few of each group */
  CHAIN_TRACES_W1,
  CHAIN_TRACES_B1,
  CHAIN_TRACES_B2,
  CHAIN_TRACES_W3,     /* with b3 */
  CHAIN_TRACES_W2
} ChainTracesChoice;

/* The norms of the gradient: of all parameters, and of each layer. */
#define CHAIN_N_NORMS 4

typedef struct
{
  size_t n;
  size_t index[CHAIN_MAX_TRACES];        /* a parameter, flat; or a layer, 0 for all of them */
  ChainSeries *series[CHAIN_MAX_TRACES]; /* owned; NULL where there was none yet */
} ChainTraces;

void chain_traces_take_parameters (ChainTraces        *traces,
                                   const ChainSession *session,
                                   unsigned            choice);
void chain_traces_take_norms      (ChainTraces        *traces,
                                   const ChainSession *session);
void chain_traces_copy            (ChainTraces        *traces,
                                   const ChainTraces  *from);
void chain_traces_clear           (ChainTraces        *traces);
