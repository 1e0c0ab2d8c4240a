// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-text-row.h"

#include <glib/gi18n.h>

struct _ChainTextRow
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *label;
  GtkWidget *mark;
  GtkEntry *entry;
  GtkButton *reset;
  GtkRevealer *revealer;
  GtkLabel *message;

  char *title;
  char *standard;
  char *shown;   /* what differs from it has been typed */
  gboolean refused;
  guint commit_idle;
};

G_DEFINE_FINAL_TYPE (ChainTextRow, chain_text_row, GTK_TYPE_BOX)

enum
{
  PROP_SIGN = 1,
  PROP_SIGN_CHARS,
  PROP_TITLE,
  PROP_STANDARD,
  PROP_RESTARTS,
  N_PROPS
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_refused (ChainTextRow *self,
             gboolean      refused)
{
  if (self->refused == refused)
    return;

  self->refused = refused;
  if (refused)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_revealer_set_reveal_child (self->revealer, refused);
}

static void
show_reset (ChainTextRow *self,
            gboolean      visible)
{
  /* not invisible: its room stays, so that nothing moves */
  gtk_widget_set_child_visible (GTK_WIDGET (self->reset), visible);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_STATE_HIDDEN, !visible, -1);
}

static void
show_text (ChainTextRow *self)
{
  g_autofree char *shown = g_strdup (self->shown);

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), shown) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), shown);
  show_reset (self, g_strcmp0 (shown, self->standard) != 0);
}

/**
 * chain_text_row_commit:
 *
 * Takes over what has been typed, if whoever is told accepts it.
 */
void
chain_text_row_commit (ChainTextRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_handle_id (&self->commit_idle, g_source_remove);
  if (g_strcmp0 (text, self->shown) == 0)
    return;

  set_refused (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, text);
  /* what was accepted has been set meanwhile, and what was not comes back */
  show_text (self);
}

static void
on_activate (ChainTextRow *self)
{
  chain_text_row_commit (self);
}

/* As in ChainNumberField. */
static gboolean
has_focus (ChainTextRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entry));
}

static void
on_focus_leave (ChainTextRow *self)
{
  /* another window is looked at: what is half typed waits */
  if (!has_focus (self))
    chain_text_row_commit (self);
}

static gboolean
on_commit_idle (gpointer data)
{
  ChainTextRow *self = data;

  self->commit_idle = 0;
  chain_text_row_commit (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (ChainTextRow *self)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->shown) == 0)
    return;

  set_refused (self, FALSE);
  /* as in ChainNumberField: an assistive technology sets a text without focus and Enter */
  if (!has_focus (self) && self->commit_idle == 0)
    self->commit_idle = g_idle_add (on_commit_idle, self);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                ChainTextRow          *self)
{
  if (keyval != GDK_KEY_Escape
      || g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->shown) == 0)
    return GDK_EVENT_PROPAGATE;

  show_text (self);
  set_refused (self, FALSE);
  return GDK_EVENT_STOP;
}

static void
on_reset (ChainTextRow *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->reset)))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  set_refused (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, self->standard);
  show_text (self);
}

/* The sentence stays while the revealer closes, and not longer: nobody is to find it. */
static void
on_revealed (ChainTextRow *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) && !gtk_revealer_get_child_revealed (self->revealer))
    gtk_label_set_text (self->message, "");
}

static void
chain_text_row_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  ChainTextRow *self = CHAIN_TEXT_ROW (object);

  switch (id)
    {
    case PROP_SIGN:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_SIGN_CHARS:
      g_value_set_int (value, gtk_label_get_width_chars (self->label));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STANDARD:
      g_value_set_string (value, self->standard);
      break;
    case PROP_RESTARTS:
      g_value_set_boolean (value, gtk_widget_get_visible (self->mark));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_text_row_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  ChainTextRow *self = CHAIN_TEXT_ROW (object);

  switch (id)
    {
    case PROP_SIGN:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    case PROP_SIGN_CHARS:
      gtk_label_set_width_chars (self->label, g_value_get_int (value));
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_STANDARD:
      self->standard = g_value_dup_string (value);
      break;
    case PROP_RESTARTS:
      gtk_widget_set_visible (self->mark, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_text_row_constructed (GObject *object)
{
  ChainTextRow *self = CHAIN_TEXT_ROW (object);
  /* Translators: a button's name for a screen reader; %s is what it resets */
  g_autofree char *reset = g_strdup_printf (_("Reset: %s"), self->title);
  /* Translators: tooltip of a button that brings back the default value */
  g_autofree char *tooltip = g_strdup_printf (_("Back to %s"), self->standard);

  G_OBJECT_CLASS (chain_text_row_parent_class)->constructed (object);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reset), tooltip);
  chain_text_row_set_text (self, self->standard);
}

static void
chain_text_row_dispose (GObject *object)
{
  g_clear_handle_id (&CHAIN_TEXT_ROW (object)->commit_idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_TEXT_ROW);

  G_OBJECT_CLASS (chain_text_row_parent_class)->dispose (object);
}

static void
chain_text_row_finalize (GObject *object)
{
  ChainTextRow *self = CHAIN_TEXT_ROW (object);

  g_free (self->title);
  g_free (self->standard);
  g_free (self->shown);

  G_OBJECT_CLASS (chain_text_row_parent_class)->finalize (object);
}

static void
chain_text_row_class_init (ChainTextRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = chain_text_row_get_property;
  object_class->set_property = chain_text_row_set_property;
  object_class->constructed = chain_text_row_constructed;
  object_class->dispose = chain_text_row_dispose;
  object_class->finalize = chain_text_row_finalize;

  properties[PROP_SIGN] = g_param_spec_string ("sign", NULL, NULL, NULL, construct);
  properties[PROP_SIGN_CHARS] = g_param_spec_int ("sign-chars", NULL, NULL, 0, 100, 3, construct);
  /* What is read out. */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, construct);
  /* The default. */
  properties[PROP_STANDARD] = g_param_spec_string ("standard", NULL, NULL, "", construct);
  /* Whether a change starts the run again: shown by a small mark. */
  properties[PROP_RESTARTS] = g_param_spec_boolean ("restarts", NULL, NULL, FALSE, construct);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user has typed a text, which the handler sets, or refuses. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_TEXT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainTextRow, label);
  gtk_widget_class_bind_template_child (widget_class, ChainTextRow, mark);
  gtk_widget_class_bind_template_child (widget_class, ChainTextRow, entry);
  gtk_widget_class_bind_template_child (widget_class, ChainTextRow, reset);
  gtk_widget_class_bind_template_child (widget_class, ChainTextRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, ChainTextRow, message);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
}

static void
chain_text_row_init (ChainTextRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->shown = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (on_revealed), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), key);
}

const char *
chain_text_row_get_text (ChainTextRow *self)
{
  g_return_val_if_fail (CHAIN_IS_TEXT_ROW (self), NULL);

  return self->shown;
}

/**
 * chain_text_row_set_text:
 *
 * Does not emit “edited”. What is being typed stays, unless @text is another than before.
 */
void
chain_text_row_set_text (ChainTextRow *self,
                         const char   *text)
{
  g_return_if_fail (CHAIN_IS_TEXT_ROW (self));

  if (g_strcmp0 (self->shown, text) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (text);
  show_text (self);
  set_refused (self, FALSE);
}

/**
 * chain_text_row_refuse:
 * @message: why a text cannot be taken over
 */
void
chain_text_row_refuse (ChainTextRow *self,
                       const char   *message)
{
  g_return_if_fail (CHAIN_IS_TEXT_ROW (self));

  show_text (self);
  gtk_label_set_text (self->message, message);
  set_refused (self, TRUE);
}

/**
 * chain_text_row_get_message:
 *
 * Returns: (nullable): why the last text was refused
 */
const char *
chain_text_row_get_message (ChainTextRow *self)
{
  g_return_val_if_fail (CHAIN_IS_TEXT_ROW (self), NULL);

  return self->refused ? gtk_label_get_text (self->message) : NULL;
}

GtkEntry *
chain_text_row_get_entry (ChainTextRow *self)
{
  g_return_val_if_fail (CHAIN_IS_TEXT_ROW (self), NULL);

  return self->entry;
}

GtkButton *
chain_text_row_get_reset (ChainTextRow *self)
{
  g_return_val_if_fail (CHAIN_IS_TEXT_ROW (self), NULL);

  return self->reset;
}
