// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-dataset.h"
#include "chain-network.h"

/* Eigenvalues of the Hessian of the loss at one point of a run. The largest is the sharpness λ:
 * near a stationary point gradient descent is stable up to the learning rate 2/λ.
 *
 * The work is done in portions, so that a training thread can put it between its steps. A
 * curvature is a value of the thread that owns it; it refers to its data set. */

#define CHAIN_CURVATURE_MAX_BASIS 48

typedef struct
{
  /* the result, once chain_curvature_advance() has returned %true */
  double sharpness;  /* largest eigenvalue */
  double lowest;     /* smallest eigenvalue: below 0 at a saddle */
  double eigenvalues[6]; /* all, rising, for one neuron in each layer */

  ChainShape shape;
  const ChainDataset *dataset;
  double parameters[CHAIN_MAX_PARAMETERS];
  size_t next_sample;
  double hessian[6][6];

  /* Lanczos, for wider networks */
  size_t n_basis;
  double diagonal[CHAIN_CURVATURE_MAX_BASIS];
  double off_diagonal[CHAIN_CURVATURE_MAX_BASIS];
  double product[CHAIN_MAX_PARAMETERS];
  double basis[CHAIN_CURVATURE_MAX_BASIS][CHAIN_MAX_PARAMETERS];
} ChainCurvature;

void chain_curvature_begin          (ChainCurvature     *curvature,
                                     ChainShape          shape,
                                     const double       *parameters,
                                     const ChainDataset *dataset);
bool chain_curvature_advance        (ChainCurvature *curvature,
                                     size_t          n_samples);
void chain_curvature_hessian_vector (ChainShape          shape,
                                     const double       *parameters,
                                     const ChainDataset *dataset,
                                     size_t              from,
                                     size_t              to,
                                     const double       *vector,
                                     double             *product);
