// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

/* Does on the display what a person would: real keys, a real pointer. */
static void
do_tool (const char *command,
         const char *first,
         const char *second)
{
  const char *const argv[] = { "xdotool", command, "--", first, second, NULL };
  GSubprocess *process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, NULL);

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_object_unref (process);
}

/* A window that has the keyboard: without a window manager, the one under the pointer has it. */
static ChainWindow *
window_with_keyboard (void)
{
  ChainWindow *window = test_window_new ();

  do_tool ("mousemove", "600", "500");
  test_wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  return window;
}

static const char *
text_of (ChainNumberRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (chain_number_row_get_field (row)));
}

static void
test_single_keys (void)
{
  ChainWindow *window = window_with_keyboard ();
  uint64_t step;

  /* Space on what has the focus at the start: the run */
  do_tool ("key", "space", NULL);
  test_wait_until (window->running && window->run.step > 3);
  do_tool ("key", "space", NULL);
  test_wait_until (!window->running && test_is_settled (window));
  step = window->run.step;
  do_tool ("key", "s", NULL);
  test_wait_until (window->run.step == step + 1);
  do_tool ("key", "t", NULL);
  test_wait_until (window->run.step == step + 11);
  do_tool ("key", "h", NULL);
  test_wait_until (window->run.step == step + 111);
  do_tool ("key", "e", NULL);
  test_wait_until (window->run.step == step + 112);

  /* held, it repeats */
  do_tool ("keydown", "s", NULL);
  test_wait_until (window->run.step > step + 116);
  do_tool ("keyup", "s", NULL);

  do_tool ("key", "r", NULL);
  test_wait_until (window->run.step == 0 && test_is_settled (window));
  do_tool ("key", "ctrl+z", NULL);
  test_wait_until (window->run.step > step + 116 && test_is_settled (window));
  do_tool ("key", "ctrl+shift+z", NULL);
  test_wait_until (window->run.step == 0 && test_is_settled (window));

  test_window_close (window);
}

static void
test_presentation (void)
{
  ChainWindow *window = window_with_keyboard ();

  do_tool ("key", "F11", NULL);
  test_wait_until (window->presentation);
  do_tool ("key", "F11", NULL);
  test_wait_until (!window->presentation);
  do_tool ("key", "F11", NULL);
  test_wait_until (window->presentation);
  do_tool ("key", "Escape", NULL);
  test_wait_until (!window->presentation);
  g_assert_true (gtk_widget_get_visible (window->sidebar));

  test_window_close (window);
}

static void
test_typing (void)
{
  ChainWindow *window = window_with_keyboard ();

  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1);

  for (guint i = 0; i < CHAIN_N_WEIGHTS; i++)
    {
      gtk_widget_grab_focus (GTK_WIDGET (chain_number_row_get_field (window->weights[i])));
      do_tool ("type", "s r ethz ", NULL);
      test_wait_until (strcmp (text_of (window->weights[i]), "s r ethz ") == 0);
      do_tool ("key", "Escape", NULL);
      test_wait_until (strchr (text_of (window->weights[i]), 's') == NULL);
    }
  g_assert_cmpuint (window->run.step, ==, 1);
  g_assert_false (window->running);

  test_window_close (window);
}

static void
test_enter_and_leave (void)
{
  ChainWindow *window = window_with_keyboard ();

  gtk_widget_grab_focus (GTK_WIDGET (chain_number_row_get_field (window->weights[0])));
  do_tool ("type", "0,75", NULL);
  test_wait_until (strcmp (text_of (window->weights[0]), "0,75") == 0);
  g_assert_cmpfloat (window->run.experiment.parameters[0], ==, 0.5);
  do_tool ("key", "Return", NULL);
  test_wait_until (window->run.experiment.parameters[0] == 0.75);

  gtk_widget_grab_focus (GTK_WIDGET (chain_number_row_get_field (window->weights[2])));
  do_tool ("type", "-1e-3", NULL);
  do_tool ("key", "Tab", NULL);
  test_wait_until (window->run.experiment.parameters[2] == -1e-3);
  g_assert_cmpstr (text_of (window->weights[2]), ==, "\xe2\x88\x92""0.001");

  test_window_close (window);
}

static gboolean
is_above (ChainWindow *window,
          GtkWidget   *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, window->sidebar, &bounds));
  return bounds.origin.y < 0.0f;
}

/* The sidebar scrolled to its end, and the keys are for what is above. */
static ChainWindow *
window_scrolled_past (GtkWidget *(*get_focus) (ChainWindow *window))
{
  ChainWindow *window = window_with_keyboard ();
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window->sidebar));
  GtkWidget *focus = get_focus (window);

  g_object_set (gtk_widget_get_first_child (GTK_WIDGET (window->data_panel)), "folded", FALSE, NULL);
  g_object_set (gtk_widget_get_first_child (GTK_WIDGET (window->optimizer_panel)), "folded", FALSE, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 500);
  gtk_widget_grab_focus (focus);
  test_iterate (0.1);
  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
  test_iterate (0.1);
  g_assert_true (is_above (window, focus));
  return window;
}

static GtkWidget *
get_method (ChainWindow *window)
{
  return GTK_WIDGET (chain_weights_panel_get_method (window->weights_panel));
}

static GtkWidget *
get_rate (ChainWindow *window)
{
  return GTK_WIDGET (chain_number_row_get_field (window->learning_rate));
}

/* A list is not opened where nobody sees it, and GTK could not place it. */
static void
test_list_out_of_sight (void)
{
  ChainWindow *window = window_scrolled_past (get_method);
  GtkWidget *list = get_method (window);

  do_tool ("key", "space", NULL);
  test_wait_until (!is_above (window, list));
  test_iterate (0.1);
  g_assert_false (gtk_widget_get_mapped (gtk_widget_get_last_child (list)));
  do_tool ("key", "space", NULL);
  test_wait_until (gtk_widget_get_mapped (gtk_widget_get_last_child (list)));

  test_window_close (window);
}

/* Neither is the menu of a field. */
static void
test_field_out_of_sight (void)
{
  static const char *const keys[] = { "shift+F10", "Menu" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      ChainWindow *window = window_scrolled_past (get_rate);

      do_tool ("key", keys[i], NULL);
      test_wait_until (!is_above (window, get_rate (window)));
      test_iterate (0.1);
      test_window_close (window);
    }
}

/* After a scenario has been chosen, Space starts it. */
static void
test_scenario_by_keys (void)
{
  ChainWindow *window = window_with_keyboard ();

  do_tool ("key", "ctrl+l", NULL);
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window->scenarios)));
  do_tool ("key", "Down", "Return");
  test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (window->scenarios)) && test_is_settled (window));
  test_iterate (0.3);
  do_tool ("key", "space", NULL);
  test_wait_until (window->running);

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/keys/single-keys", test_single_keys);
  g_test_add_func ("/app/keys/presentation", test_presentation);
  g_test_add_func ("/app/keys/typing", test_typing);
  g_test_add_func ("/app/keys/enter-and-leave", test_enter_and_leave);
  g_test_add_func ("/app/keys/scenario", test_scenario_by_keys);
  g_test_add_func ("/app/keys/list-out-of-sight", test_list_out_of_sight);
  g_test_add_func ("/app/keys/field-out-of-sight", test_field_out_of_sight);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
