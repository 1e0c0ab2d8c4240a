// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check-plot.h"

#include <string.h>

#include "picture.h"

static const double document[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };

/* A checked network on x², to be freed. */
static ChainCheckReport *
check (ChainShape    shape,
       const double *parameters,
       double        x_max,
       gsize         n)
{
  const ChainPolynomial square = { 3, { 0.0, 0.0, 1.0 } };
  g_autofree ChainChecker *checker = g_new (ChainChecker, 1);
  ChainDataset dataset;

  g_assert_true (chain_dataset_init_grid (&dataset, 0.0, x_max, n, &square));
  g_assert_true (chain_checker_begin (checker, shape, parameters, &dataset, -1));
  while (!chain_checker_advance (checker));
  chain_checker_clear (checker);
  chain_dataset_clear (&dataset);
  return g_memdup2 (&checker->report, sizeof checker->report);
}

static void
check_alive (const ChainCheckPlot *plot)
{
  Picture picture = draw (chain_draw_check, plot, 440, 260);

  check_page (&picture, &plot->style);
  cairo_surface_destroy (picture.surface);
}

static void
test_draw (void)
{
  static const ChainColorRole roles[] = { CHAIN_COLOR_W1, CHAIN_COLOR_W2, CHAIN_COLOR_W3, CHAIN_COLOR_REFERENCE,
                                          CHAIN_COLOR_PROBE, CHAIN_COLOR_TEXT };
  g_autofree ChainCheckReport *report = check ((ChainShape) { 1, 1 }, document, 2.0, 64);
  ChainCheckPlot plot;

  chain_check_plot_init (&plot);
  check_alive (&plot);
  plot.report = report;
  plot.mark = 24;
  check_colors (chain_draw_check, &plot, &plot.style, roles, G_N_ELEMENTS (roles));
  for (int theme = 0; theme < 2; theme++)
    {
      chain_style_init (&plot.style, theme);
      check_sizes (chain_draw_check, &plot, &plot.style);
    }
  for (plot.hidden = 0; plot.hidden < 1u << CHAIN_N_CHECK_ITEMS; plot.hidden += 7)
    check_alive (&plot);

  plot.hidden = (1u << CHAIN_N_CHECK_ITEMS) - 1;
  plot.show_legend = FALSE;
  plot.mark = -1;
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      Picture picture = draw (chain_draw_check, &plot, 440, 260);

      g_assert_cmpint (count_color (&picture, &plot.style, roles[i]), ==, 0);
      cairo_surface_destroy (picture.surface);
    }
}

/* The places run from the right edge, 1e-1, to the left, 1e-15. */
static void
test_pick (void)
{
  g_autofree ChainCheckReport *report = check ((ChainShape) { 1, 1 }, document, 2.0, 8);
  ChainCheckPlot plot;
  int before = CHAIN_CHECK_N_EPSILONS - 1;

  chain_check_plot_init (&plot);
  g_assert_cmpint (chain_check_plot_pick_place (&plot, 440, 260, 200), ==, -1);
  plot.report = report;
  g_assert_cmpint (chain_check_plot_pick_place (&plot, 440, 260, 0), ==, CHAIN_CHECK_N_EPSILONS - 1);
  g_assert_cmpint (chain_check_plot_pick_place (&plot, 440, 260, 440), ==, 0);
  for (int x = 0; x < 440; x++)
    {
      int place = chain_check_plot_pick_place (&plot, 440, 260, x);

      g_assert_true (place == before || place == before - 1);
      before = place;
    }
}

/* All widths; then parameters that are zero, saturated, huge, denormal or none, and losses that are not finite. */
static void
test_extremes (void)
{
  static const double values[] = { 0.0, 1e3, -1e300, 0x1p-1074, NAN, INFINITY, 30.0 };
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainCheckPlot plot;

  chain_check_plot_init (&plot);
  for (int width = 1; width <= 16; width += 5)
    {
      g_autofree ChainCheckReport *report = NULL;

      for (int k = 0; k < CHAIN_MAX_PARAMETERS; k++)
        parameters[k] = 0.3 - 0.05 * (k % 11);
      report = check ((ChainShape) { width, width }, parameters, 2.0, 2);
      plot.report = report;
      check_alive (&plot);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      {
        g_autofree ChainCheckReport *report = NULL;

        for (int k = 0; k < 6; k++)
          parameters[k] = values[k % 2 ? i : j];
        report = check ((ChainShape) { 1, 1 }, parameters, 2.0, 4);
        plot.report = report;
        plot.mark = (int) (i * 9);
        check_alive (&plot);
      }
}

static void
test_csv (void)
{
  g_autofree ChainCheckReport *report = check ((ChainShape) { 1, 1 }, document, 2.0, 8);
  ChainCheckPlot plot;
  ChainBuffer buffer;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) cells = NULL;

  chain_check_plot_init (&plot);
  plot.report = report;
  g_assert_true (chain_check_plot_write_csv (&plot, &buffer));
  text = g_strndup ((const char *) buffer.data, buffer.length);
  chain_buffer_clear (&buffer);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 * 6 + 6 * CHAIN_CHECK_N_EPSILONS + 1);
  cells = g_strsplit (lines[3], ",", -1);
  g_assert_cmpstr (cells[0], ==, "W1");
  g_assert_cmpstr (cells[1], ==, "complex step");
  g_assert_cmpstr (cells[2], ==, "");
  g_assert_cmpfloat (g_ascii_strtod (cells[3], NULL), ==, report->check.complex_step[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-plot/draw", test_draw);
  g_test_add_func ("/check-plot/pick", test_pick);
  g_test_add_func ("/check-plot/extremes", test_extremes);
  g_test_add_func ("/check-plot/csv", test_csv);
  return g_test_run ();
}
