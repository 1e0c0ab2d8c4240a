// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-toast.h"

#include <glib/gi18n.h>

#define DONE_SECONDS 10
/* What is done sooner need not be seen. */
#define PATIENCE_MILLISECONDS 250
#define PULSE_MILLISECONDS 100

struct _ChainToast
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkLabel *label;
  GtkWidget *progress;
  GtkWidget *cancel;
  GtkWidget *action;

  GtkEventController *motion;
  GCancellable *cancellable;
  guint timeout;
  guint pulse;
  atomic_int *done; /* in thousandths; borrowed while there is a pulse */
};

G_DEFINE_FINAL_TYPE (ChainToast, chain_toast, GTK_TYPE_WIDGET)

static void
stop_timers (ChainToast *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->pulse, g_source_remove);
}

static void
set_revealed (ChainToast *self,
              gboolean    revealed)
{
  /* what is not there must not take clicks; for assistive technologies, which hear of no change in what
   * they have not known before, the label is always there */
  gtk_widget_set_can_target (GTK_WIDGET (self), revealed);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), revealed);
}

static gboolean
on_timeout (gpointer data)
{
  ChainToast *self = data;
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (focus != NULL || gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion)))
    return G_SOURCE_CONTINUE;

  self->timeout = 0;
  set_revealed (self, FALSE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_pulse (gpointer data)
{
  ChainToast *self = data;

  int done = atomic_load_explicit (self->done, memory_order_relaxed);

  if (done > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), done / 1000.0);
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->progress));
  return G_SOURCE_CONTINUE;
}

static gboolean
on_impatient (gpointer data)
{
  ChainToast *self = data;

  self->timeout = 0;
  set_revealed (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_cancel (ChainToast *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
chain_toast_dispose (GObject *object)
{
  ChainToast *self = CHAIN_TOAST (object);

  stop_timers (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (chain_toast_parent_class)->dispose (object);
}

static void
chain_toast_class_init (ChainToastClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_toast_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "toast");
}

static void
chain_toast_init (ChainToast *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                   "ellipsize", PANGO_ELLIPSIZE_MIDDLE, "max-width-chars", 40, NULL);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->label = GTK_LABEL (label);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_size_request (self->progress, 80, -1);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Progress"), -1);
  self->cancel = gtk_button_new_with_label (_("Cancel"));
  gtk_widget_set_tooltip_text (self->cancel, _("Stop it; nothing is written"));
  g_signal_connect_swapped (self->cancel, "clicked", G_CALLBACK (on_cancel), self);
  self->action = gtk_button_new ();
  gtk_widget_hide (self->action);
  gtk_button_set_has_frame (GTK_BUTTON (close), FALSE);
  gtk_widget_set_tooltip_text (close, _("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (chain_toast_hide), self);

  gtk_widget_add_css_class (box, "toast-box");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->cancel);
  gtk_box_append (GTK_BOX (box), self->action);
  gtk_box_append (GTK_BOX (box), close);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));

  self->motion = gtk_event_controller_motion_new ();
  gtk_widget_add_controller (GTK_WIDGET (self), self->motion);
  set_revealed (self, FALSE);
}

/**
 * chain_toast_show_progress:
 * @cancellable: what the button cancels
 * @progress: how much is done, in thousandths, 0 for not known; lives until another function is called
 *
 * Says that something is being done, unless it is done at once.
 */
void
chain_toast_show_progress (ChainToast   *self,
                           const char   *text,
                           GCancellable *cancellable,
                           atomic_int   *progress)
{
  g_return_if_fail (CHAIN_IS_TOAST (self));

  stop_timers (self);
  g_set_object (&self->cancellable, cancellable);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (self->progress, TRUE);
  gtk_widget_set_visible (self->cancel, TRUE);
  gtk_widget_set_visible (self->action, FALSE);
  self->done = progress;
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0.0);
  self->pulse = g_timeout_add (PULSE_MILLISECONDS, on_pulse, self);
  self->timeout = g_timeout_add (PATIENCE_MILLISECONDS, on_impatient, self);
}

/**
 * chain_toast_show_done:
 * @label: (nullable): of a button
 * @action: (nullable): what the button activates
 * @target: (nullable): consumed if floating
 */
void
chain_toast_show_done (ChainToast *self,
                       const char *text,
                       const char *label,
                       const char *action,
                       GVariant   *target)
{
  g_return_if_fail (CHAIN_IS_TOAST (self));

  stop_timers (self);
  g_clear_object (&self->cancellable);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_widget_set_visible (self->cancel, FALSE);
  gtk_widget_set_visible (self->action, label != NULL);
  if (label != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (self->action), label);
      /* never an action without the target it needs */
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), NULL);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->action), target);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->action), action);
    }
  set_revealed (self, TRUE);
  self->timeout = g_timeout_add_seconds (DONE_SECONDS, on_timeout, self);
}

void
chain_toast_hide (ChainToast *self)
{
  g_return_if_fail (CHAIN_IS_TOAST (self));

  stop_timers (self);
  g_clear_object (&self->cancellable);
  set_revealed (self, FALSE);
}

/**
 * chain_toast_get_text:
 *
 * Returns: (nullable): what it says; %NULL while it says nothing
 */
const char *
chain_toast_get_text (ChainToast *self)
{
  g_return_val_if_fail (CHAIN_IS_TOAST (self), NULL);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)) ? gtk_label_get_text (self->label) : NULL;
}
