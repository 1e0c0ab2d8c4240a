// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-optimizer-panel.h"

#include <glib/gi18n.h>

struct _ChainOptimizerPanel
{
  ChainPanel parent_instance;

  /* template */
  ChainFold *fold;
  ChainChoiceRow *method;
  ChainNumberRow *momentum;
  ChainNumberRow *beta1;
  ChainNumberRow *beta2;
  ChainNumberRow *rho;
  ChainNumberRow *epsilon;
  ChainNumberRow *batch_size;
  ChainNumberRow *shuffle_seed;
  ChainChoiceRow *schedule;
  ChainNumberRow *schedule_steps;
  ChainNumberRow *schedule_factor;
};

G_DEFINE_FINAL_TYPE (ChainOptimizerPanel, chain_optimizer_panel, CHAIN_TYPE_PANEL)

static const char *const method_words[CHAIN_N_OPTIMIZERS] = {
  [CHAIN_OPTIMIZER_GRADIENT_DESCENT] = "gradient-descent",
  [CHAIN_OPTIMIZER_MOMENTUM] = "momentum",
  [CHAIN_OPTIMIZER_NESTEROV] = "nesterov",
  [CHAIN_OPTIMIZER_ADAGRAD] = "adagrad",
  [CHAIN_OPTIMIZER_RMSPROP] = "rmsprop",
  [CHAIN_OPTIMIZER_ADAM] = "adam",
};

static const char *const method_names[CHAIN_N_OPTIMIZERS] = {
  [CHAIN_OPTIMIZER_GRADIENT_DESCENT] = N_("gradient descent"),
  [CHAIN_OPTIMIZER_MOMENTUM] = N_("momentum"),
  [CHAIN_OPTIMIZER_NESTEROV] = "Nesterov",
  [CHAIN_OPTIMIZER_ADAGRAD] = "AdaGrad",
  [CHAIN_OPTIMIZER_RMSPROP] = "RMSProp",
  [CHAIN_OPTIMIZER_ADAM] = "Adam",
};

static const char *const schedule_words[CHAIN_N_SCHEDULES] = {
  [CHAIN_SCHEDULE_CONSTANT] = "constant",
  [CHAIN_SCHEDULE_STEP] = "step",
  [CHAIN_SCHEDULE_COSINE] = "cosine",
  [CHAIN_SCHEDULE_EXPONENTIAL] = "exponential",
};

static const char *const schedule_names[CHAIN_N_SCHEDULES] = {
  [CHAIN_SCHEDULE_CONSTANT] = N_("constant rate"),
  [CHAIN_SCHEDULE_STEP] = N_("in steps"),
  [CHAIN_SCHEDULE_COSINE] = N_("cosine"),
  [CHAIN_SCHEDULE_EXPONENTIAL] = N_("exponential"),
};

static void
on_row_edited (ChainOptimizerPanel *self,
               ChainNumberRow      *row)
{
  chain_panel_edit_row (CHAIN_PANEL (self), row);
}

static void
on_method_edited (ChainOptimizerPanel *self)
{
  chain_panel_edit (CHAIN_PANEL (self), "optimizer", method_words[chain_choice_row_get_selected (self->method)], NULL);
}

static void
on_schedule_edited (ChainOptimizerPanel *self)
{
  chain_panel_edit (CHAIN_PANEL (self), "schedule", schedule_words[chain_choice_row_get_selected (self->schedule)],
                    NULL);
}

static char *
summarize (const ChainExperiment *experiment)
{
  GString *summary = g_string_new (_(method_names[experiment->optimizer.kind]));
  guint size = (guint) experiment->batch_size;

  g_string_append (summary, ", ");
  if (size == 0)
    g_string_append (summary, _("all samples"));
  else
    g_string_append_printf (summary, ngettext ("batches of %u", "batches of %u", size), size);
  if (experiment->schedule.kind != CHAIN_SCHEDULE_CONSTANT)
    g_string_append_printf (summary, ", %s", _(schedule_names[experiment->schedule.kind]));

  return g_string_free (summary, FALSE);
}

/* The numbers that the rule has, and no others. */
static void
show_method (ChainOptimizerPanel  *self,
             const ChainOptimizer *optimizer)
{
  ChainOptimizerKind kind = optimizer->kind;
  gboolean adam = kind == CHAIN_OPTIMIZER_ADAM;
  gboolean rmsprop = kind == CHAIN_OPTIMIZER_RMSPROP;

  chain_choice_row_set_selected (self->method, kind);
  chain_number_row_set_value (self->momentum, optimizer->momentum);
  chain_number_row_set_value (self->beta1, optimizer->beta1);
  chain_number_row_set_value (self->beta2, optimizer->beta2);
  chain_number_row_set_value (self->rho, optimizer->rho);
  chain_number_row_set_value (self->epsilon, optimizer->epsilon);
  gtk_widget_set_visible (GTK_WIDGET (self->momentum),
                          kind == CHAIN_OPTIMIZER_MOMENTUM || kind == CHAIN_OPTIMIZER_NESTEROV);
  gtk_widget_set_visible (GTK_WIDGET (self->beta1), adam);
  gtk_widget_set_visible (GTK_WIDGET (self->beta2), adam);
  gtk_widget_set_visible (GTK_WIDGET (self->rho), rmsprop);
  gtk_widget_set_visible (GTK_WIDGET (self->epsilon), adam || rmsprop || kind == CHAIN_OPTIMIZER_ADAGRAD);
}

static void
chain_optimizer_panel_show (ChainPanel            *panel,
                            const ChainExperiment *experiment)
{
  ChainOptimizerPanel *self = CHAIN_OPTIMIZER_PANEL (panel);
  const ChainSchedule *schedule = &experiment->schedule;
  gboolean scheduled = schedule->kind != CHAIN_SCHEDULE_CONSTANT;
  gsize n = experiment->n_samples > 0 ? experiment->n_samples : experiment->count;
  g_autofree char *summary = summarize (experiment);

  show_method (self, &experiment->optimizer);
  chain_number_row_set_upper (self->batch_size, MAX (2.0, (double) n));
  chain_number_row_set_number (self->batch_size, experiment->batch_size);
  chain_number_row_set_number (self->shuffle_seed, experiment->shuffle_seed);
  gtk_widget_set_visible (GTK_WIDGET (self->shuffle_seed), experiment->batch_size > 0);
  chain_choice_row_set_selected (self->schedule, schedule->kind);
  chain_number_row_set_number (self->schedule_steps, schedule->steps);
  chain_number_row_set_value (self->schedule_factor, schedule->factor);
  gtk_widget_set_visible (GTK_WIDGET (self->schedule_steps), scheduled);
  gtk_widget_set_visible (GTK_WIDGET (self->schedule_factor), scheduled);
  chain_fold_set_summary (self->fold, summary);
}

static void
chain_optimizer_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_OPTIMIZER_PANEL);

  G_OBJECT_CLASS (chain_optimizer_panel_parent_class)->dispose (object);
}

static void
chain_optimizer_panel_class_init (ChainOptimizerPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_optimizer_panel_dispose;
  CHAIN_PANEL_CLASS (klass)->show = chain_optimizer_panel_show;

  g_type_ensure (CHAIN_TYPE_FOLD);
  g_type_ensure (CHAIN_TYPE_NUMBER_ROW);
  g_type_ensure (CHAIN_TYPE_CHOICE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-optimizer-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, fold);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, method);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, momentum);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, beta1);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, beta2);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, rho);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, epsilon);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, batch_size);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, shuffle_seed);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, schedule);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, schedule_steps);
  gtk_widget_class_bind_template_child (widget_class, ChainOptimizerPanel, schedule_factor);
  gtk_widget_class_bind_template_callback (widget_class, on_row_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_method_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_schedule_edited);
}

static void
chain_optimizer_panel_init (ChainOptimizerPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chain_choice_row_set_choices (self->method, method_names, CHAIN_N_OPTIMIZERS);
  chain_choice_row_set_choices (self->schedule, schedule_names, CHAIN_N_SCHEDULES);
}

ChainChoiceRow *
chain_optimizer_panel_get_method (ChainOptimizerPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_OPTIMIZER_PANEL (self), NULL);

  return self->method;
}

ChainChoiceRow *
chain_optimizer_panel_get_schedule (ChainOptimizerPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_OPTIMIZER_PANEL (self), NULL);

  return self->schedule;
}

/**
 * chain_optimizer_panel_get_row:
 * @key: of the experiment file
 *
 * Returns: (transfer none) (nullable): where it is set
 */
ChainNumberRow *
chain_optimizer_panel_get_row (ChainOptimizerPanel *self,
                               const char          *key)
{
  ChainNumberRow *rows[] = { self->momentum, self->beta1, self->beta2, self->rho, self->epsilon, self->batch_size,
                             self->shuffle_seed, self->schedule_steps, self->schedule_factor };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (chain_number_row_get_key (rows[i]), key))
      return rows[i];

  return NULL;
}
