// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chain-batches.h"
#include "chain-controls.h"
#include "chain-history.h"
#include "chain-kernel.h"

/* A loss above this multiple of max(1, first loss, variance of y) is called diverged. */
#define DIVERGENCE_FACTOR 1e6

/* What the history of the parameters may take, so that with the channels it stays below 4 MiB. */
#define CHANNELS_BYTES (CHAIN_N_CHANNELS * CHAIN_SERIES_CAPACITY * sizeof (ChainBucket))
#define PARAMETER_HISTORY_BYTES ((4 << 20) - (64 << 10) - CHANNELS_BYTES)

struct _ChainSession
{
  ChainExperiment experiment; /* its change log grows with live changes */
  ChainDataset dataset;
  ChainBatches batches;
  size_t n_parameters;
  size_t layers[4];           /* where the parameters of each layer begin, and the end */
  double loss_limit;

  uint64_t step;
  ChainControls controls;     /* of the next update */
  ChainSessionStatus status;
  uint64_t diverged_step;

  /* The present state and the one tried next; after divergence the state that broke the limit. */
  ChainPoint points[2];
  int current;

  double values[CHAIN_N_CHANNELS]; /* of the present state */
  ChainHistory channels;
  ChainHistory parameters;
};

static void
diverge (ChainSession *session,
         uint64_t      step)
{
  session->status = CHAIN_SESSION_DIVERGED;
  session->diverged_step = step;
}

/* Takes the update of frozen parameters back, and what the optimiser would remember of it. */
static void
keep_frozen (const ChainSession *session,
             const ChainPoint   *from,
             ChainPoint         *to)
{
  for (size_t i = 0; i < session->n_parameters; i++)
    if (session->controls.frozen[i])
      {
        to->parameters[i] = from->parameters[i];
        to->moments.first[i] = from->moments.first[i];
        to->moments.second[i] = from->moments.second[i];
      }
}

/* Loss and gradients at @point over the batch of update @step + 1. */
static void
evaluate_batch (ChainSession *session,
                uint64_t      step,
                ChainPoint   *point)
{
  const double *x, *y;
  size_t n = chain_batches_get (&session->batches, step, &x, &y);

  point->loss = chain_kernel_evaluate (session->experiment.shape, point->parameters, n, x, y,
                                       point->gradients);
}

static bool
all_finite (const double *values,
            size_t        n)
{
  double sum = 0.0;

  /* 0·v is 0 for each finite v and NaN for each other */
  for (size_t i = 0; i < n; i++)
    sum += 0.0 * values[i];

  return sum == 0.0;
}

static double
square_norm (const double *gradients,
             size_t        from,
             size_t        to)
{
  double sum = 0.0;

  for (size_t i = from; i < to; i++)
    sum += gradients[i] * gradients[i];

  return sum;
}

/* Whether a run may go on from here: written so that NaN is refused.
 *
 * Gradient descent with a squared norm below 1e200 has finite gradients and moves no parameter by
 * more than 1e103, which adds nothing to one that is near the end of the finite numbers: there is
 * no need to look at each. Other optimisers move by what they remember, too. */
static bool
is_sound (const ChainSession *session,
          const ChainPoint   *point,
          double              norm)
{
  size_t n = session->n_parameters;

  if (!(point->loss <= session->loss_limit && point->loss < INFINITY))
    return false;
  if (session->experiment.optimizer.kind == CHAIN_OPTIMIZER_GRADIENT_DESCENT)
    return norm < 1e200
           || (all_finite (point->parameters, n) && all_finite (point->gradients, n));

  return all_finite (point->parameters, n) && all_finite (point->gradients, n)
         && all_finite (point->moments.first, n) && all_finite (point->moments.second, n);
}

/* Goes to @point, the state after @step updates, if that is sound, and stops there if the
 * experiment says so. A loss is that of the whole data at the end of an epoch only: when anybody
 * looks plays no part. */
static void
arrive (ChainSession *session,
        int           at,
        uint64_t      step)
{
  const ChainExperiment *experiment = &session->experiment;
  const ChainPoint *point = &session->points[at];
  double *values = session->values;
  double layer1 = square_norm (point->gradients, session->layers[0], session->layers[1]);
  double layer2 = square_norm (point->gradients, session->layers[1], session->layers[2]);
  double layer3 = square_norm (point->gradients, session->layers[2], session->layers[3]);
  double all = layer1 + layer2 + layer3;
  bool has_batches = session->batches.n_batches > 1;
  bool is_epoch_end = !has_batches || step % session->batches.n_batches == 0;

  if (!is_sound (session, point, all))
    {
      diverge (session, step);
      return;
    }

  session->current = at;
  session->step = step;
  if (is_epoch_end)
    values[CHAIN_CHANNEL_EPOCH_LOSS] = has_batches ? chain_session_evaluate (session, NULL) : point->loss;
  values[CHAIN_CHANNEL_LOSS] = point->loss;
  values[CHAIN_CHANNEL_NORM] = all;
  values[CHAIN_CHANNEL_NORM_LAYER1] = layer1;
  values[CHAIN_CHANNEL_NORM_LAYER2] = layer2;
  values[CHAIN_CHANNEL_NORM_LAYER3] = layer3;
  chain_history_push (&session->channels, values);
  chain_history_push (&session->parameters, point->parameters);

  if (experiment->stop_steps > 0 && step >= experiment->stop_steps)
    session->status = CHAIN_SESSION_STOPPED_STEPS;
  if (is_epoch_end && values[CHAIN_CHANNEL_EPOCH_LOSS] < experiment->stop_loss)
    session->status = CHAIN_SESSION_STOPPED_LOSS;
}

static double
larger (double a,
        double b)
{
  return a > b ? a : b;
}

/* The loss of the whole data at step 0, which the limit refers to also in a run continued from a
 * later state. */
static double
initial_loss (const ChainSession *session)
{
  double parameters[CHAIN_MAX_PARAMETERS];

  chain_experiment_initial_parameters (&session->experiment, parameters);
  return chain_kernel_evaluate (session->experiment.shape, parameters, session->dataset.n,
                                session->dataset.x, session->dataset.y, NULL);
}

static bool
allocate (ChainSession          *session,
          const ChainExperiment *experiment)
{
  size_t n = chain_shape_n_parameters (experiment->shape);
  size_t capacity = CHAIN_SERIES_CAPACITY;
  uint64_t start = experiment->has_state ? experiment->state.step : 0;

  while (n * capacity * sizeof (ChainBucket) > PARAMETER_HISTORY_BYTES)
    capacity /= 2;

  return chain_experiment_copy (&session->experiment, experiment)
         && chain_experiment_make_dataset (experiment, &session->dataset)
         && chain_batches_init (&session->batches, &session->dataset, experiment->batch_size,
                                experiment->shuffle_seed)
         && chain_history_init (&session->channels, CHAIN_N_CHANNELS, CHAIN_SERIES_CAPACITY, start)
         && chain_history_init (&session->parameters, n, capacity, start);
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
  double first_loss;

  if (session == NULL || !allocate (session, experiment))
    {
      chain_session_free (session);
      return NULL;
    }

  session->n_parameters = chain_shape_n_parameters (experiment->shape);
  for (size_t layer = 0; layer < 4; layer++)
    session->layers[layer] = chain_shape_group_offset (experiment->shape, (ChainGroup) (2 * layer));

  start = &session->points[0];
  if (experiment->has_state)
    {
      session->step = experiment->state.step;
      memcpy (start->parameters, experiment->state.parameters, sizeof start->parameters);
      start->moments = experiment->state.moments;
    }
  else
    {
      chain_experiment_initial_parameters (experiment, start->parameters);
      chain_moments_init (&start->moments);
    }
  chain_controls_begin (&session->controls, &session->experiment, session->step + 1);

  evaluate_batch (session, session->step, start);
  first_loss = initial_loss (session);
  session->loss_limit = DIVERGENCE_FACTOR
                        * larger (1.0, larger (first_loss, chain_dataset_variance (&session->dataset)));
  session->values[CHAIN_CHANNEL_EPOCH_LOSS] = experiment->has_state ? chain_session_evaluate (session, NULL) : first_loss;

  if (isfinite (first_loss))
    arrive (session, 0, session->step);
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
  const ChainDataset *dataset = &session->dataset;
  ChainSession *copy = malloc (sizeof *copy);

  if (copy == NULL)
    return NULL;

  *copy = *session;
  copy->experiment = (ChainExperiment) { 0 };
  copy->dataset = (ChainDataset) { 0 };
  copy->batches = (ChainBatches) { 0 };
  copy->channels = copy->parameters = (ChainHistory) { 0 };
  if (!chain_experiment_copy (&copy->experiment, &session->experiment)
      || !chain_dataset_init_samples (&copy->dataset, dataset->n, dataset->x, dataset->y)
      || !chain_batches_init (&copy->batches, &copy->dataset, session->experiment.batch_size,
                              session->experiment.shuffle_seed)
      || !chain_history_copy (&copy->channels, &session->channels)
      || !chain_history_copy (&copy->parameters, &session->parameters))
    {
      chain_session_free (copy);
      return NULL;
    }

  copy->dataset.scaling = dataset->scaling;
  return copy;
}

void
chain_session_free (ChainSession *session)
{
  if (session == NULL)
    return;

  chain_experiment_clear (&session->experiment);
  chain_dataset_clear (&session->dataset);
  chain_batches_clear (&session->batches);
  chain_history_clear (&session->channels);
  chain_history_clear (&session->parameters);
  free (session);
}

/**
 * chain_session_step:
 * @n: how many updates to make
 *
 * Makes @n updates with the gradients of their batches and the experiment's optimiser, or fewer
 * where the run stops: where the experiment says so, or where it diverges: at the first step k
 * whose loss is above 1e6·max(1, first loss, variance), or whose loss, gradients or parameters
 * are not all finite. The session then stays at step k − 1 for good.
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

      chain_controls_follow (&session->controls, &session->experiment, session->step + 1);
      chain_optimizer_update (&session->experiment.optimizer, chain_session_get_step_size (session),
                              session->n_parameters, from->parameters, from->gradients, &from->moments,
                              to->parameters, &to->moments);
      if (session->controls.n_frozen > 0)
        keep_frozen (session, from, to);
      evaluate_batch (session, session->step + 1, to);

      arrive (session, 1 - session->current, session->step + 1);
    }

  return session->status;
}

/**
 * chain_session_change:
 * @change: what to change, and to which value in its range; its step plays no part
 *
 * Makes @change for the next update and all later ones, and enters it in the change log. What
 * the log held for its key beyond this step is dropped: the hand on the slider overrides the
 * plan. Before the first update it is the experiment itself that changes.
 *
 * Returns: %false where the log is full or there is no memory; nothing has changed then
 */
bool
chain_session_change (ChainSession *session,
                      ChainChange   change)
{
  change.step = session->step + 1;
  return chain_controls_change (&session->controls, &session->experiment, change);
}

/**
 * chain_session_retry:
 * @learning_rate: the learning rate from the step on that diverged
 *
 * Lets a run that diverged go on from its last sound state with another learning rate, which
 * enters the change log: replayed from the start, such a run never diverges.
 *
 * Returns: %false where the run is not diverged, or was from its first state on, or where the
 *   change cannot be made; nothing has changed then
 */
bool
chain_session_retry (ChainSession *session,
                     double        learning_rate)
{
  ChainChange change = { .key = CHAIN_CHANGE_LEARNING_RATE, .value = learning_rate };

  if (session->status != CHAIN_SESSION_DIVERGED || session->diverged_step == session->step
      || !chain_session_change (session, change))
    return false;

  session->status = CHAIN_SESSION_READY;
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
 * chain_session_has_batches:
 *
 * Returns: whether a step's loss is that of a mini-batch, not of the whole data
 */
bool
chain_session_has_batches (const ChainSession *session)
{
  return session->batches.n_batches > 1;
}

/**
 * chain_session_evaluate:
 * @gradients: (out) (optional): the gradients of the loss, in flat order
 *
 * With mini-batches this is a pass over all samples; otherwise it is at hand.
 *
 * Returns: the loss of the whole data at the present parameters
 */
double
chain_session_evaluate (const ChainSession *session,
                        double             *gradients)
{
  const ChainPoint *point = &session->points[session->current];

  if (chain_session_has_batches (session))
    return chain_kernel_evaluate (session->experiment.shape, point->parameters, session->dataset.n,
                                  session->dataset.x, session->dataset.y, gradients);

  if (gradients != NULL)
    memcpy (gradients, point->gradients, session->n_parameters * sizeof *gradients);
  return point->loss;
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
 * Returns: the learning rate α of the next update, without the schedule
 */
double
chain_session_get_learning_rate (const ChainSession *session)
{
  return session->controls.learning_rate;
}

/**
 * chain_session_get_frozen:
 *
 * Returns: for each parameter whether it keeps its value in the next update
 */
const bool *
chain_session_get_frozen (const ChainSession *session)
{
  return session->controls.frozen;
}

/**
 * chain_session_get_step_size:
 *
 * Returns: what the schedule makes of the learning rate for the next update
 */
double
chain_session_get_step_size (const ChainSession *session)
{
  return session->controls.learning_rate
         * chain_schedule_get_scale (&session->experiment.schedule, session->step + 1);
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
 * chain_session_get_channel:
 * @series: (out): a series of capacity %CHAIN_SERIES_CAPACITY, overwritten with @channel of every
 *   sound step since the session's start
 */
void
chain_session_get_channel (const ChainSession *session,
                           ChainChannel        channel,
                           ChainSeries        *series)
{
  chain_history_get_series (&session->channels, (size_t) channel, session->values, series);
}

/**
 * chain_session_parameter_capacity:
 *
 * Returns: the capacity of a parameter's series: the largest power of two that fits, at most
 *   %CHAIN_SERIES_CAPACITY and at least 256
 */
size_t
chain_session_parameter_capacity (const ChainSession *session)
{
  return session->parameters.series[0]->capacity;
}

/**
 * chain_session_get_parameter:
 * @index: a parameter
 * @series: (out): a series of capacity chain_session_parameter_capacity(), overwritten
 */
void
chain_session_get_parameter (const ChainSession *session,
                             size_t              index,
                             ChainSeries        *series)
{
  chain_history_get_series (&session->parameters, index,
                            session->points[session->current].parameters, series);
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
  record->state.moments = session->points[session->current].moments;
  return true;
}
