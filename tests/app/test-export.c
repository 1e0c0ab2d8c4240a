// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <glib/gstdio.h>

#include "chain-export-dialog.h"
#include "chain-settings.h"

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_dir_close (dir);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static const char *
get_toast (ChainWindow *window)
{
  return chain_toast_get_text (chain_plot_board_get_toast (window->board));
}

/* Exports and waits for the end, good or bad. */
static void
export_to (ChainWindow              *window,
           const ChainExportChoices *choices,
           const char               *path)
{
  g_autoptr (ChainPortrait) portrait = chain_window_new_portrait (window);

  chain_toast_hide (chain_plot_board_get_toast (window->board));
  chain_window_show_message (window, NULL);
  chain_window_export (window, portrait, choices, path);
  test_wait_until ((get_toast (window) != NULL && g_str_has_prefix (get_toast (window), "Saved"))
                   || gtk_info_bar_get_revealed (window->message));
}

static const ChainExportChoices png = {
  .picture = CHAIN_PICTURE_FIGURE, .format = CHAIN_FORMAT_PNG, .theme = CHAIN_EXPORT_LIGHT,
  .scale = 2, .width = 700, .height = 300
};

static guint
count_pixels (const char *path,
              int         width,
              int         height,
              guint32     mask,
              guint32     color)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  guint n = 0;

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, width);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, height);
  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const void *) (cairo_image_surface_get_data (surface)
                                           + y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++)
        n += (row[x] & mask) == color;
    }

  cairo_surface_destroy (surface);
  return n;
}

static void
wait_for_traces (ChainWindow *window)
{
  chain_window_want (window, CHAIN_WANT_PARAMETERS | CHAIN_WANT_NORMS);
  test_wait_until (window->run.parameters.n == 6 && window->run.norms.n == CHAIN_N_NORMS);
}

/* Every picture in every format, while the run goes on. */
static void
test_formats (void)
{
  static const char *const begins[CHAIN_N_FORMATS] = { "\x89PNG", "<?xml", "%PDF-", NULL };
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();

  wait_for_traces (window);
  test_activate (window, "win.run");
  test_wait_until (window->run.step > 20);

  for (int format = 0; format < CHAIN_N_FORMATS; format++)
    for (int picture = 0; picture < CHAIN_N_PICTURES; picture++)
      {
        g_autofree char *path = g_build_filename (folder, "picture", NULL);
        g_autofree char *bytes = NULL;
        ChainExportChoices choices = png;
        gsize length;

        if (format == CHAIN_FORMAT_CSV && picture == CHAIN_PICTURE_FIGURE)
          continue;
        choices.picture = (ChainPicture) picture;
        choices.format = (ChainFormat) format;
        export_to (window, &choices, path);
        g_assert_false (gtk_info_bar_get_revealed (window->message));
        g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
        g_assert_cmpuint (length, >, 100);
        if (begins[format] != NULL)
          g_assert_true (g_str_has_prefix (bytes, begins[format]));
        else
          g_assert_nonnull (strstr (bytes, ","));
      }

  g_assert_true (window->running);
  test_window_close (window);
  remove_folder (folder);
}

static void
test_appearance (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "fit.png", NULL);
  ChainExportChoices choices = png;

  choices.picture = CHAIN_PICTURE_FIT;
  export_to (window, &choices, path);
  g_assert_cmpuint (count_pixels (path, 1280, 880, 0xffffffff, 0xffffffff), >, 1280 * 880 / 2);
  g_assert_cmpuint (count_pixels (path, 1280, 880, 0xffffff, 0x0072b2), >, 100);

  choices.transparent = TRUE;
  export_to (window, &choices, path);
  g_assert_cmpuint (count_pixels (path, 1280, 880, 0xff000000, 0), >, 1280 * 880 / 2);

  choices.transparent = FALSE;
  choices.theme = CHAIN_EXPORT_DARK;
  choices.exact = TRUE;
  export_to (window, &choices, path);
  g_assert_cmpuint (count_pixels (path, 700, 300, 0xffffffff, 0xffffffff), <, 700 * 300 / 100);

  /* the same run makes the same bytes */
  for (int format = 0; format < CHAIN_N_FORMATS; format++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      gsize first_length, second_length;

      choices.format = (ChainFormat) format;
      export_to (window, &choices, path);
      g_assert_true (g_file_get_contents (path, &first, &first_length, NULL));
      export_to (window, &choices, path);
      g_assert_true (g_file_get_contents (path, &second, &second_length, NULL));
      g_assert_cmpmem (first, first_length, second, second_length);
    }

  test_window_close (window);
  remove_folder (folder);
}

/* Each failure is a sentence in the window that names the file, and leaves nothing behind. */
static void
test_failures (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();
  g_autofree char *taken = g_build_filename (folder, "taken.png", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", "fit.png", NULL);
  /* nobody can write there, not even root */
  const char *paths[] = { taken, missing, "/dev/full", "/proc/fit.png" };

  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  for (int format = 0; format < CHAIN_N_FORMATS; format++)
    for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
      {
        ChainExportChoices choices = png;

        choices.picture = CHAIN_PICTURE_FIT;
        choices.format = (ChainFormat) format;
        export_to (window, &choices, paths[i]);
        g_assert_true (gtk_info_bar_get_revealed (window->message));
        g_assert_nonnull (strstr (gtk_label_get_text (window->message_label), paths[i]));
        g_assert_null (get_toast (window));
      }

  test_window_close (window);
  remove_folder (folder);
}

/* The picture is written also if nobody waits for it. */
static void
test_close (void)
{
  ChainWindow *window = test_window_new ();
  g_autoptr (ChainPortrait) portrait = chain_window_new_portrait (window);
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "figure.png", NULL);

  chain_window_export (window, portrait, &png, path);
  gtk_window_close (GTK_WINDOW (window));
  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  while (g_main_context_iteration (NULL, FALSE))
    ;

  remove_folder (folder);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type,
      const char *text)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (text == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (CHAIN_IS_EXPORT_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

/* A large picture takes its time, costs the window none, and can be cancelled. */
static void
test_cancel (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "large.png", NULL);
  g_autoptr (ChainPortrait) portrait = chain_window_new_portrait (window);
  ChainExportChoices choices = png;
  gint64 start = g_get_monotonic_time ();

  choices.scale = 8;
  chain_window_export (window, portrait, &choices, path);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 50000);
  test_wait_until (get_toast (window) != NULL);
  g_assert_cmpstr (get_toast (window), ==, "Exporting…");
  g_signal_emit_by_name (find (GTK_WIDGET (window->board), GTK_TYPE_BUTTON, "Cancel"), "clicked");
  test_wait_until (strstr (gtk_label_get_text (window->note), "Cancelled") != NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_null (get_toast (window));
  g_assert_false (gtk_info_bar_get_revealed (window->message));

  test_window_close (window);
  remove_folder (folder);
}

/* The dialog has all the pictures, also those that were not in view, and remembers. */
static void
test_dialog (void)
{
  ChainWindow *window = test_window_new ();
  ChainExportChoices choices;
  GtkWindow *dialog;

  chain_plot_board_show (window->board, CHAIN_PICTURE_PARAMETERS);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.export-plot", "s", "norms"));
  test_wait_until ((dialog = find_dialog ()) != NULL);
  chain_export_dialog_get_choices (CHAIN_EXPORT_DIALOG (dialog), &choices);
  g_assert_cmpint (choices.picture, ==, CHAIN_PICTURE_NORMS);
  for (int picture = 0; picture < CHAIN_N_PICTURES; picture++)
    g_assert_true (chain_portrait_has (chain_export_dialog_get_portrait (CHAIN_EXPORT_DIALOG (dialog)),
                                       (ChainPicture) picture));

  /* what is not in view is not kept up to date either */
  test_wait_until (window->run.norms.n == 0);
  g_assert_cmpuint (window->run.parameters.n, ==, 6);

  choices.picture = CHAIN_PICTURE_LOSS;
  choices.format = CHAIN_FORMAT_SVG;
  choices.theme = CHAIN_EXPORT_DARK;
  choices.transparent = TRUE;
  choices.exact = TRUE;
  choices.scale = 5;
  choices.width = 1234;
  choices.height = 567;
  chain_export_choices_save (&choices);
  gtk_window_destroy (dialog);
  test_wait_until (find_dialog () == NULL);
  memset (&choices, 0, sizeof choices);
  chain_export_choices_load (&choices);
  g_assert_cmpint (choices.picture, ==, CHAIN_PICTURE_LOSS);
  g_assert_cmpint (choices.format, ==, CHAIN_FORMAT_SVG);
  g_assert_cmpint (choices.theme, ==, CHAIN_EXPORT_DARK);
  g_assert_true (choices.transparent && choices.exact);
  g_assert_cmpint (choices.scale, ==, 5);
  g_assert_cmpint (choices.width, ==, 1234);
  g_assert_cmpint (choices.height, ==, 567);
  chain_export_choices_save (&png);

  test_window_close (window);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GBytes **bytes = data;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);

  g_assert_nonnull (stream);
  *bytes = g_input_stream_read_bytes (stream, 1 << 20, NULL, NULL);
}

static void
test_clipboard (void)
{
  static const char *const types[] = { "image/png", "image/svg+xml" };
  static const char *const begins[] = { "\x89PNG", "<?xml" };
  ChainWindow *window = test_window_new ();
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-plot", "s", "fit"));
  test_wait_until (get_toast (window) != NULL && g_str_has_prefix (get_toast (window), "Copied"));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const char *wanted[] = { types[i], NULL };
      GBytes *bytes = NULL;

      g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), types[i]));
      gdk_clipboard_read_async (clipboard, wanted, G_PRIORITY_DEFAULT, NULL, on_read, &bytes);
      test_wait_until (bytes != NULL);
      g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), begins[i]));
      g_bytes_unref (bytes);
    }

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/export/formats", test_formats);
  g_test_add_func ("/app/export/appearance", test_appearance);
  g_test_add_func ("/app/export/failures", test_failures);
  g_test_add_func ("/app/export/close", test_close);
  g_test_add_func ("/app/export/cancel", test_cancel);
  g_test_add_func ("/app/export/dialog", test_dialog);
  g_test_add_func ("/app/export/clipboard", test_clipboard);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
