// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fit-plot.h"
#include "chain-loss-plot.h"
#include "chain-time-plot.h"
#include "picture.h"

/* What moves with the pointer is drawn over a base that does not: the base must not know where the
 * pointer is, and both together must be the picture. */

#define N_STEPS 500
#define N_SAMPLES 16

static const ChainShape shape = { 2, 4 };

typedef struct
{
  double parameters[CHAIN_MAX_PARAMETERS];
  double x[N_SAMPLES];
  double y[N_SAMPLES];
  ChainSeries *series;
  ChainFitRun fit_run;
  ChainLossRun loss_run;
  ChainTimeSeries times[2];
  ChainFitPlot fit;
  ChainLossPlot loss;
  ChainTimePlot time;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  for (gsize i = 0; i < chain_shape_n_parameters (shape); i++)
    fixture->parameters[i] = sin (1.0 + 3.0 * (double) i);
  for (int i = 0; i < N_SAMPLES; i++)
    {
      fixture->x[i] = 2.0 * i / (N_SAMPLES - 1);
      fixture->y[i] = fixture->x[i] * fixture->x[i];
    }
  fixture->series = chain_series_new (256);
  for (int i = 0; i < N_STEPS; i++)
    chain_series_push (fixture->series, exp (-i / 100.0) * (1.5 + sin (i)));

  chain_fit_plot_init (&fixture->fit);
  fixture->fit_run = (ChainFitRun) { shape, fixture->parameters };
  fixture->fit.runs = &fixture->fit_run;
  fixture->fit.n_runs = 1;
  fixture->fit.x = fixture->x;
  fixture->fit.y = fixture->y;
  fixture->fit.n_samples = N_SAMPLES;
  fixture->fit.show_residuals = true;
  fixture->fit.show_contributions = true;

  chain_loss_plot_init (&fixture->loss);
  fixture->loss_run = (ChainLossRun) { fixture->series, true, N_STEPS - 1 };
  fixture->loss.runs = &fixture->loss_run;
  fixture->loss.n_runs = 1;
  fixture->loss.best_constant = 0.8;
  fixture->loss.floor = 0.02;
  fixture->loss.average = 0.9;

  chain_time_plot_init (&fixture->time);
  for (gsize i = 0; i < G_N_ELEMENTS (fixture->times); i++)
    chain_time_series_init_norm (&fixture->times[i], (int) i, fixture->series);
  fixture->time.series = fixture->times;
  fixture->time.n_series = G_N_ELEMENTS (fixture->times);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  chain_series_free (fixture->series);
}

/* The pointer at the fraction @place of the axes; nowhere where that is NaN. */
static void
point_at (Fixture *fixture,
          double   place)
{
  fixture->fit.probe_x = 2.0 * place;
  fixture->loss.has_crosshair = fixture->time.has_crosshair = !isnan (place);
  fixture->loss.crosshair = fixture->time.crosshair = isnan (place) ? 0 : (guint64) (place * (N_STEPS - 1));
}

static cairo_surface_t *
draw_layers (ChainDrawLayers    function,
             const void        *plot,
             double             scale,
             const ChainLayers *layers,
             gsize              n)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (460 * scale), (int) (340 * scale));
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  for (gsize i = 0; i < n; i++)
    function (plot, cr, 460, 340, layers[i]);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static int
count_differences (cairo_surface_t *a,
                   cairo_surface_t *b)
{
  const guint32 *left = (const guint32 *) (const void *) cairo_image_surface_get_data (a);
  const guint32 *right = (const guint32 *) (const void *) cairo_image_surface_get_data (b);
  int size = cairo_image_surface_get_stride (a) / 4 * cairo_image_surface_get_height (a), n = 0;

  for (int i = 0; i < size; i++)
    n += left[i] != right[i];
  return n;
}

static void
check_layers (ChainDrawLayers function,
              const void     *plot,
              double          scale,
              Fixture        *fixture,
              double          place)
{
  static const ChainLayers all[] = { CHAIN_LAYERS_ALL };
  static const ChainLayers each[] = { CHAIN_LAYER_BASE, CHAIN_LAYER_OVERLAY };
  cairo_surface_t *whole, *base, *elsewhere, *composed;

  point_at (fixture, place);
  whole = draw_layers (function, plot, scale, all, 1);
  base = draw_layers (function, plot, scale, each, 1);
  composed = draw_layers (function, plot, scale, each, 2);
  point_at (fixture, 0.71);
  elsewhere = draw_layers (function, plot, scale, each, 1);

  g_assert_cmpint (count_differences (whole, composed), ==, 0);
  g_assert_cmpint (count_differences (base, elsewhere), ==, 0);
  g_assert_true (isnan (place) || count_differences (whole, base) > 200);
  cairo_surface_destroy (whole);
  cairo_surface_destroy (base);
  cairo_surface_destroy (composed);
  cairo_surface_destroy (elsewhere);
}

static void
test_layers (Fixture      *fixture,
             gconstpointer data)
{
  static const double places[] = { 0.25, 0.71, 1.0, NAN };
  static const double scales[] = { 1.0, 2.0, 1.25 };

  for (int transparent = 0; transparent < 2; transparent++)
    for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
      for (gsize j = 0; j < G_N_ELEMENTS (scales); j++)
        {
          ChainStyle style;

          chain_style_init (&style, j == 1);
          style.colors[CHAIN_COLOR_BACKGROUND].alpha = transparent ? 0.0 : 1.0;
          fixture->fit.style = fixture->loss.style = fixture->time.style = style;
          check_layers (chain_draw_fit_layers, &fixture->fit, scales[j], fixture, places[i]);
          check_layers (chain_draw_loss_layers, &fixture->loss, scales[j], fixture, places[i]);
          check_layers (chain_draw_time_layers, &fixture->time, scales[j], fixture, places[i]);
        }
}

/* What is said instead of a curve is said once. */
static void
test_sentences (Fixture      *fixture,
                gconstpointer data)
{
  fixture->parameters[chain_shape_n_parameters (shape) - 1] = 1e6;
  check_layers (chain_draw_fit_layers, &fixture->fit, 1.0, fixture, 0.25);
  fixture->fit.n_samples = 0;
  fixture->fit.x_min = fixture->fit.x_max = NAN;
  check_layers (chain_draw_fit_layers, &fixture->fit, 1.0, fixture, NAN);
  fixture->loss.n_runs = 0;
  check_layers (chain_draw_loss_layers, &fixture->loss, 1.0, fixture, NAN);
  fixture->time.n_series = 0;
  check_layers (chain_draw_time_layers, &fixture->time, 1.0, fixture, NAN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/plot/layers/composed", Fixture, NULL, set_up, test_layers, tear_down);
  g_test_add ("/plot/layers/sentences", Fixture, NULL, set_up, test_sentences, tear_down);
  return g_test_run ();
}
