// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-checker.h"

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

/* The least-squares slope of log |error| over log ε between two places of a V-curve. */
static double
slope (const double *errors,
       size_t        from,
       size_t        to)
{
  double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;

  for (size_t i = from; i <= to; i++)
    {
      double x = log10 (chain_check_epsilon (i)), y = log10 (errors[i]);

      if (!isfinite (y))
        continue;
      n++;
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }

  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

/* Large ε truncate, with an error of ε²; small ones round, with one of 1/ε. Rounding is noise:
 * its slope is within a fifth of −1 where six decades are fitted. */
static void
test_curve (void)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };
  ChainDataset dataset;
  ChainChecker checker;

  g_assert_cmpfloat_with_epsilon (chain_check_epsilon (0), 1e-1, 1e-16);
  g_assert_cmpfloat_with_epsilon (chain_check_epsilon (CHAIN_CHECK_N_EPSILONS - 1), 1e-15, 1e-29);
  g_assert_true (chain_dataset_init_grid (&dataset, 0.0, 2.0, 64, &square));
  g_assert_true (chain_checker_begin (&checker, (ChainShape) { 1, 1 }, parameters, &dataset, -1));
  while (!chain_checker_advance (&checker))
    g_assert_false (checker.report.is_complete);
  g_assert_true (checker.report.is_complete);
  g_assert_cmpuint (checker.report.n_samples, ==, 64);
  g_assert_cmpuint (chain_check_report_n_passed (&checker.report), ==, 6);

  for (size_t p = 0; p < 6; p++)
    {
      const double *errors = checker.report.errors[p];

      g_assert_cmpuint (checker.report.indices[p], ==, p);
      /* The loss is a parabola in W3 and b3, and a central difference exact. */
      if (p < 4)
        test_assert_close (slope (errors, 0, 10), 2.0, 0.05, "slope of the truncation of parameter %zu", p);
      test_assert_close (slope (errors, 30, 56), -1.0, 0.2, "slope of the rounding of parameter %zu", p);
    }

  chain_checker_clear (&checker);
  chain_dataset_clear (&dataset);
}

/* A central difference at the ε of the check is the check's. */
static void
test_difference (void)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, -300.0 };
  const double x = 2.0, y = 4.0;
  ChainDataset dataset;
  ChainCheck check;

  g_assert_true (chain_dataset_init_samples (&dataset, 1, &x, &y));
  chain_check_run ((ChainShape) { 1, 1 }, parameters, &dataset, &check);
  for (size_t p = 0; p < 6; p++)
    g_assert_cmpfloat (chain_check_difference ((ChainShape) { 1, 1 }, parameters, &dataset, p, CHAIN_CHECK_EPSILON),
                       ==, check.numeric[p]);
  chain_dataset_clear (&dataset);
}

/* The largest data and the widest network are checked at some of their samples, both ends among
 * them; a chosen parameter has a curve, and its group no other. */
static void
test_bounded (void)
{
  const ChainShape shape = { 16, 16 };
  const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainDataset dataset;
  ChainChecker checker;
  ChainRandom random;
  int chosen = chain_parameter_find (shape, "W2[3][7]");

  chain_random_init (&random, 11);
  for (size_t p = 0; p < chain_shape_n_parameters (shape); p++)
    parameters[p] = chain_random_uniform (&random, -0.5, 0.5);
  g_assert_true (chain_dataset_init_grid (&dataset, -1.0, 1.0, CHAIN_MAX_SAMPLES, &square));
  g_assert_true (chain_checker_begin (&checker, shape, parameters, &dataset, chosen));
  g_assert_cmpuint (checker.report.n_all, ==, CHAIN_MAX_SAMPLES);
  g_assert_cmpuint (checker.report.n_samples, >=, 16);
  g_assert_cmpuint (checker.report.n_samples, <=, 256);
  g_assert_cmpfloat (checker.samples.x[0], ==, -1.0);
  g_assert_cmpfloat (checker.samples.x[checker.report.n_samples - 1], ==, 1.0);
  g_assert_cmpuint (checker.report.indices[CHAIN_W2], ==, (guint) chosen);
  while (!chain_checker_advance (&checker));
  g_assert_cmpuint (chain_check_report_n_passed (&checker.report), ==, chain_shape_n_parameters (shape));
  chain_checker_clear (&checker);
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
  g_test_add_func ("/check/curve", test_curve);
  g_test_add_func ("/check/difference", test_difference);
  g_test_add_func ("/check/bounded", test_bounded);
  return g_test_run ();
}
