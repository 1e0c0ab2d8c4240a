// SPDX-License-Identifier: GPL-3.0-or-later
#include <float.h>
#include <glib.h>
#include <math.h>

#include "chain-figure.h"
#include "picture.h"

/* The default experiment at its start. */
static const double start[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
static const ChainShape shape = { 1, 1 };

static void
test_fit (gconstpointer data)
{
  static const ChainColorRole roles[] = {
    CHAIN_COLOR_NETWORK, CHAIN_COLOR_TARGET, CHAIN_COLOR_GRID,
  };
  double x[64], y[64];
  ChainFitRun run = { shape, start };
  ChainFitPlot plot;

  for (int i = 0; i < 64; i++)
    {
      x[i] = 2.0 * i / 63.0;
      y[i] = x[i] * x[i];
    }

  chain_fit_plot_init (&plot);
  chain_style_init (&plot.style, GPOINTER_TO_INT (data));
  plot.runs = &run;
  plot.n_runs = 1;
  plot.x = x;
  plot.y = y;
  plot.n_samples = 64;
  check_colors (chain_draw_fit, &plot, &plot.style, roles, G_N_ELEMENTS (roles));
  check_sizes (chain_draw_fit, &plot, &plot.style);
}

static void
test_fit_extremes (void)
{
  static const double wild[][6] = {
    { 1e308, 1e308, 1e308, 1e308, 1e308, 1e308 },
    { 0.0, 0.0, 0.0, 0.0, 0.0, 1e300 },
    { 1e3, 0.0, 1e3, 0.0, 1e6, 0.0 },
    { NAN, NAN, NAN, NAN, NAN, NAN },
    { 0.0, 0.0, 0.0, 0.0, 0.0, INFINITY },
  };
  static const double samples[][2] = {
    { 0.0, 0.0 }, { 1e300, 1e300 }, { -DBL_MAX, DBL_MAX }, { DBL_MAX, -DBL_MAX },
    { 0x1p-1074, 0x1p-1074 }, { NAN, 1.0 }, { INFINITY, NAN },
  };
  ChainFitPlot plot;

  chain_fit_plot_init (&plot);
  check_sizes (chain_draw_fit, &plot, &plot.style);
  for (gsize i = 0; i < G_N_ELEMENTS (wild); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (samples); j++)
      {
        ChainFitRun run = { shape, wild[i] };
        Picture picture;

        plot.runs = &run;
        plot.n_runs = 1;
        plot.x = &samples[j][0];
        plot.y = &samples[j][1];
        plot.n_samples = 1;
        plot.x_min = plot.x_max = j % 2 == 0 ? NAN : 0.0;
        picture = draw (chain_draw_fit, &plot, 300, 200);
        check_page (&picture, &plot.style);
        cairo_surface_destroy (picture.surface);
      }
}

/* A second run is drawn too, as a thinner line of the same colour. */
static void
test_fit_runs (void)
{
  static const double other[] = { 1.0, 0.0, 1.0, 0.0, 3.0, 0.5 };
  ChainFitRun runs[] = { { shape, start }, { shape, other } };
  ChainFitPlot plot;
  Picture one, two;

  chain_fit_plot_init (&plot);
  plot.runs = runs;
  plot.n_runs = 1;
  one = draw (chain_draw_fit, &plot, 460, 340);
  plot.n_runs = 2;
  two = draw (chain_draw_fit, &plot, 460, 340);
  g_assert_cmpint (count_color (&two, &plot.style, CHAIN_COLOR_NETWORK), >,
                   count_color (&one, &plot.style, CHAIN_COLOR_NETWORK));
  cairo_surface_destroy (one.surface);
  cairo_surface_destroy (two.surface);
}

static void
test_loss (gconstpointer data)
{
  static const ChainColorRole roles[] = {
    CHAIN_COLOR_NETWORK, CHAIN_COLOR_REFERENCE, CHAIN_COLOR_GRID, CHAIN_COLOR_FRAME,
    CHAIN_COLOR_CHANGE,
  };
  static const guint64 changes[] = { 100, 100, 5000 };
  ChainSeries *series = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainLossRun run = { .loss = series };
  ChainLossPlot plot;

  for (int i = 0; i < 640; i++)
    chain_series_push (series, 2.0 * exp (-i / 100.0));
  chain_loss_plot_init (&plot);
  chain_style_init (&plot.style, GPOINTER_TO_INT (data));
  plot.runs = &run;
  plot.n_runs = 1;
  plot.best_constant = 1.47;
  plot.floor = 0.0;
  plot.changes = changes;
  plot.n_changes = G_N_ELEMENTS (changes);
  check_colors (chain_draw_loss, &plot, &plot.style, roles, G_N_ELEMENTS (roles));
  check_sizes (chain_draw_loss, &plot, &plot.style);

  run.diverged = TRUE;
  run.diverged_step = 640;
  check_colors (chain_draw_loss, &plot, &plot.style, (ChainColorRole[]) { CHAIN_COLOR_ALERT }, 1);
  chain_series_free (series);
}

/* One step in a million reaches the top of the page, and its column is full down to the curve. */
static void
test_spike (void)
{
  ChainSeries *series = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainLossRun run = { .loss = series };
  ChainLossPlot plot;
  Picture picture;
  guint32 color;
  int longest = 0;

  for (int i = 0; i < 1000000; i++)
    chain_series_push (series, i == 700001 ? 100.0 : 1.0 + i * 1e-9);
  chain_loss_plot_init (&plot);
  plot.runs = &run;
  plot.n_runs = 1;
  color = color_of (&plot.style.colors[CHAIN_COLOR_NETWORK]);
  picture = draw (chain_draw_loss, &plot, 460, 340);
  for (int x = 0; x < picture.width; x++)
    {
      int length = 0;

      for (int y = 0; y < picture.height; y++)
        length += pixel (&picture, x, y) == color;
      longest = MAX (longest, length);
    }
  g_assert_cmpint (longest, >, 150);

  cairo_surface_destroy (picture.surface);
  chain_series_free (series);
}

static double
extreme_loss (int kind,
              int i)
{
  switch (kind)
    {
    case 0:
      return 0.3;
    case 1:
      return 0.0;
    case 2:
      return i < 20 ? 1.0 / (i + 1) : 0.0;
    case 3:
      return pow (10.0, -300.0 + 15.0 * i);
    case 4:
      return i % 2 ? 0x1p-1074 : DBL_MAX;
    case 5:
      return NAN;
    case 6:
      return i % 3 == 0 ? INFINITY : 1.0;
    case 7:
      return 0x1p-1074;
    case 8:
      return 1e300;
    default:
      return i % 2 ? 0.1 : 10.0;
    }
}

static void
test_loss_extremes (void)
{
  static const int counts[] = { 0, 1, 2, 40 };
  static const double references[] = { NAN, 0.0, 0x1p-1074, 1e300, INFINITY };
  ChainLossPlot plot;

  chain_loss_plot_init (&plot);
  check_sizes (chain_draw_loss, &plot, &plot.style);
  for (int kind = 0; kind < 10; kind++)
    for (gsize c = 0; c < G_N_ELEMENTS (counts); c++)
      for (int options = 0; options < 4; options++)
        {
          ChainSeries *series = chain_series_new (CHAIN_SERIES_CAPACITY);
          ChainLossRun run = { .loss = series };
          Picture picture;

          chain_series_clear (series, kind % 2 ? G_MAXUINT64 / 2 : 0);
          for (int i = 0; i < counts[c]; i++)
            chain_series_push (series, extreme_loss (kind, i));
          plot.runs = &run;
          plot.n_runs = 1;
          plot.log_loss = options & 1;
          plot.log_steps = options & 2;
          plot.best_constant = references[kind % G_N_ELEMENTS (references)];
          plot.floor = references[(kind + c) % G_N_ELEMENTS (references)];
          picture = draw (chain_draw_loss, &plot, 300, 200);
          check_page (&picture, &plot.style);
          cairo_surface_destroy (picture.surface);
          chain_series_free (series);
        }
}

static void
test_gradient (gconstpointer data)
{
  static const ChainColorRole roles[] = {
    CHAIN_COLOR_POSITIVE, CHAIN_COLOR_NEGATIVE, CHAIN_COLOR_GRID,
  };
  static const int widths[][2] = { { 1, 1 }, { 2, 1 }, { 4, 4 }, { 1, 16 }, { 16, 16 } };
  double gradients[CHAIN_MAX_PARAMETERS];
  ChainGradientPlot plot;

  for (int i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    gradients[i] = (i % 2 ? 1.0 : -1.0) * pow (10.0, -i % 7);

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      chain_gradient_plot_init (&plot);
      chain_style_init (&plot.style, GPOINTER_TO_INT (data));
      plot.shape = (ChainShape) { widths[i][0], widths[i][1] };
      plot.gradients = gradients;
      check_colors (chain_draw_gradient, &plot, &plot.style, roles, G_N_ELEMENTS (roles));
      check_sizes (chain_draw_gradient, &plot, &plot.style);
      plot.scale = CHAIN_GRADIENT_LINEAR;
      check_sizes (chain_draw_gradient, &plot, &plot.style);
    }
}

/* Of the gradient 1e-18 of a dead layer there is a bar, and of 0 there is none. */
static void
test_gradient_dead (void)
{
  double gradients[] = { 1e-18, 1e-18, -0.1, -0.1, -0.1, -0.1 };
  ChainGradientPlot plot;
  Picture picture;

  chain_gradient_plot_init (&plot);
  plot.gradients = gradients;
  picture = draw (chain_draw_gradient, &plot, 460, 340);
  g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_POSITIVE), >, 40);
  cairo_surface_destroy (picture.surface);

  gradients[0] = gradients[1] = 0.0;
  picture = draw (chain_draw_gradient, &plot, 460, 340);
  g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_POSITIVE), ==, 0);
  cairo_surface_destroy (picture.surface);
}

static void
test_gradient_extremes (void)
{
  static const double values[] = { 0.0, 1.0, -1e300, DBL_MAX, 0x1p-1074, NAN, INFINITY };
  ChainGradientPlot plot;

  chain_gradient_plot_init (&plot);
  check_sizes (chain_draw_gradient, &plot, &plot.style);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
      for (int scale = 0; scale < 2; scale++)
        {
          double gradients[CHAIN_MAX_PARAMETERS];
          Picture picture;

          for (int k = 0; k < CHAIN_MAX_PARAMETERS; k++)
            gradients[k] = values[k % 2 ? i : j];
          plot.gradients = gradients;
          plot.scale = (ChainGradientScale) scale;
          for (int width = 1; width <= 16; width += 15)
            {
              plot.shape = (ChainShape) { width, width };
              picture = draw (chain_draw_gradient, &plot, 300, 200);
              check_page (&picture, &plot.style);
              cairo_surface_destroy (picture.surface);
            }
        }
}

static void
test_figure (void)
{
  ChainFigure figure;
  Picture picture;
  int painted = 0;

  chain_figure_init (&figure);
  figure.title = "<b>not markup</b> & more";
  figure.caption = "W1 0.5, b1 0.1, W2 0.8, b2 −0.2, W3 1.2, b3 0.3";
  check_sizes (chain_draw_figure, &figure, &figure.style);

  /* Transparent: only the ink is there. */
  figure.style.colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;
  picture = draw (chain_draw_figure, &figure, 600, 400);
  for (int y = 0; y < 400; y++)
    for (int x = 0; x < 600; x++)
      painted += pixel (&picture, x, y) != 0;
  g_assert_cmpint (painted, >, 100);
  g_assert_cmpint (painted, <, 600 * 400 / 4);
  cairo_surface_destroy (picture.surface);
}

/* Any choice of plots fills a page, of the size that it asks for. */
static void
test_figure_choice (void)
{
  ChainFactorPlot factors;
  ChainTimePlot lines;

  chain_factor_plot_init (&factors);
  chain_time_plot_init (&lines);
  for (int choice = 0; choice < 64; choice++)
    {
      ChainFigure figure;
      Picture picture;
      double width, height;

      chain_figure_init (&figure);
      figure.title = "all";
      figure.show_fit = choice & 1;
      figure.show_loss = choice & 2;
      figure.show_gradient = choice & 4;
      figure.factors = choice & 8 ? &factors : NULL;
      figure.parameters = choice & 16 ? &lines : NULL;
      figure.norms = choice & 32 ? &lines : NULL;
      chain_figure_get_size (&figure, &width, &height);
      g_assert_cmpfloat (width, ==, CHAIN_FIGURE_WIDTH);
      g_assert_cmpfloat (height, >, 300.0);
      picture = draw (chain_draw_figure, &figure, (int) width, (int) height);
      check_page (&picture, &figure.style);
      cairo_surface_destroy (picture.surface);
    }
}

/* Large text, and a font that nobody has. */
static void
test_fonts (void)
{
  static const char *const fonts[] = { "Sans 24", "No Such Font 8", "", "Serif Italic 17px" };
  ChainFigure figure;

  chain_figure_init (&figure);
  for (gsize i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_strlcpy (figure.style.font, fonts[i], CHAIN_STYLE_FONT_SIZE);
      figure.style.text_scale = i + 1.0;
      check_sizes (chain_draw_figure, &figure, &figure.style);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/plots/fit/light", GINT_TO_POINTER (FALSE), test_fit);
  g_test_add_data_func ("/plots/fit/dark", GINT_TO_POINTER (TRUE), test_fit);
  g_test_add_func ("/plots/fit/extremes", test_fit_extremes);
  g_test_add_func ("/plots/fit/runs", test_fit_runs);
  g_test_add_data_func ("/plots/loss/light", GINT_TO_POINTER (FALSE), test_loss);
  g_test_add_data_func ("/plots/loss/dark", GINT_TO_POINTER (TRUE), test_loss);
  g_test_add_func ("/plots/loss/spike", test_spike);
  g_test_add_func ("/plots/loss/extremes", test_loss_extremes);
  g_test_add_data_func ("/plots/gradient/light", GINT_TO_POINTER (FALSE), test_gradient);
  g_test_add_data_func ("/plots/gradient/dark", GINT_TO_POINTER (TRUE), test_gradient);
  g_test_add_func ("/plots/gradient/dead", test_gradient_dead);
  g_test_add_func ("/plots/gradient/extremes", test_gradient_extremes);
  g_test_add_func ("/plots/figure", test_figure);
  g_test_add_func ("/plots/figure/choice", test_figure_choice);
  g_test_add_func ("/plots/fonts", test_fonts);
  return g_test_run ();
}
