// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-controls.h"

static void
set_frozen (ChainControls *controls,
            size_t         parameter,
            bool           frozen)
{
  controls->n_frozen += (size_t) frozen - (size_t) controls->frozen[parameter];
  controls->frozen[parameter] = frozen;
}

/**
 * chain_controls_begin:
 * @controls: (out):
 * @step: the number of an update
 *
 * Makes the log from its beginning until update @step. Changes are absolute values, so that this
 * leads to where chain_controls_follow() leads.
 */
void
chain_controls_begin (ChainControls         *controls,
                      const ChainExperiment *experiment,
                      uint64_t               step)
{
  size_t n = chain_shape_n_parameters (experiment->shape);

  *controls = (ChainControls) { .learning_rate = experiment->learning_rate };
  for (size_t i = 0; i < n; i++)
    set_frozen (controls, i, experiment->frozen[i]);
  chain_controls_make (controls, experiment, step);
}

/* What chain_controls_follow() does, which looks first whether there is something. */
void
chain_controls_make (ChainControls         *controls,
                     const ChainExperiment *experiment,
                     uint64_t               step)
{
  while (controls->n_made < experiment->n_changes && experiment->changes[controls->n_made].step <= step)
    {
      const ChainChange *change = &experiment->changes[controls->n_made++];

      switch (change->key)
        {
        case CHAIN_CHANGE_LEARNING_RATE:
          controls->learning_rate = change->value;
          break;
        case CHAIN_CHANGE_FROZEN:
          set_frozen (controls, change->parameter, change->value > 0.0);
          break;
        }
    }
}

/**
 * chain_controls_change:
 * @experiment: whose log gets @change
 * @change: what to change from its step on, which is the update that @controls are of
 *
 * Enters @change in the log, instead of all that this holds for its key from there on. Before the
 * first update it is the experiment itself that changes.
 *
 * Returns: %false where the log is full or there is no memory; nothing has changed then
 */
bool
chain_controls_change (ChainControls   *controls,
                       ChainExperiment *experiment,
                       ChainChange      change)
{
  if (change.step == 1)
    {
      chain_experiment_drop_changes (experiment, change.key, change.parameter, 0);
      switch (change.key)
        {
        case CHAIN_CHANGE_LEARNING_RATE:
          experiment->learning_rate = change.value;
          break;
        case CHAIN_CHANGE_FROZEN:
          experiment->frozen[change.parameter] = change.value > 0.0;
          break;
        }
    }
  else if (!chain_experiment_change (experiment, change))
    return false;

  chain_controls_begin (controls, experiment, change.step);
  return true;
}
