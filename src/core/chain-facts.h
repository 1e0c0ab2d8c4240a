// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-curvature.h"
#include "chain-session.h"

/* What can be said of a state of a run beyond its loss and gradients. Pure values; any thread. */

/* Above this |h| a neuron counts as saturated by a sample. */
#define CHAIN_SATURATION 0.99

double chain_facts_r_squared  (double loss,
                               double variance);
double chain_facts_reachable  (double loss,
                               double variance,
                               double floor);
double chain_facts_layer_norm (ChainShape    shape,
                               const double *gradients,
                               int           layer);
double chain_facts_norm       (ChainShape    shape,
                               const double *gradients);
double chain_facts_norm_ratio (ChainShape    shape,
                               const double *gradients);

/* The facts that take passes over the samples: how many of them saturate each neuron, and the
 * eigenvalues of the Hessian. Made in portions, as a curvature is. */
typedef struct
{
  uint64_t step;                          /* of the state that was looked at */
  size_t saturated1[CHAIN_MAX_WIDTH];     /* samples with |h1[j]| > 0.99 */
  size_t saturated2[CHAIN_MAX_WIDTH];
  double sharpness;                       /* not finite where the loss is not */
  double lowest_eigenvalue;
} ChainDiagnosis;

typedef struct
{
  ChainDiagnosis diagnosis;
  size_t next_sample;
  bool counted;
  ChainCurvature curvature;
} ChainDiagnostics;

void chain_diagnostics_begin   (ChainDiagnostics   *diagnostics,
                                const ChainSession *session);
bool chain_diagnostics_advance (ChainDiagnostics *diagnostics,
                                size_t            n_samples);
