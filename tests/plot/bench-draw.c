// SPDX-License-Identifier: GPL-3.0-or-later
/* What a picture costs, in milliseconds of CPU time: the best of some rounds. Prints, and judges
 * nothing: machines differ. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "chain-export.h"
#include "chain-factor-plot.h"
#include "chain-figure.h"
#include "chain-network-plot.h"
#include "chain-time-plot.h"

#define ROUNDS 30
#define N_SAMPLES 64
/* As many as the window draws in one plot. */
#define MOST_LINES 24

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double
measure (ChainDraw   draw,
         const void *plot,
         int         width,
         int         height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  double best = HUGE_VAL;

  for (int i = 0; i < ROUNDS; i++)
    {
      double start = now ();

      draw (plot, cr, width, height);
      best = fmin (best, now () - start);
    }

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return best;
}

/* What is drawn of a plot while the pointer moves in it: the rest is kept as a picture. */
typedef struct
{
  ChainDrawLayers layers;
  const void *plot;
} Overlay;

static void
draw_overlay (const void *overlay,
              cairo_t    *cr,
              double      width,
              double      height)
{
  ((const Overlay *) overlay)->layers (((const Overlay *) overlay)->plot, cr, width, height, CHAIN_LAYER_OVERLAY);
}

static double
measure_move (ChainDrawLayers layers,
              const void     *plot)
{
  return measure (draw_overlay, &(Overlay) { layers, plot }, 470, 320);
}

/* A falling curve with noise, in buckets as a run of any length has them. */
static ChainSeries *
make_series (double steps,
             double noise,
             int    seed)
{
  ChainSeries *series = chain_series_new (CHAIN_SERIES_CAPACITY);
  unsigned state = (unsigned) seed;

  while ((double) series->count < steps)
    {
      uint64_t n = chain_series_room (series);
      double level = exp (-5.0 * (double) series->count / steps), random;
      ChainBucket bucket;

      state = state * 1103515245u + 12345u;
      random = (state >> 8 & 0xffff) / 65536.0;
      bucket = (ChainBucket) {
        level * (1.0 + noise * random), level, level * (1.0 + noise), level * (1.0 + noise * (1.0 - random)),
      };
      if ((double) n > steps / 1000.0)
        n = (uint64_t) fmax (steps / 1000.0, 1.0);
      chain_series_append (series, bucket, n);
    }

  return series;
}

static void
bench_loss (void)
{
  static const double steps[] = { 1e3, 1e5, 1e7, 1e8 };
  static const double noises[] = { 0.0, 1.0 };

  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
    for (size_t j = 0; j < sizeof noises / sizeof noises[0]; j++)
      {
        ChainSeries *series = make_series (steps[i], noises[j], 1);
        ChainLossRun run = { .loss = series };
        ChainLossPlot plot;

        chain_loss_plot_init (&plot);
        plot.runs = &run;
        plot.n_runs = 1;
        plot.best_constant = 0.5;
        plot.floor = 0.01;
        printf ("loss 1200x400, %6.0g steps, %s: %6.2f ms", steps[i], noises[j] > 0.0 ? "noisy " : "smooth",
                measure (chain_draw_loss, &plot, 1200, 400));
        plot.average = 0.999;
        printf (", with average %6.2f ms\n", measure (chain_draw_loss, &plot, 1200, 400));
        chain_series_free (series);
      }
}

/* The window of 1280×800: a card for each view. */
static void
bench_frame (ChainShape shape,
             size_t     n_samples)
{
  static double x[65536], y[65536];
  double parameters[CHAIN_MAX_PARAMETERS], gradients[CHAIN_MAX_PARAMETERS];
  size_t n = chain_shape_n_parameters (shape);
  ChainSeries *series = make_series (1e6, 0.5, 2);
  ChainSeries *lines[CHAIN_MAX_PARAMETERS];
  ChainTimeSeries times[CHAIN_MAX_PARAMETERS];
  ChainFitRun fit_run = { shape, parameters };
  ChainLossRun loss_run = { .loss = series };
  ChainFigure figure;
  ChainFactorPlot factors;
  ChainNetworkPlot network;
  ChainTimePlot lines_plot;
  double fit, loss, bars, why, time_plot, fit_move, loss_move, time_move;

  for (size_t i = 0; i < n_samples; i++)
    {
      x[i] = 2.0 * (double) i / (double) (n_samples - 1);
      y[i] = x[i] * x[i] + (n_samples > 1000 ? 0.3 * sin (1e3 * (double) i) : 0.0);
    }
  for (size_t i = 0; i < n; i++)
    {
      parameters[i] = 0.8 * sin (1.0 + 3.0 * (double) i);
      gradients[i] = 0.1 * cos (1.0 + 3.0 * (double) i);
      lines[i] = make_series (1e6, 0.2, (int) i);
      chain_time_series_init_parameter (&times[i], shape, i, lines[i]);
    }

  chain_figure_init (&figure);
  figure.fit.runs = &fit_run;
  figure.fit.n_runs = 1;
  figure.fit.x = x;
  figure.fit.y = y;
  figure.fit.n_samples = n_samples;
  figure.fit.probe_x = 1.5;
  figure.fit.show_residuals = true;
  figure.loss.runs = &loss_run;
  figure.loss.n_runs = 1;
  figure.loss.best_constant = 0.5;
  figure.gradient.shape = shape;
  figure.gradient.gradients = gradients;
  chain_factor_plot_init (&factors);
  factors.shape = shape;
  factors.parameters = parameters;
  factors.gradients = gradients;
  factors.x = 1.5;
  factors.y = 2.25;
  chain_network_plot_init (&network);
  network.shape = shape;
  network.parameters = parameters;
  network.x = 1.5;
  network.y = 2.25;
  chain_time_plot_init (&lines_plot);
  lines_plot.series = times;
  lines_plot.n_series = n < MOST_LINES ? n : MOST_LINES;

  fit = measure (chain_draw_fit, &figure.fit, 470, 320);
  loss = measure (chain_draw_loss, &figure.loss, 470, 320);
  bars = measure (chain_draw_gradient, &figure.gradient, 470, 310);
  why = measure (chain_draw_factor, &factors, 470, 310);
  time_plot = measure (chain_draw_time, &lines_plot, 470, 310);
  figure.loss.has_crosshair = lines_plot.has_crosshair = true;
  figure.loss.crosshair = lines_plot.crosshair = 400000;
  fit_move = measure_move (chain_draw_fit_layers, &figure.fit);
  loss_move = measure_move (chain_draw_loss_layers, &figure.loss);
  time_move = measure_move (chain_draw_time_layers, &lines_plot);

  printf ("frame 1280x800, %dx%d, %zu samples: fit %.2f + loss %.2f + gradients %.2f + parameters over time %.2f = %.2f ms; "
          "factors %.2f, network %.2f ms\n", shape.hidden1, shape.hidden2, n_samples, fit, loss, bars, time_plot,
          fit + loss + bars + time_plot, why, measure (chain_draw_network, &network, 470, 310));
  printf ("a move of the pointer: in the fit %.2f ms, in the loss %.2f ms, in the parameters over time %.2f ms\n",
          fit_move, loss_move, time_move);

  for (size_t i = 0; i < n; i++)
    chain_series_free (lines[i]);
  chain_series_free (series);
}

int
main (void)
{
  bench_loss ();
  bench_frame ((ChainShape) { 1, 1 }, N_SAMPLES);
  bench_frame ((ChainShape) { 4, 4 }, N_SAMPLES);
  bench_frame ((ChainShape) { 16, 16 }, 65536);
  return 0;
}
