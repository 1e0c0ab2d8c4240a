// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-run.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-locale.h"
#include "chain-scenario.h"

/* Without memory for a megabyte there is no window either. */
#define CHECK_MEMORY(call) \
  G_STMT_START { if (!(call)) g_error ("no memory for an experiment"); } G_STMT_END

/**
 * chain_run_init:
 *
 * Makes the default experiment's run, before its first snapshot.
 */
void
chain_run_init (ChainRun *run)
{
  ChainExperiment experiment;

  *run = (ChainRun) { 0 };
  run->losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  run->batch_losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  CHECK_MEMORY (run->losses != NULL && run->batch_losses != NULL);
  CHECK_MEMORY (chain_experiment_init (&experiment));
  chain_run_set_experiment (run, &experiment);
  chain_experiment_clear (&experiment);
}

/**
 * chain_run_copy:
 * @run: (out): uninitialised
 */
void
chain_run_copy (ChainRun       *run,
                const ChainRun *from)
{
  *run = *from;
  CHECK_MEMORY (chain_experiment_copy (&run->experiment, &from->experiment));
  CHECK_MEMORY (chain_dataset_init_samples (&run->dataset, from->dataset.n, from->dataset.x, from->dataset.y));
  run->dataset.scaling = from->dataset.scaling;
  CHECK_MEMORY (chain_dataset_init_samples (&run->samples, from->samples.n, from->samples.x, from->samples.y));
  run->losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  run->batch_losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  CHECK_MEMORY (run->losses != NULL && run->batch_losses != NULL);
  chain_series_copy (run->losses, from->losses);
  chain_series_copy (run->batch_losses, from->batch_losses);
  run->parameters = run->norms = (ChainTraces) { 0 };
  chain_traces_copy (&run->parameters, &from->parameters);
  chain_traces_copy (&run->norms, &from->norms);
  run->changes = g_memdup2 (from->changes, from->n_changes * sizeof *from->changes);
  run->change_steps = g_memdup2 (from->change_steps, from->n_change_steps * sizeof *from->change_steps);
}

void
chain_run_clear (ChainRun *run)
{
  chain_experiment_clear (&run->experiment);
  chain_dataset_clear (&run->dataset);
  chain_dataset_clear (&run->samples);
  g_clear_pointer (&run->losses, chain_series_free);
  g_clear_pointer (&run->batch_losses, chain_series_free);
  chain_traces_clear (&run->parameters);
  chain_traces_clear (&run->norms);
  g_clear_pointer (&run->changes, g_free);
  g_clear_pointer (&run->change_steps, g_free);
}

static void
make_datasets (ChainRun *run)
{
  ChainExperiment plain = run->experiment; /* borrows its arrays */

  chain_dataset_clear (&run->dataset);
  chain_dataset_clear (&run->samples);
  CHECK_MEMORY (chain_experiment_make_dataset (&run->experiment, &run->dataset));
  plain.normalize = CHAIN_NORMALIZE_NONE;
  CHECK_MEMORY (chain_experiment_make_dataset (&plain, &run->samples));
}

/**
 * chain_run_set_experiment:
 * @experiment: copied; may be the run's own
 *
 * Starts anew: nothing is known of the run until the next snapshot.
 */
void
chain_run_set_experiment (ChainRun              *run,
                          const ChainExperiment *experiment)
{
  ChainExperiment copy;

  CHECK_MEMORY (chain_experiment_copy (&copy, experiment));
  chain_experiment_clear (&run->experiment);
  run->experiment = copy;

  make_datasets (run);
  run->loads++;

  run->has_point = FALSE;
  run->running = FALSE;
  run->settled = FALSE;
  run->status = CHAIN_SESSION_READY;
  run->steps_per_second = 0.0;
  run->variance = NAN;
  run->floor = NAN;
  run->learning_rate = run->step_size = copy.learning_rate;
  memcpy (run->frozen, copy.frozen, sizeof run->frozen);
  run->has_batches = FALSE;
  run->time_is_up = FALSE;
  run->has_diagnosis = FALSE;
  run->shape = copy.shape;
  run->step = 0;
  chain_series_clear (run->losses, 0);
  chain_series_clear (run->batch_losses, 0);
  run->n_changes = 0;
  run->n_change_steps = 0;
  run->parameters.n = run->norms.n = 0;
}

/* A change before the first update is no change but another initial value: only the worker knows
 * which of the two it was. What has no entry in the log is as it was at the start. */
static void
take_start (ChainRun            *run,
            const ChainSnapshot *snapshot)
{
  ChainExperiment *experiment = &run->experiment;
  bool frozen[CHAIN_MAX_PARAMETERS];
  double learning_rate = snapshot->learning_rate;

  memcpy (frozen, snapshot->frozen, sizeof frozen);
  for (gsize i = 0; i < snapshot->n_changes; i++)
    switch (snapshot->changes[i].key)
      {
      case CHAIN_CHANGE_LEARNING_RATE:
        learning_rate = experiment->learning_rate;
        break;
      case CHAIN_CHANGE_FROZEN:
        frozen[snapshot->changes[i].parameter] = experiment->frozen[snapshot->changes[i].parameter];
        break;
      }

  experiment->learning_rate = learning_rate;
  memcpy (experiment->frozen, frozen, sizeof frozen);
}

static void
take_changes (ChainRun            *run,
              const ChainSnapshot *snapshot)
{
  run->changes = g_renew (ChainChange, run->changes, snapshot->n_changes);
  run->change_steps = g_renew (uint64_t, run->change_steps, snapshot->n_changes);
  run->n_changes = snapshot->n_changes;
  run->n_change_steps = 0;
  for (gsize i = 0; i < snapshot->n_changes; i++)
    {
      run->changes[i] = snapshot->changes[i];
      if (snapshot->changes[i].step <= snapshot->step + 1)
        run->change_steps[run->n_change_steps++] = snapshot->changes[i].step;
    }
}

/**
 * chain_run_take:
 * @snapshot: copied
 */
void
chain_run_take (ChainRun            *run,
                const ChainSnapshot *snapshot)
{
  run->has_point = TRUE;
  run->running = snapshot->running;
  run->settled = snapshot->settled;
  run->status = snapshot->status;
  run->diverged_step = snapshot->diverged_step;
  run->diverged_loss = snapshot->diverged.loss;
  run->runaway = snapshot->runaway;
  run->runaway_step = snapshot->runaway_step;
  run->steps_per_second = snapshot->steps_per_second;
  run->variance = snapshot->variance;
  run->floor = snapshot->floor;
  run->learning_rate = snapshot->learning_rate;
  run->step_size = snapshot->step_size;
  memcpy (run->frozen, snapshot->frozen, sizeof run->frozen);
  run->shape = snapshot->shape;
  run->step = snapshot->step;
  run->point = snapshot->point;
  run->has_batches = snapshot->has_batches;
  run->time_is_up = snapshot->time_is_up;
  run->batch_loss = snapshot->batch_loss;
  run->has_diagnosis = snapshot->has_diagnosis;
  run->diagnosis = snapshot->diagnosis;
  chain_series_copy (run->losses, snapshot->losses);
  if (snapshot->has_batches)
    chain_series_copy (run->batch_losses, snapshot->batch_losses);
  chain_traces_copy (&run->parameters, &snapshot->parameters);
  chain_traces_copy (&run->norms, &snapshot->norms);
  take_start (run, snapshot);
  take_changes (run, snapshot);
}

/**
 * chain_run_record:
 * @record: (out): what to save, to be cleared: opened again, it goes on with the same bits
 */
void
chain_run_record (const ChainRun  *run,
                  ChainExperiment *record)
{
  CHECK_MEMORY (chain_experiment_copy (record, &run->experiment));
  if (!run->has_point)
    return;

  CHECK_MEMORY (chain_experiment_set_changes (record, run->n_changes, run->changes));
  record->has_state = run->step > 0;
  record->state.step = run->step;
  memcpy (record->state.parameters, run->point.parameters, sizeof record->state.parameters);
  record->state.moments = run->point.moments;
}

/**
 * chain_run_limit:
 *
 * Returns: 2/λ, the rate below which gradient descent is stable near here; NaN where it is not
 *   known, or another rule than gradient descent moves the parameters
 */
double
chain_run_limit (const ChainRun *run)
{
  if (!run->has_diagnosis || run->experiment.optimizer.kind != CHAIN_OPTIMIZER_GRADIENT_DESCENT
      || !(run->diagnosis.sharpness > 0.0) || !isfinite (run->diagnosis.sharpness))
    return NAN;

  return 2.0 / run->diagnosis.sharpness;
}

static void
get_interval (const ChainRun *run,
              double         *x_min,
              double         *x_max)
{
  *x_min = run->experiment.x_min;
  *x_max = run->experiment.x_max;
  if (run->experiment.n_samples == 0)
    return;

  *x_min = *x_max = run->samples.x[0];
  for (gsize i = 1; i < run->samples.n; i++)
    {
      *x_min = MIN (*x_min, run->samples.x[i]);
      *x_max = MAX (*x_max, run->samples.x[i]);
    }

  /* one point is no interval: show what is around it */
  if (*x_min == *x_max)
    {
      *x_min -= 1.0;
      *x_max += 1.0;
    }
}

/* For reading, not for reading back. */
static char *
format_short (double value)
{
  return chain_locale_format ("%.6g", value);
}

static gboolean
is_square (const ChainPolynomial *target)
{
  return target->n == 3 && target->coefficients[0] == 0.0 && target->coefficients[1] == 0.0
         && target->coefficients[2] == 1.0;
}

/**
 * chain_run_dup_title:
 *
 * Returns: (transfer full): the experiment's name, or what it is about
 */
char *
chain_run_dup_title (const ChainRun *run)
{
  const ChainExperiment *experiment = &run->experiment;
  g_autofree char *x_min = format_short (experiment->x_min);
  g_autofree char *x_max = format_short (experiment->x_max);

  if (experiment->name[0] != '\0')
    return g_strdup (chain_scenario_translate (experiment->name));

  if (experiment->n_samples > 0)
    return g_strdup_printf (ngettext ("%u sample", "%u samples", (guint) experiment->n_samples),
                            (guint) experiment->n_samples);

  if (!is_square (&experiment->target))
    /* Translators: an interval of x: a polynomial on [0, 2] */
    return g_strdup_printf (_("a polynomial on [%s, %s]"), x_min, x_max);

  /* Translators: an interval of x: x² on [0, 2] */
  return g_strdup_printf (_("x² on [%s, %s]"), x_min, x_max);
}

/**
 * chain_run_dup_subtitle:
 *
 * Returns: (transfer full): the network in words
 */
char *
chain_run_dup_subtitle (const ChainRun *run)
{
  ChainShape shape = run->experiment.shape;

  if (shape.hidden1 == 1 && shape.hidden2 == 1)
    return g_strdup (_("two tanh layers, one neuron each"));
  if (shape.hidden1 == shape.hidden2)
    return g_strdup_printf (ngettext ("two tanh layers, %d neuron each", "two tanh layers, %d neurons each",
                                      (gulong) shape.hidden1),
                            shape.hidden1);

  /* Translators: numbers of neurons in the first and in the second hidden layer */
  return g_strdup_printf (_("two tanh layers, %d and %d neurons"), shape.hidden1, shape.hidden2);
}

/**
 * chain_run_dup_caption:
 *
 * Returns: (transfer full): where the run stands, for a picture that is looked at elsewhere
 */
char *
chain_run_dup_caption (const ChainRun *run)
{
  g_autofree char *subtitle = chain_run_dup_subtitle (run);
  g_autofree char *rate = format_short (run->learning_rate);
  g_autofree char *loss = format_short (run->point.loss);
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, run->step);
  GString *caption;
  static const char *const signs[] = { "W₁", "b₁", "W₂", "b₂", "W₃", "b₃" };

  /* Translators: the network in words; number of samples; α is the learning rate, L the loss */
  caption = g_string_new (NULL);
  g_string_printf (caption,
                   ngettext ("%s · %u sample · α = %s · step %s · L = %s",
                             "%s · %u samples · α = %s · step %s · L = %s", (guint) run->dataset.n),
                   subtitle, (guint) run->dataset.n, rate, step, loss);

  if (chain_shape_n_parameters (run->shape) == G_N_ELEMENTS (signs))
    for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
      {
        g_autofree char *value = format_short (run->point.parameters[i]);

        g_string_append_printf (caption, "%s%s = %s", i == 0 ? "\n" : " · ", signs[i], value);
      }

  return g_string_free (caption, FALSE);
}

/* The same function of x and y as the data have them: normalisation is linear, and so are the
 * first layer's way in and the last one's way out. */
static void
undo_scaling (const ChainRun *run,
              double         *parameters)
{
  const ChainScaling *scaling = &run->dataset.scaling;
  ChainShape shape = run->shape;
  double *w1 = parameters + chain_shape_group_offset (shape, CHAIN_W1);
  double *b1 = parameters + chain_shape_group_offset (shape, CHAIN_B1);
  double *w3 = parameters + chain_shape_group_offset (shape, CHAIN_W3);
  double *b3 = parameters + chain_shape_group_offset (shape, CHAIN_B3);

  memcpy (parameters, run->point.parameters, sizeof run->point.parameters);
  for (int j = 0; j < shape.hidden1; j++)
    {
      w1[j] /= scaling->x_deviation;
      b1[j] -= w1[j] * scaling->x_mean;
    }
  for (int k = 0; k < shape.hidden2; k++)
    w3[k] *= scaling->y_deviation;
  *b3 = *b3 * scaling->y_deviation + scaling->y_mean;
}

/**
 * chain_run_describe:
 * @pictures: (out): valid as long as @run is and stays as it is
 */
void
chain_run_describe (const ChainRun   *run,
                    const ChainStyle *style,
                    ChainRunPictures *pictures)
{
  ChainFigure *figure = &pictures->figure;

  chain_figure_init (figure);
  figure->style = *style;

  if (run->has_point)
    undo_scaling (run, pictures->parameters);
  pictures->fit_run = (ChainFitRun) { run->shape, pictures->parameters };
  pictures->loss_run = (ChainLossRun) {
    .loss = run->losses,
    .diverged = run->status == CHAIN_SESSION_DIVERGED,
    .diverged_step = run->diverged_step,
  };

  figure->fit.style = *style;
  figure->fit.runs = &pictures->fit_run;
  figure->fit.n_runs = run->has_point ? 1 : 0;
  figure->fit.target = run->experiment.target.coefficients;
  figure->fit.n_target = run->experiment.target.n;
  figure->fit.x = run->samples.x;
  figure->fit.y = run->samples.y;
  figure->fit.n_samples = run->samples.n;
  get_interval (run, &figure->fit.x_min, &figure->fit.x_max);

  figure->loss.style = *style;
  figure->loss.runs = &pictures->loss_run;
  figure->loss.n_runs = run->has_point ? 1 : 0;
  figure->loss.batches = run->has_batches ? run->batch_losses : NULL;
  figure->loss.best_constant = run->variance;
  figure->loss.floor = run->floor;
  figure->loss.changes = run->change_steps;
  figure->loss.n_changes = run->n_change_steps;

  figure->gradient.style = *style;
  figure->gradient.shape = run->shape;
  figure->gradient.gradients = run->has_point ? run->point.gradients : NULL;
  figure->gradient.parameters = run->point.parameters;
  figure->gradient.samples = &run->dataset;
}
