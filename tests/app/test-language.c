// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <libintl.h>
#include <locale.h>

#include "chain-locale.h"
#include "chain-manual.h"
#include "chain-preferences.h"

/* In the language of LANGUAGE. That of build-aux/pseudo-locale has no plain letters: a plain word in it was
 * not translated. */

/* What is the same in every language. */
static const char *const names[] = {
  "Chainrule", "tanh", "Nesterov", "Adam",
  "PNG", "SVG", "PDF", "CSV", "Markdown", "LaTeX",
  "Ctrl", "Shift", "Alt", /* GTK translates them, whose catalogue lacks the language */
  NULL,
};

/* What GTK says by itself. */
static const char *const of_gtk[] = {
  "Clear entry", "(None)", "Page Up", "Page Down", "Show All", "Shortcuts", "Search Shortcuts", "Search Results",
  "No Results Found", "Try a different search",
  NULL,
};

static const char *const views[] = { "network", "derivation", "activations", "flow", "check", "parameters", "norms" };

static guint n_texts;
static guint n_plain;

/* Says of @text, which is shown as @kind in @widget, which words in it are plain. */
static void
look_at (GtkWidget  *widget,
         const char *kind,
         const char *text)
{
  g_auto (GStrv) words = NULL;

  if (text == NULL || *text == '\0' || g_strv_contains (of_gtk, text))
    return;

  n_texts++;
  words = g_regex_split_simple ("[^A-Za-z\\x{80}-\\x{10ffff}-]+", text, 0, 0);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_is_ascii (words[i]) && g_regex_match_simple ("[A-Za-z]{3}", words[i], 0, 0)
        && !g_strv_contains (names, words[i]))
      {
        g_test_message ("%s of a %s: expected no plain word, got “%s” in “%s”", kind, G_OBJECT_TYPE_NAME (widget),
                        words[i], text);
        n_plain++;
      }
}

static void
look_at_list (GtkWidget  *widget,
              GListModel *list)
{
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      if (GTK_IS_STRING_OBJECT (item))
        look_at (widget, "an entry", gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
    }
}

static void
look_around (GtkWidget *widget)
{
  /* the manual has its languages as files of their own */
  if (gtk_widget_has_css_class (widget, "manual-page") || gtk_widget_has_css_class (widget, "navigation-sidebar"))
    return;
  if (GTK_IS_ABOUT_DIALOG (widget)) /* the rest of it is GTK's */
    {
      look_at (widget, "the comment", gtk_about_dialog_get_comments (GTK_ABOUT_DIALOG (widget)));
      return;
    }

  look_at (widget, "the tooltip", gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    look_at (widget, "the text", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_TEXT (widget))
    look_at (widget, "the placeholder", gtk_text_get_placeholder_text (GTK_TEXT (widget)));
  if (GTK_IS_WINDOW (widget))
    look_at (widget, "the title", gtk_window_get_title (GTK_WINDOW (widget)));
  if (GTK_IS_DROP_DOWN (widget))
    look_at_list (widget, gtk_drop_down_get_model (GTK_DROP_DOWN (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_around (child);
}

/* Looks at all windows that are open; closes those that are not @window. */
static void
look_at_windows (ChainWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  test_iterate (0.2);
  n_texts = 0;
  for (GList *i = windows; i != NULL; i = i->next)
    look_around (i->data);
  g_assert_cmpuint (n_texts, >, 100);
  for (GList *i = windows; i != NULL; i = i->next)
    if (i->data != (gpointer) window)
      gtk_window_destroy (i->data);
}

/* Longer texts may wrap or be shortened, but must not push anything out of a small window. */
static void
assert_small (GtkWidget *widget)
{
  int width, height;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 800, &height, NULL, NULL, NULL);
  if (width > 800 || height > 600)
    g_error ("expected a %s of at least 800×600, got %d×%d", G_OBJECT_TYPE_NAME (widget), width, height);
}

static void
assert_translated (void)
{
  if (n_plain > 0)
    g_error ("expected every text to be translated, got %u plain words", n_plain);
}

/* The window with each view, as it stands, runs and has diverged. */
static void
test_window (void)
{
  ChainWindow *window = test_window_new ();

  n_plain = 0;
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window->fit), "plot.view", "s", views[i]));
      gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 10);
      test_wait_until (test_is_settled (window));
      look_at_windows (window);
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "diverging");
  test_wait_until (test_is_settled (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 100);
  test_wait_until (test_is_settled (window) && window->run.status == CHAIN_SESSION_DIVERGED);
  look_at_windows (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "wider-network");
  test_wait_until (test_is_settled (window));
  look_at_windows (window);
  test_window_close (window);
  assert_translated ();
}

/* Everything else that can be opened. */
static void
test_dialogs (void)
{
  static const char *const actions[] = { "win.export", "win.sheet", "win.show-help-overlay", "app.preferences", "app.about" };
  ChainWindow *window = test_window_new ();

  n_plain = 0;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      test_activate (window, actions[i]);
      look_at_windows (window);
    }
  chain_manual_present (test_application, "start");
  look_at_windows (window);
  /* the question whether to save */
  test_slide (window->weights[0], 0.7);
  test_wait_until (test_is_settled (window));
  gtk_window_close (GTK_WINDOW (window));
  look_at_windows (window);
  test_window_close (window);
  assert_translated ();
}

/* The window of a language that is spoken, with each view, fits on a small screen. */
static void
test_small (void)
{
  ChainWindow *window = test_window_new ();

  g_assert_cmpstr (gettext ("Learning rate"), !=, "Learning rate");
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window->fit), "plot.view", "s", views[i]));
      test_iterate (0.1);
      assert_small (GTK_WIDGET (window));
    }
  test_window_close (window);
}

/* What is shown in @widget and has a decimal point. */
static void
look_for_points (GtkWidget *widget)
{
  if (CHAIN_IS_SCENARIO_BROWSER (widget)) /* its texts may group thousands: “10.000 Schritte” */
    return;
  if (GTK_IS_LABEL (widget) && g_regex_match_simple ("\\d\\.\\d", gtk_label_get_text (GTK_LABEL (widget)), 0, 0))
    {
      g_test_message ("expected decimal commas, got “%s”", gtk_label_get_text (GTK_LABEL (widget)));
      n_plain++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    look_for_points (child);
}

/* Where decimals are written with a comma, the whole window has commas. */
static void
test_numbers (void)
{
  g_autofree char *folder = g_dir_make_tmp ("chain-locale-XXXXXX", NULL);
  g_autofree char *locale = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *const argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", locale, NULL };
  ChainWindow *window;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                               NULL, NULL, NULL, NULL, NULL));
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_NUMERIC, "de_DE.UTF-8"));

  n_plain = 0;
  window = test_window_new ();
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window->fit), "plot.view", "s", views[i]));
      gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", 10);
      test_wait_until (test_is_settled (window));
      test_iterate (0.2);
      look_for_points (GTK_WIDGET (window));
    }
  g_assert_cmpuint (n_plain, ==, 0);
  test_window_close (window);
  g_assert_nonnull (setlocale (LC_NUMERIC, "C"));
  test_remove_tree (folder);
}

static void
add_tests (void)
{
  if (g_str_equal (g_getenv ("LANGUAGE"), "en_XA"))
    {
      g_test_add_func ("/app/language/window", test_window);
      g_test_add_func ("/app/language/dialogs", test_dialogs);
    }
  else
    g_test_add_func ("/app/language/small", test_small);
  if (g_str_equal (g_getenv ("LANGUAGE"), "de"))
    g_test_add_func ("/app/language/numbers", test_numbers);
}

int
main (int   argc,
      char *argv[])
{
  chain_locale_init ();
  return test_main (argc, argv, add_tests);
}
