// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

/* ---- what all actions have in common ---- */

/* What is done when an action is activated, by its interned name. */
static GHashTable *activations;

typedef struct
{
  const char *name; /* interned */
  GVariant *parameter;
  gboolean joined;  /* to the change that was typed before */
} Deferred;

static void
perform (ChainWindow *self,
         const char  *name,
         GVariant    *parameter,
         gboolean     joined)
{
  GtkWidgetActionActivateFunc activate =
    (GtkWidgetActionActivateFunc) g_hash_table_lookup (activations, g_intern_string (name));

  chain_undo_set_joined (self->undo, joined);
  activate (GTK_WIDGET (self), name, parameter);
  chain_undo_set_joined (self->undo, FALSE);
}

/* What is typed is what is meant. Where that changes something the action waits until the worker
 * has told what came of it; both are one gesture. */
static void
on_action (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  guint64 revision = self->last_revision;
  uint64_t serial = self->last_serial;
  Deferred *deferred;

  chain_window_commit_typing (self);
  if (self->last_serial == serial && g_queue_is_empty (&self->deferred))
    {
      perform (self, name, parameter, FALSE);
      return;
    }

  deferred = g_new (Deferred, 1);
  deferred->name = g_intern_string (name);
  deferred->parameter = parameter != NULL ? g_variant_ref (parameter) : NULL;
  deferred->joined = self->last_revision != revision;
  g_queue_push_tail (&self->deferred, deferred);
}

static void
deferred_free (gpointer data)
{
  Deferred *deferred = data;

  g_clear_pointer (&deferred->parameter, g_variant_unref);
  g_free (deferred);
}

/**
 * chain_window_perform_deferred:
 *
 * Does what waited for a snapshot. One that sends a command lets the next wait for that.
 */
void
chain_window_perform_deferred (ChainWindow *self)
{
  Deferred *deferred;

  while (self->shown_serial == self->last_serial && (deferred = g_queue_pop_head (&self->deferred)) != NULL)
    {
      perform (self, deferred->name, deferred->parameter, deferred->joined);
      deferred_free (deferred);
    }
}

/**
 * chain_window_forget_deferred:
 *
 * To be called at the end of the window.
 */
void
chain_window_forget_deferred (ChainWindow *self)
{
  g_queue_clear_full (&self->deferred, deferred_free);
}

/**
 * chain_window_install_action:
 *
 * Gives the class an action of the window. All are installed here, so that each takes over first
 * what is typed in a field and not entered yet: neither a key nor a button of the header takes the
 * focus from the field.
 */
void
chain_window_install_action (GtkWidgetClass              *widget_class,
                             const char                  *name,
                             const char                  *parameter_type,
                             GtkWidgetActionActivateFunc  activate)
{
  if (activations == NULL)
    activations = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (activations, (gpointer) g_intern_string (name), (gpointer) activate);
  gtk_widget_class_install_action (widget_class, name, parameter_type, on_action);
}

/* ---- the run ---- */

static void
on_step (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  chain_window_step (CHAIN_WINDOW (widget), 1);
}

static void
on_steps (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  /* an action can be called from outside, with anything */
  chain_window_step (CHAIN_WINDOW (widget), (uint64_t) CLAMP (g_variant_get_int32 (parameter), 1, 1000000));
}

/* To the end of the epoch: with full batches each step is one. */
static void
on_epoch (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  gsize n, batch, n_batches;

  n = self->run.dataset.n;
  batch = self->run.experiment.batch_size > 0 ? self->run.experiment.batch_size : n;
  n_batches = (n + batch - 1) / batch;
  chain_window_step (self, n_batches - self->run.step % n_batches);
}

static void
on_reset (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  chain_window_restart (CHAIN_WINDOW (widget), FALSE);
}

/* ---- single weights ---- */

static void
on_set_weight (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  guint index;
  double value;

  g_variant_get (parameter, "(ud)", &index, &value);
  /* an action can be called from outside, with anything */
  if (index < chain_shape_n_parameters (self->run.shape) && isfinite (value))
    chain_window_set_weight (self, index, value);
}

static void
on_set_lock (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  guint index;
  gboolean locked;

  g_variant_get (parameter, "(ub)", &index, &locked);
  if (index < chain_shape_n_parameters (self->run.shape) && self->frozen[index] != locked)
    chain_window_set_frozen (self, index, locked);
}

/* ---- scenarios ---- */

/* Replaces the run by a paused one of @scenario; that can be undone. */
static void
take_scenario (ChainWindow         *self,
               const ChainScenario *scenario)
{
  g_autoptr (GError) error = NULL;
  ChainExperiment experiment;

  if (!chain_experiment_init (&experiment))
    g_error ("no memory for an experiment");
  if (!chain_scenario_load (scenario, NULL, &experiment, &error))
    g_error ("%s: %s", scenario->id, error->message);
  chain_window_replace (self, &experiment, NULL);
  chain_experiment_clear (&experiment);
}

static void
on_scenarios (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_menu_button_popup (CHAIN_WINDOW (widget)->scenarios_button);
}

static void
on_scenario (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const ChainScenario *scenario = chain_scenario_find (g_variant_get_string (parameter, NULL));

  /* an action can be called from outside, with anything */
  if (scenario != NULL)
    take_scenario (CHAIN_WINDOW (widget), scenario);
}

/**
 * chain_window_install_actions:
 *
 * Gives the class its actions, but for win.run, which is the property “running”. They are
 * always enabled: a disabled action disappears from assistive technologies.
 */
void
chain_window_install_actions (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.step", NULL, on_step);
  chain_window_install_action (widget_class, "win.steps", "i", on_steps);
  chain_window_install_action (widget_class, "win.epoch", NULL, on_epoch);
  chain_window_install_action (widget_class, "win.reset", NULL, on_reset);
  chain_window_install_action (widget_class, "win.set-weight", "(ud)", on_set_weight);
  chain_window_install_action (widget_class, "win.set-lock", "(ub)", on_set_lock);
  chain_window_install_action (widget_class, "win.scenarios", NULL, on_scenarios);
  chain_window_install_action (widget_class, "win.scenario", "s", on_scenario);
}
