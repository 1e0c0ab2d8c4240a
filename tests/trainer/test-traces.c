// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib.h>
#include <math.h>

#include "trainer-util.h"

/* What is not asked for is not there, what is asked for is there at once, also while paused. */
static void
test_on_demand (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  const ChainSnapshot *snapshot;
  ChainExperiment experiment;
  ChainSession *session;
  ChainBucket bucket;

  g_assert_true (chain_experiment_init (&experiment));
  chain_trainer_load (trainer, &experiment);
  snapshot = wait_until (trainer, chain_trainer_step (trainer, 300), 0, true);
  g_assert_cmpuint (snapshot->wants, ==, 0);
  g_assert_cmpuint (snapshot->parameters.n, ==, 0);
  g_assert_cmpuint (snapshot->norms.n, ==, 0);

  snapshot = wait_until (trainer, chain_trainer_want (trainer, CHAIN_WANT_PARAMETERS | CHAIN_WANT_NORMS), 0, true);
  g_assert_cmpuint (snapshot->step, ==, 300);
  g_assert_cmpuint (snapshot->parameters.n, ==, 6);
  g_assert_cmpuint (snapshot->norms.n, ==, CHAIN_N_NORMS);

  session = chain_session_new (&experiment);
  for (uint64_t step = 0; step <= 300; step++)
    {
      const ChainPoint *point = chain_session_get_point (session);

      for (size_t i = 0; i < 6; i++)
        {
          g_assert_cmpuint (chain_series_query (snapshot->parameters.series[i], step, step + 1, &bucket), ==, 1);
          g_assert_cmpfloat (bucket.first, ==, point->parameters[i]);
        }
      for (int layer = 1; layer < CHAIN_N_NORMS; layer++)
        {
          chain_series_query (snapshot->norms.series[layer], step, step + 1, &bucket);
          g_assert_cmpfloat_with_epsilon (bucket.max, chain_facts_layer_norm (experiment.shape, point->gradients, layer - 1),
                                          1e-12);
        }
      chain_series_query (snapshot->norms.series[0], step, step + 1, &bucket);
      g_assert_cmpfloat_with_epsilon (bucket.min, chain_facts_norm (experiment.shape, point->gradients), 1e-12);
      chain_session_step (session, 1);
    }

  snapshot = wait_until (trainer, chain_trainer_want (trainer, CHAIN_WANT_NORMS), 0, true);
  g_assert_cmpuint (snapshot->parameters.n, ==, 0);
  g_assert_cmpuint (snapshot->norms.n, ==, CHAIN_N_NORMS);

  chain_session_free (session);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* A wide network's are chosen from every group, first and last among them; memory is bounded. */
static void
test_wide (void)
{
  ChainTrainer *trainer = chain_trainer_new ();
  const ChainSnapshot *snapshot;
  ChainTraces copy = { 0 };
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  chain_trainer_want (trainer, CHAIN_WANT_PARAMETERS);
  for (int width = CHAIN_MAX_WIDTH; width >= 1; width--)
    {
      bool seen[CHAIN_MAX_PARAMETERS] = { false };
      size_t n;

      experiment.shape = (ChainShape) { width, width };
      experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
      n = chain_shape_n_parameters (experiment.shape);
      chain_trainer_load (trainer, &experiment);
      snapshot = wait_until (trainer, chain_trainer_step (trainer, 2), 0, true);
      chain_traces_copy (&copy, &snapshot->parameters);

      g_assert_cmpuint (copy.n, <=, CHAIN_MAX_TRACES);
      g_assert_true (n > CHAIN_MAX_TRACES || copy.n == n);
      for (size_t i = 0; i < copy.n; i++)
        {
          g_assert_false (seen[copy.index[i]]);
          seen[copy.index[i]] = true;
          g_assert_cmpuint (copy.series[i]->count, ==, 3);
          g_assert_cmpfloat (copy.series[i]->buckets[2].last, ==, snapshot->point.parameters[copy.index[i]]);
        }
      for (int group = 0; group < CHAIN_N_GROUPS; group++)
        {
          size_t offset = chain_shape_group_offset (experiment.shape, (ChainGroup) group);

          g_assert_true (seen[offset]);
          g_assert_true (seen[offset + chain_shape_group_length (experiment.shape, (ChainGroup) group) - 1]);
        }
    }

  chain_traces_clear (&copy);
  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

/* Each parameter of a wide network can be chosen to be seen, whatever its widths. */
static void
test_chosen (void)
{
  static const ChainShape shapes[] = { { 16, 16 }, { 16, 1 }, { 1, 16 }, { 3, 7 } };

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      bool seen[CHAIN_MAX_PARAMETERS] = { false };
      ChainTraces traces = { 0 };
      ChainExperiment experiment;
      ChainSession *session;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.shape = shapes[s];
      experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
      session = chain_session_new (&experiment);
      for (unsigned choice = CHAIN_TRACES_W1; choice < CHAIN_TRACES_W2 + (unsigned) shapes[s].hidden2; choice++)
        {
          chain_traces_take_parameters (&traces, session, choice);
          g_assert_cmpuint (traces.n, >, 0);
          g_assert_cmpuint (traces.n, <=, CHAIN_MAX_TRACES);
          for (size_t i = 0; i < traces.n; i++)
            {
              g_assert_false (seen[traces.index[i]]);
              seen[traces.index[i]] = true;
            }
        }
      for (size_t i = 0; i < chain_shape_n_parameters (shapes[s]); i++)
        g_assert_true (seen[i]);

      /* a neuron that there is not */
      chain_traces_take_parameters (&traces, session, CHAIN_TRACES_W2 + (unsigned) shapes[s].hidden2);
      g_assert_cmpuint (traces.index[traces.n - 1], ==, chain_shape_n_parameters (shapes[s]) - 1);
      chain_traces_clear (&traces);
      chain_session_free (session);
      chain_experiment_clear (&experiment);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/traces/on-demand", test_on_demand);
  g_test_add_func ("/traces/wide", test_wide);
  g_test_add_func ("/traces/chosen", test_chosen);
  return g_test_run ();
}
