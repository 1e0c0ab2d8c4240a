// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <glib/gstdio.h>

/* Removes @folder, which must hold @names and nothing else. */
static void
remove_folder (const char *folder,
               ...)
{
  const char *name;
  va_list names;

  va_start (names, folder);
  while ((name = va_arg (names, const char *)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  va_end (names);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_round_trip (void)
{
  ChainWindow *window = test_window_new ();
  ChainWindow *other;
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "run.chainrule", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  size_t n = CHAIN_N_WEIGHTS;

  /* a steered run, not a bit of which may get lost */
  test_enter (window->weights[0], "0.30000000000000004");
  test_enter (window->weights[5], "-7.1234567890123456");
  for (int i = 0; i < 3; i++)
    test_activate (window, "win.step");
  test_wait_until (window->run.step == 3);
  test_enter (window->learning_rate, "0.03");
  for (int i = 0; i < 4; i++)
    test_activate (window, "win.step");
  test_wait_until (window->run.step == 7);
  g_assert_true (chain_window_save (window, file));

  other = test_window_new ();
  g_assert_true (chain_window_open (other, file));
  test_wait_until (test_is_settled (other));
  g_assert_false (other->running);
  g_assert_cmpuint (other->run.step, ==, 7);
  g_assert_cmpfloat (other->run.learning_rate, ==, 0.03);
  g_assert_cmpfloat (chain_number_row_get_value (other->learning_rate), ==, 0.03);
  g_assert_cmpmem (other->run.point.parameters, n * sizeof (double),
                   window->run.point.parameters, n * sizeof (double));
  g_assert_cmpmem (other->run.experiment.parameters, n * sizeof (double),
                   window->run.experiment.parameters, n * sizeof (double));

  /* reset, it is the same run from its start, change included */
  test_activate (other, "win.reset");
  test_wait_until (test_is_settled (other));
  g_assert_cmpuint (other->run.step, ==, 0);
  g_assert_cmpfloat (chain_number_row_get_value (other->learning_rate), ==, 0.01);
  for (int i = 0; i < 7; i++)
    test_activate (other, "win.step");
  test_wait_until (other->run.step == 7);
  g_assert_cmpmem (other->run.point.parameters, n * sizeof (double),
                   window->run.point.parameters, n * sizeof (double));
  g_assert_cmpfloat (chain_number_row_get_value (other->learning_rate), ==, 0.03);

  test_window_close (other);
  test_window_close (window);
  remove_folder (folder, "run.chainrule", NULL);
}

static void
test_open_fails (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "bad.chainrule", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_false (chain_window_open (window, file)); /* is not there */
  g_assert_true (gtk_info_bar_get_revealed (window->message));

  g_assert_true (g_file_set_contents (path, "[Training]\nlearning-rate=abc\n", -1, NULL));
  g_assert_false (chain_window_open (window, file));
  g_assert_nonnull (strstr (gtk_label_get_text (window->message_label), "“abc”"));
  g_assert_nonnull (strstr (gtk_label_get_text (window->message_label), "“bad.chainrule”"));
  g_assert_cmpfloat (window->run.experiment.learning_rate, ==, 0.01);
  g_assert_null (window->document->file);

  g_assert_true (g_file_set_contents (path, "[Experiment]\nname=Mine\n[Network]\nhidden=4;2\n", -1, NULL));
  g_assert_true (chain_window_open (window, file));
  g_assert_false (gtk_info_bar_get_revealed (window->message));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Mine");
  g_assert_nonnull (chain_weights_panel_get_neuron (window->weights_panel, 6));
  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1);

  test_window_close (window);
  remove_folder (folder, "bad.chainrule", NULL);
}

static void
choose (ChainWindow *window,
        const char  *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_nonnull (window->chooser);
  chain_window_take_file (window, file);
}

static void
assert_contents (const char *path,
                 const char *start)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, start));
}

static gboolean
is_mine (const char *path)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (text, "mine");
}

/* The chooser has asked about the name that was typed, and not about the one with an extension. */
static void
test_replace (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();
  g_autofree char *bare = g_build_filename (folder, "one", NULL);
  g_autofree char *full = g_build_filename (folder, "one.chainrule", NULL);
  g_autofree char *picture = g_build_filename (folder, "pic", NULL);
  g_autofree char *table = g_build_filename (folder, "pic.csv", NULL);

  g_assert_true (g_file_set_contents (full, "mine", -1, NULL));
  test_activate (window, "win.save-as");
  choose (window, bare);
  g_assert_nonnull (window->question);
  assert_contents (full, "mine");
  gtk_dialog_response (window->question, GTK_RESPONSE_CANCEL);
  g_assert_null (window->question);
  g_assert_null (window->chooser);
  assert_contents (full, "mine");

  test_activate (window, "win.save-as");
  choose (window, bare);
  gtk_dialog_response (window->question, GTK_RESPONSE_ACCEPT);
  g_assert_null (window->chooser);
  assert_contents (full, "# An experiment");
  g_assert_false (g_file_test (bare, G_FILE_TEST_EXISTS));

  /* what is there was meant, and the chooser has asked about it */
  g_assert_true (g_file_set_contents (bare, "old", -1, NULL));
  g_assert_true (g_file_set_contents (full, "mine", -1, NULL));
  test_activate (window, "win.save-as");
  choose (window, bare);
  g_assert_null (window->question);
  assert_contents (bare, "# An experiment");
  assert_contents (full, "mine");

  g_assert_true (g_file_set_contents (table, "mine", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export-data", "s", "loss");
  choose (window, picture);
  g_assert_nonnull (window->question);
  gtk_dialog_response (window->question, GTK_RESPONSE_CANCEL);
  assert_contents (table, "mine");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export-data", "s", "loss");
  choose (window, picture);
  gtk_dialog_response (window->question, GTK_RESPONSE_ACCEPT);
  test_wait_until (!is_mine (table));

  test_window_close (window);
  remove_folder (folder, "one", "one.chainrule", "pic.csv", NULL);
}

static void
test_device (void)
{
  ChainWindow *window = test_window_new ();

  test_activate (window, "win.save-as");
  choose (window, "/dev/full");
  g_assert_true (gtk_info_bar_get_revealed (window->message));
  g_assert_nonnull (strstr (gtk_label_get_text (window->message_label), "“/dev/full”"));
  g_assert_false (g_file_test ("/dev/full.chainrule", G_FILE_TEST_EXISTS));

  test_window_close (window);
}

/* What is shown is what is used, without Enter: neither keys nor the header's buttons take the
 * focus. */
static void
test_typing (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "a.chainrule", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  ChainNumberField *field = chain_number_row_get_field (window->weights[1]);
  g_autofree char *text = NULL;

  gtk_widget_grab_focus (GTK_WIDGET (field));
  gtk_editable_set_text (GTK_EDITABLE (field), "1.75");
  g_assert_cmpfloat (window->run.experiment.parameters[1], !=, 1.75);
  test_activate (window, "win.run");
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 1.75);
  test_wait_until (window->running && window->run.step > 2);
  test_activate (window, "win.run");
  test_wait_until (test_is_settled (window));
  g_assert_false (window->running);

  gtk_editable_set_text (GTK_EDITABLE (field), "1.5");
  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1 && test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 1.5);

  g_assert_true (chain_window_save (window, file));
  gtk_editable_set_text (GTK_EDITABLE (field), "1.25");
  test_activate (window, "win.save");
  test_wait_until (g_queue_is_empty (&window->deferred));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "b1=1.25\n"));

  /* a live change is in the log by then */
  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1 && test_is_settled (window));
  gtk_widget_grab_focus (GTK_WIDGET (chain_number_row_get_field (window->learning_rate)));
  gtk_editable_set_text (GTK_EDITABLE (chain_number_row_get_field (window->learning_rate)), "0.125");
  test_activate (window, "win.save");
  test_wait_until (g_queue_is_empty (&window->deferred));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "[Changes]"));
  g_assert_nonnull (strstr (text, "0.125"));
  gtk_widget_grab_focus (GTK_WIDGET (field));

  gtk_editable_set_text (GTK_EDITABLE (field), "1.125");
  test_activate (window, "win.reset");
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 1.125);

  /* what is refused is not used, and said */
  gtk_editable_set_text (GTK_EDITABLE (field), "1.1x");
  test_activate (window, "win.save");
  g_assert_nonnull (chain_field_get_message (CHAIN_FIELD (field)));
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 1.125);

  test_window_close (window);
  remove_folder (folder, "a.chainrule", NULL);
}

/* A file that is dropped on the window is opened. */
static void
test_drop (void)
{
  ChainWindow *window = test_window_new ();
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "a.chainrule", NULL);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_true (chain_experiment_write (&window->run.experiment, path, NULL));
  g_value_init (&value, G_TYPE_FILE);
  g_value_take_object (&value, g_file_new_for_path (path));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 600.0, 400.0, &taken);
    }
  g_assert_true (taken);
  test_wait_until (test_is_settled (window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "a");
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "x² on [0, 2]");

  g_value_unset (&value);
  test_window_close (window);
  remove_folder (folder, "a.chainrule", NULL);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/files/drop", test_drop);
  g_test_add_func ("/app/files/typing", test_typing);
  g_test_add_func ("/app/files/replace", test_replace);
  g_test_add_func ("/app/files/device", test_device);
  g_test_add_func ("/app/files/round-trip", test_round_trip);
  g_test_add_func ("/app/files/open-fails", test_open_fails);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
