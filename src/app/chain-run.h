// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "chain-figure.h"
#include "chain-trainer.h"

/* What the window knows of a run: its experiment, and a copy of the newest snapshot. A value:
 * a copy can be drawn on another thread. */
typedef struct
{
  guint loads;                /* how many experiments it has had */
  ChainExperiment experiment; /* initial values; what was changed since is in @changes */
  ChainDataset dataset;       /* in training units */
  ChainDataset samples;       /* the same, in the units of the data */

  /* of the newest snapshot */
  gboolean has_point;
  gboolean running;
  gboolean time_is_up;
  gboolean settled;           /* nothing changes before the next command */
  ChainSessionStatus status;
  uint64_t diverged_step;
  double diverged_loss;
  gsize runaway;              /* the parameter that ran away first, and when */
  uint64_t runaway_step;
  double steps_per_second;
  double variance;            /* the loss of the best constant */
  double floor;               /* the loss of the best monotone curve; NaN where there is none */
  double learning_rate;
  double step_size;           /* what the schedule makes of it */
  bool frozen[CHAIN_MAX_PARAMETERS];
  ChainShape shape;
  uint64_t step;
  ChainPoint point;           /* loss and gradients are those of the whole data */
  gboolean has_batches;
  double batch_loss;
  gboolean has_diagnosis;
  ChainDiagnosis diagnosis;   /* of this step or a recent one */
  ChainSeries *losses;
  ChainSeries *batch_losses; /* meaningful where there are mini-batches */
  gsize n_changes;
  ChainChange *changes;
  uint64_t *change_steps; /* of those made up to now */
  gsize n_change_steps;
  ChainTraces parameters; /* in the snapshots that were asked for them */
  ChainTraces norms;
} ChainRun;

/* The three plots of a run, and the page with all of them in figure. Points into the run and
 * into itself: it cannot be copied. */
typedef struct
{
  double parameters[CHAIN_MAX_PARAMETERS]; /* of the network that takes x and gives y as they are */
  ChainFitRun fit_run;
  ChainLossRun loss_run;
  ChainFigure figure;
} ChainRunPictures;

void     chain_run_init           (ChainRun              *run);
void     chain_run_copy           (ChainRun              *run,
                                   const ChainRun        *from);
void     chain_run_clear          (ChainRun              *run);
void     chain_run_set_experiment (ChainRun              *run,
                                   const ChainExperiment *experiment);
void     chain_run_take           (ChainRun              *run,
                                   const ChainSnapshot   *snapshot);
void     chain_run_record         (const ChainRun        *run,
                                   ChainExperiment       *record);
double   chain_run_limit          (const ChainRun        *run);
char    *chain_run_dup_title      (const ChainRun        *run);
char    *chain_run_dup_subtitle   (const ChainRun        *run);
char    *chain_run_dup_caption    (const ChainRun        *run);
void     chain_run_describe       (const ChainRun        *run,
                                   const ChainStyle      *style,
                                   ChainRunPictures      *pictures);
