// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-session.h"

#include "chain-kernel.h"
#include "test-util.h"

static const ChainShape one = { 1, 1 };
static ChainSeries *losses;

static ChainSession *
new_session (const ChainExperiment *experiment)
{
  ChainSession *session = chain_session_new (experiment);

  g_assert_nonnull (session);
  return session;
}

static void
assert_same (ChainSession *a,
             ChainSession *b)
{
  size_t n = chain_shape_n_parameters (chain_session_get_experiment (a)->shape);
  const ChainPoint *p = chain_session_get_point (a), *q = chain_session_get_point (b);

  g_assert_cmpuint (chain_session_get_step (a), ==, chain_session_get_step (b));
  g_assert_true (chain_session_get_learning_rate (a) == chain_session_get_learning_rate (b));
  g_assert_true (test_bits_equal (&p->loss, &q->loss, 1));
  g_assert_true (test_bits_equal (p->parameters, q->parameters, n));
  g_assert_true (test_bits_equal (p->gradients, q->gradients, n));
}

/* Trajectories of an independent implementation with 256-bit arithmetic. */
static void
test_gold_trajectories (void)
{
  g_autoptr (GPtrArray) rows = test_read_csv ("gold_traj.csv");
  g_autofree char *preset = g_strdup ("");
  ChainSession *session = NULL;
  int n_compared = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      uint64_t step = g_ascii_strtoull (row[5], NULL, 10);
      double difference = test_number (row[13]);
      const ChainPoint *point;

      if (strcmp (row[0], preset) != 0)
        {
          ChainExperiment experiment;

          g_assert_cmpuint (step, ==, 0);
          g_free (preset);
          preset = g_strdup (row[0]);
          g_assert_true (chain_experiment_init (&experiment));
          experiment.x_min = test_number (row[1]);
          experiment.x_max = test_number (row[2]);
          experiment.count = g_ascii_strtoull (row[3], NULL, 10);
          experiment.learning_rate = test_number (row[4]);
          for (int p = 0; p < 6; p++)
            experiment.parameters[p] = test_number (row[7 + p]);
          chain_session_free (session);
          session = new_session (&experiment);
          chain_experiment_clear (&experiment);
        }

      if (!(difference <= 1e-3) || step > 10000)
        continue;
      chain_session_step (session, step - chain_session_get_step (session));
      g_assert_cmpuint (chain_session_get_step (session), ==, step);
      point = chain_session_get_point (session);
      test_assert_close (point->loss, test_number (row[6]),
                         MAX (1e-12, 100 * difference) * test_number (row[6]),
                         "%s, loss at step %s", row[0], row[5]);
      n_compared++;
    }

  g_assert_cmpint (n_compared, >=, 40);
  chain_session_free (session);
}

/* The document's update: all six parameters at once, α = 0.01, for the sample (2, 4). */
static void
test_worked_update (void)
{
  static const double expected[] = { .536611284263, .118305642131, .850993857621,
                                     -.136297414194, 1.22652115892, .364064592844 };
  static const double x = 2.0, y = 4.0;
  ChainExperiment experiment;
  ChainSession *session;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_set_samples (&experiment, 1, &x, &y));
  session = new_session (&experiment);
  test_assert_close (chain_session_get_point (session)->loss, 10.2606801408, 5e-11, "loss");
  chain_session_step (session, 1);
  for (int p = 0; p < 6; p++)
    test_assert_close (chain_session_get_point (session)->parameters[p], expected[p], 5e-12, "parameter %d", p);
  test_assert_close (chain_session_get_point (session)->loss, 9.01804147769, 5e-12, "loss after the step");
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

/* n + 100 steps at once, one by one, by way of a copy, and by way of a record: the same bits. */
static void
assert_any_way (const ChainExperiment *experiment,
                uint64_t               n)
{
  ChainSession *at_once = new_session (experiment), *one_by_one = new_session (experiment);
  ChainSession *copy, *continued;
  ChainExperiment record;

  chain_session_step (at_once, n + 100);
  for (uint64_t k = 0; k < n; k++)
    {
      /* looking changes nothing */
      g_assert_true (isfinite (chain_session_evaluate (one_by_one, NULL)));
      chain_session_step (one_by_one, 1);
    }
  copy = chain_session_copy (one_by_one);
  g_assert_nonnull (copy);
  g_assert_true (chain_session_record (one_by_one, &record));
  continued = new_session (&record);
  assert_same (continued, one_by_one);

  chain_session_step (one_by_one, 100);
  chain_session_step (copy, 100);
  chain_session_step (continued, 100);
  assert_same (at_once, one_by_one);
  assert_same (at_once, copy);
  assert_same (at_once, continued);

  chain_session_free (at_once);
  chain_session_free (one_by_one);
  chain_session_free (copy);
  chain_session_free (continued);
  chain_experiment_clear (&record);
}

static void
test_same_bits (void)
{
  static const ChainShape shapes[] = { { 1, 1 }, { 3, 2 }, { 16, 16 } };

  for (size_t i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      ChainExperiment experiment;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.shape = shapes[i];
      experiment.initializer.method = i == 0 ? CHAIN_INITIALIZER_MANUAL : CHAIN_INITIALIZER_XAVIER_UNIFORM;
      experiment.count = 17;
      g_assert_true (chain_experiment_change (&experiment, (ChainChange) { 40, CHAIN_CHANGE_LEARNING_RATE, 0.02 }));
      g_assert_true (chain_experiment_change (&experiment, (ChainChange) { 150, CHAIN_CHANGE_LEARNING_RATE, 0.03 }));
      assert_any_way (&experiment, 100);
      chain_experiment_clear (&experiment);
    }
}

/* The same for each optimiser, with mini-batches taken up in the middle of an epoch, schedules,
 * noise and normalised data. */
static void
test_same_bits_complete (void)
{
  for (int kind = 0; kind < CHAIN_N_OPTIMIZERS; kind++)
    {
      ChainExperiment experiment;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.shape = (ChainShape) { 2, 3 };
      experiment.initializer = (ChainInitializer) { CHAIN_INITIALIZER_HE_NORMAL, 4, 1.0 };
      experiment.count = 23;
      experiment.batch_size = 5; /* 103 steps end within an epoch */
      experiment.noise = 0.1;
      experiment.normalize = CHAIN_NORMALIZE_BOTH;
      experiment.optimizer.kind = (ChainOptimizerKind) kind;
      experiment.schedule = (ChainSchedule) { (ChainScheduleKind) (kind % CHAIN_N_SCHEDULES), 50, 0.5 };
      assert_any_way (&experiment, 103);
      chain_experiment_clear (&experiment);
    }
}

/* The loss that a step records is its batch's, the loss of the whole data is the mean over all. */
static void
test_batch_loss (void)
{
  ChainExperiment experiment;
  ChainSession *session;
  double sum = 0.0, gradients[CHAIN_MAX_PARAMETERS];

  g_assert_true (chain_experiment_init (&experiment));
  experiment.count = 20;
  experiment.batch_size = 5;
  experiment.learning_rate = 1e-300; /* nothing moves: the four batches of an epoch see one network */
  session = new_session (&experiment);
  g_assert_true (chain_session_has_batches (session));
  for (int k = 0; k < 4; k++)
    {
      sum += chain_session_get_point (session)->loss / 4;
      chain_session_step (session, 1);
    }
  test_assert_close (chain_session_evaluate (session, gradients), sum, 1e-14, "mean of the batches' losses");
  chain_session_free (session);

  experiment.batch_size = 0;
  session = new_session (&experiment);
  test_assert_close (chain_session_evaluate (session, NULL), sum, 1e-14, "loss of the whole data");
  for (int p = 0; p < 6; p++)
    test_assert_close (gradients[p], chain_session_get_point (session)->gradients[p], 1e-14, "gradient %d", p);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

/* Stops by steps and by loss, at the same step however it is stepped; then it stands for good. */
static void
test_stops (void)
{
  ChainExperiment experiment;
  ChainSession *session;
  uint64_t step;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.stop_steps = 77;
  session = new_session (&experiment);
  g_assert_cmpint (chain_session_step (session, 1000), ==, CHAIN_SESSION_STOPPED_STEPS);
  g_assert_cmpuint (chain_session_get_step (session), ==, 77);
  g_assert_cmpint (chain_session_step (session, 1), ==, CHAIN_SESSION_STOPPED_STEPS);
  g_assert_cmpuint (chain_session_get_step (session), ==, 77);
  chain_session_free (session);

  for (int batches = 0; batches < 2; batches++)
    {
      ChainSession *other;

      experiment.stop_steps = 0;
      experiment.stop_loss = 0.1;
      experiment.batch_size = batches ? 10 : 0;
      session = new_session (&experiment);
      other = new_session (&experiment);
      g_assert_cmpint (chain_session_step (session, 100000), ==, CHAIN_SESSION_STOPPED_LOSS);
      step = chain_session_get_step (session);
      g_assert_cmpfloat (chain_session_evaluate (session, NULL), <, 0.1);
      g_assert_cmpuint (step % (batches ? 7 : 1), ==, 0); /* 64 samples in batches of ten: seven an epoch */
      while (chain_session_step (other, 1) == CHAIN_SESSION_READY)
        g_assert_true (chain_session_evaluate (other, NULL) >= 0.1
                       || chain_session_get_step (other) % 7 != 0);
      assert_same (session, other);
      chain_session_free (session);
      chain_session_free (other);
    }

  chain_experiment_clear (&experiment);
}

static bool
change_rate (ChainSession *session,
             double        value)
{
  return chain_session_change (session, (ChainChange) { .key = CHAIN_CHANGE_LEARNING_RATE, .value = value });
}

/* A run steered by hand, replayed from its log. */
static void
test_change_log (void)
{
  ChainExperiment experiment, record;
  ChainSession *steered, *replayed;
  double rate;

  g_assert_true (chain_experiment_init (&experiment));
  steered = new_session (&experiment);

  /* before the first update the experiment itself changes */
  g_assert_true (change_rate (steered, 0.02));
  g_assert_cmpuint (chain_session_get_experiment (steered)->n_changes, ==, 0);
  g_assert_true (chain_session_get_experiment (steered)->learning_rate == 0.02);

  chain_session_step (steered, 99);
  g_assert_true (change_rate (steered, 0.5));
  g_assert_true (change_rate (steered, 0.05));
  g_assert_cmpuint (chain_session_get_experiment (steered)->n_changes, ==, 1);
  g_assert_cmpuint (chain_session_get_experiment (steered)->changes[0].step, ==, 100);
  rate = chain_session_get_learning_rate (steered);
  g_assert_true (rate == 0.05);
  chain_session_step (steered, 101);

  g_assert_true (chain_session_record (steered, &record));
  record.has_state = false;
  replayed = new_session (&record);
  chain_session_step (replayed, 99);
  g_assert_true (chain_session_get_learning_rate (replayed) == 0.02);
  chain_session_step (replayed, 101);
  assert_same (steered, replayed);

  /* step 100 is the first update with the new rate, by hand */
  {
    double before[6], gradients[6];

    chain_session_free (replayed);
    replayed = new_session (&record);
    chain_session_step (replayed, 99);
    memcpy (before, chain_session_get_point (replayed)->parameters, sizeof before);
    memcpy (gradients, chain_session_get_point (replayed)->gradients, sizeof gradients);
    chain_session_step (replayed, 1);
    for (int p = 0; p < 6; p++)
      test_assert_close (chain_session_get_point (replayed)->parameters[p],
                         before[p] - 0.05 * gradients[p], 0.0, "parameter %d after step 100", p);
  }

  chain_session_free (steered);
  chain_session_free (replayed);
  chain_experiment_clear (&experiment);
  chain_experiment_clear (&record);
}

/* A frozen parameter keeps its value, and the others move as if it were a constant: also from the
 * log, also for optimisers with a memory, which has not moved either when it is let go. */
static void
test_frozen (void)
{
  static const ChainOptimizerKind kinds[] = { CHAIN_OPTIMIZER_GRADIENT_DESCENT, CHAIN_OPTIMIZER_ADAM };

  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      ChainExperiment experiment, record;
      ChainSession *session, *replayed;
      double kept, first;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.optimizer.kind = kinds[k];
      experiment.frozen[4] = true;
      session = new_session (&experiment);
      chain_session_step (session, 50);
      test_assert_close (chain_session_get_point (session)->parameters[4], 1.2, 0.0, "frozen W3");
      g_assert_cmpfloat (fabs (chain_session_get_point (session)->parameters[5] - 0.3), >, 1e-3);

      g_assert_true (chain_session_change (session, (ChainChange) { .key = CHAIN_CHANGE_FROZEN, .value = 0.0, .parameter = 4 }));
      g_assert_true (chain_session_change (session, (ChainChange) { .key = CHAIN_CHANGE_FROZEN, .value = 1.0, .parameter = 0 }));
      g_assert_cmpuint (chain_session_get_experiment (session)->n_changes, ==, 2);
      kept = chain_session_get_point (session)->parameters[0];
      first = chain_session_get_point (session)->moments.first[0];
      chain_session_step (session, 50);
      test_assert_close (chain_session_get_point (session)->parameters[0], kept, 0.0, "frozen W1");
      test_assert_close (chain_session_get_point (session)->moments.first[0], first, 0.0, "its moment");
      g_assert_cmpfloat (fabs (chain_session_get_point (session)->parameters[4] - 1.2), >, 1e-6);

      g_assert_true (chain_session_record (session, &record));
      record.has_state = false;
      replayed = new_session (&record);
      chain_session_step (replayed, 100);
      assert_same (session, replayed);

      chain_session_free (session);
      chain_session_free (replayed);
      chain_experiment_clear (&experiment);
      chain_experiment_clear (&record);
    }
}

/* The scenarios that diverge, found by stepping the bare gradient, must stop just there. */
static void
test_divergence (void)
{
  static const struct { double rate; uint64_t step; } cases[] = { { 1.1, 11 }, { 0.7, 31 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChainExperiment experiment;
      ChainSession *session, *shorter;
      const ChainPoint *point;
      double *kept;
      double parameters[6], gradients[6], loss;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.x_max = 1.0;
      experiment.learning_rate = cases[i].rate;
      session = new_session (&experiment);
      g_assert_cmpint (chain_session_step (session, 1000), ==, CHAIN_SESSION_DIVERGED);
      g_assert_cmpuint (chain_session_get_diverged_step (session), ==, cases[i].step);
      g_assert_cmpuint (chain_session_get_step (session), ==, cases[i].step - 1);
      g_assert_cmpfloat (chain_session_get_point (session)->loss, <=, 1e6);
      g_assert_cmpfloat (chain_session_get_diverged (session)->loss, >, 1e6);
      chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, losses);
      g_assert_cmpuint (losses->count, ==, cases[i].step);

      /* the state that broke the limit is one plain update away */
      point = chain_session_get_point (session);
      for (int p = 0; p < 6; p++)
        parameters[p] = point->parameters[p] - cases[i].rate * point->gradients[p];
      loss = chain_kernel_evaluate (one, parameters, chain_session_get_dataset (session)->n,
                                    chain_session_get_dataset (session)->x,
                                    chain_session_get_dataset (session)->y, gradients);
      test_assert_close (chain_session_get_diverged (session)->loss, loss, 0.0, "loss of the diverged state");

      /* and it stays stopped */
      kept = g_memdup2 (point->parameters, sizeof parameters);
      g_assert_cmpint (chain_session_step (session, 5), ==, CHAIN_SESSION_DIVERGED);
      g_assert_true (test_bits_equal (kept, chain_session_get_point (session)->parameters, 6));
      g_free (kept);

      shorter = new_session (&experiment);
      g_assert_cmpint (chain_session_step (shorter, cases[i].step - 1), ==, CHAIN_SESSION_READY);
      assert_same (shorter, session);

      chain_session_free (session);
      chain_session_free (shorter);
      chain_experiment_clear (&experiment);
    }
}

/* A start that overflows is diverged at step 0, and steps nowhere. */
static void
test_unsound_start (void)
{
  ChainExperiment experiment;
  ChainSession *session;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.parameters[4] = 1e300;
  session = new_session (&experiment);
  g_assert_cmpint (chain_session_get_status (session), ==, CHAIN_SESSION_DIVERGED);
  g_assert_cmpint (chain_session_step (session, 10), ==, CHAIN_SESSION_DIVERGED);
  g_assert_cmpuint (chain_session_get_step (session), ==, 0);
  g_assert_cmpuint (chain_session_get_diverged_step (session), ==, 0);
  g_assert_false (isfinite (chain_session_get_diverged (session)->loss));
  g_assert_true (chain_session_get_point (session)->parameters[4] == 1e300);
  chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, losses);
  g_assert_cmpuint (losses->count, ==, 0);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

/* What an optimiser remembers must stay finite too, or the run would stand still unnoticed; and a
 * velocity can take a parameter away that its gradient would leave. */
static void
test_unsound_memory (void)
{
  static const ChainOptimizerKind kinds[] = { CHAIN_OPTIMIZER_RMSPROP, CHAIN_OPTIMIZER_ADAGRAD, CHAIN_OPTIMIZER_ADAM };
  ChainExperiment experiment;
  ChainSession *session;

  for (size_t k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_assert_true (chain_experiment_init (&experiment));
      experiment.optimizer.kind = kinds[k];
      experiment.parameters[4] = 1e80;
      session = new_session (&experiment);
      g_assert_cmpint (chain_session_step (session, 100), ==, CHAIN_SESSION_DIVERGED);
      for (int p = 0; p < 6; p++)
        g_assert_true (isfinite (chain_session_get_point (session)->moments.second[p]));
      chain_session_free (session);
      chain_experiment_clear (&experiment);
    }

  g_assert_true (chain_experiment_init (&experiment));
  experiment.optimizer.kind = CHAIN_OPTIMIZER_MOMENTUM;
  experiment.optimizer.momentum = 0.99;
  experiment.learning_rate = 1000.0;
  memcpy (experiment.parameters, (double[]) { 5e-305, 0, 2e304, 0, 1.2, 0.3 }, 6 * sizeof (double));
  for (int p = 2; p < 6; p++)
    experiment.frozen[p] = true;
  session = new_session (&experiment);
  g_assert_cmpint (chain_session_step (session, 200), ==, CHAIN_SESSION_DIVERGED);
  for (int p = 0; p < 6; p++)
    g_assert_true (isfinite (chain_session_get_point (session)->parameters[p]));
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

/* With mini-batches a start whose whole data overflow is no start, though a batch may not. */
static void
test_unsound_whole (void)
{
  static const double x[] = { 0, 1, 2, 3 }, y[] = { 0, 1e154, 1, 1.3e154 };
  ChainExperiment experiment;
  ChainSession *session;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_set_samples (&experiment, 4, x, y));
  experiment.batch_size = 1;
  session = new_session (&experiment);
  g_assert_cmpint (chain_session_get_status (session), ==, CHAIN_SESSION_DIVERGED);
  g_assert_cmpuint (chain_session_get_diverged_step (session), ==, 0);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

/* The loss of the whole data is recorded at the end of each epoch, and stands till the next. */
static void
test_epoch_loss (void)
{
  ChainExperiment experiment;
  ChainSession *session;
  double expected[13];

  g_assert_true (chain_experiment_init (&experiment));
  experiment.count = 20;
  experiment.batch_size = 5;
  session = new_session (&experiment);
  for (int k = 0; k <= 12; k++)
    {
      expected[k] = k % 4 == 0 ? chain_session_evaluate (session, NULL) : expected[k - 1];
      chain_session_step (session, 1);
    }
  chain_session_get_channel (session, CHAIN_CHANNEL_EPOCH_LOSS, losses);
  for (int k = 0; k <= 12; k++)
    test_assert_close (losses->buckets[k].first, expected[k], 0.0, "epoch loss at step %d", k);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

/* The limit refers to step 0 also where the run is continued from a later state, and to the
 * first loss also where that is large. */
static void
test_limit_of_continued_run (void)
{
  ChainExperiment experiment, record;
  ChainSession *session, *continued;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.x_max = 1.0;
  experiment.learning_rate = 1.1;
  session = new_session (&experiment);
  chain_session_step (session, 9);
  g_assert_true (chain_session_record (session, &record));
  continued = new_session (&record);
  chain_session_step (continued, 100);
  g_assert_cmpuint (chain_session_get_diverged_step (continued), ==, 11);
  chain_session_free (session);
  chain_session_free (continued);
  chain_experiment_clear (&record);

  experiment.parameters[5] = 1e5; /* first loss 1e10: the limit is 1e16 */
  session = new_session (&experiment);
  chain_session_step (session, 1000);
  g_assert_cmpint (chain_session_get_status (session), ==, CHAIN_SESSION_DIVERGED);
  chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, losses);
  g_assert_cmpfloat (chain_session_get_diverged (session)->loss, >, 1e6 * losses->buckets[0].first);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

/* In the middle of an epoch, a continued run begins with the loss of where it stands. */
static void
test_loss_of_continued_run (void)
{
  ChainExperiment experiment, record;
  ChainSession *session, *continued;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.batch_size = 10;
  session = new_session (&experiment);
  chain_session_step (session, 100);
  g_assert_true (chain_session_record (session, &record));
  continued = new_session (&record);
  chain_session_get_channel (continued, CHAIN_CHANNEL_EPOCH_LOSS, losses);
  g_assert_cmpfloat (losses->buckets[0].first, ==, chain_session_evaluate (session, NULL));

  chain_session_free (session);
  chain_session_free (continued);
  chain_experiment_clear (&record);
  chain_experiment_clear (&experiment);
}

/* What goes on after a divergence is what never diverges when it is made again from the start. */
static void
test_retry (void)
{
  ChainExperiment experiment, record;
  ChainSession *session, *again;
  uint64_t step;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.x_max = 1.0;
  experiment.learning_rate = 1.1;
  session = new_session (&experiment);
  g_assert_false (chain_session_retry (session, 0.3));

  g_assert_cmpint (chain_session_step (session, 100), ==, CHAIN_SESSION_DIVERGED);
  step = chain_session_get_step (session);
  g_assert_true (chain_session_retry (session, 1.1 / 3.0));
  g_assert_cmpint (chain_session_step (session, 1000), ==, CHAIN_SESSION_READY);
  g_assert_cmpuint (chain_session_get_step (session), ==, step + 1000);

  g_assert_true (chain_session_record (session, &record));
  record.has_state = false;
  g_assert_cmpuint (record.n_changes, ==, 1);
  g_assert_cmpuint (record.changes[0].step, ==, step + 1);
  again = new_session (&record);
  g_assert_cmpint (chain_session_step (again, step + 1000), ==, CHAIN_SESSION_READY);
  g_assert_true (test_bits_equal (chain_session_get_point (again)->parameters,
                                  chain_session_get_point (session)->parameters, 6));

  chain_session_free (again);
  chain_session_free (session);
  chain_experiment_clear (&record);
  chain_experiment_clear (&experiment);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  g_test_add_func ("/session/gold-trajectories", test_gold_trajectories);
  g_test_add_func ("/session/worked-update", test_worked_update);
  g_test_add_func ("/session/same-bits", test_same_bits);
  g_test_add_func ("/session/same-bits-complete", test_same_bits_complete);
  g_test_add_func ("/session/batch-loss", test_batch_loss);
  g_test_add_func ("/session/stops", test_stops);
  g_test_add_func ("/session/change-log", test_change_log);
  g_test_add_func ("/session/frozen", test_frozen);
  g_test_add_func ("/session/divergence", test_divergence);
  g_test_add_func ("/session/retry", test_retry);
  g_test_add_func ("/session/unsound-start", test_unsound_start);
  g_test_add_func ("/session/unsound-memory", test_unsound_memory);
  g_test_add_func ("/session/unsound-whole", test_unsound_whole);
  g_test_add_func ("/session/epoch-loss", test_epoch_loss);
  g_test_add_func ("/session/limit-of-continued-run", test_limit_of_continued_run);
  g_test_add_func ("/session/loss-of-continued-run", test_loss_of_continued_run);
  status = g_test_run ();
  chain_series_free (losses);
  return status;
}
