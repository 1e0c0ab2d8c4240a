// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-sheet-dialog.h"

#include <glib/gi18n.h>

#include "chain-accessible.h"
#include "chain-sheet-pages.h"

/* A4, in points */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.89

struct _ChainSheetDialog
{
  GtkWindow parent_instance;

  /* template */
  GtkDropDown *samples;
  GtkDropDown *parameter;
  GtkAdjustment *digits;
  GtkDropDown *format;
  GtkDrawingArea *preview;
  GtkLabel *remark;

  ChainSheetMoment *moment;
  double x;
  gboolean filled;
  GCancellable *cancellable; /* of the preview that is being made, or NULL */
  ChainSheet *sheet;         /* of the preview */
  ChainSheetPages *pages;
};

G_DEFINE_FINAL_TYPE (ChainSheetDialog, chain_sheet_dialog, GTK_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- the preview ---- */

static void
draw_preview (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  const ChainSheetDialog *self = data;
  double scale = MIN (width / PAGE_WIDTH, height / PAGE_HEIGHT);

  cairo_translate (cr, (width - scale * PAGE_WIDTH) / 2.0, (height - scale * PAGE_HEIGHT) / 2.0);
  cairo_scale (cr, scale, scale);
  cairo_rectangle (cr, 0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_fill (cr);
  if (self->pages != NULL)
    chain_sheet_pages_draw (self->pages, 0, cr);
}

static void
clear_pages (ChainSheetDialog *self)
{
  g_clear_pointer (&self->pages, chain_sheet_pages_free);
  g_clear_pointer (&self->sheet, chain_sheet_free);
}

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (ChainSheetDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;
  ChainSheet *sheet = chain_sheet_make_finish (result, &error);
  guint n;

  /* another choice was made meanwhile, or the dialog closed */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  clear_pages (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->preview));
  if (sheet == NULL)
    {
      gtk_label_set_text (self->remark, error->message);
      return;
    }

  self->sheet = sheet;
  self->pages = chain_sheet_pages_new (sheet, PAGE_WIDTH, PAGE_HEIGHT);
  n = chain_sheet_pages_get_n (self->pages);
  remark = g_strdup_printf (g_dngettext (NULL, "%u page on paper", "%u pages on paper", n), n);
  gtk_label_set_text (self->remark, remark);
}

static void
on_changed (ChainSheetDialog *self)
{
  ChainSheetChoices choices;

  if (!self->filled)
    return;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  chain_sheet_dialog_get_choices (self, &choices, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->remark, "");
  chain_sheet_make_async (self->moment, &choices, self->cancellable, on_made, g_object_ref (self));
}

/* ---- buttons ---- */

static void
choose (ChainSheetDialog *self,
        gboolean          print)
{
  g_object_ref (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, print);
  gtk_window_destroy (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
on_export (ChainSheetDialog *self)
{
  choose (self, FALSE);
}

static void
on_print (ChainSheetDialog *self)
{
  choose (self, TRUE);
}

/* ---- the object ---- */

static void
chain_sheet_dialog_dispose (GObject *object)
{
  ChainSheetDialog *self = CHAIN_SHEET_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chain_sheet_dialog_parent_class)->dispose (object);
}

static void
chain_sheet_dialog_finalize (GObject *object)
{
  ChainSheetDialog *self = CHAIN_SHEET_DIALOG (object);

  clear_pages (self);
  g_clear_pointer (&self->moment, chain_sheet_moment_unref);

  G_OBJECT_CLASS (chain_sheet_dialog_parent_class)->finalize (object);
}

static void
chain_sheet_dialog_class_init (ChainSheetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_sheet_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = chain_sheet_dialog_finalize;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CHAIN_TYPE_SHEET_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-sheet-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainSheetDialog, samples);
  gtk_widget_class_bind_template_child (widget_class, ChainSheetDialog, parameter);
  gtk_widget_class_bind_template_child (widget_class, ChainSheetDialog, digits);
  gtk_widget_class_bind_template_child (widget_class, ChainSheetDialog, format);
  gtk_widget_class_bind_template_child (widget_class, ChainSheetDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, ChainSheetDialog, remark);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chain_sheet_dialog_init (ChainSheetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->preview, draw_preview, self, NULL);
  chain_accessible_complete (GTK_WIDGET (self));
}

static void
list_parameters (ChainSheetDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("all"));
  for (gsize i = 0; i < chain_shape_n_parameters (chain_sheet_moment_get_shape (self->moment)); i++)
    {
      g_autofree char *name = chain_sheet_moment_dup_name (self->moment, i);

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->parameter, G_LIST_MODEL (names));
}

/**
 * chain_sheet_dialog_new:
 * @moment: what there is to explain
 * @choices: what is chosen at first
 *
 * Returns: (transfer none): a dialog that owns itself until it is closed
 */
ChainSheetDialog *
chain_sheet_dialog_new (GtkWindow               *parent,
                        ChainSheetMoment        *moment,
                        const ChainSheetChoices *choices,
                        ChainSheetFormat         format)
{
  ChainSheetDialog *self = g_object_new (CHAIN_TYPE_SHEET_DIALOG, "transient-for", parent, NULL);
  g_autofree char *sample = chain_sheet_moment_dup_sample (moment, choices->x);
  const char *samples[] = { sample, _("All samples"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (samples);

  self->moment = chain_sheet_moment_ref (moment);
  self->x = choices->x;
  gtk_drop_down_set_model (self->samples, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->samples, choices->batch ? 1 : 0);
  list_parameters (self);
  gtk_drop_down_set_selected (self->parameter, (guint) (choices->parameter + 1));
  gtk_adjustment_set_value (self->digits, choices->digits);
  gtk_drop_down_set_selected (self->format, format);
  self->filled = TRUE;
  on_changed (self);
  return self;
}

/**
 * chain_sheet_dialog_get_moment:
 *
 * Returns: (transfer none)
 */
ChainSheetMoment *
chain_sheet_dialog_get_moment (ChainSheetDialog *self)
{
  g_return_val_if_fail (CHAIN_IS_SHEET_DIALOG (self), NULL);

  return self->moment;
}

/**
 * chain_sheet_dialog_get_choices:
 * @choices: (out): what is chosen now
 * @format: (out) (optional): the lists stand in the order of the enumeration
 */
void
chain_sheet_dialog_get_choices (ChainSheetDialog  *self,
                                ChainSheetChoices *choices,
                                ChainSheetFormat  *format)
{
  g_return_if_fail (CHAIN_IS_SHEET_DIALOG (self));

  *choices = (ChainSheetChoices) {
    .x = self->x,
    .batch = gtk_drop_down_get_selected (self->samples) == 1,
    .parameter = (int) gtk_drop_down_get_selected (self->parameter) - 1,
    .digits = (int) (gtk_adjustment_get_value (self->digits) + 0.5),
  };
  if (format != NULL)
    *format = MIN (gtk_drop_down_get_selected (self->format), CHAIN_N_SHEET_FORMATS - 1);
}
