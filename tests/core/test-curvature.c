// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-curvature.h"

#include "chain-kernel.h"
#include "chain-random.h"
#include "test-util.h"

static const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };

/* Exact Hessians with 60-digit eigenvalues. */
static void
test_gold (void)
{
  g_autoptr (GPtrArray) cases = test_read_csv ("gold_hess.csv");

  for (guint c = 0; c < cases->len; c++)
    {
      char **row = g_ptr_array_index (cases, c);
      ChainDataset dataset;
      ChainCurvature curvature;
      double parameters[6];
      int at = 16;

      g_assert_true (chain_dataset_init_grid (&dataset, test_number (row[1]), test_number (row[2]),
                                              g_ascii_strtoull (row[3], NULL, 10), &square));
      for (int p = 0; p < 6; p++)
        parameters[p] = test_number (row[4 + p]);

      chain_curvature_begin (&curvature, (ChainShape) { 1, 1 }, parameters, &dataset);
      while (!chain_curvature_advance (&curvature, 10))
        ;

      for (int i = 0; i < 6; i++)
        {
          double expected = test_number (row[10 + i]);

          test_assert_close (curvature.eigenvalues[i], expected, 1e-12 * fmax (1.0, fabs (expected)),
                             "case %s, eigenvalue %d", row[0], i);
        }
      test_assert_close (curvature.sharpness, curvature.eigenvalues[5], 0.0, "sharpness");
      test_assert_close (curvature.lowest, curvature.eigenvalues[0], 0.0, "lowest");

      for (int i = 0; i < 6; i++)
        for (int j = i; j < 6; j++)
          {
            double expected = test_number (row[at++]);
            double unit[6] = { 0 }, product[6] = { 0 };

            test_assert_close (curvature.hessian[i][j], expected, 1e-12 * fmax (1.0, fabs (expected)),
                               "case %s, H[%d][%d]", row[0], i, j);
            unit[j] = 1.0;
            chain_curvature_hessian_vector ((ChainShape) { 1, 1 }, parameters, &dataset, 0, dataset.n, unit, product);
            test_assert_close (product[i], expected, 1e-12 * fmax (1.0, fabs (expected)),
                               "case %s, product H[%d][%d]", row[0], i, j);
          }
      chain_dataset_clear (&dataset);
    }
}

/* Wider networks: the product against differences of gradients, and the sharpness against power
 * iteration on the shifted Hessian. */
static void
test_wide (void)
{
  static const ChainShape shapes[] = { { 2, 1 }, { 1, 3 }, { 4, 4 }, { 16, 16 } };
  ChainDataset dataset;
  ChainRandom random;

  chain_random_init (&random, 5);
  g_assert_true (chain_dataset_init_grid (&dataset, -1.0, 1.0, 20, &square));
  for (size_t s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      size_t n = chain_shape_n_parameters (shapes[s]);
      double parameters[CHAIN_MAX_PARAMETERS], vector[CHAIN_MAX_PARAMETERS], moved[CHAIN_MAX_PARAMETERS];
      double product[CHAIN_MAX_PARAMETERS] = { 0 }, above[CHAIN_MAX_PARAMETERS], below[CHAIN_MAX_PARAMETERS];
      double largest = 0.0, h = 1e-5;
      g_autofree ChainCurvature *curvature = g_new (ChainCurvature, 1);

      for (size_t i = 0; i < n; i++)
        {
          parameters[i] = chain_random_uniform (&random, -1.0, 1.0);
          vector[i] = chain_random_uniform (&random, -1.0, 1.0);
        }
      chain_curvature_hessian_vector (shapes[s], parameters, &dataset, 0, dataset.n, vector, product);
      for (size_t i = 0; i < n; i++)
        moved[i] = parameters[i] + h * vector[i];
      chain_kernel_evaluate (shapes[s], moved, dataset.n, dataset.x, dataset.y, above);
      for (size_t i = 0; i < n; i++)
        moved[i] = parameters[i] - h * vector[i];
      chain_kernel_evaluate (shapes[s], moved, dataset.n, dataset.x, dataset.y, below);
      /* the difference's own error: h² times third derivatives, and rounding over h */
      for (size_t i = 0; i < n; i++)
        test_assert_close (product[i], (above[i] - below[i]) / (2 * h), 1e-6 * fmax (1.0, fabs (product[i])),
                           "%d×%d, (H·v)[%zu]", shapes[s].hidden1, shapes[s].hidden2, i);

      chain_curvature_begin (curvature, shapes[s], parameters, &dataset);
      while (!chain_curvature_advance (curvature, 7))
        ;

      /* H + c·1 has its largest eigenvalue at λ + c if c exceeds |lowest| */
      for (int i = 0; i < 20000; i++)
        {
          double shift = fabs (curvature->lowest) + 1.0, norm = 0.0;

          memset (product, 0, sizeof product);
          chain_curvature_hessian_vector (shapes[s], parameters, &dataset, 0, dataset.n, vector, product);
          for (size_t p = 0; p < n; p++)
            {
              product[p] += shift * vector[p];
              norm += product[p] * product[p];
            }
          if (fabs (sqrt (norm) - shift - largest) < 1e-13)
            break;
          largest = sqrt (norm) - shift;
          for (size_t p = 0; p < n; p++)
            vector[p] = product[p] / sqrt (norm);
        }
      test_assert_close (curvature->sharpness, largest, 1e-7 * largest, "%d×%d, sharpness",
                         shapes[s].hidden1, shapes[s].hidden2);
      g_assert_cmpfloat (curvature->sharpness, >=, 2.0); /* ∂²L/∂b3² */
      g_assert_cmpfloat (curvature->lowest, <, curvature->sharpness);
    }

  chain_dataset_clear (&dataset);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/gold", test_gold);
  g_test_add_func ("/curvature/wide", test_wide);
  return g_test_run ();
}
