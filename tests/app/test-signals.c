// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-check-curve.h"
#include "chain-check-table.h"
#include "chain-check-view.h"

/* The pages of activations, gradient flow and gradient check, with real keys. */

static void
press (const char *key)
{
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "xdotool", "key", key, NULL);

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_object_unref (process);
}

static ChainPlotModel *
get_model (ChainWindow *window)
{
  return chain_plot_board_get_model (window->board);
}

static ChainPlotChoices *
get_choices (ChainWindow *window)
{
  return chain_plot_model_get_choices (get_model (window));
}

static void
show_page (ChainWindow *window,
           const char  *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "plot.view", "s", name));
}

/* The first widget of @type below @widget. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static ChainCheckView *
get_check (ChainWindow *window)
{
  return CHAIN_CHECK_VIEW (find_widget (GTK_WIDGET (window), CHAIN_TYPE_CHECK_VIEW));
}

static void
run_some (ChainWindow *window)
{
  uint64_t step = window->run.step;

  test_activate (window, "win.run");
  test_wait_until (window->run.step > step + 10);
  test_activate (window, "win.run");
  test_wait_until (!window->run.running && test_is_settled (window) && window->tick == 0);
}

/* The sample of the plots is the probe's, and they are drawn from the state that the window shows. */
static void
test_follow (void)
{
  ChainWindow *window = test_window_new ();
  const ChainPictures *pictures;
  ChainStyle style;

  show_page (window, "flow");
  run_some (window);
  test_wait_until (window->run.norms.n == CHAIN_N_NORMS);
  get_choices (window)->probe_x = 0.75;
  chain_style_init (&style, FALSE);
  pictures = chain_plot_model_describe (get_model (window), &style);
  /* the sample under the probe */
  g_assert_cmpfloat (pictures->flow.sample_x, ==, window->run.samples.x[24]);
  g_assert_cmpfloat (pictures->flow.sample_y, ==, window->run.samples.y[24]);
  g_assert_cmpfloat (pictures->activations.sample, ==, window->run.samples.x[24]);
  g_assert_true (pictures->flow.first == window->run.norms.series[1]);
  g_assert_true (pictures->flow.last == window->run.norms.series[3]);
  g_assert_cmpmem (pictures->activations.parameters, 6 * sizeof (double), window->run.point.parameters,
                   6 * sizeof (double));
  test_window_close (window);
}

/* Down goes through each of the neurons and all of them; another experiment shows all of its. */
static void
test_neuron (void)
{
  static const int expected[] = { 0, 1, -1, 0 };
  ChainWindow *window = test_window_new ();
  GtkWidget *view;

  show_page (window, "activations");
  view = GTK_WIDGET (chain_plot_board_get_view (window->board, CHAIN_PICTURE_ACTIVATIONS));
  test_wait_until (gtk_window_is_active (GTK_WINDOW (window)) && gtk_widget_get_mapped (view));
  gtk_widget_grab_focus (view);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      press ("Down");
      test_wait_until (get_choices (window)->neuron == expected[i]);
    }
  press ("Up");
  test_wait_until (get_choices (window)->neuron == -1);
  press ("Up");
  test_wait_until (get_choices (window)->neuron == 1);
  test_activate (window, "win.new-weights");
  test_wait_until (test_is_settled (window) && get_choices (window)->neuron == -1);
  test_window_close (window);
}

/* All columns are in view. */
static void
assert_fits (ChainCheckTable *table)
{
  GtkWidget *scroller = gtk_widget_get_first_child (GTK_WIDGET (table));
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));

  test_iterate (0.2);
  g_assert_cmpfloat (gtk_adjustment_get_page_size (across), >, 300.0);
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), <=, gtk_adjustment_get_page_size (across));
}

/* On demand: the table says what the report does, and the report is of the state in view. */
static void
test_check (void)
{
  ChainWindow *window = test_window_new ();
  const ChainCheckReport *report = &get_choices (window)->check;
  ChainCheckTable *table;
  g_autofree char *before = NULL;
  g_autofree char *name = NULL;
  g_autofree char *verdict = NULL;

  run_some (window);
  show_page (window, "check");
  table = CHAIN_CHECK_TABLE (find_widget (GTK_WIDGET (get_check (window)), CHAIN_TYPE_CHECK_TABLE));
  g_assert_false (report->is_complete);
  before = chain_check_table_dup_text (table, 0, 2);
  g_assert_cmpstr (before, ==, "–");

  chain_check_view_check (get_check (window));
  g_assert_true (chain_check_view_get_checking (get_check (window)));
  test_wait_until (report->is_complete && !chain_check_view_get_checking (get_check (window)));
  g_assert_cmpuint (report->step, ==, window->run.step);
  g_assert_cmpuint (report->n_samples, ==, 64);
  g_assert_cmpuint (chain_check_report_n_passed (report), ==, 6);
  for (gsize i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (report->check.analytic[i], window->run.point.gradients[i], 1e-15);
  name = chain_check_table_dup_text (table, 5, 0);
  verdict = chain_check_table_dup_text (table, 5, 1);
  g_assert_cmpstr (name, ==, "b<sub>3</sub>");
  g_assert_cmpstr (verdict, ==, "✓");
  assert_fits (table);

  test_activate (window, "win.new-weights");
  test_wait_until (test_is_settled (window) && !report->is_complete);
  test_window_close (window);
}

/* Again and again while it is in view and the state changes; then nothing more happens. */
static void
test_live (void)
{
  ChainWindow *window = test_window_new ();
  const ChainCheckReport *report = &get_choices (window)->check;
  GtkWidget *live;
  uint64_t step;

  show_page (window, "check");
  live = find_widget (GTK_WIDGET (get_check (window)), GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (live), TRUE);
  test_wait_until (report->is_complete && report->step == 0);
  test_activate (window, "win.run");
  test_wait_until (report->step > 0);
  step = report->step;
  test_wait_until (report->step > step);
  test_activate (window, "win.run");
  test_wait_until (!window->run.running && report->step == window->run.step && window->tick == 0
                   && !chain_check_view_get_checking (get_check (window)));

  /* what nobody sees is not checked */
  show_page (window, "norms");
  run_some (window);
  g_assert_cmpuint (report->step, <, window->run.step);
  g_assert_false (chain_check_view_get_checking (get_check (window)));
  show_page (window, "check");
  test_wait_until (report->step == window->run.step);
  test_window_close (window);
}

/* The widest network with the most samples: bounded, on a thread of its own, and ended by leaving. */
static void
test_wide (void)
{
  ChainWindow *window = test_window_new ();
  const ChainCheckReport *report = &get_choices (window)->check;
  ChainExperiment experiment;
  double longest = 0.0;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.shape = (ChainShape) { 16, 16 };
  experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  experiment.count = CHAIN_MAX_SAMPLES;
  chain_window_load (window, &experiment);
  chain_experiment_clear (&experiment);
  test_wait_until (test_is_settled (window) && window->run.shape.hidden1 == 16);
  show_page (window, "check");
  chain_check_view_check (get_check (window));
  while (!report->is_complete)
    {
      gint64 start = g_get_monotonic_time ();

      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
      g_usleep (1000);
    }
  g_test_message ("the longest turn of the main loop took %.3f s", longest);
  g_assert_cmpuint (chain_check_report_n_passed (report), ==, CHAIN_MAX_PARAMETERS);
  g_assert_cmpuint (report->n_samples, <, report->n_all);

  chain_check_view_check (get_check (window));
  show_page (window, "norms");
  g_assert_false (chain_check_view_get_checking (get_check (window)));
  test_window_close (window);
}

/* The slider and the keys of the curve choose the same ε. */
static void
test_epsilon (void)
{
  ChainWindow *window = test_window_new ();
  GtkWidget *pages, *curve, *slider;

  show_page (window, "check");
  pages = gtk_widget_get_ancestor (find_widget (GTK_WIDGET (get_check (window)), CHAIN_TYPE_CHECK_TABLE), GTK_TYPE_STACK);
  gtk_stack_set_visible_child_name (GTK_STACK (pages), "curve");
  chain_check_view_check (get_check (window));
  test_wait_until (get_choices (window)->check.is_complete);
  curve = find_widget (GTK_WIDGET (get_check (window)), CHAIN_TYPE_CHECK_CURVE);
  slider = find_widget (GTK_WIDGET (get_check (window)), CHAIN_TYPE_SLIDER);
  g_assert_cmpint (get_choices (window)->check_place, ==, CHAIN_CHECK_DOCUMENT_PLACE);
  test_wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  gtk_widget_grab_focus (curve);
  press ("Left");
  test_wait_until (get_choices (window)->check_place == CHAIN_CHECK_DOCUMENT_PLACE + 1);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (slider)), ==, -7.25);
  gtk_range_set_value (GTK_RANGE (slider), -3.0);
  g_assert_cmpint (get_choices (window)->check_place, ==, 8);
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/signals/follow", test_follow);
  g_test_add_func ("/app/signals/neuron", test_neuron);
  g_test_add_func ("/app/signals/check", test_check);
  g_test_add_func ("/app/signals/live", test_live);
  g_test_add_func ("/app/signals/wide", test_wide);
  g_test_add_func ("/app/signals/epsilon", test_epsilon);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
