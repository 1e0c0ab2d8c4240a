// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-verdict.h"

#include <math.h>

/* A layer counts as saturated when each of its neurons is, by this share of the samples, while
 * the network is not yet better than this share of the variance. */
#define SATURATED_SHARE 0.95
#define UNFITTED_SHARE 0.5
/* At the best constant: this close to the variance, relatively. */
#define CONSTANT_TOLERANCE 5e-3
#define MIN_CONSTANT_STEPS 10
/* A saddle has an eigenvalue below minus this share of the largest. */
#define SADDLE_SHARE 5e-4
/* The floor matters above this share of the variance, and is reached at this share. */
#define FLOOR_SHARE 0.01
#define FLOOR_REACHED 95.0
/* Step size times λ, where 2 is the limit of the quadratic approximation. */
#define UNSTABLE 1.95
/* A plateau: so little relative progress in the second half of at least so many steps. */
#define PLATEAU_PROGRESS 0.01
#define PLATEAU_STEPS 1000
#define PLATEAU_REACHED 99.0
#define FITS_R_SQUARED 0.99
/* Where there is no variance to compare with: this share of the first loss is nothing. */
#define EXACT_SHARE 1e-12

/* The fewest samples that saturate a neuron of @counts. */
static size_t
fewest (const size_t *counts,
        int           n)
{
  size_t least = counts[0];

  for (int i = 1; i < n; i++)
    if (counts[i] < least)
      least = counts[i];

  return least;
}

static bool
find_saturation (const ChainVerdictInput *input,
                 ChainVerdict            *verdict)
{
  const ChainDiagnosis *diagnosis = input->diagnosis;
  size_t counts[2];

  if (diagnosis == NULL || input->loss <= UNFITTED_SHARE * input->variance)
    return false;

  counts[0] = fewest (diagnosis->saturated1, input->shape.hidden1);
  counts[1] = fewest (diagnosis->saturated2, input->shape.hidden2);
  for (int layer = 1; layer <= 2; layer++)
    if ((double) counts[layer - 1] >= SATURATED_SHARE * (double) input->n_samples)
      {
        *verdict = (ChainVerdict) { CHAIN_VERDICT_SATURATED, .layer = layer, .count = counts[layer - 1] };
        return true;
      }

  return false;
}

/* Whether the loss has been that of the best constant for the last tenth of the run: one that falls
 * past it is not meant. */
static bool
stays_at_constant (const ChainVerdictInput *input)
{
  const ChainSeries *losses = input->losses;
  uint64_t end = losses->start + losses->count;
  uint64_t tenth = losses->count / 10 + MIN_CONSTANT_STEPS;
  ChainBucket recent;

  return losses->count >= tenth && chain_series_query (losses, end - tenth, end, &recent) > 0
         && fabs (recent.min / input->variance - 1.0) <= CONSTANT_TOLERANCE
         && fabs (recent.max / input->variance - 1.0) <= CONSTANT_TOLERANCE;
}

/* At the best constant the Hessian tells a plateau that ends from one that does not. */
static bool
find_constant (const ChainVerdictInput *input,
               ChainVerdict            *verdict)
{
  const ChainDiagnosis *diagnosis = input->diagnosis;
  bool has_way_down;

  if (diagnosis == NULL || !(input->variance > 0.0) || !stays_at_constant (input))
    return false;

  has_way_down = diagnosis->lowest_eigenvalue < -SADDLE_SHARE * diagnosis->sharpness;
  *verdict = (ChainVerdict) {
    has_way_down ? CHAIN_VERDICT_SADDLE : CHAIN_VERDICT_COLLAPSED,
    .value = diagnosis->lowest_eigenvalue,
  };
  return true;
}

/* One sample, or samples of one y, learnt to the last digits. */
static bool
is_exact (const ChainVerdictInput *input)
{
  const ChainSeries *losses = input->losses;
  ChainBucket all;

  return !(input->variance > 0.0)
         && chain_series_query (losses, losses->start, losses->start + losses->count, &all) > 0
         && input->loss <= EXACT_SHARE * all.first;
}

/* Relative progress of the loss in the second half of the run; NaN where that is too short. */
static double
recent_progress (const ChainSeries *losses)
{
  uint64_t end = losses->start + losses->count;
  ChainBucket half;

  if (losses->count < PLATEAU_STEPS
      || chain_series_query (losses, losses->start + losses->count / 2, end, &half) == 0)
    return NAN;

  return 1.0 - half.last / half.first;
}

/**
 * chain_verdict_find:
 * @input: the state of a run that has neither diverged nor stopped
 *
 * Looks for what there is to say, the most telling first. In order: data without variance whose
 * loss is at most 1e-12 of the first one; saturation of a layer;
 * a loss that stays within 0.5 % of the variance, a saddle or a collapse by the lowest eigenvalue; the floor
 * of one neuron in each layer; a step size of at least 1.95/λ; less than 1 % of progress in
 * the second half of at least 1,000 steps while less than 99 % of the reachable is reached;
 * R² of at least 0.99.
 *
 * Returns: the verdict
 */
ChainVerdict
chain_verdict_find (const ChainVerdictInput *input)
{
  double floor = isnan (input->floor) ? 0.0 : input->floor;
  double reached = chain_facts_reachable (input->loss, input->variance, floor);
  double progress = recent_progress (input->losses);
  double limit = input->diagnosis != NULL ? input->step_size * input->diagnosis->sharpness : NAN;
  ChainVerdict verdict = { CHAIN_VERDICT_NONE };

  if (is_exact (input))
    return (ChainVerdict) { CHAIN_VERDICT_EXACT };
  if (find_saturation (input, &verdict) || find_constant (input, &verdict))
    return verdict;

  if (floor > FLOOR_SHARE * input->variance && reached >= FLOOR_REACHED)
    return (ChainVerdict) { CHAIN_VERDICT_FLOOR, .value = floor };
  if (limit >= UNSTABLE)
    return (ChainVerdict) { CHAIN_VERDICT_UNSTABLE, .value = limit };
  if (fabs (progress) < PLATEAU_PROGRESS && reached < PLATEAU_REACHED)
    return (ChainVerdict) { CHAIN_VERDICT_PLATEAU };
  if (chain_facts_r_squared (input->loss, input->variance) >= FITS_R_SQUARED)
    return (ChainVerdict) { CHAIN_VERDICT_FITS };
  if (input->losses->count > 1)
    return (ChainVerdict) { CHAIN_VERDICT_LEARNING };

  return verdict;
}
