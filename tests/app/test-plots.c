// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-formula.h"
#include "chain-gradient-tips.h"

/* The plots under real pointer and keys, over X11. */

static void
do_tool (const char *first,
         ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  GSubprocess *process;
  va_list rest;

  g_ptr_array_add (arguments, (gpointer) "xdotool");
  va_start (rest, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (rest, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata, G_SUBPROCESS_FLAGS_NONE, NULL);
  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_object_unref (process);
}

/* Moves the pointer to a fraction of @view. Without a window manager windows sit at 0, 0. */
static void
point_at (ChainPlotView *view,
          double         x,
          double         y)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (view)));
  graphene_point_t place;
  double left, top;
  g_autofree char *column = NULL;
  g_autofree char *row = NULL;

  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (view), root,
                                           &GRAPHENE_POINT_INIT ((float) (x * gtk_widget_get_width (GTK_WIDGET (view))),
                                                                 (float) (y * gtk_widget_get_height (GTK_WIDGET (view)))),
                                           &place));
  gtk_native_get_surface_transform (GTK_NATIVE (root), &left, &top);
  column = g_strdup_printf ("%d", (int) (place.x + left));
  row = g_strdup_printf ("%d", (int) (place.y + top));
  do_tool ("mousemove", column, row, NULL);
}

static ChainWindow *
window_with_run (uint64_t steps)
{
  ChainWindow *window = test_window_new ();

  do_tool ("mousemove", "600", "500", NULL);
  test_wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  test_activate (window, "win.run");
  test_wait_until (window->run.step >= steps);
  test_activate (window, "win.run");
  test_wait_until (test_is_settled (window) && !window->run.running);
  return window;
}

static ChainPlotChoices *
get_choices (ChainWindow *window)
{
  return chain_plot_model_get_choices (chain_plot_board_get_model (window->board));
}

static void
test_probe (void)
{
  ChainWindow *window = window_with_run (5);
  ChainPlotChoices *choices = get_choices (window);
  double x;

  g_assert_true (isnan (choices->probe_x));
  point_at (window->fit, 0.5, 0.5);
  test_wait_until (isfinite (choices->probe_x));
  x = choices->probe_x;
  g_assert_cmpfloat (x, >, 0.5);
  g_assert_cmpfloat (x, <, 1.5);

  gtk_widget_grab_focus (GTK_WIDGET (window->fit));
  do_tool ("key", "Right", NULL);
  test_wait_until (choices->probe_x > x);
  g_assert_cmpfloat_with_epsilon (choices->probe_x, x + 2.0 / 200.0, 1e-3);
  do_tool ("key", "shift+Right", NULL);
  test_wait_until (choices->probe_sample >= 0);
  g_assert_cmpfloat (choices->probe_x, ==, window->run.samples.x[choices->probe_sample]);
  do_tool ("key", "End", NULL);
  test_wait_until (choices->probe_x == 2.0);
  do_tool ("key", "d", NULL);
  test_wait_until (choices->show_residuals);
  do_tool ("key", "m", NULL);
  test_wait_until (choices->show_monotone);
  do_tool ("key", "Escape", NULL);
  test_wait_until (isnan (choices->probe_x));

  test_window_close (window);
}

static void
test_zoom (void)
{
  ChainWindow *window = window_with_run (100);
  ChainPlotChoices *choices = get_choices (window);

  point_at (window->loss, 0.5, 0.5);
  test_wait_until (choices->has_crosshair);
  g_assert_cmpuint (choices->crosshair, >, 20);
  do_tool ("click", "4", NULL);
  test_wait_until (choices->steps.low < choices->steps.high);
  g_assert_cmpfloat (choices->steps.low, >, 0.0);
  g_assert_cmpfloat (choices->steps.high, <, (double) window->run.step);
  do_tool ("click", "--repeat", "2", "--delay", "40", "1", NULL);
  test_wait_until (!(choices->steps.low <= choices->steps.high));

  /* a rectangle drawn with the pointer */
  point_at (window->loss, 0.3, 0.5);
  do_tool ("mousedown", "1", NULL);
  point_at (window->loss, 0.5, 0.5);
  point_at (window->loss, 0.6, 0.5);
  do_tool ("mouseup", "1", NULL);
  test_wait_until (choices->steps.low < choices->steps.high);
  g_assert_true (!(choices->losses.low <= choices->losses.high));
  do_tool ("key", "ctrl+0", NULL);
  test_wait_until (!(choices->steps.low <= choices->steps.high));

  do_tool ("key", "l", NULL);
  test_wait_until (!choices->log_loss);
  do_tool ("key", "x", NULL);
  test_wait_until (choices->log_steps);

  /* somewhere else there is no crosshair */
  point_at (window->fit, 0.5, 0.5);
  test_wait_until (!choices->has_crosshair);

  test_window_close (window);
}

static void
test_legend (void)
{
  ChainWindow *window = window_with_run (5);
  ChainPlotChoices *choices = get_choices (window);
  GtkWidget *key;

  test_wait_until ((key = chain_plot_view_get_legend_key (window->fit, 0)) != NULL);
  gtk_test_accessible_assert_state (key, GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_test_accessible_assert_property (key, GTK_ACCESSIBLE_PROPERTY_LABEL, "network");
  gtk_widget_grab_focus (key);
  do_tool ("key", "space", NULL);
  test_wait_until (choices->fit_hidden == 1u << CHAIN_FIT_NETWORK);
  g_assert_false (window->running);
  do_tool ("key", "space", NULL);
  test_wait_until (choices->fit_hidden == 0);

  test_window_close (window);
}

static void
test_gradients (void)
{
  ChainWindow *window = window_with_run (20);
  ChainPlotChoices *choices = get_choices (window);

  g_assert_true (choices->has_range);
  for (gsize i = 0; i < CHAIN_N_WEIGHTS; i++)
    g_assert_cmpfloat (choices->least[i], <=, choices->largest[i]);

  gtk_widget_grab_focus (GTK_WIDGET (window->gradients));
  g_assert_cmpint (chain_plot_view_get_picture (window->gradients), ==, CHAIN_PICTURE_GRADIENTS);
  do_tool ("key", "w", NULL);
  test_wait_until (chain_plot_view_get_picture (window->gradients) == CHAIN_PICTURE_FACTORS);
  do_tool ("key", "w", NULL);
  do_tool ("key", "l", NULL);
  test_wait_until (choices->linear_gradients && !choices->show_factors);

  /* another experiment's range is not this one's */
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window) && !choices->has_range);

  test_window_close (window);
}

/* What is not in view is not copied from the worker. */
static void
test_time (void)
{
  ChainWindow *window = window_with_run (20);

  chain_plot_board_show (window->board, CHAIN_PICTURE_PARAMETERS);
  test_wait_until (window->run.parameters.n == CHAIN_N_WEIGHTS && window->run.norms.n == 0);
  chain_plot_board_show (window->board, CHAIN_PICTURE_NORMS);
  test_wait_until (window->run.norms.n == CHAIN_N_NORMS && window->run.parameters.n == 0);
  chain_plot_board_show (window->board, CHAIN_PICTURE_PARAMETERS);
  test_wait_until (window->run.parameters.n == CHAIN_N_WEIGHTS && window->run.norms.n == 0);
  test_wait_until (window->tick == 0);

  test_window_close (window);
}

/* The name of the page that the fourth card shows. */
static const char *
get_page (ChainWindow *window)
{
  GActionGroup *actions = chain_plot_model_get_actions (chain_plot_board_get_model (window->board));
  g_autoptr (GVariant) state = g_action_group_get_action_state (actions, "view");

  return g_intern_string (g_variant_get_string (state, NULL));
}

/* Each page of the fourth card can be reached by its action, and all of them in turn; the last
 * one comes again with the next window. */
static void
test_pages (void)
{
  ChainWindow *window = window_with_run (5);
  const char *first;
  guint n = 0;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "plot.view", "s", "norms"));
  g_assert_cmpstr (get_page (window), ==, "norms");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (chain_plot_board_get_view (window->board, CHAIN_PICTURE_NORMS))));
  first = get_page (window);
  do
    {
      test_activate (window, "plot.next-view");
      n++;
    }
  while (get_page (window) != first && n < 20);
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (n, <, 20);
  test_activate (window, "plot.previous-view");
  g_assert_cmpstr (get_page (window), ==, "parameters");
  test_window_close (window);

  window = test_window_new ();
  g_assert_cmpstr (get_page (window), ==, "parameters");
  test_window_close (window);
}

/* The window can be made 800×600 whatever page there is: no page is wider than a plot. */
static void
test_page_sizes (void)
{
  ChainWindow *window = test_window_new ();
  GtkWidget *stack = gtk_widget_get_parent (GTK_WIDGET (chain_plot_board_get_view (window->board, CHAIN_PICTURE_NORMS)));
  int width, height;

  for (GtkWidget *page = gtk_widget_get_first_child (stack); page != NULL; page = gtk_widget_get_next_sibling (page))
    {
      g_test_message ("%s", gtk_stack_page_get_name (gtk_stack_get_page (GTK_STACK (stack), page)));
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      g_assert_cmpint (width, <=, 212);
      g_assert_cmpint (height, <=, 180);
    }

  test_window_close (window);
}

/* What lies under the pointer is said with its name, its formula and its value; and the present value
 * lies within the range that was seen. */
static void
test_tips (void)
{
  ChainWindow *window = window_with_run (20);
  const ChainPictures *pictures = chain_plot_view_get_pictures (window->gradients);
  const ChainRun *run = &window->run;
  gboolean seen[CHAIN_MAX_PARAMETERS] = { FALSE }, seen_layer = FALSE, seen_factor = FALSE;
  guint n_seen = 0;

  for (int y = 2; y < 300; y += 6)
    for (int x = 20; x < 400; x += 90)
      {
        g_autofree char *tip = chain_gradient_tips_at (&pictures->run.figure.gradient, run, 400, 300, x, y);
        g_autofree char *factor = chain_gradient_tips_at_factors (&pictures->factors, run, 400, 300, x, y);

        seen_layer |= tip != NULL && strstr (tip, "healthy") != NULL;
        seen_factor |= factor != NULL && strstr (factor, "W<sub>3</sub>") != NULL;
        for (gsize i = 0; i < 6 && tip != NULL; i++)
          {
            char sign[CHAIN_FORMULA_SIZE], number[CHAIN_NUMBER_SIZE];

            chain_formula_gradient (run->shape, i, sign);
            chain_number_significant (number, run->point.gradients[i], 6);
            if (strstr (tip, sign) == NULL)
              continue;
            g_assert_nonnull (strstr (tip, number));
            g_assert_nonnull (strstr (tip, "2(ŷ−y)"));
            n_seen += !seen[i];
            seen[i] = TRUE;
          }
        g_assert_true (tip == NULL || pango_parse_markup (tip, -1, 0, NULL, NULL, NULL, NULL));
        g_assert_true (factor == NULL || pango_parse_markup (factor, -1, 0, NULL, NULL, NULL, NULL));
      }
  g_assert_cmpuint (n_seen, ==, 6);
  g_assert_true (seen_layer && seen_factor);

  g_assert_true (pictures->choices.has_range);
  for (gsize i = 0; i < 6; i++)
    {
      g_assert_cmpfloat (pictures->choices.least[i], <=, run->point.gradients[i]);
      g_assert_cmpfloat (pictures->choices.largest[i], >=, run->point.gradients[i]);
    }

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/plots/probe", test_probe);
  g_test_add_func ("/app/plots/tips", test_tips);
  g_test_add_func ("/app/plots/zoom", test_zoom);
  g_test_add_func ("/app/plots/legend", test_legend);
  g_test_add_func ("/app/plots/gradients", test_gradients);
  g_test_add_func ("/app/plots/time", test_time);
  g_test_add_func ("/app/plots/pages", test_pages);
  g_test_add_func ("/app/plots/page-sizes", test_page_sizes);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
