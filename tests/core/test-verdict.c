// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-verdict.h"

#include "chain-floor.h"
#include "test-util.h"

#define MAX_STEPS 6

/* The scenarios, and what is said of them at some steps. */
static const struct
{
  const char *name;
  double x_min, x_max, rate;
  double parameters[6];
  int hidden;
  struct { uint64_t step; ChainVerdictKind kind; } expected[MAX_STEPS];
  size_t count; /* of samples, 0 for as many as ever */
} scenarios[] = {
  { "worked example", 2, 3, .01, { .5, .1, .8, -.2, 1.2, .3 }, 1,
    { { 100, CHAIN_VERDICT_LEARNING }, { 1000, CHAIN_VERDICT_EXACT }, { 100000, CHAIN_VERDICT_EXACT } }, 1 },
  { "default", 0, 2, .01, { .5, .1, .8, -.2, 1.2, .3 }, 1,
    { { 30, CHAIN_VERDICT_LEARNING }, { 300, CHAIN_VERDICT_LEARNING }, { 3000, CHAIN_VERDICT_FITS },
      { 10000, CHAIN_VERDICT_FITS }, { 30000, CHAIN_VERDICT_FITS }, { 100000, CHAIN_VERDICT_FITS } } },
  { "good fit", 0, 1, .1, { .5, .1, .8, -.2, 1.2, .3 }, 1,
    { { 100, CHAIN_VERDICT_LEARNING }, { 3000, CHAIN_VERDICT_FITS }, { 30000, CHAIN_VERDICT_FITS } } },
  { "collapse", -1, 1, .1, { .5, .1, .8, -.2, 1.2, .3 }, 1,
    { { 100, CHAIN_VERDICT_COLLAPSED }, { 1000, CHAIN_VERDICT_COLLAPSED }, { 10000, CHAIN_VERDICT_COLLAPSED } } },
  { "floor", -1, 1, .3, { 1, -1, 1, 0, 1, 0 }, 1,
    { { 100, CHAIN_VERDICT_LEARNING }, { 1000, CHAIN_VERDICT_FLOOR }, { 30000, CHAIN_VERDICT_FLOOR } } },
  { "vanishing", 0, 1, .1, { .5, 3, .8, -.2, 1.2, .3 }, 1,
    { { 30, CHAIN_VERDICT_SATURATED }, { 3000, CHAIN_VERDICT_SATURATED }, { 10000, CHAIN_VERDICT_FITS } } },
  { "dead", 0, 1, .1, { .5, 20, .8, -.2, 1.2, .3 }, 1,
    { { 30, CHAIN_VERDICT_SATURATED }, { 10000, CHAIN_VERDICT_SATURATED } } },
  { "zeros", 0, 1, .1, { 0 }, 1,
    { { 100, CHAIN_VERDICT_COLLAPSED }, { 10000, CHAIN_VERDICT_COLLAPSED } } },
  { "plateau", 0, 1, .1, { .01, 0, .01, 0, .01, 0 }, 1,
    { { 100, CHAIN_VERDICT_SADDLE }, { 5000, CHAIN_VERDICT_SADDLE }, { 10000, CHAIN_VERDICT_FITS } } },
  { "oscillating", 0, 1, .5, { .5, .1, .8, -.2, 1.2, .3 }, 1,
    { { 30, CHAIN_VERDICT_UNSTABLE }, { 1000, CHAIN_VERDICT_UNSTABLE }, { 30000, CHAIN_VERDICT_UNSTABLE } } },
  { "edge of stability", 0, 2, .03, { .5, .1, .8, -.2, 1.2, .3 }, 1,
    { { 100, CHAIN_VERDICT_LEARNING }, { 3000, CHAIN_VERDICT_UNSTABLE }, { 30000, CHAIN_VERDICT_UNSTABLE } } },
  { "wider", -1, 1, .1, { 0 }, 4,
    { { 100, CHAIN_VERDICT_LEARNING }, { 3000, CHAIN_VERDICT_FITS }, { 5000, CHAIN_VERDICT_FITS } } },
};

static void
test_scenarios (void)
{
  g_autofree ChainDiagnostics *diagnostics = g_new (ChainDiagnostics, 1);
  ChainSeries *losses = chain_series_new (CHAIN_SERIES_CAPACITY);

  for (size_t s = 0; s < G_N_ELEMENTS (scenarios); s++)
    {
      ChainExperiment experiment;
      ChainSession *session;
      ChainMonotoneFit fit;
      const ChainDataset *dataset;

      g_assert_true (chain_experiment_init (&experiment));
      experiment.x_min = scenarios[s].x_min;
      experiment.x_max = scenarios[s].x_max;
      experiment.learning_rate = scenarios[s].rate;
      if (scenarios[s].count > 0)
        experiment.count = scenarios[s].count;
      experiment.shape = (ChainShape) { scenarios[s].hidden, scenarios[s].hidden };
      if (scenarios[s].hidden > 1)
        experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
      memcpy (experiment.parameters, scenarios[s].parameters, sizeof scenarios[s].parameters);
      session = chain_session_new (&experiment);
      dataset = chain_session_get_dataset (session);
      g_assert_true (chain_monotone_fit_init (&fit, dataset));

      for (size_t e = 0; e < MAX_STEPS && scenarios[s].expected[e].step > 0; e++)
        {
          ChainVerdictInput input;
          ChainVerdict verdict;

          chain_session_step (session, scenarios[s].expected[e].step - chain_session_get_step (session));
          chain_diagnostics_begin (diagnostics, session);
          while (!chain_diagnostics_advance (diagnostics, 1000))
            ;
          chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, losses);
          input = (ChainVerdictInput) {
            .shape = experiment.shape,
            .n_samples = dataset->n,
            .loss = chain_session_evaluate (session, NULL),
            .variance = chain_dataset_variance (dataset),
            .floor = scenarios[s].hidden == 1 ? fit.loss : NAN,
            .step_size = chain_session_get_step_size (session),
            .diagnosis = &diagnostics->diagnosis,
            .losses = losses,
          };
          verdict = chain_verdict_find (&input);
          if (verdict.kind != scenarios[s].expected[e].kind)
            {
              g_test_message ("%s, step %" G_GUINT64_FORMAT ": expected verdict %d, got %d", scenarios[s].name,
                              scenarios[s].expected[e].step, scenarios[s].expected[e].kind, verdict.kind);
              g_test_fail ();
            }

          if (verdict.kind == CHAIN_VERDICT_SATURATED)
            {
              g_assert_cmpint (verdict.layer, ==, 1);
              g_assert_cmpuint (verdict.count, ==, 64);
            }
          if (verdict.kind == CHAIN_VERDICT_FLOOR)
            test_assert_close (verdict.value, 0.0598424, 1e-6, "floor");

          /* without a diagnosis only what needs none is said */
          input.diagnosis = NULL;
          verdict = chain_verdict_find (&input);
          g_assert_true (verdict.kind == CHAIN_VERDICT_NONE || verdict.kind >= CHAIN_VERDICT_PLATEAU
                         || verdict.kind == CHAIN_VERDICT_FLOOR);
        }

      chain_monotone_fit_clear (&fit);
      chain_session_free (session);
      chain_experiment_clear (&experiment);
    }

  chain_series_free (losses);
}

/* The default experiment raises no alarm at any step. */
static void
test_no_false_alarm (void)
{
  g_autofree ChainDiagnostics *diagnostics = g_new (ChainDiagnostics, 1);
  ChainSeries *losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainExperiment experiment;
  ChainSession *session;

  g_assert_true (chain_experiment_init (&experiment));
  session = chain_session_new (&experiment);
  for (int i = 0; i < 2000; i++)
    {
      ChainVerdictInput input;
      ChainVerdict verdict;

      chain_diagnostics_begin (diagnostics, session);
      while (!chain_diagnostics_advance (diagnostics, 1000))
        ;
      chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, losses);
      input = (ChainVerdictInput) {
        .shape = experiment.shape,
        .n_samples = 64,
        .loss = chain_session_evaluate (session, NULL),
        .variance = chain_dataset_variance (chain_session_get_dataset (session)),
        .floor = 0.0,
        .step_size = chain_session_get_step_size (session),
        .diagnosis = &diagnostics->diagnosis,
        .losses = losses,
      };
      verdict = chain_verdict_find (&input);
      if (verdict.kind != CHAIN_VERDICT_NONE && verdict.kind < CHAIN_VERDICT_FITS)
        {
          g_test_message ("step %" G_GUINT64_FORMAT ": expected no alarm, got verdict %d",
                          chain_session_get_step (session), verdict.kind);
          g_test_fail ();
        }
      chain_session_step (session, i < 1000 ? 1 : 50);
    }

  chain_series_free (losses);
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/scenarios", test_scenarios);
  g_test_add_func ("/verdict/no-false-alarm", test_no_false_alarm);
  return g_test_run ();
}
