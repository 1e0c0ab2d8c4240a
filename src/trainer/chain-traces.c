// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-traces.h"

#include <glib.h>
#include <math.h>

/* A series of @capacity in the place @i of @traces. */
static ChainSeries *
reserve (ChainTraces *traces,
         size_t       i,
         size_t       capacity)
{
  ChainSeries *series = traces->series[i];

  if (series != NULL && series->capacity == capacity)
    return series;

  chain_series_free (series);
  traces->series[i] = chain_series_new (capacity);
  if (traces->series[i] == NULL)
    g_error ("no memory for the history");

  return traces->series[i];
}

static void
choose_range (ChainTraces *traces,
              size_t       first,
              size_t       length)
{
  for (traces->n = 0; traces->n < length; traces->n++)
    traces->index[traces->n] = first + traces->n;
}

static void
choose_parameters (ChainTraces *traces,
                   ChainShape   shape,
                   unsigned     choice)
{
  static const ChainGroup groups[] = { CHAIN_W1, CHAIN_W1, CHAIN_B1, CHAIN_B2, CHAIN_W3 };
  size_t n = chain_shape_n_parameters (shape);

  if (n > CHAIN_MAX_TRACES && choice > CHAIN_TRACES_SPREAD && choice < CHAIN_TRACES_W2)
    {
      choose_range (traces, chain_shape_group_offset (shape, groups[choice]),
                    chain_shape_group_length (shape, groups[choice]) + (choice == CHAIN_TRACES_W3 ? 1 : 0));
      return;
    }
  if (n > CHAIN_MAX_TRACES && choice >= CHAIN_TRACES_W2 && choice - CHAIN_TRACES_W2 < (unsigned) shape.hidden2)
    {
      size_t row = (size_t) shape.hidden1;

      choose_range (traces, chain_shape_group_offset (shape, CHAIN_W2) + (choice - CHAIN_TRACES_W2) * row, row);
      return;
    }

  traces->n = 0;
  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    {
      size_t length = chain_shape_group_length (shape, (ChainGroup) group);
      size_t chosen = n <= CHAIN_MAX_TRACES ? length : MIN (length, CHAIN_TRACES_OF_GROUP);

      for (size_t i = 0; i < chosen; i++)
        traces->index[traces->n++] = chain_shape_group_offset (shape, (ChainGroup) group)
                                     + (chosen > 1 ? i * (length - 1) / (chosen - 1) : 0);
    }
}

/**
 * chain_traces_take_parameters:
 * @choice: ChainTracesChoice
 *
 * Takes the course of the parameters of @session: of all if they fit, else of those that are chosen; a
 * neuron that there is not chooses a few of each group.
 */
void
chain_traces_take_parameters (ChainTraces        *traces,
                              const ChainSession *session,
                              unsigned            choice)
{
  size_t capacity = chain_session_parameter_capacity (session);

  choose_parameters (traces, chain_session_get_experiment (session)->shape, choice);
  for (size_t i = 0; i < traces->n; i++)
    chain_session_get_parameter (session, traces->index[i], reserve (traces, i, capacity));
}

/* A root grows with its argument, so extremes stay extremes. */
static void
take_roots (ChainSeries *series)
{
  size_t n = chain_series_n_buckets (series);

  for (size_t i = 0; i < n; i++)
    {
      ChainBucket *bucket = &series->buckets[i];

      *bucket = (ChainBucket) { sqrt (bucket->first), sqrt (bucket->min), sqrt (bucket->max), sqrt (bucket->last) };
    }
}

/**
 * chain_traces_take_norms:
 *
 * Takes the course of the gradient's norms, of which the session holds the squares.
 */
void
chain_traces_take_norms (ChainTraces        *traces,
                         const ChainSession *session)
{
  traces->n = CHAIN_N_NORMS;
  for (size_t i = 0; i < CHAIN_N_NORMS; i++)
    {
      ChainSeries *series = reserve (traces, i, CHAIN_SERIES_CAPACITY);

      traces->index[i] = i;
      chain_session_get_channel (session, (ChainChannel) (CHAIN_CHANNEL_NORM + i), series);
      take_roots (series);
    }
}

/**
 * chain_traces_copy:
 *
 * Makes @traces the same as @from, in memory of its own.
 */
void
chain_traces_copy (ChainTraces       *traces,
                   const ChainTraces *from)
{
  traces->n = from->n;
  for (size_t i = 0; i < from->n; i++)
    {
      traces->index[i] = from->index[i];
      chain_series_copy (reserve (traces, i, from->series[i]->capacity), from->series[i]);
    }
}

void
chain_traces_clear (ChainTraces *traces)
{
  for (size_t i = 0; i < CHAIN_MAX_TRACES; i++)
    g_clear_pointer (&traces->series[i], chain_series_free);
  traces->n = 0;
}
