// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-dataset.h"

#include "chain-batches.h"
#include "test-util.h"

static void
test_polynomial (void)
{
  const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };
  const ChainPolynomial cubic = { 4, { 1.0, -2.0, 0.5, 3.0 } };
  const ChainPolynomial constant = { 1, { 7.0 } };

  for (double x = -3.0; x <= 3.0; x += 0.1)
    {
      test_assert_close (chain_polynomial_evaluate (&square, x), x * x, 0.0, "x² at %g", x);
      test_assert_close (chain_polynomial_evaluate (&cubic, x), 1 - 2 * x + 0.5 * x * x + 3 * x * x * x,
                         1e-13, "cubic at %g", x);
      test_assert_close (chain_polynomial_evaluate (&constant, x), 7.0, 0.0, "constant at %g", x);
    }
}

static void
test_noise (void)
{
  const ChainPolynomial zero = { 1, { 0.0 } };
  const size_t n = 60000;
  ChainDataset a, b;
  double sum = 0.0, squares = 0.0, fourths = 0.0;

  g_assert_true (chain_dataset_init_grid (&a, 0.0, 1.0, n, &zero));
  g_assert_true (chain_dataset_init_grid (&b, 0.0, 1.0, n, &zero));
  chain_dataset_add_noise (&a, 0.5, 3);
  chain_dataset_add_noise (&b, 0.5, 3);
  g_assert_true (test_bits_equal (a.y, b.y, n));
  chain_dataset_clear (&b);

  for (size_t i = 0; i < n; i++)
    {
      double z = a.y[i] / 0.5;

      sum += z;
      squares += z * z;
      fourths += z * z * z * z;
    }
  /* five standard deviations of each mean for normal numbers */
  test_assert_close (sum / (double) n, 0.0, 5 * sqrt (1.0 / (double) n), "mean");
  test_assert_close (squares / (double) n, 1.0, 5 * sqrt (2.0 / (double) n), "second moment");
  test_assert_close (fourths / (double) n, 3.0, 5 * sqrt (96.0 / (double) n), "fourth moment");
  chain_dataset_clear (&a);
}

static void
test_normalize (void)
{
  const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };
  ChainDataset dataset, plain;
  double mean = 0.0, variance = 0.0;

  g_assert_true (chain_dataset_init_grid (&plain, 2.0, 5.0, 33, &square));
  g_assert_true (chain_dataset_init_grid (&dataset, 2.0, 5.0, 33, &square));
  chain_dataset_normalize (&dataset, true, false);
  g_assert_true (test_bits_equal (dataset.y, plain.y, 33));
  chain_dataset_normalize (&dataset, false, true);

  for (size_t i = 0; i < 33; i++)
    {
      mean += dataset.x[i] / 33;
      variance += dataset.x[i] * dataset.x[i] / 33;
      test_assert_close (dataset.scaling.x_mean + dataset.scaling.x_deviation * dataset.x[i], plain.x[i], 1e-14, "x[%zu]", i);
      test_assert_close (dataset.scaling.y_mean + dataset.scaling.y_deviation * dataset.y[i], plain.y[i], 1e-13, "y[%zu]", i);
    }
  test_assert_close (mean, 0.0, 1e-14, "mean of x");
  test_assert_close (variance, 1.0, 1e-14, "variance of x");
  test_assert_close (chain_dataset_variance (&dataset), 1.0, 1e-14, "variance of y");
  chain_dataset_clear (&dataset);
  chain_dataset_clear (&plain);

  /* what does not vary keeps its scale, also where its mean is no round number */
  for (double value = 0.1; value < 1.0; value += 0.07)
    for (size_t n = 1; n < 70; n += 6)
      {
        const ChainPolynomial constant = { 1, { value } };

        g_assert_true (chain_dataset_init_grid (&dataset, 0.0, 1.0, n, &constant));
        test_assert_close (chain_dataset_variance (&dataset), 0.0, 0.0, "variance of %zu times %g", n, value);
        chain_dataset_normalize (&dataset, false, true);
        test_assert_close (dataset.scaling.y_deviation, 1.0, 0.0, "deviation of %zu times %g", n, value);
        chain_dataset_clear (&dataset);
      }

  /* and what is very small or very large comes to 1 */
  for (int exponent = -200; exponent <= 200; exponent += 40)
    {
      const ChainPolynomial line = { 2, { 0.0, pow (10.0, exponent) } };

      g_assert_true (chain_dataset_init_grid (&dataset, 0.0, 1.0, 33, &line));
      chain_dataset_normalize (&dataset, false, true);
      test_assert_close (chain_dataset_variance (&dataset), 1.0, 1e-13, "variance of 1e%d", exponent);
      chain_dataset_clear (&dataset);
    }
  g_assert_true (chain_dataset_init_grid (&dataset, 3.0, 5.0, 1, &square));
  chain_dataset_normalize (&dataset, true, true);
  test_assert_close (dataset.x[0], 0.0, 0.0, "single x");
  test_assert_close (dataset.scaling.x_deviation, 1.0, 0.0, "deviation of a single x");
  chain_dataset_clear (&dataset);
}

/* Every sample once in each epoch, in an order that depends on seed and epoch alone. */
static void
test_batches (void)
{
  const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };
  ChainDataset dataset;
  ChainBatches batches, other;
  double first_of_epoch[5] = { 0 };
  const double *x, *y;
  int n_different = 0;

  g_assert_true (chain_dataset_init_grid (&dataset, -1.0, 1.0, 23, &square));
  g_assert_true (chain_batches_init (&batches, &dataset, 5, 9));
  g_assert_true (chain_batches_init (&other, &dataset, 5, 9));
  g_assert_cmpuint (batches.n_batches, ==, 5);

  for (uint64_t epoch = 0; epoch < 5; epoch++)
    {
      int seen[23] = { 0 };

      for (uint64_t b = 0; b < 5; b++)
        {
          size_t n = chain_batches_get (&batches, epoch * 5 + b, &x, &y);

          g_assert_cmpuint (n, ==, b < 4 ? 5 : 3);
          for (size_t i = 0; i < n; i++)
            {
              size_t at = 0;

              while (dataset.x[at] < x[i])
                at++;
              g_assert_true (dataset.x[at] <= x[i] && test_bits_equal (&dataset.y[at], &y[i], 1));
              seen[at]++;
            }
          if (b == 0)
            first_of_epoch[epoch] = x[0];
        }
      for (int i = 0; i < 23; i++)
        g_assert_cmpint (seen[i], ==, 1);
    }
  for (int e = 1; e < 5; e++)
    n_different += first_of_epoch[e] < first_of_epoch[0] || first_of_epoch[e] > first_of_epoch[0];
  g_assert_cmpint (n_different, >, 0);

  /* out of order, as a run taken up in the middle asks */
  chain_batches_get (&other, 3 * 5, &x, &y);
  test_assert_close (x[0], first_of_epoch[3], 0.0, "first sample of epoch 3");

  chain_batches_clear (&batches);
  chain_batches_clear (&other);
  g_assert_true (chain_batches_init (&batches, &dataset, 0, 9));
  g_assert_cmpuint (chain_batches_get (&batches, 77, &x, &y), ==, 23);
  g_assert_true (x == dataset.x);
  chain_batches_clear (&batches);
  chain_dataset_clear (&dataset);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data/polynomial", test_polynomial);
  g_test_add_func ("/data/noise", test_noise);
  g_test_add_func ("/data/normalize", test_normalize);
  g_test_add_func ("/data/batches", test_batches);
  return g_test_run ();
}
