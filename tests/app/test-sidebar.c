// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-experiment-file.h"

/* Two values that do not go together are refused as in the file. */
static void
test_conflicts (void)
{
  ChainWindow *window = test_window_new ();
  ChainNumberRow *count = test_find_row (window, "count", 0);

  test_type (test_find_row (window, "batch-size", 0), "32");
  test_type (count, "31");
  test_wait_until (test_is_settled (window));
  g_assert_cmpuint (window->run.experiment.count, ==, 64);
  g_assert_cmpuint (chain_number_row_get_number (count), ==, 64);
  g_assert_nonnull (strstr (chain_field_get_message (CHAIN_FIELD (chain_number_row_get_field (count))), "[Training] batch-size"));

  /* also when the slider gives it */
  test_slide (test_find_row (window, "x-min", 0), 3.0);
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.x_min, ==, 0.0);
  g_assert_cmpfloat (gtk_adjustment_get_value (chain_number_row_get_adjustment (test_find_row (window, "x-min", 0))), ==, 0.0);

  test_window_close (window);
}

static void
test_choices (void)
{
  ChainWindow *window = test_window_new ();
  GtkDropDown *method = chain_weights_panel_get_method (window->weights_panel);
  GtkDropDown *optimizer = chain_choice_row_get_drop_down (chain_optimizer_panel_get_method (window->optimizer_panel));
  GtkDropDown *schedule = chain_choice_row_get_drop_down (chain_optimizer_panel_get_schedule (window->optimizer_panel));
  GtkDropDown *normalize = chain_choice_row_get_drop_down (chain_data_panel_get_normalize (window->data_panel));

  for (guint i = 0; i < CHAIN_N_OPTIMIZERS; i++)
    {
      gtk_drop_down_set_selected (optimizer, i);
      g_assert_cmpint (window->run.experiment.optimizer.kind, ==, i);
    }
  for (guint i = 0; i < CHAIN_N_SCHEDULES; i++)
    {
      gtk_drop_down_set_selected (schedule, i);
      g_assert_cmpint (window->run.experiment.schedule.kind, ==, i);
    }
  for (guint i = 0; i < CHAIN_N_NORMALIZES; i++)
    {
      gtk_drop_down_set_selected (normalize, i);
      g_assert_cmpint (window->run.experiment.normalize, ==, i);
    }
  for (guint i = 0; i < CHAIN_N_INITIALIZERS; i++)
    {
      gtk_drop_down_set_selected (method, i);
      test_wait_until (test_is_settled (window));
      g_assert_cmpint (window->run.experiment.initializer.method, ==, i);
      g_assert_cmpfloat (window->run.point.parameters[0], ==, chain_number_row_get_value (window->weights[0]));
    }

  test_window_close (window);
}

static void
test_target (void)
{
  static const char *const junk[] = { "", "x^3", "nan", "1;", "1;2;", "1;;2", "1;2;3;4;5;6;7;8;9;10" };
  ChainWindow *window = test_window_new ();
  ChainTextRow *target = chain_data_panel_get_target (window->data_panel);
  GtkEditable *entry = GTK_EDITABLE (chain_text_row_get_field (target));

  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      g_autofree char *setting = g_strconcat ("target=", junk[i], NULL);
      const char *settings[] = { setting, NULL };
      ChainExperiment experiment;
      g_autoptr (GError) error = NULL;
      gboolean valid;

      g_assert_true (chain_experiment_init (&experiment));
      valid = chain_experiment_parse (&experiment, NULL, 0, settings, &error);
      chain_experiment_clear (&experiment);
      gtk_editable_set_text (entry, junk[i]);
      g_signal_emit_by_name (entry, "activate");
      g_assert_cmpstr (chain_field_get_message (chain_text_row_get_field (target)), ==, valid ? NULL : error->message);
      if (!valid)
        g_assert_cmpuint (window->run.experiment.target.n, ==, 3);
      g_signal_emit_by_name (chain_row_get_reset (CHAIN_ROW (target)), "clicked");
    }

  gtk_editable_set_text (entry, "1;-2");
  g_signal_emit_by_name (entry, "activate");
  test_wait_until (test_is_settled (window));
  g_assert_cmpuint (window->run.experiment.target.n, ==, 2);
  g_assert_cmpfloat (window->run.dataset.y[window->run.dataset.n - 1], ==, -3.0);

  test_window_close (window);
}

static void
test_new_weights (void)
{
  ChainWindow *window = test_window_new ();
  double first[CHAIN_N_WEIGHTS];

  test_activate (window, "win.new-weights");
  test_wait_until (test_is_settled (window));
  g_assert_cmpint (window->run.experiment.initializer.method, ==, CHAIN_INITIALIZER_XAVIER_UNIFORM);
  g_assert_cmpuint (window->run.experiment.initializer.seed, ==, 1);
  memcpy (first, window->run.point.parameters, sizeof first);

  test_activate (window, "win.new-weights");
  test_wait_until (test_is_settled (window));
  g_assert_cmpuint (window->run.experiment.initializer.seed, ==, 2);
  g_assert_true (memcmp (first, window->run.point.parameters, sizeof first) != 0);

  /* the same seed, the same weights */
  test_type (test_find_row (window, "seed", 0), "1");
  test_wait_until (test_is_settled (window));
  g_assert_cmpmem (first, sizeof first, window->run.point.parameters, sizeof first);

  /* reset does not draw */
  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1);
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window));
  g_assert_cmpmem (first, sizeof first, window->run.point.parameters, sizeof first);

  test_window_close (window);
}

static void
test_continue (void)
{
  ChainWindow *window = test_window_new ();
  double present[CHAIN_N_WEIGHTS];

  for (int i = 0; i < 5; i++)
    test_activate (window, "win.step");
  test_wait_until (window->run.step == 5 && test_is_settled (window));
  memcpy (present, window->run.point.parameters, sizeof present);
  test_activate (window, "win.continue");
  test_wait_until (test_is_settled (window));
  g_assert_cmpuint (window->run.step, ==, 0);
  g_assert_cmpint (window->run.experiment.initializer.method, ==, CHAIN_INITIALIZER_MANUAL);
  g_assert_cmpmem (window->run.experiment.parameters, sizeof present, present, sizeof present);
  g_assert_cmpmem (window->run.point.parameters, sizeof present, present, sizeof present);

  test_window_close (window);
}

static void
test_locks (void)
{
  ChainWindow *window = test_window_new ();
  double before;

  /* live, in the log, without a restart */
  test_activate (window, "win.run");
  test_wait_until (window->run.step > 3);
  gtk_toggle_button_set_active (chain_number_row_get_lock (window->weights[2]), TRUE);
  test_wait_until (test_is_settled (window) && window->run.frozen[2]);
  g_assert_true (window->running);
  g_assert_cmpuint (window->run.step, >, 3);
  g_assert_cmpuint (window->run.n_changes, ==, 1);
  before = window->run.point.parameters[2];
  test_activate (window, "win.run");
  test_wait_until (test_is_settled (window) && !window->run.running);
  test_activate (window, "win.step");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.point.parameters[2], ==, before);

  /* a lock set by hand stays through a new start, and opens again */
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window));
  g_assert_true (window->run.experiment.frozen[2]);
  g_assert_true (chain_number_row_get_locked (window->weights[2]));
  gtk_toggle_button_set_active (chain_number_row_get_lock (window->weights[2]), FALSE);
  test_wait_until (test_is_settled (window) && !window->run.frozen[2]);
  g_assert_false (window->run.experiment.frozen[2]);

  test_window_close (window);
}

static void
test_wide (void)
{
  ChainWindow *window = test_window_new ();
  ChainNumberRow *row;

  gtk_toggle_button_set_active (chain_number_row_get_lock (window->weights[5]), TRUE);
  test_type (test_find_row (window, "hidden", 0), "3");
  test_type (chain_network_panel_get_width (window->network_panel, 2), "16");
  test_wait_until (test_is_settled (window));
  g_assert_cmpint (window->run.shape.hidden1, ==, 3);
  g_assert_cmpint (window->run.shape.hidden2, ==, 16);
  /* the lock of another network's parameter is gone */
  for (guint i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    g_assert_false (window->run.experiment.frozen[i]);

  /* a neuron has its rows once it is unfolded; W2[1][2] is the eighth parameter */
  g_assert_null (chain_weights_panel_get_row (window->weights_panel, 7));
  chain_fold_set_folded (chain_weights_panel_get_neuron (window->weights_panel, 3), FALSE);
  row = chain_weights_panel_get_row (window->weights_panel, 7);
  g_assert_nonnull (row);
  g_assert_cmpfloat (chain_number_row_get_value (row), ==, window->run.point.parameters[7]);
  test_type (row, "0.30000000000000004");
  test_wait_until (test_is_settled (window));
  g_assert_cmpint (window->run.experiment.initializer.method, ==, CHAIN_INITIALIZER_MANUAL);
  g_assert_cmpfloat (window->run.point.parameters[7], ==, 0.30000000000000004);

  /* and back */
  test_type (test_find_row (window, "hidden", 0), "1");
  test_type (chain_network_panel_get_width (window->network_panel, 2), "1");
  test_wait_until (test_is_settled (window));
  g_assert_nonnull (window->weights[0]);
  g_assert_null (chain_weights_panel_get_neuron (window->weights_panel, 0));

  test_window_close (window);
}

static void
test_limit (void)
{
  ChainWindow *window = test_window_new ();

  test_wait_until (window->run.settled && window->tick == 0);
  g_assert_cmpstr (chain_rate_panel_get_limit_text (window->rate_panel), ==, "2/λ = 0.22");

  /* another rule has another limit, and none is shown */
  gtk_drop_down_set_selected (chain_choice_row_get_drop_down (chain_optimizer_panel_get_method (window->optimizer_panel)),
                              CHAIN_OPTIMIZER_ADAM);
  test_wait_until (test_is_settled (window) && window->run.settled && window->tick == 0);
  g_assert_cmpstr (chain_rate_panel_get_limit_text (window->rate_panel), ==, "");

  test_window_close (window);
}

static void
test_stop (void)
{
  ChainWindow *window = test_window_new ();

  test_type (test_find_row (window, "stop-steps", 0), "7");
  test_activate (window, "win.run");
  test_wait_until (window->run.status == CHAIN_SESSION_STOPPED_STEPS && test_is_settled (window));
  test_wait_until (!window->running);
  g_assert_cmpuint (window->run.step, ==, 7);
  g_assert_nonnull (strstr (gtk_label_get_text (window->note), "7 steps"));

  test_window_close (window);
}

/* Samples from a table, refused with its sentence, and back to the grid. */
static void
test_table (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = g_dir_make_tmp ("chainrule-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);

  g_assert_false (chain_data_panel_read_samples (window->data_panel, path));
  g_assert_nonnull (strstr (chain_data_panel_get_message (window->data_panel), "table.csv"));
  g_assert_true (g_file_set_contents (path, "x,y\n1,2\n3,abc\n", -1, NULL));
  g_assert_false (chain_data_panel_read_samples (window->data_panel, path));
  g_assert_cmpuint (window->run.experiment.n_samples, ==, 0);

  for (int i = 0; i < 2; i++) /* also in place of others */
    {
      g_assert_true (g_file_set_contents (path, "x,y\n1,2\n3,4\n5,6\n", -1, NULL));
      g_assert_true (chain_data_panel_read_samples (window->data_panel, path));
      test_wait_until (test_is_settled (window));
      g_assert_null (chain_data_panel_get_message (window->data_panel));
      g_assert_cmpuint (window->run.experiment.n_samples, ==, 3);
    }

  g_assert_cmpint (remove (path), ==, 0);
  g_assert_cmpint (remove (folder), ==, 0);
  test_window_close (window);
}

static void
test_hide (void)
{
  ChainWindow *window = test_window_new ();

  g_assert_true (gtk_widget_get_visible (window->sidebar));
  test_activate (window, "win.sidebar");
  g_assert_false (gtk_widget_get_visible (window->sidebar));
  test_window_close (window);

  /* it is remembered */
  window = test_window_new ();
  g_assert_false (gtk_widget_get_visible (window->sidebar));
  test_activate (window, "win.sidebar");
  test_window_close (window);
}

/* What is not touched keeps every bit, whatever is edited beside it. */
static void
test_untouched (void)
{
  static const char *const settings[] = {
    "seed=9007199254740993", "noise-seed=9223372036854775807", "shuffle-seed=9007199254740995", "x-max=0.30000000000000004",
    "W1=-1.7976931348623157e308", "b3=5e-324", "epsilon=4.9406564584124654e-324", "schedule-steps=9007199254740997",
    "stop-loss=1.0000000000000002e-300", "batch-size=63", "frozen=W1;b3", NULL
  };
  ChainWindow *window = test_window_new ();
  ChainExperiment experiment;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_parse (&experiment, NULL, 0, settings, NULL));
  chain_window_load (window, &experiment);
  test_wait_until (test_is_settled (window));
  before = chain_experiment_to_text (&experiment);
  after = chain_experiment_to_text (&window->run.experiment);
  g_assert_cmpstr (after, ==, before);
  g_free (after);

  test_type (test_find_row (window, "rho", 0), "0.5");
  test_type (test_find_row (window, "noise", 0), "0.5");
  test_type (test_find_row (window, "noise", 0), "0");
  test_type (test_find_row (window, "rho", 0), "0.9");
  test_wait_until (test_is_settled (window));
  after = chain_experiment_to_text (&window->run.experiment);
  g_assert_cmpstr (after, ==, before);

  chain_experiment_clear (&experiment);
  test_window_close (window);
}

static const char *
get_status (ChainReadout *readout,
            const char   *id)
{
  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (readout), CHAIN_TYPE_READOUT, id)));
}

/* The status line writes numbers as the plots do. A loss that moves has the digits to see it, and one
 * that only its rounding moves has those that were asked for. */
static void
test_status_numbers (void)
{
  static const struct
  {
    double loss;
    const char *text;
  } steps[] = {
    { 0.25, "0.2500" }, { 0.24999, "0.249990" }, { 0.24999 - 1e-16, "0.2500" }, { 0.24999, "0.2500" },
    { 1.1987e-16, "1.199×10⁻¹⁶" }, { 2.5e12, "2.500×10¹²" }, { 0.0, "0.000" },
  };
  ChainWindow *window = test_window_new ();
  ChainRun run;

  test_wait_until (test_is_settled (window));
  run = window->run;
  run.variance = 1.0;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      run.step = i + 1;
      run.point.loss = steps[i].loss;
      chain_readout_show (window->readout, &run);
      g_assert_cmpstr (get_status (window->readout, "loss"), ==, steps[i].text);
    }

  run.point.loss = 1.18e6;
  chain_readout_show (window->readout, &run);
  g_assert_cmpstr (get_status (window->readout, "r_squared"), ==, "−1.18×10⁶");
  test_window_close (window);
}

/* The status line leaves out what has no room, and never what matters most. */
static void
test_status (void)
{
  ChainWindow *window = test_window_new ();
  GtkWidget *readout = GTK_WIDGET (window->readout);
  int minimum, natural, height;

  test_wait_until (window->run.settled && window->tick == 0);
  gtk_widget_measure (readout, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (readout, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);
  g_assert_cmpint (minimum, <, 800 - 32);

  for (int width = minimum; width <= natural; width += (natural - minimum) / 3)
    {
      guint shown = 0;
      int used = 0;

      gtk_widget_allocate (readout, width, height, -1, NULL);
      for (GtkWidget *item = gtk_widget_get_first_child (readout); item != NULL;
           item = gtk_widget_get_next_sibling (item))
        if (gtk_widget_get_visible (item) && gtk_widget_get_child_visible (item))
          {
            graphene_rect_t bounds;

            shown++;
            g_assert_true (gtk_widget_compute_bounds (item, readout, &bounds));
            used = MAX (used, (int) (bounds.origin.x + bounds.size.width));
          }
      g_assert_cmpint (used, <=, width);
      g_assert_cmpuint (shown, >=, 3);
      if (width == minimum)
        g_assert_cmpuint (shown, ==, 3);
    }

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/sidebar/conflicts", test_conflicts);
  g_test_add_func ("/app/sidebar/choices", test_choices);
  g_test_add_func ("/app/sidebar/target", test_target);
  g_test_add_func ("/app/sidebar/new-weights", test_new_weights);
  g_test_add_func ("/app/sidebar/continue", test_continue);
  g_test_add_func ("/app/sidebar/locks", test_locks);
  g_test_add_func ("/app/sidebar/wide", test_wide);
  g_test_add_func ("/app/sidebar/limit", test_limit);
  g_test_add_func ("/app/sidebar/stop", test_stop);
  g_test_add_func ("/app/sidebar/table", test_table);
  g_test_add_func ("/app/sidebar/hide", test_hide);
  g_test_add_func ("/app/sidebar/untouched", test_untouched);
  g_test_add_func ("/app/sidebar/status", test_status);
  g_test_add_func ("/app/sidebar/status-numbers", test_status_numbers);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
