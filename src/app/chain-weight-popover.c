// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-weight-popover.h"

#include <glib/gi18n.h>

struct _ChainWeightPopover
{
  GtkPopover parent_instance;

  /* template */
  GtkLabel *title;
  ChainNumberField *field;
  GtkLabel *message;
  GtkLabel *effect;
  GtkCheckButton *lock;

  ChainPlotModel *model;
  ChainShape shape;
  guint parameter;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ChainWeightPopover, chain_weight_popover, GTK_TYPE_POPOVER)

/* ---- what is wanted ---- */

static void
on_edited (ChainWeightPopover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.set-weight", "(ud)", self->parameter,
                              chain_number_field_get_value (self->field));
}

static void
on_activate (ChainWeightPopover *self)
{
  if (chain_field_get_message (CHAIN_FIELD (self->field)) == NULL)
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_message (ChainWeightPopover *self)
{
  const char *message = chain_field_get_message (CHAIN_FIELD (self->field));

  gtk_label_set_text (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

static void
on_locked (ChainWeightPopover *self)
{
  if (!self->updating)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.set-lock", "(ub)", self->parameter,
                                gtk_check_button_get_active (self->lock));
}

/* ---- what is shown ---- */

static void
update (ChainWeightPopover *self)
{
  const ChainRun *run = chain_plot_model_get_run (self->model);
  const char *effect;

  if (run == NULL || run->shape.hidden1 != self->shape.hidden1 || run->shape.hidden2 != self->shape.hidden2)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }

  effect = run->step == 0
           ? _("This is the initial weight. Another value starts the run with it.")
           : _("Another value starts a new run from the present weights, with this one changed. "
               "Undo brings back the run as it was.");
  if (g_strcmp0 (gtk_label_get_text (self->effect), effect) != 0)
    gtk_label_set_text (self->effect, effect);
  self->updating = TRUE;
  gtk_check_button_set_active (self->lock, run->frozen[self->parameter]);
  self->updating = FALSE;
}

/* ---- the widget ---- */

static void
chain_weight_popover_dispose (GObject *object)
{
  g_clear_object (&CHAIN_WEIGHT_POPOVER (object)->model);

  G_OBJECT_CLASS (chain_weight_popover_parent_class)->dispose (object);
}

static void
chain_weight_popover_class_init (ChainWeightPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_weight_popover_dispose;

  g_type_ensure (CHAIN_TYPE_NUMBER_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-weight-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainWeightPopover, title);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightPopover, field);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightPopover, message);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightPopover, effect);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightPopover, lock);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_message);
  gtk_widget_class_bind_template_callback (widget_class, on_locked);
}

static void
chain_weight_popover_init (ChainWeightPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chain_weight_popover_new:
 * @model: with a run that has a point
 * @parameter: a flat index
 *
 * Returns: (transfer floating): a popover for that parameter; it closes where the run gets another
 *   network
 */
GtkWidget *
chain_weight_popover_new (ChainPlotModel *model,
                          guint           parameter)
{
  ChainWeightPopover *self = g_object_new (CHAIN_TYPE_WEIGHT_POPOVER, NULL);
  const ChainRun *run = chain_plot_model_get_run (model);
  const ChainNetworkPlot network = { .shape = run->shape };
  const ChainNetworkPart part = { CHAIN_NETWORK_PARAMETER, parameter };
  char markup[CHAIN_NETWORK_TEXT_SIZE], name[CHAIN_PARAMETER_NAME_SIZE];
  int row, column;

  self->model = g_object_ref (model);
  self->shape = run->shape;
  self->parameter = parameter;
  chain_network_plot_name (&network, part, markup);
  chain_parameter_name (run->shape, parameter, name);
  gtk_label_set_markup (self->title, markup);
  g_object_set (self->field, "key", chain_group_get_name (chain_parameter_locate (run->shape, parameter, &row, &column)),
                NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  chain_number_field_set_value (self->field, run->point.parameters[parameter]);
  update (self);
  g_signal_connect_object (model, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

guint
chain_weight_popover_get_parameter (ChainWeightPopover *self)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHT_POPOVER (self), 0);

  return self->parameter;
}

ChainNumberField *
chain_weight_popover_get_field (ChainWeightPopover *self)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHT_POPOVER (self), NULL);

  return self->field;
}

GtkCheckButton *
chain_weight_popover_get_lock (ChainWeightPopover *self)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHT_POPOVER (self), NULL);

  return self->lock;
}
