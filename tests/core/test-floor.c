// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-floor.h"

#include <stdlib.h>

#include "test-util.h"

static const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };

/* Exact rational arithmetic: variance, and the better of the two monotone fits. */
static void
test_gold (void)
{
  g_autoptr (GPtrArray) cases = test_read_csv ("gold_floor.csv");
  g_autoptr (GPtrArray) samples = test_read_csv ("gold_floor_samples.csv");
  int n_listed = 0;

  for (guint c = 0; c < cases->len; c++)
    {
      char **row = g_ptr_array_index (cases, c);
      double variance = test_number (row[5]), expected = test_number (row[8]);
      size_t n = g_ascii_strtoull (row[4], NULL, 10);
      ChainDataset dataset;
      ChainMonotoneFit fit;

      if (strcmp (row[1], "grid") == 0)
        g_assert_true (chain_dataset_init_grid (&dataset, test_number (row[2]), test_number (row[3]), n, &square));
      else
        {
          double x[4096], y[4096];
          size_t found = 0;

          for (guint i = 0; i < samples->len; i++)
            {
              char **sample = g_ptr_array_index (samples, i);

              if (strcmp (sample[0], row[0]) == 0)
                {
                  x[found] = test_number (sample[2]);
                  y[found++] = test_number (sample[3]);
                }
            }
          g_assert_cmpuint (found, ==, n);
          g_assert_true (chain_dataset_init_samples (&dataset, n, x, y));
          n_listed++;
        }

      g_assert_true (chain_monotone_fit_init (&fit, &dataset));
      test_assert_close (fit.loss, expected, 1e-13 * variance, "floor of case %s (%s)", row[0], row[1]);
      test_assert_close (chain_dataset_variance (&dataset), variance, 1e-13 * variance,
                         "variance of case %s", row[0]);
      chain_monotone_fit_clear (&fit);
      chain_dataset_clear (&dataset);
    }

  g_assert_cmpint (n_listed, >, 0);
}

/* The fit itself is monotone, has one value for each input, and its loss is what is said. */
static void
test_fit (void)
{
  for (int round = 0; round < 200; round++)
    {
      double x[30], y[30], loss = 0.0;
      ChainDataset dataset = { (size_t) g_test_rand_int_range (1, 30), x, y };
      ChainMonotoneFit fit;
      int n_rises = 0, n_falls = 0;

      for (size_t i = 0; i < dataset.n; i++)
        {
          x[i] = g_test_rand_int_range (-5, 6);
          y[i] = g_test_rand_double_range (-1.0, 1.0);
        }

      g_assert_true (chain_monotone_fit_init (&fit, &dataset));
      for (size_t i = 1; i < fit.n; i++)
        {
          g_assert_cmpfloat (fit.x[i], >, fit.x[i - 1]);
          n_rises += fit.y[i] > fit.y[i - 1];
          n_falls += fit.y[i] < fit.y[i - 1];
        }
      g_assert_true (n_rises == 0 || n_falls == 0);

      for (size_t i = 0; i < dataset.n; i++)
        {
          size_t at = 0;

          while (fit.x[at] < x[i])
            at++;
          g_assert_true (fit.x[at] <= x[i]);
          loss += (y[i] - fit.y[at]) * (y[i] - fit.y[at]) / (double) dataset.n;
        }
      test_assert_close (fit.loss, loss, 1e-14, "loss of the fit");
      g_assert_cmpfloat (fit.loss, <=, chain_dataset_variance (&dataset) + 1e-15);
      chain_monotone_fit_clear (&fit);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/floor/gold", test_gold);
  g_test_add_func ("/floor/fit", test_fit);
  return g_test_run ();
}
