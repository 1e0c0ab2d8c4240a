// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-flow-plot.h"

#include <string.h>

#include "../test-util.h"
#include "chain-facts.h"
#include "picture.h"

static const double document[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };

/* The worked example with its exact figures: each place is the one before times its factor. */
static void
test_document (void)
{
  static const double expected[] = { 6.40645928443, 7.68775114132, 6.37025858056, 5.09620686445, 1.83056421313 };
  static const double factors[] = { NAN, 1.2, 0.828624452517, 0.8, 0.359201316160 };
  const double x = 2.0, y = 4.0;
  const ChainShape shape = { 1, 1 };
  ChainFlow flow;

  chain_flow_init (&flow, shape, document, 1, &x, &y, 1);
  chain_flow_sample (&flow, shape, document, x, y);
  g_assert_cmpuint (flow.n_samples, ==, 1);
  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    {
      test_assert_close (flow.sample[place], expected[place], 1e-11, "sample at place %d", place);
      test_assert_close (flow.rms[place], expected[place], 1e-11, "rms at place %d", place);
      test_assert_close (flow.mean[place], expected[place], 1e-11, "mean at place %d", place);
      if (place > 0)
        test_assert_close (chain_flow_factor (flow.sample, place), factors[place], 1e-11, "factor %d", place);
    }
}

static double
length_of (const double *values,
           gsize         n)
{
  double length = 0.0;

  for (gsize i = 0; i < n; i++)
    length = hypot (length, values[i]);
  return length;
}

/* The mean of the signal is the gradient of the biases, which was computed with 60 digits. */
static void
test_gold (void)
{
  g_autoptr (GPtrArray) cases = test_read_csv ("gold_wide.csv");
  g_autoptr (GPtrArray) samples = test_read_csv ("gold_wide_samples.csv");
  static const struct { ChainGroup group; ChainFlowPlace place; } biases[] = {
    { CHAIN_B1, CHAIN_FLOW_Z1 }, { CHAIN_B2, CHAIN_FLOW_Z2 }, { CHAIN_B3, CHAIN_FLOW_OUTPUT },
  };
  guint checked = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      char **row = g_ptr_array_index (cases, i);
      ChainShape shape = { (int) test_number (row[1]), (int) test_number (row[2]) };
      double parameters[CHAIN_MAX_PARAMETERS], gradients[CHAIN_MAX_PARAMETERS], scales[CHAIN_MAX_PARAMETERS];
      double x[256], y[256];
      gsize n = test_find_samples (samples, row[0], x, y);
      ChainFlow flow;

      g_assert_cmpuint (test_parse_list (row[5], parameters), ==, chain_shape_n_parameters (shape));
      test_parse_list (row[7], gradients);
      test_parse_list (row[9], scales);
      if (n == 0)
        continue;
      checked++;
      chain_flow_init (&flow, shape, parameters, n, x, y, 1);
      for (gsize j = 0; j < G_N_ELEMENTS (biases); j++)
        {
          gsize offset = chain_shape_group_offset (shape, biases[j].group);
          gsize length = chain_shape_group_length (shape, biases[j].group);

          test_assert_close (flow.mean[biases[j].place], length_of (gradients + offset, length),
                             (double) (32 + n) * 0x1p-53 * length_of (scales + offset, length) + 1e-300,
                             "case %s, %s", row[0], chain_group_get_name (biases[j].group));
          /* a root mean square is never below the size of the mean */
          g_assert_cmpfloat (flow.rms[biases[j].place] * (1.0 + 1e-12), >=, flow.mean[biases[j].place]);
        }
    }
  g_assert_cmpuint (checked, >, 10);
}

/* The root mean square by another way, and a stride that looks at every third sample. */
static void
test_rms (void)
{
  enum { N = 60 };
  const ChainShape shape = { 3, 5 };
  double parameters[CHAIN_MAX_PARAMETERS], x[N], y[N];
  GRand *rand = g_rand_new_with_seed (8);
  ChainFlow flow;

  for (gsize i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    parameters[i] = g_rand_double_range (rand, -1.0, 1.0);
  for (gsize i = 0; i < N; i++)
    {
      x[i] = g_rand_double_range (rand, -1.0, 1.0);
      y[i] = x[i] * x[i];
    }
  for (gsize stride = 1; stride <= 3; stride += 2)
    {
      double squares = 0.0;
      gsize n = 0;

      for (gsize i = 0; i < N; i += stride, n++)
        {
          ChainFlow one;

          chain_flow_sample (&one, shape, parameters, x[i], y[i]);
          squares += one.sample[CHAIN_FLOW_Z1] * one.sample[CHAIN_FLOW_Z1];
        }
      chain_flow_init (&flow, shape, parameters, N, x, y, stride);
      g_assert_cmpuint (flow.n_samples, ==, n);
      test_assert_close (flow.rms[CHAIN_FLOW_Z1], sqrt (squares / (double) n), 1e-14, "rms, stride %zu", stride);
    }
  g_rand_free (rand);
}

/* A dead first layer, with tanh′ of 4·e⁻⁴⁰⁰: its square is below all doubles, and still the root mean
 * square has its size. */
static void
test_vanishing (void)
{
  static const double parameters[] = { 0.5, 200.0, 0.8, -0.2, 1.2, 0.3 };
  const double x[] = { 0.5, 1.0 }, y[] = { 0.25, 1.0 };
  ChainFlow flow;

  chain_flow_init (&flow, (ChainShape) { 1, 1 }, parameters, 2, x, y, 1);
  g_assert_cmpfloat (flow.rms[CHAIN_FLOW_Z1], >, 1e-175);
  g_assert_cmpfloat (flow.rms[CHAIN_FLOW_Z1], <, 1e-172);
  g_assert_cmpfloat (flow.rms[CHAIN_FLOW_Z1], >=, flow.mean[CHAIN_FLOW_Z1]);
  chain_flow_sample (&flow, (ChainShape) { 1, 1 }, parameters, 0.5, 0.25);
  test_assert_close (chain_flow_factor (flow.sample, CHAIN_FLOW_Z1) / (4.0 * exp (-2.0 * 200.25)), 1.0, 1e-12,
                     "the factor of the dead layer");
}

static void
check_alive (const ChainFlowPlot *plot)
{
  Picture picture = draw (chain_draw_flow, plot, 440, 300);

  check_page (&picture, &plot->style);
  cairo_surface_destroy (picture.surface);
}

static void
init_plot (ChainFlowPlot *plot,
           const double  *parameters,
           const double  *x,
           const double  *y,
           gsize          n)
{
  chain_flow_plot_init (plot);
  plot->parameters = parameters;
  plot->x = x;
  plot->y = y;
  plot->n_samples = n;
  plot->sample_x = 1.5;
  plot->sample_y = 2.25;
  plot->gradients = document;
}

static void
test_draw (void)
{
  static const ChainColorRole roles[] = { CHAIN_COLOR_W1, CHAIN_COLOR_W2, CHAIN_COLOR_W3, CHAIN_COLOR_SLOPE1,
                                          CHAIN_COLOR_SLOPE2, CHAIN_COLOR_TEXT };
  double x[64], y[64], parameters[CHAIN_MAX_PARAMETERS];
  ChainSeries *first = chain_series_new (CHAIN_SERIES_CAPACITY), *last = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainFlowPlot plot;

  for (gsize i = 0; i < 64; i++)
    {
      x[i] = (double) i / 32.0;
      y[i] = x[i] * x[i];
    }
  for (gsize i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    parameters[i] = 0.1 + 0.01 * (double) (i % 17);
  for (int i = 0; i < 10000; i++)
    {
      chain_series_push (first, exp (-i / 100.0));
      chain_series_push (last, 1.0);
    }
  init_plot (&plot, document, x, y, 64);
  check_colors (chain_draw_flow, &plot, &plot.style, roles, G_N_ELEMENTS (roles));
  plot.first = first;
  plot.last = last;
  for (int theme = 0; theme < 2; theme++)
    {
      chain_style_init (&plot.style, theme);
      check_sizes (chain_draw_flow, &plot, &plot.style);
    }
  for (plot.hidden = 0; plot.hidden < 1u << CHAIN_N_FLOW_ITEMS; plot.hidden++)
    check_alive (&plot);
  plot.hidden = 0;
  plot.parameters = plot.gradients = parameters;
  for (int h1 = 1; h1 <= 16; h1 += 5)
    for (int h2 = 1; h2 <= 16; h2 += 5)
      {
        plot.shape = (ChainShape) { h1, h2 };
        check_alive (&plot);
      }
  chain_series_free (first);
  chain_series_free (last);
}

/* The ratio falls where the first layer's gradient does: its curve ends below where it began. */
static void
test_ratio (void)
{
  const double x = 2.0, y = 4.0;
  ChainSeries *first = chain_series_new (CHAIN_SERIES_CAPACITY), *last = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainFlowPlot plot;
  Picture picture;
  guint32 color;
  int left = -1, right = -1;

  for (int i = 0; i < 1000; i++)
    {
      chain_series_push (first, pow (10.0, -i / 100.0));
      chain_series_push (last, 1.0);
    }
  init_plot (&plot, document, &x, &y, 1);
  plot.gradients = NULL;
  plot.show_legend = FALSE;
  plot.first = first;
  plot.last = last;
  picture = draw (chain_draw_flow, &plot, 440, 300);
  color = color_of (&plot.style.colors[CHAIN_COLOR_W1]);
  for (int py = 0; py < 300; py++)
    for (int px = 0; px < 440; px++)
      if (pixel (&picture, px, py) == color)
        {
          left = px < 120 && left < 0 ? py : left;
          right = px > 380 ? py : right;
        }
  g_assert_cmpint (left, >, 190);
  g_assert_cmpint (right, >, left + 40);
  cairo_surface_destroy (picture.surface);
  chain_series_free (first);
  chain_series_free (last);
}

/* Zero, diverged, huge, denormal, no samples, no sample, series of zeros and of nothing. */
static void
test_extremes (void)
{
  static const double values[] = { 0.0, 1.0, -1e300, 0x1p-1074, NAN, INFINITY, 1e3 };
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainSeries *zeros = chain_series_new (CHAIN_SERIES_CAPACITY), *none = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainSeries *same = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainFlowPlot plot;

  for (gsize i = 0; i < G_N_ELEMENTS (values) * 2; i++)
    {
      chain_series_push (zeros, 0.0);
      chain_series_push (same, values[i / 2]);
    }
  init_plot (&plot, parameters, values, values, G_N_ELEMENTS (values));
  plot.gradients = parameters;
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      for (int width = 1; width <= 16; width += 15)
        {
          for (int k = 0; k < CHAIN_MAX_PARAMETERS; k++)
            parameters[k] = values[k % 2 ? i : j];
          plot.shape = (ChainShape) { width, width };
          plot.sample_x = values[i];
          plot.sample_y = values[j];
          plot.first = i % 3 == 0 ? zeros : i % 3 == 1 ? same : none;
          plot.last = j % 3 == 0 ? zeros : j % 3 == 1 ? same : none;
          if (plot.first->count != plot.last->count)
            plot.first = plot.last;
          check_alive (&plot);
        }

  plot.n_samples = 0;
  plot.sample_x = NAN;
  plot.gradients = NULL;
  check_alive (&plot);
  plot.parameters = NULL;
  check_alive (&plot);
  check_sizes (chain_draw_flow, &plot, &plot.style);
  chain_series_free (zeros);
  chain_series_free (none);
  chain_series_free (same);
}

static void
test_csv (void)
{
  const double x = 2.0, y = 4.0;
  ChainFlowPlot plot;
  ChainBuffer buffer;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) cells = NULL;

  init_plot (&plot, document, &x, &y, 1);
  plot.sample_x = 2.0;
  plot.sample_y = 4.0;
  g_assert_true (chain_flow_plot_write_csv (&plot, &buffer));
  text = g_strndup ((const char *) buffer.data, buffer.length);
  chain_buffer_clear (&buffer);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 * CHAIN_N_FLOW_PLACES + 3 + 1);
  cells = g_strsplit (lines[CHAIN_N_FLOW_PLACES], ",", -1);
  g_assert_cmpstr (cells[0], ==, "sample");
  g_assert_cmpstr (cells[1], ==, "z1");
  test_assert_close (test_number (cells[2]), 1.83056421313, 1e-11, "sample at z1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/document", test_document);
  g_test_add_func ("/flow/gold", test_gold);
  g_test_add_func ("/flow/rms", test_rms);
  g_test_add_func ("/flow/vanishing", test_vanishing);
  g_test_add_func ("/flow/draw", test_draw);
  g_test_add_func ("/flow/ratio", test_ratio);
  g_test_add_func ("/flow/extremes", test_extremes);
  g_test_add_func ("/flow/csv", test_csv);
  return g_test_run ();
}
