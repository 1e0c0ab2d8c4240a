// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-optimizer.h"

#include <math.h>
#include <string.h>

/**
 * chain_optimizer_init:
 *
 * Sets plain gradient descent, and the other rules' numbers as in their papers.
 */
void
chain_optimizer_init (ChainOptimizer *optimizer)
{
  *optimizer = (ChainOptimizer) {
    .kind = CHAIN_OPTIMIZER_GRADIENT_DESCENT,
    .momentum = 0.9,
    .beta1 = 0.9,
    .beta2 = 0.999,
    .rho = 0.9,
    .epsilon = 1e-8,
  };
}

/**
 * chain_moments_init:
 *
 * Makes the memory of an optimiser that has not made a step.
 */
void
chain_moments_init (ChainMoments *moments)
{
  memset (moments, 0, sizeof *moments);
  moments->beta1_power = 1.0;
  moments->beta2_power = 1.0;
}

/**
 * chain_optimizer_update:
 * @learning_rate: α
 * @n: number of parameters
 * @parameters: θ
 * @gradients: g = ∂L/∂θ at @parameters
 * @moments: the memory before the step
 * @new_parameters: (out): θ after the step
 * @new_moments: (out): the memory after the step; what the rule does not use is left alone
 *
 * All parameters are updated at once:
 *
 * - gradient descent: θ ← θ − α·g (derivation, “Gradient Descent Update”)
 * - momentum: v ← μ·v + g, θ ← θ − α·v (Polyak, 1964; as in Sutskever et al., 2013, with the
 *   rate outside the velocity)
 * - Nesterov: v ← μ·v + g, θ ← θ − α·(g + μ·v) (Nesterov, 1983; Sutskever et al., 2013)
 * - AdaGrad: G ← G + g², θ ← θ − α·g / (√G + ε) (Duchi, Hazan and Singer, 2011)
 * - RMSProp: v ← ρ·v + (1 − ρ)·g², θ ← θ − α·g / (√v + ε) (Tieleman and Hinton, 2012)
 * - Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
 *   θ ← θ − α·m̂ / (√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ) (Kingma and Ba, 2015)
 */
void
chain_optimizer_update (const ChainOptimizer *optimizer,
                        double                learning_rate,
                        size_t                n,
                        const double         *parameters,
                        const double         *gradients,
                        const ChainMoments   *moments,
                        double               *new_parameters,
                        ChainMoments         *new_moments)
{
  const double *g = gradients, *theta = parameters;
  double *first = new_moments->first, *second = new_moments->second;
  double mu = optimizer->momentum, rho = optimizer->rho, epsilon = optimizer->epsilon;
  double beta1 = optimizer->beta1, beta2 = optimizer->beta2;
  double correction1, correction2;

  switch (optimizer->kind)
    {
    case CHAIN_OPTIMIZER_MOMENTUM:
      for (size_t i = 0; i < n; i++)
        {
          first[i] = mu * moments->first[i] + g[i];
          new_parameters[i] = theta[i] - learning_rate * first[i];
        }
      break;

    case CHAIN_OPTIMIZER_NESTEROV:
      for (size_t i = 0; i < n; i++)
        {
          first[i] = mu * moments->first[i] + g[i];
          new_parameters[i] = theta[i] - learning_rate * (g[i] + mu * first[i]);
        }
      break;

    case CHAIN_OPTIMIZER_ADAGRAD:
      for (size_t i = 0; i < n; i++)
        {
          second[i] = moments->second[i] + g[i] * g[i];
          new_parameters[i] = theta[i] - learning_rate * g[i] / (sqrt (second[i]) + epsilon);
        }
      break;

    case CHAIN_OPTIMIZER_RMSPROP:
      for (size_t i = 0; i < n; i++)
        {
          second[i] = rho * moments->second[i] + (1.0 - rho) * (g[i] * g[i]);
          new_parameters[i] = theta[i] - learning_rate * g[i] / (sqrt (second[i]) + epsilon);
        }
      break;

    case CHAIN_OPTIMIZER_ADAM:
      new_moments->beta1_power = moments->beta1_power * beta1;
      new_moments->beta2_power = moments->beta2_power * beta2;
      correction1 = 1.0 - new_moments->beta1_power;
      correction2 = 1.0 - new_moments->beta2_power;
      for (size_t i = 0; i < n; i++)
        {
          first[i] = beta1 * moments->first[i] + (1.0 - beta1) * g[i];
          second[i] = beta2 * moments->second[i] + (1.0 - beta2) * (g[i] * g[i]);
          new_parameters[i] = theta[i] - learning_rate * (first[i] / correction1)
                                           / (sqrt (second[i] / correction2) + epsilon);
        }
      break;

    default:
      for (size_t i = 0; i < n; i++)
        new_parameters[i] = theta[i] - learning_rate * g[i];
      break;
    }
}
