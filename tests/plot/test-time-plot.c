// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-time-plot.h"

#include <string.h>

#include "chain-plot-csv.h"
#include "chain-step-axis.h"
#include "picture.h"

#define N 6

typedef struct
{
  ChainSeries *values[N];
  ChainTimeSeries series[N];
  ChainTimePlot plot;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  chain_time_plot_init (&fixture->plot);
  for (gsize k = 0; k < N; k++)
    {
      fixture->values[k] = chain_series_new (64);
      for (int i = 0; i < 1000; i++)
        chain_series_push (fixture->values[k], (1.0 + k) * exp (-i / 100.0) - 0.5);
      chain_time_series_init_parameter (&fixture->series[k], (ChainShape) { 1, 1 }, k, fixture->values[k]);
    }
  fixture->plot.series = fixture->series;
  fixture->plot.n_series = N;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  for (gsize k = 0; k < N; k++)
    chain_series_free (fixture->values[k]);
}

static bool
pick (const ChainTimePlot *plot,
      double               place,
      guint64             *step)
{
  ChainArea area;

  return chain_time_plot_area (plot, 460.0, 340.0, &area) && chain_step_axis_pick (&area, place, step);
}

static void
test_names (Fixture      *fixture,
            gconstpointer data)
{
  ChainTimeSeries series;

  g_assert_cmpstr (fixture->series[0].label, ==, "W<sub>1</sub>");
  g_assert_cmpstr (fixture->series[3].name, ==, "b2");
  g_assert_cmpint (fixture->series[3].dash, ==, CHAIN_DASH_DASHED);
  chain_time_series_init_parameter (&series, (ChainShape) { 2, 3 }, 5, NULL);
  g_assert_cmpstr (series.label, ==, "W<sub>2</sub>[1][2]");
  chain_time_series_init_norm (&series, 0, NULL);
  g_assert_cmpstr (series.name, ==, "norm");
  chain_time_series_init_norm (&series, 2, NULL);
  g_assert_cmpint (series.role, ==, CHAIN_COLOR_W2);
}

/* Every curve's colour is there, and gone when it is hidden; the axes stay. */
static void
test_hidden (Fixture      *fixture,
             gconstpointer data)
{
  static const ChainColorRole roles[] = { CHAIN_COLOR_W1, CHAIN_COLOR_W2, CHAIN_COLOR_W3 };
  ChainTimePlot *plot = &fixture->plot;
  ChainArea before, after;

  for (int theme = 0; theme < 2; theme++)
    {
      chain_style_init (&plot->style, theme);
      check_colors (chain_draw_time, plot, &plot->style, roles, 3);
      check_sizes (chain_draw_time, plot, &plot->style);
    }

  plot->show_legend = FALSE;
  g_assert_true (chain_time_plot_area (plot, 460.0, 340.0, &before));
  for (gsize k = 0; k < N; k++)
    fixture->series[k].hidden = k / 2 != 1;
  g_assert_true (chain_time_plot_area (plot, 460.0, 340.0, &after));
  g_assert_cmpfloat (before.y.high, ==, after.y.high);
  for (int i = 0; i < 3; i++)
    {
      Picture picture = draw (chain_draw_time, plot, 460, 340);

      if (i == 1)
        g_assert_cmpint (count_color (&picture, &plot->style, roles[i]), >, 5);
      else
        g_assert_cmpint (count_color (&picture, &plot->style, roles[i]), ==, 0);
      cairo_surface_destroy (picture.surface);
    }
}

/* Where there is room for each step, a curve that turns around in every one is a line, not an area. */
static void
test_zigzag (Fixture      *fixture,
             gconstpointer data)
{
  ChainTimePlot *plot = &fixture->plot;
  Picture picture;
  ChainArea area;
  guint32 color;
  int n_steps, y, n = 0;

  chain_style_init (&plot->style, FALSE);
  plot->n_series = 1;
  g_assert_true (chain_time_plot_area (plot, 1000.0, 340.0, &area));
  n_steps = (int) ((area.inside.right - area.inside.left) / 2.5);
  chain_series_free (fixture->values[0]);
  fixture->values[0] = chain_series_new (1024);
  for (int i = 0; i <= n_steps; i++)
    chain_series_push (fixture->values[0], i % 2);
  chain_time_series_init_parameter (&fixture->series[0], (ChainShape) { 1, 1 }, 0, fixture->values[0]);

  picture = draw (chain_draw_time, plot, 1000, 340);
  color = color_of (&plot->style.colors[CHAIN_COLOR_W1]);
  y = (int) ((area.inside.top + area.inside.bottom) / 2.0);
  for (int x = 0; x < 1000; x++)
    n += pixel (&picture, x, y) == color;
  cairo_surface_destroy (picture.surface);
  if (n > n_steps)
    g_error ("%d steps fill %d pixels of a row", n_steps, n);
}

/* With a step a pixel, some of which happen to go on as those before: no change of look among them. */
static void
test_dense (Fixture      *fixture,
            gconstpointer data)
{
  ChainTimePlot *plot = &fixture->plot;
  GRand *rand = g_rand_new_with_seed (5);
  Picture dashed, solid;
  ChainArea area;

  chain_style_init (&plot->style, FALSE);
  plot->n_series = 1;
  g_assert_true (chain_time_plot_area (plot, 1000.0, 340.0, &area));
  chain_series_free (fixture->values[0]);
  fixture->values[0] = chain_series_new (1024);
  for (int i = 0; i <= (int) (area.inside.right - area.inside.left); i++)
    chain_series_push (fixture->values[0], g_rand_double (rand));
  g_rand_free (rand);
  chain_time_series_init_parameter (&fixture->series[0], (ChainShape) { 1, 1 }, 0, fixture->values[0]);

  solid = draw (chain_draw_time, plot, 1000, 340);
  fixture->series[0].dash = CHAIN_DASH_DASHED;
  dashed = draw (chain_draw_time, plot, 1000, 340);
  g_assert_cmpint (count_color (&solid, &plot->style, CHAIN_COLOR_W1), >, 1000);
  /* the key of the legend has dashes of the full colour, and no more than this */
  g_assert_cmpint (count_color (&dashed, &plot->style, CHAIN_COLOR_W1), <, 100);
  cairo_surface_destroy (solid.surface);
  cairo_surface_destroy (dashed.surface);
}

static void
test_legend (Fixture      *fixture,
             gconstpointer data)
{
  ChainLegend legend;
  guint64 step;

  fixture->series[2].hidden = TRUE;
  chain_time_plot_legend (&fixture->plot, 460.0, 340.0, &legend);
  g_assert_cmpuint (legend.n, ==, N);
  for (gsize i = 0; i < N; i++)
    {
      const ChainLegendEntry *entry = &legend.entries[i];

      g_assert_cmpint (entry->hidden, ==, i == 2);
      g_assert_cmpint (chain_legend_find (&legend, (entry->box.left + entry->box.right) / 2.0,
                                          (entry->box.top + entry->box.bottom) / 2.0), ==, i);
    }

  g_assert_true (pick (&fixture->plot, 1e6, &step));
  g_assert_cmpuint (step, >=, 999);
}

static void
test_options (Fixture      *fixture,
              gconstpointer data)
{
  static const ChainRange ranges[] = { { 1.0, 0.0 }, { -1.0, 1.0 }, { NAN, 1.0 }, { 1e-300, 1e300 } };
  ChainTimePlot *plot = &fixture->plot;

  plot->has_crosshair = TRUE;
  plot->crosshair = 333;
  for (int scale = 0; scale < 3; scale++)
    for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
      for (gsize j = 0; j < G_N_ELEMENTS (ranges); j++)
        {
          Picture picture;

          plot->scale = (ChainTimeScale) scale;
          plot->steps = ranges[i];
          plot->values = ranges[j];
          plot->log_steps = i % 2;
          picture = draw (chain_draw_time, plot, 300, 200);
          check_page (&picture, &plot->style);
          cairo_surface_destroy (picture.surface);
        }

  plot->n_series = 0;
  check_sizes (chain_draw_time, plot, &plot->style);
}

static void
test_csv (Fixture      *fixture,
          gconstpointer data)
{
  ChainBuffer buffer;
  gsize lines = 0;

  g_assert_true (chain_time_plot_write_csv (&fixture->plot, &buffer));
  for (gsize i = 0; i < buffer.length; i++)
    lines += buffer.data[i] == '\n';
  g_assert_cmpuint (lines, ==, 1 + N * chain_series_n_buckets (fixture->values[0]));
  g_assert_nonnull (memmem (buffer.data, buffer.length, "\nb3,0,15,5.5,", 13));
  chain_buffer_clear (&buffer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/time-plot/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/time-plot/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/time-plot/zigzag", Fixture, NULL, set_up, test_zigzag, tear_down);
  g_test_add ("/time-plot/dense", Fixture, NULL, set_up, test_dense, tear_down);
  g_test_add ("/time-plot/legend", Fixture, NULL, set_up, test_legend, tear_down);
  g_test_add ("/time-plot/options", Fixture, NULL, set_up, test_options, tear_down);
  g_test_add ("/time-plot/csv", Fixture, NULL, set_up, test_csv, tear_down);
  return g_test_run ();
}
