// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

/* ---- what is typed is what is meant ---- */

static guint n_edited;

static void
on_edited (void)
{
  n_edited++;
}

/* Closes what an action has opened. */
static void
close_dialogs (ChainWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  if (window->chooser != NULL)
    gtk_native_dialog_destroy (window->chooser);
  g_clear_object (&window->chooser);
  for (guint i = g_list_model_get_n_items (toplevels); i > 0; i--)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (toplevels, i - 1);

      if (other != GTK_WINDOW (window))
        gtk_window_destroy (other);
    }
}

/* Types without Enter. */
static ChainNumberRow *
type_one_more (ChainWindow *window)
{
  ChainNumberRow *row = chain_data_panel_get_row (window->data_panel, "x-max");
  g_autofree char *text = g_strdup_printf ("%.0f", chain_number_row_get_value (row) + 1.0);

  gtk_widget_grab_focus (GTK_WIDGET (chain_number_row_get_field (row)));
  gtk_editable_set_text (GTK_EDITABLE (chain_number_row_get_field (row)), text);
  n_edited = 0;
  return row;
}

/* Every action of the window, and its end, use what has been typed and not entered. */
static void
test_typing (void)
{
  ChainWindow *window = test_window_new ();
  ChainNumberRow *row = chain_data_panel_get_row (window->data_panel, "x-max");
  const char *name, *property;
  const GVariantType *type;
  guint n_actions = 0;
  GType owner;

  g_signal_connect (row, "edited", on_edited, NULL);
  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (window), i, &owner, &name, &type, &property); i++)
    {
      GVariant *parameter = NULL;

      if (owner != CHAIN_TYPE_WINDOW || g_strcmp0 (property, "presentation") == 0)
        continue;

      if (type != NULL && g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
        parameter = g_variant_new_string ("");
      else if (type != NULL && g_variant_type_equal (type, G_VARIANT_TYPE_INT32))
        parameter = g_variant_new_int32 (10);
      else if (type != NULL && g_variant_type_equal (type, G_VARIANT_TYPE ("(ud)")))
        parameter = g_variant_new ("(ud)", 0u, 1.5);
      else if (type != NULL && g_variant_type_equal (type, G_VARIANT_TYPE ("(ub)")))
        parameter = g_variant_new ("(ub)", 0u, TRUE);
      else if (type != NULL)
        parameter = g_variant_new_bytestring ("/");

      type_one_more (window);
      g_test_message ("%s", name);
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), name, parameter));
      g_assert_cmpuint (n_edited, ==, 1);
      test_wait_until (g_queue_is_empty (&window->deferred) && !window->export_pending);
      close_dialogs (window);
      n_actions++;
    }
  g_assert_cmpuint (n_actions, >, 20);

  /* what is saved has it, a live change too */
  test_enter (row, "2");
  test_wait_until (test_is_settled (window));
  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1);
  gtk_widget_grab_focus (GTK_WIDGET (chain_number_row_get_field (window->learning_rate)));
  gtk_editable_set_text (GTK_EDITABLE (chain_number_row_get_field (window->learning_rate)), "0.125");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-as", "s", "command"));
  test_wait_until (g_queue_is_empty (&window->deferred));
  g_assert_cmpuint (window->run.n_changes, ==, 1);
  g_assert_cmpfloat (window->run.learning_rate, ==, 0.125);

  window->document->saved_revision = window->revision;
  type_one_more (window);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_cmpuint (n_edited, ==, 1);
  g_assert_nonnull (window->question);
  gtk_dialog_response (window->question, GTK_RESPONSE_CANCEL);

  test_window_close (window);
}

/* ---- keys ---- */

/* Adds the keys of @widget and what is in it, as the shortcuts window shows them. */
static void
add_shown (GtkWidget  *widget,
           GHashTable *shown)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *keys = NULL;
      g_auto (GStrv) parts = NULL;

      g_object_get (widget, "accelerator", &keys, NULL);
      parts = g_strsplit (keys, " ", -1);
      for (guint i = 0; parts[i] != NULL; i++)
        g_hash_table_add (shown, g_strdup (parts[i]));
    }
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = gtk_widget_get_next_sibling (i))
    add_shown (i, shown);
}

/* Adds the window's own keys with their actions: those of its class and of its template. */
static void
add_own (ChainWindow *window,
         GHashTable  *keys)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                        && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);

          if (GTK_IS_NAMED_ACTION (action))
            g_hash_table_insert (keys, gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut)),
                                 g_strdup (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action))));
        }
    }
}

/* Adds the application's keys with their actions. */
static void
add_accelerators (GHashTable *keys)
{
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (test_application);

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (test_application, actions[i]);

      for (guint j = 0; accels[j] != NULL; j++)
        {
          g_autofree char *name = g_strndup (actions[i], strcspn (actions[i], ":("));

          g_hash_table_insert (keys, g_strdup (accels[j]), g_steal_pointer (&name));
        }
    }
}

/* Each key is shown in the shortcuts window, and each action has one, but for those that belong to
 * something that is seen: a file of a list, a plot's menu, an offer, a weight in the network. */
static void
test_keys (void)
{
  static const char *const without[] = {
    "win.open-recent", "win.scenario", "win.export-plot", "win.copy-plot", "win.show-in-folder",
    "win.recover", "win.discard-recovery", "win.set-weight", "win.set-lock", NULL
  };
  ChainWindow *window = test_window_new ();
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWindow *overlay;
  GHashTableIter iter;
  gpointer key, action;
  const char *name, *property;
  const GVariantType *type;
  GType owner;

  /* it is shown without a warning */
  test_activate (window, "win.show-help-overlay");
  overlay = GTK_WINDOW (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (overlay)));
  add_shown (GTK_WIDGET (overlay), shown);
  gtk_window_close (overlay);

  add_own (window, keys);
  add_accelerators (keys);
  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, &action))
    {
      gboolean is_shown = FALSE;
      GHashTableIter i;
      gpointer accelerator;

      if (!g_str_has_prefix (action, "win.") && !g_str_has_prefix (action, "app.") && !g_str_has_prefix (action, "window."))
        continue;

      g_hash_table_add (reached, action);
      g_hash_table_iter_init (&i, shown);
      while (!is_shown && g_hash_table_iter_next (&i, &accelerator, NULL))
        {
          guint code, other;
          GdkModifierType state, other_state;

          is_shown = gtk_accelerator_parse (accelerator, &code, &state) && gtk_accelerator_parse (key, &other, &other_state)
                     && gdk_keyval_to_lower (code) == gdk_keyval_to_lower (other) && state == other_state;
        }
      if (!is_shown)
        {
          g_test_message ("“%s”, of %s, is not among the shortcuts", (char *) key, (char *) action);
          g_test_fail ();
        }
    }

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (window), i, &owner, &name, &type, &property); i++)
    if (owner == CHAIN_TYPE_WINDOW && !g_hash_table_contains (reached, name) && !g_strv_contains (without, name))
      {
        g_test_message ("%s has no key", name);
        g_test_fail ();
      }
  g_assert_true (g_hash_table_contains (reached, "win.sidebar"));
  g_assert_true (g_hash_table_contains (reached, "app.about"));
  g_assert_true (g_hash_table_contains (reached, "app.preferences"));
  g_assert_true (g_hash_table_contains (reached, "app.quit"));

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/actions/keys", test_keys);
  g_test_add_func ("/app/actions/typing", test_typing);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
