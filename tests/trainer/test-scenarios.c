// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-scenario.h"

#include "chain-session.h"
#include "test-util.h"

/* Losses as computed with arbitrary precision, to the digits that are given: the table of
 * section 6 of the mathematics. What is chaotic or depends on seeds is held to its size alone. */
typedef struct
{
  const char *id;
  struct
  {
    guint64 step;
    double loss;
    double tolerance; /* relative */
  } rows[5];
  guint64 diverges_at; /* 0: does not, within 100,000 steps */
} Expected;

#define DIGITS3 5e-3
#define DIGITS5 2e-5
#define SIZE 0.9
#define ABOUT 0.5

static const Expected expected[] = {
  { "worked-example", { { 0, 10.2607, DIGITS5 }, { 100, 2.12e-3, DIGITS3 }, { 1000, 2.8e-29, SIZE } } },
  { "default", { { 0, 1.73319, DIGITS5 }, { 100, .544345, DIGITS5 }, { 1000, .0165724, DIGITS5 },
                 { 10000, 1.972e-3, DIGITS3 }, { 100000, 6.02e-4, DIGITS3 } } },
  { "good-fit", { { 0, .0375924, DIGITS5 }, { 100, 8.12e-3, DIGITS3 }, { 1000, 1.780e-3, DIGITS3 },
                  { 10000, 3.32e-5, DIGITS3 }, { 100000, 2.84e-5, DIGITS3 } } },
  { "collapse", { { 0, .194558, DIGITS5 }, { 100, .0945868, DIGITS5 }, { 1000, .0945529, DIGITS5 },
                  { 10000, .0945529, DIGITS5 } } },
  { "monotone-floor", { { 0, .885637, DIGITS5 }, { 100, .0748, DIGITS3 }, { 1000, .0610, DIGITS3 },
                        { 10000, .060277, DIGITS5 }, { 100000, .060041, DIGITS5 } } },
  { "vanishing-gradient", { { 0, .459184, DIGITS5 }, { 100, .0915506, DIGITS5 }, { 1000, .0914603, DIGITS5 },
                            { 10000, 3.2e-5, 0.02 }, { 100000, 2.3e-5, 0.03 } } },
  { "dead-start", { { 0, .462137, DIGITS5 }, { 100, .0918884, DIGITS5 }, { 100000, .0918884, DIGITS5 } } },
  { "all-zeros", { { 0, .20477, DIGITS5 }, { 100, .0918884, DIGITS5 }, { 100000, .0918884, DIGITS5 } } },
  { "plateau", { { 0, .20477, DIGITS5 }, { 100, .0918882, DIGITS5 }, { 1000, .0918881, DIGITS5 },
                 { 10000, 3.04e-5, DIGITS3 }, { 100000, 2.99e-5, DIGITS3 } } },
  { "oscillating", { { 0, .0375924, DIGITS5 }, { 100, .0251, DIGITS3 }, { 1000, 1.59e-3, DIGITS3 },
                     { 10000, 1.09e-3, DIGITS3 }, { 100000, 1.02e-3, DIGITS3 } } },
  { "edge-of-stability", { { 0, 1.73319, DIGITS5 }, { 100, .1416, DIGITS3 }, { 1000, 5.16e-3, DIGITS3 },
                           { 10000, 5.6e-3, SIZE }, { 100000, 4.5e-3, SIZE } } },
  { "diverging", { { 0, .0375924, DIGITS5 } }, 11 },
  { "explodes", { { 0, .0375924, DIGITS5 }, { 25, 1870.0, DIGITS3 } }, 31 },
  { "wider-network", { { 0, .28, ABOUT }, { 1000, 1e-3, ABOUT }, { 5000, 1e-4, ABOUT }, { 20000, 1e-5, ABOUT } } },
};

static void
assert_sentences (const char *text,
                  guint       max)
{
  guint n = 0;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, "."));
  for (const char *p = text; *p != '\0'; p++)
    n += *p == '.' && (p[1] == ' ' || p[1] == '\0');
  g_assert_cmpuint (n, <=, max);
}

static void
test_losses (gconstpointer data)
{
  const Expected *row = data;
  const ChainScenario *scenario = chain_scenario_find (row->id);
  GError *error = NULL;
  ChainExperiment experiment;
  ChainSession *session;

  g_assert_nonnull (scenario);
  g_assert_true (chain_experiment_init (&experiment));
  chain_scenario_load (scenario, NULL, &experiment, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (experiment.name, ==, scenario->name);
  g_assert_cmpstr (experiment.watch, ==, scenario->watch);
  g_assert_cmpstr (experiment.why, ==, scenario->why);
  assert_sentences (experiment.watch, 2);
  assert_sentences (experiment.why, 2);

  session = chain_session_new (&experiment);
  g_assert_nonnull (session);
  for (gsize i = 0; i < G_N_ELEMENTS (row->rows) && row->rows[i].loss > 0.0; i++)
    {
      chain_session_step (session, row->rows[i].step - chain_session_get_step (session));
      test_assert_close (chain_session_get_point (session)->loss, row->rows[i].loss,
                         row->rows[i].tolerance * row->rows[i].loss, "%s at step %u", row->id,
                         (guint) row->rows[i].step);
    }

  chain_session_step (session, 100000 - chain_session_get_step (session));
  if (row->diverges_at > 0)
    {
      g_assert_cmpint (chain_session_get_status (session), ==, CHAIN_SESSION_DIVERGED);
      g_assert_cmpuint (chain_session_get_diverged_step (session), ==, row->diverges_at);
    }
  else
    g_assert_cmpint (chain_session_get_status (session), ==, CHAIN_SESSION_READY);

  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

static void
test_all (void)
{
  const ChainScenario *scenarios;
  gsize n;

  scenarios = chain_scenario_get_all (&n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (chain_scenario_find (scenarios[i].id) == &scenarios[i]);
      g_assert_cmpstr (chain_scenario_translate (scenarios[i].why), ==, scenarios[i].why);
    }

  g_assert_null (chain_scenario_find ("no-such-thing"));
  g_assert_cmpstr (chain_scenario_translate ("my own"), ==, "my own");
}

static void
test_settings (void)
{
  const char *const settings[] = { "learning-rate=0.25", NULL };
  const char *const wrong[] = { "learning-rate=x", NULL };
  GError *error = NULL;
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_false (chain_scenario_load (chain_scenario_find ("collapse"), wrong, &experiment, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_true (chain_scenario_load (chain_scenario_find ("collapse"), settings, &experiment, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (experiment.learning_rate, ==, 0.25);
  g_assert_cmpfloat (experiment.x_min, ==, -1.0);
  chain_experiment_clear (&experiment);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenarios/all", test_all);
  g_test_add_func ("/scenarios/settings", test_settings);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scenarios/%s", expected[i].id);

      g_test_add_data_func (path, &expected[i], test_losses);
    }
  return g_test_run ();
}
