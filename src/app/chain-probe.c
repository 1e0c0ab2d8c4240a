// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-probe.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-explanation.h"

/* From one side of the plot to the other, in so many strokes of a key. */
#define PLACES 200.0
/* How near the pointer has to come to a sample, in pixels. */
#define SNAP 4.0

#define PROBE_PICTURES \
  (1u << CHAIN_PICTURE_FIT | 1u << CHAIN_PICTURE_FACTORS | 1u << CHAIN_PICTURE_NETWORK \
   | 1u << CHAIN_PICTURE_ACTIVATIONS | 1u << CHAIN_PICTURE_FLOW)

static void
get_interval (ChainPlotModel *model,
              double         *low,
              double         *high)
{
  const ChainRun *run = chain_plot_model_get_run (model);

  *low = run->experiment.x_min;
  *high = run->experiment.x_max;
  if (run->experiment.n_samples == 0)
    return;

  *low = INFINITY;
  *high = -INFINITY;
  for (gsize i = 0; i < run->samples.n; i++)
    {
      *low = MIN (*low, run->samples.x[i]);
      *high = MAX (*high, run->samples.x[i]);
    }
}

static void
place (ChainPlotModel *model,
       double          x,
       gssize          sample)
{
  ChainPlotChoices *choices = chain_plot_model_get_choices (model);
  double low, high;

  get_interval (model, &low, &high);
  x = CLAMP (x, low, high);
  if (choices->probe_x == x && choices->probe_sample == sample)
    return;

  choices->probe_x = x;
  choices->probe_sample = sample;
  chain_plot_model_pointed (model, PROBE_PICTURES);
}

/* Samples on the target curve say nothing that the curve does not. */
static gboolean
has_own_samples (const ChainRun *run)
{
  return run->experiment.noise > 0.0 || run->experiment.n_samples > 0;
}

/* To as many decimals as pixels can tell apart, so that the figures can be checked by hand. */
static double
round_to (double x,
          double pixel)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[16];
  int decimals = (int) CLAMP (-floor (log10 (pixel)), 0.0, 17.0);

  if (!isfinite (pixel) || !(pixel > 0.0))
    return x;

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  return g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, format, x), NULL);
}

/**
 * chain_probe_point:
 * @x: where the pointer is
 * @pixel: how much of the axis a pixel is
 */
void
chain_probe_point (ChainPlotModel *model,
                   double          x,
                   double          pixel)
{
  const ChainRun *run = chain_plot_model_get_run (model);
  gsize nearest = chain_explanation_nearest_sample (&run->samples, x);

  if (has_own_samples (run) && fabs (run->samples.x[nearest] - x) <= SNAP * pixel)
    place (model, run->samples.x[nearest], (gssize) nearest);
  else
    place (model, round_to (x, pixel), -1);
}

static double
get_place (ChainPlotModel *model,
           double          low,
           double          high)
{
  double x = chain_plot_model_get_choices (model)->probe_x;

  return isfinite (x) ? x : low + (high - low) / 2.0;
}

/**
 * chain_probe_move:
 * @steps: to the right, of which there are two hundred
 */
void
chain_probe_move (ChainPlotModel *model,
                  int             steps)
{
  double low, high, stride;

  get_interval (model, &low, &high);
  stride = (high - low) / PLACES;
  place (model, round_to (get_place (model, low, high) + steps * stride, stride / 10.0), -1);
}

/**
 * chain_probe_move_sample:
 * @steps: 1 for the next sample to the right, −1 to the left
 */
void
chain_probe_move_sample (ChainPlotModel *model,
                         int             steps)
{
  const ChainRun *run = chain_plot_model_get_run (model);
  gssize next = -1;
  double low, high, x, best = INFINITY;

  get_interval (model, &low, &high);
  x = get_place (model, low, high);
  /* samples stand in no order; among those at the same x, the first */
  for (gsize i = 0; i < run->samples.n; i++)
    {
      double distance = (run->samples.x[i] - x) * steps;

      if (distance > 0.0 && distance < best)
        {
          next = (gssize) i;
          best = distance;
        }
    }
  if (next < 0)
    return;

  place (model, run->samples.x[next], next);
}

/**
 * chain_probe_move_end:
 * @last: the right end, else the left one
 */
void
chain_probe_move_end (ChainPlotModel *model,
                      gboolean        last)
{
  double low, high;

  get_interval (model, &low, &high);
  place (model, last ? high : low, -1);
}

void
chain_probe_hide (ChainPlotModel *model)
{
  ChainPlotChoices *choices = chain_plot_model_get_choices (model);

  choices->probe_x = NAN;
  choices->probe_sample = -1;
  chain_plot_model_pointed (model, PROBE_PICTURES);
}

/**
 * chain_probe_describe:
 *
 * Returns: (transfer full) (nullable): what stands beside the line, in plain text
 */
char *
chain_probe_describe (ChainPlotModel *model)
{
  const ChainRun *run = chain_plot_model_get_run (model);
  const ChainPlotChoices *choices = chain_plot_model_get_choices (model);
  const ChainScaling *scaling = &run->dataset.scaling;
  double x, y, output;

  if (!isfinite (choices->probe_x) || !run->has_point)
    return NULL;

  chain_plot_choices_get_sample (choices, run, &x, &y);
  if (choices->probe_sample < 0 && run->experiment.target.n > 0)
    {
      x = choices->probe_x;
      y = chain_polynomial_evaluate (&run->experiment.target, x);
    }
  output = scaling->y_mean + scaling->y_deviation
           * chain_network_evaluate (run->shape, run->point.parameters, (x - scaling->x_mean) / scaling->x_deviation);
  /* Translators: a place, what the network should give there, what it gives, and the difference */
  return g_strdup_printf (_("At x = %.6g: y = %.6g, network %.6g, error %+.6g"), x, y, output, output - y);
}
