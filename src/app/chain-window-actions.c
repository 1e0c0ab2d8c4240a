// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

#include "chain-experiment-file.h"
#include "chain-export-dialog.h"

#define EXTENSION ".chainrule"

/* ---- file choosers ---- */

typedef void (*ChainFileChosen) (ChainWindow *self,
                                 GFile       *file);

static void
on_chooser_response (GtkNativeDialog *chooser,
                     int              response,
                     ChainWindow     *self)
{
  ChainFileChosen chosen = g_object_get_data (G_OBJECT (chooser), "chosen");

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

      if (file != NULL)
        chosen (self, file);
    }
  g_clear_object (&self->chooser);
}

static GtkFileFilter *
new_filter (const char *name,
            const char *suffix)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (suffix != NULL)
    gtk_file_filter_add_suffix (filter, suffix);
  else
    gtk_file_filter_add_pattern (filter, "*");

  return filter;
}

static void
choose_file (ChainWindow         *self,
             const char          *title,
             GtkFileChooserAction action,
             const char          *kind,
             const char          *suffix,
             const char          *suggestion,
             ChainFileChosen      chosen)
{
  GtkFileChooserNative *chooser;
  g_autoptr (GtkFileFilter) own = new_filter (kind, suffix);
  g_autoptr (GtkFileFilter) all = new_filter (_("All files"), NULL);

  /* asked for again while the first is still open */
  if (self->chooser != NULL)
    {
      gtk_native_dialog_show (self->chooser);
      return;
    }

  chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), own);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  if (suggestion != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);

  g_object_set_data (G_OBJECT (chooser), "chosen", (gpointer) chosen);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chooser_response), self, 0);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

/* A name typed without an extension gets ours; one that has any is left alone. */
static GFile *
with_extension (GFile      *file,
                const char *extension)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *longer = g_strconcat (name, extension, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (strchr (name, '.') != NULL || folder == NULL)
    return g_object_ref (file);

  return g_file_get_child (folder, longer);
}

static char *
get_path (ChainWindow *self,
          GFile       *file)
{
  char *path = g_file_get_path (file);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *message = NULL;

  if (path == NULL)
    {
      message = g_strdup_printf (_("“%s” is not a file on this computer."), uri);
      chain_window_show_message (self, message);
    }

  return path;
}

/* ---- experiments ---- */

/**
 * chain_window_open:
 * @file: an experiment
 *
 * Replaces the run by a paused one of @file, at the step where it was saved. A file that cannot
 * be used changes nothing, and the window says why.
 *
 * Returns: whether it was opened
 */
gboolean
chain_window_open (ChainWindow *self,
                   GFile       *file)
{
  g_autofree char *path = get_path (self, file);
  g_autoptr (GError) error = NULL;
  ChainExperiment experiment;

  if (path == NULL)
    return FALSE;

  if (!chain_experiment_init (&experiment))
    g_error ("no memory for an experiment");
  if (!chain_experiment_read (&experiment, path, NULL, &error))
    {
      chain_experiment_clear (&experiment);
      chain_window_show_message (self, error->message);
      return FALSE;
    }

  chain_window_load (self, &experiment);
  chain_experiment_clear (&experiment);
  g_set_object (&self->file, file);
  chain_window_show_message (self, NULL);
  return TRUE;
}

static void
on_open_chosen (ChainWindow *self,
                GFile       *file)
{
  chain_window_open (self, file);
}

static void
on_open (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  choose_file (CHAIN_WINDOW (widget), _("Open an Experiment"), GTK_FILE_CHOOSER_ACTION_OPEN,
               _("Experiments"), "chainrule", NULL, on_open_chosen);
}

/**
 * chain_window_save:
 *
 * Writes the experiment with its change log and where the run stands.
 *
 * Returns: whether it was written; the window says why not
 */
gboolean
chain_window_save (ChainWindow *self,
                   GFile       *file)
{
  g_autofree char *path = get_path (self, file);
  g_autofree char *name = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  ChainExperiment record;
  gboolean saved;

  if (path == NULL)
    return FALSE;

  chain_run_record (&self->run, &record);
  saved = chain_experiment_write (&record, path, &error);
  chain_experiment_clear (&record);
  if (!saved)
    {
      chain_window_show_message (self, error->message);
      return FALSE;
    }

  g_set_object (&self->file, file);
  name = g_path_get_basename (path);
  note = g_strdup_printf (_("Saved “%s”"), name);
  chain_window_show_note (self, note);
  chain_window_show_message (self, NULL);
  return TRUE;
}

static void
on_save_chosen (ChainWindow *self,
                GFile       *file)
{
  g_autoptr (GFile) full = with_extension (file, EXTENSION);

  chain_window_save (self, full);
}

static void
on_save_as (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  /* Translators: the name suggested for a file, without its extension */
  g_autofree char *base = self->file != NULL ? g_file_get_basename (self->file)
                                             : g_strconcat (_("experiment"), EXTENSION, NULL);

  choose_file (self, _("Save the Experiment"), GTK_FILE_CHOOSER_ACTION_SAVE,
               _("Experiments"), "chainrule", base, on_save_chosen);
}

static void
on_save (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);

  if (self->file != NULL)
    chain_window_save (self, self->file);
  else
    on_save_as (widget, name, NULL);
}

/* ---- export ---- */

typedef struct
{
  ChainWindow *window;
  GApplication *application;
} ChainExport;

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ChainExport *export = data;
  ChainWindow *self = export->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = chain_export_finish (result, &error);

  /* the window may have been closed meanwhile; the picture is written all the same */
  if (self->trainer == NULL)
    {
      if (path == NULL)
        g_printerr ("chainrule: %s\n", error->message);
    }
  else if (path == NULL)
    chain_window_show_message (self, error->message);
  else
    {
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *note = g_strdup_printf (_("Saved “%s”"), name);

      chain_window_show_note (self, note);
      chain_window_show_message (self, NULL);
    }

  if (export->application != NULL)
    g_application_release (export->application);
  g_clear_object (&export->application);
  g_object_unref (export->window);
  g_free (export);
}

/**
 * chain_window_export:
 * @path: where to write a PNG
 *
 * Draws and writes a picture of what is shown now, off the main thread. The window says whether
 * it could; the program does not end before.
 */
void
chain_window_export (ChainWindow *self,
                     ChainPicture picture,
                     double       scale,
                     const char  *path)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  ChainExport *export = g_new0 (ChainExport, 1);
  ChainStyle style;

  export->window = g_object_ref (self);
  if (application != NULL)
    {
      export->application = G_APPLICATION (g_object_ref (application));
      g_application_hold (export->application);
    }

  chain_plot_view_get_style (self->fit, &style);
  chain_export_async (&self->run, style.font, picture, scale, path, on_exported, export);
}

static void
on_export_chosen (ChainWindow *self,
                  GFile       *file)
{
  g_autoptr (GFile) full = with_extension (file, ".png");
  g_autofree char *path = get_path (self, full);
  ChainPicture picture = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->chooser), "picture"));
  double *scale = g_object_get_data (G_OBJECT (self->chooser), "scale");

  if (path != NULL)
    chain_window_export (self, picture, *scale, path);
}

static void
on_picture_chosen (ChainExportDialog *dialog,
                   ChainWindow       *self)
{
  ChainPicture picture = chain_export_dialog_get_picture (dialog);
  double scale = chain_export_dialog_get_scale (dialog);
  g_autofree char *name = g_strconcat (chain_picture_get_file_name (picture), ".png", NULL);

  choose_file (self, _("Export a Picture"), GTK_FILE_CHOOSER_ACTION_SAVE,
               _("PNG pictures"), "png", name, on_export_chosen);
  g_object_set_data (G_OBJECT (self->chooser), "picture", GUINT_TO_POINTER (picture));
  g_object_set_data_full (G_OBJECT (self->chooser), "scale", g_memdup2 (&scale, sizeof scale), g_free);
}

static void
on_export (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  ChainExportDialog *dialog = chain_export_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_picture_chosen), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- the run ---- */

static void
on_step (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  chain_window_step (CHAIN_WINDOW (widget));
}

static void
on_reset (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  chain_window_restart (CHAIN_WINDOW (widget), FALSE);
}

/**
 * chain_window_install_actions:
 *
 * Gives the class its actions, but for win.run, which is the property “running”. They are
 * always enabled: a disabled action disappears from assistive technologies.
 */
void
chain_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.step", NULL, on_step);
  gtk_widget_class_install_action (widget_class, "win.reset", NULL, on_reset);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, on_open);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, on_save_as);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, on_export);
}
