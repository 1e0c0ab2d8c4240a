// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-flow.h"

#include <math.h>

/* A sum of squares as scale²·sum, so that 1e-200 squared is not lost (as in LAPACK's dlassq). */
typedef struct
{
  double scale;
  double sum;
} Squares;

static void
add_square (Squares *squares,
            double   value)
{
  double size = fabs (value);

  if (size == 0.0)
    return;

  if (!isfinite (size) || !isfinite (squares->scale))
    {
      squares->scale = isfinite (size) ? squares->scale : size;
      squares->sum = 1.0;
    }
  else if (size > squares->scale)
    {
      double ratio = squares->scale / size;

      squares->sum = 1.0 + squares->sum * ratio * ratio;
      squares->scale = size;
    }
  else
    squares->sum += size / squares->scale * (size / squares->scale);
}

/* The values at a place. Returns how many they are. */
static int
get_values (ChainShape           shape,
            const ChainBackward *backward,
            int                  place,
            const double       **values)
{
  switch (place)
    {
    case CHAIN_FLOW_OUTPUT:
      *values = &backward->d_output;
      return 1;
    case CHAIN_FLOW_H2:
      *values = backward->d_h2;
      return shape.hidden2;
    case CHAIN_FLOW_Z2:
      *values = backward->d_z2;
      return shape.hidden2;
    case CHAIN_FLOW_H1:
      *values = backward->d_h1;
      return shape.hidden1;
    default:
      *values = backward->d_z1;
      return shape.hidden1;
    }
}

static void
pass (ChainShape     shape,
      const double  *parameters,
      double         x,
      double         y,
      ChainBackward *backward)
{
  ChainForward forward;

  chain_network_forward (shape, parameters, x, &forward);
  chain_network_backward (shape, parameters, &forward, y, backward);
}

static double
length_of (const double *values,
           int           n)
{
  Squares squares = { 0.0, 0.0 };

  for (int i = 0; i < n; i++)
    add_square (&squares, values[i]);
  return squares.scale * sqrt (squares.sum);
}

/**
 * chain_flow_init:
 * @flow: (out): the signal over the batch; of a sample nothing yet
 * @x: @n_samples inputs, in the units of the network
 * @y: the targets
 * @stride: every how-many-th sample is looked at
 */
void
chain_flow_init (ChainFlow    *flow,
                 ChainShape    shape,
                 const double *parameters,
                 size_t        n_samples,
                 const double *x,
                 const double *y,
                 size_t        stride)
{
  Squares squares[CHAIN_N_FLOW_PLACES] = { 0 };
  double sums[CHAIN_N_FLOW_PLACES][CHAIN_MAX_WIDTH] = { 0 };
  double n;

  *flow = (ChainFlow) { .n_samples = (n_samples + stride - 1) / stride };
  n = fmax ((double) flow->n_samples, 1.0);
  for (size_t i = 0; i < n_samples; i += stride)
    {
      ChainBackward backward;

      pass (shape, parameters, x[i], y[i], &backward);
      for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
        {
          const double *values;
          int width = get_values (shape, &backward, place, &values);

          for (int j = 0; j < width; j++)
            {
              add_square (&squares[place], values[j]);
              sums[place][j] += values[j] / n;
            }
        }
    }

  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    {
      flow->rms[place] = squares[place].scale * sqrt (squares[place].sum / n);
      flow->mean[place] = length_of (sums[place], CHAIN_MAX_WIDTH);
    }
}

/**
 * chain_flow_sample:
 * @x: of one sample, in the units of the network
 * @y: its target
 *
 * Finds the signal of that sample.
 */
void
chain_flow_sample (ChainFlow    *flow,
                   ChainShape    shape,
                   const double *parameters,
                   double        x,
                   double        y)
{
  ChainBackward backward;

  pass (shape, parameters, x, y, &backward);
  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    {
      const double *values;
      int width = get_values (shape, &backward, place, &values);

      flow->sample[place] = length_of (values, width);
    }
}

/**
 * chain_flow_factor:
 * @signal: one of the signals of a flow
 * @place: not the first
 *
 * Returns: what the signal was multiplied by on its way from the place before; NaN where it was 0
 *   there already
 */
double
chain_flow_factor (const double *signal,
                   int           place)
{
  return signal[place - 1] > 0.0 ? signal[place] / signal[place - 1] : NAN;
}
