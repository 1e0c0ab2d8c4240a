// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-history.h"

#include "test-util.h"

#define N 19 /* some in blocks, some not */

/* At every moment a history shows what a series that is pushed value by value shows. */
static void
test_like_series (void)
{
  ChainHistory history, copy;
  ChainSeries *plain[N], *shown = chain_series_new (16);

  g_assert_true (chain_history_init (&history, N, 16, 7));
  for (int c = 0; c < N; c++)
    {
      plain[c] = chain_series_new (16);
      chain_series_clear (plain[c], 7);
    }

  for (int i = 0; i < 1500; i++)
    {
      double values[N];

      for (int c = 0; c < N; c++)
        {
          values[c] = g_test_rand_double_range (-1.0, 1.0);
          chain_series_push (plain[c], values[c]);
        }
      chain_history_push (&history, values);

      if (i == 700)
        {
          g_assert_true (chain_history_copy (&copy, &history));
          chain_history_clear (&history);
          history = copy;
        }
      for (size_t c = 0; c < N; c++)
        {
          chain_history_get_series (&history, c, values, shown);
          g_assert_cmpuint (shown->start, ==, 7);
          g_assert_cmpuint (shown->count, ==, (uint64_t) i + 1);
          g_assert_cmpuint (shown->width, ==, plain[c]->width);
          g_assert_cmpuint (chain_series_n_buckets (shown), ==, chain_series_n_buckets (plain[c]));
          g_assert_cmpmem (shown->buckets, chain_series_n_buckets (shown) * sizeof (ChainBucket),
                           plain[c]->buckets, chain_series_n_buckets (plain[c]) * sizeof (ChainBucket));
        }
    }

  for (int c = 0; c < N; c++)
    chain_series_free (plain[c]);
  chain_series_free (shown);
  chain_history_clear (&history);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/like-series", test_like_series);
  return g_test_run ();
}
