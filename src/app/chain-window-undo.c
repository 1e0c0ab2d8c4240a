// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

/* What the worker keeps for a moment that is dropped goes too. */
static void
on_moment_dropped (const ChainMoment *moment,
                   gpointer           data)
{
  ChainWindow *self = data;

  if (self->trainer != NULL)
    chain_trainer_forget (self->trainer, moment->kept);
}

static ChainMoment *
take_moment (ChainWindow *self)
{
  ChainMoment *moment = chain_moment_new (&self->run.experiment, self->document);

  moment->steered = self->steered;
  memcpy (moment->frozen, self->frozen, sizeof moment->frozen);
  moment->running = self->running;
  moment->revision = self->revision;
  moment->kept = chain_trainer_keep (self->trainer);
  return moment;
}

/**
 * chain_window_remember_run:
 *
 * To be called before the run is another and the experiment is not: makes the present moment one
 * that can be gone back to. There is nothing to save.
 */
void
chain_window_remember_run (ChainWindow *self)
{
  if (!chain_undo_continues (self->undo, NULL))
    chain_undo_push (self->undo, take_moment (self));
}

/**
 * chain_window_remember:
 * @gesture: (nullable): what the hand is changing, see chain_undo_continues()
 *
 * To be called before a change: makes the present moment one that can be gone back to, and the
 * experiment one with unsaved changes.
 */
void
chain_window_remember (ChainWindow *self,
                       const char  *gesture)
{
  if (!chain_undo_continues (self->undo, gesture))
    chain_undo_push (self->undo, take_moment (self));

  self->revision = ++self->last_revision;
  chain_window_show_title (self);
  chain_window_keep_for_recovery (self);
}

/**
 * chain_window_is_modified:
 *
 * Returns: whether something was changed since the experiment was opened or saved; that the run
 *   has gone on is no change, as it can be had again
 */
gboolean
chain_window_is_modified (ChainWindow *self)
{
  return self->revision != self->document->saved_revision;
}

static void
go_to (ChainWindow *self,
       ChainMoment *moment)
{
  chain_document_free (self->document);
  self->document = g_rc_box_acquire (moment->document);
  self->revision = moment->revision;
  chain_window_restore (self, moment);
  chain_window_show_message (self, NULL);
  chain_window_keep_for_recovery (self);
}

static void
on_undo (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  g_autoptr (ChainMoment) moment = chain_undo_back (self->undo);

  if (moment == NULL)
    {
      chain_window_show_note (self, _("There is nothing to undo."));
      return;
    }

  chain_undo_went_back (self->undo, take_moment (self));
  go_to (self, moment);
}

static void
on_redo (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  g_autoptr (ChainMoment) moment = chain_undo_forward (self->undo);

  if (moment == NULL)
    {
      chain_window_show_note (self, _("There is nothing to redo."));
      return;
    }

  chain_undo_went_forward (self->undo, take_moment (self));
  go_to (self, moment);
}

/* Where gestures begin and end: sees everything, takes nothing. */
static gboolean
on_event (GtkEventController *controller,
          GdkEvent           *event,
          ChainWindow        *self)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      chain_undo_set_held (self->undo, TRUE);
      break;

    case GDK_KEY_PRESS:
      /* a key that repeats is pressed again and again, yet held */
      if (self->held_key != gdk_key_event_get_keycode (event))
        chain_undo_set_held (self->undo, TRUE);
      self->held_key = gdk_key_event_get_keycode (event);
      break;

    case GDK_KEY_RELEASE:
      self->held_key = 0;
      chain_undo_set_held (self->undo, FALSE);
      break;

    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      chain_undo_set_held (self->undo, FALSE);
      break;

    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

void
chain_window_init_undo (ChainWindow *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  self->document = chain_document_new (NULL, self->revision);
  self->undo = chain_undo_new (on_moment_dropped, self);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
chain_window_install_undo (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.undo", NULL, on_undo);
  chain_window_install_action (widget_class, "win.redo", NULL, on_redo);
}
