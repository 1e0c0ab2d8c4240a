// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-background.h"

#include <stdlib.h>

static GMutex mutex;
static GCond ended;
static guint n_running; /* guarded by the mutex */

typedef struct
{
  GTaskThreadFunc function;
} Job;

static void
run (GTask        *task,
     gpointer      source,
     gpointer      data,
     GCancellable *cancellable)
{
  const Job *job = g_object_get_data (G_OBJECT (task), "chain-background");

  job->function (task, source, data, cancellable);

  g_mutex_lock (&mutex);
  n_running--;
  g_cond_signal (&ended);
  g_mutex_unlock (&mutex);
}

static void
wait_for_all (void)
{
  g_mutex_lock (&mutex);
  while (n_running > 0)
    g_cond_wait (&ended, &mutex);
  g_mutex_unlock (&mutex);
}

/**
 * chain_background_run:
 *
 * As g_task_run_in_thread(), but the process does not exit before @function has returned: the
 * libraries and the resources that it uses are torn down by exit(), whoever calls that. Whoever
 * goes away before should therefore cancel what he has asked for.
 */
void
chain_background_run (GTask           *task,
                      GTaskThreadFunc  function)
{
  static gboolean waits = FALSE;
  Job *job = g_new (Job, 1);

  job->function = function;
  g_object_set_data_full (G_OBJECT (task), "chain-background", job, g_free);

  g_mutex_lock (&mutex);
  if (!waits)
    atexit (wait_for_all);
  waits = TRUE;
  n_running++;
  g_mutex_unlock (&mutex);

  g_task_run_in_thread (task, run);
}
