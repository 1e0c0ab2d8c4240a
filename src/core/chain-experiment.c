// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment.h"

#include <stdlib.h>
#include <string.h>

/* The worked example of the derivation. */
static const double default_parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };

/* Makes *@array a copy of @n elements, NULL for none; *@array is untouched without memory. */
static bool
replace_array (void      **array,
               const void *from,
               size_t      n,
               size_t      size)
{
  void *copy = NULL;

  if (n > 0)
    {
      copy = malloc (n * size);
      if (copy == NULL)
        return false;
      memcpy (copy, from, n * size);
    }

  free (*array);
  *array = copy;
  return true;
}

/**
 * chain_experiment_init:
 *
 * Makes the default experiment: x² on [0, 2], 64 samples, the derivation's weights, α = 0.01.
 *
 * Returns: %false where there is no memory
 */
bool
chain_experiment_init (ChainExperiment *experiment)
{
  *experiment = (ChainExperiment) {
    .shape = { 1, 1 },
    .x_min = 0.0,
    .x_max = 2.0,
    .count = 64,
    .target = { 3, { 0.0, 0.0, 1.0 } },
    .noise_seed = 1,
    .learning_rate = 0.01,
    .shuffle_seed = 1,
  };
  chain_initializer_init (&experiment->initializer);
  chain_optimizer_init (&experiment->optimizer);
  chain_schedule_init (&experiment->schedule);
  memcpy (experiment->parameters, default_parameters, sizeof default_parameters);
  if (chain_experiment_set_name (experiment, "") && chain_experiment_set_watch (experiment, "")
      && chain_experiment_set_why (experiment, ""))
    return true;

  chain_experiment_clear (experiment);
  return false;
}

/**
 * chain_experiment_copy:
 * @experiment: (out): uninitialised; to be cleared where this succeeds
 *
 * Returns: %false where there is no memory
 */
bool
chain_experiment_copy (ChainExperiment       *experiment,
                       const ChainExperiment *from)
{
  *experiment = *from;
  experiment->name = NULL;
  experiment->watch = NULL;
  experiment->why = NULL;
  experiment->samples_x = NULL;
  experiment->samples_y = NULL;
  experiment->changes = NULL;

  if (chain_experiment_set_name (experiment, from->name)
      && chain_experiment_set_watch (experiment, from->watch)
      && chain_experiment_set_why (experiment, from->why)
      && chain_experiment_set_samples (experiment, from->n_samples, from->samples_x, from->samples_y)
      && chain_experiment_set_changes (experiment, from->n_changes, from->changes))
    return true;

  chain_experiment_clear (experiment);
  return false;
}

void
chain_experiment_clear (ChainExperiment *experiment)
{
  free (experiment->name);
  free (experiment->watch);
  free (experiment->why);
  free (experiment->samples_x);
  free (experiment->samples_y);
  free (experiment->changes);
  memset (experiment, 0, sizeof *experiment);
}

/**
 * chain_experiment_set_name:
 * @name: UTF-8, copied
 *
 * Returns: %false where there is no memory; the old name remains
 */
bool
chain_experiment_set_name (ChainExperiment *experiment,
                           const char      *name)
{
  return replace_array ((void **) &experiment->name, name, strlen (name) + 1, 1);
}

/**
 * chain_experiment_set_watch:
 * @watch: UTF-8, copied
 *
 * Returns: %false where there is no memory; the old text remains
 */
bool
chain_experiment_set_watch (ChainExperiment *experiment,
                            const char      *watch)
{
  return replace_array ((void **) &experiment->watch, watch, strlen (watch) + 1, 1);
}

/**
 * chain_experiment_set_why:
 * @why: UTF-8, copied
 *
 * Returns: %false where there is no memory; the old text remains
 */
bool
chain_experiment_set_why (ChainExperiment *experiment,
                          const char      *why)
{
  return replace_array ((void **) &experiment->why, why, strlen (why) + 1, 1);
}

/**
 * chain_experiment_set_samples:
 * @n: number of explicit samples, 0 to return to the grid
 * @x: @n inputs, copied
 * @y: @n targets, copied
 *
 * Returns: %false where there is no memory; the old samples remain
 */
bool
chain_experiment_set_samples (ChainExperiment *experiment,
                              size_t           n,
                              const double    *x,
                              const double    *y)
{
  void *copy = NULL;

  if (!replace_array (&copy, x, n, sizeof *x))
    return false;
  if (!replace_array ((void **) &experiment->samples_y, y, n, sizeof *y))
    {
      free (copy);
      return false;
    }

  free (experiment->samples_x);
  experiment->samples_x = copy;
  experiment->n_samples = n;
  return true;
}

/**
 * chain_experiment_set_changes:
 * @n: number of entries, at most CHAIN_MAX_CHANGES
 * @changes: the log, sorted by step, copied
 *
 * Returns: %false where there is no memory; the old log remains
 */
bool
chain_experiment_set_changes (ChainExperiment   *experiment,
                              size_t             n,
                              const ChainChange *changes)
{
  if (!replace_array ((void **) &experiment->changes, changes, n, sizeof *changes))
    return false;

  experiment->n_changes = n;
  return true;
}

/**
 * chain_experiment_drop_changes:
 * @parameter: the parameter where @key is of one, else 0
 * @from: the first step concerned
 *
 * Removes what the log holds for @key from step @from on.
 */
void
chain_experiment_drop_changes (ChainExperiment *experiment,
                               ChainChangeKey   key,
                               size_t           parameter,
                               uint64_t         from)
{
  size_t kept = 0;

  for (size_t i = 0; i < experiment->n_changes; i++)
    if (experiment->changes[i].key != key || experiment->changes[i].parameter != parameter
        || experiment->changes[i].step < from)
      experiment->changes[kept++] = experiment->changes[i];

  experiment->n_changes = kept;
}

/**
 * chain_experiment_change:
 * @change: an entry for the log
 *
 * Enters @change at its place in the log, instead of all that the log holds for its key (of
 * the same parameter) from its step on.
 *
 * Returns: %false where the log is full or there is no memory; the log is as it was
 */
bool
chain_experiment_change (ChainExperiment *experiment,
                         ChainChange      change)
{
  ChainChange *changes;
  size_t at;

  if (experiment->n_changes == CHAIN_MAX_CHANGES
      && experiment->changes[experiment->n_changes - 1].step < change.step)
    return false;
  changes = realloc (experiment->changes, (experiment->n_changes + 1) * sizeof *changes);
  if (changes == NULL)
    return false;

  experiment->changes = changes;
  chain_experiment_drop_changes (experiment, change.key, change.parameter, change.step);
  at = experiment->n_changes;
  while (at > 0 && changes[at - 1].step > change.step)
    at--;
  memmove (changes + at + 1, changes + at, (experiment->n_changes - at) * sizeof *changes);
  changes[at] = change;
  experiment->n_changes++;
  return true;
}

/**
 * chain_experiment_initial_parameters:
 * @parameters: (out): the parameters of step 0 in flat order
 */
void
chain_experiment_initial_parameters (const ChainExperiment *experiment,
                                     double                *parameters)
{
  if (experiment->initializer.method == CHAIN_INITIALIZER_MANUAL)
    memcpy (parameters, experiment->parameters,
            chain_shape_n_parameters (experiment->shape) * sizeof *parameters);
  else
    chain_initializer_draw (&experiment->initializer, experiment->shape, parameters);
}

/**
 * chain_experiment_make_dataset:
 * @dataset: (out): the samples to learn from in training units, to be cleared
 *
 * Returns: %false where there is no memory
 */
bool
chain_experiment_make_dataset (const ChainExperiment *experiment,
                               ChainDataset          *dataset)
{
  bool done;

  if (experiment->n_samples > 0)
    done = chain_dataset_init_samples (dataset, experiment->n_samples,
                                       experiment->samples_x, experiment->samples_y);
  else
    done = chain_dataset_init_grid (dataset, experiment->x_min, experiment->x_max, experiment->count,
                                    &experiment->target);
  if (!done)
    return false;

  if (experiment->noise > 0.0)
    chain_dataset_add_noise (dataset, experiment->noise, experiment->noise_seed);
  chain_dataset_normalize (dataset, experiment->normalize != CHAIN_NORMALIZE_NONE,
                           experiment->normalize == CHAIN_NORMALIZE_BOTH);
  return true;
}
