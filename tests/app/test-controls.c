// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-experiment-file.h"

/* A control that holds a number. */
typedef struct
{
  const char *key;
  const char *least;  /* accepted */
  const char *most;   /* accepted */
  const char *below;  /* refused; NULL where nothing is */
  const char *above;
  const char *format; /* what the file writes for it, or NULL */
  guint nth;          /* of the controls with this key */
} Control;

#define MOST "1.7976931348623157e308"
#define LEAST "-" MOST

static const Control controls[] = {
  { "learning-rate", "5e-324", "1000", "0", "1000.0000000000001" },
  { "scale", "5e-324", "1000", "0", "1000.0000000000001" },
  { "seed", "0", "9223372036854775807", "-1", "9223372036854775808" },
  { "x-min", "-1e6", "1.9999999999999998", NULL, "2" },
  { "x-max", "5e-324", "1e6", "0", NULL },
  { "count", "1", "65536", "0", "65537" },
  { "noise", "0", "1", "-5e-324", "1.0000000000000002" },
  { "noise-seed", "0", "9223372036854775807", "-1", "9223372036854775808" },
  { "momentum", "0", "0.9999999999999999", "-1e-9", "1" },
  { "beta1", "0", "0.9999999999999999", "-1e-9", "1" },
  { "beta2", "0", "0.9999999999999999", "-1e-9", "1" },
  { "rho", "0", "0.9999999999999999", "-1e-9", "1" },
  { "epsilon", "5e-324", "1", "0", "1.0000000000000002" },
  { "batch-size", "0", "64", "-1", "65" },
  { "shuffle-seed", "0", "9223372036854775807", "-1", "9223372036854775808" },
  { "schedule-steps", "1", "9223372036854775807", "0", "9223372036854775808" },
  { "schedule-factor", "5e-324", "1", "0", "1.0000000000000002" },
  { "stop-steps", "0", "9223372036854775807", "-1", "9223372036854775808" },
  { "stop-loss", "0", "1.7976931348623157e308", "-1e-300", NULL },
  { "hidden", "1", "16", "0", "17", "%s;1" },
  { "hidden", "1", "16", "0", "17", "1;%s", 1 },
  { "W1", LEAST, MOST }, { "b1", LEAST, MOST }, { "W2", LEAST, MOST },
  { "b2", LEAST, MOST }, { "W3", LEAST, MOST }, { "b3", LEAST, MOST },
};

static ChainNumberRow *
find_control (ChainWindow   *window,
              const Control *control)
{
  ChainNumberRow *row = test_find_row (window, control->key, control->nth);

  g_assert_nonnull (row);
  return row;
}

static char *
write_setting (const Control *control,
               const char    *text)
{
  g_auto (GStrv) parts = g_strsplit (control->format != NULL ? control->format : "%s", "%s", -1);
  g_autofree char *value = g_strjoinv (text, parts);

  return g_strconcat (control->key, "=", value, NULL);
}

/* What the file has for @key in @experiment. */
static char *
read_value (const ChainExperiment *experiment,
            const char            *key)
{
  g_autofree char *text = chain_experiment_to_text (experiment);
  g_autofree char *start = g_strdup_printf ("\n%s=", key);
  const char *found = strstr (text, start);

  g_assert_nonnull (found);
  found += strlen (start);
  return g_strndup (found, strcspn (found, "\n"));
}

static char *
parse (const char *text,
       const char *setting)
{
  const char *settings[] = { setting, NULL };
  g_autoptr (GError) error = NULL;
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  g_assert_false (chain_experiment_parse (&experiment, text, -1, settings, &error));
  chain_experiment_clear (&experiment);
  return g_strdup (error->message);
}

/* What the command line says to a value. */
static void
assert_printed (const char *setting,
                const char *sentence)
{
  const char *const argv[] = { g_getenv ("CHAIN_CLI"), "train", "--steps=1", "--quiet", "--set", setting, NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
  g_autofree char *printed = NULL;
  g_autofree char *expected = g_strconcat ("chainrule-cli: ", sentence, "\n", NULL);

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &printed, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_cmpstr (printed, ==, expected);
}

/* What is said to a value in a file, and beside one: the same. */
static char *
get_sentence (const char *setting)
{
  char *sentence = parse (NULL, setting);
  g_autofree char *group = g_strndup (sentence, strcspn (sentence, "]") + 1);
  g_autofree char *file = g_strconcat (group, "\n", setting, "\n", NULL);
  g_autofree char *of_file = parse (file, NULL);

  g_assert_cmpstr (of_file, ==, sentence);
  return sentence;
}

static void
assert_refused (ChainWindow    *window,
                const Control  *control,
                const char     *text)
{
  ChainNumberRow *row = find_control (window, control);
  g_autofree char *before = read_value (&window->run.experiment, control->key);
  g_autofree char *setting = write_setting (control, text);
  g_autofree char *sentence = get_sentence (setting);
  g_autofree char *shown = g_strdup (gtk_editable_get_text (GTK_EDITABLE (chain_number_row_get_field (row))));
  g_autofree char *after = NULL;

  /* the setting's rule is the command line's: a few are enough to see that */
  if (text == control->below || text == control->above || g_str_equal (text, "nan"))
    assert_printed (setting, sentence);

  test_type (row, text);
  after = read_value (&window->run.experiment, control->key);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (chain_number_row_get_field (row))), ==, shown);
  g_assert_cmpstr (chain_field_get_message (CHAIN_FIELD (chain_number_row_get_field (row))), ==, sentence);
}

static void
assert_taken (ChainWindow   *window,
              const Control *control,
              const char    *text)
{
  ChainNumberRow *row = find_control (window, control);
  g_autofree char *setting = write_setting (control, text);
  const char *settings[] = { setting, NULL };
  ChainExperiment expected;
  g_autofree char *value = NULL;
  g_autofree char *wanted = NULL;

  test_type (row, text);
  test_wait_until (test_is_settled (window));
  g_assert_null (chain_field_get_message (CHAIN_FIELD (chain_number_row_get_field (row))));

  g_assert_true (chain_experiment_init (&expected));
  g_assert_true (chain_experiment_parse (&expected, NULL, 0, settings, NULL));
  wanted = read_value (&expected, control->key);
  chain_experiment_clear (&expected);
  value = read_value (&window->run.experiment, control->key);
  g_assert_cmpstr (value, ==, wanted);
}

static void
load_default (ChainWindow *window)
{
  ChainExperiment experiment;

  g_assert_true (chain_experiment_init (&experiment));
  chain_window_load (window, &experiment);
  chain_experiment_clear (&experiment);
  test_wait_until (test_is_settled (window));
}

static void
test_ranges (void)
{
  static const char *const junk[] = { "", "abc", "nan", "inf", "-inf", "1e999", "1,2,3", "0x10", "1/0", "1/2/3" };

  ChainWindow *window = test_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      ChainNumberRow *row = find_control (window, &controls[i]);
      gboolean restarts;

      for (guint j = 0; j < G_N_ELEMENTS (junk); j++)
        assert_refused (window, &controls[i], junk[j]);
      if (controls[i].below != NULL)
        assert_refused (window, &controls[i], controls[i].below);
      if (controls[i].above != NULL)
        assert_refused (window, &controls[i], controls[i].above);
      assert_taken (window, &controls[i], controls[i].least);
      assert_taken (window, &controls[i], controls[i].most);

      /* all but the live ones say that they start the run again */
      g_object_get (row, "restarts", &restarts, NULL);
      g_assert_true (restarts == !g_str_equal (controls[i].key, "learning-rate"));
      g_assert_nonnull (gtk_widget_get_tooltip_text (GTK_WIDGET (row)));

      load_default (window);
    }

  test_window_close (window);
}

/* The table above is of all that the sidebar has. */
static void
test_complete (void)
{
  ChainWindow *window = test_window_new ();
  guint n_rows = 0;

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    find_control (window, &controls[i]);
  while (test_find_row (window, NULL, n_rows) != NULL)
    n_rows++;
  /* one is in no experiment */
  g_assert_cmpuint (n_rows, ==, G_N_ELEMENTS (controls) + 1);

  test_window_close (window);
}

/* How long a run may take is no part of an experiment, and has a rule of its own. */
static void
test_seconds (void)
{
  static const char *const junk[] = { "", "abc", "nan", "inf", "-inf", "1e999", "-1", "-5e-324" };
  ChainWindow *window = test_window_new ();
  ChainNumberRow *row = chain_stop_panel_get_seconds (window->stop_panel);

  test_type (row, "2.5");
  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      g_autofree char *sentence = g_strdup_printf ("Expected a number of at least 0, got “%s”", junk[i]);

      test_type (row, junk[i]);
      g_assert_cmpstr (chain_field_get_message (CHAIN_FIELD (chain_number_row_get_field (row))), ==, sentence);
      g_assert_cmpfloat (chain_number_row_get_value (row), ==, 2.5);
    }
  test_type (row, "1.7976931348623157e308");
  g_assert_cmpfloat (chain_number_row_get_value (row), ==, G_MAXDOUBLE);
  test_type (row, "0");
  g_assert_cmpfloat (chain_number_row_get_value (row), ==, 0.0);

  test_window_close (window);
}

/* The button that brings back the default is there where the value differs. */
static void
test_reset (void)
{
  ChainWindow *window = test_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      ChainNumberRow *row = find_control (window, &controls[i]);
      GtkWidget *reset = GTK_WIDGET (chain_row_get_reset (CHAIN_ROW (row)));
      g_autofree char *before = read_value (&window->run.experiment, controls[i].key);
      g_autofree char *after = NULL;

      g_assert_false (gtk_widget_get_child_visible (reset));
      test_type (row, controls[i].most);
      g_assert_true (gtk_widget_get_child_visible (reset));
      g_signal_emit_by_name (reset, "clicked");
      test_wait_until (test_is_settled (window));
      g_assert_false (gtk_widget_get_child_visible (reset));
      after = read_value (&window->run.experiment, controls[i].key);
      g_assert_cmpstr (after, ==, before);
      load_default (window);
    }

  test_window_close (window);
}

static void
test_keeps_running (void)
{
  ChainWindow *window = test_window_new ();

  test_activate (window, "win.run");
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    {
      test_wait_until (window->run.step > 3);
      test_type (find_control (window, &controls[i]), g_str_equal (controls[i].key, "count") ? "100" : "1/2");
      test_wait_until (test_is_settled (window));
      g_assert_true (window->running);
    }
  g_assert_cmpuint (window->run.experiment.count, ==, 100);
  g_assert_cmpfloat (window->run.experiment.noise, ==, 0.5);

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/controls/ranges", test_ranges);
  g_test_add_func ("/app/controls/complete", test_complete);
  g_test_add_func ("/app/controls/seconds", test_seconds);
  g_test_add_func ("/app/controls/reset", test_reset);
  g_test_add_func ("/app/controls/keeps-running", test_keeps_running);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
