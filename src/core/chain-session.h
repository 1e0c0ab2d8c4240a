// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment.h"
#include "chain-series.h"

/* A run of an experiment. The only training loop of the program is chain_session_step().
 *
 * State k is what k updates lead to. Its loss and gradients belong to the same parameters:
 * update k + 1 takes θ ← θ − α·∂L/∂θ with them.
 *
 * A session is a value: a copy continues identically. One thread at a time may use it. */

typedef struct _ChainSession ChainSession;

typedef enum
{
  CHAIN_SESSION_READY,    /* can be stepped */
  CHAIN_SESSION_DIVERGED  /* stopped for good; the session holds the last good state */
} ChainSessionStatus;

/* Parameters with their loss and gradients, in flat order. */
typedef struct
{
  double loss;
  double parameters[CHAIN_MAX_PARAMETERS];
  double gradients[CHAIN_MAX_PARAMETERS];
} ChainPoint;

ChainSession           *chain_session_new               (const ChainExperiment *experiment);
ChainSession           *chain_session_copy              (const ChainSession *session);
void                    chain_session_free              (ChainSession *session);

ChainSessionStatus      chain_session_step              (ChainSession *session,
                                                         uint64_t      n);
bool                    chain_session_change            (ChainSession  *session,
                                                         ChainChangeKey key,
                                                         double         value);

ChainSessionStatus      chain_session_get_status        (const ChainSession *session);
uint64_t                chain_session_get_step          (const ChainSession *session);
const ChainPoint       *chain_session_get_point         (const ChainSession *session);
uint64_t                chain_session_get_diverged_step (const ChainSession *session);
const ChainPoint       *chain_session_get_diverged      (const ChainSession *session);
double                  chain_session_get_learning_rate (const ChainSession *session);
const ChainDataset     *chain_session_get_dataset       (const ChainSession *session);
const ChainSeries      *chain_session_get_losses        (const ChainSession *session);
const ChainExperiment  *chain_session_get_experiment    (const ChainSession *session);
bool                    chain_session_record            (const ChainSession *session,
                                                         ChainExperiment    *record);
