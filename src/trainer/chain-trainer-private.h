// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-trainer.h"

#include <pthread.h>
#include <stdatomic.h>

/* What the two sides of a trainer share: the reader's, chain-trainer.c, and the worker's,
 * chain-worker.c. */

typedef enum
{
  COMMAND_LOAD,
  COMMAND_RUN,
  COMMAND_PAUSE,
  COMMAND_STEP,
  COMMAND_SET_SPEED,
  COMMAND_SET_TIME_LIMIT,
  COMMAND_CHANGE,
  COMMAND_RETRY,
  COMMAND_KEEP,
  COMMAND_RESTORE,
  COMMAND_FORGET,
  COMMAND_WANT
} CommandKind;

typedef struct _Command Command;

struct _Command
{
  Command *next;
  CommandKind kind;
  uint64_t serial;
  ChainExperiment experiment; /* load */
  uint64_t n;                 /* step; restore and forget: the serial of what was kept;
                                 want: what */
  ChainChange change;         /* change */
  double speed;               /* set speed */
  double seconds;             /* set time limit */
  double learning_rate;       /* retry */
};

/* A run that was put aside, whole: a session is a value. */
typedef struct _Kept Kept;

struct _Kept
{
  Kept *next;
  uint64_t serial;
  ChainSession *session;
};

/* The middle slot of the triple buffer: a slot's index, and whether the reader has not seen it. */
#define SLOT_MASK 3u
#define SLOT_FRESH 4u

struct _ChainTrainer
{
  pthread_t thread;

  /* guarded by the mutex */
  pthread_mutex_t mutex;
  pthread_cond_t wake;
  Command *first;
  Command **last;

  /* what the worker may look at without the mutex */
  atomic_bool called;  /* there are commands, or the thread is to end */
  atomic_bool quit;
  atomic_bool wanted;  /* the reader has taken the last snapshot */

  ChainSnapshot slots[3];
  atomic_uint middle;

  /* the reader's */
  unsigned front;
  bool has_snapshot;
  uint64_t serial;

  /* the worker's */
  unsigned back;
  ChainSession *session;
  Kept *kept;
  uint64_t generation;
  uint64_t done_serial;
  unsigned wants;
  double time_limit;       /* seconds that a run may take, infinite for any */
  double run_until;        /* when that will be over */
  bool time_is_up;
  bool change_refused;
  bool running;
  uint64_t stop_step;      /* a run ends here: where the step command leads, or never */
  double speed;            /* asked for, in steps per second; infinite for unlimited */
  double pace_time;        /* the pace counts from here */
  uint64_t pace_step;
  double chunk_steps;      /* steps that take CHUNK_SECONDS, as measured */
  double measured_speed;
  double measured_time;
  uint64_t measured_step;
  double variance;
  double floor;
  bool has_runaway;        /* the two are known for this divergence */
  size_t runaway;
  uint64_t runaway_step;
  double publish_time;     /* no snapshot before, unless a command was carried out */

  ChainDiagnostics diagnostics;
  bool diagnosing;
  bool has_diagnosis;
  ChainDiagnosis diagnosis; /* the last complete one */
  double diagnosis_time;   /* no portion before, unless the run is paused */
};

void  chain_command_free (Command *command);
void *chain_worker_main  (void *data);
