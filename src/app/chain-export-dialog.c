// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-export-dialog.h"

#include <glib/gi18n.h>

#include "chain-accessible.h"
#include "chain-export.h"

/* Lines of a table that the preview shows, of so many bytes. */
#define TABLE_LINES 14
#define TABLE_BYTES 2000
#define CHECKER 8.0

struct _ChainExportDialog
{
  GtkWindow parent_instance;

  /* template */
  GtkWidget *export_button;
  GtkStack *preview_stack;
  GtkDrawingArea *preview;
  GtkLabel *table;
  GtkDropDown *picture;
  GtkDropDown *format;
  GtkWidget *size_label;
  GtkWidget *size;
  GtkDropDown *size_mode;
  GtkWidget *scale_slider;
  GtkWidget *pixels;
  GtkAdjustment *scale;
  GtkAdjustment *width;
  GtkAdjustment *height;
  GtkWidget *theme_label;
  GtkDropDown *theme;
  GtkCheckButton *transparent;
  GtkLabel *remark;

  ChainPortrait *portrait;
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (ChainExportDialog, chain_export_dialog, GTK_TYPE_WINDOW)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- the preview ---- */

static void
draw_checkers (cairo_t *cr,
               double   width,
               double   height)
{
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.85, 0.85, 0.85);
  for (int row = 0; row * CHECKER < height; row++)
    for (int column = row % 2; column * CHECKER < width; column += 2)
      cairo_rectangle (cr, column * CHECKER, row * CHECKER, CHECKER, CHECKER);
  cairo_fill (cr);
}

static void
draw_preview (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  ChainExportDialog *self = data;
  g_autofree ChainPictures *pictures = NULL;
  ChainExportChoices choices;
  ChainDraw draw;
  const void *plot;
  int columns, rows;
  double scale, fit;

  chain_export_dialog_get_choices (self, &choices);
  if (choices.format == CHAIN_FORMAT_CSV)
    return;

  scale = chain_export_choices_get_size (&choices, self->portrait, &columns, &rows);
  fit = MIN ((double) width / columns, (double) height / rows);
  cairo_translate (cr, (width - fit * columns) / 2.0, (height - fit * rows) / 2.0);
  cairo_rectangle (cr, 0.0, 0.0, fit * columns, fit * rows);
  cairo_clip (cr);
  if (choices.transparent)
    draw_checkers (cr, fit * columns, fit * rows);

  pictures = chain_portrait_describe (self->portrait, chain_export_choices_is_dark (&choices, self->portrait),
                                      choices.transparent);
  draw = chain_pictures_get_plot (pictures, choices.picture, &plot);
  cairo_scale (cr, fit * scale, fit * scale);
  draw (plot, cr, columns / scale, rows / scale);
}

/* The first lines of the table. */
static void
show_table (ChainExportDialog        *self,
            const ChainExportChoices *choices)
{
  g_autofree ChainPictures *pictures = chain_portrait_describe (self->portrait, FALSE, FALSE);
  g_autofree char *text = NULL;
  ChainBuffer buffer = { 0 };
  char *end;

  if (!chain_pictures_write_csv (pictures, choices->picture, &buffer))
    return;

  text = g_strndup ((const char *) buffer.data, MIN (buffer.length, TABLE_BYTES));
  chain_buffer_clear (&buffer);
  end = text;
  for (int line = 0; line < TABLE_LINES && end != NULL; line++)
    end = strchr (end + (line > 0), '\n');
  if (end != NULL)
    *end = '\0';
  gtk_label_set_text (self->table, text);
}

/* ---- what is chosen ---- */

static void
show_remark (ChainExportDialog        *self,
             const ChainExportChoices *choices,
             gboolean                  possible)
{
  g_autofree char *text = NULL;
  int columns, rows;

  chain_export_choices_get_size (choices, self->portrait, &columns, &rows);
  if (!possible)
    text = g_strdup (_("A page of plots has no table: choose one plot."));
  else if (choices->format == CHAIN_FORMAT_CSV)
    text = g_strdup (_("All the data behind the plot, with 17 digits"));
  else if (choices->format == CHAIN_FORMAT_PNG)
    /* Translators: width and height of a picture */
    text = g_strdup_printf (_("%d × %d pixels"), columns, rows);
  else if (choices->format == CHAIN_FORMAT_SVG)
    text = g_strdup_printf (_("%d × %d, at any size; text is outlines"), columns, rows);
  else
    text = g_strdup_printf (_("%d × %d, at any size; text is text"), columns, rows);
  gtk_label_set_text (self->remark, text);
}

static void
on_changed (ChainExportDialog *self)
{
  ChainExportChoices choices;
  gboolean table, possible;

  if (!self->filled)
    return;

  chain_export_dialog_get_choices (self, &choices);
  table = choices.format == CHAIN_FORMAT_CSV;
  possible = !table || choices.picture != CHAIN_PICTURE_FIGURE;

  gtk_widget_set_sensitive (self->size_label, choices.format == CHAIN_FORMAT_PNG);
  gtk_widget_set_sensitive (self->size, choices.format == CHAIN_FORMAT_PNG);
  gtk_widget_set_visible (self->scale_slider, !choices.exact);
  gtk_widget_set_visible (self->pixels, choices.exact);
  gtk_widget_set_sensitive (self->theme_label, !table);
  gtk_widget_set_sensitive (GTK_WIDGET (self->theme), !table);
  gtk_widget_set_sensitive (GTK_WIDGET (self->transparent), !table);
  gtk_widget_set_sensitive (self->export_button, possible);
  show_remark (self, &choices, possible);

  if (table && possible)
    show_table (self, &choices);
  else if (table)
    gtk_label_set_text (self->table, "");
  gtk_stack_set_visible_child_name (self->preview_stack, table ? "table" : "picture");
  gtk_widget_queue_draw (GTK_WIDGET (self->preview));
}

static void
on_export (ChainExportDialog *self)
{
  ChainExportChoices choices;

  chain_export_dialog_get_choices (self, &choices);
  chain_export_choices_save (&choices);

  g_object_ref (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
  gtk_window_destroy (GTK_WINDOW (self));
  g_object_unref (self);
}

/* ---- the object ---- */

static void
chain_export_dialog_finalize (GObject *object)
{
  g_clear_pointer (&CHAIN_EXPORT_DIALOG (object)->portrait, chain_portrait_unref);

  G_OBJECT_CLASS (chain_export_dialog_parent_class)->finalize (object);
}

static void
chain_export_dialog_class_init (ChainExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chain_export_dialog_finalize;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CHAIN_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, table);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, size_label);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, size);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, size_mode);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, scale_slider);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, pixels);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, scale);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, width);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, height);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, theme_label);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, theme);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, transparent);
  gtk_widget_class_bind_template_child (widget_class, ChainExportDialog, remark);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chain_export_dialog_init (ChainExportDialog *self)
{
  g_autoptr (GtkStringList) titles = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  titles = gtk_string_list_new (NULL);
  for (guint i = 0; i < CHAIN_N_PICTURES; i++)
    gtk_string_list_append (titles, chain_picture_get_title ((ChainPicture) i));
  gtk_drop_down_set_model (self->picture, G_LIST_MODEL (titles));
  chain_accessible_complete (GTK_WIDGET (self));
}

/**
 * chain_export_dialog_new:
 * @parent: the window that the dialog stands before
 * @portrait: what there is to export
 * @choices: what is chosen at first
 *
 * Returns: (transfer none): a dialog that owns itself until it is closed
 */
ChainExportDialog *
chain_export_dialog_new (GtkWindow                *parent,
                         ChainPortrait            *portrait,
                         const ChainExportChoices *choices)
{
  ChainExportDialog *self = g_object_new (CHAIN_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->portrait = chain_portrait_ref (portrait);
  gtk_drop_down_set_selected (self->picture, choices->picture);
  gtk_drop_down_set_selected (self->format, choices->format);
  gtk_drop_down_set_selected (self->theme, choices->theme);
  gtk_drop_down_set_selected (self->size_mode, choices->exact ? 1 : 0);
  gtk_adjustment_set_value (self->scale, choices->scale);
  gtk_adjustment_set_value (self->width, choices->width);
  gtk_adjustment_set_value (self->height, choices->height);
  gtk_check_button_set_active (self->transparent, choices->transparent);
  gtk_drawing_area_set_draw_func (self->preview, draw_preview, self, NULL);
  self->filled = TRUE;
  on_changed (self);
  return self;
}

static int
get_whole (GtkAdjustment *adjustment)
{
  return (int) (gtk_adjustment_get_value (adjustment) + 0.5);
}

/**
 * chain_export_dialog_get_choices:
 * @choices: (out): what is chosen now; the lists stand in the order of the enumerations
 */
void
chain_export_dialog_get_choices (ChainExportDialog  *self,
                                 ChainExportChoices *choices)
{
  g_return_if_fail (CHAIN_IS_EXPORT_DIALOG (self));

  *choices = (ChainExportChoices) {
    .picture = MIN (gtk_drop_down_get_selected (self->picture), CHAIN_N_PICTURES - 1),
    .format = MIN (gtk_drop_down_get_selected (self->format), CHAIN_N_FORMATS - 1),
    .theme = MIN (gtk_drop_down_get_selected (self->theme), CHAIN_N_EXPORT_THEMES - 1),
    .transparent = gtk_check_button_get_active (self->transparent),
    .exact = gtk_drop_down_get_selected (self->size_mode) == 1,
    .scale = get_whole (self->scale),
    .width = get_whole (self->width),
    .height = get_whole (self->height),
  };
}

/**
 * chain_export_dialog_get_portrait:
 *
 * Returns: (transfer none): what is exported
 */
ChainPortrait *
chain_export_dialog_get_portrait (ChainExportDialog *self)
{
  g_return_val_if_fail (CHAIN_IS_EXPORT_DIALOG (self), NULL);

  return self->portrait;
}
