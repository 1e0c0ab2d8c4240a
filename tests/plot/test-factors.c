// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-factors.h"

#include <string.h>

#include "chain-factor-plot.h"
#include "chain-plot-csv.h"
#include "picture.h"

static double
product (const ChainFactors *factors)
{
  double value = 1.0;

  for (gsize i = 0; i < factors->n; i++)
    value *= factors->factors[i].value;
  return value;
}

/* The document's worked example, factor by factor. */
static void
test_document (void)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  static const ChainFactorKind kinds[] = {
    CHAIN_FACTOR_ERROR, CHAIN_FACTOR_W3, CHAIN_FACTOR_SLOPE2, CHAIN_FACTOR_W2, CHAIN_FACTOR_SLOPE1, CHAIN_FACTOR_INPUT,
  };
  static const double lengths[] = { 6, 5, 4, 3, 2, 1 };
  const ChainShape shape = { 1, 1 };
  double h1 = tanh (1.1), h2 = tanh (0.8 * h1 - 0.2), output = 1.2 * h2 + 0.3;
  double expected[] = { 2.0 * (output - 4.0), 1.2, 1.0 - h2 * h2, 0.8, 1.0 - h1 * h1, 2.0 };
  ChainForward forward;
  ChainBackward backward;
  ChainFactors factors;

  chain_network_forward (shape, parameters, 2.0, &forward);
  chain_network_backward (shape, parameters, &forward, 4.0, &backward);
  for (gsize i = 0; i < 6; i++)
    {
      chain_factors_init (&factors, shape, parameters, &forward, &backward, i);
      g_assert_cmpuint (factors.n, ==, lengths[i]);
      g_assert_cmpfloat_with_epsilon (product (&factors), backward.gradients[i], 1e-14 * fabs (backward.gradients[i]));
      g_assert_cmpfloat (factors.gradient, ==, backward.gradients[i]);
    }

  chain_factors_init (&factors, shape, parameters, &forward, &backward, 0);
  for (gsize i = 0; i < 6; i++)
    {
      g_assert_cmpint (factors.factors[i].kind, ==, kinds[i]);
      g_assert_cmpfloat_with_epsilon (factors.factors[i].value, expected[i], 1e-13);
    }
}

/* In wider networks the product is the gradient too, and the path is the strongest. */
static void
test_wide (void)
{
  GRand *rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 200; round++)
    {
      ChainShape shape = { g_rand_int_range (rand, 1, 17), g_rand_int_range (rand, 1, 17) };
      double parameters[CHAIN_MAX_PARAMETERS];
      gsize n = chain_shape_n_parameters (shape);
      ChainForward forward;
      ChainBackward backward;

      for (gsize i = 0; i < n; i++)
        parameters[i] = g_rand_double_range (rand, -1.0, 1.0);
      chain_network_forward (shape, parameters, 0.7, &forward);
      chain_network_backward (shape, parameters, &forward, 0.49, &backward);
      for (gsize i = 0; i < n; i++)
        {
          ChainFactors factors;

          chain_factors_init (&factors, shape, parameters, &forward, &backward, i);
          g_assert_cmpfloat_with_epsilon (product (&factors), backward.gradients[i],
                                          1e-12 * fabs (backward.gradients[i]));
        }
      for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
        {
          gsize first = chain_shape_group_offset (shape, group);
          gsize strongest = chain_factors_strongest (shape, group, backward.gradients);

          for (gsize i = first; i < first + chain_shape_group_length (shape, group); i++)
            g_assert_cmpfloat (fabs (backward.gradients[i]), <=, fabs (backward.gradients[strongest]));
        }
    }
  g_rand_free (rand);
}

/* The killer is the largest area of its colour: here the saturated slope of layer 2. */
static void
test_killer (void)
{
  static const double parameters[] = { 0.1, 0.2, 9.0, 13.0, 1.2, 0.3 };
  static const double gradients[] = { 1e-9, 1e-9, 1e-9, 1e-9, 1.0, 1.0 };
  ChainFactorPlot plot;
  Picture picture;
  int killer;

  chain_factor_plot_init (&plot);
  check_sizes (chain_draw_factor, &plot, &plot.style);
  plot.parameters = parameters;
  plot.gradients = gradients;
  plot.x = 0.5;
  plot.y = 0.25;
  plot.show_legend = FALSE;
  picture = draw (chain_draw_factor, &plot, 460, 340);
  killer = count_color (&picture, &plot.style, CHAIN_COLOR_SLOPE2);
  g_assert_cmpint (killer, >, 5000);
  g_assert_cmpint (killer, >, 10 * count_color (&picture, &plot.style, CHAIN_COLOR_ERROR));
  g_assert_cmpint (killer, >, 10 * count_color (&picture, &plot.style, CHAIN_COLOR_W2));
  cairo_surface_destroy (picture.surface);
  plot.show_legend = TRUE;
  for (int theme = 0; theme < 2; theme++)
    {
      chain_style_init (&plot.style, theme);
      check_sizes (chain_draw_factor, &plot, &plot.style);
    }
}

static void
test_extremes (void)
{
  static const double values[] = { 0.0, 1.0, -1e300, 0x1p-1074, NAN, INFINITY, 1e3 };
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainFactorPlot plot;

  chain_factor_plot_init (&plot);
  plot.parameters = plot.gradients = parameters;
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      for (int width = 1; width <= 16; width += 5)
        {
          Picture picture;

          for (int k = 0; k < CHAIN_MAX_PARAMETERS; k++)
            parameters[k] = values[k % 2 ? i : j];
          plot.shape = (ChainShape) { width, width };
          plot.x = values[i];
          plot.y = values[j];
          picture = draw (chain_draw_factor, &plot, 300, 200);
          check_page (&picture, &plot.style);
          cairo_surface_destroy (picture.surface);
        }
}

static void
test_csv (void)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  ChainFactorPlot plot;
  ChainBuffer buffer;
  gsize lines = 0;

  chain_factor_plot_init (&plot);
  plot.parameters = plot.gradients = parameters;
  plot.x = 2.0;
  plot.y = 4.0;
  g_assert_true (chain_factor_plot_write_csv (&plot, &buffer));
  for (gsize i = 0; i < buffer.length; i++)
    lines += buffer.data[i] == '\n';
  g_assert_cmpuint (lines, ==, 1 + 6 + 5 + 4 + 3 + 2 + 1 + 2 * 6);
  g_assert_nonnull (memmem (buffer.data, buffer.length, "\nW1,W3,1.2", 10));
  chain_buffer_clear (&buffer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/factors/document", test_document);
  g_test_add_func ("/factors/wide", test_wide);
  g_test_add_func ("/factors/killer", test_killer);
  g_test_add_func ("/factors/extremes", test_extremes);
  g_test_add_func ("/factors/csv", test_csv);
  return g_test_run ();
}
