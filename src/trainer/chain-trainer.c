// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-trainer.h"

#include <errno.h>
#include <glib.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

/* How long the worker may not look at its queue: short enough for pause, reset and close to be
 * immediate, long enough for the looking to cost nothing. */
#define CHUNK_SECONDS 0.5e-3
/* A paced run works in portions of at least this length, so that it mostly sleeps. */
#define PACE_SECONDS 4e-3
/* A run that cannot keep its pace does not try to catch up more than this. */
#define MAX_LAG_SECONDS 0.1
#define SPEED_WINDOW_SECONDS 0.5

typedef enum
{
  COMMAND_LOAD,
  COMMAND_RUN,
  COMMAND_PAUSE,
  COMMAND_STEP,
  COMMAND_SET_SPEED,
  COMMAND_CHANGE
} CommandKind;

typedef struct _Command Command;

struct _Command
{
  Command *next;
  CommandKind kind;
  uint64_t serial;
  ChainExperiment experiment; /* load */
  uint64_t n;                 /* step */
  ChainChangeKey key;         /* change */
  double value;               /* change, set speed */
};

/* The middle slot of the triple buffer: a slot's index, and whether the reader has not seen it. */
#define SLOT_MASK 3u
#define SLOT_FRESH 4u

struct _ChainTrainer
{
  pthread_t thread;

  /* guarded by the mutex */
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  Command *first;
  Command **last;

  /* what the worker may look at without the mutex */
  atomic_bool called;  /* there are commands, or the thread is to end */
  atomic_bool quit;
  atomic_bool wanted;  /* the reader has taken the last snapshot */

  ChainSnapshot slots[3];
  atomic_uint middle;

  /* the reader's */
  unsigned front;
  bool has_snapshot;
  uint64_t serial;

  /* the worker's */
  unsigned back;
  ChainSession *session;
  uint64_t generation;
  uint64_t done_serial;
  bool running;
  uint64_t stop_step;      /* a run ends here: where the step command leads, or never */
  double speed;            /* asked for, in steps per second; infinite for unlimited */
  double pace_time;        /* the pace counts from here */
  uint64_t pace_step;
  double chunk_steps;      /* steps that take CHUNK_SECONDS, as measured */
  double measured_speed;
  double measured_time;
  uint64_t measured_step;
};

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* ---- the worker's side ---- */

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
      trainer->measured_speed = 0.0;
      trainer->measured_time = trainer->pace_time;
      trainer->measured_step = trainer->pace_step;
    }

  trainer->running = running;
  trainer->stop_step = stop_step;
}

static void
load (ChainTrainer          *trainer,
      const ChainExperiment *experiment,
      uint64_t               serial)
{
  chain_session_free (trainer->session);
  trainer->session = chain_session_new (experiment);
  if (trainer->session == NULL)
    g_error ("no memory for a run of %zu samples", experiment->count);

  trainer->generation = serial;
  trainer->chunk_steps = 1.0;
  set_running (trainer, false, UINT64_MAX);
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
      trainer->speed = command->value;
      restart_pace (trainer);
      break;

    case COMMAND_CHANGE:
      if (trainer->session != NULL)
        chain_session_change (trainer->session, command->key, command->value);
      break;
    }

  trainer->done_serial = command->serial;
}

static void
free_command (Command *command)
{
  if (command->kind == COMMAND_LOAD)
    chain_experiment_clear (&command->experiment);
  g_free (command);
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

static void
publish (ChainTrainer *trainer)
{
  ChainSnapshot *snapshot = &trainer->slots[trainer->back];
  const ChainSession *session = trainer->session;
  const ChainExperiment *experiment;

  if (session == NULL)
    return;

  experiment = chain_session_get_experiment (session);
  snapshot->serial = trainer->done_serial;
  snapshot->generation = trainer->generation;
  snapshot->running = trainer->running;
  snapshot->status = chain_session_get_status (session);
  snapshot->diverged_step = chain_session_get_diverged_step (session);
  snapshot->steps_per_second = trainer->running ? trainer->measured_speed : 0.0;
  snapshot->shape = experiment->shape;
  snapshot->learning_rate = chain_session_get_learning_rate (session);
  snapshot->step = chain_session_get_step (session);
  snapshot->point = *chain_session_get_point (session);
  chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, snapshot->losses);
  snapshot->n_changes = experiment->n_changes;
  snapshot->changes = g_renew (ChainChange, snapshot->changes, experiment->n_changes);
  if (experiment->n_changes > 0)
    memcpy (snapshot->changes, experiment->changes, experiment->n_changes * sizeof *experiment->changes);

  atomic_store (&trainer->wanted, false);
  trainer->back = atomic_exchange (&trainer->middle, trainer->back | SLOT_FRESH) & SLOT_MASK;
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

static void *
worker_main (void *data)
{
  ChainTrainer *trainer = data;
  double sleep_seconds = INFINITY;

  while (!atomic_load (&trainer->quit))
    {
      bool changed = false;
      uint64_t allowed;

      if (sleep_seconds > 0.0 || atomic_load (&trainer->called))
        {
          Command *commands = wait_for_commands (trainer, sleep_seconds);

          while (commands != NULL)
            {
              Command *command = commands;

              commands = command->next;
              carry_out (trainer, command);
              free_command (command);
              changed = true;
            }
        }

      sleep_seconds = INFINITY;
      if (trainer->running)
        {
          allowed = allowed_steps (trainer, &sleep_seconds);
          if (allowed > 0)
            work (trainer, allowed);
          if (!trainer->running)
            {
              changed = true;
              sleep_seconds = INFINITY;
            }
        }

      if (changed || (trainer->running && atomic_load (&trainer->wanted)))
        publish (trainer);
    }

  return NULL;
}

/* ---- the reader's side ---- */

/**
 * chain_trainer_new:
 *
 * Starts the worker thread, without a run.
 *
 * Returns: (transfer full): a trainer to be freed with chain_trainer_free()
 */
ChainTrainer *
chain_trainer_new (void)
{
  ChainTrainer *trainer = g_new0 (ChainTrainer, 1);
  pthread_condattr_t attributes;

  pthread_mutex_init (&trainer->mutex, NULL);
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&trainer->wake, &attributes);
  pthread_condattr_destroy (&attributes);

  for (unsigned i = 0; i < G_N_ELEMENTS (trainer->slots); i++)
    {
      trainer->slots[i].losses = chain_series_new (CHAIN_SERIES_CAPACITY);
      if (trainer->slots[i].losses == NULL)
        g_error ("no memory for the history");
    }

  trainer->last = &trainer->first;
  trainer->speed = INFINITY;
  trainer->stop_step = UINT64_MAX;
  trainer->front = 0;
  trainer->back = 1;
  atomic_init (&trainer->middle, 2u);

  if (pthread_create (&trainer->thread, NULL, worker_main, trainer) != 0)
    g_error ("cannot start the worker thread");

  return trainer;
}

/**
 * chain_trainer_free:
 *
 * Stops, wakes and joins the worker. That takes no longer than the chunk or the single step
 * that is being computed.
 */
void
chain_trainer_free (ChainTrainer *trainer)
{
  if (trainer == NULL)
    return;

  pthread_mutex_lock (&trainer->mutex);
  atomic_store (&trainer->quit, true);
  atomic_store (&trainer->called, true);
  pthread_cond_signal (&trainer->wake);
  pthread_mutex_unlock (&trainer->mutex);
  pthread_join (trainer->thread, NULL);

  while (trainer->first != NULL)
    {
      Command *command = trainer->first;

      trainer->first = command->next;
      free_command (command);
    }
  for (unsigned i = 0; i < G_N_ELEMENTS (trainer->slots); i++)
    {
      chain_series_free (trainer->slots[i].losses);
      g_free (trainer->slots[i].changes);
    }
  chain_session_free (trainer->session);
  pthread_cond_destroy (&trainer->wake);
  pthread_mutex_destroy (&trainer->mutex);
  g_free (trainer);
}

static uint64_t
queue (ChainTrainer *trainer,
       Command      *command)
{
  uint64_t serial = ++trainer->serial;

  /* from the signal on, the command is the worker's, who frees it */
  command->serial = serial;
  pthread_mutex_lock (&trainer->mutex);
  *trainer->last = command;
  trainer->last = &command->next;
  atomic_store (&trainer->called, true);
  pthread_cond_signal (&trainer->wake);
  pthread_mutex_unlock (&trainer->mutex);

  return serial;
}

static Command *
new_command (CommandKind kind)
{
  Command *command = g_new0 (Command, 1);

  command->kind = kind;
  return command;
}

/**
 * chain_trainer_load:
 * @experiment: copied
 *
 * Replaces the run by a paused one of @experiment: a reset is a load of the same experiment.
 *
 * Returns: the serial, which is also the generation of the new run
 */
uint64_t
chain_trainer_load (ChainTrainer          *trainer,
                    const ChainExperiment *experiment)
{
  Command *command = new_command (COMMAND_LOAD);

  if (!chain_experiment_copy (&command->experiment, experiment))
    g_error ("no memory for an experiment");

  return queue (trainer, command);
}

/**
 * chain_trainer_run:
 *
 * Lets the run go on until it is paused or diverges; one that has diverged stays as it is.
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_run (ChainTrainer *trainer)
{
  return queue (trainer, new_command (COMMAND_RUN));
}

/**
 * chain_trainer_pause:
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_pause (ChainTrainer *trainer)
{
  return queue (trainer, new_command (COMMAND_PAUSE));
}

/**
 * chain_trainer_step:
 * @n: number of steps
 *
 * Pauses after @n more steps, made at full speed; steps asked for before are made too.
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_step (ChainTrainer *trainer,
                    uint64_t      n)
{
  Command *command = new_command (COMMAND_STEP);

  command->n = n;
  return queue (trainer, command);
}

/**
 * chain_trainer_set_speed:
 * @steps_per_second: the pace to keep where the machine can, %INFINITY for full speed
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_set_speed (ChainTrainer *trainer,
                         double        steps_per_second)
{
  Command *command = new_command (COMMAND_SET_SPEED);

  command->value = steps_per_second;
  return queue (trainer, command);
}

/**
 * chain_trainer_change:
 * @key: what to change from the next step on
 * @value: its new value, in its range
 *
 * Enters a live change in the log of the run, see chain_session_change(). Where the log is full
 * the change is not made: the snapshot shows the value that is in force.
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_change (ChainTrainer  *trainer,
                      ChainChangeKey key,
                      double         value)
{
  Command *command = new_command (COMMAND_CHANGE);

  command->key = key;
  command->value = value;
  return queue (trainer, command);
}

/**
 * chain_trainer_take_snapshot:
 *
 * Takes the newest snapshot and asks the worker for another. Never waits.
 *
 * Returns: (transfer none) (nullable): the newest snapshot, valid until the next call, or %NULL
 *   before the first run has been loaded
 */
const ChainSnapshot *
chain_trainer_take_snapshot (ChainTrainer *trainer)
{
  if (atomic_load (&trainer->middle) & SLOT_FRESH)
    {
      trainer->front = atomic_exchange (&trainer->middle, trainer->front) & SLOT_MASK;
      trainer->has_snapshot = true;
    }

  atomic_store (&trainer->wanted, true);
  return trainer->has_snapshot ? &trainer->slots[trainer->front] : NULL;
}
