// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-series.h"

#include "test-util.h"

/* Every range of a series against brute force over all values. */
static void
test_against_brute_force (void)
{
  const size_t n = 1000;
  ChainSeries *series = chain_series_new (16);
  double values[1000];

  chain_series_clear (series, 5);
  for (size_t i = 0; i < n; i++)
    {
      values[i] = g_test_rand_double_range (-1.0, 1.0);
      chain_series_push (series, values[i]);
      g_assert_cmpuint (series->count, ==, i + 1);
      g_assert_cmpuint (chain_series_n_buckets (series), <=, 16);
      g_assert_cmpuint (chain_series_n_buckets (series), >, i < 16 ? i : 7);
    }

  for (size_t b = 0; b < chain_series_n_buckets (series); b++)
    {
      size_t from = b * series->width, to = MIN (from + series->width, n);
      double min = INFINITY, max = -INFINITY;

      for (size_t i = from; i < to; i++)
        {
          min = fmin (min, values[i]);
          max = fmax (max, values[i]);
        }
      test_assert_close (series->buckets[b].first, values[from], 0.0, "first of bucket %zu", b);
      test_assert_close (series->buckets[b].last, values[to - 1], 0.0, "last of bucket %zu", b);
      test_assert_close (series->buckets[b].min, min, 0.0, "minimum of bucket %zu", b);
      test_assert_close (series->buckets[b].max, max, 0.0, "maximum of bucket %zu", b);
    }

  for (int i = 0; i < 1000; i++)
    {
      uint64_t from = (uint64_t) g_test_rand_int_range (0, 1100), to = (uint64_t) g_test_rand_int_range (0, 1100);
      ChainBucket bucket;
      size_t found = chain_series_query (series, from, to, &bucket);
      uint64_t first = MAX (from, 5), end = MIN (to, n + 5);

      g_assert_cmpint (found > 0, ==, first < end);
      for (uint64_t k = first; k < end; k++)
        g_assert_true (bucket.min <= values[k - 5] && values[k - 5] <= bucket.max);
    }

  chain_series_free (series);
}

/* One spike among ten million steps is still there, in memory that did not grow. */
static void
test_spike (void)
{
  ChainSeries *series = chain_series_new (CHAIN_SERIES_CAPACITY), *copy = chain_series_new (CHAIN_SERIES_CAPACITY);
  const uint64_t n = 10000000, at = 6543210;
  ChainBucket bucket;

  for (uint64_t i = 0; i < n; i++)
    chain_series_push (series, i == at ? 1e9 : 1.0);

  chain_series_copy (copy, series);
  g_assert_cmpuint (copy->count, ==, n);
  g_assert_cmpuint (chain_series_n_buckets (copy), <=, CHAIN_SERIES_CAPACITY);
  g_assert_cmpuint (chain_series_n_buckets (copy), >=, CHAIN_SERIES_CAPACITY / 2);
  g_assert_cmpuint (chain_series_query (copy, at, at + 1, &bucket), ==, 1);
  test_assert_close (bucket.max, 1e9, 0.0, "spike");
  test_assert_close (bucket.min, 1.0, 0.0, "beside the spike");
  g_assert_cmpuint (chain_series_query (copy, n, n + 5, &bucket), ==, 0);
  chain_series_free (series);
  chain_series_free (copy);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/brute-force", test_against_brute_force);
  g_test_add_func ("/series/spike", test_spike);
  return g_test_run ();
}
