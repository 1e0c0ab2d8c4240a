// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-stop-panel.h"

#include <glib/gi18n.h>

#include "chain-number-text.h"

struct _ChainStopPanel
{
  ChainPanel parent_instance;

  /* template */
  ChainFold *fold;
  ChainNumberRow *steps;
  ChainNumberRow *loss;
  ChainNumberRow *seconds;
};

enum
{
  SIGNAL_TIME_LIMIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ChainStopPanel, chain_stop_panel, CHAIN_TYPE_PANEL)

static void
on_row_edited (ChainStopPanel *self,
               ChainNumberRow *row)
{
  chain_panel_edit_row (CHAIN_PANEL (self), row);
}

static void
on_seconds_edited (ChainStopPanel *self)
{
  g_signal_emit (self, signals[SIGNAL_TIME_LIMIT], 0);
}

static char *
summarize (const ChainExperiment *experiment)
{
  gulong n = (gulong) experiment->stop_steps; /* for the plural */
  g_autofree char *steps = g_strdup_printf ("%" G_GUINT64_FORMAT, experiment->stop_steps);
  g_autofree char *loss = chain_number_text_typeset (experiment->stop_loss);

  if (experiment->stop_steps > 0 && experiment->stop_loss > 0.0)
    return g_strdup_printf (ngettext ("after %s step or below a loss of %s",
                                      "after %s steps or below a loss of %s", n), steps, loss);
  if (experiment->stop_steps > 0)
    return g_strdup_printf (ngettext ("after %s step", "after %s steps", n), steps);
  if (experiment->stop_loss > 0.0)
    return g_strdup_printf (_("below a loss of %s"), loss);

  /* Translators: when a run stops by itself */
  return g_strdup (C_("stop", "never"));
}

static void
chain_stop_panel_show (ChainPanel            *panel,
                       const ChainExperiment *experiment)
{
  ChainStopPanel *self = CHAIN_STOP_PANEL (panel);
  g_autofree char *summary = summarize (experiment);

  chain_number_row_set_number (self->steps, experiment->stop_steps);
  chain_number_row_set_value (self->loss, experiment->stop_loss);
  chain_fold_set_summary (self->fold, summary);
}

static void
chain_stop_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_STOP_PANEL);

  G_OBJECT_CLASS (chain_stop_panel_parent_class)->dispose (object);
}

static void
chain_stop_panel_class_init (ChainStopPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_stop_panel_dispose;
  CHAIN_PANEL_CLASS (klass)->show = chain_stop_panel_show;

  /* the time that a run may take was changed: it belongs to the window, not to the experiment */
  signals[SIGNAL_TIME_LIMIT]
    = g_signal_new ("time-limit", CHAIN_TYPE_STOP_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CHAIN_TYPE_FOLD);
  g_type_ensure (CHAIN_TYPE_NUMBER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-stop-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainStopPanel, fold);
  gtk_widget_class_bind_template_child (widget_class, ChainStopPanel, steps);
  gtk_widget_class_bind_template_child (widget_class, ChainStopPanel, loss);
  gtk_widget_class_bind_template_child (widget_class, ChainStopPanel, seconds);
  gtk_widget_class_bind_template_callback (widget_class, on_row_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_seconds_edited);
}

static void
chain_stop_panel_init (ChainStopPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

ChainNumberRow *
chain_stop_panel_get_steps (ChainStopPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_STOP_PANEL (self), NULL);

  return self->steps;
}

ChainNumberRow *
chain_stop_panel_get_loss (ChainStopPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_STOP_PANEL (self), NULL);

  return self->loss;
}

/**
 * chain_stop_panel_get_seconds:
 *
 * Returns: the row with the seconds that a run may take, 0 for any
 */
ChainNumberRow *
chain_stop_panel_get_seconds (ChainStopPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_STOP_PANEL (self), NULL);

  return self->seconds;
}
