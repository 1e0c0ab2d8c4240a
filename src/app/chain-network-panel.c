// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network-panel.h"

#include <glib/gi18n.h>

#include "chain-experiment-file.h"

struct _ChainNetworkPanel
{
  ChainPanel parent_instance;

  /* template */
  ChainFold *fold;
  ChainNumberRow *hidden1;
  ChainNumberRow *hidden2;
};

G_DEFINE_FINAL_TYPE (ChainNetworkPanel, chain_network_panel, CHAIN_TYPE_PANEL)

/* Whether the file would take @text as the width of @layer beside the @other layer's. */
static gboolean
judge (int          layer,
       const char  *text,
       int          other,
       GError     **error)
{
  g_autofree char *setting = layer == 1 ? g_strdup_printf ("hidden=%s;%d", text, other)
                                        : g_strdup_printf ("hidden=%d;%s", other, text);
  const char *settings[] = { setting, NULL };
  ChainExperiment scratch;
  gboolean valid;

  if (!chain_experiment_init (&scratch))
    g_error ("no memory for an experiment");
  valid = chain_experiment_parse (&scratch, NULL, 0, settings, error);
  chain_experiment_clear (&scratch);
  return valid;
}

static gboolean
judge_hidden1 (const char *text,
               gpointer    data,
               GError    **error)
{
  return judge (1, text, chain_panel_get_experiment (data)->shape.hidden2, error);
}

static gboolean
judge_hidden2 (const char *text,
               gpointer    data,
               GError    **error)
{
  return judge (2, text, chain_panel_get_experiment (data)->shape.hidden1, error);
}

/* Another network has other weights: given ones cannot be kept, and are drawn then. */
static void
on_row_edited (ChainNetworkPanel *self)
{
  ChainExperiment changed;

  if (!chain_experiment_copy (&changed, chain_panel_get_experiment (CHAIN_PANEL (self))))
    g_error ("no memory for an experiment");
  changed.shape.hidden1 = (int) chain_number_row_get_number (self->hidden1);
  changed.shape.hidden2 = (int) chain_number_row_get_number (self->hidden2);
  if (changed.initializer.method == CHAIN_INITIALIZER_MANUAL)
    changed.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  chain_panel_replace (CHAIN_PANEL (self), &changed, "hidden");
  chain_experiment_clear (&changed);
}

static void
chain_network_panel_show (ChainPanel            *panel,
                          const ChainExperiment *experiment)
{
  ChainNetworkPanel *self = CHAIN_NETWORK_PANEL (panel);
  ChainShape shape = experiment->shape;
  g_autofree char *summary = g_strdup_printf ("1 → %d → %d → 1", shape.hidden1, shape.hidden2);

  chain_number_row_set_number (self->hidden1, (guint64) shape.hidden1);
  chain_number_row_set_number (self->hidden2, (guint64) shape.hidden2);
  chain_fold_set_summary (self->fold, summary);
}

static void
chain_network_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_NETWORK_PANEL);

  G_OBJECT_CLASS (chain_network_panel_parent_class)->dispose (object);
}

static void
chain_network_panel_class_init (ChainNetworkPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_network_panel_dispose;
  CHAIN_PANEL_CLASS (klass)->show = chain_network_panel_show;

  g_type_ensure (CHAIN_TYPE_FOLD);
  g_type_ensure (CHAIN_TYPE_NUMBER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-network-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainNetworkPanel, fold);
  gtk_widget_class_bind_template_child (widget_class, ChainNetworkPanel, hidden1);
  gtk_widget_class_bind_template_child (widget_class, ChainNetworkPanel, hidden2);
  gtk_widget_class_bind_template_callback (widget_class, on_row_edited);
}

static void
chain_network_panel_init (ChainNetworkPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chain_number_field_set_judge (chain_number_row_get_field (self->hidden1), judge_hidden1, self);
  chain_number_field_set_judge (chain_number_row_get_field (self->hidden2), judge_hidden2, self);
}

/**
 * chain_network_panel_get_width:
 * @layer: 1 or 2
 *
 * Returns: (transfer none): where the layer's width is set
 */
ChainNumberRow *
chain_network_panel_get_width (ChainNetworkPanel *self,
                               int                layer)
{
  g_return_val_if_fail (CHAIN_IS_NETWORK_PANEL (self), NULL);

  return layer == 1 ? self->hidden1 : self->hidden2;
}
