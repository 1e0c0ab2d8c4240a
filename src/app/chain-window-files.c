// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

#include "chain-copy-as.h"
#include "chain-experiment-file.h"
#include "chain-scenario.h"
#include "chain-settings.h"

#define EXTENSION ".chainrule"

/* ---- what it is called ---- */

/**
 * chain_window_dup_name:
 *
 * Returns: (transfer full): the experiment's name; that of its file where it has none of its own
 */
char *
chain_window_dup_name (ChainWindow *self)
{
  const char *name = self->run.experiment.name;
  g_autofree char *base = NULL;

  if (self->document->file == NULL || (name[0] != '\0' && !chain_scenario_is_name (name)))
    return chain_run_dup_title (&self->run);

  base = g_file_get_basename (self->document->file);
  if (g_str_has_suffix (base, EXTENSION))
    base[strlen (base) - strlen (EXTENSION)] = '\0';
  return g_filename_display_name (base);
}

/* ---- file choosers ---- */

/* Done with the chooser, and with what its user wants. */
static void
take_file (ChainWindow *self,
           GFile       *file)
{
  ChainFileChosen chosen = g_object_get_data (G_OBJECT (self->chooser), "chosen");

  chosen (self, file);
  g_clear_object (&self->chooser);
}

static void
take_none (ChainWindow *self)
{
  self->close_when_saved = FALSE;
  g_clear_object (&self->chooser);
}

static void
on_replace_response (ChainWindow *self,
                     int          response,
                     GtkDialog   *dialog)
{
  g_autoptr (GFile) file = g_object_ref (g_object_get_data (G_OBJECT (dialog), "file"));

  self->question = NULL;
  gtk_window_destroy (GTK_WINDOW (dialog));

  if (response == GTK_RESPONSE_ACCEPT)
    take_file (self, file);
  else
    take_none (self);
}

static void
ask_before_replacing (ChainWindow *self,
                      GFile       *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  GtkWidget *dialog, *button;

  dialog = gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                   GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE,
                                   /* Translators: the name of a file */
                                   _("Replace “%s”?"), name);
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s",
                                            _("There is a file of this name already. What is in it is lost."));
  gtk_dialog_add_buttons (GTK_DIALOG (dialog), _("_Cancel"), GTK_RESPONSE_CANCEL,
                          _("_Replace"), GTK_RESPONSE_ACCEPT, NULL);
  button = gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  gtk_widget_add_css_class (button, "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_object_set_data_full (G_OBJECT (dialog), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_replace_response), self, G_CONNECT_SWAPPED);
  self->question = GTK_DIALOG (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Returns @file, with the extension of what is to be saved where its name was typed without any.
 * What is there already stays as it was typed: it was meant, and the chooser has asked about it. */
static GFile *
add_extension (GFile      *file,
               const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *longer = g_strconcat (name, ".", suffix, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (strchr (name, '.') != NULL || folder == NULL || g_file_query_exists (file, NULL))
    return g_object_ref (file);

  return g_file_get_child (folder, longer);
}

/**
 * chain_window_take_file:
 * @file: what has been chosen in the open chooser
 *
 * Goes on with @file, after a question where that would replace a file which the chooser does
 * not know of: it has seen the name without its extension.
 */
void
chain_window_take_file (ChainWindow *self,
                        GFile       *file)
{
  const char *suffix = g_object_get_data (G_OBJECT (self->chooser), "suffix");
  g_autoptr (GFile) full = NULL;

  if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (self->chooser)) != GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      take_file (self, file);
      return;
    }

  full = add_extension (file, suffix);
  if (!g_file_equal (full, file) && g_file_query_exists (full, NULL))
    ask_before_replacing (self, full);
  else
    take_file (self, full);
}

static void
on_chooser_response (GtkNativeDialog *chooser,
                     int              response,
                     ChainWindow     *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (file != NULL)
    chain_window_take_file (self, file);
  else
    take_none (self);
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

/**
 * chain_window_choose_file:
 * @kind: what files of this kind are called
 * @suffix: how their names end, without the dot; added to a name that is typed without any
 * @suggestion: (nullable): a name to save under
 * @chosen: called if a file is chosen
 *
 * Returns: %FALSE where another question is still being asked, which comes to the front
 */
gboolean
chain_window_choose_file (ChainWindow         *self,
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
      if (self->question != NULL)
        gtk_window_present (GTK_WINDOW (self->question));
      else
        gtk_native_dialog_show (self->chooser);
      return FALSE;
    }

  chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), own);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  /* before it is shown: later, it would interrupt its own loading */
  if (self->chooser_folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), self->chooser_folder, NULL);
  g_clear_object (&self->chooser_folder);
  if (suggestion != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);

  g_object_set_data (G_OBJECT (chooser), "chosen", (gpointer) chosen);
  g_object_set_data_full (G_OBJECT (chooser), "suffix", g_strdup (suffix), g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chooser_response), self, 0);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
  return TRUE;
}

/**
 * chain_window_get_path:
 *
 * Returns: (transfer full) (nullable): the path of @file; the window says why there is none
 */
char *
chain_window_get_path (ChainWindow *self,
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

/* ---- recent files ---- */

#define MAX_RECENT 10

/* Puts @file at the head of what was used lately, and makes it what the next start opens. */
static void
note_recent (GFile *file)
{
  g_autoptr (GVariant) old = chain_settings_get (CHAIN_SETTINGS_RECENT);
  g_autofree const char **uris = g_variant_get_strv (old, NULL);
  g_autofree char *uri = g_file_get_uri (file);
  GVariantBuilder builder;
  guint n = 1;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_variant_builder_add (&builder, "s", uri);
  for (gsize i = 0; uris[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (uris[i], uri))
      {
        g_variant_builder_add (&builder, "s", uris[i]);
        n++;
      }
  chain_settings_set (CHAIN_SETTINGS_RECENT, g_variant_builder_end (&builder));
  chain_settings_set (CHAIN_SETTINGS_LAST, g_variant_new_string (uri));
}

static void
on_open_recent (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  chain_window_open (CHAIN_WINDOW (widget), file);
}

/**
 * chain_window_update_recent:
 *
 * Fills the menu with the files that were used lately and are still there.
 */
void
chain_window_update_recent (ChainWindow *self)
{
  g_autoptr (GVariant) recent = chain_settings_get (CHAIN_SETTINGS_RECENT);
  g_autofree const char **uris = g_variant_get_strv (recent, NULL);

  g_menu_remove_all (self->recent_menu);
  for (gsize i = 0; uris[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uris[i]);
      g_autoptr (GMenuItem) item = NULL;
      g_autofree char *base = g_file_get_basename (file);
      g_autofree char *name = NULL;
      g_auto (GStrv) parts = NULL;
      g_autofree char *label = NULL;

      if (base == NULL || !g_file_query_exists (file, NULL))
        continue;
      name = g_filename_display_name (base);
      parts = g_strsplit (name, "_", -1);
      label = g_strjoinv ("__", parts); /* no mnemonic */
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent", "s", uris[i]);
      g_menu_append_item (self->recent_menu, item);
    }
}

/* ---- experiments ---- */

/**
 * chain_window_replace:
 * @experiment: copied
 * @file: (nullable): where it comes from
 *
 * Makes @experiment the one that the window is about, without unsaved changes; that can be undone.
 */
void
chain_window_replace (ChainWindow           *self,
                      const ChainExperiment *experiment,
                      GFile                 *file)
{
  /* before anything has been seen there is nothing to go back to */
  if (self->seen != NULL)
    chain_window_remember (self, NULL);
  chain_document_free (self->document);
  self->document = chain_document_new (file, self->revision);
  chain_window_load (self, experiment);
  chain_window_show_message (self, NULL);
  chain_window_keep_for_recovery (self);
  if (file != NULL)
    note_recent (file);
}

/**
 * chain_window_open:
 * @file: an experiment
 *
 * Replaces the run by a paused one of @file, at the step where it was saved; that can be undone.
 * A file that cannot be used changes nothing, and the window says why.
 *
 * Returns: whether it was opened
 */
gboolean
chain_window_open (ChainWindow *self,
                   GFile       *file)
{
  g_autofree char *path = chain_window_get_path (self, file);
  g_autoptr (GError) error = NULL;
  ChainExperiment experiment;

  if (path == NULL)
    return FALSE;

  if (!chain_experiment_init (&experiment))
    g_error ("no memory for an experiment");
  if (!chain_experiment_read (&experiment, path, NULL, &error))
    {
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *name = g_filename_display_name (base);
      /* Translators: the name of a file, and what is wrong with it */
      g_autofree char *message = g_strdup_printf (_("“%s”: %s"), name, error->message);

      chain_experiment_clear (&experiment);
      /* where it cannot be read at all, the sentence names it */
      chain_window_show_message (self, error->domain == CHAIN_EXPERIMENT_ERROR ? message : error->message);
      return FALSE;
    }

  chain_window_replace (self, &experiment, file);
  chain_experiment_clear (&experiment);
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
  chain_window_choose_file (CHAIN_WINDOW (widget), _("Open an Experiment"), GTK_FILE_CHOOSER_ACTION_OPEN,
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
  g_autofree char *path = chain_window_get_path (self, file);
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
      self->close_when_saved = FALSE;
      chain_window_show_message (self, error->message);
      return FALSE;
    }

  g_set_object (&self->document->file, file);
  self->document->saved_revision = self->revision;
  chain_undo_end_gesture (self->undo); /* what is changed next can be taken back to this */
  chain_window_show_title (self);
  name = g_path_get_basename (path);
  note = g_strdup_printf (_("Saved “%s”"), name);
  chain_window_show_note (self, note);
  chain_window_show_message (self, NULL);
  note_recent (file);
  chain_window_was_saved (self);
  return TRUE;
}

static void
on_save_chosen (ChainWindow *self,
                GFile       *file)
{
  chain_window_save (self, file);
}

static void
on_save_as (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  /* Translators: the name suggested for a file, without its extension */
  g_autofree char *base = self->document->file != NULL ? g_file_get_basename (self->document->file)
                                             : g_strconcat (_("experiment"), EXTENSION, NULL);

  chain_window_choose_file (self, _("Save the Experiment"), GTK_FILE_CHOOSER_ACTION_SAVE,
                            _("Experiments"), "chainrule", base, on_save_chosen);
}

static void
on_save (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);

  if (self->document->file != NULL)
    chain_window_save (self, self->document->file);
  else
    on_save_as (widget, name, NULL);
}

/* ---- the clipboard ---- */

static void
on_copy_as (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  static const char *const names[CHAIN_N_COPIES] = { "command", "c", "python", "csv" };
  ChainWindow *self = CHAIN_WINDOW (widget);

  for (ChainCopy copy = 0; copy < CHAIN_N_COPIES; copy++)
    if (g_str_equal (names[copy], g_variant_get_string (parameter, NULL)))
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *text = chain_copy_as (&self->run, copy, &error);

        if (text != NULL)
          gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
        chain_window_show_note (self, text != NULL ? _("Copied to the clipboard") : error->message);
      }
}

/* ---- drag and drop ---- */

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         ChainWindow   *self)
{
  g_autofree char *uri = g_file_get_uri (g_value_get_object (value));

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.open-recent", "s", uri);
}

void
chain_window_init_files (ChainWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * chain_window_install_files:
 *
 * Gives the class the actions that have to do with files.
 */
void
chain_window_install_files (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.open", NULL, on_open);
  chain_window_install_action (widget_class, "win.open-recent", "s", on_open_recent);
  chain_window_install_action (widget_class, "win.copy-as", "s", on_copy_as);
  chain_window_install_action (widget_class, "win.save", NULL, on_save);
  chain_window_install_action (widget_class, "win.save-as", NULL, on_save_as);
}
