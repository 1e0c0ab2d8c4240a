// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-scenario.h"

/* All that undo has to bring back. */
typedef struct
{
  uint64_t step;
  ChainPoint point;
  uint64_t history;
  gsize n_changes;
  double learning_rate;
  double parameters[CHAIN_MAX_PARAMETERS];
  char title[64];
} Look;

static void
look (ChainWindow *window,
      Look        *seen)
{
  test_wait_until (test_is_settled (window));
  memset (seen, 0, sizeof *seen);
  seen->step = window->run.step;
  seen->point = window->run.point;
  seen->history = window->run.losses->count;
  seen->n_changes = window->run.n_changes;
  seen->learning_rate = window->run.learning_rate;
  chain_experiment_initial_parameters (&window->run.experiment, seen->parameters);
  g_strlcpy (seen->title, gtk_label_get_text (window->title), sizeof seen->title);
}

static void
assert_same (const Look *a,
             const Look *b)
{
  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->history, ==, b->history);
  g_assert_cmpuint (a->n_changes, ==, b->n_changes);
  g_assert_cmpfloat (a->learning_rate, ==, b->learning_rate);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpmem (a->parameters, sizeof a->parameters, b->parameters, sizeof b->parameters);
  g_assert_cmpmem (&a->point, sizeof a->point, &b->point, sizeof b->point);
}

static void
make_steps (ChainWindow *window,
            uint64_t     n)
{
  uint64_t step;

  test_wait_until (test_is_settled (window));
  step = window->run.step;
  for (uint64_t i = 0; i < n; i++)
    test_activate (window, "win.step");
  test_wait_until (window->run.step == step + n && window->run.settled);
}

static void
scenario (ChainWindow *window,
          const char  *id)
{
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_scenario_load (chain_scenario_find (id), NULL, &experiment, NULL));
  chain_window_replace (window, &experiment, NULL);
  chain_experiment_clear (&experiment);
}

/* Every kind of change: back gives what was, to the last bit; forward what came of it. */
static void
test_every_change (void)
{
  ChainWindow *window = test_window_new ();
  Look looks[8];
  gsize n = 0;

  make_steps (window, 30);
  look (window, &looks[n++]);
  test_enter (window->learning_rate, "0.05");
  make_steps (window, 20);
  look (window, &looks[n++]);
  test_enter (window->weights[3], "1.5");
  make_steps (window, 10);
  look (window, &looks[n++]);
  test_activate (window, "win.reset");
  look (window, &looks[n++]);
  chain_window_set_frozen (window, 2, TRUE);
  make_steps (window, 5);
  look (window, &looks[n++]);
  scenario (window, "wider-network");
  make_steps (window, 7);
  look (window, &looks[n++]);
  scenario (window, "diverging");
  make_steps (window, 3);
  look (window, &looks[n++]);

  for (guint round = 0; round < 2; round++)
    {
      for (gsize i = n - 1; i > 0; i--)
        {
          Look now;

          test_activate (window, "win.undo");
          look (window, &now);
          assert_same (&now, &looks[i - 1]);
        }
      test_activate (window, "win.undo");
      g_assert_cmpstr (gtk_label_get_text (window->note), !=, "");
      for (gsize i = 1; i < n; i++)
        {
          Look now;

          test_activate (window, "win.redo");
          look (window, &now);
          assert_same (&now, &looks[i]);
        }
    }

  /* it goes on from there as if nothing had been */
  test_activate (window, "win.undo");
  test_activate (window, "win.undo");
  make_steps (window, 1);
  g_assert_true (window->run.frozen[2]);
  test_window_close (window);
}

static void
test_depth (void)
{
  ChainWindow *window = test_window_new ();
  gsize n = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("0.%02u", i + 1);

      chain_undo_set_held (window->undo, TRUE);
      test_enter (window->weights[i % 2], text);
      chain_undo_set_held (window->undo, FALSE);
    }
  test_wait_until (test_is_settled (window));
  while (chain_window_is_modified (window) && n < 100)
    {
      gtk_label_set_text (window->note, "");
      test_activate (window, "win.undo");
      if (gtk_label_get_text (window->note)[0] != '\0')
        break;
      n++;
    }
  g_assert_cmpuint (n, ==, CHAIN_UNDO_DEPTH);
  g_assert_cmpuint (n, >=, 20);
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 0.36);
  test_window_close (window);
}

/* However long a slider is dragged. */
static void
test_gestures (void)
{
  ChainWindow *window = test_window_new ();

  chain_undo_set_held (window->undo, TRUE);
  for (guint i = 0; i < 40; i++)
    {
      test_slide (window->weights[0], 0.1 * (i % 17));
      if (i % 13 == 0)
        test_wait_until (test_is_settled (window));
    }
  g_usleep (1100000); /* held, but still */
  test_slide (window->weights[0], -3.0);
  chain_undo_set_held (window->undo, FALSE);

  chain_undo_set_held (window->undo, TRUE);
  for (guint i = 0; i < 40; i++)
    test_slide (window->weights[0], 0.1 * (i % 11) + 1.0);
  chain_undo_set_held (window->undo, FALSE);

  /* another slider is another gesture, even without a press */
  test_slide (window->weights[1], 2.0);
  test_slide (window->learning_rate, -3.0);

  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.learning_rate, ==, 0.01);
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 0.1);
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[0], ==, -3.0);
  g_assert_true (chain_window_is_modified (window));
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[0], ==, 0.5);
  g_assert_false (chain_window_is_modified (window));
  g_assert_cmpfloat (chain_number_row_get_value (window->weights[0]), ==, 0.5);

  /* a change forgets what would have come */
  test_slide (window->weights[2], 2.0);
  gtk_label_set_text (window->note, "");
  test_activate (window, "win.redo");
  g_assert_cmpstr (gtk_label_get_text (window->note), !=, "");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[2], ==, 2.0);
  test_window_close (window);
}

/* A run that goes on goes on; one that was paused stays so. */
static void
test_running (void)
{
  ChainWindow *window = test_window_new ();
  uint64_t step;

  test_activate (window, "win.run");
  test_wait_until (window->run.step > 50);
  step = window->run.step;
  test_slide (window->weights[0], 1.0);
  test_wait_until (test_is_settled (window) && window->run.step < step);
  test_activate (window, "win.undo");
  g_assert_true (window->running);
  test_wait_until (test_is_settled (window) && window->run.step > step);

  test_activate (window, "win.redo");
  test_activate (window, "win.run");
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_false (window->running);
  g_assert_false (window->run.running);
  test_window_close (window);
}

static void
test_title (void)
{
  ChainWindow *window = test_window_new ();

  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "x² on [0, 2]");
  test_slide (window->weights[0], 1.0);
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "• x² on [0, 2]");
  test_activate (window, "win.undo");
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "x² on [0, 2]");
  scenario (window, "collapse");
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "Collapse to a constant");
  test_activate (window, "win.undo");
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "x² on [0, 2]");
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/undo/every-change", test_every_change);
  g_test_add_func ("/app/undo/depth", test_depth);
  g_test_add_func ("/app/undo/gestures", test_gestures);
  g_test_add_func ("/app/undo/running", test_running);
  g_test_add_func ("/app/undo/title", test_title);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
