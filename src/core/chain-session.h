// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment.h"
#include "chain-series.h"

/* A run of an experiment. The only training loop of the program is chain_session_step().
 *
 * State k is what k updates lead to. Its loss and gradients belong to the same parameters, over
 * the batch that update k + 1 is made with: the whole data, unless there are mini-batches.
 *
 * A session is a value: a copy continues identically. One thread at a time may use it. */

typedef struct _ChainSession ChainSession;

typedef enum
{
  CHAIN_SESSION_READY,         /* can be stepped */
  CHAIN_SESSION_DIVERGED,      /* stopped for good; the session holds the last good state */
  CHAIN_SESSION_STOPPED_STEPS, /* the experiment's number of steps is reached */
  CHAIN_SESSION_STOPPED_LOSS   /* the loss of the whole data is below the experiment's */
} ChainSessionStatus;

/* A state: parameters, and what the optimiser remembers, with loss and gradients, in flat order. */
typedef struct
{
  double loss;
  double parameters[CHAIN_MAX_PARAMETERS];
  double gradients[CHAIN_MAX_PARAMETERS];
  ChainMoments moments;
} ChainPoint;

/* What the history holds of every step, besides the parameters. */
typedef enum
{
  CHAIN_CHANNEL_LOSS,          /* of the step's batch */
  CHAIN_CHANNEL_EPOCH_LOSS,    /* of the whole data, as of the last end of an epoch */
  CHAIN_CHANNEL_NORM,          /* ‖∇L‖², as the norms below squared, over the batch */
  CHAIN_CHANNEL_NORM_LAYER1,
  CHAIN_CHANNEL_NORM_LAYER2,
  CHAIN_CHANNEL_NORM_LAYER3,
  CHAIN_N_CHANNELS
} ChainChannel;

ChainSession           *chain_session_new                (const ChainExperiment *experiment);
ChainSession           *chain_session_copy               (const ChainSession *session);
void                    chain_session_free               (ChainSession *session);

ChainSessionStatus      chain_session_step               (ChainSession *session,
                                                          uint64_t      n);
bool                    chain_session_change             (ChainSession *session,
                                                          ChainChange   change);

bool                    chain_session_retry              (ChainSession *session,
                                                          double        learning_rate);

ChainSessionStatus      chain_session_get_status         (const ChainSession *session);
uint64_t                chain_session_get_step           (const ChainSession *session);
const ChainPoint       *chain_session_get_point          (const ChainSession *session);
double                  chain_session_evaluate           (const ChainSession *session,
                                                          double             *gradients);
bool                    chain_session_has_batches        (const ChainSession *session);
uint64_t                chain_session_get_diverged_step  (const ChainSession *session);
const ChainPoint       *chain_session_get_diverged       (const ChainSession *session);
double                  chain_session_get_learning_rate  (const ChainSession *session);
const bool             *chain_session_get_frozen         (const ChainSession *session);
double                  chain_session_get_step_size      (const ChainSession *session);
const ChainDataset     *chain_session_get_dataset        (const ChainSession *session);
const ChainExperiment  *chain_session_get_experiment     (const ChainSession *session);
void                    chain_session_get_channel        (const ChainSession *session,
                                                          ChainChannel        channel,
                                                          ChainSeries        *series);
size_t                  chain_session_parameter_capacity (const ChainSession *session);
void                    chain_session_get_parameter      (const ChainSession *session,
                                                          size_t              index,
                                                          ChainSeries        *series);
bool                    chain_session_record             (const ChainSession *session,
                                                          ChainExperiment    *record);
