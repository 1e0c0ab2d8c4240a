// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment.h"

#include "test-util.h"

static void
test_default (void)
{
  ChainExperiment experiment;
  ChainDataset dataset;
  double parameters[CHAIN_MAX_PARAMETERS];

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_make_dataset (&experiment, &dataset));
  g_assert_cmpuint (dataset.n, ==, 64);
  test_assert_close (dataset.x[0], 0.0, 0.0, "first x");
  test_assert_close (dataset.x[1], 2.0 / 63, 0.0, "second x");
  test_assert_close (dataset.x[63], 2.0, 0.0, "last x");
  for (size_t i = 0; i < dataset.n; i++)
    test_assert_close (dataset.y[i], dataset.x[i] * dataset.x[i], 0.0, "y of sample %zu", i);

  /* with m = n - 1: 16/m^4 times the mean of i^4, less the square of 4/m^2 times that of i^2 */
  test_assert_close (chain_dataset_variance (&dataset),
                     16.0 / (63.0 * 63 * 63 * 63) * (63.0 * 127 * (3 * 63 * 63 + 3 * 63 - 1) / 30)
                     - pow (4.0 / (63 * 63) * (63.0 * 127 / 6), 2),
                     1e-14, "variance");
  chain_experiment_initial_parameters (&experiment, parameters);
  test_assert_close (parameters[2], 0.8, 0.0, "W2");
  chain_dataset_clear (&dataset);

  experiment.count = 1;
  g_assert_true (chain_experiment_make_dataset (&experiment, &dataset));
  test_assert_close (dataset.x[0], 0.0, 0.0, "the only x");
  chain_dataset_clear (&dataset);
  chain_experiment_clear (&experiment);
}

static void
test_copy (void)
{
  static const double x[] = { 1, 2, 3 }, y[] = { 1, 4, 9 };
  ChainExperiment experiment, copy;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_set_name (&experiment, "three"));
  g_assert_true (chain_experiment_set_watch (&experiment, "this"));
  g_assert_true (chain_experiment_set_why (&experiment, "because"));
  g_assert_true (chain_experiment_set_samples (&experiment, 3, x, y));
  g_assert_true (chain_experiment_change (&experiment, (ChainChange) { 7, CHAIN_CHANGE_LEARNING_RATE, 0.5 }));
  g_assert_true (chain_experiment_copy (&copy, &experiment));
  chain_experiment_clear (&experiment);

  g_assert_cmpstr (copy.name, ==, "three");
  g_assert_cmpstr (copy.watch, ==, "this");
  g_assert_cmpstr (copy.why, ==, "because");
  g_assert_cmpuint (copy.n_samples, ==, 3);
  g_assert_true (test_bits_equal (copy.samples_x, x, 3));
  g_assert_true (test_bits_equal (copy.samples_y, y, 3));
  g_assert_cmpuint (copy.n_changes, ==, 1);
  g_assert_cmpuint (copy.changes[0].step, ==, 7);

  g_assert_true (chain_experiment_set_samples (&copy, 0, NULL, NULL));
  g_assert_null (copy.samples_x);
  chain_experiment_clear (&copy);
}

/* The log: a later entry drops what was planned for its key, and a full log takes no more. */
static void
test_changes (void)
{
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_change (&experiment, (ChainChange) { 100, CHAIN_CHANGE_LEARNING_RATE, 0.05 }));
  g_assert_true (chain_experiment_change (&experiment, (ChainChange) { 50, CHAIN_CHANGE_LEARNING_RATE, 0.03 }));
  g_assert_cmpuint (experiment.n_changes, ==, 1);
  g_assert_cmpuint (experiment.changes[0].step, ==, 50);

  chain_experiment_drop_changes (&experiment, CHAIN_CHANGE_LEARNING_RATE, 0, 0);
  g_assert_cmpuint (experiment.n_changes, ==, 0);
  for (uint64_t k = 1; k <= CHAIN_MAX_CHANGES; k++)
    g_assert_true (chain_experiment_change (&experiment, (ChainChange) { k, CHAIN_CHANGE_LEARNING_RATE, 0.01 }));
  g_assert_false (chain_experiment_change (&experiment,
                                           (ChainChange) { CHAIN_MAX_CHANGES + 1, CHAIN_CHANGE_LEARNING_RATE, 0.02 }));
  g_assert_cmpuint (experiment.n_changes, ==, CHAIN_MAX_CHANGES);
  g_assert_true (chain_experiment_change (&experiment,
                                          (ChainChange) { CHAIN_MAX_CHANGES, CHAIN_CHANGE_LEARNING_RATE, 0.02 }));
  chain_experiment_clear (&experiment);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/default", test_default);
  g_test_add_func ("/experiment/copy", test_copy);
  g_test_add_func ("/experiment/changes", test_changes);
  return g_test_run ();
}
