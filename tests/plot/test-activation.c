// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-activation-plot.h"

#include <string.h>

#include "picture.h"

static const double document[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };

static void
fill_grid (double *x,
           gsize   n,
           double  low,
           double  high)
{
  for (gsize i = 0; i < n; i++)
    x[i] = low + (high - low) * (double) i / (double) (n - 1);
}

static gsize
count (const ChainActivationNeuron *neuron)
{
  gsize n = neuron->n_below + neuron->n_above + neuron->n_not_finite;

  for (int i = 0; i < CHAIN_ACTIVATION_BINS; i++)
    n += neuron->counts[i];
  return n;
}

/* The document's example: z1 = 1.1 and z2 = 0.440399217409 (MATHS of the worked example, 12 digits). */
static void
test_document (void)
{
  const double x = 2.0;
  const double expected[] = { 1.1, 0.440399217409 };
  g_autofree ChainActivationBins *bins = g_new (ChainActivationBins, 1);

  chain_activation_bins_init (bins, (ChainShape) { 1, 1 }, document, 1, &x, 1);
  g_assert_cmpuint (bins->n_neurons, ==, 2);
  g_assert_cmpuint (bins->n_samples, ==, 1);
  g_assert_cmpfloat (bins->limit, ==, 5.0);
  for (int i = 0; i < 2; i++)
    {
      int bin = (int) ((expected[i] + 5.0) / 10.0 * CHAIN_ACTIVATION_BINS);

      g_assert_cmpuint (bins->neurons[i].counts[bin], ==, 1);
      g_assert_cmpfloat_with_epsilon (bins->neurons[i].sums[bin], expected[i], 1e-12);
      g_assert_cmpuint (count (&bins->neurons[i]), ==, 1);
    }
}

/* Bins that grew with the samples hold what bins of the final width would have held. */
static void
test_bins (void)
{
  enum { N = 5000 };
  double parameters[] = { 0.0, 0.0, 0.8, 0.0, 1.0, 0.0 };
  g_autofree double *x = g_new (double, N);
  g_autofree ChainActivationBins *bins = g_new (ChainActivationBins, 1);

  fill_grid (x, N, 0.0, 1.0);
  for (int power = 0; power < 6; power++)
    {
      double width = 2.0 * pow (2.0, power), sum = 0.0;
      gsize saturated = 0;
      const ChainActivationNeuron *neuron = &bins->neurons[0];

      parameters[0] = 2.0 * width;
      parameters[1] = -width;
      chain_activation_bins_init (bins, (ChainShape) { 1, 1 }, parameters, N, x, 1);
      g_assert_cmpfloat (bins->limit, ==, fmin (fmax (5.0 * pow (2.0, power - 1), 5.0), 40.0));
      g_assert_cmpuint (count (neuron), ==, N);
      g_assert_cmpfloat_with_epsilon (neuron->low, -width, 1e-12);
      g_assert_cmpfloat_with_epsilon (neuron->high, width, 1e-12);
      for (gsize i = 0; i < N; i++)
        saturated += fabs (tanh (parameters[0] * x[i] + parameters[1])) > 0.99;
      g_assert_cmpuint (neuron->n_saturated, ==, saturated);
      for (int i = 0; i < CHAIN_ACTIVATION_BINS; i++)
        {
          double low = -bins->limit + 2.0 * bins->limit * i / CHAIN_ACTIVATION_BINS;
          double high = -bins->limit + 2.0 * bins->limit * (i + 1) / CHAIN_ACTIVATION_BINS;
          guint expected = 0;

          for (gsize j = 0; j < N; j++)
            {
              double z = parameters[0] * x[j] + parameters[1];

              expected += z >= low && (z < high || (i == CHAIN_ACTIVATION_BINS - 1 && z == high));
            }
          g_assert_cmpuint (neuron->counts[i], ==, expected);
          sum += neuron->sums[i];
        }
      if (width <= 40.0)
        g_assert_cmpfloat_with_epsilon (sum, 0.0, 1e-9);
    }
  g_assert_cmpuint (bins->neurons[0].n_below, >, 0);
  g_assert_cmpuint (bins->neurons[0].n_above, >, 0);
}

static void
test_stride (void)
{
  enum { N = CHAIN_ACTIVATION_BINS * 256 };
  g_autofree double *x = g_new (double, N);
  g_autofree ChainActivationBins *bins = g_new (ChainActivationBins, 1);

  g_assert_cmpuint (chain_activation_bins_stride ((ChainShape) { 1, 1 }, N), ==, 1);
  g_assert_cmpuint (chain_activation_bins_stride ((ChainShape) { 16, 16 }, 64), ==, 1);
  g_assert_cmpuint (chain_activation_bins_stride ((ChainShape) { 16, 16 }, N), >=, 8);
  g_assert_cmpuint (chain_activation_bins_stride ((ChainShape) { 16, 16 }, 0), ==, 1);
  fill_grid (x, N, 0.0, 2.0);
  chain_activation_bins_init (bins, (ChainShape) { 1, 1 }, document, N, x, 16);
  g_assert_cmpuint (bins->n_samples, ==, N / 16);
  chain_activation_bins_init (bins, (ChainShape) { 1, 1 }, document, 0, NULL, 1);
  g_assert_cmpuint (bins->n_samples, ==, 0);
}

static void
init_plot (ChainActivationPlot *plot,
           const double        *x,
           gsize                n)
{
  chain_activation_plot_init (plot);
  plot->parameters = document;
  plot->x = x;
  plot->n_samples = n;
  plot->sample = 1.5;
}

static void
check_alive (const ChainActivationPlot *plot)
{
  Picture picture = draw (chain_draw_activation, plot, 440, 300);

  check_page (&picture, &plot->style);
  cairo_surface_destroy (picture.surface);
}

/* Both layers are there in their colours; hiding one takes its colour away but for its rows. */
static void
test_draw (void)
{
  static const ChainColorRole roles[] = { CHAIN_COLOR_W1, CHAIN_COLOR_W2, CHAIN_COLOR_TEXT, CHAIN_COLOR_REFERENCE };
  double x[64];
  ChainActivationPlot plot;

  fill_grid (x, 64, 0.0, 2.0);
  init_plot (&plot, x, 64);
  check_colors (chain_draw_activation, &plot, &plot.style, roles, G_N_ELEMENTS (roles));
  for (int theme = 0; theme < 2; theme++)
    {
      chain_style_init (&plot.style, theme);
      check_sizes (chain_draw_activation, &plot, &plot.style);
    }

  plot.hidden = (1u << CHAIN_N_ACTIVATION_ITEMS) - 1;
  plot.show_legend = FALSE;
  plot.sample = NAN;
  for (gsize i = 2; i < G_N_ELEMENTS (roles); i++)
    {
      Picture picture = draw (chain_draw_activation, &plot, 440, 300);

      g_assert_cmpint (count_color (&picture, &plot.style, roles[i]), ==, 0);
      cairo_surface_destroy (picture.surface);
    }
}

/* An operating point is on the curve, at the place of its z. */
static void
test_place (void)
{
  const double x = 2.0;
  ChainActivationPlot plot;
  Picture with, without;
  double left = HUGE_VAL, right = -HUGE_VAL;

  init_plot (&plot, &x, 1);
  plot.sample = NAN;
  plot.show_legend = FALSE;
  plot.hidden = 1u << CHAIN_ACTIVATION_LAYER2 | 1u << CHAIN_ACTIVATION_SLOPE;
  with = draw (chain_draw_activation, &plot, 1000, 600);
  plot.hidden |= 1u << CHAIN_ACTIVATION_LAYER1;
  without = draw (chain_draw_activation, &plot, 1000, 600);
  for (int px = 60; px < 1000; px++)
    for (int py = 0; py < 380; py++)
      if (pixel (&with, px, py) != pixel (&without, px, py))
        {
          left = fmin (left, px);
          right = fmax (right, px);
        }
  /* the axis goes from −5 to 5, nearly from edge to edge: z = 1.1 is at 61 % of it */
  g_assert_cmpfloat (right - left, <, 12.0);
  g_assert_cmpfloat_with_epsilon ((left + right) / 2.0, 30.0 + 0.61 * 962.0, 8.0);
  cairo_surface_destroy (with.surface);
  cairo_surface_destroy (without.surface);
}

static void
test_widths (void)
{
  double x[64], parameters[CHAIN_MAX_PARAMETERS];
  GRand *rand = g_rand_new_with_seed (3);
  ChainActivationPlot plot;

  fill_grid (x, 64, -1.0, 1.0);
  for (gsize i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    parameters[i] = g_rand_double_range (rand, -1.5, 1.5);
  init_plot (&plot, x, 64);
  plot.parameters = parameters;
  for (int h1 = 1; h1 <= 16; h1 += 5)
    for (int h2 = 1; h2 <= 16; h2 += 5)
      for (plot.neuron = -1; plot.neuron < h1 + h2; plot.neuron += h1)
        {
          plot.shape = (ChainShape) { h1, h2 };
          check_alive (&plot);
        }
  plot.shape = (ChainShape) { 16, 16 };
  check_sizes (chain_draw_activation, &plot, &plot.style);
  g_rand_free (rand);
}

/* Every row is found by the pointer, each neuron once and in order; the curves are no row. */
static void
test_pick (void)
{
  double x[8], parameters[CHAIN_MAX_PARAMETERS] = { 0.0 };
  ChainActivationPlot plot;
  int next = 0;

  fill_grid (x, 8, -1.0, 1.0);
  init_plot (&plot, x, 8);
  plot.parameters = parameters;
  plot.shape = (ChainShape) { 3, 2 };
  g_assert_cmpint (chain_activation_plot_pick_neuron (&plot, 440, 300, 200, 60), ==, -1);
  for (int y = 0; y < 300; y++)
    {
      int neuron = chain_activation_plot_pick_neuron (&plot, 440, 300, 200, y);

      if (neuron < 0)
        continue;
      g_assert_true (neuron == next || neuron == next - 1);
      next = neuron + 1;
    }
  g_assert_cmpint (next, ==, 5);
}

/* Saturated, zero, diverged, huge, denormal, with as many samples as there can be, and none. */
static void
test_extremes (void)
{
  static const double values[] = { 0.0, 30.0, -1e300, 0x1p-1074, NAN, INFINITY, 1e3 };
  double x[7], parameters[CHAIN_MAX_PARAMETERS];
  ChainActivationPlot plot;

  memcpy (x, values, sizeof x);
  init_plot (&plot, x, 7);
  plot.parameters = parameters;
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      for (int width = 1; width <= 16; width += 15)
        {
          for (int k = 0; k < CHAIN_MAX_PARAMETERS; k++)
            parameters[k] = values[k % 2 ? i : j];
          plot.shape = (ChainShape) { width, width };
          plot.sample = values[i];
          check_alive (&plot);
        }

  plot.n_samples = 0;
  check_alive (&plot);
  plot.parameters = NULL;
  check_alive (&plot);
  check_sizes (chain_draw_activation, &plot, &plot.style);
}

/* A column for each quantity, a line for each sample and neuron, h as tanh of z. */
static void
test_csv (void)
{
  double x[5];
  ChainActivationPlot plot;
  ChainBuffer buffer;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  fill_grid (x, 5, 0.0, 2.0);
  init_plot (&plot, x, 5);
  g_assert_true (chain_activation_plot_write_csv (&plot, &buffer));
  text = g_strndup ((const char *) buffer.data, buffer.length);
  chain_buffer_clear (&buffer);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "neuron,x,z,h,slope");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 10 + 1);
  for (int i = 1; i <= 10; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      double z = g_ascii_strtod (cells[2], NULL), h = g_ascii_strtod (cells[3], NULL);

      g_assert_cmpstr (cells[0], ==, i % 2 == 1 ? "h1" : "h2");
      g_assert_cmpfloat_with_epsilon (h, tanh (z), 1e-15);
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (cells[4], NULL), 1.0 - h * h, 1e-15);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/activation/document", test_document);
  g_test_add_func ("/activation/bins", test_bins);
  g_test_add_func ("/activation/stride", test_stride);
  g_test_add_func ("/activation/draw", test_draw);
  g_test_add_func ("/activation/place", test_place);
  g_test_add_func ("/activation/widths", test_widths);
  g_test_add_func ("/activation/pick", test_pick);
  g_test_add_func ("/activation/extremes", test_extremes);
  g_test_add_func ("/activation/csv", test_csv);
  return g_test_run ();
}
