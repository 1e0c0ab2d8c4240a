// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-sheet-print.h"

#include "chain-sheet-pages.h"

typedef struct
{
  ChainSheet *sheet;
  ChainSheetPages *pages;
} Printing;

static void
free_printing (gpointer data)
{
  Printing *printing = data;

  g_clear_pointer (&printing->pages, chain_sheet_pages_free);
  g_clear_pointer (&printing->sheet, chain_sheet_free);
  g_free (printing);
}

/* The preview begins anew each time, maybe on other paper. */
static void
on_begin_print (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                Printing          *printing)
{
  GtkPageSetup *setup = gtk_print_context_get_page_setup (context);

  g_clear_pointer (&printing->pages, chain_sheet_pages_free);
  printing->pages = chain_sheet_pages_new (printing->sheet, gtk_page_setup_get_paper_width (setup, GTK_UNIT_POINTS),
                                           gtk_page_setup_get_paper_height (setup, GTK_UNIT_POINTS));
  gtk_print_operation_set_n_pages (operation, (int) chain_sheet_pages_get_n (printing->pages));
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Printing          *printing)
{
  chain_sheet_pages_draw (printing->pages, (guint) page, gtk_print_context_get_cairo_context (context));
}

/**
 * chain_sheet_print_new:
 * @sheet: (transfer full)
 * @title: of the job
 *
 * Returns: (transfer full): what prints @sheet once it is run
 */
GtkPrintOperation *
chain_sheet_print_new (ChainSheet *sheet,
                       const char *title)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Printing *printing = g_new0 (Printing, 1);

  printing->sheet = sheet;
  g_object_set_data_full (G_OBJECT (operation), "printing", printing, free_printing);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), printing);
  return operation;
}
