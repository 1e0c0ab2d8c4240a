// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fold.h"

struct _ChainFold
{
  GtkBox parent_instance;

  /* template */
  GtkWidget *header;
  GtkImage *arrow;
  GtkLabel *title;
  GtkWidget *restarts;
  GtkLabel *summary;
  GtkBox *content;

  gboolean folded;
  gboolean says_restarts;
};

static void chain_fold_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChainFold, chain_fold, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, chain_fold_buildable_init))

enum
{
  PROP_TITLE = 1,
  PROP_SUMMARY,
  PROP_RESTARTS,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkBuildableIface *parent_buildable;

static void
update (ChainFold *self)
{
  gtk_image_set_from_icon_name (self->arrow, self->folded ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->content), !self->folded);
  gtk_widget_set_visible (self->restarts, self->says_restarts && !self->folded);
  gtk_widget_set_visible (GTK_WIDGET (self->summary),
                          self->folded && gtk_label_get_text (self->summary)[0] != '\0');
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED, !self->folded, -1);
}

static void
on_header_clicked (ChainFold *self)
{
  chain_fold_set_folded (self, !self->folded);
}

/* What stands in it in a template goes into its content; its own template's parts do not. */
static void
chain_fold_add_child (GtkBuildable *buildable,
                      GtkBuilder   *builder,
                      GObject      *child,
                      const char   *type)
{
  ChainFold *self = CHAIN_FOLD (buildable);

  if (self->content != NULL && GTK_IS_WIDGET (child))
    gtk_box_append (self->content, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
chain_fold_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = chain_fold_add_child;
}

static void
chain_fold_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  ChainFold *self = CHAIN_FOLD (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->title));
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, gtk_label_get_text (self->summary));
      break;
    case PROP_RESTARTS:
      g_value_set_boolean (value, self->says_restarts);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_fold_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  ChainFold *self = CHAIN_FOLD (object);

  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_text (self->title, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      gtk_label_get_text (self->title), -1);
      break;
    case PROP_SUMMARY:
      chain_fold_set_summary (self, g_value_get_string (value));
      break;
    case PROP_RESTARTS:
      self->says_restarts = g_value_get_boolean (value);
      update (self);
      break;
    case PROP_FOLDED:
      chain_fold_set_folded (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_fold_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_FOLD);

  G_OBJECT_CLASS (chain_fold_parent_class)->dispose (object);
}

static void
chain_fold_class_init (ChainFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = chain_fold_get_property;
  object_class->set_property = chain_fold_set_property;
  object_class->dispose = chain_fold_dispose;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, "", flags);
  /* Whether what is changed in it starts the run again. */
  properties[PROP_RESTARTS] = g_param_spec_boolean ("restarts", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-fold.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainFold, header);
  gtk_widget_class_bind_template_child (widget_class, ChainFold, arrow);
  gtk_widget_class_bind_template_child (widget_class, ChainFold, title);
  gtk_widget_class_bind_template_child (widget_class, ChainFold, restarts);
  gtk_widget_class_bind_template_child (widget_class, ChainFold, summary);
  gtk_widget_class_bind_template_child (widget_class, ChainFold, content);
  gtk_widget_class_bind_template_callback (widget_class, on_header_clicked);
}

static void
chain_fold_init (ChainFold *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

gboolean
chain_fold_get_folded (ChainFold *self)
{
  g_return_val_if_fail (CHAIN_IS_FOLD (self), FALSE);

  return self->folded;
}

void
chain_fold_set_folded (ChainFold *self,
                       gboolean   folded)
{
  g_return_if_fail (CHAIN_IS_FOLD (self));

  if (self->folded == folded)
    return;

  self->folded = folded;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

/**
 * chain_fold_get_content:
 *
 * Returns: (transfer none): where its controls stand
 */
GtkBox *
chain_fold_get_content (ChainFold *self)
{
  g_return_val_if_fail (CHAIN_IS_FOLD (self), NULL);

  return self->content;
}

const char *
chain_fold_get_summary (ChainFold *self)
{
  g_return_val_if_fail (CHAIN_IS_FOLD (self), NULL);

  return gtk_label_get_text (self->summary);
}

void
chain_fold_set_summary (ChainFold  *self,
                        const char *summary)
{
  g_return_if_fail (CHAIN_IS_FOLD (self));

  if (g_strcmp0 (gtk_label_get_text (self->summary), summary) == 0)
    return;

  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  /* all of it, also where it is too long */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (self->summary), -1);
  update (self);
}
