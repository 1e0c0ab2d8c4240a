// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

#include "chain-export-dialog.h"
#include "chain-plot-style.h"
#include "chain-settings.h"

/* Plots and their data in files and on the clipboard. What is written is the run as it was when
 * it was asked for, however long the choosing takes: the preview shows the same. */

/* ---- a picture on its way ---- */

typedef struct
{
  ChainWindow *window;
  GApplication *application; /* which does not end before */
  GCancellable *cancellable;
  atomic_int progress;       /* in thousandths */
} ChainExport;

static ChainExport *
begin (ChainWindow *self,
       const char  *progress)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  ChainExport *export = g_new0 (ChainExport, 1);

  export->window = g_object_ref (self);
  export->cancellable = g_cancellable_new ();
  if (application != NULL)
    {
      export->application = G_APPLICATION (g_object_ref (application));
      g_application_hold (export->application);
    }

  chain_toast_show_progress (chain_plot_board_get_toast (self->board), progress, export->cancellable,
                             &export->progress);
  return export;
}

static void
end (ChainExport *export)
{
  if (export->application != NULL)
    g_application_release (export->application);
  g_clear_object (&export->application);
  g_object_unref (export->cancellable);
  g_object_unref (export->window);
  g_free (export);
}

/* Says what went wrong; the window may have been closed meanwhile. */
static void
show_error (ChainWindow  *self,
            const GError *error)
{
  if (self->trainer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_printerr ("chainrule: %s\n", error->message);
      return;
    }

  chain_toast_hide (chain_plot_board_get_toast (self->board));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    chain_window_show_note (self, _("Cancelled: nothing was written"));
  else
    chain_window_show_message (self, error->message);
}

/* Says what has become of a file: it is at @path, or there is an @error. */
static void
conclude (ChainExport  *export,
          const char   *path,
          const GError *error)
{
  ChainWindow *self = export->window;

  if (path == NULL)
    show_error (self, error);
  else if (self->trainer != NULL)
    {
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *note = g_strdup_printf (_("Saved “%s”"), name);

      chain_toast_show_done (chain_plot_board_get_toast (self->board), note, _("Show in Folder"),
                             "win.show-in-folder", g_variant_new_bytestring (path));
      chain_window_show_message (self, NULL);
    }

  end (export);
}

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = chain_export_finish (result, &error);

  conclude (data, path, error);
}

static void
on_sheet_written (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = chain_sheet_write_finish (result, &error);

  conclude (data, path, error);
}

/**
 * chain_window_export_sheet:
 * @path: where to write
 *
 * As chain_window_export(), for a worked sheet.
 */
void
chain_window_export_sheet (ChainWindow             *self,
                           ChainSheetMoment        *moment,
                           const ChainSheetChoices *choices,
                           ChainSheetFormat         format,
                           const char              *path)
{
  ChainExport *export = begin (self, _("Exporting…"));

  chain_sheet_write_async (moment, choices, format, path, export->cancellable, on_sheet_written, export);
}

/**
 * chain_window_export:
 * @path: where to write
 *
 * Draws and writes off the main thread. The window says whether it could; the program does not
 * end before.
 */
void
chain_window_export (ChainWindow              *self,
                     ChainPortrait            *portrait,
                     const ChainExportChoices *choices,
                     const char               *path)
{
  ChainExport *export = begin (self, _("Exporting…"));

  chain_export_async (portrait, choices, path, export->cancellable, &export->progress, on_exported, export);
}

/**
 * chain_window_new_portrait:
 *
 * Returns: (transfer full): the run as it is shown now
 */
ChainPortrait *
chain_window_new_portrait (ChainWindow *self)
{
  ChainPlotModel *model = chain_plot_board_get_model (self->board);
  ChainStyle style;

  chain_plot_style_read (GTK_WIDGET (self->fit), &style);
  return chain_portrait_new (&self->run, chain_plot_model_get_choices (model), style.font,
                             gtk_widget_has_css_class (GTK_WIDGET (self), "dark"));
}

/* ---- where to write ---- */

typedef struct
{
  ChainPortrait *portrait;
  ChainExportChoices choices;
} ChainExportOrder;

static void
free_order (gpointer data)
{
  ChainExportOrder *order = data;

  chain_portrait_unref (order->portrait);
  g_free (order);
}

/**
 * chain_window_choose_export:
 * @kind: what files of this kind are called
 * @extension: how their names end, without the dot
 * @stem: the name to suggest, without it
 * @chosen: called if a file is chosen, and takes chain_window_get_export_path()
 * @order: (transfer full): what is to be written, “order” in the data of the chooser
 * @destroy: frees it
 *
 * Asks where to export something, beginning in the folder of the last export.
 */
void
chain_window_choose_export (ChainWindow    *self,
                            const char     *title,
                            const char     *kind,
                            const char     *extension,
                            const char     *stem,
                            ChainFileChosen chosen,
                            gpointer        order,
                            GDestroyNotify  destroy)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", stem, extension);
  g_autoptr (GVariant) last = chain_settings_get (CHAIN_SETTINGS_EXPORT_FOLDER);
  g_autoptr (GFile) folder = g_file_new_for_path (g_variant_get_string (last, NULL));

  if (self->chooser == NULL && g_variant_get_string (last, NULL)[0] != '\0' && g_file_query_exists (folder, NULL))
    g_set_object (&self->chooser_folder, folder);
  if (chain_window_choose_file (self, title, GTK_FILE_CHOOSER_ACTION_SAVE, kind, extension, name, chosen))
    g_object_set_data_full (G_OBJECT (self->chooser), "order", order, destroy);
  else
    destroy (order);
}

/**
 * chain_window_get_export_path:
 * @file: what has been chosen
 *
 * Remembers its folder for the next export.
 *
 * Returns: (transfer full) (nullable): its path; %NULL where it has none, which is said
 */
char *
chain_window_get_export_path (ChainWindow *self,
                              GFile       *file)
{
  char *path = chain_window_get_path (self, file);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (folder != NULL && g_utf8_validate (folder, -1, NULL))
    chain_settings_set (CHAIN_SETTINGS_EXPORT_FOLDER, g_variant_new_string (folder));
  return path;
}

static void
on_path_chosen (ChainWindow *self,
                GFile       *file)
{
  const ChainExportOrder *order = g_object_get_data (G_OBJECT (self->chooser), "order");
  g_autofree char *path = chain_window_get_export_path (self, file);

  if (path != NULL)
    chain_window_export (self, order->portrait, &order->choices, path);
}

static void
ask_for_path (ChainWindow              *self,
              ChainPortrait            *portrait,
              const ChainExportChoices *choices)
{
  static const char *const kinds[CHAIN_N_FORMATS] = {
    [CHAIN_FORMAT_PNG] = N_("PNG pictures"),
    [CHAIN_FORMAT_SVG] = N_("SVG pictures"),
    [CHAIN_FORMAT_PDF] = N_("PDF documents"),
    [CHAIN_FORMAT_CSV] = N_("CSV tables"),
  };
  ChainExportOrder *order = g_new0 (ChainExportOrder, 1);

  order->portrait = chain_portrait_ref (portrait);
  order->choices = *choices;
  chain_window_choose_export (self, choices->format == CHAIN_FORMAT_CSV ? _("Export Data") : _("Export a Picture"),
                              _(kinds[choices->format]), chain_format_get_extension (choices->format),
                              chain_picture_get_name (choices->picture), on_path_chosen, order, free_order);
}

static void
on_dialog_chosen (ChainExportDialog *dialog,
                  ChainWindow       *self)
{
  ChainExportChoices choices;

  chain_export_dialog_get_choices (dialog, &choices);
  ask_for_path (self, chain_export_dialog_get_portrait (dialog), &choices);
}

/* ---- what is asked for ---- */

/* All of the history is brought only to be exported. */
static void
update_wants (ChainWindow *self)
{
  unsigned wants = chain_plot_board_get_wants (self->board);

  if (self->export_pending)
    wants |= CHAIN_WANT_PARAMETERS | CHAIN_WANT_NORMS;
  if (wants != self->wants)
    chain_window_want (self, wants);
}

/**
 * chain_window_init_export:
 *
 * Gives the plots what they need of the history, as it comes into view.
 */
void
chain_window_init_export (ChainWindow *self)
{
  g_signal_connect_object (self->board, "wants-changed", G_CALLBACK (update_wants), self, G_CONNECT_SWAPPED);
  update_wants (self);
}

static void
open_dialog (ChainWindow *self)
{
  g_autoptr (ChainPortrait) portrait = chain_window_new_portrait (self);
  ChainExportDialog *dialog = chain_export_dialog_new (GTK_WINDOW (self), portrait, &self->export_choices);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_dialog_chosen), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * chain_window_export_ready:
 *
 * Goes on with what had to wait for a snapshot.
 */
void
chain_window_export_ready (ChainWindow *self)
{
  if (!self->export_pending || self->shown_serial < self->export_serial)
    return;

  self->export_pending = FALSE;
  open_dialog (self);
  update_wants (self);
}

static void
ask (ChainWindow  *self,
     const char   *picture)
{
  chain_export_choices_load (&self->export_choices);
  if (picture != NULL && chain_picture_from_name (picture, &self->export_choices.picture)
      && self->export_choices.format == CHAIN_FORMAT_CSV)
    self->export_choices.format = CHAIN_FORMAT_PNG;

  self->export_pending = TRUE;
  update_wants (self);
  self->export_serial = self->last_serial;
  chain_window_export_ready (self);
}

static void
on_export (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  ask (CHAIN_WINDOW (widget), NULL);
}

static void
on_export_plot (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ask (CHAIN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The plot of that name; without a name, the one with the focus, or the loss. */
static ChainPicture
get_picture (ChainWindow *self,
             GVariant    *parameter)
{
  ChainPicture picture;

  if (!chain_picture_from_name (g_variant_get_string (parameter, NULL), &picture))
    picture = chain_plot_board_get_focused (self->board);

  return picture != CHAIN_PICTURE_FIGURE ? picture : CHAIN_PICTURE_LOSS;
}

static void
on_export_data (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  g_autoptr (ChainPortrait) portrait = chain_window_new_portrait (self);
  const ChainExportChoices choices = { .picture = get_picture (self, parameter), .format = CHAIN_FORMAT_CSV };

  ask_for_path (self, portrait, &choices);
}

/* ---- the clipboard ---- */

static void
on_copied (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  static const char *const types[] = { "image/png", "image/svg+xml" };
  ChainExport *export = data;
  ChainWindow *self = export->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies = chain_export_copy_finish (result, &error);

  if (copies == NULL)
    show_error (self, error);
  else if (self->trainer != NULL)
    {
      GdkContentProvider *providers[G_N_ELEMENTS (types)];
      g_autoptr (GdkContentProvider) both = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (types); i++)
        providers[i] = gdk_content_provider_new_for_bytes (types[i], copies->pdata[i]);
      both = gdk_content_provider_new_union (providers, G_N_ELEMENTS (types));
      gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), both);
      chain_toast_show_done (chain_plot_board_get_toast (self->board), _("Copied as PNG and SVG"), NULL, NULL, NULL);
    }

  end (export);
}

static void
on_copy_plot (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  g_autoptr (ChainPortrait) portrait = chain_window_new_portrait (self);
  ChainExportChoices choices;
  ChainExport *export;

  /* at the size and in the theme of the last export */
  chain_export_choices_load (&choices);
  choices.picture = get_picture (self, parameter);
  export = begin (self, _("Copying…"));
  chain_export_copy_async (portrait, &choices, export->cancellable, &export->progress, on_copied, export);
}

/* ---- the folder ---- */

static void
on_folder_opened (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (ChainWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error) || self->trainer == NULL)
    return;

  message = g_strdup_printf (_("The folder cannot be shown: %s"), error->message);
  chain_window_show_message (self, message);
}

typedef struct
{
  ChainWindow *window;
  char *folder;
} ChainFolder;

static void
on_items_shown (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  ChainFolder *folder = data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  /* no file manager understands it: whatever opens folders does */
  if (reply == NULL)
    g_app_info_launch_default_for_uri_async (folder->folder, NULL, NULL, on_folder_opened,
                                             g_object_ref (folder->window));
  g_object_unref (folder->window);
  g_free (folder->folder);
  g_free (folder);
}

static void
on_show_in_folder (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_bytestring (parameter));
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autofree char *uri = g_file_get_uri (file);
  const char *uris[] = { uri, NULL };
  ChainFolder *folder;

  if (parent == NULL)
    return;
  if (bus == NULL)
    {
      g_autofree char *folder_uri = g_file_get_uri (parent);

      g_app_info_launch_default_for_uri_async (folder_uri, NULL, NULL, on_folder_opened, g_object_ref (self));
      return;
    }

  folder = g_new0 (ChainFolder, 1);
  folder->window = g_object_ref (self);
  folder->folder = g_file_get_uri (parent);
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_items_shown, folder);
}

/**
 * chain_window_install_export:
 *
 * Gives the class the actions that have to do with pictures.
 */
void
chain_window_install_export (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.export", NULL, on_export);
  chain_window_install_action (widget_class, "win.export-plot", "s", on_export_plot);
  chain_window_install_action (widget_class, "win.export-data", "s", on_export_data);
  chain_window_install_action (widget_class, "win.copy-plot", "s", on_copy_plot);
  chain_window_install_action (widget_class, "win.show-in-folder", "ay", on_show_in_folder);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.export-data", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_E, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "win.export-data", "s", "");
}
