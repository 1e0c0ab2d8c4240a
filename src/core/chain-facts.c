// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-facts.h"

#include <math.h>
#include <string.h>

/**
 * chain_facts_r_squared:
 * @variance: the loss of the best constant
 *
 * Returns: R² = 1 − L/variance, NaN where there is no variance
 */
double
chain_facts_r_squared (double loss,
                       double variance)
{
  return variance > 0.0 ? 1.0 - loss / variance : NAN;
}

/**
 * chain_facts_reachable:
 * @floor: the loss of the best monotone curve, or 0 where there is no floor
 *
 * Returns: the share of what can be reached between the best constant and the floor, in per
 *   cent: 100·(variance − L)/(variance − floor); NaN where there is nothing between them
 */
double
chain_facts_reachable (double loss,
                       double variance,
                       double floor)
{
  return variance > floor ? 100.0 * (variance - loss) / (variance - floor) : NAN;
}

/* √(Σ g²), of gradients whose squares need not be representable. */
static double
norm (const double *values,
      size_t        n)
{
  double largest = 0.0, sum = 0.0;

  for (size_t i = 0; i < n; i++)
    largest = fmax (largest, fabs (values[i]));
  if (!(largest > 0.0) || isinf (largest))
    return largest;
  for (size_t i = 0; i < n; i++)
    sum += (values[i] / largest) * (values[i] / largest);

  return largest * sqrt (sum);
}

/**
 * chain_facts_layer_norm:
 * @gradients: in flat order
 * @layer: 0, 1, or 2 for the output layer
 *
 * Returns: the Euclidean norm of the gradients of the layer's weights and biases
 */
double
chain_facts_layer_norm (ChainShape    shape,
                        const double *gradients,
                        int           layer)
{
  size_t from = chain_shape_group_offset (shape, (ChainGroup) (2 * layer));
  size_t to = chain_shape_group_offset (shape, (ChainGroup) (2 * layer + 2));

  return norm (gradients + from, to - from);
}

/**
 * chain_facts_norm:
 *
 * Returns: ‖∇L‖, the Euclidean norm of all gradients
 */
double
chain_facts_norm (ChainShape    shape,
                  const double *gradients)
{
  return norm (gradients, chain_shape_n_parameters (shape));
}

/**
 * chain_facts_norm_ratio:
 *
 * Returns: the norm of the first layer's gradients over that of the last layer's: far below 1
 *   they vanish on the way back; NaN where the last layer has none
 */
double
chain_facts_norm_ratio (ChainShape    shape,
                        const double *gradients)
{
  double last = chain_facts_layer_norm (shape, gradients, 2);

  return last > 0.0 ? chain_facts_layer_norm (shape, gradients, 0) / last : NAN;
}

/**
 * chain_diagnostics_begin:
 * @session: what to look at; its samples must live until the end of the work
 */
void
chain_diagnostics_begin (ChainDiagnostics   *diagnostics,
                         const ChainSession *session)
{
  memset (&diagnostics->diagnosis, 0, sizeof diagnostics->diagnosis);
  diagnostics->diagnosis.step = chain_session_get_step (session);
  diagnostics->next_sample = 0;
  diagnostics->counted = false;
  chain_curvature_begin (&diagnostics->curvature, chain_session_get_experiment (session)->shape,
                         chain_session_get_point (session)->parameters,
                         chain_session_get_dataset (session));
}

/* Counts saturated neurons for some samples; returns whether that was the last of them. */
static bool
count_saturated (ChainDiagnostics *diagnostics,
                 size_t            n_samples)
{
  ChainDiagnosis *diagnosis = &diagnostics->diagnosis;
  const ChainCurvature *curvature = &diagnostics->curvature;
  const ChainDataset *dataset = curvature->dataset;
  size_t left = dataset->n - diagnostics->next_sample;

  for (size_t i = n_samples < left ? n_samples : left; i > 0; i--)
    {
      ChainForward forward;

      chain_network_forward (curvature->shape, curvature->parameters,
                             dataset->x[diagnostics->next_sample++], &forward);
      for (int j = 0; j < curvature->shape.hidden1; j++)
        diagnosis->saturated1[j] += fabs (forward.h1[j]) > CHAIN_SATURATION;
      for (int k = 0; k < curvature->shape.hidden2; k++)
        diagnosis->saturated2[k] += fabs (forward.h2[k]) > CHAIN_SATURATION;
    }

  return diagnostics->next_sample == dataset->n;
}

/**
 * chain_diagnostics_advance:
 * @n_samples: how many samples to pass through at most
 *
 * Returns: whether the diagnosis is complete
 */
bool
chain_diagnostics_advance (ChainDiagnostics *diagnostics,
                           size_t            n_samples)
{
  if (!diagnostics->counted)
    {
      diagnostics->counted = count_saturated (diagnostics, n_samples);
      return false;
    }

  if (!chain_curvature_advance (&diagnostics->curvature, n_samples))
    return false;

  diagnostics->diagnosis.sharpness = diagnostics->curvature.sharpness;
  diagnostics->diagnosis.lowest_eigenvalue = diagnostics->curvature.lowest;
  return true;
}
