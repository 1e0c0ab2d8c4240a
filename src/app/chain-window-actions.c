// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>


/* ---- the run ---- */

static void
on_step (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  chain_window_commit_typing (CHAIN_WINDOW (widget));
  chain_window_step (CHAIN_WINDOW (widget), 1);
}

static void
on_steps (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  chain_window_commit_typing (CHAIN_WINDOW (widget));
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

  chain_window_commit_typing (self);
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
  chain_window_commit_typing (CHAIN_WINDOW (widget));
  chain_window_restart (CHAIN_WINDOW (widget), FALSE);
}

/* ---- scenarios ---- */

/**
 * chain_window_take_scenario:
 *
 * Replaces the run by a paused one of @scenario; that can be undone.
 */
void
chain_window_take_scenario (ChainWindow         *self,
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
    chain_window_take_scenario (CHAIN_WINDOW (widget), scenario);
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
  gtk_widget_class_install_action (widget_class, "win.step", NULL, on_step);
  gtk_widget_class_install_action (widget_class, "win.steps", "i", on_steps);
  gtk_widget_class_install_action (widget_class, "win.epoch", NULL, on_epoch);
  gtk_widget_class_install_action (widget_class, "win.reset", NULL, on_reset);
  gtk_widget_class_install_action (widget_class, "win.scenarios", NULL, on_scenarios);
  gtk_widget_class_install_action (widget_class, "win.scenario", "s", on_scenario);
}
