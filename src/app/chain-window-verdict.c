// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-number.h"
#include "chain-verdict.h"

/* While a run goes on, a verdict has to hold for so long before it is shown. */
#define PATIENCE_MICROSECONDS (G_USEC_PER_SEC * 3 / 10)

/* How far below the limit of stability the rate goes. */
#define STABLE_SHARE 0.8

/* What can be done about a verdict: a button's label and its action. */
typedef struct
{
  const char *label;
  const char *action;
} Remedy;

static Remedy
find_remedy (ChainWindow  *self,
             ChainVerdict  verdict)
{
  ChainShape shape = self->run.shape;
  gboolean single = shape.hidden1 == 1 && shape.hidden2 == 1;

  switch (verdict.kind)
    {
    case CHAIN_VERDICT_SATURATED:
      return (Remedy) { N_("Draw new weights"), "win.new-weights" };
    case CHAIN_VERDICT_COLLAPSED:
      return single ? (Remedy) { N_("Add a neuron"), "win.add-neuron" }
                    : (Remedy) { N_("Draw new weights"), "win.new-weights" };
    case CHAIN_VERDICT_FLOOR:
      return (Remedy) { N_("Add a neuron"), "win.add-neuron" };
    case CHAIN_VERDICT_UNSTABLE:
      return (Remedy) { N_("Lower the learning rate"), "win.stabilize" };
    case CHAIN_VERDICT_SADDLE:
    case CHAIN_VERDICT_PLATEAU:
      return (Remedy) { N_("Run at full speed"), "win.run-fast" };
    default:
      return (Remedy) { NULL, NULL };
    }
}

/* What is happening, and why, in markup. */
static char *
describe (ChainWindow  *self,
          ChainVerdict  verdict)
{
  const ChainRun *run = &self->run;
  char value[CHAIN_NUMBER_SIZE];

  chain_number_significant (value, verdict.value, 3);
  switch (verdict.kind)
    {
    case CHAIN_VERDICT_SATURATED:
      /* Translators: layer 1 or 2; so many of so many samples; the layer again */
      return g_strdup_printf (ngettext ("Layer %d is saturated: %u of %u sample has |h%s| &gt; 0.99",
                                        "Layer %d is saturated: %u of %u samples have |h%s| &gt; 0.99",
                                        (guint) run->dataset.n), verdict.layer,
                              (guint) verdict.count, (guint) run->dataset.n, verdict.layer == 1 ? "₁" : "₂");
    case CHAIN_VERDICT_SADDLE:
      return g_strdup_printf (_("A saddle, not the end: along one direction the loss curves down, by %s"), value);
    case CHAIN_VERDICT_COLLAPSED:
      return g_strdup (_("Collapsed to the best constant: no direction leads down from here"));
    case CHAIN_VERDICT_FLOOR:
      return g_strdup_printf (_("At the floor: no 1×1 network can get below %s on this interval, as it is monotone"),
                              value);
    case CHAIN_VERDICT_UNSTABLE:
      return g_strdup_printf (_("At the edge of stability: α·λ is %s, and above 2 the steps overshoot"), value);
    case CHAIN_VERDICT_PLATEAU:
      return g_strdup (_("A plateau: the loss hardly moves, though there is more to reach"));
    case CHAIN_VERDICT_EXACT:
      return g_strdup (_("Learnt exactly: no loss is left here, and elsewhere the curve is anything"));
    case CHAIN_VERDICT_FITS:
      return g_strdup (_("It fits: R² is above 0.99"));
    case CHAIN_VERDICT_LEARNING:
      return g_strdup (_("Learning well: the loss falls"));
    case CHAIN_VERDICT_NONE:
      break;
    }

  return g_strdup ("");
}

static ChainVerdict
find (const ChainRun *run)
{
  ChainVerdictInput input = {
    .shape = run->shape,
    .n_samples = run->dataset.n,
    .loss = run->point.loss,
    .variance = run->variance,
    .floor = run->floor,
    .step_size = run->step_size,
    .diagnosis = run->has_diagnosis ? &run->diagnosis : NULL,
    .losses = run->losses,
  };

  /* λ says nothing about the limit of another rule */
  if (run->experiment.optimizer.kind != CHAIN_OPTIMIZER_GRADIENT_DESCENT)
    input.step_size = 0.0;
  if (!run->has_point || run->step == 0 || run->status == CHAIN_SESSION_DIVERGED)
    return (ChainVerdict) { CHAIN_VERDICT_NONE };

  return chain_verdict_find (&input);
}

static void
show (ChainWindow  *self,
      ChainVerdict  verdict)
{
  g_autofree char *text = describe (self, verdict);
  Remedy remedy = find_remedy (self, verdict);
  gboolean good = verdict.kind >= CHAIN_VERDICT_EXACT;

  if (g_strcmp0 (gtk_label_get_label (self->verdict_label), text) != 0)
    {
      gtk_label_set_markup (self->verdict_label, text);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->verdict_label), gtk_label_get_text (self->verdict_label));
    }
  if (good)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict_label), "good");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_label), "good");

  gtk_widget_set_visible (GTK_WIDGET (self->verdict_button), remedy.action != NULL);
  if (remedy.action != NULL)
    {
      gtk_button_set_label (self->verdict_button, _(remedy.label));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->verdict_button), remedy.action);
    }
}

/**
 * chain_window_show_verdict:
 *
 * Says what is happening in the run. While it goes on, what passes at once is not shown: a line
 * that flickers says nothing.
 */
void
chain_window_show_verdict (ChainWindow *self)
{
  ChainVerdict verdict = find (&self->run);
  gint64 now = g_get_monotonic_time ();

  if (verdict.kind != self->verdict_kind)
    {
      self->verdict_kind = verdict.kind;
      self->verdict_time = now;
    }
  if (!self->run.running || now - self->verdict_time >= PATIENCE_MICROSECONDS)
    show (self, verdict);
}

/* ---- what can be done ---- */

static void
apply_drawn (ChainWindow *self,
             ChainShape   shape,
             uint64_t     seed)
{
  ChainExperiment changed;

  if (!chain_experiment_copy (&changed, &self->run.experiment))
    g_error ("no memory for an experiment");
  if (changed.initializer.method < CHAIN_INITIALIZER_XAVIER_UNIFORM)
    changed.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  changed.initializer.scale = 1.0;
  changed.initializer.seed = seed;
  changed.shape = shape;
  chain_window_apply_experiment (self, &changed, NULL);
  chain_experiment_clear (&changed);
}

static void
on_add_neuron (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  ChainShape shape = self->run.experiment.shape;

  if (shape.hidden1 == CHAIN_MAX_WIDTH)
    {
      chain_window_show_note (self, _("A layer has at most 16 neurons."));
      return;
    }

  shape.hidden1++;
  apply_drawn (self, shape, self->run.experiment.initializer.seed);
}

static void
on_stabilize (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  double limit = chain_run_limit (&self->run);

  if (!isfinite (limit))
    {
      chain_window_show_note (self, _("The limit of stability is not known here."));
      return;
    }

  /* the schedule's share of the rate stays as it is; two digits are enough for a rate */
  limit *= STABLE_SHARE * self->run.learning_rate / self->run.step_size;
  limit = g_ascii_strtod (g_ascii_formatd ((char[G_ASCII_DTOSTR_BUF_SIZE]) { 0 }, G_ASCII_DTOSTR_BUF_SIZE,
                                           "%.2g", limit), NULL);
  chain_window_set_learning_rate (self, limit);
  chain_number_row_set_value (self->learning_rate, limit);
}

static void
on_run_fast (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);

  gtk_adjustment_set_value (self->speed, gtk_adjustment_get_upper (self->speed));
  chain_window_set_running (self, TRUE);
}

/**
 * chain_window_install_verdict:
 *
 * Gives the class the actions that a verdict offers.
 */
void
chain_window_install_verdict (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.add-neuron", NULL, on_add_neuron);
  chain_window_install_action (widget_class, "win.stabilize", NULL, on_stabilize);
  chain_window_install_action (widget_class, "win.run-fast", NULL, on_run_fast);
}
