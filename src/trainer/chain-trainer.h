// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-facts.h"
#include "chain-traces.h"

/* The worker thread that owns the session, and the two ways across to it.
 *
 * Commands go in through a queue; each function below that returns a serial has queued one and
 * returned at once. Results come out as snapshots through a triple buffer: the worker fills one
 * when the reader asked since the last, or when it has carried out a command, and never waits.
 *
 * All functions belong to one thread, the reader's (the window's main thread). */

typedef struct _ChainTrainer ChainTrainer;

/* What a snapshot holds only where it is asked for: it costs a copy of some length. */
typedef enum
{
  CHAIN_WANT_PARAMETERS = 1 << 0,
  CHAIN_WANT_NORMS = 1 << 1
} ChainWant;

/* Above these bits: which parameters, a ChainTracesChoice. */
#define CHAIN_WANT_CHOICE_SHIFT 8

/* What the run looked like at one moment; it does not change while the reader holds it. */
typedef struct
{
  uint64_t serial;       /* the last command carried out before this moment */
  uint64_t generation;   /* the run it belongs to: the serial of its load or reset */

  bool time_is_up;          /* the run was paused by the time limit */
  bool change_refused;      /* the last live change was not made: the change log is full */
  bool running;
  bool settled;             /* nothing changes before the next command */
  ChainSessionStatus status;
  uint64_t diverged_step;   /* meaningful where status is diverged */
  ChainPoint diverged;      /* there: the state that broke the limit; may not be finite */
  size_t runaway;           /* there: the parameter that first grew beyond ten times its size, */
  uint64_t runaway_step;    /*   or grew most in the end, and about when it did */
  double steps_per_second;  /* achieved over the last half second; 0 when paused */

  ChainShape shape;
  ChainScaling scaling;     /* of the samples: loss and gradients are in training units */
  double variance;          /* the loss of the best constant */
  double floor;             /* the loss of the best monotone curve; NaN where there is no floor */

  double learning_rate;     /* α */
  bool frozen[CHAIN_MAX_PARAMETERS];
  double step_size;         /* what the schedule makes of it for the next step */
  uint64_t step;
  ChainPoint point;         /* loss and gradients are those of the whole data */
  bool has_batches;
  double batch_loss;        /* what the next step's batch gives */

  bool has_diagnosis;
  ChainDiagnosis diagnosis; /* of this step or a recent one */

  ChainSeries *losses;      /* of every step since the start of the run; with mini-batches as of the
                               last end of an epoch */
  ChainSeries *batch_losses; /* with mini-batches, of each step's batch */
  size_t n_changes;         /* the change log so far, with what lies ahead in it */
  ChainChange *changes;
  unsigned wants;           /* ChainWant: which of the following there are */
  ChainTraces parameters;
  ChainTraces norms;        /* of the gradient over each step's batch */
} ChainSnapshot;

ChainTrainer        *chain_trainer_new           (void);
void                 chain_trainer_free          (ChainTrainer *trainer);

uint64_t             chain_trainer_load          (ChainTrainer          *trainer,
                                                  const ChainExperiment *experiment);
uint64_t             chain_trainer_run           (ChainTrainer *trainer);
uint64_t             chain_trainer_pause         (ChainTrainer *trainer);
uint64_t             chain_trainer_step          (ChainTrainer *trainer,
                                                  uint64_t      n);
uint64_t             chain_trainer_set_speed     (ChainTrainer *trainer,
                                                  double        steps_per_second);
uint64_t             chain_trainer_set_time_limit (ChainTrainer *trainer,
                                                  double        seconds);
uint64_t             chain_trainer_change        (ChainTrainer  *trainer,
                                                  ChainChangeKey key,
                                                  double         value);
uint64_t             chain_trainer_freeze        (ChainTrainer *trainer,
                                                  size_t        parameter,
                                                  bool          frozen);
uint64_t             chain_trainer_retry         (ChainTrainer *trainer,
                                                  double        learning_rate);

uint64_t             chain_trainer_want          (ChainTrainer *trainer,
                                                  unsigned      wants);

uint64_t             chain_trainer_keep          (ChainTrainer *trainer);
uint64_t             chain_trainer_restore       (ChainTrainer *trainer,
                                                  uint64_t      kept);
uint64_t             chain_trainer_forget        (ChainTrainer *trainer,
                                                  uint64_t      kept);

const ChainSnapshot *chain_trainer_take_snapshot (ChainTrainer *trainer);
