// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a step of a session costs beyond its gradient: the update, the check for divergence, the
 * history of the loss and the norms, and of all parameters. One thread, CPU time; the contenders
 * take turns, and the best round of each counts.
 */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "chain-history.h"
#include "chain-kernel.h"
#include "chain-session.h"

#define ROUNDS 15
#define STEPS 20000

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

/* Nothing but gradient and update. */
static void
run_bare (const ChainSession *session)
{
  const ChainDataset *dataset = chain_session_get_dataset (session);
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  size_t n = chain_shape_n_parameters (experiment->shape);
  double parameters[CHAIN_MAX_PARAMETERS], gradients[CHAIN_MAX_PARAMETERS];

  chain_experiment_initial_parameters (experiment, parameters);
  for (int step = 0; step < STEPS; step++)
    {
      chain_kernel_evaluate (experiment->shape, parameters, dataset->n, dataset->x, dataset->y, gradients);
      for (size_t i = 0; i < n; i++)
        parameters[i] -= experiment->learning_rate * gradients[i];
    }
}

/* The same with its loss checked against a limit, and in a history. */
static void
run_watched (const ChainSession *session)
{
  const ChainDataset *dataset = chain_session_get_dataset (session);
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  size_t n = chain_shape_n_parameters (experiment->shape);
  double parameters[CHAIN_MAX_PARAMETERS], gradients[CHAIN_MAX_PARAMETERS];
  ChainHistory history;

  chain_history_init (&history, 1, CHAIN_SERIES_CAPACITY, 0);
  chain_experiment_initial_parameters (experiment, parameters);
  for (int step = 0; step < STEPS; step++)
    {
      double loss = chain_kernel_evaluate (experiment->shape, parameters, dataset->n, dataset->x, dataset->y,
                                           gradients);

      if (!(loss <= 1e6))
        break;
      chain_history_push (&history, &loss);
      for (size_t i = 0; i < n; i++)
        parameters[i] -= experiment->learning_rate * gradients[i];
    }
  chain_history_clear (&history);
}

static void
compare (int    hidden,
         size_t count)
{
  ChainExperiment experiment;
  ChainSession *session;
  double bare = INFINITY, watched = INFINITY, whole = INFINITY;

  chain_experiment_init (&experiment);
  experiment.shape = (ChainShape) { hidden, hidden };
  experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  experiment.count = count;
  session = chain_session_new (&experiment);

  for (int round = 0; round < ROUNDS; round++)
    {
      double a = now (), b, c, d;

      run_bare (session);
      b = now ();
      run_watched (session);
      c = now ();
      chain_session_step (session, STEPS);
      d = now ();
      bare = fmin (bare, (b - a) / STEPS);
      watched = fmin (watched, (c - b) / STEPS);
      whole = fmin (whole, (d - c) / STEPS);
    }

  printf ("%dx%d, n = %zu: gradient and update %.1f ns a step, with divergence check and history of the loss "
          "%.1f (+%.1f %%), the session with all series %.1f (+%.1f %%)\n",
          hidden, hidden, count, 1e9 * bare, 1e9 * watched, 100 * (watched / bare - 1),
          1e9 * whole, 100 * (whole / bare - 1));
  chain_session_free (session);
  chain_experiment_clear (&experiment);
}

int
main (void)
{
  compare (1, 64);
  compare (1, 256);
  compare (8, 64);
  return 0;
}
