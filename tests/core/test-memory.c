// SPDX-License-Identifier: GPL-3.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib.h>

#include "chain-batches.h"
#include "chain-floor.h"
#include "chain-session.h"

/* Every allocation of the core fails once: what was asked for is refused then, nothing is lost,
 * and what it was to change is as it was. The linker puts these in the place of the allocator in
 * the core and in this file (--wrap); GLib keeps its own. */

void *__real_malloc (size_t size);
void *__real_calloc (size_t n,
                     size_t size);
void *__real_realloc (void  *block,
                      size_t size);
void  __real_free (void *block);

void *__wrap_malloc (size_t size);
void *__wrap_calloc (size_t n,
                     size_t size);
void *__wrap_realloc (void  *block,
                      size_t size);
void  __wrap_free (void *block);

static size_t n_calls;   /* since allow() */
static size_t failing;   /* the call that fails, from 1; 0: none */
static size_t n_blocks;  /* allocated and not freed */

static gboolean
fails (void)
{
  if (++n_calls != failing)
    return FALSE;

  errno = ENOMEM;
  return TRUE;
}

static void *
count (void *block)
{
  n_blocks += block != NULL;
  return block;
}

void *
__wrap_malloc (size_t size)
{
  return fails () ? NULL : count (__real_malloc (size));
}

void *
__wrap_calloc (size_t n,
               size_t size)
{
  return fails () ? NULL : count (__real_calloc (n, size));
}

void *
__wrap_realloc (void  *block,
                size_t size)
{
  void *moved;

  if (fails ())
    return NULL;

  moved = __real_realloc (block, size);
  n_blocks += block == NULL && moved != NULL;
  return moved;
}

void
__wrap_free (void *block)
{
  n_blocks -= block != NULL;
  __real_free (block);
}

/* The first @failing_call − 1 calls succeed; 0: all of them. */
static void
allow (size_t failing_call)
{
  n_calls = 0;
  failing = failing_call;
}

/* ---- what is asked for ---- */

static const double inputs[] = { 0.0, 0.5, 1.0, 1.5, 2.0 };
static const double targets[] = { 0.0, 0.25, 1.0, 2.25, 4.0 };

/* One with something in every array that it can have. */
static void
make_experiment (ChainExperiment *experiment)
{
  const ChainChange changes[] = { { 2, CHAIN_CHANGE_LEARNING_RATE, 0.02, 0 }, { 3, CHAIN_CHANGE_FROZEN, 1.0, 1 } };

  allow (0);
  g_assert_true (chain_experiment_init (experiment));
  g_assert_true (chain_experiment_set_name (experiment, "a name"));
  g_assert_true (chain_experiment_set_samples (experiment, G_N_ELEMENTS (inputs), inputs, targets));
  g_assert_true (chain_experiment_set_changes (experiment, G_N_ELEMENTS (changes), changes));
  experiment->batch_size = 2;
}

static bool
try_init (size_t failing_call)
{
  ChainExperiment experiment;

  allow (failing_call);
  if (!chain_experiment_init (&experiment))
    return false;

  chain_experiment_clear (&experiment);
  return true;
}

static bool
try_copy (size_t failing_call)
{
  ChainExperiment experiment, copy;
  bool made;

  make_experiment (&experiment);
  allow (failing_call);
  made = chain_experiment_copy (&copy, &experiment);
  if (made)
    chain_experiment_clear (&copy);
  chain_experiment_clear (&experiment);
  return made;
}

static bool
try_setters (size_t failing_call)
{
  const ChainChange change = { 7, CHAIN_CHANGE_LEARNING_RATE, 0.5, 0 };
  ChainExperiment experiment;
  bool named, watched, reasoned, sampled, listed, changed;

  make_experiment (&experiment);
  allow (failing_call);
  named = chain_experiment_set_name (&experiment, "another");
  g_assert_cmpstr (experiment.name, ==, named ? "another" : "a name");
  watched = chain_experiment_set_watch (&experiment, "the loss");
  g_assert_cmpstr (experiment.watch, ==, watched ? "the loss" : "");
  reasoned = chain_experiment_set_why (&experiment, "it falls");
  g_assert_cmpstr (experiment.why, ==, reasoned ? "it falls" : "");
  sampled = chain_experiment_set_samples (&experiment, 2, inputs, targets);
  g_assert_cmpuint (experiment.n_samples, ==, sampled ? 2 : G_N_ELEMENTS (inputs));
  g_assert_cmpfloat (experiment.samples_y[experiment.n_samples - 1], ==, sampled ? 0.25 : 4.0);
  changed = chain_experiment_change (&experiment, change);
  g_assert_cmpuint (experiment.n_changes, ==, changed ? 3 : 2);
  g_assert_cmpuint (experiment.changes[experiment.n_changes - 1].step, ==, changed ? 7 : 3);
  listed = chain_experiment_set_changes (&experiment, 1, &change);
  g_assert_cmpuint (experiment.n_changes, ==, listed ? 1 : changed ? 3 : 2);
  chain_experiment_clear (&experiment);
  return named && watched && reasoned && sampled && listed && changed;
}

static bool
try_dataset (size_t failing_call)
{
  ChainExperiment experiment;
  ChainDataset dataset;
  ChainBatches batches;
  ChainMonotoneFit fit;
  bool made, divided, fitted;

  make_experiment (&experiment);
  allow (failing_call);
  made = chain_experiment_make_dataset (&experiment, &dataset);
  divided = made && chain_batches_init (&batches, &dataset, experiment.batch_size, 1);
  fitted = divided && chain_monotone_fit_init (&fit, &dataset);
  if (fitted)
    chain_monotone_fit_clear (&fit);
  if (divided)
    chain_batches_clear (&batches);
  if (made)
    chain_dataset_clear (&dataset);
  chain_experiment_clear (&experiment);
  return fitted;
}

static bool
try_session (size_t failing_call)
{
  const ChainChange change = { 0, CHAIN_CHANGE_LEARNING_RATE, 0.5, 0 };
  ChainExperiment experiment, record;
  ChainSession *session, *copy = NULL;
  bool changed = false, recorded = false;

  make_experiment (&experiment);
  allow (failing_call);
  session = chain_session_new (&experiment);
  if (session != NULL)
    {
      copy = chain_session_copy (session);
      chain_session_step (session, 5);
      g_assert_cmpuint (chain_session_get_step (session), ==, 5);
      changed = chain_session_change (session, change);
      g_assert_cmpfloat (chain_session_get_learning_rate (session), ==, changed ? 0.5 : 0.02);
      recorded = chain_session_record (session, &record);
      if (recorded)
        chain_experiment_clear (&record);
    }
  chain_session_free (copy);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
  return copy != NULL && changed && recorded;
}

static bool
try_retry (size_t failing_call)
{
  ChainExperiment experiment;
  ChainSession *session;
  bool went_on;

  make_experiment (&experiment);
  experiment.learning_rate = 50.0;
  experiment.n_changes = 0;
  session = chain_session_new (&experiment);
  chain_session_step (session, 1000);
  g_assert_cmpint (chain_session_get_status (session), ==, CHAIN_SESSION_DIVERGED);
  allow (failing_call);
  went_on = chain_session_retry (session, 0.01);
  g_assert_cmpint (chain_session_get_status (session), ==, went_on ? CHAIN_SESSION_READY : CHAIN_SESSION_DIVERGED);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
  return went_on;
}

/* Lets the first, the second, … call fail, until there are no more to fail. */
static void
test_failures (gconstpointer data)
{
  bool (*const *try) (size_t) = data;
  size_t call = 0;
  bool succeeded;

  do
    {
      succeeded = (*try) (++call);
      if (succeeded != (n_calls < call))
        g_error ("with call %zu of %zu failing: expected %s, got %s", call, n_calls,
                 n_calls < call ? "success" : "a refusal", succeeded ? "success" : "a refusal");
      if (n_blocks != 0)
        g_error ("with call %zu failing: expected every block freed, got %zu left", call, n_blocks);
    }
  while (!succeeded);

  allow (0);
  g_assert_cmpuint (call, >, 1);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    bool (*try) (size_t);
  } tests[] = {
    { "/memory/init", try_init },
    { "/memory/copy", try_copy },
    { "/memory/setters", try_setters },
    { "/memory/dataset", try_dataset },
    { "/memory/session", try_session },
    { "/memory/retry", try_retry },
  };

  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i].try, test_failures);
  return g_test_run ();
}
