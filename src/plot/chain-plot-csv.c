// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-csv.h"

#include <math.h>
#include <stdio.h>

#include "chain-csv.h"

#define NAME_SIZE 64

static void
write_point (ChainCsv   *csv,
             const char *name,
             double      x,
             double      y)
{
  chain_csv_text (csv, name);
  chain_csv_number (csv, x);
  chain_csv_number (csv, y);
  chain_csv_newline (csv);
}

/* “network” for the subject, “network 2” for the next one. */
static void
name_run (char        name[NAME_SIZE],
          const char *base,
          size_t      run)
{
  if (run == 0)
    snprintf (name, NAME_SIZE, "%s", base);
  else
    snprintf (name, NAME_SIZE, "%s %zu", base, run + 1);
}

/* The interval of interest, or that of the samples where there is none. */
static ChainRange
find_interval (const ChainFitPlot *plot)
{
  ChainRange x;

  chain_range_init (&x);
  if (plot->x_min < plot->x_max && isfinite (plot->x_min) && isfinite (plot->x_max))
    return (ChainRange) { plot->x_min, plot->x_max };

  for (size_t i = 0; i < plot->n_samples; i++)
    chain_range_include (&x, &chain_scale_linear, plot->x[i]);
  return x;
}

static void
write_curves (const ChainFitPlot *plot,
              ChainCsv           *csv)
{
  ChainRange interval = find_interval (plot);

  for (int i = 0; i < CHAIN_FIT_CSV_PLACES && interval.low <= interval.high; i++)
    {
      double t = (double) i / (CHAIN_FIT_CSV_PLACES - 1);
      double x = (1.0 - t) * interval.low + t * interval.high;

      if (plot->n_target > 0)
        write_point (csv, "target", x, chain_fit_plot_target (plot, x));
      for (size_t r = 0; r < plot->n_runs; r++)
        {
          char name[NAME_SIZE];

          name_run (name, "network", r);
          write_point (csv, name, x, chain_fit_run_evaluate (&plot->runs[r], x));
        }
      if (plot->n_runs > 0 && plot->runs[0].shape.hidden2 > 1)
        {
          double values[CHAIN_MAX_WIDTH];

          chain_fit_run_contributions (&plot->runs[0], x, values);
          for (int k = 0; k < plot->runs[0].shape.hidden2; k++)
            {
              char name[NAME_SIZE];

              snprintf (name, sizeof name, "W3[%d]*h2[%d]", k + 1, k + 1);
              write_point (csv, name, x, values[k]);
            }
        }
    }
}

/**
 * chain_fit_plot_write_csv:
 * @buffer: (out): lines of series, x, y: the series are “sample”, “error” (ŷ − y at the sample),
 *   “monotone”, “target”, “network” and, in wider networks, each neuron's contribution
 *
 * Returns: see above
 */
bool
chain_fit_plot_write_csv (const ChainFitPlot *plot,
                          ChainBuffer        *buffer)
{
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, "series,x,y");
  for (size_t i = 0; i < plot->n_samples; i++)
    write_point (&csv, "sample", plot->x[i], plot->y[i]);
  for (size_t i = 0; i < plot->n_samples && plot->n_runs > 0; i++)
    write_point (&csv, "error", plot->x[i],
                 chain_fit_run_evaluate (&plot->runs[0], plot->x[i]) - plot->y[i]);
  for (size_t i = 0; i < plot->n_monotone; i++)
    write_point (&csv, "monotone", plot->monotone_x[i], plot->monotone_y[i]);
  write_curves (plot, &csv);
  return chain_csv_end (&csv);
}

/**
 * chain_loss_plot_write_csv:
 * @buffer: (out): a line for each bucket of each run, see chain_csv_series(): the series are
 *   “loss”, “loss 2”, …, and “batch-loss” where there are mini-batches
 *
 * Returns: see above
 */
bool
chain_loss_plot_write_csv (const ChainLossPlot *plot,
                           ChainBuffer         *buffer)
{
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, CHAIN_CSV_SERIES_HEADER);
  for (size_t i = 0; i < plot->n_runs; i++)
    {
      char name[NAME_SIZE];

      name_run (name, "loss", i);
      chain_csv_series (&csv, name, plot->runs[i].loss);
    }
  if (plot->batches != NULL)
    chain_csv_series (&csv, "batch-loss", plot->batches);
  return chain_csv_end (&csv);
}

/**
 * chain_gradient_plot_write_csv:
 * @buffer: (out): a line for each parameter: its name, its gradient, and the range of the
 *   gradient where that is known
 *
 * Returns: see above
 */
bool
chain_gradient_plot_write_csv (const ChainGradientPlot *plot,
                               ChainBuffer             *buffer)
{
  size_t n = plot->gradients != NULL ? chain_shape_n_parameters (plot->shape) : 0;
  bool has_range = plot->least != NULL && plot->largest != NULL;
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, has_range ? "parameter,gradient,least,largest" : "parameter,gradient");
  for (size_t i = 0; i < n; i++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];

      chain_parameter_name (plot->shape, i, name);
      chain_csv_text (&csv, name);
      chain_csv_number (&csv, plot->gradients[i]);
      if (has_range)
        {
          chain_csv_number (&csv, plot->least[i]);
          chain_csv_number (&csv, plot->largest[i]);
        }
      chain_csv_newline (&csv);
    }
  return chain_csv_end (&csv);
}

/**
 * chain_time_plot_write_csv:
 * @buffer: (out): a line for each bucket of each series, see chain_csv_series()
 *
 * Returns: see above
 */
bool
chain_time_plot_write_csv (const ChainTimePlot *plot,
                           ChainBuffer         *buffer)
{
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, CHAIN_CSV_SERIES_HEADER);
  for (size_t i = 0; i < plot->n_series; i++)
    chain_csv_series (&csv, plot->series[i].name, plot->series[i].series);
  return chain_csv_end (&csv);
}

static void
write_factors (ChainCsv           *csv,
               const char         *parameter,
               const ChainFactors *factors)
{
  static const char *const names[CHAIN_N_FACTORS] = {
    "2(yhat-y)", "W3", "1-h2^2", "W2", "1-h1^2", "input", "other paths",
  };

  for (size_t i = 0; i < factors->n; i++)
    {
      chain_csv_text (csv, parameter);
      chain_csv_text (csv, names[factors->factors[i].kind]);
      chain_csv_number (csv, factors->factors[i].value);
      chain_csv_newline (csv);
    }
}

/**
 * chain_factor_plot_write_csv:
 * @buffer: (out): lines of parameter, factor, value for every parameter, not the strongest of
 *   each group only; “gradient” is the product, “batch” the gradient over the batch
 *
 * Returns: see above
 */
bool
chain_factor_plot_write_csv (const ChainFactorPlot *plot,
                             ChainBuffer           *buffer)
{
  size_t n = plot->parameters != NULL ? chain_shape_n_parameters (plot->shape) : 0;
  ChainForward forward;
  ChainBackward backward;
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, "parameter,factor,value");
  if (n > 0)
    {
      chain_network_forward (plot->shape, plot->parameters, plot->x, &forward);
      chain_network_backward (plot->shape, plot->parameters, &forward, plot->y, &backward);
    }
  for (size_t i = 0; i < n; i++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];
      ChainFactors factors;

      chain_parameter_name (plot->shape, i, name);
      chain_factors_init (&factors, plot->shape, plot->parameters, &forward, &backward, i);
      write_factors (&csv, name, &factors);
      chain_csv_text (&csv, name);
      chain_csv_text (&csv, "gradient");
      chain_csv_number (&csv, factors.gradient);
      chain_csv_newline (&csv);
      if (plot->gradients != NULL)
        {
          chain_csv_text (&csv, name);
          chain_csv_text (&csv, "batch");
          chain_csv_number (&csv, plot->gradients[i]);
          chain_csv_newline (&csv);
        }
    }
  return chain_csv_end (&csv);
}

/* One line of a network: @mean is NaN where there is none. */
static void
write_quantity (ChainCsv   *csv,
                const char *name,
                double      value,
                double      derivative,
                double      mean)
{
  chain_csv_text (csv, name);
  chain_csv_number (csv, value);
  chain_csv_number (csv, derivative);
  if (isnan (mean))
    chain_csv_text (csv, "");
  else
    chain_csv_number (csv, mean);
  chain_csv_newline (csv);
}

static void
write_neurons (ChainCsv     *csv,
               const char   *name,
               int           n,
               const double *values,
               const double *derivatives)
{
  for (int i = 0; i < n; i++)
    {
      char indexed[NAME_SIZE];

      if (n > 1)
        snprintf (indexed, sizeof indexed, "%s[%d]", name, i + 1);
      write_quantity (csv, n > 1 ? indexed : name, values[i], derivatives[i], NAN);
    }
}

/**
 * chain_network_plot_write_csv:
 * @buffer: (out): a line for each parameter, z, h and the output: its value, the derivative of
 *   the sample's loss by it, and for a parameter the mean of those over the batch
 *
 * Returns: see above
 */
bool
chain_network_plot_write_csv (const ChainNetworkPlot *plot,
                              ChainBuffer            *buffer)
{
  size_t n = plot->parameters != NULL ? chain_shape_n_parameters (plot->shape) : 0;
  ChainForward forward;
  ChainBackward backward;
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, "quantity,value,derivative,mean_derivative");
  if (n == 0)
    return chain_csv_end (&csv);

  chain_network_forward (plot->shape, plot->parameters, plot->x, &forward);
  chain_network_backward (plot->shape, plot->parameters, &forward, plot->y, &backward);
  for (size_t i = 0; i < n; i++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];

      chain_parameter_name (plot->shape, i, name);
      write_quantity (&csv, name, plot->parameters[i], backward.gradients[i],
                      plot->gradients != NULL ? plot->gradients[i] : NAN);
    }
  write_neurons (&csv, "z1", plot->shape.hidden1, forward.z1, backward.d_z1);
  write_neurons (&csv, "h1", plot->shape.hidden1, forward.h1, backward.d_h1);
  write_neurons (&csv, "z2", plot->shape.hidden2, forward.z2, backward.d_z2);
  write_neurons (&csv, "h2", plot->shape.hidden2, forward.h2, backward.d_h2);
  write_neurons (&csv, "yhat", 1, &forward.output, &backward.d_output);
  return chain_csv_end (&csv);
}
