// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

static void
test_opens_paused (void)
{
  ChainWindow *window = test_window_new ();

  g_assert_cmpuint (window->run.step, ==, 0);
  g_assert_false (window->running);
  g_assert_cmpfloat_with_epsilon (window->run.point.loss, 1.73319, 1e-5);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "x² on [0, 2]");
  /* nothing is looked at while nothing goes on */
  test_wait_until (window->tick == 0);

  test_window_close (window);
}

static void
test_run_step_reset (void)
{
  ChainWindow *window = test_window_new ();
  uint64_t step;

  test_activate (window, "win.run");
  test_wait_until (window->run.step >= 10);
  g_assert_true (window->running);

  test_activate (window, "win.run");
  test_wait_until (test_is_settled (window));
  g_assert_false (window->running);
  step = window->run.step;
  test_wait_until (window->tick == 0);
  g_assert_cmpuint (window->run.step, ==, step);

  test_activate (window, "win.step");
  test_wait_until (window->run.step == step + 1);

  /* a step of a run that goes on pauses it first */
  test_activate (window, "win.run");
  test_activate (window, "win.step");
  test_wait_until (test_is_settled (window) && !window->run.running);
  g_assert_false (window->running);

  test_activate (window, "win.run");
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window));
  g_assert_false (window->running);
  g_assert_cmpuint (window->run.step, ==, 0);

  test_window_close (window);
}

/* Ten steps in one go and one by one are the same run. */
static void
test_steps_agree (void)
{
  ChainWindow *window = test_window_new ();
  ChainExperiment experiment;
  ChainSession *session;

  for (int i = 0; i < 10; i++)
    test_activate (window, "win.step");
  test_wait_until (window->run.step == 10);

  g_assert_true (chain_experiment_init (&experiment));
  session = chain_session_new (&experiment);
  chain_session_step (session, 10);
  g_assert_cmpfloat (window->run.point.loss, ==, chain_session_get_point (session)->loss);
  chain_session_free (session);
  chain_experiment_clear (&experiment);

  test_window_close (window);
}

static void
test_learning_rate (void)
{
  ChainWindow *window = test_window_new ();
  uint64_t step;

  /* before the first step it is the initial rate */
  test_slide (window->learning_rate, -1.0);
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.learning_rate, ==, 0.1);
  g_assert_cmpfloat (window->run.experiment.learning_rate, ==, 0.1);
  g_assert_cmpuint (window->run.n_changes, ==, 0);

  /* later it is a change, live */
  test_activate (window, "win.run");
  test_wait_until (window->run.step >= 5);
  step = window->run.step;
  test_slide (window->learning_rate, -2.0);
  test_wait_until (window->run.n_changes == 1 && window->run.step > step);
  g_assert_true (window->running);
  g_assert_cmpfloat (window->run.learning_rate, ==, 0.01);
  g_assert_cmpfloat (window->run.experiment.learning_rate, ==, 0.1);

  /* what the hand has chosen is where the next run starts */
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window));
  g_assert_cmpuint (window->run.n_changes, ==, 0);
  g_assert_cmpfloat (window->run.experiment.learning_rate, ==, 0.01);
  g_assert_cmpfloat (chain_number_row_get_value (window->learning_rate), ==, 0.01);

  test_window_close (window);
}

static void
test_weights (void)
{
  ChainWindow *window = test_window_new ();

  for (guint i = 0; i < CHAIN_N_WEIGHTS; i++)
    {
      double value = -2.0 + 0.3 * i;

      /* paused: at the new start, at once */
      test_activate (window, "win.step");
      test_wait_until (window->run.step > 0);
      test_slide (window->weights[i], value);
      test_wait_until (test_is_settled (window));
      g_assert_cmpuint (window->run.step, ==, 0);
      g_assert_false (window->running);
      g_assert_cmpfloat (window->run.point.parameters[i], ==, value);

      /* running: goes on from there */
      test_activate (window, "win.run");
      test_wait_until (window->run.step >= 3);
      test_slide (window->weights[i], value + 0.5);
      test_wait_until (test_is_settled (window) && window->run.step >= 3);
      g_assert_true (window->running);
      g_assert_cmpfloat (window->run.experiment.parameters[i], ==, value + 0.5);
      test_activate (window, "win.run");
      test_wait_until (test_is_settled (window));
    }

  test_window_close (window);
}

static void
test_beyond_the_ends (void)
{
  ChainWindow *window = test_window_new ();
  GtkAdjustment *adjustment = chain_number_row_get_adjustment (window->weights[0]);

  test_enter (window->weights[0], "12345.678901234567");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.point.parameters[0], ==, 12345.678901234567);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 5.0);
  g_assert_cmpfloat (g_ascii_strtod (gtk_editable_get_text (GTK_EDITABLE (chain_number_row_get_field (window->weights[0]))),
                                     NULL),
                     ==, 12345.678901234567);

  /* a comma and an exponent are understood */
  test_enter (window->weights[1], " 0,25 ");
  test_enter (window->learning_rate, "1e-6");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.point.parameters[0], ==, 12345.678901234567);
  g_assert_cmpfloat (window->run.point.parameters[1], ==, 0.25);
  g_assert_cmpfloat (window->run.learning_rate, ==, 1e-6);

  test_window_close (window);
}

static void
test_refusal (void)
{
  static const char *const junk[] = { "abc", "", "nan", "inf", "1e999", "1,2,3", "0x10", "-1", "0", "1001" };
  ChainWindow *window = test_window_new ();
  ChainNumberField *field = chain_number_row_get_field (window->learning_rate);

  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      test_enter (window->learning_rate, junk[i]);
      test_wait_until (test_is_settled (window));
      g_assert_nonnull (chain_field_get_message (CHAIN_FIELD (field)));
      g_assert_nonnull (strstr (chain_field_get_message (CHAIN_FIELD (field)), "learning-rate"));
      g_assert_cmpfloat (chain_number_row_get_value (window->learning_rate), ==, 0.01);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, "0.010");
      g_assert_cmpfloat (window->run.learning_rate, ==, 0.01);
    }

  test_enter (window->learning_rate, "0.02");
  g_assert_null (chain_field_get_message (CHAIN_FIELD (field)));

  test_window_close (window);
}

static void
test_divergence (void)
{
  ChainWindow *window = test_window_new ();
  uint64_t step;

  test_enter (window->learning_rate, "5");
  gtk_adjustment_set_value (window->speed, gtk_adjustment_get_upper (window->speed));
  test_activate (window, "win.run");
  test_wait_until (window->run.status == CHAIN_SESSION_DIVERGED);
  g_assert_false (window->running);
  g_assert_true (gtk_info_bar_get_revealed (window->banner));
  g_assert_nonnull (strstr (gtk_label_get_text (window->banner_label), "diverged at step"));

  test_wait_until (strstr (gtk_label_get_text (window->banner_label), "α·λ was") != NULL);
  g_assert_nonnull (strstr (gtk_label_get_text (window->banner_label), "blew up first"));

  /* the steps around it, and all again */
  test_activate (window, "win.show-divergence");
  g_assert_cmpfloat (chain_plot_model_get_choices (chain_plot_board_get_model (window->board))->steps.high, ==, (double) window->run.diverged_step + 1.0);
  test_activate (window, "win.show-divergence");
  g_assert_cmpfloat (chain_plot_model_get_choices (chain_plot_board_get_model (window->board))->steps.high, <, chain_plot_model_get_choices (chain_plot_board_get_model (window->board))->steps.low);

  /* back by one step, with a third of the rate; that can be undone */
  step = window->run.step;
  test_activate (window, "win.retry");
  test_wait_until (window->run.status == CHAIN_SESSION_READY);
  g_assert_false (gtk_info_bar_get_revealed (window->banner));
  g_assert_cmpuint (window->run.step, ==, step);
  g_assert_cmpfloat (window->run.learning_rate, ==, 5.0 / 3.0);
  g_assert_cmpuint (window->run.losses->count, ==, step + 1);
  g_assert_cmpuint (window->run.n_changes, ==, 1);
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window) && window->run.status == CHAIN_SESSION_DIVERGED);
  g_assert_true (gtk_info_bar_get_revealed (window->banner));

  /* it cannot go on, and says so */
  test_activate (window, "win.run");
  g_assert_false (window->running);
  g_assert_cmpstr (gtk_label_get_text (window->note), !=, "");

  test_enter (window->learning_rate, "0.01");
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window));
  g_assert_false (gtk_info_bar_get_revealed (window->banner));
  test_activate (window, "win.run");
  test_wait_until (window->run.step > 1000);

  test_window_close (window);
}

static void
close_at_full_speed (ChainShape shape,
                     size_t     count)
{
  ChainWindow *window = test_window_new ();
  ChainExperiment experiment;
  gint64 start;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.shape = shape;
  if (shape.hidden1 > 1 || shape.hidden2 > 1)
    experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  experiment.count = count;
  chain_window_load (window, &experiment);
  chain_experiment_clear (&experiment);
  chain_window_set_speed (window, INFINITY);
  test_activate (window, "win.run");
  test_wait_until (window->run.step > 3);

  start = g_get_monotonic_time ();
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  while (window != NULL)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC * 3 / 10);
}

static void
test_close_at_full_speed (void)
{
  close_at_full_speed ((ChainShape) { 1, 1 }, 64);
  close_at_full_speed ((ChainShape) { 16, 16 }, 65536);
}

static void
test_accessible (void)
{
  static const char *const titles[CHAIN_N_WEIGHTS] = {
    "Initial W₁", "Initial b₁", "Initial W₂", "Initial b₂", "Initial W₃", "Initial b₃"
  };
  ChainWindow *window = test_window_new ();
  char *title;

  g_object_get (window->learning_rate, "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Learning rate");
  g_free (title);
  for (guint i = 0; i < CHAIN_N_WEIGHTS; i++)
    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chain_number_row_get_field (window->weights[i])),
                                         GTK_ACCESSIBLE_PROPERTY_LABEL, titles[i]);

  gtk_test_accessible_assert_role (window->fit, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (window->fit, GTK_ACCESSIBLE_PROPERTY_LABEL, "Fit");
  gtk_test_accessible_assert_property (window->loss, GTK_ACCESSIBLE_PROPERTY_LABEL, "Loss");
  gtk_test_accessible_assert_property (window->gradients, GTK_ACCESSIBLE_PROPERTY_LABEL, "Gradients");
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (window->fit),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));

  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1);
  gtk_test_accessible_assert_property (window->readout, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Step 1, loss 1.648, gradient norm 2.755, paused");

  test_window_close (window);
}

/* A run whose log takes no more changes once it has begun. */
static void
fill_log (ChainWindow *window,
          double       learning_rate)
{
  ChainChange *changes = g_new0 (ChainChange, CHAIN_MAX_CHANGES);
  ChainExperiment experiment;

  for (guint i = 0; i < CHAIN_MAX_CHANGES; i++)
    changes[i] = (ChainChange) { .step = 1, .key = CHAIN_CHANGE_LEARNING_RATE, .value = learning_rate };
  g_assert_true (chain_experiment_copy (&experiment, &window->run.experiment));
  g_assert_true (chain_experiment_set_changes (&experiment, CHAIN_MAX_CHANGES, changes));
  chain_window_load (window, &experiment);
  chain_experiment_clear (&experiment);
  g_free (changes);
}

/* The slider does not pretend that it was heard. */
static void
test_full_log (void)
{
  ChainWindow *window = test_window_new ();

  fill_log (window, 0.05);
  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1 && test_is_settled (window));
  g_assert_cmpfloat (chain_number_row_get_value (window->learning_rate), ==, 0.05);

  for (guint i = 0; i < 2; i++)
    {
      test_slide (window->learning_rate, log10 (0.5));
      test_wait_until (test_is_settled (window));
      g_assert_cmpstr (gtk_label_get_text (window->note), ==,
                       "The change log is full: reset the run to steer it again.");
      g_assert_cmpfloat (chain_number_row_get_value (window->learning_rate), ==, 0.05);
      g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (
                                        chain_number_row_get_adjustment (window->learning_rate)),
                                      log10 (0.05), 1e-12);
      chain_window_show_note (window, "");
    }

  /* nor does the way back from a divergence */
  test_activate (window, "win.reset");
  fill_log (window, 5.0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 100));
  test_wait_until (window->run.status == CHAIN_SESSION_DIVERGED && test_is_settled (window));
  test_activate (window, "win.retry");
  test_wait_until (test_is_settled (window));
  g_assert_cmpint (window->run.status, ==, CHAIN_SESSION_DIVERGED);
  g_assert_cmpstr (gtk_label_get_text (window->note), ==,
                   "The change log is full: reset the run to steer it again.");

  test_window_close (window);
}

/* What was said of a run is not found any more when it is another. */
static void
test_stale (void)
{
  ChainWindow *window = test_window_new ();

  /* at the start: a reset would bring the same weights */
  test_enter (window->weights[5], "1e300");
  test_wait_until (test_is_settled (window));
  g_assert_cmpint (window->run.status, ==, CHAIN_SESSION_DIVERGED);
  g_assert_cmpstr (gtk_label_get_text (window->banner_label), !=, "");
  test_activate (window, "win.run");
  g_assert_cmpstr (gtk_label_get_text (window->note), !=, "");
  g_assert_null (strstr (gtk_label_get_text (window->note), "reset"));
  test_enter (window->weights[5], "0.1");
  test_wait_until (test_is_settled (window));
  g_assert_cmpstr (gtk_label_get_text (window->note), ==, "");
  g_assert_cmpstr (gtk_label_get_text (window->banner_label), ==, "");

  /* later */
  test_enter (window->learning_rate, "5");
  gtk_adjustment_set_value (window->speed, gtk_adjustment_get_upper (window->speed));
  test_activate (window, "win.run");
  test_wait_until (window->run.status == CHAIN_SESSION_DIVERGED && !window->running);
  test_activate (window, "win.run");
  g_assert_nonnull (strstr (gtk_label_get_text (window->note), "reset"));
  test_activate (window, "win.reset");
  g_assert_cmpstr (gtk_label_get_text (window->note), ==, "");
  test_wait_until (test_is_settled (window));
  g_assert_cmpstr (gtk_label_get_text (window->banner_label), ==, "");

  chain_window_show_message (window, "It is so.");
  chain_window_show_message (window, NULL);
  g_assert_cmpstr (gtk_label_get_text (window->message_label), ==, "");

  test_window_close (window);
}

static double
luminance (const GdkRGBA *color)
{
  const float channels[] = { color->red, color->green, color->blue };
  double linear[3];

  for (guint i = 0; i < 3; i++)
    linear[i] = channels[i] <= 0.04045f ? channels[i] / 12.92 : pow ((channels[i] + 0.055) / 1.055, 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

/* What was refused can be read, in the dark too. */
static void
test_refused_color (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  ChainWindow *window = test_window_new ();
  GtkWidget *field = GTK_WIDGET (chain_number_row_get_field (window->weights[0]));
  GtkStyleContext *context = gtk_widget_get_style_context (field);

  for (int dark = 0; dark < 2; dark++)
    {
      GdkRGBA text, base;
      double a, b;

      g_object_set (settings, "gtk-application-prefer-dark-theme", dark, NULL);
      test_wait_until (gtk_widget_has_css_class (GTK_WIDGET (window), "dark") == dark);
      gtk_widget_add_css_class (field, "error");
      gtk_style_context_get_color (context, &text);
      g_assert_true (gtk_style_context_lookup_color (context, "theme_base_color", &base));
      a = luminance (&text) + 0.05;
      b = luminance (&base) + 0.05;
      g_assert_cmpfloat (fmax (a, b) / fmin (a, b), >=, 4.5);
      gtk_widget_remove_css_class (field, "error");
    }
  g_object_set (settings, "gtk-application-prefer-dark-theme", FALSE, NULL);

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/window/full-log", test_full_log);
  g_test_add_func ("/app/window/stale", test_stale);
  g_test_add_func ("/app/window/refused-color", test_refused_color);
  g_test_add_func ("/app/window/opens-paused", test_opens_paused);
  g_test_add_func ("/app/window/run-step-reset", test_run_step_reset);
  g_test_add_func ("/app/window/steps-agree", test_steps_agree);
  g_test_add_func ("/app/window/learning-rate", test_learning_rate);
  g_test_add_func ("/app/window/weights", test_weights);
  g_test_add_func ("/app/window/beyond-the-ends", test_beyond_the_ends);
  g_test_add_func ("/app/window/refusal", test_refusal);
  g_test_add_func ("/app/window/divergence", test_divergence);
  g_test_add_func ("/app/window/close-at-full-speed", test_close_at_full_speed);
  g_test_add_func ("/app/window/accessible", test_accessible);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
