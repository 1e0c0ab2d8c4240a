// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-field.h"

typedef struct
{
  char *shown;   /* what differs from it has been typed */
  char *message; /* why the last text was refused, or NULL */
  gboolean writing; /* the text changes by our own doing */
  guint commit_idle;
} ChainFieldPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ChainField, chain_field, GTK_TYPE_ENTRY)

enum
{
  PROP_MESSAGE = 1,
  N_PROPS
};

enum
{
  SIGNAL_TYPED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
is_typed (ChainField *self)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), chain_field_get_shown (self)) != 0;
}

static void
write_text (ChainField *self)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);

  priv->writing = TRUE;
  if (is_typed (self))
    gtk_editable_set_text (GTK_EDITABLE (self), priv->shown);
  priv->writing = FALSE;
}

/**
 * chain_field_commit:
 *
 * Takes over what has been typed, if whoever is told accepts it.
 */
void
chain_field_commit (ChainField *self)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);
  g_autofree char *text = NULL;

  g_return_if_fail (CHAIN_IS_FIELD (self));

  g_clear_handle_id (&priv->commit_idle, g_source_remove);
  if (!is_typed (self))
    return;

  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self)));
  chain_field_refuse (self, NULL);
  g_signal_emit (self, signals[SIGNAL_TYPED], 0, text);
  /* what was accepted is shown meanwhile, and what was not gives way */
  write_text (self);
}

static void
on_activate (ChainField *self)
{
  chain_field_commit (self);
  /* Ready to be typed again where it was refused. Not otherwise: each selection claims the X
   * server's primary one, and GTK 4.8 drops the next field's when that is answered late. */
  if (chain_field_get_message (self) != NULL)
    gtk_editable_select_region (GTK_EDITABLE (self), 0, -1);
  else
    gtk_editable_set_position (GTK_EDITABLE (self), -1);
}

/* Whether keys are for this field, or will be when its window is looked at again. The state flag
 * is not set where a window gets keys and has not been told that it has the focus. */
static gboolean
has_focus (ChainField *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static void
on_focus_leave (ChainField *self)
{
  /* Another window is looked at, and the focus waits here: so does what is half typed. */
  if (has_focus (self))
    return;

  chain_field_commit (self);
  /* a long text shows its beginning */
  gtk_editable_set_position (GTK_EDITABLE (self), 0);
}

static gboolean
on_commit_idle (gpointer data)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (data);

  priv->commit_idle = 0;
  chain_field_commit (data);
  return G_SOURCE_REMOVE;
}

static void
on_changed (ChainField *self)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);

  if (priv->writing)
    return;

  chain_field_refuse (self, NULL);

  /* Text that an assistive technology sets comes without a focus to leave, and without Enter;
   * it deletes first and inserts then, hence not at once. */
  if (!has_focus (self) && priv->commit_idle == 0)
    priv->commit_idle = g_idle_add (on_commit_idle, self);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                ChainField            *self)
{
  if (keyval != GDK_KEY_Escape || !is_typed (self))
    return GDK_EVENT_PROPAGATE;

  write_text (self);
  chain_field_refuse (self, NULL);
  return GDK_EVENT_STOP;
}

static void
chain_field_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MESSAGE:
      g_value_set_string (value, chain_field_get_message (CHAIN_FIELD (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_field_dispose (GObject *object)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (CHAIN_FIELD (object));

  g_clear_handle_id (&priv->commit_idle, g_source_remove);

  G_OBJECT_CLASS (chain_field_parent_class)->dispose (object);
}

static void
chain_field_finalize (GObject *object)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (CHAIN_FIELD (object));

  g_free (priv->shown);
  g_free (priv->message);

  G_OBJECT_CLASS (chain_field_parent_class)->finalize (object);
}

static void
chain_field_class_init (ChainFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = chain_field_get_property;
  object_class->dispose = chain_field_dispose;
  object_class->finalize = chain_field_finalize;

  /* Why the last text was refused. */
  properties[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_TYPED] =
    g_signal_new ("typed", CHAIN_TYPE_FIELD, G_SIGNAL_RUN_LAST, G_STRUCT_OFFSET (ChainFieldClass, typed),
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
chain_field_init (ChainField *self)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  priv->shown = g_strdup ("");
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);

  g_signal_connect (self, "activate", G_CALLBACK (on_activate), NULL);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "number");
}

/**
 * chain_field_show:
 * @text: the text of the value, which takes the place of what is being typed
 */
void
chain_field_show (ChainField *self,
                  const char *text)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);
  char *copy = g_strdup (text);

  g_return_if_fail (CHAIN_IS_FIELD (self));

  g_free (priv->shown);
  priv->shown = copy;
  write_text (self);
}

const char *
chain_field_get_shown (ChainField *self)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);

  g_return_val_if_fail (CHAIN_IS_FIELD (self), NULL);

  return priv->shown;
}

/**
 * chain_field_refuse:
 * @message: (nullable): why what was typed cannot stay; %NULL where nothing is refused any more
 */
void
chain_field_refuse (ChainField *self,
                    const char *message)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);

  g_return_if_fail (CHAIN_IS_FIELD (self));

  if (g_strcmp0 (priv->message, message) == 0)
    return;

  g_free (priv->message);
  priv->message = g_strdup (message);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

/**
 * chain_field_get_message:
 *
 * Returns: (nullable): why the last text was refused
 */
const char *
chain_field_get_message (ChainField *self)
{
  ChainFieldPrivate *priv = chain_field_get_instance_private (self);

  g_return_val_if_fail (CHAIN_IS_FIELD (self), NULL);

  return priv->message;
}
