// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-network.h"

/* The gradient of a batch sample by sample, as the derivation writes it: the second method that
 * the kernels are checked against. */
static inline double
test_reference_gradient (ChainShape    shape,
                         const double *parameters,
                         size_t        n,
                         const double *x,
                         const double *y,
                         double       *gradients)
{
  size_t n_parameters = chain_shape_n_parameters (shape);
  double loss = 0.0;

  for (size_t p = 0; p < n_parameters; p++)
    gradients[p] = 0.0;

  for (size_t i = 0; i < n; i++)
    {
      ChainForward forward;
      ChainBackward backward;

      chain_network_forward (shape, parameters, x[i], &forward);
      chain_network_backward (shape, parameters, &forward, y[i], &backward);
      loss += backward.error * backward.error;
      for (size_t p = 0; p < n_parameters; p++)
        gradients[p] += backward.gradients[p];
    }

  for (size_t p = 0; p < n_parameters; p++)
    gradients[p] /= (double) n;

  return loss / (double) n;
}
