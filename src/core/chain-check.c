// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check.h"

#include <complex.h>
#include <math.h>

#include "chain-kernel.h"

/* Far below the smallest difference that a sum could notice: the complex step has no
 * truncation error and no cancellation. */
#define COMPLEX_STEP 1e-100
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
 * chain_check_epsilon:
 * @place: 0 to %CHAIN_CHECK_N_EPSILONS − 1
 *
 * Returns: the ε of that place on a V-curve: 1e-1 at the first, 1e-15 at the last, four a decade
 */
double
chain_check_epsilon (size_t place)
{
  return pow (10.0, -1.0 - (double) place / 4.0);
}

/* The central difference; theta holds the parameters before and after. */
static double
difference (ChainShape          shape,
            double complex     *theta,
            const ChainDataset *dataset,
            size_t              index,
            double              epsilon)
{
  double parameter = creal (theta[index]);
  double h = epsilon * fmax (1.0, fabs (parameter));
  double above = parameter + h;
  double below = parameter - h;
  double loss_above, loss_below;

  theta[index] = above;
  loss_above = creal (complex_loss (shape, theta, dataset));
  theta[index] = below;
  loss_below = creal (complex_loss (shape, theta, dataset));
  theta[index] = parameter;
  return (loss_above - loss_below) / (above - below);
}

/**
 * chain_check_difference:
 * @index: of a parameter, flat
 * @epsilon: h = ε·max(1, |θ|)
 *
 * Returns: [L(θ + h) − L(θ − h)] / 2h, divided by the distance that was really taken; not finite
 *   where h is too small to move θ, or where a loss overflows
 */
double
chain_check_difference (ChainShape          shape,
                        const double       *parameters,
                        const ChainDataset *dataset,
                        size_t              index,
                        double              epsilon)
{
  double complex theta[CHAIN_MAX_PARAMETERS];

  for (size_t i = 0; i < chain_shape_n_parameters (shape); i++)
    theta[i] = parameters[i];

  return difference (shape, theta, dataset, index, epsilon);
}

/**
 * chain_check_begin:
 * @check: (out): the loss and the analytic gradients; the other two methods are not known yet
 */
void
chain_check_begin (ChainShape          shape,
                   const double       *parameters,
                   const ChainDataset *dataset,
                   ChainCheck         *check)
{
  *check = (ChainCheck) { 0 };
  check->loss = chain_kernel_evaluate (shape, parameters, dataset->n, dataset->x, dataset->y,
                                       check->analytic);
}

/**
 * chain_check_parameter:
 * @index: flat
 * @check: begun: receives the gradient of this parameter by both other methods, the central
 *   difference at ε = 1e-6 and the complex step Im L(θ + i·1e-100) / 1e-100
 *
 * Takes the time of three forward passes over the samples.
 */
void
chain_check_parameter (ChainShape          shape,
                       const double       *parameters,
                       const ChainDataset *dataset,
                       size_t              index,
                       ChainCheck         *check)
{
  double complex theta[CHAIN_MAX_PARAMETERS];

  for (size_t i = 0; i < chain_shape_n_parameters (shape); i++)
    theta[i] = parameters[i];

  check->numeric[index] = difference (shape, theta, dataset, index, CHAIN_CHECK_EPSILON);
  theta[index] = parameters[index] + COMPLEX_STEP * I;
  check->complex_step[index] = cimag (complex_loss (shape, theta, dataset)) / COMPLEX_STEP;
}

/**
 * chain_check_run:
 * @parameters: where to check, in flat order
 * @dataset: the samples of the loss
 * @check: (out): the loss, and the gradients by the three methods: the chain rule, and those of
 *   chain_check_parameter()
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
  chain_check_begin (shape, parameters, dataset, check);
  for (size_t i = 0; i < chain_shape_n_parameters (shape); i++)
    chain_check_parameter (shape, parameters, dataset, i, check);
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
