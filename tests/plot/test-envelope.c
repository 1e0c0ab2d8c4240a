// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-envelope.h"

#include <glib.h>
#include <math.h>

#define STEPS 50000

/* A spike, noise and zeros, over more steps than a series has buckets. */
static double *
make_values (GRand *rand,
             gsize  n)
{
  double *values = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    values[i] = exp (-(double) i / 1e4) * g_rand_double_range (rand, 0.5, 2.0);
  values[n / 3] = 1e6;
  values[n / 2] = 0.0;
  return values;
}

static void
check (const double         *values,
       gsize                 n,
       guint64               start,
       const ChainScaleType *type,
       double                width)
{
  ChainSeries *series = chain_series_new (64);
  ChainEnvelope envelope;
  ChainScale x;
  ChainCell cell;
  gsize next = 0; /* first value that no cell has held yet */
  gsize cells = 0;

  chain_series_clear (series, start);
  for (gsize i = 0; i < n; i++)
    chain_series_push (series, values[i]);
  chain_scale_init (&x, type, 1.0,
                    (ChainRange) { (double) start, (double) (start + n - 1) }, 0.0);
  chain_scale_set_view (&x, 10.0, 10.0 + width);

  chain_envelope_init (&envelope, series, &x);
  while (chain_envelope_next (&envelope, &cell))
    {
      double min = HUGE_VAL, max = -HUGE_VAL;
      gsize first = next;

      g_assert_cmpfloat (fabs (chain_scale_to_view (&x, (double) (start + first)) - cell.left), <, 1e-9);
      while (next < n && chain_scale_to_view (&x, (double) (start + next)) <= cell.right + 1e-9)
        {
          min = fmin (min, values[next]);
          max = fmax (max, values[next]);
          next++;
        }

      g_assert_cmpuint (next, >, first);
      g_assert_cmpfloat (cell.values.first, ==, values[first]);
      g_assert_cmpfloat (cell.values.last, ==, values[next - 1]);
      g_assert_cmpfloat (cell.values.min, ==, min);
      g_assert_cmpfloat (cell.values.max, ==, max);
      cells++;
    }

  g_assert_cmpuint (next, ==, n);
  g_assert_cmpfloat ((double) cells, <=, width + 1.0);
  chain_series_free (series);
}

static void
test_brute_force (void)
{
  static const gsize counts[] = { 1, 2, 63, 64, 65, 1000, STEPS };
  static const double widths[] = { 1.0, 20.0, 300.5, 5000.0 };
  GRand *rand = g_rand_new_with_seed (4);
  g_autofree double *values = make_values (rand, STEPS);

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (widths); j++)
      {
        check (values, counts[i], 0, &chain_scale_linear, widths[j]);
        check (values, counts[i], 1000000, &chain_scale_linear, widths[j]);
        check (values, counts[i], 0, &chain_scale_symlog, widths[j]);
      }

  g_rand_free (rand);
}

static void
test_not_finite (void)
{
  ChainSeries *series = chain_series_new (8);
  ChainEnvelope envelope;
  ChainCell cell;
  ChainScale x;

  chain_series_push (series, NAN);
  chain_series_push (series, 1.0);
  chain_series_push (series, INFINITY);
  chain_scale_init (&x, &chain_scale_linear, 0.0, (ChainRange) { 0.0, 2.0 }, 0.0);
  chain_scale_set_view (&x, 0.0, 100.0);
  chain_envelope_init (&envelope, series, &x);
  g_assert_true (chain_envelope_next (&envelope, &cell));
  g_assert_cmpfloat (cell.values.min, ==, 1.0);
  g_assert_cmpfloat (cell.values.max, ==, 1.0);
  g_assert_false (chain_envelope_next (&envelope, &cell));
  chain_series_free (series);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/envelope/brute-force", test_brute_force);
  g_test_add_func ("/envelope/not-finite", test_not_finite);
  return g_test_run ();
}
