// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check.h"

#include "chain-random.h"
#include "test-util.h"

static void
random_case (ChainRandom  *random,
             ChainShape    shape,
             double       *parameters,
             ChainDataset *dataset,
             size_t        n)
{
  for (size_t p = 0; p < chain_shape_n_parameters (shape); p++)
    parameters[p] = chain_random_uniform (random, -3.0, 3.0);
  for (size_t i = 0; i < n; i++)
    {
      dataset->x[i] = chain_random_uniform (random, -3.0, 3.0);
      dataset->y[i] = dataset->x[i] * dataset->x[i];
    }
}

static void
test_correct_gradients_pass (void)
{
  static const ChainShape shapes[] = { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 5, 3 }, { 16, 16 } };
  double x[16], y[16], parameters[CHAIN_MAX_PARAMETERS];
  ChainDataset dataset = { 16, x, y };
  ChainRandom random;
  ChainCheck check;

  chain_random_init (&random, 7);
  for (size_t s = 0; s < G_N_ELEMENTS (shapes); s++)
    for (int c = 0; c < (s == 0 ? 500 : 20); c++)
      {
        bool some = false;

        random_case (&random, shapes[s], parameters, &dataset, 16);
        chain_check_run (shapes[s], parameters, &dataset, &check);
        for (size_t p = 0; p < chain_shape_n_parameters (shapes[s]); p++)
          {
            some |= check.analytic[p] != 0.0;
            if (!chain_check_passes (&check, p))
              {
                g_test_message ("%d×%d, case %d, parameter %zu: analytic %.17g, numeric %.17g, complex %.17g",
                                shapes[s].hidden1, shapes[s].hidden2, c, p,
                                check.analytic[p], check.numeric[p], check.complex_step[p]);
                g_test_fail ();
              }
          }
        g_assert_true (some);
      }
}

/* A slip of one part in a million is caught, and a number that is not one as well. */
static void
test_slips_fail (void)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  const double x = 2.0, y = 4.0;
  ChainDataset dataset;
  ChainCheck check;

  g_assert_true (chain_dataset_init_samples (&dataset, 1, &x, &y));
  chain_check_run ((ChainShape) { 1, 1 }, parameters, &dataset, &check);
  test_assert_close (check.loss, 10.2606801408, 5e-11, "loss");
  for (size_t p = 0; p < 6; p++)
    {
      double analytic = check.analytic[p];

      g_assert_true (chain_check_passes (&check, p));
      check.analytic[p] = analytic * (1.0 + 1e-6);
      g_assert_false (chain_check_passes (&check, p));
      check.analytic[p] = NAN;
      g_assert_false (chain_check_passes (&check, p));
      check.analytic[p] = analytic;
    }
  check.loss = INFINITY;
  g_assert_false (chain_check_passes (&check, 0));
  chain_dataset_clear (&dataset);
}

/* The complex step sees a vanishing gradient at its true size. */
static void
test_vanishing (void)
{
  static const double parameters[] = { 0.5, 20.0, 0.8, -0.2, 1.2, 0.3 };
  const double x = 0.5, y = 0.25;
  ChainDataset dataset;
  ChainCheck check;

  g_assert_true (chain_dataset_init_samples (&dataset, 1, &x, &y));
  chain_check_run ((ChainShape) { 1, 1 }, parameters, &dataset, &check);
  g_assert_true (check.analytic[0] != 0.0);
  g_assert_cmpfloat (fabs (check.analytic[0]), <, 1e-15);
  test_assert_close (check.complex_step[0] / check.analytic[0], 1.0, 1e-12, "ratio of the methods");
  chain_dataset_clear (&dataset);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/correct-gradients-pass", test_correct_gradients_pass);
  g_test_add_func ("/check/slips-fail", test_slips_fail);
  g_test_add_func ("/check/vanishing", test_vanishing);
  return g_test_run ();
}
