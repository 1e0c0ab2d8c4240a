// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-derivation-view.h"
#include "chain-sheet-dialog.h"
#include "chain-sheet-print.h"

/* The page with the chain rule, and worked sheets in files. */

static ChainDerivationView *
show_page (ChainWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window->board), "plot.view", "s", "derivation");
  return chain_plot_board_get_derivation (window->board);
}

/* Wherever its lines end. */
static gboolean
says (ChainDerivationView *view,
      const char          *text)
{
  g_autofree char *words = g_strdelimit (g_strdup (chain_derivation_view_get_text (view)), "\n\t", ' ');
  GString *flowing = g_string_new (words);
  g_autofree char *whole = NULL;

  while (g_string_replace (flowing, "  ", " ", 0) > 0)
    ;
  whole = g_string_free (flowing, FALSE);
  return strstr (whole, text) != NULL;
}

static void
take_scenario (ChainWindow *window,
               const char  *id)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", id);
  test_wait_until (test_is_settled (window));
}

/* What it says follows the run; the window's size does not. */
static void
test_follows (void)
{
  ChainWindow *window = test_window_new ();
  ChainDerivationView *view = show_page (window);
  int minimum, natural, width = gtk_widget_get_width (GTK_WIDGET (window));

  /* the sample that the other views show, too */
  test_wait_until (says (view, "Sample 48 of 64 x ≈ 1.492 y ≈ 2.226"));
  chain_plot_model_get_choices (chain_plot_board_get_model (window->board))->probe_x = 0.0;
  chain_plot_model_pointed (chain_plot_board_get_model (window->board), CHAIN_PICTURES_ALL);
  test_wait_until (says (view, "Sample 1 of 64 x = 0 y = 0"));

  test_activate (window, "win.worked-example");
  test_wait_until (says (view, "Sample 1 of 1 x = 2 y = 4") && says (view, "∂L/∂b3"));
  g_assert_true (says (view, "−3.661"));
  g_assert_true (says (view, "Of the 20 figures above that it prints, 11 are right"));
  g_assert_true (says (view, "off by 0.14 %"));
  test_activate (window, "win.step");
  test_wait_until (says (view, "step 2"));

  test_activate (window, "win.run");
  test_wait_until (window->run.step > 50);
  test_activate (window, "win.run");
  test_wait_until (test_is_settled (window) && !window->run.running);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), ==, width);

  gtk_widget_measure (GTK_WIDGET (view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, <=, 190);
  test_window_close (window);
}

static const char *
get_toast (ChainWindow *window)
{
  return chain_toast_get_text (chain_plot_board_get_toast (window->board));
}

/* Writes and waits for the end, good or bad. */
static void
write_sheet (ChainWindow             *window,
             const ChainSheetChoices *choices,
             ChainSheetFormat         format,
             const char              *path)
{
  g_autoptr (ChainSheetMoment) moment = chain_sheet_moment_new (&window->run);

  chain_toast_hide (chain_plot_board_get_toast (window->board));
  chain_window_show_message (window, NULL);
  chain_window_export_sheet (window, moment, choices, format, path);
  test_wait_until ((get_toast (window) != NULL && g_str_has_prefix (get_toast (window), "Saved"))
                   || gtk_info_bar_get_revealed (window->message));
}

/* Every format, of a sample and of all, while the run goes on. */
static void
test_formats (void)
{
  static const char *const begins[CHAIN_N_SHEET_FORMATS] = { "%PDF-", "The chain rule", "The chain rule", "# The", "\\document" };
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();

  test_activate (window, "win.run");
  test_wait_until (window->run.step > 10);
  for (int format = 0; format < CHAIN_N_SHEET_FORMATS; format++)
    for (int batch = 0; batch < 2; batch++)
      {
        const ChainSheetChoices choices = { .x = NAN, .batch = batch == 1, .parameter = CHAIN_ALL_PARAMETERS, .digits = 6 };
        g_autofree char *path = g_build_filename (folder, "sheet", NULL);
        g_autofree char *bytes = NULL;

        write_sheet (window, &choices, (ChainSheetFormat) format, path);
        g_assert_false (gtk_info_bar_get_revealed (window->message));
        g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
        g_assert_true (g_str_has_prefix (bytes, begins[format]));
        g_assert_cmpint (g_remove (path), ==, 0);
      }

  g_assert_cmpint (g_rmdir (folder), ==, 0);
  test_window_close (window);
}

/* A disk that is full is said so, in a sentence; nothing is left behind. */
static void
test_refusal (void)
{
  ChainWindow *window = test_window_new ();
  const ChainSheetChoices choices = { .x = NAN, .parameter = 0, .digits = 6 };

  write_sheet (window, &choices, CHAIN_SHEET_PDF, "/dev/full");
  g_assert_true (gtk_info_bar_get_revealed (window->message));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (window->message_label), "Cannot write “/dev/full”"));
  test_window_close (window);
}

/* What stands on the pages, as another program reads them. */
static void
test_pages (void)
{
  ChainWindow *window = test_window_new ();
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *text = NULL;
  const ChainSheetChoices choices = { .x = NAN, .parameter = CHAIN_ALL_PARAMETERS, .digits = 6 };
  const char *arguments[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;

  take_scenario (window, "worked-example");
  write_sheet (window, &choices, CHAIN_SHEET_PDF, path);
  if (program != NULL)
    {
      g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, &error));
      g_assert_nonnull (strstr (text, "The chain rule at step 0"));
      g_assert_nonnull (strstr (text, "−3.66113"));
      g_assert_nonnull (strstr (text, "off by 0.14 %"));
      g_assert_nonnull (strstr (text, "page 2 of 2"));
    }

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  test_window_close (window);
}

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  ChainSheet **sheet = data;

  *sheet = chain_sheet_make_finish (result, NULL);
}

/* GTK's own printing, into a file instead of on paper. */
static void
test_print (void)
{
  ChainWindow *window = test_window_new ();
  g_autoptr (ChainSheetMoment) moment = chain_sheet_moment_new (&window->run);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *folder = test_new_folder ();
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  g_autofree char *bytes = NULL;
  const ChainSheetChoices choices = { .x = NAN, .batch = TRUE, .parameter = CHAIN_ALL_PARAMETERS, .digits = 6 };
  ChainSheet *sheet = NULL;
  int n_pages;
  g_autoptr (GError) error = NULL;

  chain_sheet_make_async (moment, &choices, NULL, on_made, &sheet);
  test_wait_until (sheet != NULL);
  operation = chain_sheet_print_new (sheet, "title");
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, GTK_WINDOW (window), &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_object_get (operation, "n-pages", &n_pages, NULL);
  g_assert_cmpint (n_pages, ==, 3);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  test_window_close (window);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (CHAIN_IS_SHEET_DIALOG (window))
        return window;
    }

  return NULL;
}

/* What the dialog offers at first. */
static void
test_dialog (void)
{
  ChainWindow *window = test_window_new ();
  GtkWindow *dialog;
  ChainSheetChoices choices;
  ChainSheetFormat format;

  test_activate (window, "win.sheet");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  chain_sheet_dialog_get_choices (CHAIN_SHEET_DIALOG (dialog), &choices, &format);
  g_assert_cmpint (choices.parameter, ==, CHAIN_ALL_PARAMETERS);
  g_assert_cmpint (choices.digits, ==, 4);
  g_assert_false (choices.batch);
  g_assert_cmpint (format, ==, CHAIN_SHEET_PDF);
  gtk_window_destroy (dialog);
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/derivation/follows", test_follows);
  g_test_add_func ("/derivation/formats", test_formats);
  g_test_add_func ("/derivation/refusal", test_refusal);
  g_test_add_func ("/derivation/pages", test_pages);
  g_test_add_func ("/derivation/print", test_print);
  g_test_add_func ("/derivation/dialog", test_dialog);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
