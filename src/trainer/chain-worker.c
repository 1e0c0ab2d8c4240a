// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-trainer-private.h"

#include <errno.h>
#include <glib.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "chain-floor.h"

/* How long the worker may not look at its queue: short enough for pause, reset and close to be
 * immediate, long enough for the looking to cost nothing. */
#define CHUNK_SECONDS 0.5e-3
/* A paced run works in portions of at least this length, so that it mostly sleeps. */
#define PACE_SECONDS 4e-3
/* A run that cannot keep its pace does not try to catch up more than this. */
#define MAX_LAG_SECONDS 0.1
#define SPEED_WINDOW_SECONDS 0.5
/* What a running training gives to diagnoses, and how often a new one is begun. */
#define DIAGNOSIS_SHARE 0.02
#define DIAGNOSIS_SECONDS 0.1
/* With mini-batches a snapshot costs a pass over the samples: at most this share of the time. */
#define PUBLISH_SHARE 0.05
/* Samples times parameters that a portion of a diagnosis passes through: well below a millisecond. */
#define DIAGNOSIS_WORK 32768

/* A parameter beyond this many times its size at the start, or 1, has run away. */
#define RUNAWAY_GROWTH 10.0

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* One neuron in each layer is monotone in x and has a floor; with any more there is none. */
static double
find_floor (const ChainSession *session)
{
  ChainShape shape = chain_session_get_experiment (session)->shape;
  ChainMonotoneFit fit;
  double loss;

  if (shape.hidden1 > 1 || shape.hidden2 > 1)
    return NAN;
  if (!chain_monotone_fit_init (&fit, chain_session_get_dataset (session)))
    g_error ("no memory for the floor");

  loss = fit.loss;
  chain_monotone_fit_clear (&fit);
  return loss;
}

static void
restart_pace (ChainTrainer *trainer)
{
  trainer->pace_time = now ();
  trainer->pace_step = trainer->session != NULL ? chain_session_get_step (trainer->session) : 0;
}

static void
set_running (ChainTrainer *trainer,
             bool          running,
             uint64_t      stop_step)
{
  if (running && (trainer->session == NULL
                  || chain_session_get_status (trainer->session) != CHAIN_SESSION_READY))
    running = false;

  if (running != trainer->running)
    {
      restart_pace (trainer);
      trainer->run_until = trainer->pace_time + trainer->time_limit;
      trainer->measured_speed = 0.0;
      trainer->measured_time = trainer->pace_time;
      trainer->measured_step = trainer->pace_step;
    }

  trainer->running = running;
  trainer->stop_step = stop_step;
  trainer->time_is_up = false;
}

/* How many times its size at the start, or 1, a parameter has; infinite where it is no number. */
static double
growth (double value,
        double first)
{
  double ratio = fabs (value) / fmax (1.0, fabs (first));

  return isnan (ratio) ? INFINITY : ratio;
}

/* The first step of @series beyond RUNAWAY_GROWTH, to the bucket; UINT64_MAX for none. */
static uint64_t
find_growth (const ChainSeries *series)
{
  size_t n = chain_series_n_buckets (series);

  for (size_t i = 0; i < n; i++)
    if (fmax (growth (series->buckets[i].min, series->buckets[0].first),
              growth (series->buckets[i].max, series->buckets[0].first)) > RUNAWAY_GROWTH)
      return series->start + i * series->width;

  return UINT64_MAX;
}

/* Which parameter ran away first in a run that has diverged. */
static void
find_runaway (ChainTrainer *trainer)
{
  const ChainSession *session = trainer->session;
  const ChainPoint *diverged = chain_session_get_diverged (session);
  size_t n = chain_shape_n_parameters (chain_session_get_experiment (session)->shape);
  ChainSeries *series = chain_series_new (chain_session_parameter_capacity (session));
  double most = -1.0;

  if (series == NULL)
    g_error ("no memory for the history");

  trainer->runaway = 0;
  trainer->runaway_step = UINT64_MAX;
  for (size_t i = 0; i < n; i++)
    {
      uint64_t step;
      double ratio;

      chain_session_get_parameter (session, i, series);
      step = find_growth (series);
      ratio = growth (diverged->parameters[i], series->buckets[0].first);
      if (step < trainer->runaway_step || (step == trainer->runaway_step && ratio > most))
        {
          trainer->runaway = i;
          trainer->runaway_step = step;
          most = ratio;
        }
    }
  if (trainer->runaway_step == UINT64_MAX)
    trainer->runaway_step = chain_session_get_diverged_step (session);
  trainer->has_runaway = true;
  chain_series_free (series);
}

/* Makes @session the run, paused, instead of the one there was. */
static void
adopt (ChainTrainer *trainer,
       ChainSession *session,
       uint64_t      serial)
{
  chain_session_free (trainer->session);
  trainer->session = session;
  trainer->change_refused = false;
  trainer->generation = serial;
  trainer->chunk_steps = 1.0;
  trainer->variance = chain_dataset_variance (chain_session_get_dataset (trainer->session));
  trainer->floor = find_floor (trainer->session);
  trainer->publish_time = 0.0;
  trainer->diagnosing = false;
  trainer->has_diagnosis = false;
  trainer->has_runaway = false;
  trainer->diagnosis_time = 0.0;
  set_running (trainer, false, UINT64_MAX);
}

static void
load (ChainTrainer          *trainer,
      const ChainExperiment *experiment,
      uint64_t               serial)
{
  ChainSession *session = chain_session_new (experiment);

  if (session == NULL)
    g_error ("no memory for a run of %zu samples", experiment->count);
  adopt (trainer, session, serial);
}

static void
keep (ChainTrainer *trainer,
      uint64_t      serial)
{
  Kept *kept;

  if (trainer->session == NULL)
    return;

  kept = g_new0 (Kept, 1);
  kept->serial = serial;
  kept->session = chain_session_copy (trainer->session);
  if (kept->session == NULL)
    g_error ("no memory for a copy of a run");
  kept->next = trainer->kept;
  trainer->kept = kept;
}

/* Takes what was kept off the shelf; returns NULL where there is no such thing. */
static ChainSession *
take_kept (ChainTrainer *trainer,
           uint64_t      serial)
{
  for (Kept **at = &trainer->kept; *at != NULL; at = &(*at)->next)
    if ((*at)->serial == serial)
      {
        Kept *kept = *at;
        ChainSession *session = kept->session;

        *at = kept->next;
        g_free (kept);
        return session;
      }

  return NULL;
}

static void
restore (ChainTrainer *trainer,
         uint64_t      kept,
         uint64_t      serial)
{
  ChainSession *session = take_kept (trainer, kept);

  if (session != NULL)
    adopt (trainer, session, serial);
}

static void
carry_out (ChainTrainer *trainer,
           Command      *command)
{
  switch (command->kind)
    {
    case COMMAND_LOAD:
      load (trainer, &command->experiment, command->serial);
      break;

    case COMMAND_RUN:
      set_running (trainer, true, UINT64_MAX);
      break;

    case COMMAND_PAUSE:
      set_running (trainer, false, UINT64_MAX);
      break;

    case COMMAND_STEP:
      if (trainer->session != NULL)
        {
          bool stepping = trainer->running && trainer->stop_step != UINT64_MAX;
          uint64_t from = stepping ? trainer->stop_step : chain_session_get_step (trainer->session);

          set_running (trainer, true, from + command->n);
        }
      break;

    case COMMAND_SET_SPEED:
      trainer->speed = command->speed;
      restart_pace (trainer);
      break;

    case COMMAND_SET_TIME_LIMIT:
      trainer->time_limit = command->seconds;
      trainer->run_until = now () + command->seconds;
      break;

    case COMMAND_CHANGE:
      if (trainer->session != NULL)
        trainer->change_refused = !chain_session_change (trainer->session, command->change);
      break;

    case COMMAND_RETRY:
      if (trainer->session == NULL)
        break;
      trainer->change_refused = !chain_session_retry (trainer->session, command->learning_rate);
      if (!trainer->change_refused)
        trainer->has_diagnosis = trainer->has_runaway = false;
      break;

    case COMMAND_KEEP:
      keep (trainer, command->serial);
      break;

    case COMMAND_RESTORE:
      restore (trainer, command->n, command->serial);
      break;

    case COMMAND_FORGET:
      chain_session_free (take_kept (trainer, command->n));
      break;

    case COMMAND_WANT:
      trainer->wants = (unsigned) command->n;
      break;
    }

  trainer->done_serial = command->serial;
}

/* How many steps the pace allows now, and for how long to sleep if none. */
static uint64_t
allowed_steps (ChainTrainer *trainer,
               double       *sleep_seconds)
{
  uint64_t done = chain_session_get_step (trainer->session) - trainer->pace_step;
  double elapsed, due;

  *sleep_seconds = 0.0;
  if (isinf (trainer->speed) || trainer->stop_step != UINT64_MAX)
    return UINT64_MAX;

  elapsed = now () - trainer->pace_time;
  due = floor (elapsed * trainer->speed) - (double) done;
  if (due > fmax (1.0, trainer->speed * MAX_LAG_SECONDS))
    {
      restart_pace (trainer);
      due = 1.0;
    }
  if (due < 1.0)
    {
      *sleep_seconds = fmax (((double) done + 1.0) / trainer->speed - elapsed, PACE_SECONDS);
      return 0;
    }

  return (uint64_t) due;
}

/* Steps for at most about CHUNK_SECONDS, and measures what it took. */
static void
work (ChainTrainer *trainer,
      uint64_t      allowed)
{
  uint64_t step = chain_session_get_step (trainer->session);
  uint64_t n = (uint64_t) trainer->chunk_steps;
  double start = now ();
  double end;

  n = MIN (n, allowed);
  n = MIN (n, trainer->stop_step - step);
  if (chain_session_step (trainer->session, n) != CHAIN_SESSION_READY || step + n == trainer->stop_step)
    set_running (trainer, false, UINT64_MAX);

  /* grow slowly: one chunk that was measured too short must not make the next one long */
  end = now ();
  trainer->chunk_steps = CLAMP ((double) n * CHUNK_SECONDS / fmax (end - start, 1e-9),
                                1.0, 2.0 * trainer->chunk_steps);

  if (trainer->running && end - trainer->measured_time >= SPEED_WINDOW_SECONDS)
    {
      step = chain_session_get_step (trainer->session);
      trainer->measured_speed = (double) (step - trainer->measured_step) / (end - trainer->measured_time);
      trainer->measured_time = end;
      trainer->measured_step = step;
    }
}

/* Whether the last diagnosis is of the state that the session is in. */
static bool
is_diagnosed (const ChainTrainer *trainer)
{
  return trainer->session == NULL
         || (trainer->has_diagnosis && trainer->diagnosis.step == chain_session_get_step (trainer->session));
}

/* Goes on with a diagnosis by one portion; returns whether one has just become complete. */
static bool
diagnose (ChainTrainer *trainer)
{
  size_t n_parameters = chain_shape_n_parameters (chain_session_get_experiment (trainer->session)->shape);
  double start = now (), end;

  if (!trainer->diagnosing)
    chain_diagnostics_begin (&trainer->diagnostics, trainer->session);
  trainer->diagnosing = !chain_diagnostics_advance (&trainer->diagnostics, DIAGNOSIS_WORK / n_parameters);

  end = now ();
  trainer->diagnosis_time = end + (end - start) * (1.0 / DIAGNOSIS_SHARE - 1.0);
  if (trainer->diagnosing)
    return false;

  trainer->diagnosis_time = fmax (trainer->diagnosis_time, end + DIAGNOSIS_SECONDS);
  trainer->diagnosis = trainer->diagnostics.diagnosis;
  trainer->has_diagnosis = true;
  return true;
}

static void
publish (ChainTrainer *trainer)
{
  ChainSnapshot *snapshot = &trainer->slots[trainer->back];
  const ChainSession *session = trainer->session;
  const ChainExperiment *experiment;
  double start = now (), end;

  if (session == NULL)
    return;

  experiment = chain_session_get_experiment (session);
  snapshot->serial = trainer->done_serial;
  snapshot->generation = trainer->generation;
  snapshot->time_is_up = trainer->time_is_up;
  snapshot->change_refused = trainer->change_refused;
  snapshot->running = trainer->running;
  snapshot->settled = !trainer->running && is_diagnosed (trainer);
  snapshot->status = chain_session_get_status (session);
  snapshot->diverged_step = chain_session_get_diverged_step (session);
  snapshot->steps_per_second = trainer->running ? trainer->measured_speed : 0.0;
  if (snapshot->status == CHAIN_SESSION_DIVERGED)
    {
      if (!trainer->has_runaway)
        find_runaway (trainer);
      snapshot->diverged = *chain_session_get_diverged (session);
      snapshot->runaway = trainer->runaway;
      snapshot->runaway_step = trainer->runaway_step;
    }
  snapshot->shape = experiment->shape;
  snapshot->scaling = chain_session_get_dataset (session)->scaling;
  snapshot->variance = trainer->variance;
  snapshot->floor = trainer->floor;
  snapshot->learning_rate = chain_session_get_learning_rate (session);
  memcpy (snapshot->frozen, chain_session_get_frozen (session), sizeof snapshot->frozen);
  snapshot->step_size = chain_session_get_step_size (session);
  snapshot->step = chain_session_get_step (session);
  snapshot->point = *chain_session_get_point (session);
  snapshot->has_batches = chain_session_has_batches (session);
  snapshot->batch_loss = snapshot->point.loss;
  snapshot->point.loss = chain_session_evaluate (session, snapshot->point.gradients);
  snapshot->has_diagnosis = trainer->has_diagnosis;
  snapshot->diagnosis = trainer->diagnosis;
  chain_session_get_channel (session, CHAIN_CHANNEL_EPOCH_LOSS, snapshot->losses);
  if (snapshot->has_batches)
    chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, snapshot->batch_losses);
  snapshot->n_changes = experiment->n_changes;
  snapshot->changes = g_renew (ChainChange, snapshot->changes, experiment->n_changes);
  if (experiment->n_changes > 0)
    memcpy (snapshot->changes, experiment->changes, experiment->n_changes * sizeof *experiment->changes);

  snapshot->wants = trainer->wants;
  snapshot->parameters.n = snapshot->norms.n = 0;
  if (trainer->wants & CHAIN_WANT_PARAMETERS)
    chain_traces_take_parameters (&snapshot->parameters, session, trainer->wants >> CHAIN_WANT_CHOICE_SHIFT);
  if (trainer->wants & CHAIN_WANT_NORMS)
    chain_traces_take_norms (&snapshot->norms, session);

  atomic_store (&trainer->wanted, false);
  trainer->back = atomic_exchange (&trainer->middle, trainer->back | SLOT_FRESH) & SLOT_MASK;

  end = now ();
  trainer->publish_time = end + (end - start) * (1.0 / PUBLISH_SHARE - 1.0);
}

static void
to_deadline (double           seconds,
             struct timespec *deadline)
{
  double at = now () + seconds;

  deadline->tv_sec = (time_t) at;
  deadline->tv_nsec = (long) ((at - floor (at)) * 1e9);
}

/* Sleeps until there is a command, the thread is to end, or @seconds have passed (infinite: for
 * as long as it takes). Returns the commands. */
static Command *
wait_for_commands (ChainTrainer *trainer,
                   double        seconds)
{
  struct timespec deadline;
  Command *commands;
  int status = 0;

  if (!isinf (seconds))
    to_deadline (seconds, &deadline);

  pthread_mutex_lock (&trainer->mutex);
  while (!atomic_load (&trainer->called) && status != ETIMEDOUT)
    {
      if (isinf (seconds))
        pthread_cond_wait (&trainer->wake, &trainer->mutex);
      else
        status = pthread_cond_timedwait (&trainer->wake, &trainer->mutex, &deadline);
    }
  commands = trainer->first;
  trainer->first = NULL;
  trainer->last = &trainer->first;
  atomic_store (&trainer->called, false);
  pthread_mutex_unlock (&trainer->mutex);

  return commands;
}

/* Carries out all commands; returns whether there were any. */
static bool
carry_out_all (ChainTrainer *trainer,
               Command      *commands)
{
  bool any = commands != NULL;

  while (commands != NULL)
    {
      Command *command = commands;

      commands = command->next;
      carry_out (trainer, command);
      chain_command_free (command);
    }

  return any;
}

/* Does what is to be done next, a chunk of steps or a portion of a diagnosis; returns for how long
 * there is nothing to do then. @changed: whether there is news that the reader has to see. */
static double
go_on (ChainTrainer *trainer,
       bool         *changed)
{
  double sleep_seconds = 0.0;
  uint64_t allowed;

  if (!trainer->running)
    {
      if (is_diagnosed (trainer))
        return INFINITY;
      *changed |= diagnose (trainer);
      return 0.0;
    }

  allowed = allowed_steps (trainer, &sleep_seconds);
  if (allowed > 0)
    work (trainer, allowed);
  if (trainer->running && now () >= trainer->run_until)
    {
      set_running (trainer, false, UINT64_MAX);
      trainer->time_is_up = true;
    }
  if (!trainer->running)
    *changed = true;
  else if (now () >= trainer->diagnosis_time)
    diagnose (trainer);

  return sleep_seconds;
}

/**
 * chain_worker_main:
 * @data: the trainer
 *
 * The body of the worker thread: lives until the trainer's quit is set.
 *
 * Returns: %NULL
 */
void *
chain_worker_main (void *data)
{
  ChainTrainer *trainer = data;
  double sleep_seconds = INFINITY;

  while (!atomic_load (&trainer->quit))
    {
      bool changed = false;

      if (sleep_seconds > 0.0 || atomic_load (&trainer->called))
        changed = carry_out_all (trainer, wait_for_commands (trainer, sleep_seconds));

      sleep_seconds = go_on (trainer, &changed);

      if (changed || (trainer->running && atomic_load (&trainer->wanted) && now () >= trainer->publish_time))
        publish (trainer);
    }

  return NULL;
}
