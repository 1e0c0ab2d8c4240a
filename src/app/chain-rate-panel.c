// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-rate-panel.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-limit-label.h"
#include "chain-locale.h"
#include "chain-number-text.h"

struct _ChainRatePanel
{
  ChainPanel parent_instance;

  /* template */
  ChainFold *fold;
  ChainNumberRow *row;
  ChainLimitLabel *limit_label;

  double limit; /* shown now, NaN for none */
};

G_DEFINE_FINAL_TYPE (ChainRatePanel, chain_rate_panel, CHAIN_TYPE_PANEL)

enum
{
  SIGNAL_RATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_summary (ChainRatePanel *self)
{
  g_autofree char *rate = chain_number_text_typeset (chain_number_row_get_value (self->row));
  g_autofree char *summary = g_strdup_printf ("α = %s", rate);

  chain_fold_set_summary (self->fold, summary);
}

static void
on_edited (ChainRatePanel *self)
{
  show_summary (self);
  g_signal_emit (self, signals[SIGNAL_RATE], 0);
}

static void
chain_rate_panel_show (ChainPanel            *panel,
                       const ChainExperiment *experiment)
{
  chain_rate_panel_set_rate (CHAIN_RATE_PANEL (panel), experiment->learning_rate);
}

static void
chain_rate_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_RATE_PANEL);

  G_OBJECT_CLASS (chain_rate_panel_parent_class)->dispose (object);
}

static void
chain_rate_panel_class_init (ChainRatePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_rate_panel_dispose;
  CHAIN_PANEL_CLASS (klass)->show = chain_rate_panel_show;

  /* The user wants another rate, which the row has. */
  signals[SIGNAL_RATE] =
    g_signal_new ("rate", CHAIN_TYPE_RATE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CHAIN_TYPE_FOLD);
  g_type_ensure (CHAIN_TYPE_NUMBER_ROW);
  g_type_ensure (CHAIN_TYPE_LIMIT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-rate-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainRatePanel, fold);
  gtk_widget_class_bind_template_child (widget_class, ChainRatePanel, row);
  gtk_widget_class_bind_template_child (widget_class, ChainRatePanel, limit_label);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
}

static void
chain_rate_panel_init (ChainRatePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->limit = NAN;
  chain_limit_label_set_slider (self->limit_label, chain_number_row_get_slider (self->row));
}

/**
 * chain_rate_panel_set_rate:
 * @learning_rate: the rate as it is now, which a replayed log changes too
 */
void
chain_rate_panel_set_rate (ChainRatePanel *self,
                           double          learning_rate)
{
  g_return_if_fail (CHAIN_IS_RATE_PANEL (self));

  chain_number_row_set_value (self->row, learning_rate);
  show_summary (self);
}

/**
 * chain_rate_panel_set_limit:
 * @limit: 2/λ; NaN where it is not known or does not hold
 * @scale: what the schedule makes of the rate now, as a factor: where it is small, the rate that
 *   is set may be as much larger
 *
 * Marks the limit on the slider, without moving anything.
 */
void
chain_rate_panel_set_limit (ChainRatePanel *self,
                            double          limit,
                            double          scale)
{
  double position = log10 (limit / scale);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (CHAIN_IS_RATE_PANEL (self));

  if (!isfinite (position))
    limit = position = NAN;
  chain_slider_set_limit (chain_number_row_get_slider (self->row), position);
  gtk_widget_queue_draw (GTK_WIDGET (self->limit_label));
  if (limit == self->limit || (isnan (limit) && isnan (self->limit)))
    return;

  self->limit = limit;
  number = chain_locale_format (limit < 10.0 ? "%#.2g" : "%.3g", limit);
  if (isfinite (limit))
    text = g_strdup_printf ("2/λ = %s", number);
  chain_limit_label_set_text (self->limit_label, text != NULL ? text : "");
}

/**
 * chain_rate_panel_get_row:
 *
 * Returns: (transfer none): where the rate is set
 */
ChainNumberRow *
chain_rate_panel_get_row (ChainRatePanel *self)
{
  g_return_val_if_fail (CHAIN_IS_RATE_PANEL (self), NULL);

  return self->row;
}

const char *
chain_rate_panel_get_limit_text (ChainRatePanel *self)
{
  g_return_val_if_fail (CHAIN_IS_RATE_PANEL (self), NULL);

  return chain_limit_label_get_text (self->limit_label);
}
