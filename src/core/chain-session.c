// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A loss above this multiple of max(1, first loss, variance of y) is called diverged. */
#define DIVERGENCE_FACTOR 1e6

struct _ChainSession
{
  ChainExperiment experiment; /* its change log grows with live changes */
  ChainDataset dataset;
  size_t n_parameters;
  double loss_limit;

  uint64_t step;
  double learning_rate;
  size_t next_change;         /* first entry of the log that is not applied yet */
  ChainSessionStatus status;
  uint64_t diverged_step;

  /* The present state and the one tried next; after divergence the state that broke the limit. */
  ChainPoint points[2];
  int current;

  ChainSeries *losses;
};

static void
evaluate (const ChainSession *session,
          ChainPoint         *point)
{
  point->loss = chain_network_gradient (session->experiment.shape, point->parameters,
                                        session->dataset.n, session->dataset.x, session->dataset.y,
                                        point->gradients);
}

/* Whether a run may go on from here: written so that NaN is refused. */
static bool
is_sound (const ChainSession *session,
          const ChainPoint   *point)
{
  double sum = 0.0;

  if (!(point->loss <= session->loss_limit && isfinite (point->loss)))
    return false;

  /* 0·p is 0 for each finite p and NaN for each other */
  for (size_t i = 0; i < session->n_parameters; i++)
    sum += 0.0 * point->parameters[i] + 0.0 * point->gradients[i];

  return sum == 0.0;
}

static void
diverge (ChainSession *session,
         uint64_t      step)
{
  session->status = CHAIN_SESSION_DIVERGED;
  session->diverged_step = step;
}

/* Makes every change up to the next update. Changes are absolute values, so that making the
 * log from its beginning leads to where making only the new ones leads. */
static void
apply_log (ChainSession *session)
{
  const ChainExperiment *experiment = &session->experiment;

  if (session->next_change == 0)
    session->learning_rate = experiment->learning_rate;

  while (session->next_change < experiment->n_changes
         && experiment->changes[session->next_change].step <= session->step + 1)
    {
      const ChainChange *change = &experiment->changes[session->next_change++];

      switch (change->key)
        {
        case CHAIN_CHANGE_LEARNING_RATE:
          session->learning_rate = change->value;
          break;
        }
    }
}

/* The loss of step 0, which the limit refers to also in a run continued from a later state. */
static double
initial_loss (const ChainSession *session)
{
  ChainPoint start;

  chain_experiment_initial_parameters (&session->experiment, start.parameters);
  evaluate (session, &start);
  return start.loss;
}

/**
 * chain_session_new:
 * @experiment: a valid experiment, copied
 *
 * Starts a run at step 0, or where the experiment's state says. A start whose loss or gradients
 * are not finite is diverged from the first.
 *
 * Returns: (nullable): a session to be freed with chain_session_free(), or %NULL where
 *   there is no memory
 */
ChainSession *
chain_session_new (const ChainExperiment *experiment)
{
  ChainSession *session = calloc (1, sizeof *session);
  ChainPoint *start;

  if (session == NULL)
    return NULL;

  session->losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  if (session->losses == NULL
      || !chain_experiment_copy (&session->experiment, experiment)
      || !chain_experiment_make_dataset (experiment, &session->dataset))
    {
      chain_session_free (session);
      return NULL;
    }

  session->n_parameters = chain_shape_n_parameters (experiment->shape);
  session->step = experiment->has_state ? experiment->state.step : 0;
  apply_log (session);

  start = &session->points[0];
  if (experiment->has_state)
    memcpy (start->parameters, experiment->state.parameters, sizeof start->parameters);
  else
    chain_experiment_initial_parameters (experiment, start->parameters);
  evaluate (session, start);

  session->loss_limit = DIVERGENCE_FACTOR
                        * fmax (1.0, fmax (initial_loss (session), chain_dataset_variance (&session->dataset)));

  chain_series_clear (session->losses, session->step);
  if (is_sound (session, start))
    chain_series_push (session->losses, start->loss);
  else
    diverge (session, session->step);

  return session;
}

/**
 * chain_session_copy:
 *
 * Returns: (nullable): a session that continues identically, or %NULL where there is no memory
 */
ChainSession *
chain_session_copy (const ChainSession *session)
{
  ChainSession *copy = malloc (sizeof *copy);

  if (copy == NULL)
    return NULL;

  *copy = *session;
  copy->experiment = (ChainExperiment) { 0 };
  copy->dataset = (ChainDataset) { 0 };
  copy->losses = chain_series_new (session->losses->capacity);
  if (copy->losses == NULL
      || !chain_experiment_copy (&copy->experiment, &session->experiment)
      || !chain_dataset_init_samples (&copy->dataset, session->dataset.n,
                                      session->dataset.x, session->dataset.y))
    {
      chain_session_free (copy);
      return NULL;
    }

  chain_series_copy (copy->losses, session->losses);
  return copy;
}

void
chain_session_free (ChainSession *session)
{
  if (session == NULL)
    return;

  chain_experiment_clear (&session->experiment);
  chain_dataset_clear (&session->dataset);
  chain_series_free (session->losses);
  free (session);
}

/**
 * chain_session_step:
 * @n: how many updates to make
 *
 * Makes @n updates θ ← θ − α·∂L/∂θ, all parameters at once (derivation, “Gradient Descent
 * Update”), or fewer where the run diverges: at the first step k whose loss is above
 * 1e6·max(1, first loss, variance), or whose loss, gradients or parameters are not all
 * finite. The session then stays at step k − 1 for good.
 *
 * n steps in one call equal n calls of one step, bit for bit.
 *
 * Returns: the status after the last update
 */
ChainSessionStatus
chain_session_step (ChainSession *session,
                    uint64_t      n)
{
  for (; n > 0 && session->status == CHAIN_SESSION_READY; n--)
    {
      const ChainPoint *from = &session->points[session->current];
      ChainPoint *to = &session->points[1 - session->current];

      apply_log (session);
      for (size_t i = 0; i < session->n_parameters; i++)
        to->parameters[i] = from->parameters[i] - session->learning_rate * from->gradients[i];
      evaluate (session, to);

      if (is_sound (session, to))
        {
          session->current = 1 - session->current;
          session->step++;
          chain_series_push (session->losses, to->loss);
        }
      else
        diverge (session, session->step + 1);
    }

  return session->status;
}

/**
 * chain_session_change:
 * @key: what to change
 * @value: its new value, in its range
 *
 * Changes @key for the next update and all later ones, and enters that in the change log. What
 * the log held for @key beyond this step is dropped: the hand on the slider overrides the plan.
 * Before the first update it is the experiment itself that changes.
 *
 * Returns: %false where the log is full or there is no memory; nothing has changed then
 */
bool
chain_session_change (ChainSession  *session,
                      ChainChangeKey key,
                      double         value)
{
  ChainExperiment *experiment = &session->experiment;

  if (session->step == 0)
    {
      chain_experiment_drop_changes (experiment, key, 0);
      switch (key)
        {
        case CHAIN_CHANGE_LEARNING_RATE:
          experiment->learning_rate = value;
          break;
        }
    }
  else if (!chain_experiment_change (experiment, (ChainChange) { session->step + 1, key, value }))
    return false;

  session->next_change = 0;
  apply_log (session);
  return true;
}

ChainSessionStatus
chain_session_get_status (const ChainSession *session)
{
  return session->status;
}

/**
 * chain_session_get_step:
 *
 * Returns: how many updates led to the present state
 */
uint64_t
chain_session_get_step (const ChainSession *session)
{
  return session->step;
}

/**
 * chain_session_get_point:
 *
 * Returns: the present parameters with their loss and gradients; valid until the next step
 */
const ChainPoint *
chain_session_get_point (const ChainSession *session)
{
  return &session->points[session->current];
}

/**
 * chain_session_get_diverged_step:
 *
 * Returns: the first step whose state broke the limit; meaningful where the status is diverged
 */
uint64_t
chain_session_get_diverged_step (const ChainSession *session)
{
  return session->diverged_step;
}

/**
 * chain_session_get_diverged:
 *
 * Returns: the state that broke the limit, which may hold numbers that are not finite;
 *   meaningful where the status is diverged
 */
const ChainPoint *
chain_session_get_diverged (const ChainSession *session)
{
  bool at_start = session->diverged_step == session->step;

  return &session->points[at_start ? session->current : 1 - session->current];
}

/**
 * chain_session_get_learning_rate:
 *
 * Returns: the learning rate of the next update
 */
double
chain_session_get_learning_rate (const ChainSession *session)
{
  return session->learning_rate;
}

/**
 * chain_session_get_dataset:
 *
 * Returns: the samples, as long as the session lives
 */
const ChainDataset *
chain_session_get_dataset (const ChainSession *session)
{
  return &session->dataset;
}

/**
 * chain_session_get_losses:
 *
 * Returns: the loss of every sound step since the session's start; valid until the next step
 */
const ChainSeries *
chain_session_get_losses (const ChainSession *session)
{
  return session->losses;
}

/**
 * chain_session_get_experiment:
 *
 * Returns: the experiment with the change log as it has become; valid until the next change
 */
const ChainExperiment *
chain_session_get_experiment (const ChainSession *session)
{
  return &session->experiment;
}

/**
 * chain_session_record:
 * @record: (out): the experiment with its change log and the present state, to be cleared; a
 *   session made from it goes on with the same bits
 *
 * Returns: %false where there is no memory
 */
bool
chain_session_record (const ChainSession *session,
                      ChainExperiment    *record)
{
  if (!chain_experiment_copy (record, &session->experiment))
    return false;

  record->has_state = true;
  record->state.step = session->step;
  memcpy (record->state.parameters, session->points[session->current].parameters,
          sizeof record->state.parameters);
  return true;
}
