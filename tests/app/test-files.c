// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <glib/gstdio.h>

static char *
new_folder (void)
{
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("chainrule-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

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

static guint
count_ink (const char *path,
           int         width,
           int         height)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  guint ink = 0;

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, width);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, height);
  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const void *) (cairo_image_surface_get_data (surface)
                                           + y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++)
        ink += (row[x] & 0xffffff) == 0x0072b2; /* the network's blue, or a positive bar's */
    }

  cairo_surface_destroy (surface);
  return ink;
}

static void
test_export (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = new_folder ();

  test_activate (window, "win.run");
  test_wait_until (window->run.step > 20);

  for (ChainPicture picture = 0; picture < CHAIN_N_PICTURES; picture++)
    {
      g_autofree char *path = g_build_filename (folder, chain_picture_get_file_name (picture), NULL);
      double width, height;

      /* while the run goes on */
      gtk_label_set_text (window->note, "");
      chain_window_export (window, picture, 2.0, path);
      test_wait_until (gtk_label_get_text (window->note)[0] != '\0');
      chain_picture_get_size (picture, &width, &height);
      g_assert_cmpuint (count_ink (path, (int) (2.0 * width), (int) (2.0 * height)), >, 100);
    }

  g_assert_true (window->running);
  g_assert_false (gtk_info_bar_get_revealed (window->message));
  test_window_close (window);
  remove_folder (folder, "chainrule", "fit", "loss", "gradients", NULL);
}

static void
test_export_fails (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = new_folder ();
  g_autofree char *taken = g_build_filename (folder, "taken.png", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", "fit.png", NULL);
  const char *paths[] = { taken, missing, "/dev/full" };

  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      chain_window_show_message (window, NULL);
      chain_window_export (window, CHAIN_PICTURE_FIT, 1.0, paths[i]);
      test_wait_until (gtk_info_bar_get_revealed (window->message));
      g_assert_nonnull (strstr (gtk_label_get_text (window->message_label), paths[i]));
    }

  test_window_close (window);
  g_assert_cmpint (g_rmdir (taken), ==, 0);
  remove_folder (folder, NULL);
}

/* The picture is written also if nobody waits for it. */
static void
test_export_and_close (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = new_folder ();
  g_autofree char *path = g_build_filename (folder, "figure.png", NULL);

  chain_window_export (window, CHAIN_PICTURE_FIGURE, 1.0, path);
  gtk_window_close (GTK_WINDOW (window));
  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  while (g_main_context_iteration (NULL, FALSE))
    ;

  remove_folder (folder, "figure.png", NULL);
}

static void
test_round_trip (void)
{
  ChainWindow *window = test_window_new ();
  ChainWindow *other;
  g_autofree char *folder = new_folder ();
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
  g_autofree char *folder = new_folder ();
  g_autofree char *path = g_build_filename (folder, "bad.chainrule", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_false (chain_window_open (window, file)); /* is not there */
  g_assert_true (gtk_info_bar_get_revealed (window->message));

  g_assert_true (g_file_set_contents (path, "[Training]\nlearning-rate=abc\n", -1, NULL));
  g_assert_false (chain_window_open (window, file));
  g_assert_nonnull (strstr (gtk_label_get_text (window->message_label), "“abc”"));
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
add_tests (void)
{
  g_test_add_func ("/app/files/export", test_export);
  g_test_add_func ("/app/files/export-fails", test_export_fails);
  g_test_add_func ("/app/files/export-and-close", test_export_and_close);
  g_test_add_func ("/app/files/round-trip", test_round_trip);
  g_test_add_func ("/app/files/open-fails", test_open_fails);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
