// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-row.h"

#include <glib/gi18n.h>

#include "chain-field.h"

typedef struct
{
  /* template */
  GtkBox *line;
  GtkLabel *label;
  GtkWidget *mark;
  GtkButton *reset;
  GtkRevealer *revealer;
  GtkLabel *message;

  char *title;
} ChainRowPrivate;

static void chain_row_buildable_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (ChainRow, chain_row, GTK_TYPE_BOX,
                                  G_ADD_PRIVATE (ChainRow)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, chain_row_buildable_init))

enum
{
  PROP_SIGN = 1,
  PROP_SIGN_CHARS,
  PROP_TITLE,
  PROP_RESTARTS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkBuildableIface *parent_buildable;

static void
on_reset (ChainRow *self)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (self);

  /* what vanishes under the focus would leave it nowhere */
  if (gtk_widget_has_focus (GTK_WIDGET (priv->reset)))
    gtk_widget_grab_focus (gtk_widget_get_next_sibling (priv->mark));
  CHAIN_ROW_GET_CLASS (self)->reset (self);
}

static void
on_message (ChainField *field,
            GParamSpec *pspec,
            ChainRow   *self)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (self);
  const char *message = chain_field_get_message (field);

  if (message != NULL)
    gtk_label_set_text (priv->message, message);
  gtk_revealer_set_reveal_child (priv->revealer, message != NULL);
}

/* The sentence stays while the revealer closes, and not longer: nobody is to find it. */
static void
on_revealed (ChainRow *self)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (self);

  if (!gtk_revealer_get_reveal_child (priv->revealer) && !gtk_revealer_get_child_revealed (priv->revealer))
    gtk_label_set_text (priv->message, "");
}

/* What a kind of row puts there goes into the line; the parts of this template do not. */
static void
chain_row_add_child (GtkBuildable *buildable,
                     GtkBuilder   *builder,
                     GObject      *child,
                     const char   *type)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (CHAIN_ROW (buildable));

  if (priv->line == NULL || !GTK_IS_WIDGET (child))
    {
      parent_buildable->add_child (buildable, builder, child, type);
      return;
    }

  gtk_box_append (priv->line, GTK_WIDGET (child));
  if (g_strcmp0 (type, "end") != 0)
    gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (priv->line), GTK_WIDGET (priv->reset));
  if (CHAIN_IS_FIELD (child))
    g_signal_connect_object (child, "notify::message", G_CALLBACK (on_message), buildable, 0);
}

static void
chain_row_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = chain_row_add_child;
}

static void
chain_row_get_property (GObject    *object,
                        guint       id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (CHAIN_ROW (object));

  switch (id)
    {
    case PROP_SIGN:
      g_value_set_string (value, gtk_label_get_label (priv->label));
      break;
    case PROP_SIGN_CHARS:
      g_value_set_int (value, gtk_label_get_width_chars (priv->label));
      break;
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_RESTARTS:
      g_value_set_boolean (value, gtk_widget_get_visible (priv->mark));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_row_set_property (GObject      *object,
                        guint         id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (CHAIN_ROW (object));

  switch (id)
    {
    case PROP_SIGN:
      gtk_label_set_label (priv->label, g_value_get_string (value));
      break;
    case PROP_SIGN_CHARS:
      gtk_label_set_width_chars (priv->label, g_value_get_int (value));
      break;
    case PROP_TITLE:
      priv->title = g_value_dup_string (value);
      break;
    case PROP_RESTARTS:
      gtk_widget_set_visible (priv->mark, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_row_constructed (GObject *object)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (CHAIN_ROW (object));
  GtkWidget *reset = GTK_WIDGET (priv->reset);
  /* Translators: a button's name for a screen reader; %s is what it resets */
  g_autofree char *name = g_strdup_printf (_("Reset: %s"), priv->title);

  G_OBJECT_CLASS (chain_row_parent_class)->constructed (object);

  gtk_accessible_update_property (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *i = gtk_widget_get_next_sibling (priv->mark); i != reset; i = gtk_widget_get_next_sibling (i))
    gtk_accessible_update_property (GTK_ACCESSIBLE (i), GTK_ACCESSIBLE_PROPERTY_LABEL, priv->title, -1);
}

/* There is no dispose function: in GTK 4.8 gtk_widget_dispose_template() looks for the parts of the
 * kind's template whatever the type it is given, and a GtkBox lets go of its children anyway. */
static void
chain_row_finalize (GObject *object)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (CHAIN_ROW (object));

  g_free (priv->title);

  G_OBJECT_CLASS (chain_row_parent_class)->finalize (object);
}

static void
chain_row_class_init (ChainRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = chain_row_get_property;
  object_class->set_property = chain_row_set_property;
  object_class->constructed = chain_row_constructed;
  object_class->finalize = chain_row_finalize;

  /* What the derivation writes: W₁. Markup. */
  properties[PROP_SIGN] = g_param_spec_string ("sign", NULL, NULL, NULL, construct);
  properties[PROP_SIGN_CHARS] = g_param_spec_int ("sign-chars", NULL, NULL, 0, 100, 3, construct);
  /* What is read out for its controls. */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, construct);
  /* Whether a change starts the run again: shown by a small mark. */
  properties[PROP_RESTARTS] = g_param_spec_boolean ("restarts", NULL, NULL, FALSE, construct);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, ChainRow, line);
  gtk_widget_class_bind_template_child_private (widget_class, ChainRow, label);
  gtk_widget_class_bind_template_child_private (widget_class, ChainRow, mark);
  gtk_widget_class_bind_template_child_private (widget_class, ChainRow, reset);
  gtk_widget_class_bind_template_child_private (widget_class, ChainRow, revealer);
  gtk_widget_class_bind_template_child_private (widget_class, ChainRow, message);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
}

static void
chain_row_init (ChainRow *self)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (priv->revealer, "notify::child-revealed", G_CALLBACK (on_revealed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * chain_row_get_title:
 *
 * Returns: (nullable): what is read out for the row's controls
 */
const char *
chain_row_get_title (ChainRow *self)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (self);

  g_return_val_if_fail (CHAIN_IS_ROW (self), NULL);

  return priv->title;
}

GtkButton *
chain_row_get_reset (ChainRow *self)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (self);

  g_return_val_if_fail (CHAIN_IS_ROW (self), NULL);

  return priv->reset;
}

/**
 * chain_row_set_reset:
 * @text: (nullable): what the reset button brings back; %NULL where the value is that already, or
 *   where there is no default
 */
void
chain_row_set_reset (ChainRow   *self,
                     const char *text)
{
  ChainRowPrivate *priv = chain_row_get_instance_private (self);
  GtkWidget *reset;
  g_autofree char *tooltip = NULL;

  g_return_if_fail (CHAIN_IS_ROW (self));

  reset = GTK_WIDGET (priv->reset);
  /* not invisible: its room stays, so that nothing moves */
  gtk_widget_set_child_visible (reset, text != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (reset), GTK_ACCESSIBLE_STATE_HIDDEN, text == NULL, -1);
  if (text == NULL)
    return;

  /* Translators: tooltip of a button that brings back the default value */
  tooltip = g_strdup_printf (_("Back to %s"), text);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (reset), tooltip) != 0)
    gtk_widget_set_tooltip_text (reset, tooltip);
}
