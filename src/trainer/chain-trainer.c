// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-trainer-private.h"

#include <glib.h>
#include <math.h>
#include <time.h>

/**
 * chain_command_free:
 * @command: a command that is in no queue
 */
void
chain_command_free (Command *command)
{
  if (command->kind == COMMAND_LOAD)
    chain_experiment_clear (&command->experiment);
  g_free (command);
}

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
      trainer->slots[i].batch_losses = chain_series_new (CHAIN_SERIES_CAPACITY);
      if (trainer->slots[i].losses == NULL || trainer->slots[i].batch_losses == NULL)
        g_error ("no memory for the history");
    }

  trainer->last = &trainer->first;
  trainer->speed = INFINITY;
  trainer->time_limit = INFINITY;
  trainer->run_until = INFINITY;
  trainer->stop_step = UINT64_MAX;
  trainer->front = 0;
  trainer->back = 1;
  atomic_init (&trainer->middle, 2u);

  if (pthread_create (&trainer->thread, NULL, chain_worker_main, trainer) != 0)
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
      chain_command_free (command);
    }
  for (unsigned i = 0; i < G_N_ELEMENTS (trainer->slots); i++)
    {
      chain_series_free (trainer->slots[i].losses);
      chain_series_free (trainer->slots[i].batch_losses);
      g_free (trainer->slots[i].changes);
      chain_traces_clear (&trainer->slots[i].parameters);
      chain_traces_clear (&trainer->slots[i].norms);
    }
  while (trainer->kept != NULL)
    {
      Kept *kept = trainer->kept;

      trainer->kept = kept->next;
      chain_session_free (kept->session);
      g_free (kept);
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

  command->speed = steps_per_second;
  return queue (trainer, command);
}

/**
 * chain_trainer_set_time_limit:
 * @seconds: how long a run may go on from when it is started, or from now; %INFINITY for as long
 *   as it likes
 *
 * The run is paused when the time is up: where it stands then depends on the machine, and is not
 * reproducible.
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_set_time_limit (ChainTrainer *trainer,
                              double        seconds)
{
  Command *command = new_command (COMMAND_SET_TIME_LIMIT);

  command->seconds = seconds;
  return queue (trainer, command);
}

/**
 * chain_trainer_change:
 * @key: what to change from the next step on
 * @value: its new value, in its range
 *
 * Enters a live change in the log of the run, see chain_session_change(). Where the log is full
 * the change is not made, and the snapshot says so.
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_change (ChainTrainer  *trainer,
                      ChainChangeKey key,
                      double         value)
{
  Command *command = new_command (COMMAND_CHANGE);

  command->change = (ChainChange) { .key = key, .value = value };
  return queue (trainer, command);
}

/**
 * chain_trainer_freeze:
 * @parameter: a flat index
 * @frozen: whether it keeps its value from the next step on
 *
 * A live change as chain_trainer_change().
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_freeze (ChainTrainer *trainer,
                      size_t        parameter,
                      bool          frozen)
{
  Command *command = new_command (COMMAND_CHANGE);

  command->change = (ChainChange) { .key = CHAIN_CHANGE_FROZEN, .value = frozen, .parameter = parameter };
  return queue (trainer, command);
}

/**
 * chain_trainer_retry:
 * @learning_rate: the learning rate from the step on that diverged
 *
 * Lets a run that diverged go on, see chain_session_retry(); it is paused.
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_retry (ChainTrainer *trainer,
                     double        learning_rate)
{
  Command *command = new_command (COMMAND_RETRY);

  command->learning_rate = learning_rate;
  return queue (trainer, command);
}

/**
 * chain_trainer_want:
 * @wants: ChainWant, or-ed: what snapshots are to hold from now on
 *
 * Returns: the serial, in whose snapshot it is
 */
uint64_t
chain_trainer_want (ChainTrainer *trainer,
                    unsigned      wants)
{
  Command *command = new_command (COMMAND_WANT);

  command->n = wants;
  return queue (trainer, command);
}

/**
 * chain_trainer_keep:
 *
 * Puts a copy of the run as it is aside, with state, change log and history; the run goes on.
 *
 * Returns: the serial, by which the copy is called for
 */
uint64_t
chain_trainer_keep (ChainTrainer *trainer)
{
  return queue (trainer, new_command (COMMAND_KEEP));
}

/**
 * chain_trainer_restore:
 * @kept: what chain_trainer_keep() returned; it is used up
 *
 * Replaces the run by the kept one, paused.
 *
 * Returns: the serial, which is also the generation of the run that is back
 */
uint64_t
chain_trainer_restore (ChainTrainer *trainer,
                       uint64_t      kept)
{
  Command *command = new_command (COMMAND_RESTORE);

  command->n = kept;
  return queue (trainer, command);
}

/**
 * chain_trainer_forget:
 * @kept: what chain_trainer_keep() returned; it is used up
 *
 * Returns: the serial
 */
uint64_t
chain_trainer_forget (ChainTrainer *trainer,
                      uint64_t      kept)
{
  Command *command = new_command (COMMAND_FORGET);

  command->n = kept;
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
