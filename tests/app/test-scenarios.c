// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-background.h"
#include "chain-thumbnails.h"

static void
test_choose (void)
{
  ChainWindow *window = test_window_new ();
  const ChainScenario *scenarios;
  gsize n;

  scenarios = chain_scenario_get_all (&n);
  for (guint i = 0; i < n; i++)
    {
      test_activate (window, "win.scenarios");
      test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window->scenarios)));
      chain_scenario_browser_choose (window->scenarios, i);
      test_wait_until (test_is_settled (window));
      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, scenarios[i].name);
      g_assert_cmpstr (window->run.experiment.why, ==, scenarios[i].why);
      g_assert_false (chain_window_is_modified (window));
      g_assert_false (window->running);
      test_wait_until (!gtk_widget_get_mapped (GTK_WIDGET (window->scenarios)));
    }

  /* each choice can be undone */
  for (gsize i = n - 1; i > 0; i--)
    {
      test_activate (window, "win.undo");
      test_wait_until (test_is_settled (window));
      g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, scenarios[i - 1].name);
    }

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "explodes"));
  test_wait_until (test_is_settled (window));
  g_assert_cmpfloat (window->run.learning_rate, ==, 0.7);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "no such thing"));
  g_assert_cmpfloat (window->run.learning_rate, ==, 0.7);

  test_window_close (window);
}

static void
on_drawn (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GPtrArray **textures = data;

  *textures = chain_thumbnails_draw_finish (result, NULL);
}

static void
test_thumbnails (void)
{
  g_autoptr (GPtrArray) textures = NULL;
  ChainStyle style;
  gsize n;

  chain_scenario_get_all (&n);
  chain_style_init (&style, false);
  chain_thumbnails_draw_async (&style, 2, NULL, on_drawn, &textures);
  test_wait_until (textures != NULL);
  g_assert_cmpuint (textures->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      GdkTexture *texture = g_ptr_array_index (textures, i);
      gsize size = 4u * CHAIN_THUMBNAIL_WIDTH * 2u * CHAIN_THUMBNAIL_HEIGHT * 2u;
      g_autofree guchar *pixels = g_malloc (size);
      guint ink = 0;

      g_assert_cmpint (gdk_texture_get_width (texture), ==, 2 * CHAIN_THUMBNAIL_WIDTH);
      gdk_texture_download (texture, pixels, 4u * CHAIN_THUMBNAIL_WIDTH * 2u);
      for (gsize k = 0; k + 3 < size; k += 4)
        ink += pixels[k] > 150 && pixels[k + 2] < 60; /* the network's blue */
      g_assert_cmpuint (ink, >, 200);
    }
}

/* Closed while it draws. */
static void
test_close (void)
{
  ChainWindow *window = test_window_new ();
  ChainScenarioBrowser *browser = window->scenarios;

  g_object_add_weak_pointer (G_OBJECT (browser), (gpointer *) &browser);
  test_activate (window, "win.scenarios");
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (browser)));
  test_window_close (window);
  /* which cancels what is being drawn for nobody */
  test_wait_until (browser == NULL);
}

static void
load_late (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  const ChainScenario *scenarios;
  ChainExperiment experiment;
  gsize n;

  g_usleep (G_USEC_PER_SEC / 5);
  scenarios = chain_scenario_get_all (&n);
  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_scenario_load (&scenarios[0], NULL, &experiment, NULL));
  chain_experiment_clear (&experiment);
  g_print ("all is still there\n");
}

/* The process ends while a thread works with what the exit takes away. */
static void
test_exit (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      chain_background_run (task, load_late);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*all is still there*");
}

static void
add_tests (void)
{
  g_test_add_func ("/app/scenarios/choose", test_choose);
  g_test_add_func ("/app/scenarios/thumbnails", test_thumbnails);
  g_test_add_func ("/app/scenarios/close", test_close);
  g_test_add_func ("/app/scenarios/exit", test_exit);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
