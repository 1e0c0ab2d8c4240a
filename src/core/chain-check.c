// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check.h"

#include <complex.h>
#include <math.h>

#include "chain-kernel.h"

/* Far below the smallest difference that a sum could notice: the complex step has no
 * truncation error and no cancellation. */
#define COMPLEX_STEP 1e-100
#define NUMERIC_STEP 1e-6
#define NUMERIC_TOLERANCE 1e-7
#define COMPLEX_TOLERANCE 1e-12

/* The loss as a function of complex parameters, straight from the formulas of the derivation:
 * a second method that shares no line with the engine. */
static double complex
complex_loss (ChainShape            shape,
              const double complex *parameters,
              const ChainDataset   *dataset)
{
  const double complex *W1 = parameters;
  const double complex *b1 = W1 + shape.hidden1;
  const double complex *W2 = b1 + shape.hidden1;
  const double complex *b2 = W2 + shape.hidden1 * shape.hidden2;
  const double complex *W3 = b2 + shape.hidden2;
  const double complex *b3 = W3 + shape.hidden2;
  double complex loss = 0.0;

  for (size_t i = 0; i < dataset->n; i++)
    {
      double complex h1[CHAIN_MAX_WIDTH];
      double complex error = *b3 - dataset->y[i];

      for (int j = 0; j < shape.hidden1; j++)
        h1[j] = ctanh (W1[j] * dataset->x[i] + b1[j]);
      for (int k = 0; k < shape.hidden2; k++)
        {
          double complex z2 = b2[k];

          for (int j = 0; j < shape.hidden1; j++)
            z2 += W2[k * shape.hidden1 + j] * h1[j];
          error += W3[k] * ctanh (z2);
        }

      loss += error * error;
    }

  return loss / (double) dataset->n;
}

/**
 * chain_check_run:
 * @parameters: where to check, in flat order
 * @dataset: the samples of the loss
 * @check: (out): the loss, and the gradients by the three methods: the chain rule, the central
 *   difference [L(θ + h) − L(θ − h)] / 2h with h = 1e-6·max(1, |θ|) divided by the distance
 *   that was really taken, and the complex step Im L(θ + i·1e-100) / 1e-100
 *
 * Takes the time of 3·P forward passes over the samples for P parameters. A value that
 * overflows is not finite.
 */
void
chain_check_run (ChainShape          shape,
                 const double       *parameters,
                 const ChainDataset *dataset,
                 ChainCheck         *check)
{
  size_t n_parameters = chain_shape_n_parameters (shape);
  double complex theta[CHAIN_MAX_PARAMETERS];

  check->loss = chain_kernel_evaluate (shape, parameters, dataset->n, dataset->x, dataset->y,
                                       check->analytic);

  for (size_t i = 0; i < n_parameters; i++)
    theta[i] = parameters[i];

  for (size_t i = 0; i < n_parameters; i++)
    {
      double h = NUMERIC_STEP * fmax (1.0, fabs (parameters[i]));
      double above = parameters[i] + h;
      double below = parameters[i] - h;
      double loss_above;

      theta[i] = above;
      loss_above = creal (complex_loss (shape, theta, dataset));
      theta[i] = below;
      check->numeric[i] = (loss_above - creal (complex_loss (shape, theta, dataset))) / (above - below);

      theta[i] = parameters[i] + COMPLEX_STEP * I;
      check->complex_step[i] = cimag (complex_loss (shape, theta, dataset)) / COMPLEX_STEP;
      theta[i] = parameters[i];
    }
}

static double
tolerance (double base,
           double loss,
           double analytic)
{
  return base * fmax (1.0, fmax (loss, fabs (analytic)));
}

/**
 * chain_check_numeric_tolerance:
 *
 * A difference of losses carries their rounding: an absolute 1e-7 would refuse correct
 * gradients wherever the loss is large.
 *
 * Returns: how far a correct central difference may lie from @analytic, 1e-7·max(1, L, |∂L/∂θ|)
 */
double
chain_check_numeric_tolerance (double loss,
                               double analytic)
{
  return tolerance (NUMERIC_TOLERANCE, loss, analytic);
}

/**
 * chain_check_complex_tolerance:
 *
 * Returns: how far a correct complex step may lie from @analytic, 1e-12·max(1, L, |∂L/∂θ|)
 */
double
chain_check_complex_tolerance (double loss,
                               double analytic)
{
  return tolerance (COMPLEX_TOLERANCE, loss, analytic);
}

/**
 * chain_check_passes:
 * @index: a parameter
 *
 * Returns: whether both methods agree with the analytic gradient; never where a number is
 *   not finite
 */
bool
chain_check_passes (const ChainCheck *check,
                    size_t            index)
{
  double analytic = check->analytic[index];

  return isfinite (check->loss) && isfinite (analytic)
         && fabs (check->numeric[index] - analytic)
              <= chain_check_numeric_tolerance (check->loss, analytic)
         && fabs (check->complex_step[index] - analytic)
              <= chain_check_complex_tolerance (check->loss, analytic);
}
