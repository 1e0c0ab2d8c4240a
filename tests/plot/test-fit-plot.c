// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fit-plot.h"

#include <float.h>

#include "picture.h"

#define N 40

static const double start[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
static const double wide[] = {
  0.9, -0.7, 0.1, 0.2, 0.8, -0.5, 0.3, 0.7, -0.2, 0.1, 1.2, -0.9, 0.3,
};

typedef struct
{
  double x[N];
  double y[N];
  ChainFitRun run;
  ChainFitPlot plot;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  for (int i = 0; i < N; i++)
    {
      fixture->x[i] = -1.0 + 2.0 * i / (N - 1);
      fixture->y[i] = fixture->x[i] * fixture->x[i] + (i % 2 ? 0.2 : -0.2);
    }
  fixture->run = (ChainFitRun) { { 2, 2 }, wide };
  chain_fit_plot_init (&fixture->plot);
  fixture->plot.x = fixture->x;
  fixture->plot.y = fixture->y;
  fixture->plot.n_samples = N;
  fixture->plot.x_min = -1.0;
  fixture->plot.x_max = 1.0;
  fixture->plot.runs = &fixture->run;
  fixture->plot.n_runs = 1;
}

static int
count (const ChainFitPlot *plot,
       ChainColorRole      role)
{
  Picture picture = draw (chain_draw_fit, plot, 460, 340);
  int n = count_color (&picture, &plot->style, role);

  cairo_surface_destroy (picture.surface);
  return n;
}

/* A start far above or below the data is still seen; one that shoots away is said to. */
static void
test_lost_curve (Fixture      *fixture,
                 gconstpointer data)
{
  static const struct { double b3; gboolean seen; } cases[] = { { -2.0, TRUE }, { 3.0, TRUE }, { 1e6, FALSE } };
  double parameters[6] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };

  fixture->run = (ChainFitRun) { { 1, 1 }, parameters };
  fixture->plot.show_legend = false;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int blue;

      parameters[5] = cases[i].b3;
      blue = count (&fixture->plot, CHAIN_COLOR_NETWORK);
      if ((blue > 100) != cases[i].seen)
        {
          g_test_message ("b3 = %g: expected the curve to be %s, got %d of its pixels",
                          cases[i].b3, cases[i].seen ? "seen" : "gone", blue);
          g_test_fail ();
        }
    }
}

/* What is switched on is there, and gone when it is hidden. */
static void
test_items (Fixture      *fixture,
            gconstpointer data)
{
  static const double monotone_x[] = { -1.0, 0.0, 1.0 }, monotone_y[] = { 0.3, 0.4, 0.9 };
  ChainFitPlot *plot = &fixture->plot;
  int reference = count (plot, CHAIN_COLOR_REFERENCE), probe = count (plot, CHAIN_COLOR_PROBE);

  g_assert_cmpint (reference, ==, 0);
  g_assert_cmpint (probe, ==, 0);
  plot->monotone_x = monotone_x;
  plot->monotone_y = monotone_y;
  plot->n_monotone = 3;
  plot->probe_x = 0.4;
  plot->show_residuals = plot->show_contributions = TRUE;
  for (int theme = 0; theme < 2; theme++)
    {
      chain_style_init (&plot->style, theme);
      plot->hidden = 0;
      /* One pixel is enough of what is thin or dotted. */
      g_assert_cmpint (count (plot, CHAIN_COLOR_REFERENCE), >, 0);
      g_assert_cmpint (count (plot, CHAIN_COLOR_PROBE), >, 0);
      check_sizes (chain_draw_fit, plot, &plot->style);
      probe = count (plot, CHAIN_COLOR_PROBE);
      plot->sample_x = plot->x[0];
      plot->sample_y = plot->y[0];
      g_assert_cmpint (count (plot, CHAIN_COLOR_PROBE), >, probe + 5); /* the ring */
      plot->hidden = 1u << CHAIN_FIT_SAMPLES;
      g_assert_cmpint (count (plot, CHAIN_COLOR_PROBE), <=, probe);
      plot->sample_x = plot->sample_y = NAN;
      plot->hidden = 1u << CHAIN_FIT_MONOTONE;
      plot->show_legend = FALSE;
      g_assert_cmpint (count (plot, CHAIN_COLOR_REFERENCE), ==, 0);
      plot->show_legend = TRUE;
    }

  plot->hidden = ~0u;
  check_sizes (chain_draw_fit, plot, &plot->style);
}

/* The residuals of the one run, crowded or not, are lines of their own colour. */
static void
test_residuals (Fixture      *fixture,
                gconstpointer data)
{
  enum { MANY = 20000 };
  g_autofree double *x = g_new (double, MANY), *y = g_new (double, MANY);
  Picture without, with;
  int differing = 0;

  for (int i = 0; i < MANY; i++)
    {
      x[i] = -1.0 + 2.0 * (i * 7919 % MANY) / (MANY - 1.0);
      y[i] = x[i] * x[i] + 0.3 * sin (1e4 * i);
    }
  for (int many = 0; many < 2; many++)
    {
      if (many)
        {
          fixture->plot.x = x;
          fixture->plot.y = y;
          fixture->plot.n_samples = MANY;
        }
      fixture->plot.show_legend = FALSE;
      fixture->plot.show_residuals = FALSE;
      without = draw (chain_draw_fit, &fixture->plot, 460, 340);
      fixture->plot.show_residuals = TRUE;
      with = draw (chain_draw_fit, &fixture->plot, 460, 340);
      for (int i = 0; i < 460 * 340; i++)
        differing += pixel (&without, i % 460, i / 460) != pixel (&with, i % 460, i / 460);
      g_assert_cmpint (differing, >, 500);
      cairo_surface_destroy (without.surface);
      cairo_surface_destroy (with.surface);
    }
}

/* Boxes lie on the page, do not overlap, are found again, and say what they are. */
static void
test_legend (Fixture      *fixture,
             gconstpointer data)
{
  static const double monotone[] = { 0.0, 1.0 };
  static const int sizes[][2] = { { 300, 200 }, { 460, 340 }, { 1600, 1000 } };
  ChainFitPlot *plot = &fixture->plot;
  ChainLegend legend;

  plot->monotone_x = plot->monotone_y = monotone;
  plot->n_monotone = 2;
  plot->show_residuals = plot->show_contributions = TRUE;
  plot->hidden = 1u << CHAIN_FIT_TARGET;
  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      chain_fit_plot_legend (plot, sizes[s][0], sizes[s][1], &legend);
      g_assert_cmpuint (legend.n, >=, 3);
      if (s > 0)
        g_assert_cmpuint (legend.n, ==, CHAIN_N_FIT_ITEMS);
      for (gsize i = 0; i < legend.n; i++)
        {
          const ChainLegendEntry *entry = &legend.entries[i];

          g_assert_cmpuint (entry->item, ==, i);
          g_assert_cmpint (entry->hidden, ==, i == CHAIN_FIT_TARGET);
          g_assert_cmpfloat (entry->box.left, >=, 0.0);
          g_assert_cmpfloat (entry->box.right, <=, sizes[s][0]);
          g_assert_cmpfloat (entry->box.right - entry->box.left, >, 20.0);
          g_assert_cmpint (chain_legend_find (&legend, (entry->box.left + entry->box.right) / 2.0,
                                              (entry->box.top + entry->box.bottom) / 2.0), ==, i);
        }
      g_assert_cmpint (chain_legend_find (&legend, sizes[s][0] / 2.0, sizes[s][1] / 2.0), ==, -1);
    }

  plot->show_legend = FALSE;
  chain_fit_plot_legend (plot, 460, 340, &legend);
  g_assert_cmpuint (legend.n, ==, 0);
}

/* Places and values, there and back; and the drawing is where the area says. */
static void
test_pick (Fixture      *fixture,
           gconstpointer data)
{
  ChainFitPlot *plot = &fixture->plot;
  ChainArea area;
  Picture picture;
  double x = 7.0;
  int column, green = 0;

  g_assert_true (chain_fit_plot_area (plot, 460.0, 340.0, &area));
  for (double value = -1.0; value <= 1.0; value += 0.125)
    {
      g_assert_true (chain_fit_plot_pick_x (plot, 460.0, 340.0, chain_scale_to_view (&area.x, value), &x));
      g_assert_cmpfloat_with_epsilon (x, value, 1e-12);
    }
  g_assert_true (chain_fit_plot_pick_x (plot, 460.0, 340.0, -1e9, &x));
  g_assert_cmpfloat_with_epsilon (x, area.x.low, 1e-12);
  g_assert_true (chain_fit_plot_pick_x (plot, 460.0, 340.0, 1e9, &x));
  g_assert_cmpfloat_with_epsilon (x, area.x.high, 1e-12);

  plot->probe_x = 0.5;
  column = (int) floor (chain_scale_to_view (&area.x, 0.5));
  picture = draw (chain_draw_fit, plot, 460, 340);
  for (int y = (int) area.inside.top; y < (int) area.inside.bottom; y++)
    {
      guint32 color = pixel (&picture, column, y);

      green += (color >> 8 & 0xff) > (color >> 16 & 0xff) + 0x20;
    }
  g_assert_cmpint (green, >, 80);
  cairo_surface_destroy (picture.surface);

  plot->n_samples = 0;
  plot->x_min = plot->x_max = NAN;
  x = 7.0;
  g_assert_false (chain_fit_plot_pick_x (plot, 460.0, 340.0, 100.0, &x));
  g_assert_false (chain_fit_plot_pick_x (plot, 0.0, 340.0, 100.0, &x));
  g_assert_cmpfloat (x, ==, 7.0);
}

/* Zeros are the identity; otherwise the formula of the header. */
static void
test_units (void)
{
  ChainFitRun plain = { { 1, 1 }, start };
  ChainFitRun scaled = { { 1, 1 }, start, { 1.0, 2.0, -3.0, 4.0 } };
  ChainFitRun broad = { { 2, 2 }, wide, { 1.0, 2.0, -3.0, 4.0 } };
  double values[CHAIN_MAX_WIDTH];

  for (double x = -3.0; x < 3.0; x += 0.37)
    {
      g_assert_cmpfloat (chain_fit_run_evaluate (&plain, x), ==,
                         chain_network_evaluate (plain.shape, start, x));
      g_assert_cmpfloat (chain_fit_run_evaluate (&scaled, x), ==,
                         -3.0 + 4.0 * chain_network_evaluate (plain.shape, start, (x - 1.0) / 2.0));
      chain_fit_run_contributions (&broad, x, values);
      g_assert_cmpfloat_with_epsilon (values[0] + values[1] + 4.0 * wide[12] - 3.0,
                                      chain_fit_run_evaluate (&broad, x), 1e-13);
    }
}

static void
test_extremes (Fixture      *fixture,
               gconstpointer data)
{
  static const double probes[] = { NAN, INFINITY, 0.0, -1e300, DBL_MAX, 0x1p-1074 };
  static const double monotone[] = { NAN, -INFINITY, 1e308, 0.5 };
  double huge[13];
  ChainFitPlot *plot = &fixture->plot;

  plot->monotone_x = plot->monotone_y = monotone;
  plot->n_monotone = 4;
  plot->show_residuals = plot->show_contributions = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (probes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (probes); j++)
      {
        Picture picture;

        for (int k = 0; k < 13; k++)
          huge[k] = probes[(k + j) % G_N_ELEMENTS (probes)];
        fixture->run.parameters = huge;
        fixture->run.units = (ChainUnits) { probes[i], probes[j], probes[j], probes[i] };
        plot->probe_x = probes[i];
        plot->probe_y = plot->sample_x = probes[j];
        plot->sample_y = probes[i];
        picture = draw (chain_draw_fit, plot, 300, 200);
        check_page (&picture, &plot->style);
        cairo_surface_destroy (picture.surface);
      }
}

/* The target is called by its own name. */
static void
test_target_name (void)
{
  static const struct
  {
    double coefficients[5];
    const char *label;
  } cases[] = {
    { { 0, 0, 1 }, "x<sup>2</sup>" }, { { 0, 1, 0, -2 }, "x − 2x<sup>3</sup>" }, { { -0.5, 0, -1 }, "−0.5 − x<sup>2</sup>" },
    { { 0 }, "0" }, { { 1 }, "1" }, { { 0, -1 }, "−x" }, { { 1, 1, 1 }, "1 + x + x<sup>2</sup>" },
    { { 1, 1, 1, 1 }, "target" }, { { 1e-7, 1 }, "target" }, { { 0, 0, 0, 0, 0.3333333 }, "0.3333x<sup>4</sup>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChainFitPlot plot;
      ChainLegend legend;

      chain_fit_plot_init (&plot);
      plot.target = cases[i].coefficients;
      plot.n_target = 5;
      chain_fit_plot_legend (&plot, 460, 340, &legend);
      g_assert_cmpint (legend.entries[0].item, ==, CHAIN_FIT_TARGET);
      g_assert_cmpstr (legend.entries[0].label, ==, cases[i].label);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/fit-plot/lost-curve", Fixture, NULL, set_up, test_lost_curve, NULL);
  g_test_add ("/fit-plot/items", Fixture, NULL, set_up, test_items, NULL);
  g_test_add ("/fit-plot/residuals", Fixture, NULL, set_up, test_residuals, NULL);
  g_test_add ("/fit-plot/legend", Fixture, NULL, set_up, test_legend, NULL);
  g_test_add ("/fit-plot/pick", Fixture, NULL, set_up, test_pick, NULL);
  g_test_add_func ("/fit-plot/units", test_units);
  g_test_add ("/fit-plot/extremes", Fixture, NULL, set_up, test_extremes, NULL);
  g_test_add_func ("/fit-plot/target-name", test_target_name);
  return g_test_run ();
}
