// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-network-view.h"

/* The network's graph under real pointer and keys, over X11. */

static void
do_tool (const char *first,
         const char *second,
         const char *third)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "xdotool", first, second, third, NULL);

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

static ChainNetworkView *
get_view (ChainWindow *window)
{
  return CHAIN_NETWORK_VIEW (chain_plot_board_get_view (window->board, CHAIN_PICTURE_NETWORK));
}

static ChainPlotChoices *
get_choices (ChainWindow *window)
{
  return chain_plot_model_get_choices (chain_plot_board_get_model (window->board));
}

static ChainWindow *
window_with_network (void)
{
  ChainWindow *window = test_window_new ();

  chain_plot_board_show (window->board, CHAIN_PICTURE_NETWORK);
  do_tool ("mousemove", "600", "500");
  test_wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (get_view (window))) > 0);
  return window;
}

static void
run_some (ChainWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 50));
  test_wait_until (window->run.step == 50 && test_is_settled (window));
}

/* Moves the pointer on the edge of @parameter. Without a window manager windows sit at 0, 0. */
static void
point_at (ChainWindow *window,
          gsize        parameter)
{
  GtkWidget *view = GTK_WIDGET (get_view (window));
  const ChainPictures *pictures = chain_plot_view_get_pictures (CHAIN_PLOT_VIEW (view));
  ChainNetworkLayout layout;
  ChainNetworkPoint from, to;
  graphene_point_t place;
  double left, top;
  g_autofree char *column = NULL;
  g_autofree char *row = NULL;

  g_assert_true (chain_network_plot_layout (&pictures->network, gtk_widget_get_width (view), gtk_widget_get_height (view),
                                            &layout));
  chain_network_layout_edge (&layout, parameter, &from, &to);
  g_assert_true (gtk_widget_compute_point (view, GTK_WIDGET (window),
                                           &GRAPHENE_POINT_INIT ((float) ((from.x + to.x) / 2.0), (float) ((from.y + to.y) / 2.0)),
                                           &place));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &left, &top);
  column = g_strdup_printf ("%d", (int) (place.x + left));
  row = g_strdup_printf ("%d", (int) (place.y + top));
  do_tool ("mousemove", column, row);
}

static gboolean
is_lit (ChainWindow *window,
        gsize        parameter)
{
  ChainNetworkPart lit = get_choices (window)->network_lit;

  return lit.kind == CHAIN_NETWORK_PARAMETER && lit.index == parameter;
}

static ChainWeightPopover *
click (ChainWindow *window,
       gsize        parameter)
{
  ChainWeightPopover *popover;

  point_at (window, parameter);
  test_wait_until (is_lit (window, parameter));
  do_tool ("click", "1", NULL);
  test_wait_until ((popover = chain_network_view_get_popover (get_view (window))) != NULL
                   && gtk_widget_get_mapped (GTK_WIDGET (popover))
                   && chain_weight_popover_get_parameter (popover) == parameter);
  return popover;
}

/* The pointer lights a weight, and the keys go from one to the next. */
static void
test_light (void)
{
  ChainWindow *window = window_with_network ();
  GtkWidget *view = GTK_WIDGET (get_view (window));

  for (gsize i = 0; i < CHAIN_N_WEIGHTS; i++)
    {
      point_at (window, i);
      test_wait_until (is_lit (window, i));
    }
  do_tool ("mousemove", "600", "200");
  test_wait_until (get_choices (window)->network_lit.kind == CHAIN_NETWORK_NOTHING);

  gtk_widget_grab_focus (view);
  do_tool ("key", "Down", NULL);
  test_wait_until (is_lit (window, 0));
  do_tool ("key", "Down", NULL);
  test_wait_until (is_lit (window, 1));
  do_tool ("key", "Right", NULL);
  test_wait_until (is_lit (window, 3));
  do_tool ("key", "l", NULL);
  test_wait_until (window->run.frozen[3]);
  do_tool ("key", "Escape", NULL);
  test_wait_until (get_choices (window)->network_lit.kind == CHAIN_NETWORK_NOTHING);

  test_window_close (window);
}

/* At the start another value is another initial weight, and undo takes it back. */
static void
test_initial (void)
{
  ChainWindow *window = window_with_network ();
  double before = window->run.point.parameters[2];
  ChainWeightPopover *popover = click (window, 2);

  g_assert_cmpfloat (chain_number_field_get_value (chain_weight_popover_get_field (popover)), ==, before);
  do_tool ("type", "--", "1.25");
  do_tool ("key", "Return", NULL);
  test_wait_until (test_is_settled (window) && window->run.point.parameters[2] == 1.25);
  g_assert_cmpfloat (window->run.experiment.parameters[2], ==, 1.25);
  g_assert_cmpfloat (window->run.experiment.parameters[0], ==, 0.5);
  test_wait_until (!gtk_widget_get_visible (GTK_WIDGET (popover)));

  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window) && window->run.point.parameters[2] == before);
  g_assert_cmpfloat (window->run.experiment.parameters[2], ==, before);

  test_window_close (window);
}

/* Later it starts from the present weights; undo brings back the run with its steps. */
static void
test_later (void)
{
  ChainWindow *window = window_with_network ();
  double trained[CHAIN_MAX_PARAMETERS];

  run_some (window);
  memcpy (trained, window->run.point.parameters, sizeof trained);
  click (window, 4);
  do_tool ("type", "--", "-2");
  do_tool ("key", "Return", NULL);
  test_wait_until (test_is_settled (window) && window->run.step == 0 && window->run.point.parameters[4] == -2.0);
  for (gsize i = 0; i < CHAIN_N_WEIGHTS; i++)
    if (i != 4)
      g_assert_cmpfloat (window->run.point.parameters[i], ==, trained[i]);

  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window) && window->run.step == 50);
  g_assert_cmpmem (window->run.point.parameters, CHAIN_N_WEIGHTS * sizeof *trained,
                   trained, CHAIN_N_WEIGHTS * sizeof *trained);

  test_window_close (window);
}

/* A value that is none is refused in the popover, and changes nothing. */
static void
test_refused (void)
{
  ChainWindow *window = window_with_network ();
  ChainWeightPopover *popover = click (window, 0);

  do_tool ("type", "--", "abc");
  do_tool ("key", "Return", NULL);
  test_wait_until (chain_field_get_message (CHAIN_FIELD (chain_weight_popover_get_field (popover))) != NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  g_assert_cmpfloat (window->run.point.parameters[0], ==, 0.5);

  test_window_close (window);
}

/* The lock is a live change: it stands in the log, the weight stays, and undo opens it. */
static void
test_lock (void)
{
  ChainWindow *window = window_with_network ();
  ChainWeightPopover *popover;
  double before;

  run_some (window);
  before = window->run.point.parameters[0];
  popover = click (window, 0);
  gtk_check_button_set_active (chain_weight_popover_get_lock (popover), TRUE);
  test_wait_until (test_is_settled (window) && window->run.frozen[0]);
  g_assert_cmpuint (window->run.n_changes, ==, 1);
  g_assert_cmpint (window->run.changes[0].key, ==, CHAIN_CHANGE_FROZEN);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 20));
  test_wait_until (window->run.step == 70 && test_is_settled (window));
  g_assert_cmpfloat (window->run.point.parameters[0], ==, before);
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window) && window->run.step == 50 && !window->run.frozen[0]);

  test_window_close (window);
}

/* Another network may come at any time: what was lit, or open, is not in it. */
static void
test_other_network (void)
{
  ChainWindow *window = window_with_network ();
  ChainWeightPopover *popover;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "wider-network"));
  test_wait_until (test_is_settled (window) && window->run.shape.hidden1 == 4);
  popover = click (window, chain_shape_n_parameters (window->run.shape) - 1);
  test_activate (window, "win.run");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "default"));
  test_wait_until (test_is_settled (window) && window->run.shape.hidden1 == 1);
  test_wait_until (!gtk_widget_get_visible (GTK_WIDGET (popover)));
  point_at (window, 5);
  test_wait_until (is_lit (window, 5));

  /* actions can be called from outside, with anything */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.set-weight", "(ud)", 6, 1.0));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.set-weight", "(ud)", 0, (double) NAN));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.set-lock", "(ub)", 7, TRUE));
  g_assert_cmpfloat (window->run.point.parameters[0], ==, 0.5);

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/network/light", test_light);
  g_test_add_func ("/app/network/initial", test_initial);
  g_test_add_func ("/app/network/later", test_later);
  g_test_add_func ("/app/network/refused", test_refused);
  g_test_add_func ("/app/network/lock", test_lock);
  g_test_add_func ("/app/network/other-network", test_other_network);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
