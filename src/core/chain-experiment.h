// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chain-dataset.h"
#include "chain-initializer.h"
#include "chain-network.h"
#include "chain-optimizer.h"
#include "chain-schedule.h"

/* Everything that determines a run, as one value. The trainer layer reads and writes it as a
 * .chainrule file and checks the ranges; the core takes a valid experiment for granted.
 *
 * Who initialises an experiment owns it and clears it; its pointers are its own. */

#define CHAIN_MAX_LEARNING_RATE 1000.0
/* As many as fit into a file of 1 MiB beside the largest data. */
#define CHAIN_MAX_CHANGES 2048

/* What can be changed while a run goes on. */
typedef enum
{
  CHAIN_CHANGE_LEARNING_RATE,
  CHAIN_CHANGE_FROZEN /* of one parameter: 1 keeps it out of the update, 0 lets it move */
} ChainChangeKey;

/* A live change: from step number @step on (the update that leads to state @step), @key is
 * @value. The log is sorted by step and has one entry per step, key and parameter. */
typedef struct
{
  uint64_t step;
  ChainChangeKey key;
  double value;
  size_t parameter; /* a flat index where @key is of one parameter, else 0 */
} ChainChange;

typedef enum
{
  CHAIN_NORMALIZE_NONE,
  CHAIN_NORMALIZE_INPUTS,
  CHAIN_NORMALIZE_BOTH,
  CHAIN_N_NORMALIZES
} ChainNormalize;

/* Where a run stands: from it, a run goes on with the same bits. The place in the epoch and the
 * order of its batches follow from the step. */
typedef struct
{
  uint64_t step;
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainMoments moments;
} ChainState;

typedef struct
{
  /* UTF-8, never %NULL */
  char *name;
  char *watch; /* what to look at in this run */
  char *why;   /* and the reason for it */

  ChainShape shape;

  ChainInitializer initializer;
  double parameters[CHAIN_MAX_PARAMETERS]; /* of step 0, where the initializer is manual */

  /* a grid, unless there are explicit samples; then noise, then normalisation */
  double x_min;
  double x_max;
  size_t count;
  ChainPolynomial target;
  size_t n_samples;
  double *samples_x;
  double *samples_y;
  double noise;         /* σ, in the units of y */
  uint64_t noise_seed;
  ChainNormalize normalize;

  bool frozen[CHAIN_MAX_PARAMETERS]; /* parameters that do not move, at step 0 */
  ChainOptimizer optimizer;
  double learning_rate;
  ChainSchedule schedule;
  size_t batch_size;    /* 0: all */
  uint64_t shuffle_seed;
  uint64_t stop_steps;  /* 0: never */
  double stop_loss;     /* stop below it; 0: never */

  size_t n_changes;
  ChainChange *changes;

  bool has_state;
  ChainState state;
} ChainExperiment;

bool chain_experiment_init               (ChainExperiment *experiment);
bool chain_experiment_copy               (ChainExperiment       *experiment,
                                          const ChainExperiment *from);
void chain_experiment_clear              (ChainExperiment *experiment);
bool chain_experiment_set_name           (ChainExperiment *experiment,
                                          const char      *name);
bool chain_experiment_set_watch          (ChainExperiment *experiment,
                                          const char      *watch);
bool chain_experiment_set_why            (ChainExperiment *experiment,
                                          const char      *why);
bool chain_experiment_set_samples        (ChainExperiment *experiment,
                                          size_t           n,
                                          const double    *x,
                                          const double    *y);
bool chain_experiment_set_changes        (ChainExperiment   *experiment,
                                          size_t             n,
                                          const ChainChange *changes);
bool chain_experiment_change             (ChainExperiment *experiment,
                                          ChainChange      change);
void chain_experiment_drop_changes       (ChainExperiment *experiment,
                                          ChainChangeKey   key,
                                          size_t           parameter,
                                          uint64_t         from);
void chain_experiment_initial_parameters (const ChainExperiment *experiment,
                                          double                *parameters);
bool chain_experiment_make_dataset       (const ChainExperiment *experiment,
                                          ChainDataset          *dataset);
