// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-curvature.h"

#include <math.h>
#include <string.h>

#include "chain-random.h"

/* An extreme eigenvalue has converged when its residual is below this part of it. */
#define LANCZOS_TOLERANCE 1e-9

/* ---- one neuron in each layer: the whole Hessian ---- */

/* Adds (2/n)(∇f·∇fᵀ + e·∇²f) of one sample, f = ŷ. With s = sech², c = W2·s1, a = W3·s2,
 * q = −2·W3·h2·s2 and u = (c·x, c, h1, 1): ∇f = (a·u, h2, 1); over (W1, b1, W2, b2)
 * ∇²f = q·u·uᵀ + a·Z; ∂²f/∂·∂W3 = s2·u. */
static void
add_sample_hessian (const double *parameters,
                    double        x,
                    double        y,
                    double        scale,
                    double        hessian[6][6])
{
  ChainForward f;
  double W2 = parameters[2], W3 = parameters[4];
  double c, a, q, e;
  double u[4], gradient[6], second[6][6] = { { 0 } };

  chain_network_forward ((ChainShape) { 1, 1 }, parameters, x, &f);
  e = f.output - y;
  c = W2 * f.s1[0];
  a = W3 * f.s2[0];
  q = -2.0 * W3 * f.h2[0] * f.s2[0];
  u[0] = c * x;
  u[1] = c;
  u[2] = f.h1[0];
  u[3] = 1.0;

  for (int i = 0; i < 4; i++)
    {
      gradient[i] = a * u[i];
      second[i][4] = f.s2[0] * u[i];
      for (int j = i; j < 4; j++)
        second[i][j] = q * u[i] * u[j];
    }
  gradient[4] = f.h2[0];
  gradient[5] = 1.0;
  second[0][0] += a * (-2.0 * f.h1[0] * c * x * x);
  second[0][1] += a * (-2.0 * f.h1[0] * c * x);
  second[1][1] += a * (-2.0 * f.h1[0] * c);
  second[0][2] += a * f.s1[0] * x;
  second[1][2] += a * f.s1[0];

  for (int i = 0; i < 6; i++)
    for (int j = i; j < 6; j++)
      {
        hessian[i][j] += scale * (gradient[i] * gradient[j] + e * second[i][j]);
        hessian[j][i] = hessian[i][j];
      }
}

/* Turns a symmetric matrix into its eigenvalues on the diagonal (cyclic Jacobi: Golub and
 * Van Loan, section 8.5). */
static void
diagonalise (double a[6][6])
{
  for (int sweep = 0; sweep < 50; sweep++)
    {
      double off = 0.0;

      for (int p = 0; p < 5; p++)
        for (int q = p + 1; q < 6; q++)
          {
            double theta, t, c, s;

            if (fabs (a[p][q]) <= 1e-17 * (fabs (a[p][p]) + fabs (a[q][q])))
              continue;
            off += fabs (a[p][q]);
            theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
            t = copysign (1.0, theta) / (fabs (theta) + hypot (1.0, theta));
            c = 1.0 / hypot (1.0, t);
            s = t * c;
            for (int k = 0; k < 6; k++)
              {
                double kp = a[k][p], kq = a[k][q];

                a[k][p] = c * kp - s * kq;
                a[k][q] = s * kp + c * kq;
              }
            for (int k = 0; k < 6; k++)
              {
                double pk = a[p][k], qk = a[q][k];

                a[p][k] = c * pk - s * qk;
                a[q][k] = s * pk + c * qk;
              }
          }

      if (!(off > 0.0))
        break;
    }
}

static void
finish_hessian (ChainCurvature *curvature)
{
  double *values = curvature->eigenvalues;
  double matrix[6][6];

  memcpy (matrix, curvature->hessian, sizeof matrix);
  diagonalise (matrix);
  for (int i = 0; i < 6; i++)
    {
      int at = i;

      for (; at > 0 && values[at - 1] > matrix[i][i]; at--)
        values[at] = values[at - 1];
      values[at] = matrix[i][i];
    }
  curvature->lowest = values[0];
  curvature->sharpness = values[5];
}

/* ---- any widths: Lanczos on exact Hessian-vector products ---- */

/**
 * chain_curvature_hessian_vector:
 * @from: first sample
 * @to: the sample after the last one
 * @vector: a direction v in parameter space
 * @product: (inout): the contribution of these samples to H·v is added
 *
 * Differentiates forward and backward pass along v (Pearlmutter, 1994): exact, at the cost of
 * about two gradients.
 */
void
chain_curvature_hessian_vector (ChainShape          shape,
                                const double       *parameters,
                                const ChainDataset *dataset,
                                size_t              from,
                                size_t              to,
                                const double       *vector,
                                double             *product)
{
  int H1 = shape.hidden1, H2 = shape.hidden2;
  size_t oW1 = chain_shape_group_offset (shape, CHAIN_W1), ob1 = chain_shape_group_offset (shape, CHAIN_B1);
  size_t oW2 = chain_shape_group_offset (shape, CHAIN_W2), ob2 = chain_shape_group_offset (shape, CHAIN_B2);
  size_t oW3 = chain_shape_group_offset (shape, CHAIN_W3), ob3 = chain_shape_group_offset (shape, CHAIN_B3);
  const double *W2 = parameters + oW2, *W3 = parameters + oW3;
  const double *v = vector;

  for (size_t i = from; i < to; i++)
    {
      double x = dataset->x[i];
      double Rz1[CHAIN_MAX_WIDTH], Rh1[CHAIN_MAX_WIDTH], Rz2[CHAIN_MAX_WIDTH], Rh2[CHAIN_MAX_WIDTH];
      double dz2[CHAIN_MAX_WIDTH], Rdz2[CHAIN_MAX_WIDTH];
      double d, Rd, Ry = v[ob3];
      ChainForward f;

      chain_network_forward (shape, parameters, x, &f);
      for (int j = 0; j < H1; j++)
        {
          Rz1[j] = v[oW1 + (size_t) j] * x + v[ob1 + (size_t) j];
          Rh1[j] = f.s1[j] * Rz1[j];
        }
      for (int k = 0; k < H2; k++)
        {
          Rz2[k] = v[ob2 + (size_t) k];
          for (int j = 0; j < H1; j++)
            Rz2[k] += v[oW2 + (size_t) (k * H1 + j)] * f.h1[j] + W2[k * H1 + j] * Rh1[j];
          Rh2[k] = f.s2[k] * Rz2[k];
          Ry += v[oW3 + (size_t) k] * f.h2[k] + W3[k] * Rh2[k];
        }

      d = 2.0 * (f.output - dataset->y[i]) / (double) dataset->n;
      Rd = 2.0 * Ry / (double) dataset->n;
      product[ob3] += Rd;

      for (int k = 0; k < H2; k++)
        {
          double dh2 = d * W3[k], Rdh2 = Rd * W3[k] + d * v[oW3 + (size_t) k];

          product[oW3 + (size_t) k] += Rd * f.h2[k] + d * Rh2[k];
          dz2[k] = dh2 * f.s2[k];
          Rdz2[k] = Rdh2 * f.s2[k] - 2.0 * dh2 * f.h2[k] * f.s2[k] * Rz2[k];
          product[ob2 + (size_t) k] += Rdz2[k];
          for (int j = 0; j < H1; j++)
            product[oW2 + (size_t) (k * H1 + j)] += Rdz2[k] * f.h1[j] + dz2[k] * Rh1[j];
        }
      for (int j = 0; j < H1; j++)
        {
          double dh1 = 0.0, Rdh1 = 0.0, Rdz1;

          for (int k = 0; k < H2; k++)
            {
              dh1 += dz2[k] * W2[k * H1 + j];
              Rdh1 += Rdz2[k] * W2[k * H1 + j] + dz2[k] * v[oW2 + (size_t) (k * H1 + j)];
            }
          Rdz1 = Rdh1 * f.s1[j] - 2.0 * dh1 * f.h1[j] * f.s1[j] * Rz1[j];
          product[ob1 + (size_t) j] += Rdz1;
          product[oW1 + (size_t) j] += Rdz1 * x;
        }
    }
}

static double
dot (const double *a,
     const double *b,
     size_t        n)
{
  double sum = 0.0;

  for (size_t i = 0; i < n; i++)
    sum += a[i] * b[i];

  return sum;
}

static void
add_scaled (double       *a,
            double        scale,
            const double *b,
            size_t        n)
{
  for (size_t i = 0; i < n; i++)
    a[i] += scale * b[i];
}

/* The number of eigenvalues below @x of the symmetric tridiagonal matrix built so far: the
 * negative pivots of its LDLᵀ factors (Golub and Van Loan, section 8.4). */
static size_t
count_below (const ChainCurvature *curvature,
             double                x)
{
  size_t count = 0;
  double pivot = 1.0;

  for (size_t i = 0; i < curvature->n_basis; i++)
    {
      double b = i > 0 ? curvature->off_diagonal[i - 1] : 0.0;

      pivot = curvature->diagonal[i] - x - b * b / pivot;
      if (fabs (pivot) < 1e-300)
        pivot = -1e-300;
      count += pivot < 0.0;
    }

  return count;
}

/* The eigenvalue number @index, from 0, by bisection. */
static double
tridiagonal_eigenvalue (const ChainCurvature *curvature,
                        size_t                index)
{
  double low = INFINITY, high = -INFINITY;

  for (size_t i = 0; i < curvature->n_basis; i++)
    {
      double radius = (i > 0 ? fabs (curvature->off_diagonal[i - 1]) : 0.0) + fabs (curvature->off_diagonal[i]);

      low = fmin (low, curvature->diagonal[i] - radius);
      high = fmax (high, curvature->diagonal[i] + radius);
    }

  for (int i = 0; i < 100; i++)
    {
      double middle = low + 0.5 * (high - low);

      if (count_below (curvature, middle) > index)
        high = middle;
      else
        low = middle;
    }

  return low + 0.5 * (high - low);
}

/* Takes the finished product H·v for the newest basis vector; returns whether that was enough. */
static bool
extend_basis (ChainCurvature *curvature)
{
  size_t n = chain_shape_n_parameters (curvature->shape);
  size_t k = curvature->n_basis;
  double *product = curvature->product;
  double sharpness = curvature->sharpness, lowest = curvature->lowest, norm;

  curvature->diagonal[k] = dot (product, curvature->basis[k], n);
  /* twice is enough to keep the basis orthogonal (Parlett, section 6-9) */
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i <= k; i++)
      add_scaled (product, -dot (product, curvature->basis[i], n), curvature->basis[i], n);
  norm = sqrt (dot (product, product, n));
  curvature->off_diagonal[k] = 0.0;
  curvature->n_basis = k + 1;

  curvature->sharpness = tridiagonal_eigenvalue (curvature, k);
  curvature->lowest = tridiagonal_eigenvalue (curvature, 0);
  if (k + 1 == CHAIN_CURVATURE_MAX_BASIS || k + 1 == n
      || !(norm > LANCZOS_TOLERANCE * fabs (curvature->sharpness)))
    return true;
  if (k > 2 && fabs (curvature->sharpness - sharpness) <= LANCZOS_TOLERANCE * fabs (sharpness)
      && fabs (curvature->lowest - lowest) <= LANCZOS_TOLERANCE * fabs (sharpness))
    return true;

  curvature->off_diagonal[k] = norm;
  for (size_t i = 0; i < n; i++)
    {
      curvature->basis[k + 1][i] = product[i] / norm;
      product[i] = 0.0;
    }
  return false;
}

/**
 * chain_curvature_begin:
 * @parameters: the point, copied
 * @dataset: the samples of the loss; they must live until the end of the work
 */
void
chain_curvature_begin (ChainCurvature     *curvature,
                       ChainShape          shape,
                       const double       *parameters,
                       const ChainDataset *dataset)
{
  size_t n = chain_shape_n_parameters (shape);
  ChainRandom random;
  double norm;

  curvature->shape = shape;
  curvature->dataset = dataset;
  memcpy (curvature->parameters, parameters, n * sizeof *parameters);
  curvature->next_sample = 0;
  curvature->n_basis = 0;
  curvature->sharpness = curvature->lowest = NAN;
  memset (curvature->hessian, 0, sizeof curvature->hessian);
  memset (curvature->product, 0, sizeof curvature->product);

  /* a direction that is orthogonal to no eigenvector, but by a miracle */
  chain_random_init (&random, 1);
  for (size_t i = 0; i < n; i++)
    curvature->basis[0][i] = chain_random_uniform (&random, -1.0, 1.0);
  norm = sqrt (dot (curvature->basis[0], curvature->basis[0], n));
  for (size_t i = 0; i < n; i++)
    curvature->basis[0][i] /= norm;
}

/**
 * chain_curvature_advance:
 * @n_samples: how many samples to pass through at most
 *
 * Goes on with the work. One neuron in each layer takes one pass over the samples and gives all
 * six eigenvalues exactly; wider networks take a pass for each Lanczos iteration.
 *
 * Returns: whether the result is there; it is not finite where the loss is not
 */
bool
chain_curvature_advance (ChainCurvature *curvature,
                         size_t          n_samples)
{
  const ChainDataset *dataset = curvature->dataset;
  bool narrow = curvature->shape.hidden1 == 1 && curvature->shape.hidden2 == 1;
  size_t from = curvature->next_sample;
  size_t to = n_samples < dataset->n - from ? from + n_samples : dataset->n;

  if (narrow)
    for (size_t i = from; i < to; i++)
      add_sample_hessian (curvature->parameters, dataset->x[i], dataset->y[i],
                          2.0 / (double) dataset->n, curvature->hessian);
  else
    chain_curvature_hessian_vector (curvature->shape, curvature->parameters, dataset, from, to,
                                    curvature->basis[curvature->n_basis], curvature->product);

  curvature->next_sample = to;
  if (to < dataset->n)
    return false;

  curvature->next_sample = 0;
  if (!narrow)
    return extend_basis (curvature);

  finish_hessian (curvature);
  return true;
}
