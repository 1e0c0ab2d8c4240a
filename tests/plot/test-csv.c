// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-csv.h"

#include <float.h>
#include <glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "chain-csv.h"

static GPtrArray *
parse (ChainBuffer *buffer,
       const char  *header)
{
  g_autofree char *text = g_strndup ((const char *) buffer->data, buffer->length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_assert_cmpstr (lines[0], ==, header);
  for (gsize i = 1; lines[i][0] != '\0'; i++)
    g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));
  chain_buffer_clear (buffer);
  return rows;
}

static const char *
field (GPtrArray *rows,
       gsize      row,
       gsize      column)
{
  char **fields = g_ptr_array_index (rows, row);

  g_assert_cmpuint (column, <, g_strv_length (fields));
  return fields[column];
}

static double
number (GPtrArray *rows,
        gsize      row,
        gsize      column)
{
  return g_ascii_strtod (field (rows, row, column), NULL);
}

/* The same doubles come back, whatever the program's locale. */
static void
test_numbers (void)
{
  static const char *const locales[] = { "C", "de_DE.UTF-8", "fa_IR.UTF-8" };
  static const double values[] = {
    0.0, -0.0, 1.0, 0.1, -1.0 / 3.0, 0x1p-1074, DBL_MIN, DBL_MAX, -DBL_MAX, 1e15, 123456.789, INFINITY, -INFINITY,
  };

  for (gsize l = 0; l < G_N_ELEMENTS (locales); l++)
    {
      ChainBuffer buffer;
      ChainCsv csv;
      GPtrArray *rows;

      /* A locale that is not installed changes nothing. */
      setlocale (LC_NUMERIC, locales[l]);
      chain_csv_begin (&csv, &buffer);
      chain_csv_header (&csv, "value");
      for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
        {
          chain_csv_number (&csv, values[i]);
          chain_csv_newline (&csv);
        }
      chain_csv_number (&csv, NAN);
      chain_csv_newline (&csv);
      g_assert_true (chain_csv_end (&csv));
      setlocale (LC_NUMERIC, "C");
      rows = parse (&buffer, "value");
      g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (values) + 1);
      for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
        {
          double got = number (rows, i, 0);

          g_assert_cmpmem (&got, sizeof got, &values[i], sizeof values[i]);
        }
      g_assert_cmpstr (field (rows, G_N_ELEMENTS (values), 0), ==, "nan");
      g_ptr_array_unref (rows);
    }
}

static void
test_quotes (void)
{
  ChainBuffer buffer;
  ChainCsv csv;

  chain_csv_begin (&csv, &buffer);
  chain_csv_text (&csv, "plain");
  chain_csv_text (&csv, "a,b");
  chain_csv_text (&csv, "say \"x\"\n");
  chain_csv_count (&csv, G_MAXUINT64);
  chain_csv_newline (&csv);
  g_assert_true (chain_csv_end (&csv));
  g_assert_cmpmem (buffer.data, buffer.length,
                   "plain,\"a,b\",\"say \"\"x\"\"\n\",18446744073709551615\n", 46);
  chain_buffer_clear (&buffer);
}

static void
test_fit (void)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  static const double x[] = { 0.0, 1.0 / 3.0, 2.0 }, y[] = { 0.1, 0.2, 4.0 };
  ChainFitRun run = { { 1, 1 }, parameters, { 0.5, 2.0, 1.0, 3.0 } };
  ChainFitPlot plot;
  ChainBuffer buffer;
  GPtrArray *rows;
  gsize networks = 0;

  chain_fit_plot_init (&plot);
  plot.x = x;
  plot.y = y;
  plot.n_samples = 3;
  plot.runs = &run;
  plot.n_runs = 1;
  g_assert_true (chain_fit_plot_write_csv (&plot, &buffer));
  rows = parse (&buffer, "series,x,y");
  g_assert_cmpuint (rows->len, ==, 6 + 2 * CHAIN_FIT_CSV_PLACES);
  for (gsize i = 0; i < 3; i++)
    {
      g_assert_cmpstr (field (rows, i, 0), ==, "sample");
      g_assert_cmpfloat (number (rows, i, 1), ==, x[i]);
      g_assert_cmpfloat (number (rows, i, 2), ==, y[i]);
      g_assert_cmpstr (field (rows, 3 + i, 0), ==, "error");
      g_assert_cmpfloat (number (rows, 3 + i, 2), ==, chain_fit_run_evaluate (&run, x[i]) - y[i]);
    }
  for (gsize i = 6; i < rows->len; i++)
    if (strcmp (field (rows, i, 0), "network") == 0)
      {
        networks++;
        g_assert_cmpfloat (number (rows, i, 2), ==, chain_fit_run_evaluate (&run, number (rows, i, 1)));
      }
  g_assert_cmpuint (networks, ==, CHAIN_FIT_CSV_PLACES);
  g_ptr_array_unref (rows);
}

static void
test_loss (void)
{
  ChainSeries *series = chain_series_new (8);
  ChainLossRun runs[2] = { { .loss = series }, { .loss = series } };
  ChainLossPlot plot;
  ChainBuffer buffer;
  GPtrArray *rows;

  chain_series_clear (series, 100);
  for (int i = 0; i < 21; i++)
    chain_series_push (series, 1.0 / (i + 1));
  chain_loss_plot_init (&plot);
  plot.runs = runs;
  plot.n_runs = 2;
  g_assert_true (chain_loss_plot_write_csv (&plot, &buffer));
  rows = parse (&buffer, CHAIN_CSV_SERIES_HEADER);
  g_assert_cmpuint (rows->len, ==, 2 * chain_series_n_buckets (series));
  for (gsize i = 0; i < chain_series_n_buckets (series); i++)
    {
      g_assert_cmpstr (field (rows, i, 0), ==, "loss");
      g_assert_cmpfloat (number (rows, i, 1), ==, 100.0 + 4.0 * i);
      g_assert_cmpfloat (number (rows, i, 2), ==, MIN (103.0 + 4.0 * i, 120.0));
      g_assert_cmpfloat (number (rows, i, 3), ==, series->buckets[i].first);
      g_assert_cmpfloat (number (rows, i, 4), ==, series->buckets[i].min);
      g_assert_cmpfloat (number (rows, i, 5), ==, series->buckets[i].max);
      g_assert_cmpfloat (number (rows, i, 6), ==, series->buckets[i].last);
    }
  g_assert_cmpstr (field (rows, chain_series_n_buckets (series), 0), ==, "loss 2");
  g_ptr_array_unref (rows);
  chain_series_free (series);
}

static void
test_gradient (void)
{
  static const double gradients[] = { 1e-18, -1.0 / 3.0, NAN, 0.0, 5.0, DBL_MAX };
  ChainGradientPlot plot;
  ChainBuffer buffer;
  GPtrArray *rows;

  chain_gradient_plot_init (&plot);
  g_assert_true (chain_gradient_plot_write_csv (&plot, &buffer));
  chain_buffer_clear (&buffer);
  plot.gradients = gradients;
  g_assert_true (chain_gradient_plot_write_csv (&plot, &buffer));
  rows = parse (&buffer, "parameter,gradient");
  g_assert_cmpuint (rows->len, ==, 6);
  g_assert_cmpstr (field (rows, 2, 0), ==, "W2");
  g_assert_cmpfloat (number (rows, 1, 1), ==, -1.0 / 3.0);
  g_ptr_array_unref (rows);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/numbers", test_numbers);
  g_test_add_func ("/csv/quotes", test_quotes);
  g_test_add_func ("/csv/fit", test_fit);
  g_test_add_func ("/csv/loss", test_loss);
  g_test_add_func ("/csv/gradient", test_gradient);
  return g_test_run ();
}
