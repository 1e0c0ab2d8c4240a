// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-trainer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "chain-kernel.h"
#include "test-util.h"
#include "trainer-util.h"

/* A sanitizer keeps what is freed, and takes memory of its own. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED TRUE
#else
#define IS_SANITIZED FALSE
#endif

/* What a snapshot shows is what a session of our own finds at that step, to the last bit. */
static void
assert_reproduced (const ChainSnapshot   *snapshot,
                   const ChainExperiment *experiment)
{
  ChainExperiment replay;
  ChainSession *session;
  const ChainPoint *point;
  size_t n = chain_shape_n_parameters (snapshot->shape);

  g_assert_true (chain_experiment_copy (&replay, experiment));
  g_assert_true (chain_experiment_set_changes (&replay, snapshot->n_changes, snapshot->changes));
  session = chain_session_new (&replay);
  chain_session_step (session, snapshot->step - chain_session_get_step (session));
  point = chain_session_get_point (session);
  g_assert_cmpuint (chain_session_get_step (session), ==, snapshot->step);
  g_assert_true (test_bits_equal (&point->loss, &snapshot->point.loss, 1));
  g_assert_true (test_bits_equal (point->parameters, snapshot->point.parameters, n));
  g_assert_true (test_bits_equal (point->gradients, snapshot->point.gradients, n));
  g_assert_cmpuint (snapshot->losses->start + snapshot->losses->count, ==, snapshot->step + 1);
  chain_session_free (session);
  chain_experiment_clear (&replay);
}

static void
test_commands (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  const ChainSnapshot *snapshot;
  ChainExperiment experiment;
  uint64_t generation;

  g_assert_null (chain_trainer_take_snapshot (trainer));
  g_assert_true (chain_experiment_init (&experiment));

  generation = chain_trainer_load (trainer, &experiment);
  snapshot = wait_for (trainer, generation);
  g_assert_cmpuint (snapshot->step, ==, 0);
  g_assert_cmpuint (snapshot->generation, ==, generation);
  g_assert_false (snapshot->running);
  assert_reproduced (snapshot, &experiment);

  chain_trainer_step (trainer, 1);
  wait_for (trainer, chain_trainer_step (trainer, 9));
  snapshot = wait_until_stopped (trainer);
  g_assert_cmpuint (snapshot->step, ==, 10);
  assert_reproduced (snapshot, &experiment);

  wait_for (trainer, chain_trainer_run (trainer));
  snapshot = wait_for_step (trainer, 5000);
  g_assert_true (snapshot->running);
  wait_for (trainer, chain_trainer_change (trainer, CHAIN_CHANGE_LEARNING_RATE, 0.02));
  snapshot = wait_for (trainer, chain_trainer_pause (trainer));
  g_assert_false (snapshot->running);
  g_assert_cmpuint (snapshot->n_changes, ==, 1);
  g_assert_cmpuint (snapshot->changes[0].step, >, 5000);
  g_assert_true (snapshot->learning_rate == 0.02);
  assert_reproduced (snapshot, &experiment);

  /* a step while running pauses after it */
  chain_trainer_run (trainer);
  wait_for (trainer, chain_trainer_step (trainer, 1));
  assert_reproduced (wait_until_stopped (trainer), &experiment);

  /* a load replaces the run and its log */
  chain_trainer_run (trainer);
  generation = chain_trainer_load (trainer, &experiment);
  snapshot = wait_for (trainer, generation);
  g_assert_cmpuint (snapshot->generation, ==, generation);
  g_assert_cmpuint (snapshot->step, ==, 0);
  g_assert_cmpuint (snapshot->n_changes, ==, 0);
  g_assert_false (snapshot->running);

  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

static void
test_divergence (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  const ChainSnapshot *snapshot;
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.x_max = 1.0;
  experiment.learning_rate = 1.1;
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_run (trainer));
  snapshot = wait_until_stopped (trainer);
  g_assert_cmpint (snapshot->status, ==, CHAIN_SESSION_DIVERGED);
  g_assert_cmpuint (snapshot->diverged_step, ==, 11);
  g_assert_cmpuint (snapshot->step, ==, 10);
  g_assert_cmpuint (snapshot->runaway, ==, 5);
  g_assert_cmpuint (snapshot->runaway_step, ==, 6);
  assert_reproduced (snapshot, &experiment);

  snapshot = wait_for (trainer, chain_trainer_run (trainer));
  g_assert_false (snapshot->running);
  snapshot = wait_for (trainer, chain_trainer_step (trainer, 3));
  g_assert_cmpuint (snapshot->step, ==, 10);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* Ten steps a second must be neither eleven nor a thousand: never ahead of the clock, and not
 * half behind it on a machine that is not overwhelmed. */
/* What was kept comes back as it was, whatever has been done since, and goes on as if nothing
 * had been. */
static void
test_keep (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  const ChainSnapshot *snapshot;
  ChainExperiment experiment, other;
  uint64_t kept, again;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_init (&other));
  other.shape = (ChainShape) { 3, 2 };
  other.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;

  chain_trainer_load (trainer, &experiment);
  chain_trainer_step (trainer, 500);
  wait_for_step (trainer, 500);
  chain_trainer_change (trainer, CHAIN_CHANGE_LEARNING_RATE, 0.02);
  chain_trainer_step (trainer, 500);
  wait_for_step (trainer, 1000);
  kept = chain_trainer_keep (trainer);
  chain_trainer_load (trainer, &other);
  wait_for (trainer, chain_trainer_step (trainer, 100));
  snapshot = wait_until_stopped (trainer);
  g_assert_cmpint (snapshot->shape.hidden1, ==, 3);

  again = chain_trainer_keep (trainer);
  kept = chain_trainer_restore (trainer, kept);
  snapshot = wait_for (trainer, kept);
  g_assert_cmpuint (snapshot->generation, ==, kept);
  g_assert_false (snapshot->running);
  g_assert_cmpuint (snapshot->step, ==, 1000);
  g_assert_cmpuint (snapshot->n_changes, ==, 1);
  assert_reproduced (snapshot, &experiment);
  wait_for (trainer, chain_trainer_step (trainer, 300));
  assert_reproduced (wait_until_stopped (trainer), &experiment);

  snapshot = wait_for (trainer, chain_trainer_restore (trainer, again));
  g_assert_cmpuint (snapshot->step, ==, 100);
  assert_reproduced (snapshot, &other);

  /* what nobody calls for is freed, and what is not there is no harm */
  again = chain_trainer_keep (trainer);
  chain_trainer_forget (trainer, again);
  chain_trainer_keep (trainer);
  snapshot = wait_for (trainer, chain_trainer_restore (trainer, again));
  g_assert_cmpuint (snapshot->step, ==, 100);

  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
  chain_experiment_clear (&other);
}

static void
test_retry (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  const ChainSnapshot *snapshot;
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.learning_rate = 1.1;
  experiment.x_max = 1.0;
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_run (trainer));
  snapshot = wait_until_stopped (trainer);
  g_assert_cmpint (snapshot->status, ==, CHAIN_SESSION_DIVERGED);
  g_assert_false (snapshot->diverged.loss <= 1e6);

  snapshot = wait_for (trainer, chain_trainer_retry (trainer, 1.1 / 3.0));
  g_assert_cmpint (snapshot->status, ==, CHAIN_SESSION_READY);
  g_assert_cmpuint (snapshot->step, ==, 10);
  wait_for (trainer, chain_trainer_step (trainer, 100));
  assert_reproduced (wait_until_stopped (trainer), &experiment);

  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

static void
test_pace (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  const ChainSnapshot *snapshot;
  ChainExperiment experiment;
  gint64 start, elapsed;

  g_assert_true (chain_experiment_init (&experiment));
  chain_trainer_set_speed (trainer, 200.0);
  wait_for (trainer, chain_trainer_load (trainer, &experiment));
  start = g_get_monotonic_time ();
  chain_trainer_run (trainer);
  snapshot = wait_for_step (trainer, 100);
  elapsed = g_get_monotonic_time () - start;
  g_assert_cmpfloat (elapsed, >=, 0.499 * G_USEC_PER_SEC);
  g_assert_cmpuint (snapshot->step, <=, 100 + 20);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* Whether @snapshot is of a later step than @step, and then whether all of it belongs together: loss
 * and gradients are those of its parameters, to the last bit, and its series ends with that loss. */
static gboolean
check_snapshot (const ChainSnapshot *snapshot,
                const ChainDataset  *dataset,
                uint64_t            *step)
{
  const ChainSeries *losses = snapshot->losses;
  double gradients[6], loss;

  if (snapshot->step == *step)
    return FALSE;

  g_assert_cmpuint (snapshot->step, >, *step);
  *step = snapshot->step;
  loss = chain_kernel_evaluate (snapshot->shape, snapshot->point.parameters,
                                dataset->n, dataset->x, dataset->y, gradients);
  g_assert_true (test_bits_equal (&loss, &snapshot->point.loss, 1));
  g_assert_true (test_bits_equal (gradients, snapshot->point.gradients, 6));
  g_assert_cmpuint (losses->count, ==, *step + 1);
  g_assert_true (test_bits_equal (&loss, &losses->buckets[chain_series_n_buckets (losses) - 1].last, 1));
  return TRUE;
}

/* At full speed a snapshot comes at most once a chunk, after single steps as often as there is one. */
static void
test_never_torn (void)
{
  const int n_running = g_test_slow () ? 20000 : 500, n_stepped = g_test_slow () ? 1000000 : 5000;
  ChainTrainer *trainer = chain_trainer_new ();
  ChainExperiment experiment;
  ChainDataset dataset;
  uint64_t step = 0;
  int n_taken = 0;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.count = 7;
  g_assert_true (chain_experiment_make_dataset (&experiment, &dataset));
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_run (trainer));
  while (n_taken < n_running)
    n_taken += check_snapshot (chain_trainer_take_snapshot (trainer), &dataset, &step);

  while (n_taken < n_running + n_stepped)
    {
      chain_trainer_step (trainer, 1);
      n_taken += check_snapshot (chain_trainer_take_snapshot (trainer), &dataset, &step);
    }

  chain_trainer_free (trainer);
  chain_dataset_clear (&dataset);
  chain_experiment_clear (&experiment);
}

/* Resident, in KiB */
static long
get_memory (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  long pages = 0;

  g_file_get_contents ("/proc/self/statm", &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sscanf (text, "%*d %ld", &pages), ==, 1);
  return pages * (sysconf (_SC_PAGESIZE) / 1024);
}

/* At ten looks a second, so that what is measured is the run and not its snapshots. */
static long
get_memory_at (ChainTrainer *trainer,
               uint64_t      step)
{
  while (chain_trainer_take_snapshot (trainer)->step < step)
    g_usleep (100000);

  return get_memory ();
}

/* However long a run gets, it takes no more memory than it had when its history was full. */
static void
test_memory (void)
{
  const uint64_t full = 200000, end = g_test_slow () ? 100000000 : 2000000;
  ChainTrainer *trainer = chain_trainer_new ();
  ChainExperiment experiment;
  long before, after;

  g_assert_true (chain_experiment_init (&experiment));
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_run (trainer));
  before = get_memory_at (trainer, full);
  after = get_memory_at (trainer, end);
  if (after > before + 1024)
    {
      g_test_message ("from step %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                      ": expected at most 1024 KiB more than %ld KiB, got %ld KiB", full, end, before, after);
      g_test_fail ();
    }

  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* A paused run settles with a diagnosis of the state it stands at; a running one has some. */
static void
test_diagnosis (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  ChainExperiment experiment;
  const ChainSnapshot *snapshot;
  ChainDiagnostics *diagnostics = g_new (ChainDiagnostics, 1);
  ChainSession *session;

  g_assert_true (chain_experiment_init (&experiment));
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_run (trainer));
  do
    snapshot = wait_for_step (trainer, 1);
  while (!snapshot->has_diagnosis);
  g_assert_cmpfloat (snapshot->diagnosis.sharpness, >=, 2.0);
  g_assert_cmpuint (snapshot->diagnosis.step, <=, snapshot->step);

  wait_for (trainer, chain_trainer_pause (trainer));
  do
    snapshot = chain_trainer_take_snapshot (trainer);
  while (!snapshot->settled);
  g_assert_false (snapshot->running);
  g_assert_cmpuint (snapshot->diagnosis.step, ==, snapshot->step);

  session = chain_session_new (&experiment);
  chain_session_step (session, snapshot->step);
  chain_diagnostics_begin (diagnostics, session);
  while (!chain_diagnostics_advance (diagnostics, 1000))
    ;
  g_assert_true (test_bits_equal (&snapshot->diagnosis.sharpness, &diagnostics->diagnosis.sharpness, 1));
  test_assert_close (snapshot->variance, chain_dataset_variance (chain_session_get_dataset (session)), 0.0, "variance");
  test_assert_close (snapshot->floor, 0.0, 0.0, "floor");

  g_free (diagnostics);
  chain_session_free (session);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* A run that may take 0.2 seconds takes as long and pauses; started again it has as long again. */
static void
test_time_limit (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  ChainExperiment experiment;
  const ChainSnapshot *snapshot;

  g_assert_true (chain_experiment_init (&experiment));
  chain_trainer_set_time_limit (trainer, 0.2);
  wait_for (trainer, chain_trainer_load (trainer, &experiment));
  for (int round = 0; round < 2; round++)
    {
      gint64 start = g_get_monotonic_time ();
      uint64_t step;

      snapshot = wait_for (trainer, chain_trainer_run (trainer));
      step = snapshot->step;
      g_assert_false (snapshot->time_is_up);
      snapshot = wait_until_stopped (trainer);
      g_assert_true (snapshot->time_is_up);
      g_assert_cmpuint (snapshot->step, >, step);
      g_assert_cmpint (g_get_monotonic_time () - start, >=, 199000);
    }

  /* and without a limit it just goes on */
  chain_trainer_set_time_limit (trainer, INFINITY);
  chain_trainer_run (trainer);
  g_usleep (300000);
  snapshot = wait_for (trainer, chain_trainer_set_speed (trainer, INFINITY));
  g_assert_true (snapshot->running && !snapshot->time_is_up);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* A change log that is full takes no more, and says so. */
static void
test_full_log (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  g_autofree ChainChange *changes = g_new0 (ChainChange, CHAIN_MAX_CHANGES);
  ChainExperiment experiment;
  const ChainSnapshot *snapshot;

  for (uint64_t i = 0; i < CHAIN_MAX_CHANGES; i++)
    changes[i] = (ChainChange) { i + 1, CHAIN_CHANGE_LEARNING_RATE, 0.01, 0 };
  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_set_changes (&experiment, CHAIN_MAX_CHANGES, changes));
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_step (trainer, CHAIN_MAX_CHANGES + 10));
  snapshot = wait_until_stopped (trainer);
  g_assert_false (snapshot->change_refused);
  snapshot = wait_for (trainer, chain_trainer_change (trainer, CHAIN_CHANGE_LEARNING_RATE, 0.5));
  g_assert_true (snapshot->change_refused);
  test_assert_close (snapshot->learning_rate, 0.01, 0.0, "learning rate");
  snapshot = wait_for (trainer, chain_trainer_load (trainer, &experiment));
  g_assert_false (snapshot->change_refused);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* With mini-batches loss and gradients of a snapshot are those of the whole data. */
static void
test_batches (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  ChainExperiment experiment;
  ChainSession *session;
  const ChainSnapshot *snapshot;
  double gradients[CHAIN_MAX_PARAMETERS], loss;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.batch_size = 6;
  experiment.stop_steps = 333;
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_run (trainer));
  snapshot = wait_until_stopped (trainer);
  g_assert_cmpint (snapshot->status, ==, CHAIN_SESSION_STOPPED_STEPS);
  g_assert_cmpuint (snapshot->step, ==, 333);
  g_assert_true (snapshot->has_batches);

  session = chain_session_new (&experiment);
  chain_session_step (session, 333);
  loss = chain_session_evaluate (session, gradients);
  g_assert_true (test_bits_equal (&loss, &snapshot->point.loss, 1));
  g_assert_true (test_bits_equal (gradients, snapshot->point.gradients, 6));
  g_assert_true (test_bits_equal (&chain_session_get_point (session)->loss, &snapshot->batch_loss, 1));
  chain_session_free (session);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* Commands in any order, and an end at any moment. */
static void
test_random_commands (void)
{
  for (int round = 0; round < 20; round++)
    {
      ChainTrainer *trainer = chain_trainer_new ();
      ChainExperiment experiment;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.count = 16;
      for (int i = g_test_rand_int_range (0, 60); i > 0; i--)
        {
          switch (g_test_rand_int_range (0, 7))
            {
            case 0:
              experiment.parameters[0] = g_test_rand_double_range (-5.0, 5.0);
              chain_trainer_load (trainer, &experiment);
              break;
            case 1:
              chain_trainer_run (trainer);
              break;
            case 2:
              chain_trainer_pause (trainer);
              break;
            case 3:
              chain_trainer_step (trainer, (uint64_t) g_test_rand_int_range (0, 1000));
              break;
            case 4:
              chain_trainer_set_speed (trainer, g_test_rand_bit () ? INFINITY : g_test_rand_double_range (1.0, 1e4));
              break;
            case 5:
              chain_trainer_change (trainer, CHAIN_CHANGE_LEARNING_RATE, g_test_rand_double_range (0.001, 2.0));
              break;
            default:
              g_usleep ((gulong) g_test_rand_int_range (0, 2000));
              chain_trainer_take_snapshot (trainer);
              break;
            }
        }

      chain_trainer_free (trainer);
      chain_experiment_clear (&experiment);
    }
}

/* The paused worker sleeps: it uses no processor time. */
static void
test_idle (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  ChainExperiment experiment;
  struct timespec before, after;

  g_assert_true (chain_experiment_init (&experiment));
  wait_for (trainer, chain_trainer_load (trainer, &experiment));
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &before);
  g_usleep (300000);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &after);
  /* a spinning thread would use all of the 0.3 s */
  g_assert_cmpfloat ((double) (after.tv_sec - before.tv_sec) + 1e-9 * (double) (after.tv_nsec - before.tv_nsec), <, 0.03);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* The heaviest experiment ends, at full speed, with the step it is in. */
static void
test_heavy (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.shape = (ChainShape) { 16, 16 };
  experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  experiment.count = CHAIN_MAX_SAMPLES;
  chain_trainer_load (trainer, &experiment);
  wait_for (trainer, chain_trainer_run (trainer));
  chain_trainer_step (trainer, 1000000);
  g_usleep (100000);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/commands", test_commands);
  g_test_add_func ("/trainer/divergence", test_divergence);
  g_test_add_func ("/trainer/keep", test_keep);
  g_test_add_func ("/trainer/retry", test_retry);
  g_test_add_func ("/trainer/pace", test_pace);
  g_test_add_func ("/trainer/never-torn", test_never_torn);
  if (!IS_SANITIZED)
    g_test_add_func ("/trainer/memory", test_memory);
  g_test_add_func ("/trainer/diagnosis", test_diagnosis);
  g_test_add_func ("/trainer/time-limit", test_time_limit);
  g_test_add_func ("/trainer/full-log", test_full_log);
  g_test_add_func ("/trainer/batches", test_batches);
  g_test_add_func ("/trainer/random-commands", test_random_commands);
  g_test_add_func ("/trainer/idle", test_idle);
  g_test_add_func ("/trainer/heavy", test_heavy);
  return g_test_run ();
}
