// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <sys/wait.h>

#include <glib/gstdio.h>

#include "chain-copy-as.h"
#include "chain-experiment-file.h"
#include "chain-recovery.h"

static char *
new_path (const char *name)
{
  g_autofree char *folder = test_new_folder ();

  return g_build_filename (folder, name, NULL);
}

static void
remove_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
make_steps (ChainWindow *window,
            int          n)
{
  uint64_t step;

  test_wait_until (test_is_settled (window));
  step = window->run.step;
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.steps", "i", n));
  test_wait_until (window->run.step == step + (uint64_t) n && test_is_settled (window) && window->run.settled);
}

/* What @command prints in a shell; it has to succeed. */
static char *
run_shell (const char *command)
{
  char *output = NULL;
  GError *error = NULL;
  int status;
  const char *const argv[] = { "/bin/sh", "-c", command, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

/* The copied call makes the same run, to the last bit. */
static void
assert_command_reproduces (ChainWindow *window)
{
  g_autofree char *text = chain_copy_as (&window->run, CHAIN_COPY_COMMAND, NULL);
  g_autofree char *path = new_path ("run.chainrule");
  g_autofree char *command = NULL;
  g_autofree char *output = NULL;
  ChainExperiment experiment;

  g_assert_true (g_str_has_prefix (text, "chainrule-cli "));
  command = g_strdup_printf ("%s%s --quiet --save %s", g_getenv ("CHAIN_CLI"), strchr (text, ' '), path);
  output = run_shell (command);
  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_read (&experiment, path, NULL, NULL));
  g_assert_cmpuint (experiment.state.step, ==, window->run.step);
  g_assert_cmpmem (experiment.state.parameters,
                   chain_shape_n_parameters (experiment.shape) * sizeof (double),
                   window->run.point.parameters,
                   chain_shape_n_parameters (window->run.shape) * sizeof (double));
  chain_experiment_clear (&experiment);
  remove_path (path);
}

static void
test_copy_command (void)
{
  static const char *const ids[] = { "default", "worked-example", "wider-network", "all-zeros" };
  ChainWindow *window = test_window_new ();
  g_autofree char *text = NULL;

  make_steps (window, 5);
  text = chain_copy_as (&window->run, CHAIN_COPY_COMMAND, NULL);
  g_assert_cmpstr (text, ==, "chainrule-cli train --steps 5");

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", ids[i]));
      make_steps (window, 40);
      chain_window_set_learning_rate (window, 0.02);
      make_steps (window, 10);
      chain_window_set_frozen (window, 1, TRUE);
      make_steps (window, 10);
      assert_command_reproduces (window);
    }

  test_window_close (window);
}

/* The copied functions compute what the window shows. */
static void
test_copy_code (void)
{
  static const double places[] = { -0.7, 0.0, 0.31, 1.9 };
  ChainWindow *window = test_window_new ();
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.shape = (ChainShape) { 3, 2 };
  experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  experiment.normalize = CHAIN_NORMALIZE_BOTH;
  chain_window_replace (window, &experiment, NULL);
  chain_experiment_clear (&experiment);
  make_steps (window, 200);

  for (ChainCopy copy = CHAIN_COPY_C; copy <= CHAIN_COPY_PYTHON; copy++)
    {
      g_autofree char *text = chain_copy_as (&window->run, copy, NULL);
      g_autofree char *path = new_path (copy == CHAIN_COPY_C ? "net.c" : "net.py");
      g_autofree char *program = g_strconcat (path, ".out", NULL);
      g_autofree char *command = NULL;
      g_autofree char *output = NULL;
      g_autofree char *source = NULL;
      g_auto (GStrv) numbers = NULL;
      const ChainScaling *scaling = &window->run.dataset.scaling;

      if (copy == CHAIN_COPY_C)
        {
          source = g_strconcat (text, "#include <stdio.h>\nint main (void) { double x[] = { -0.7, 0, 0.31, 1.9 };"
                                " for (int i = 0; i < 4; i++) printf (\"%.17g\\n\", network (x[i])); }\n", NULL);
          command = g_strdup_printf ("cc -Wall -Werror -o %s %s -lm && %s", program, path, program);
        }
      else
        {
          source = g_strconcat (text, "\nfor x in -0.7, 0, 0.31, 1.9:\n    print(repr(network(x)))\n", NULL);
          command = g_strdup_printf ("python3 %s", path);
        }
      g_assert_true (g_file_set_contents (path, source, -1, NULL));
      output = run_shell (command);
      numbers = g_strsplit (output, "\n", -1);
      for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
        {
          double x = (places[i] - scaling->x_mean) / scaling->x_deviation;
          double y = chain_network_evaluate (window->run.shape, window->run.point.parameters, x);

          g_assert_cmpfloat_with_epsilon (g_ascii_strtod (numbers[i], NULL),
                                          y * scaling->y_deviation + scaling->y_mean, 1e-12);
        }
      g_unlink (program);
      remove_path (path);
    }

  test_window_close (window);
}

static void
on_text (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_clipboard (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *text = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-as", "s", "csv"));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text, &text);
  test_wait_until (text != NULL);
  g_assert_cmpstr (text, ==, "parameter,value\nW1,0.5\nb1,0.1\nW2,0.8\nb2,-0.2\nW3,1.2\nb3,0.3\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-as", "s", "no such thing"));
  test_window_close (window);
}

static void
answer (ChainWindow *window,
        int          response)
{
  gtk_window_close (GTK_WINDOW (window));
  test_wait_until (window->question != NULL && gtk_widget_get_mapped (GTK_WIDGET (window->question)));
  gtk_dialog_response (window->question, response);
}

static void
test_question (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *path = new_path ("mine.chainrule");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  ChainExperiment experiment;

  /* an untouched one, also if it has run, is closed at once; the others ask */
  make_steps (window, 10);
  g_assert_false (chain_window_is_modified (window));
  test_enter (window->learning_rate, "0.125");
  g_assert_true (chain_window_is_modified (window));
  answer (window, GTK_RESPONSE_CANCEL);
  test_wait_until (window->question == NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));

  test_wait_until (test_is_settled (window));
  g_assert_true (chain_window_save (window, file));
  g_assert_false (chain_window_is_modified (window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "mine");
  test_enter (window->learning_rate, "0.25");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "• mine");
  test_wait_until (test_is_settled (window));

  /* to go back beyond the saved state is a change too */
  test_activate (window, "win.undo");
  g_assert_false (chain_window_is_modified (window));
  test_activate (window, "win.undo");
  g_assert_true (chain_window_is_modified (window));
  test_activate (window, "win.redo");
  test_activate (window, "win.redo");
  test_wait_until (test_is_settled (window));
  g_assert_true (chain_window_is_modified (window));

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  answer (window, GTK_RESPONSE_YES);
  test_wait_until (window == NULL);
  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_read (&experiment, path, NULL, NULL));
  g_assert_cmpuint (experiment.n_changes, ==, 1);
  g_assert_cmpfloat (experiment.changes[0].value, ==, 0.25);
  chain_experiment_clear (&experiment);

  window = test_window_new ();
  test_enter (window->learning_rate, "0.5");
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  answer (window, GTK_RESPONSE_NO);
  test_wait_until (window == NULL);
  remove_path (path);
}

static void
test_recent (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *path = new_path ("a_b.chainrule");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *label = NULL;
  int n;

  g_assert_true (chain_window_save (window, file));
  chain_window_update_recent (window);
  n = g_menu_model_get_n_items (G_MENU_MODEL (window->recent_menu));
  g_assert_cmpint (n, >=, 1);
  g_assert_true (g_menu_model_get_item_attribute (G_MENU_MODEL (window->recent_menu), 0, "label", "s", &label));
  g_assert_cmpstr (label, ==, "a__b.chainrule");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "collapse"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.open-recent", "s", uri));
  test_wait_until (test_is_settled (window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "a_b");
  g_assert_cmpfloat (window->run.experiment.x_min, ==, 0.0);

  /* one that is gone is not offered */
  remove_path (path);
  chain_window_update_recent (window);
  g_assert_cmpint (g_menu_model_get_n_items (G_MENU_MODEL (window->recent_menu)), ==, n - 1);
  test_window_close (window);
}

/* What a process that was killed leaves behind is offered at the next start. */
static void
test_recovery (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = NULL;
  g_autofree char *orphan = NULL;
  g_autofree char *kept = NULL;
  GPid pid;
  const char *const argv[] = { "/bin/true", NULL };

  test_enter (window->weights[2], "2.5");
  test_wait_until (window->recovery_path != NULL && g_file_test (window->recovery_path, G_FILE_TEST_EXISTS));
  kept = g_strdup (window->recovery_path);
  chain_window_offer_recovery (window);
  g_assert_false (gtk_info_bar_get_revealed (window->recovery)); /* it is alive */

  /* the same, of a process that has ended */
  g_assert_true (g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL));
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  folder = g_path_get_dirname (kept);
  orphan = g_strdup_printf ("%s/unsaved-%d-1.chainrule", folder, (int) pid);
  g_assert_cmpint (g_rename (kept, orphan), ==, 0);

  test_window_close (window);
  window = test_window_new ();
  chain_window_offer_recovery (window);
  g_assert_true (gtk_info_bar_get_revealed (window->recovery));
  test_activate (window, "win.recover");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[2], ==, 2.5);
  g_assert_true (chain_window_is_modified (window));
  g_assert_false (gtk_info_bar_get_revealed (window->recovery));
  g_assert_false (g_file_test (orphan, G_FILE_TEST_EXISTS));

  /* a regular end leaves nothing */
  test_wait_until (g_file_test (window->recovery_path, G_FILE_TEST_EXISTS));
  g_free (kept);
  kept = g_strdup (window->recovery_path);
  test_window_close (window);
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
add_tests (void)
{
  g_test_add_func ("/app/experiments/copy-command", test_copy_command);
  g_test_add_func ("/app/experiments/copy-code", test_copy_code);
  g_test_add_func ("/app/experiments/clipboard", test_clipboard);
  g_test_add_func ("/app/experiments/question", test_question);
  g_test_add_func ("/app/experiments/recent", test_recent);
  g_test_add_func ("/app/experiments/recovery", test_recovery);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
