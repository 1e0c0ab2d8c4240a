// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

#include "chain-number-text.h"
#include "chain-settings.h"

/* Nobody reads numbers that change more often. */
#define READOUT_MICROSECONDS 100000

#define FLASH_MILLISECONDS 700

static void
show_readout (ChainWindow *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->run.running && now - self->readout_time < READOUT_MICROSECONDS)
    return;

  self->readout_time = now;
  chain_readout_show (self->readout, &self->run);
  chain_window_show_limit (self);
  chain_window_show_verdict (self);
}

/* Says why a run has come to its end, if it has one. */
static gboolean
show_stop (ChainWindow *self)
{
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  switch (self->run.status)
    {
    case CHAIN_SESSION_STOPPED_STEPS:
      number = g_strdup_printf ("%" G_GUINT64_FORMAT, self->run.experiment.stop_steps);
      text = g_strdup_printf (ngettext ("The run has made its %s step and stopped.",
                                        "The run has made its %s steps and stopped.",
                                        (gulong) self->run.experiment.stop_steps), number);
      break;
    case CHAIN_SESSION_STOPPED_LOSS:
      number = chain_number_text_typeset (self->run.experiment.stop_loss);
      text = g_strdup_printf (_("The loss is below %s, so the run has stopped."), number);
      break;
    default:
      return FALSE;
    }

  chain_window_show_run_note (self, text);
  return TRUE;
}

/* What was wanted is put back by follow(): it is what the worker has. */
static void
show_refused_change (ChainWindow         *self,
                     const ChainSnapshot *snapshot)
{
  if (self->change_serial == 0 || snapshot->serial < self->change_serial)
    return;

  self->change_serial = 0;
  if (snapshot->change_refused)
    chain_window_show_run_note (self, _("The change log is full: reset the run to steer it again."));
}

/* Takes over what the worker alone can know, as long as no command of ours is on its way. */
static void
follow (ChainWindow *self)
{
  if (self->shown_serial < self->last_serial)
    return;

  /* a replayed log changes what can be steered, and a full one refuses a change */
  memcpy (self->frozen, self->run.frozen, sizeof self->frozen);
  chain_window_show_steered (self);

  if (self->running && !self->run.running)
    {
      self->running = FALSE;
      chain_window_notify_running (self);
      if (!show_stop (self) && self->run.time_is_up)
        chain_window_show_note (self, _("The time is up, so the run has paused."));
    }
}

static void
show_snapshot (ChainWindow         *self,
               const ChainSnapshot *snapshot)
{
  chain_run_take (&self->run, snapshot);
  self->shown_serial = snapshot->serial;

  follow (self);
  show_refused_change (self, snapshot);
  chain_plot_board_update (self->board);
  chain_window_update_tone (self);
  chain_window_export_ready (self);
  show_readout (self);
  chain_window_show_divergence (self);
  chain_window_perform_deferred (self);
}

/* Whether a run that goes on is to be drawn in the frame at @now. */
static gboolean
is_due (ChainWindow *self,
        gint64       now)
{
  gint64 late = now - self->frame_due;

  if (self->frame_interval == 0 || !self->running)
    return TRUE;
  if (late < 0 && late > -self->frame_interval)
    return FALSE;

  /* on the average as often as asked for, also where the display's frames do not fit */
  self->frame_due = (late < self->frame_interval ? self->frame_due : now) + self->frame_interval;
  return TRUE;
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  const ChainSnapshot *snapshot;

  if (!is_due (self, gdk_frame_clock_get_frame_time (clock)))
    return G_SOURCE_CONTINUE;

  snapshot = chain_trainer_take_snapshot (self->trainer);
  /* a fresh one lies in another slot than the one before */
  if (snapshot != NULL && snapshot != self->seen && snapshot->generation >= self->load_serial)
    show_snapshot (self, snapshot);
  self->seen = snapshot;

  if (!self->run.settled || self->running || self->shown_serial < self->last_serial)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  return G_SOURCE_REMOVE;
}

/**
 * chain_window_apply_preferences:
 *
 * Takes over what the preferences say now.
 */
void
chain_window_apply_preferences (ChainWindow *self)
{
  g_autoptr (GVariant) digits = chain_settings_get (CHAIN_SETTINGS_DIGITS);
  g_autoptr (GVariant) frame_rate = chain_settings_get (CHAIN_SETTINGS_FRAME_RATE);
  int rate = g_variant_get_int32 (frame_rate);

  self->frame_interval = rate > 0 ? G_USEC_PER_SEC / rate : 0;
  chain_readout_set_digits (self->readout, g_variant_get_int32 (digits));
  chain_readout_show (self->readout, &self->run);
  chain_plot_model_changed (chain_plot_board_get_model (self->board), ~0u);
  chain_window_update_tone (self);
}

/* Remembers the serial of a command, and looks at each frame until what it did has been drawn. */
static void
sent (ChainWindow *self,
      uint64_t     serial)
{
  self->last_serial = serial;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/**
 * chain_window_want:
 * @wants: ChainWant, or-ed: what of the history snapshots are to hold
 */
void
chain_window_want (ChainWindow *self,
                   unsigned     wants)
{
  self->wants = wants;
  sent (self, chain_trainer_want (self->trainer, wants));
}

void
chain_window_stop_ticking (ChainWindow *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->flash_timeout, g_source_remove);
  g_clear_pointer (&self->tone, chain_tone_close);
}

/* Shows that the run is now a paused one of the experiment that chain_run_set_experiment() was
 * given, with @serial as its generation. */
static void
replaced (ChainWindow *self,
          uint64_t     serial)
{
  gboolean was_running = self->running;

  self->running = FALSE;
  self->load_serial = serial;
  self->change_serial = 0;
  chain_window_clear_run_note (self);
  sent (self, serial);

  chain_window_show_experiment (self);
  chain_window_show_divergence (self);
  if (was_running)
    chain_window_notify_running (self);
}

/**
 * chain_window_load:
 * @experiment: copied; may be the run's own
 *
 * Replaces the run by a paused one of @experiment.
 */
void
chain_window_load (ChainWindow           *self,
                   const ChainExperiment *experiment)
{
  chain_run_set_experiment (&self->run, experiment);
  memcpy (self->frozen, self->run.frozen, sizeof self->frozen);
  self->steered = FALSE;
  replaced (self, chain_trainer_load (self->trainer, &self->run.experiment));
}

/**
 * chain_window_restore:
 * @moment: what to go back to; the worker's part of it is used up
 *
 * Replaces the run by one that was put aside. It goes on where both did.
 */
void
chain_window_restore (ChainWindow       *self,
                      const ChainMoment *moment)
{
  gboolean running = self->running && moment->running;

  chain_run_set_experiment (&self->run, &moment->experiment);
  memcpy (self->frozen, moment->frozen, sizeof self->frozen);
  self->steered = moment->steered;
  replaced (self, chain_trainer_restore (self->trainer, moment->kept));
  if (running)
    chain_window_set_running (self, TRUE);
}

/**
 * chain_window_retry:
 *
 * Lets a run that diverged go on from its last good step, paused, with another learning rate.
 */
void
chain_window_retry (ChainWindow *self,
                    double       learning_rate)
{
  chain_window_remember (self, NULL);
  self->steered = TRUE;
  chain_window_clear_run_note (self);
  sent (self, chain_trainer_retry (self->trainer, learning_rate));
  self->change_serial = self->last_serial;
}

/* Loads @experiment from its start. What was set by hand since the run began stays and is how it
 * begins now: a slider must not jump back. A log that came with a file and was not touched is
 * played again. @experiment may be the run's own. */
static void
start (ChainWindow     *self,
       ChainExperiment *experiment,
       gboolean         running)
{
  if (self->steered)
    {
      experiment->learning_rate = chain_number_row_get_value (self->learning_rate);
      memcpy (experiment->frozen, self->frozen, sizeof experiment->frozen);
      chain_experiment_set_changes (experiment, 0, NULL);
    }
  experiment->has_state = false;

  if (running)
    self->running = FALSE; /* silently: it is TRUE again at once */
  chain_window_load (self, experiment);
  if (running)
    {
      self->running = TRUE;
      sent (self, chain_trainer_run (self->trainer));
    }
}

/**
 * chain_window_restart:
 * @keep_running: whether a run that goes on goes on from the start
 *
 * Starts again from the experiment's initial weights.
 */
void
chain_window_restart (ChainWindow *self,
                      gboolean     keep_running)
{
  gboolean at_start = self->run.step == 0 && self->shown_serial == self->last_serial && !self->running;

  /* a start again from the start takes nothing away; what was steered is how it begins now */
  if (!at_start && self->steered)
    chain_window_remember (self, NULL);
  else if (!at_start)
    chain_window_remember_run (self);
  start (self, &self->run.experiment, self->running && keep_running);
}

/* The locks of another network lock other parameters. */
static void
forget_locks (ChainExperiment *experiment)
{
  gsize n = 0;

  memset (experiment->frozen, 0, sizeof experiment->frozen);
  for (gsize i = 0; i < experiment->n_changes; i++)
    if (experiment->changes[i].key != CHAIN_CHANGE_FROZEN)
      experiment->changes[n++] = experiment->changes[i];
  experiment->n_changes = n;
}

/**
 * chain_window_apply_experiment:
 * @experiment: a changed copy of the run's
 * @gesture: (nullable): changes of one gesture, a slider's drag for example, have the same text
 *   here, and others another: what undo takes back at once
 *
 * Starts again from the changed experiment; a run that goes on goes on. All that needs a restart
 * goes this way.
 */
void
chain_window_apply_experiment (ChainWindow           *self,
                               const ChainExperiment *experiment,
                               const char            *gesture)
{
  ChainShape shape = self->run.experiment.shape;
  ChainExperiment changed;

  chain_window_remember (self, gesture);
  if (!chain_experiment_copy (&changed, experiment))
    g_error ("no memory for an experiment");
  if (changed.shape.hidden1 != shape.hidden1 || changed.shape.hidden2 != shape.hidden2)
    {
      forget_locks (&changed);
      memset (self->frozen, 0, sizeof self->frozen);
    }

  start (self, &changed, self->running);
  chain_experiment_clear (&changed);
}

static gboolean
on_flash_end (gpointer data)
{
  ChainWindow *self = data;

  self->flash_timeout = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self->banner), "flash");
  return G_SOURCE_REMOVE;
}

/* The actions stay enabled after the end of a run, so they have to say why nothing happens. */
static gboolean
refuse_ended (ChainWindow *self)
{
  if (self->run.status != CHAIN_SESSION_DIVERGED)
    return show_stop (self);

  /* the same weights would come back */
  if (self->run.diverged_step == self->run.step)
    chain_window_show_run_note (self, _("With these weights no step can be made: choose others."));
  else
    chain_window_show_run_note (self, _("A run that diverged cannot go on: reset it first."));
  if (self->flash_timeout == 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->banner), "flash");
      self->flash_timeout = g_timeout_add (FLASH_MILLISECONDS, on_flash_end, self);
    }
  return TRUE;
}

/**
 * chain_window_set_running:
 *
 * Lets the run go on, or pauses it. Says so where it has diverged.
 */
void
chain_window_set_running (ChainWindow *self,
                          gboolean     running)
{
  if (self->running == running)
    return;
  if (running && refuse_ended (self))
    {
      /* a button that has shown itself pressed comes back */
      chain_window_notify_running (self);
      return;
    }

  self->running = running;
  sent (self, running ? chain_trainer_run (self->trainer) : chain_trainer_pause (self->trainer));
  chain_window_notify_running (self);
}

/**
 * chain_window_step:
 *
 * Pauses, and makes @n steps.
 */
void
chain_window_step (ChainWindow *self,
                   uint64_t     n)
{
  gboolean was_running = self->running;

  if (refuse_ended (self))
    return;

  self->running = FALSE;
  sent (self, chain_trainer_step (self->trainer, n));
  if (was_running)
    chain_window_notify_running (self);
}

/**
 * chain_window_set_learning_rate:
 *
 * Changes the learning rate from the next step on, without a restart. Before the first step
 * that is the initial rate; which of the two it is only the worker knows.
 */
void
chain_window_set_learning_rate (ChainWindow *self,
                                double       learning_rate)
{
  chain_window_remember (self, "learning-rate");
  self->steered = TRUE;
  sent (self, chain_trainer_change (self->trainer, CHAIN_CHANGE_LEARNING_RATE, learning_rate));
  self->change_serial = self->last_serial;
}

/**
 * chain_window_set_frozen:
 * @parameter: a flat index
 * @frozen: whether to keep it out of the update from the next step on, without a restart
 */
void
chain_window_set_frozen (ChainWindow *self,
                         gsize        parameter,
                         gboolean     frozen)
{
  chain_window_remember (self, NULL);
  self->steered = TRUE;
  self->frozen[parameter] = frozen;
  sent (self, chain_trainer_freeze (self->trainer, parameter, frozen));
  self->change_serial = self->last_serial;
}

/**
 * chain_window_new_weights:
 *
 * Starts again from other weights, drawn with the next seed. Where they are given, or are the
 * same with every seed, it is Xavier's with seed 1 that draws them.
 */
void
chain_window_new_weights (ChainWindow *self)
{
  ChainExperiment changed;
  ChainInitializer *initializer = &changed.initializer;

  if (!chain_experiment_copy (&changed, &self->run.experiment))
    g_error ("no memory for an experiment");

  switch (initializer->method)
    {
    case CHAIN_INITIALIZER_MANUAL:
    case CHAIN_INITIALIZER_ZEROS:
    case CHAIN_INITIALIZER_CONSTANT:
      chain_initializer_init (initializer);
      initializer->method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
      break;
    default:
      initializer->seed = initializer->seed < G_MAXINT64 ? initializer->seed + 1 : 0;
    }
  chain_window_apply_experiment (self, &changed, NULL);
  chain_experiment_clear (&changed);
}

/* Makes a copy of the experiment whose initial weights are the present ones, with what is steered
 * as it is now. At the start that is how it begins already, and a log may be still to be played. */
static void
copy_as_present (ChainWindow     *self,
                 ChainExperiment *changed)
{
  if (!chain_experiment_copy (changed, &self->run.experiment))
    g_error ("no memory for an experiment");

  changed->initializer.method = CHAIN_INITIALIZER_MANUAL;
  memcpy (changed->parameters, self->run.point.parameters, sizeof changed->parameters);
  if (self->run.step == 0)
    return;

  changed->learning_rate = self->run.learning_rate;
  memcpy (changed->frozen, self->frozen, sizeof changed->frozen);
  chain_experiment_set_changes (changed, 0, NULL);
}

/**
 * chain_window_continue:
 *
 * Takes the present weights as initial ones.
 */
void
chain_window_continue (ChainWindow *self)
{
  ChainExperiment changed;

  if (!self->run.has_point)
    return;

  copy_as_present (self, &changed);
  chain_window_apply_experiment (self, &changed, NULL);
  chain_experiment_clear (&changed);
}

/**
 * chain_window_set_weight:
 * @parameter: a flat index
 * @value: finite
 *
 * Starts from the present weights, with that one changed: at the start it is an initial weight.
 */
void
chain_window_set_weight (ChainWindow *self,
                         gsize        parameter,
                         double       value)
{
  ChainExperiment changed;

  if (!self->run.has_point)
    return;

  copy_as_present (self, &changed);
  changed.parameters[parameter] = value;
  chain_window_apply_experiment (self, &changed, NULL);
  chain_experiment_clear (&changed);
}

/**
 * chain_window_set_time_limit:
 * @seconds: how long a run may go on, infinite for as long as it likes
 */
void
chain_window_set_time_limit (ChainWindow *self,
                             double       seconds)
{
  sent (self, chain_trainer_set_time_limit (self->trainer, seconds));
}

/**
 * chain_window_set_speed:
 * @steps_per_second: infinite for as fast as can be
 */
void
chain_window_set_speed (ChainWindow *self,
                        double       steps_per_second)
{
  sent (self, chain_trainer_set_speed (self->trainer, steps_per_second));
}
