// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-experiment-file.h"
#include "chain-scenario.h"

/* All that undo has to bring back. */
typedef struct
{
  uint64_t step;
  ChainPoint point;
  uint64_t history;
  gsize n_changes;
  double learning_rate;
  guint64 revision;
  char experiment[4096]; /* as a file has it */
  char title[64];
} Look;

static void
look (ChainWindow *window,
      Look        *seen)
{
  g_autofree char *text = NULL;

  test_wait_until (test_is_settled (window));
  memset (seen, 0, sizeof *seen);
  seen->revision = window->revision;
  seen->step = window->run.step;
  seen->point = window->run.point;
  seen->history = window->run.losses->count;
  seen->n_changes = window->run.n_changes;
  seen->learning_rate = window->run.learning_rate;
  text = chain_experiment_to_text (&window->run.experiment);
  g_assert_cmpuint (g_strlcpy (seen->experiment, text, sizeof seen->experiment), <, sizeof seen->experiment);
  g_strlcpy (seen->title, gtk_label_get_text (window->title), sizeof seen->title);
}

static void
assert_same (const Look *a,
             const Look *b)
{
  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->history, ==, b->history);
  g_assert_cmpuint (a->n_changes, ==, b->n_changes);
  g_assert_cmpfloat (a->learning_rate, ==, b->learning_rate);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpstr (a->experiment, ==, b->experiment);
  g_assert_cmpuint (a->revision, ==, b->revision);
  g_assert_cmpmem (&a->point, sizeof a->point, &b->point, sizeof b->point);
}

static void
make_steps (ChainWindow *window,
            uint64_t     n)
{
  uint64_t step;

  test_wait_until (test_is_settled (window));
  step = window->run.step;
  for (uint64_t i = 0; i < n; i++)
    test_activate (window, "win.step");
  test_wait_until (window->run.step == step + n && window->run.settled);
}

static void
scenario (ChainWindow *window,
          const char  *id)
{
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_scenario_load (chain_scenario_find (id), NULL, &experiment, NULL));
  chain_window_replace (window, &experiment, NULL);
  chain_experiment_clear (&experiment);
}

/* Every kind of change: back gives what was, to the last bit; forward what came of it. */
static void
test_every_change (void)
{
  ChainWindow *window = test_window_new ();
  Look looks[8];
  gsize n = 0;

  make_steps (window, 30);
  look (window, &looks[n++]);
  test_enter (window->learning_rate, "0.05");
  make_steps (window, 20);
  look (window, &looks[n++]);
  test_enter (window->weights[3], "1.5");
  make_steps (window, 10);
  look (window, &looks[n++]);
  test_activate (window, "win.reset");
  look (window, &looks[n++]);
  chain_window_set_frozen (window, 2, TRUE);
  make_steps (window, 5);
  look (window, &looks[n++]);
  scenario (window, "wider-network");
  make_steps (window, 7);
  look (window, &looks[n++]);
  scenario (window, "diverging");
  make_steps (window, 3);
  look (window, &looks[n++]);

  for (guint round = 0; round < 2; round++)
    {
      for (gsize i = n - 1; i > 0; i--)
        {
          Look now;

          test_activate (window, "win.undo");
          look (window, &now);
          assert_same (&now, &looks[i - 1]);
        }
      test_activate (window, "win.undo");
      g_assert_cmpstr (gtk_label_get_text (window->note), !=, "");
      for (gsize i = 1; i < n; i++)
        {
          Look now;

          test_activate (window, "win.redo");
          look (window, &now);
          assert_same (&now, &looks[i]);
        }
    }

  /* it goes on from there as if nothing had been */
  test_activate (window, "win.undo");
  test_activate (window, "win.undo");
  make_steps (window, 1);
  g_assert_true (window->run.frozen[2]);
  test_window_close (window);
}

/* ---- every control ---- */

/* @before was the last look before a gesture: it has made one entry, by which it can be taken
 * back and made again. Leaves the window as it is after the gesture. */
static void
assert_one_entry (ChainWindow *window,
                  const Look  *before,
                  const char  *gesture)
{
  Look after, now;

  g_test_message ("%s", gesture);
  look (window, &after);
  g_assert_true (after.revision != before->revision || after.step != before->step);
  test_activate (window, "win.undo");
  look (window, &now);
  assert_same (&now, before);
  test_activate (window, "win.redo");
  look (window, &now);
  assert_same (&now, &after);
}

static void
go_back (ChainWindow *window,
         const Look  *to)
{
  Look now;

  test_activate (window, "win.undo");
  look (window, &now);
  assert_same (&now, to);
}

/* Its slider, its button for the default, its field and its lock. */
static void
assert_row_undone (ChainWindow *window,
                   guint        n)
{
  ChainNumberRow *row = test_find_row (window, NULL, n);
  GtkAdjustment *adjustment = chain_number_row_get_adjustment (row);
  double lower = gtk_adjustment_get_lower (adjustment), upper = gtk_adjustment_get_upper (adjustment);
  const char *key = chain_number_row_get_key (row);
  double share = g_strcmp0 (key, "x-min") == 0 ? 0.2 : 0.65; /* it has to be less than x-max */
  g_autofree char *text = NULL;
  Look start, slid;

  look (window, &start);
  chain_undo_set_held (window->undo, TRUE);
  test_slide (row, lower + (share + 0.1) * (upper - lower));
  test_slide (row, lower + share * (upper - lower));
  chain_undo_set_held (window->undo, FALSE);
  text = chain_number_row_dup_text (row);
  assert_one_entry (window, &start, key);

  row = test_find_row (window, NULL, n);
  if (gtk_widget_get_child_visible (GTK_WIDGET (chain_row_get_reset (CHAIN_ROW (row)))))
    {
      look (window, &slid);
      g_signal_emit_by_name (chain_row_get_reset (CHAIN_ROW (row)), "clicked");
      assert_one_entry (window, &slid, "its default");
      go_back (window, &slid);
    }
  go_back (window, &start);

  row = test_find_row (window, NULL, n);
  gtk_editable_set_text (GTK_EDITABLE (chain_number_row_get_field (row)), text);
  g_signal_emit_by_name (chain_number_row_get_field (row), "activate");
  assert_one_entry (window, &start, "its field");
  go_back (window, &start);

  row = test_find_row (window, NULL, n);
  if (!gtk_widget_get_visible (GTK_WIDGET (chain_number_row_get_lock (row))))
    return;
  gtk_toggle_button_set_active (chain_number_row_get_lock (row), TRUE);
  assert_one_entry (window, &start, "its lock");
  go_back (window, &start);
}

static void
assert_choice_undone (ChainWindow *window,
                      GtkDropDown *choice)
{
  Look start;

  look (window, &start);
  gtk_drop_down_set_selected (choice, gtk_drop_down_get_selected (choice) + 1);
  assert_one_entry (window, &start, "a choice");
  go_back (window, &start);
}

static void
test_every_control (void)
{
  ChainWindow *window = test_window_new ();
  ChainNumberRow *number;
  GtkWidget *row;
  Look start;
  guint n_rows = 0, n_choices = 0;

  make_steps (window, 3);
  test_enter (window->learning_rate, "0.05"); /* so that there is a change log */
  make_steps (window, 3);

  for (guint i = 0; (number = test_find_row (window, NULL, i)) != NULL; i++)
    if (chain_number_row_get_key (number) != NULL) /* the others are in no experiment */
      {
        assert_row_undone (window, i);
        n_rows++;
      }
  for (guint i = 0, k = 0; (k = i, row = test_find_nth (window->sidebar, GTK_TYPE_DROP_DOWN, NULL, &k)) != NULL; i++)
    {
      assert_choice_undone (window, GTK_DROP_DOWN (row));
      n_choices++;
    }
  g_assert_cmpuint (n_rows, ==, 27);
  g_assert_cmpuint (n_choices, ==, 4);

  look (window, &start);
  row = GTK_WIDGET (chain_text_row_get_field (chain_data_panel_get_target (window->data_panel)));
  gtk_editable_set_text (GTK_EDITABLE (row), "1;2");
  g_signal_emit_by_name (row, "activate");
  assert_one_entry (window, &start, "the target");

  test_window_close (window);
}

/* ---- actions ---- */

/* What is typed and not entered when an action is used belongs to the action: one entry. */
static void
test_every_action (void)
{
  static const struct
  {
    const char *name;
    const char *argument;
  } actions[] = {
    { "win.reset" }, { "win.new-weights" }, { "win.continue" }, { "win.add-neuron" }, { "win.stabilize" },
    { "win.scenario", "collapse" }, { "win.open-recent", "URI" },
  };
  ChainWindow *window = test_window_new ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "undo.chainrule", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  Look start;

  g_assert_true (chain_experiment_write (&window->run.experiment, path, NULL));
  make_steps (window, 5);
  look (window, &start);

  for (guint typed = 0; typed < 2; typed++)
    for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
      {
        const char *argument = g_strcmp0 (actions[i].argument, "URI") == 0 ? uri : actions[i].argument;

        test_wait_until (window->run.settled && window->tick == 0); /* the limit of stability is known */
        if (typed)
          {
            gtk_widget_grab_focus (GTK_WIDGET (chain_number_row_get_field (window->weights[0])));
            gtk_editable_set_text (GTK_EDITABLE (chain_number_row_get_field (window->weights[0])), "0.6");
          }
        g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), actions[i].name,
                                                   argument != NULL ? "s" : NULL, argument));
        test_wait_until (g_queue_is_empty (&window->deferred));
        assert_one_entry (window, &start, actions[i].name);
        go_back (window, &start);
      }

  test_window_close (window);
}

static void
test_depth (void)
{
  ChainWindow *window = test_window_new ();
  gsize n = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("0.%02u", i + 1);

      chain_undo_set_held (window->undo, TRUE);
      test_enter (window->weights[i % 2], text);
      chain_undo_set_held (window->undo, FALSE);
    }
  test_wait_until (test_is_settled (window));
  while (chain_window_is_modified (window) && n < 100)
    {
      gtk_label_set_text (window->note, "");
      test_activate (window, "win.undo");
      if (gtk_label_get_text (window->note)[0] != '\0')
        break;
      n++;
    }
  g_assert_cmpuint (n, ==, CHAIN_UNDO_DEPTH);
  g_assert_cmpuint (n, >=, 20);
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 0.36);
  test_window_close (window);
}

/* However long a slider is dragged. */
static void
test_gestures (void)
{
  ChainWindow *window = test_window_new ();

  chain_undo_set_held (window->undo, TRUE);
  for (guint i = 0; i < 40; i++)
    {
      test_slide (window->weights[0], 0.1 * (i % 17));
      if (i % 13 == 0)
        test_wait_until (test_is_settled (window));
    }
  g_usleep (1100000); /* held, but still */
  test_slide (window->weights[0], -3.0);
  chain_undo_set_held (window->undo, FALSE);

  chain_undo_set_held (window->undo, TRUE);
  for (guint i = 0; i < 40; i++)
    test_slide (window->weights[0], 0.1 * (i % 11) + 1.0);
  chain_undo_set_held (window->undo, FALSE);

  /* another slider is another gesture, even without a press */
  test_slide (window->weights[1], 2.0);
  test_slide (window->learning_rate, -3.0);

  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.learning_rate, ==, 0.01);
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[1], ==, 0.1);
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[0], ==, -3.0);
  g_assert_true (chain_window_is_modified (window));
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[0], ==, 0.5);
  g_assert_false (chain_window_is_modified (window));
  g_assert_cmpfloat (chain_number_row_get_value (window->weights[0]), ==, 0.5);

  /* a change forgets what would have come */
  test_slide (window->weights[2], 2.0);
  gtk_label_set_text (window->note, "");
  test_activate (window, "win.redo");
  g_assert_cmpstr (gtk_label_get_text (window->note), !=, "");
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.experiment.parameters[2], ==, 2.0);
  test_window_close (window);
}

/* A run that goes on goes on; one that was paused stays so. */
static void
test_running (void)
{
  ChainWindow *window = test_window_new ();
  uint64_t step;

  test_activate (window, "win.run");
  test_wait_until (window->run.step > 50);
  step = window->run.step;
  test_slide (window->weights[0], 1.0);
  test_wait_until (test_is_settled (window) && window->run.step < step);
  test_activate (window, "win.undo");
  g_assert_true (window->running);
  test_wait_until (test_is_settled (window) && window->run.step > step);

  test_activate (window, "win.redo");
  test_activate (window, "win.run");
  test_activate (window, "win.undo");
  test_wait_until (test_is_settled (window));
  g_assert_false (window->running);
  g_assert_false (window->run.running);
  test_window_close (window);
}

static void
test_title (void)
{
  ChainWindow *window = test_window_new ();

  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "x² on [0, 2]");
  test_slide (window->weights[0], 1.0);
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "• x² on [0, 2]");
  test_activate (window, "win.undo");
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "x² on [0, 2]");
  /* that a run begins again is no change of the experiment */
  make_steps (window, 3);
  test_activate (window, "win.reset");
  test_wait_until (test_is_settled (window));
  g_assert_cmpuint (window->run.step, ==, 0);
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "x² on [0, 2]");
  test_enter (window->learning_rate, "0.02");
  make_steps (window, 3);
  window->document->saved_revision = window->revision;
  test_activate (window, "win.reset"); /* what was steered is how it begins now */
  test_wait_until (test_is_settled (window));
  g_assert_true (chain_window_is_modified (window));
  window->document->saved_revision = window->revision;
  scenario (window, "collapse");
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "Collapse to a constant");
  test_activate (window, "win.undo");
  g_assert_cmpstr (gtk_label_get_text (window->title), ==, "x² on [0, 2]");
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/undo/every-change", test_every_change);
  g_test_add_func ("/app/undo/every-control", test_every_control);
  g_test_add_func ("/app/undo/every-action", test_every_action);
  g_test_add_func ("/app/undo/depth", test_depth);
  g_test_add_func ("/app/undo/gestures", test_gestures);
  g_test_add_func ("/app/undo/running", test_running);
  g_test_add_func ("/app/undo/title", test_title);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
