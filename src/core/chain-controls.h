// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment.h"

/* What can be steered while a run goes on, as it is for one update: what the experiment says, and
 * what its change log has made of it. */

typedef struct
{
  size_t n_made;        /* entries of the log that are made */
  double learning_rate; /* without the schedule */
  bool frozen[CHAIN_MAX_PARAMETERS];
  size_t n_frozen;
} ChainControls;

void chain_controls_begin  (ChainControls         *controls,
                            const ChainExperiment *experiment,
                            uint64_t               step);
void chain_controls_make   (ChainControls         *controls,
                            const ChainExperiment *experiment,
                            uint64_t               step);
bool chain_controls_change (ChainControls         *controls,
                            ChainExperiment       *experiment,
                            ChainChange            change);

/**
 * chain_controls_follow:
 * @experiment: the same as before
 * @step: the number of an update, not before the one that @controls are of
 *
 * Makes what the log has until update @step. Most updates have nothing.
 */
static inline void
chain_controls_follow (ChainControls         *controls,
                       const ChainExperiment *experiment,
                       uint64_t               step)
{
  if (controls->n_made < experiment->n_changes && experiment->changes[controls->n_made].step <= step)
    chain_controls_make (controls, experiment, step);
}
