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

static void
add_tests (void)
{
  g_test_add_func ("/app/actions/typing", test_typing);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
