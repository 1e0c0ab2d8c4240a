// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <glib/gstdio.h>

/* Random actions on the real window while the worker trains as fast as it can: nothing may warn,
 * hang or die, and at the end all must still work.
 *
 * The seed is printed in the first line, and each action as it is done. To do the same again:
 *
 *     meson test -C BUILD app-soak --test-args --seed=R02S…
 *
 * CHAIN_SOAK_ACTIONS says how many, 500 if it does not. Ten thousand, best under the address
 * sanitizer:
 *
 *     CHAIN_SOAK_ACTIONS=10000 meson test -C BUILD app-soak --timeout-multiplier 20
 *
 * Dialogs are closed again. What is written goes into a folder of the test's own. */

#define N_ACTIONS 500

static const char *const scenario_names[] = { "nonsense", "" };

static const char *const file_names[] = { "one.chainrule", "two.chainrule", "missing.chainrule", "no/folder.chainrule" };
static const char *const export_names[] = { "a.png", "b.png", "no/folder.png" };

static gboolean has_tool;
static gboolean closing;

static gboolean
on_close_request (GtkWindow *window)
{
  return !closing;
}

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

#define PICK(array) ((array)[pick (G_N_ELEMENTS (array))])

/* ---- actions of the window, the plots and the program ---- */

static GVariant *
new_parameter (const char         *name,
               const GVariantType *type)
{
  static const char *const formats[] = { "command", "c", "python", "csv", "nonsense" };
  static const gint32 numbers[] = { 1, 10, 100, -1, G_MAXINT32 };
  static const guint32 counts[] = { 0, 1, 2, 3, 12, G_MAXUINT32 };
  const ChainScenario *scenarios;
  gsize n;

  if (type == NULL)
    return NULL;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_INT32))
    return g_variant_new_int32 (PICK (numbers));
  if (g_variant_type_equal (type, G_VARIANT_TYPE_UINT32))
    return g_variant_new_uint32 (PICK (counts));
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("(ud)")))
    return g_variant_new ("(ud)", PICK (counts), g_test_rand_double_range (-2.0, 2.0));
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("(ub)")))
    return g_variant_new ("(ub)", PICK (counts), pick (2));

  scenarios = chain_scenario_get_all (&n);
  if (g_str_equal (name, "win.scenario"))
    return g_variant_new_string (pick (10) == 0 ? PICK (scenario_names) : scenarios[pick ((guint) n)].id);
  if (g_str_equal (name, "win.copy-as"))
    return g_variant_new_string (PICK (formats));
  if (g_str_equal (name, "win.copy-plot"))
    return g_variant_new_string (pick (10) == 0 ? "nonsense" : chain_picture_get_name ((ChainPicture) pick (CHAIN_N_PICTURES)));

  return g_variant_new_string ("file:///nowhere/at/all.chainrule");
}

static void
do_action (ChainWindow *window)
{
  GtkWidgetClass *class = GTK_WIDGET_GET_CLASS (window);
  const GVariantType *type;
  const char *name, *property;
  GVariant *parameter;
  GType owner;
  guint n = 0;

  while (gtk_widget_class_query_action (class, n, &owner, &name, &type, &property))
    n++;
  gtk_widget_class_query_action (class, pick (n), &owner, &name, &type, &property);
  /* “default.activate” and “window.close” are GTK's, and another program would show the folder */
  if (!g_str_has_prefix (name, "win.") || g_str_equal (name, "win.show-in-folder"))
    return;

  parameter = new_parameter (name, type);
  g_test_message ("%s", name);
  gtk_widget_activate_action_variant (GTK_WIDGET (window), name, parameter);
}

static void
do_run (ChainWindow *window)
{
  static const char *const names[] = { "win.run", "win.undo", "win.redo", "win.reset", "win.new-weights" };
  const char *name = PICK (names);

  g_test_message ("%s", name);
  test_activate (window, name);
}

static void
do_speed (ChainWindow *window)
{
  double position = pick (3) > 0 ? 5.0 : g_test_rand_double_range (0.0, 5.0);

  g_test_message ("speed %g, run", position);
  gtk_adjustment_set_value (window->speed, position);
  chain_window_set_running (window, TRUE);
}

static void
do_preference (ChainWindow *window)
{
  static const char *const themes[] = { "system", "light", "dark", "pink" };
  static const char *const colors[] = { "standard", "high-contrast" };
  static const int frame_rates[] = { 0, 0, 30, 10, -1 };
  GActionGroup *group = G_ACTION_GROUP (test_application);

  g_test_message ("preference");
  switch (pick (4))
    {
    case 0:
      g_action_group_change_action_state (group, "theme", g_variant_new_string (PICK (themes)));
      break;
    case 1:
      g_action_group_change_action_state (group, "colors", g_variant_new_string (PICK (colors)));
      break;
    case 2:
      g_action_group_change_action_state (group, "digits", g_variant_new_int32 ((int) pick (22)));
      break;
    default:
      g_action_group_change_action_state (group, "frame-rate", g_variant_new_int32 (PICK (frame_rates)));
    }
}

static void
do_resize (ChainWindow *window)
{
  int width = 600 + (int) pick (800), height = 400 + (int) pick (500);

  g_test_message ("resize to %d × %d", width, height);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
}

/* ---- controls ---- */

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = gtk_widget_get_next_sibling (i))
    collect (i, type, found);
}

static gpointer
find_some (GtkWidget *within,
           GType      type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect (within, type, found);
  return found->len > 0 ? found->pdata[pick (found->len)] : NULL;
}

static void
do_slider (ChainWindow *window)
{
  ChainNumberRow *row = find_some (window->sidebar, CHAIN_TYPE_NUMBER_ROW);
  GtkAdjustment *adjustment = chain_number_row_get_adjustment (row);
  double lower = gtk_adjustment_get_lower (adjustment), upper = gtk_adjustment_get_upper (adjustment);
  double value = pick (3) == 0 ? lower : pick (2) == 0 ? upper : g_test_rand_double_range (lower, upper);

  g_test_message ("%s: slider at %g", chain_number_row_get_key (row), value);
  gtk_adjustment_set_value (adjustment, value);
}

static void
do_field (ChainWindow *window)
{
  static const char *const texts[] = { "0,5", "1e-3", "1/3", "", "nan", "inf", "abc", "-1", "1e308", "16", "2", "1", "0" };
  ChainNumberRow *row = find_some (window->sidebar, CHAIN_TYPE_NUMBER_ROW);
  const char *text = PICK (texts);

  /* nobody types where there is nothing to see */
  if (!gtk_widget_get_mapped (GTK_WIDGET (row)))
    return;

  g_test_message ("%s: “%s”", chain_number_row_get_key (row), text);
  test_enter (row, text);
}

static void
do_choice (ChainWindow *window)
{
  GtkDropDown *drop_down = find_some (window->sidebar, GTK_TYPE_DROP_DOWN);
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));
  guint i = pick (n);

  g_test_message ("choice %u", i);
  gtk_drop_down_set_selected (drop_down, i);
}

static gboolean
is_in_sight (ChainWindow *window,
             GtkWidget   *widget)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (widget)
         && gtk_widget_compute_bounds (widget, GTK_WIDGET (window), &bounds)
         && bounds.origin.y >= 0.0f
         && bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (GTK_WIDGET (window));
}

/* Locks, keys of legends, the board's pages, lists. */
static void
do_toggle (ChainWindow *window)
{
  GtkToggleButton *button = find_some (GTK_WIDGET (window), GTK_TYPE_TOGGLE_BUTTON);

  /* nobody presses what is out of sight, and GTK cannot place the list of a choice that is */
  if (button == NULL || !is_in_sight (window, GTK_WIDGET (button))
      || gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_MENU_BUTTON) != NULL)
    return;

  g_test_message ("toggle");
  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
do_fold (ChainWindow *window)
{
  ChainFold *fold = find_some (window->sidebar, CHAIN_TYPE_FOLD);

  g_test_message ("fold");
  chain_fold_set_folded (fold, !chain_fold_get_folded (fold));
}

static void
do_plot_action (ChainWindow *window)
{
  GActionGroup *group = chain_plot_model_get_actions (chain_plot_board_get_model (window->board));
  g_auto (GStrv) names = g_action_group_list_actions (group);
  const char *name = names[pick (g_strv_length (names))];

  g_test_message ("plot.%s", name);
  /* plot.view takes the name of a view: it is another one, whichever it was */
  if (g_str_equal (name, "view"))
    g_action_group_activate_action (group, "next-view", NULL);
  else
    g_action_group_activate_action (group, name,
                                    new_parameter (name, g_action_group_get_action_parameter_type (group, name)));
}

/* ---- files ---- */

static void
do_file (ChainWindow *window)
{
  const char *name = PICK (file_names);
  g_autoptr (GFile) file = g_file_new_for_path (name);
  gboolean saves = pick (2) == 0;

  g_test_message ("%s %s", saves ? "save" : "open", name);
  if (saves)
    chain_window_save (window, file);
  else
    chain_window_open (window, file);
}

static void
do_export (ChainWindow *window)
{
  const ChainExportChoices choices = {
    .picture = (ChainPicture) pick (CHAIN_N_PICTURES),
    .format = (ChainFormat) pick (CHAIN_N_FORMATS),
    .theme = (ChainExportTheme) pick (CHAIN_N_EXPORT_THEMES),
    .scale = 1 + (int) pick (2),
  };
  const char *name = PICK (export_names);
  g_autoptr (ChainPortrait) portrait = chain_window_new_portrait (window);

  g_test_message ("export %s as %s", chain_picture_get_name (choices.picture), name);
  chain_window_export (window, portrait, &choices, name);
}

/* What was written is there, and nothing else, such as what was half written. */
static void
remove_files (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_names); i++)
    g_unlink (file_names[i]);
  for (guint i = 0; i < G_N_ELEMENTS (export_names); i++)
    g_unlink (export_names[i]);
  g_assert_cmpint (g_chdir ("/"), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* ---- keys and pointer ---- */

static void
run_tool (const char *const *argv)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, NULL);

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

static void
do_key (ChainWindow *window)
{
  static const char *const keys[] = {
    "space", "s", "e", "t", "h", "r", "R", "F9", "F11", "Escape", "Tab", "Tab", "shift+Tab", "Up", "Down", "Left",
    "Right", "shift+Left", "shift+Right", "Page_Up", "Page_Down", "Home", "End", "plus", "minus", "Return", "Delete",
    "5", "comma", "ctrl+z", "ctrl+shift+z", "ctrl+l", "ctrl+0", "ctrl+c", "ctrl+a", "shift+F10",
  };
  const char *key = PICK (keys);

  if (!has_tool)
    return;

  g_test_message ("key %s", key);
  run_tool ((const char *const[]) { "xdotool", "key", "--", key, NULL });
}

/* GTK cannot place the menu of a button that is off the screen, and nobody can ask where a window
 * is: it stays where it is. As wide as what resizes it at its edges, in pixels: */
#define EDGE 20

static void
do_pointer (ChainWindow *window)
{
  g_autofree char *x = NULL, *y = NULL, *x2 = NULL, *y2 = NULL, *button = NULL;
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (window)), 100);
  int height = MAX (gtk_widget_get_height (GTK_WIDGET (window)), 100);
  int title = gtk_widget_get_height (gtk_window_get_titlebar (GTK_WINDOW (window)));
  gboolean drags = pick (2) == 0, at_frame;
  int from_x, from_y;

  if (!has_tool)
    return;

  from_x = (int) pick ((guint) width);
  from_y = (int) pick ((guint) height);
  at_frame = from_x < EDGE || from_x > width - EDGE || from_y < title + EDGE || from_y > height - EDGE;
  x = g_strdup_printf ("%d", from_x);
  y = g_strdup_printf ("%d", from_y);
  x2 = g_strdup_printf ("%d", (int) pick ((guint) width));
  y2 = g_strdup_printf ("%d", (int) pick ((guint) height));
  button = g_strdup_printf ("%u", 1 + pick (5));
  /* what moves the window where no window manager is: by its title, its menu or an edge */
  if (at_frame && (drags || g_str_equal (button, "3")))
    return;

  g_test_message ("button %s from %s,%s to %s,%s", button, x, y, x2, y2);
  if (!drags)
    run_tool ((const char *const[]) { "xdotool", "mousemove", x, y, "click", button, NULL });
  else
    run_tool ((const char *const[]) { "xdotool", "mousemove", x, y, "mousedown", button, "mousemove", x2, y2,
                                      "mouseup", button, NULL });
}

/* ---- the test ---- */

static void (*const kinds[]) (ChainWindow *window) = {
  do_action, do_action, do_action, do_run, do_run, do_speed, do_preference, do_resize, do_slider, do_slider, do_field,
  do_choice, do_toggle, do_fold, do_plot_action, do_plot_action, do_file, do_export, do_key, do_key, do_pointer,
};

/* Closes what an action opened. */
static void
close_others (ChainWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *i = windows; i != NULL; i = i->next)
    if (i->data != (gpointer) window && gtk_widget_get_visible (i->data))
      {
        g_test_message ("closing a %s", G_OBJECT_TYPE_NAME (i->data));
        gtk_window_close (i->data);
      }
}

static void
test_soak (void)
{
  ChainWindow *window = test_window_new ();
  const char *wanted = g_getenv ("CHAIN_SOAK_ACTIONS");
  guint n = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : N_ACTIONS;
  gulong handler = g_signal_connect (window, "close-request", G_CALLBACK (on_close_request), NULL);
  g_autofree char *tool = g_find_program_in_path ("xdotool");
  g_autofree char *folder = g_dir_make_tmp ("chainrule-XXXXXX", NULL);

  g_assert_nonnull (folder);
  g_assert_cmpint (g_chdir (folder), ==, 0);
  has_tool = tool != NULL;
  closing = FALSE;
  if (has_tool)
    run_tool ((const char *const[]) { "xdotool", "mousemove", "600", "500", NULL });
  gtk_adjustment_set_value (window->speed, 5.0);
  chain_window_set_running (window, TRUE);

  for (guint i = 0; i < n; i++)
    {
      PICK (kinds) (window);
      test_iterate (pick (20) / 1000.0);
      close_others (window);
      if (i % 50 == 49)
        test_wait_until (test_is_settled (window));
    }

  /* it still works */
  test_wait_until (test_is_settled (window));
  chain_window_set_presentation (window, FALSE);
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window) && window->run.step == 0 && !window->run.running);
  test_activate (window, "win.step");
  test_wait_until (test_is_settled (window));

  closing = TRUE;
  g_signal_handler_disconnect (window, handler);
  test_window_close (window);
  remove_files (folder);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/soak", test_soak);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
