// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-scenario.h"

static void
scenario (ChainWindow *window,
          const char  *id,
          int          steps)
{
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_scenario_load (chain_scenario_find (id), NULL, &experiment, NULL));
  chain_window_replace (window, &experiment, NULL);
  chain_experiment_clear (&experiment);
  test_wait_until (test_is_settled (window));
  if (steps > 0)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", steps));
  test_wait_until ((window->run.step == (guint) steps || window->run.status == CHAIN_SESSION_DIVERGED)
                   && window->run.settled && window->shown_serial == window->last_serial);
}

static gboolean
says (ChainWindow *window,
      const char  *words)
{
  return strstr (gtk_label_get_text (window->verdict_label), words) != NULL;
}

static gboolean
offers (ChainWindow *window,
        const char  *action)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (window->verdict_button)))
    return action == NULL;

  return g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (window->verdict_button)), action) == 0;
}

/* What each scenario is there to show is said, in the banner where the run has diverged. */
static void
test_sentences (void)
{
  static const char fits[] = "It fits: R² is above 0.99";
  static const char collapsed[] = "Collapsed to the best constant: no direction leads down from here";
  static const char saturated[] = "Layer 1 is saturated: 64 of 64 samples have |h₁| > 0.99";
  static const struct
  {
    const char *id;
    int steps;
    const char *words; /* in the line; NULL: it is empty */
    const char *action;
    const char *banner;
  } cases[] = {
    { "worked-example", 100, "Learning well: the loss falls" },
    { "worked-example", 1000, "Learnt exactly: no loss is left here" },
    { "default", 0, NULL },
    { "default", 300, "Learning well: the loss falls" },
    { "default", 2000, fits },
    { "good-fit", 10000, fits },
    { "collapse", 3000, collapsed, "win.add-neuron" },
    { "monotone-floor", 10000, "no 1×1 network can get below 0.0598 on this interval", "win.add-neuron" },
    { "vanishing-gradient", 1000, saturated, "win.new-weights" },
    { "vanishing-gradient", 10000, fits },
    { "dead-start", 1000, saturated, "win.new-weights" },
    { "all-zeros", 1000, collapsed, "win.add-neuron" },
    { "plateau", 2000, "A saddle, not the end", "win.run-fast" },
    { "plateau", 10000, fits },
    { "oscillating", 1000, "At the edge of stability: α·λ is 1.98", "win.stabilize" },
    { "edge-of-stability", 10000, "At the edge of stability: α·λ is 2.01", "win.stabilize" },
    { "diverging", 100, NULL, NULL, "The run diverged at step 11," },
    { "explodes", 100, NULL, NULL, "The run diverged at step 31," },
    { "wider-network", 5000, fits },
  };
  ChainWindow *window;
  gsize n_scenarios, n_seen = 0;

  chain_settings_set (CHAIN_SETTINGS_WIDTH, g_variant_new_int32 (800));
  chain_settings_set (CHAIN_SETTINGS_HEIGHT, g_variant_new_int32 (600));
  window = test_window_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *line, *banner;

      scenario (window, cases[i].id, cases[i].steps);
      line = gtk_label_get_text (window->verdict_label);
      banner = gtk_label_get_text (window->banner_label);
      g_test_message ("%s, step %d: “%s”, banner “%s”", cases[i].id, cases[i].steps, line, banner);
      g_assert_true (cases[i].words != NULL ? strstr (line, cases[i].words) != NULL : line[0] == '\0');
      g_assert_true (cases[i].banner != NULL ? strstr (banner, cases[i].banner) != NULL : banner[0] == '\0');
      g_assert_true (offers (window, cases[i].action));
      /* whole, in the smallest window, which it does not make larger */
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (window->verdict_label)));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 800);
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <=, 600);
      if (i == 0 || !g_str_equal (cases[i].id, cases[i - 1].id))
        n_seen++;
    }
  chain_scenario_get_all (&n_scenarios);
  g_assert_cmpuint (n_seen, ==, n_scenarios);

  test_window_close (window);
}

/* What the button offers helps, and can be undone. */
static void
test_remedies (void)
{
  ChainWindow *window = test_window_new ();

  scenario (window, "monotone-floor", 10000);
  g_signal_emit_by_name (window->verdict_button, "clicked");
  test_wait_until (test_is_settled (window) && window->run.step == 0);
  g_assert_cmpint (window->run.shape.hidden1, ==, 2);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 10000));
  test_wait_until (window->run.step == 10000 && window->run.settled);
  g_assert_cmpfloat (window->run.point.loss, <, 0.001);
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window) && window->run.step == 10000);
  g_assert_true (says (window, "below 0.0598"));

  scenario (window, "edge-of-stability", 10000);
  test_activate (window, "win.stabilize");
  test_wait_until (window->run.learning_rate < 0.028);
  g_assert_cmpfloat (chain_number_row_get_value (window->learning_rate), ==, window->run.learning_rate);

  scenario (window, "dead-start", 1000);
  test_activate (window, "win.new-weights");
  test_wait_until (test_is_settled (window) && window->run.step == 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 20000));
  test_wait_until (window->run.step == 20000);
  g_assert_cmpfloat (window->run.point.loss, <, 0.05);

  scenario (window, "plateau", 1000);
  test_activate (window, "win.run-fast");
  test_wait_until (window->run.step > 10000 && says (window, "It fits"));

  test_window_close (window);
}

static void
test_steps (void)
{
  ChainWindow *window = test_window_new ();
  ChainExperiment experiment;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 100));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 10));
  test_wait_until (test_is_settled (window) && window->run.step == 110);
  test_activate (window, "win.epoch");
  test_wait_until (window->run.step == 111);

  g_assert_true (chain_experiment_init (&experiment));
  experiment.batch_size = 20;
  chain_window_load (window, &experiment);
  chain_experiment_clear (&experiment);
  test_activate (window, "win.step");
  test_wait_until (test_is_settled (window) && window->run.step == 1);
  test_activate (window, "win.epoch");
  test_wait_until (test_is_settled (window) && window->run.step == 4);
  test_activate (window, "win.epoch");
  test_wait_until (test_is_settled (window) && window->run.step == 8);

  test_window_close (window);
}

/* A remark stands where the verdict does, and makes room again. */
static void
test_note (void)
{
  ChainWindow *window = test_window_new ();

  scenario (window, "default", 300);
  g_assert_true (gtk_widget_get_visible (window->verdict));
  chain_window_show_note (window, "a remark");
  g_assert_false (gtk_widget_get_visible (window->verdict));
  test_wait_until (gtk_widget_get_visible (window->verdict));
  g_assert_cmpstr (gtk_label_get_text (window->note), ==, "");
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/verdict/sentences", test_sentences);
  g_test_add_func ("/app/verdict/remedies", test_remedies);
  g_test_add_func ("/app/verdict/steps", test_steps);
  g_test_add_func ("/app/verdict/note", test_note);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
