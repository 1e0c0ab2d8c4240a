// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

#include "chain-experiment-file.h"
#include "chain-recovery.h"

/* Changes are kept for recovery when the hand has rested for so long. */
#define RECOVERY_SECONDS 2

/* ---- unsaved changes ---- */

static gboolean
on_idle_close (gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
  return G_SOURCE_REMOVE;
}

/* Not at once: who calls may still be at work on the window. */
static void
close_for_good (ChainWindow *self)
{
  self->closing = TRUE;
  g_idle_add_full (G_PRIORITY_DEFAULT, on_idle_close, g_object_ref (self), g_object_unref);
}

static void
on_question_response (ChainWindow *self,
                      int          response,
                      GtkDialog   *dialog)
{
  self->question = NULL;
  gtk_window_destroy (GTK_WINDOW (dialog));

  if (response == GTK_RESPONSE_NO)
    close_for_good (self);
  else if (response == GTK_RESPONSE_YES)
    {
      self->close_when_saved = TRUE;
      gtk_widget_activate_action (GTK_WIDGET (self), "win.save", NULL);
    }
}

/**
 * chain_window_ask_before_closing:
 *
 * Asks what to do with unsaved changes, where there are any.
 *
 * Returns: whether there is a question, so that the window has to stay
 */
gboolean
chain_window_ask_before_closing (ChainWindow *self)
{
  g_autofree char *name = NULL;
  GtkWidget *dialog;

  if (self->closing || !chain_window_is_modified (self))
    return FALSE;
  if (self->question != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->question));
      return TRUE;
    }

  name = chain_window_dup_name (self);
  dialog = gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                   GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE,
                                   /* Translators: the name of an experiment */
                                   _("Save the changes to “%s”?"), name);
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s",
                                            _("Without saving, what was changed is lost."));
  gtk_dialog_add_buttons (GTK_DIALOG (dialog), _("Close _without Saving"), GTK_RESPONSE_NO,
                          _("_Cancel"), GTK_RESPONSE_CANCEL, _("_Save"), GTK_RESPONSE_YES, NULL);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_YES);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_question_response), self, G_CONNECT_SWAPPED);
  self->question = GTK_DIALOG (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}

/**
 * chain_window_was_saved:
 *
 * Closes the window where that was only waiting for the file.
 */
void
chain_window_was_saved (ChainWindow *self)
{
  chain_window_keep_for_recovery (self);
  if (self->close_when_saved)
    close_for_good (self);
}

/* ---- recovery ---- */

static gboolean
on_recovery_timeout (gpointer data)
{
  ChainWindow *self = data;
  g_autoptr (GError) error = NULL;
  ChainExperiment record;

  self->recovery_timeout = 0;
  chain_run_record (&self->run, &record);
  /* where nothing can be written there is nothing to be done about it either */
  if (!chain_recovery_write (self->recovery_path, &record, &error))
    g_debug ("not kept: %s", error->message);
  chain_experiment_clear (&record);
  return G_SOURCE_REMOVE;
}

/**
 * chain_window_keep_for_recovery:
 *
 * To be called when the experiment has changed or was saved: keeps it soon, or forgets it, so
 * that the next start can offer it if this one comes to no end.
 */
void
chain_window_keep_for_recovery (ChainWindow *self)
{
  if (self->recovery_path == NULL)
    self->recovery_path = chain_recovery_new_path ();

  g_clear_handle_id (&self->recovery_timeout, g_source_remove);
  if (chain_window_is_modified (self))
    self->recovery_timeout = g_timeout_add_seconds (RECOVERY_SECONDS, on_recovery_timeout, self);
  else
    chain_recovery_remove (self->recovery_path);
}

/**
 * chain_window_forget_recovery:
 *
 * To be called at the regular end of the window.
 */
void
chain_window_forget_recovery (ChainWindow *self)
{
  g_clear_handle_id (&self->recovery_timeout, g_source_remove);
  if (self->recovery_path != NULL)
    chain_recovery_remove (self->recovery_path);
  g_clear_pointer (&self->recovery_path, g_free);
}

static void
on_recover (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  ChainExperiment experiment;

  gtk_info_bar_set_revealed (self->recovery, FALSE);
  if (self->recoverable == NULL)
    return;

  if (!chain_experiment_init (&experiment))
    g_error ("no memory for an experiment");
  if (chain_experiment_read (&experiment, self->recoverable, NULL, &error))
    {
      chain_window_replace (self, &experiment, NULL);
      /* it was not saved, and still is not */
      self->revision = ++self->last_revision;
      chain_window_show_title (self);
      chain_window_keep_for_recovery (self);
    }
  else
    chain_window_show_message (self, error->message);
  chain_experiment_clear (&experiment);
  chain_recovery_remove (self->recoverable);
  g_clear_pointer (&self->recoverable, g_free);
}

static void
on_discard_recovery (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);

  gtk_info_bar_set_revealed (self->recovery, FALSE);
  if (self->recoverable != NULL)
    chain_recovery_remove (self->recoverable);
  g_clear_pointer (&self->recoverable, g_free);
}

/**
 * chain_window_offer_recovery:
 *
 * Offers the last unsaved experiment of a program that came to no regular end, if there is one.
 */
void
chain_window_offer_recovery (ChainWindow *self)
{
  g_free (self->recoverable);
  self->recoverable = chain_recovery_find ();
  gtk_info_bar_set_revealed (self->recovery, self->recoverable != NULL);
}

void
chain_window_install_close (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.recover", NULL, on_recover);
  chain_window_install_action (widget_class, "win.discard-recovery", NULL, on_discard_recovery);
}
