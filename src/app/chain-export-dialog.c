// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-export-dialog.h"

#include <glib/gi18n.h>

#include "chain-export.h"

struct _ChainExportDialog
{
  GtkWindow parent_instance;

  /* template */
  GtkDropDown *picture;
  GtkAdjustment *scale;
  GtkLabel *size;
};

G_DEFINE_FINAL_TYPE (ChainExportDialog, chain_export_dialog, GTK_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_size (ChainExportDialog *self)
{
  double scale = chain_export_dialog_get_scale (self);
  g_autofree char *text = NULL;
  double width, height;

  chain_picture_get_size (chain_export_dialog_get_picture (self), &width, &height);
  /* Translators: width and height of a picture */
  text = g_strdup_printf (_("%d × %d pixels"), (int) (width * scale), (int) (height * scale));
  gtk_label_set_text (self->size, text);
}

static void
on_export (ChainExportDialog *self)
{
  g_object_ref (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
  gtk_window_destroy (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
chain_export_dialog_class_init (ChainExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CHAIN_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, scale);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, size);
  gtk_widget_class_bind_template_callback (widget_class, update_size);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chain_export_dialog_init (ChainExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_size (self);
}

/**
 * chain_export_dialog_new:
 * @parent: the window that the dialog stands before
 *
 * Returns: (transfer none): a dialog that owns itself until it is closed
 */
ChainExportDialog *
chain_export_dialog_new (GtkWindow *parent)
{
  return g_object_new (CHAIN_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
}

/**
 * chain_export_dialog_get_picture:
 *
 * Returns: what has been chosen: the list stands in the order of ChainPicture
 */
ChainPicture
chain_export_dialog_get_picture (ChainExportDialog *self)
{
  g_return_val_if_fail (CHAIN_IS_EXPORT_DIALOG (self), CHAIN_PICTURE_FIGURE);

  return MIN (gtk_drop_down_get_selected (self->picture), CHAIN_N_PICTURES - 1);
}

/**
 * chain_export_dialog_get_scale:
 *
 * Returns: a whole number in 1..8
 */
double
chain_export_dialog_get_scale (ChainExportDialog *self)
{
  g_return_val_if_fail (CHAIN_IS_EXPORT_DIALOG (self), 1.0);

  return CLAMP ((int) (gtk_adjustment_get_value (self->scale) + 0.5), 1, (int) CHAIN_EXPORT_MAX_SCALE);
}
