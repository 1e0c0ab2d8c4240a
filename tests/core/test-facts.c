// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-facts.h"

#include "test-util.h"

static void
test_ratios (void)
{
  static const double gradients[] = { 3e-200, 4e-200, 0.0, 0.0, 3.0, 4.0 };
  const ChainShape shape = { 1, 1 };

  test_assert_close (chain_facts_r_squared (0.25, 1.0), 0.75, 0.0, "R²");
  g_assert_true (isnan (chain_facts_r_squared (0.25, 0.0)));
  test_assert_close (chain_facts_reachable (0.5, 1.0, 0.2), 62.5, 1e-13, "reachable");
  g_assert_true (isnan (chain_facts_reachable (0.5, 0.0, 0.0)));
  /* squares of 1e-200 are 0, and yet the norm is not */
  test_assert_close (chain_facts_layer_norm (shape, gradients, 0) / 5e-200, 1.0, 1e-15, "norm of layer 1");
  test_assert_close (chain_facts_layer_norm (shape, gradients, 1), 0.0, 0.0, "norm of layer 2");
  test_assert_close (chain_facts_norm (shape, gradients), 5.0, 1e-15, "norm");
  test_assert_close (chain_facts_norm_ratio (shape, gradients) / 1e-200, 1.0, 1e-15, "ratio");
}

/* The dead start of the scenarios: layer 1 is saturated by each of the 64 samples. */
static void
test_diagnosis (void)
{
  static const struct { double b1; size_t saturated; } cases[] = { { 0.1, 0 }, { 20.0, 64 } };

  for (size_t c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree ChainDiagnostics *diagnostics = g_new (ChainDiagnostics, 1);
      ChainExperiment experiment;
      ChainSession *session;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.x_max = 1.0;
      experiment.parameters[1] = cases[c].b1;
      session = chain_session_new (&experiment);
      chain_session_step (session, 3);
      chain_diagnostics_begin (diagnostics, session);
      while (!chain_diagnostics_advance (diagnostics, 10))
        ;
      g_assert_cmpuint (diagnostics->diagnosis.step, ==, 3);
      g_assert_cmpuint (diagnostics->diagnosis.saturated1[0], ==, cases[c].saturated);
      g_assert_cmpuint (diagnostics->diagnosis.saturated2[0], ==, 0);
      g_assert_cmpfloat (diagnostics->diagnosis.sharpness, >=, 2.0);
      g_assert_cmpfloat (diagnostics->diagnosis.lowest_eigenvalue, <=, diagnostics->diagnosis.sharpness);
      chain_session_free (session);
      chain_experiment_clear (&experiment);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/facts/ratios", test_ratios);
  g_test_add_func ("/facts/diagnosis", test_diagnosis);
  return g_test_run ();
}
