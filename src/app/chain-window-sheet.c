// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

#include "chain-derivation-view.h"
#include "chain-sheet-dialog.h"
#include "chain-sheet-print.h"

/* The worked sheet: one step of the run on paper or in a file. */

/* What is to be written, or printed, of which moment. */
typedef struct
{
  ChainSheetMoment *moment;
  ChainSheetChoices choices;
  ChainSheetFormat format;
} Order;

static void
free_order (gpointer data)
{
  Order *order = data;

  chain_sheet_moment_unref (order->moment);
  g_free (order);
}

/* ---- on paper ---- */

static void
on_print_done (GtkPrintOperation      *operation,
               GtkPrintOperationResult result,
               ChainWindow            *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || self->trainer == NULL)
    return;

  gtk_print_operation_get_error (operation, &error);
  message = g_strdup_printf (_("The sheet cannot be printed: %s"), error->message);
  chain_window_show_message (self, message);
}

static void
print (ChainWindow *self,
       ChainSheet  *sheet,
       const char  *title)
{
  g_autoptr (GtkPrintOperation) operation = chain_sheet_print_new (sheet, title);

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

typedef struct
{
  ChainWindow *window;
  char *title;
} Paper;

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Paper *paper = data;
  g_autoptr (GError) error = NULL;
  ChainSheet *sheet = chain_sheet_make_finish (result, &error);

  if (sheet == NULL && paper->window->trainer != NULL)
    chain_window_show_message (paper->window, error->message);
  else if (sheet != NULL && paper->window->trainer != NULL)
    print (paper->window, g_steal_pointer (&sheet), paper->title);

  g_clear_pointer (&sheet, chain_sheet_free);
  g_object_unref (paper->window);
  g_free (paper->title);
  g_free (paper);
}

/* ---- in a file ---- */

static void
on_path_chosen (ChainWindow *self,
                GFile       *file)
{
  const Order *order = g_object_get_data (G_OBJECT (self->chooser), "order");
  g_autofree char *path = chain_window_get_export_path (self, file);

  if (path != NULL)
    chain_window_export_sheet (self, order->moment, &order->choices, order->format, path);
}

/* ---- what is asked for ---- */

static void
on_chosen (ChainSheetDialog *dialog,
           gboolean          is_print,
           ChainWindow      *self)
{
  static const char *const kinds[CHAIN_N_SHEET_FORMATS] = {
    N_("PDF documents"), N_("Text files"), N_("CSV tables"), N_("Markdown files"), N_("LaTeX files"),
  };
  Order *order = g_new0 (Order, 1);

  order->moment = chain_sheet_moment_ref (chain_sheet_dialog_get_moment (dialog));
  chain_sheet_dialog_get_choices (dialog, &order->choices, &order->format);
  self->sheet_format = order->format;
  if (is_print)
    {
      Paper *paper = g_new0 (Paper, 1);

      paper->window = g_object_ref (self);
      paper->title = chain_sheet_moment_dup_title (order->moment);
      chain_sheet_make_async (order->moment, &order->choices, NULL, on_made, paper);
      free_order (order);
    }
  else
    chain_window_choose_export (self, _("Export a Worked Sheet"), _(kinds[order->format]),
                                chain_sheet_format_get_extension (order->format), _("sheet"), on_path_chosen,
                                order, free_order);
}

static void
on_sheet (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  g_autoptr (ChainSheetMoment) moment = NULL;
  ChainSheetChoices choices;
  ChainSheetDialog *dialog;

  if (!self->run.has_point)
    return;

  moment = chain_sheet_moment_new (&self->run);
  chain_derivation_view_get_choices (chain_plot_board_get_derivation (self->board), &choices);
  choices.parameter = CHAIN_ALL_PARAMETERS;
  dialog = chain_sheet_dialog_new (GTK_WINDOW (self), moment, &choices, self->sheet_format);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The scenario with what the derivation prints beside what it is. */
static void
on_worked_example (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);

  gtk_widget_activate_action (widget, "win.scenario", "s", "worked-example");
  gtk_widget_activate_action (GTK_WIDGET (self->board), "plot.view", "s", "derivation");
  chain_derivation_view_show_sample (chain_plot_board_get_derivation (self->board));
}

/**
 * chain_window_install_sheet:
 *
 * Gives the class its actions.
 */
void
chain_window_install_sheet (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.sheet", NULL, on_sheet);
  chain_window_install_action (widget_class, "win.worked-example", NULL, on_worked_example);
}
