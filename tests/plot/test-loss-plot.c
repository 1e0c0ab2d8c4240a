// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-loss-plot.h"

#include "chain-average.h"
#include "chain-step-axis.h"
#include "picture.h"

static void
set_up (ChainLossPlot *plot,
        ChainLossRun  *run,
        int            n)
{
  *run = (ChainLossRun) { .loss = chain_series_new (64) };
  for (int i = 0; i < n; i++)
    chain_series_push ((ChainSeries *) run->loss, exp (-i / 100.0) * (1.5 + sin (i)));
  chain_loss_plot_init (plot);
  plot->runs = run;
  plot->n_runs = 1;
}

static void
tear_down (ChainLossRun *run)
{
  chain_series_free ((ChainSeries *) run->loss);
}

static int
count (const ChainLossPlot *plot,
       ChainColorRole       role)
{
  Picture picture = draw (chain_draw_loss, plot, 460, 340);
  int n = count_color (&picture, &plot->style, role);

  cairo_surface_destroy (picture.surface);
  return n;
}

static bool
pick (const ChainLossPlot *plot,
      double               place,
      guint64             *step)
{
  ChainArea area;

  return chain_loss_plot_area (plot, 460.0, 340.0, &area) && chain_step_axis_pick (&area, place, step);
}

/* Step by step and bucket by bucket, the average is that of its definition. */
static void
test_average (void)
{
  static const double betas[] = { 0.0, 0.5, 0.9, 0.999, 0.999999 };

  for (gsize b = 0; b < G_N_ELEMENTS (betas); b++)
    {
      double beta = betas[b], s = 0.0, t = 0.0;
      ChainAverage steps, buckets;
      int step = 0;

      chain_average_init (&steps, beta);
      chain_average_init (&buckets, beta);
      for (int width = 1; width <= 64; width *= 2)
        {
          /* Straight within each bucket, with a jump between them. */
          double from = 3.0 + width * width % 7, slope = width > 1 ? 0.25 / width : 0.0;
          ChainBucket bucket = { from, from, from + slope * (width - 1), from + slope * (width - 1) };
          double got = NAN;

          for (int i = 0; i < width; i++, step++)
            {
              double v = from + slope * i;
              ChainBucket one = { v, v, v, v };

              s = beta * s + (1.0 - beta) * v;
              t = beta * t + (1.0 - beta);
              got = chain_average_add (&steps, &one, 1);
              g_assert_cmpfloat_with_epsilon (got, s / t, 1e-8 * s / t);
            }
          g_assert_cmpfloat_with_epsilon (chain_average_add (&buckets, &bucket, (guint64) width), s / t,
                                          1e-8 * s / t);
        }
    }
}

/* De-biased: it begins at the first value, and of a constant it is the constant. */
static void
test_average_at (void)
{
  ChainSeries *series = chain_series_new (8);
  double value;

  chain_series_clear (series, 1000);
  g_assert_false (chain_average_at (series, 0.9, 1000, &value));
  for (int i = 0; i < 1000; i++)
    chain_series_push (series, 0.3);
  for (guint64 step = 1000; step < 2000; step += 77)
    {
      g_assert_true (chain_average_at (series, 0.999, step, &value));
      g_assert_cmpfloat_with_epsilon (value, 0.3, 1e-12);
    }
  g_assert_false (chain_average_at (series, 0.9, 999, &value));
  g_assert_false (chain_average_at (series, 0.9, 2000, &value));
  chain_series_free (series);
}

static void
test_average_drawn (void)
{
  ChainLossRun run;
  ChainLossPlot plot;

  set_up (&plot, &run, 1000);
  plot.average = 0.99;
  plot.show_legend = FALSE;
  check_sizes (chain_draw_loss, &plot, &plot.style);
  g_assert_cmpint (count (&plot, CHAIN_COLOR_NETWORK), >, 50);
  plot.hidden = 1u << CHAIN_LOSS_AVERAGE | 1u << CHAIN_LOSS_RUN;
  g_assert_cmpint (count (&plot, CHAIN_COLOR_NETWORK), ==, 0);
  tear_down (&run);
}

/* One step of ten million, gathered in buckets as a run does it. */
static void
test_spike (void)
{
  ChainSeries *series = chain_series_new (CHAIN_SERIES_CAPACITY);
  ChainLossRun run = { .loss = series };
  ChainLossPlot plot;
  Picture picture;
  guint32 color;
  int longest = 0;

  while (series->count < 10000000)
    {
      guint64 n = chain_series_room (series);
      ChainBucket bucket = { 1.0, 1.0, 1.0, 1.0 };

      if (series->count <= 7000001 && 7000001 < series->count + n)
        bucket.max = 100.0;
      chain_series_append (series, bucket, n);
    }
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

/* Places and steps, there and back, whatever the zoom. */
static void
test_pick (void)
{
  static const ChainRange ranges[] = { { 1.0, 0.0 }, { 100.0, 200.0 }, { 0.0, 5.0 }, { 500.0, 90000.0 } };
  ChainLossRun run;
  ChainLossPlot plot;
  ChainArea area;
  guint64 step = 7;

  set_up (&plot, &run, 1000);
  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (int log_steps = 0; log_steps < 2; log_steps++)
      {
        plot.steps = ranges[i];
        plot.log_steps = log_steps;
        g_assert_true (chain_loss_plot_area (&plot, 460.0, 340.0, &area));
        if (ranges[i].low < ranges[i].high)
          {
            g_assert_cmpfloat_with_epsilon (area.x.low, ranges[i].low, 1e-9);
            g_assert_cmpfloat_with_epsilon (area.x.high, ranges[i].high, 1e-6);
          }
        for (double x = area.inside.left; x <= area.inside.right; x += 7.0)
          {
            g_assert_true (pick (&plot, x, &step));
            g_assert_cmpfloat (fabs ((double) step - fmax (chain_scale_from_view (&area.x, x), 0.0)), <=, 0.5000001);
          }
        g_assert_true (pick (&plot, 1e9, &step));
        g_assert_cmpfloat_with_epsilon ((double) step, area.x.high, 0.5000001);
      }
  tear_down (&run);

  chain_loss_plot_init (&plot);
  step = 7;
  g_assert_false (pick (&plot, 100.0, &step));
  g_assert_cmpuint (step, ==, 7);
}

/* The losses follow the steps that are seen, unless they are chosen too. */
static void
test_zoom (void)
{
  ChainLossRun run;
  ChainLossPlot plot;
  ChainArea area;

  set_up (&plot, &run, 1000);
  plot.best_constant = 1e6;
  g_assert_true (chain_loss_plot_area (&plot, 460.0, 340.0, &area));
  g_assert_cmpfloat (area.y.high, >=, 1e6);
  plot.steps = (ChainRange) { 900.0, 950.0 };
  g_assert_true (chain_loss_plot_area (&plot, 460.0, 340.0, &area));
  g_assert_cmpfloat (area.y.high, <, 0.01);
  plot.losses = (ChainRange) { 1e-300, 1e300 };
  g_assert_true (chain_loss_plot_area (&plot, 460.0, 340.0, &area));
  g_assert_cmpfloat_with_epsilon (log10 (area.y.low), -300.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (log10 (area.y.high), 300.0, 1e-9);
  check_sizes (chain_draw_loss, &plot, &plot.style);
  plot.losses = (ChainRange) { -1.0, 1.0 };
  g_assert_true (chain_loss_plot_area (&plot, 460.0, 340.0, &area));
  g_assert_cmpfloat (area.y.low, >, 0.0);
  tear_down (&run);
}

static void
test_crosshair (void)
{
  static const guint64 steps[] = { 0, 1, 500, 999, 1000, 5000, G_MAXUINT64 };
  ChainLossRun run;
  ChainLossPlot plot;

  set_up (&plot, &run, 1000);
  plot.has_crosshair = TRUE;
  plot.crosshair_note = "learning rate 0.01 <b>&";
  plot.average = 0.9;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      plot.crosshair = steps[i];
      check_sizes (chain_draw_loss, &plot, &plot.style);
    }
  plot.runs = NULL;
  plot.n_runs = 0;
  check_sizes (chain_draw_loss, &plot, &plot.style);
  tear_down (&run);
}

static void
test_legend (void)
{
  ChainLossRun runs[2];
  ChainLossPlot plot;
  ChainLegend legend;
  int with;

  set_up (&plot, &runs[0], 1000);
  runs[1] = runs[0];
  chain_loss_plot_legend (&plot, 460.0, 340.0, &legend);
  g_assert_cmpuint (legend.n, ==, 0);
  plot.runs = runs;
  plot.n_runs = 2;
  plot.best_constant = 0.9;
  plot.floor = 0.1;
  plot.average = 0.9;
  plot.batches = runs[0].loss;
  chain_loss_plot_legend (&plot, 460.0, 340.0, &legend);
  g_assert_cmpuint (legend.n, ==, CHAIN_N_LOSS_ITEMS);
  for (gsize i = 0; i < legend.n; i++)
    g_assert_cmpint (chain_legend_find (&legend, legend.entries[i].box.left + 1.0,
                                        legend.entries[i].box.top + 1.0), ==, i);

  plot.show_legend = FALSE;
  with = count (&plot, CHAIN_COLOR_REFERENCE);
  plot.hidden = 1u << CHAIN_LOSS_BEST_CONSTANT | 1u << CHAIN_LOSS_FLOOR;
  g_assert_cmpint (with, >, 50);
  g_assert_cmpint (count (&plot, CHAIN_COLOR_REFERENCE), ==, 0);
  tear_down (&runs[0]);
}

/* Divergence is marked for every run, in words for the first. */
static void
test_runs (void)
{
  ChainLossRun runs[2];
  ChainLossPlot plot;
  int one;

  set_up (&plot, &runs[0], 200);
  set_up (&plot, &runs[1], 100);
  plot.runs = runs;
  one = count (&plot, CHAIN_COLOR_ALERT);
  g_assert_cmpint (one, ==, 0);
  runs[1].diverged = TRUE;
  runs[1].diverged_step = 100;
  plot.n_runs = 2;
  g_assert_cmpint (count (&plot, CHAIN_COLOR_ALERT), >, 20);
  check_sizes (chain_draw_loss, &plot, &plot.style);
  tear_down (&runs[0]);
  tear_down (&runs[1]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loss-plot/average", test_average);
  g_test_add_func ("/loss-plot/average-at", test_average_at);
  g_test_add_func ("/loss-plot/average-drawn", test_average_drawn);
  g_test_add_func ("/loss-plot/spike", test_spike);
  g_test_add_func ("/loss-plot/pick", test_pick);
  g_test_add_func ("/loss-plot/zoom", test_zoom);
  g_test_add_func ("/loss-plot/crosshair", test_crosshair);
  g_test_add_func ("/loss-plot/legend", test_legend);
  g_test_add_func ("/loss-plot/runs", test_runs);
  return g_test_run ();
}
