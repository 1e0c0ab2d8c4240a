// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-pictures.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-explanation.h"
#include "chain-locale.h"

/* A name is for settings, actions and files, a title for people. */
static const struct
{
  const char *name;
  const char *title;
  unsigned wants; /* ChainWant, or-ed */
} names[CHAIN_N_PICTURES] = {
  [CHAIN_PICTURE_FIGURE] = { "chainrule", N_("All plots on one page") },
  [CHAIN_PICTURE_FIT] = { "fit", N_("Fit") },
  [CHAIN_PICTURE_LOSS] = { "loss", N_("Loss") },
  [CHAIN_PICTURE_GRADIENTS] = { "gradients", N_("Gradients") },
  [CHAIN_PICTURE_FACTORS] = { "factors", N_("Factors of the gradients") },
  [CHAIN_PICTURE_ACTIVATIONS] = { "activations", N_("Activations") },
  [CHAIN_PICTURE_FLOW] = { "flow", N_("Gradient flow"), CHAIN_WANT_NORMS },
  [CHAIN_PICTURE_CHECK] = { "check", N_("Gradient check") },
  [CHAIN_PICTURE_NETWORK] = { "network", N_("Network") },
  [CHAIN_PICTURE_PARAMETERS] = { "parameters", N_("Parameters over time"), CHAIN_WANT_PARAMETERS },
  [CHAIN_PICTURE_NORMS] = { "norms", N_("Gradient norms over time"), CHAIN_WANT_NORMS },
};

/**
 * chain_picture_get_name:
 *
 * Returns: a word that is the same in every language, for a file's name among others
 */
const char *
chain_picture_get_name (ChainPicture picture)
{
  return names[picture].name;
}

/**
 * chain_picture_from_name:
 *
 * Returns: %FALSE where no picture has that name
 */
gboolean
chain_picture_from_name (const char   *name,
                         ChainPicture *picture)
{
  for (guint i = 0; i < CHAIN_N_PICTURES; i++)
    if (g_strcmp0 (names[i].name, name) == 0)
      {
        *picture = (ChainPicture) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * chain_picture_get_title:
 *
 * Returns: what it is called in the reader's language
 */
const char *
chain_picture_get_title (ChainPicture picture)
{
  return _(names[picture].title);
}

/**
 * chain_picture_get_wants:
 *
 * Returns: ChainWant, or-ed: what of the history it is drawn from
 */
unsigned
chain_picture_get_wants (ChainPicture picture)
{
  return names[picture].wants;
}

/**
 * chain_plot_choices_init:
 *
 * Makes @choices what they are before anything was chosen.
 */
void
chain_plot_choices_init (ChainPlotChoices *choices)
{
  *choices = (ChainPlotChoices) {
    .probe_x = NAN,
    .probe_sample = -1,
    .log_loss = TRUE,
    .neuron = -1,
    .check_place = CHAIN_CHECK_DOCUMENT_PLACE,
  };
  chain_range_init (&choices->steps);
  chain_range_init (&choices->losses);
}

static double
clamp_into (double value,
            double low,
            double high)
{
  return value < low ? low : value > high ? high : value;
}

/**
 * chain_plot_choices_get_sample:
 * @x: (out): in the units of the data
 * @y: (out): what the network ought to give there
 *
 * Where the chain rule is looked at: at the sample under the probe, which is the nearest; without
 * a probe, at three quarters of the samples.
 */
void
chain_plot_choices_get_sample (const ChainPlotChoices *choices,
                               const ChainRun         *run,
                               double                 *x,
                               double                 *y)
{
  const ChainDataset *samples = &run->samples;
  gsize index = 3 * (samples->n - 1) / 4;

  /* an experiment with other data may have taken the sample away */
  if (choices->probe_sample >= 0 && (gsize) choices->probe_sample < samples->n)
    index = (gsize) choices->probe_sample;
  else if (isfinite (choices->probe_x))
    index = chain_explanation_nearest_sample (samples, choices->probe_x);

  *x = samples->x[index];
  *y = samples->y[index];
}

/* The place of a list of changes in a sentence. */
static void
append_note (char       *note,
             gsize       size,
             const char *text)
{
  if (note[0] != '\0')
    g_strlcat (note, ", ", size);
  g_strlcat (note, text, size);
}

/* What was changed at the step of the crosshair, in one line; empty where nothing was. */
static void
describe_changes (const ChainRun *run,
                  uint64_t        step,
                  char           *note,
                  gsize           size)
{
  note[0] = '\0';
  for (gsize i = 0; i < run->n_changes; i++)
    {
      const ChainChange *change = &run->changes[i];
      char name[CHAIN_PARAMETER_NAME_SIZE];
      g_autofree char *number = NULL;
      g_autofree char *text = NULL;

      if (change->step != step)
        continue;

      if (change->key == CHAIN_CHANGE_LEARNING_RATE)
        {
          number = chain_locale_format ("%.6g", change->value);
          /* Translators: α is the learning rate, which was changed to this */
          text = g_strdup_printf (_("α = %s"), number);
        }
      else
        {
          chain_parameter_name (run->shape, change->parameter, name);
          /* Translators: a parameter was locked, or unlocked */
          text = g_strdup_printf (change->value != 0.0 ? _("%s locked") : _("%s unlocked"), name);
        }
      append_note (note, size, text);
    }
}

static void
describe_fit (ChainFitPlot           *fit,
              const ChainRun         *run,
              const ChainPlotChoices *choices,
              const ChainMonotoneFit *monotone)
{
  fit->show_residuals = choices->show_residuals;
  fit->show_contributions = choices->show_contributions;
  fit->hidden = choices->fit_hidden;
  if (choices->show_monotone && monotone != NULL)
    {
      fit->monotone_x = monotone->x;
      fit->monotone_y = monotone->y;
      fit->n_monotone = monotone->n;
    }

  /* an experiment with other data may have taken the place away */
  if (!isfinite (choices->probe_x))
    return;
  fit->probe_x = clamp_into (choices->probe_x, fit->x_min, fit->x_max);
  chain_plot_choices_get_sample (choices, run, &fit->sample_x, &fit->sample_y);
  if (choices->probe_sample >= 0 && (gsize) choices->probe_sample < run->samples.n)
    fit->probe_y = run->samples.y[choices->probe_sample];
}

static void
describe_loss (ChainPictures *pictures)
{
  ChainLossPlot *loss = &pictures->run.figure.loss;
  const ChainPlotChoices *choices = &pictures->choices;

  loss->log_loss = choices->log_loss;
  loss->log_steps = choices->log_steps;
  loss->average = choices->average;
  loss->steps = choices->steps;
  loss->losses = choices->losses;
  loss->hidden = choices->loss_hidden;
  loss->has_crosshair = choices->has_crosshair;
  loss->crosshair = choices->crosshair;
  loss->crosshair_note = pictures->note[0] != '\0' ? pictures->note : NULL;
}

static void
describe_gradients (ChainPictures  *pictures,
                    const ChainRun *run)
{
  ChainGradientPlot *gradient = &pictures->run.figure.gradient;
  const ChainScaling *scaling = &run->dataset.scaling;
  ChainFactorPlot *factors = &pictures->factors;

  if (pictures->choices.linear_gradients)
    gradient->scale = CHAIN_GRADIENT_LINEAR;
  if (pictures->choices.has_range)
    {
      gradient->least = pictures->choices.least;
      gradient->largest = pictures->choices.largest;
    }

  chain_factor_plot_init (factors);
  factors->style = gradient->style;
  factors->shape = run->shape;
  factors->parameters = run->has_point ? run->point.parameters : NULL;
  factors->gradients = gradient->gradients;
  factors->hidden = pictures->choices.factors_hidden;
  chain_plot_choices_get_sample (&pictures->choices, run, &factors->x, &factors->y);
  factors->x = (factors->x - scaling->x_mean) / scaling->x_deviation;
  factors->y = (factors->y - scaling->y_mean) / scaling->y_deviation;
}

static void
describe_signals (ChainPictures  *pictures,
                  const ChainRun *run)
{
  const ChainPlotChoices *choices = &pictures->choices;
  ChainActivationPlot *activations = &pictures->activations;
  ChainFlowPlot *flow = &pictures->flow;

  chain_activation_plot_init (activations);
  activations->style = pictures->run.figure.gradient.style;
  activations->shape = run->shape;
  activations->parameters = pictures->factors.parameters;
  activations->x = run->dataset.x;
  activations->n_samples = run->dataset.n;
  activations->stride = chain_activation_bins_stride (run->shape, run->dataset.n);
  activations->sample = pictures->factors.x;
  activations->neuron = choices->neuron;
  activations->hidden = choices->activations_hidden;

  chain_flow_plot_init (flow);
  flow->style = activations->style;
  flow->shape = run->shape;
  flow->parameters = activations->parameters;
  flow->x = run->dataset.x;
  flow->y = run->dataset.y;
  flow->n_samples = run->dataset.n;
  flow->stride = activations->stride;
  flow->sample_x = pictures->factors.x;
  flow->sample_y = pictures->factors.y;
  flow->gradients = pictures->factors.gradients;
  if (run->norms.n == CHAIN_N_NORMS)
    {
      flow->first = run->norms.series[1];
      flow->last = run->norms.series[3];
    }
  flow->steps = choices->steps;
  flow->log_steps = choices->log_steps;
  flow->hidden = choices->flow_hidden;
}

static void
describe_check (ChainPictures *pictures)
{
  ChainCheckPlot *check = &pictures->check;

  chain_check_plot_init (check);
  check->style = pictures->run.figure.gradient.style;
  check->report = &pictures->choices.check;
  check->mark = pictures->choices.check_place;
  check->hidden = pictures->choices.check_hidden;
}

static void
describe_network (ChainPictures  *pictures,
                  const ChainRun *run)
{
  const ChainFactorPlot *factors = &pictures->factors;
  ChainNetworkPlot *network = &pictures->network;

  chain_network_plot_init (network);
  network->style = factors->style;
  network->shape = factors->shape;
  network->parameters = factors->parameters;
  network->x = factors->x;
  network->y = factors->y;
  network->gradients = factors->gradients;
  network->is_normalized = run->experiment.normalize != CHAIN_NORMALIZE_NONE;
  network->frozen = run->frozen;
  /* the network may be another one by now */
  if (chain_network_has_part (run->shape, pictures->choices.network_lit))
    network->lit = pictures->choices.network_lit;
}

static void
describe_time (ChainPictures *pictures,
               const ChainRun *run,
               ChainTimePlot *plot)
{
  const ChainLossPlot *loss = &pictures->run.figure.loss;

  chain_time_plot_init (plot);
  plot->style = loss->style;
  plot->log_steps = loss->log_steps;
  plot->steps = loss->steps;
  plot->changes = loss->changes;
  plot->n_changes = loss->n_changes;
  plot->has_crosshair = loss->has_crosshair;
  plot->crosshair = loss->crosshair;
}

static void
describe_traces (ChainPictures  *pictures,
                 const ChainRun *run)
{
  const ChainPlotChoices *choices = &pictures->choices;

  describe_time (pictures, run, &pictures->parameters);
  pictures->parameters.scale = choices->log_parameters ? CHAIN_TIME_SYMLOG : CHAIN_TIME_LINEAR;
  pictures->parameters.series = pictures->parameter_series;
  pictures->parameters.n_series = run->parameters.n;
  pictures->parameters.n_all = chain_shape_n_parameters (run->shape);
  for (gsize i = 0; i < run->parameters.n; i++)
    {
      chain_time_series_init_parameter (&pictures->parameter_series[i], run->shape, run->parameters.index[i],
                                        run->parameters.series[i]);
      pictures->parameter_series[i].hidden = (choices->parameters_hidden >> i & 1u) != 0;
    }

  describe_time (pictures, run, &pictures->norms);
  pictures->norms.scale = choices->linear_norms ? CHAIN_TIME_LINEAR : CHAIN_TIME_LOG;
  pictures->norms.series = pictures->norm_series;
  pictures->norms.n_series = run->norms.n;
  for (gsize i = 0; i < run->norms.n; i++)
    {
      chain_time_series_init_norm (&pictures->norm_series[i], (int) run->norms.index[i], run->norms.series[i]);
      pictures->norm_series[i].hidden = (choices->norms_hidden >> i & 1u) != 0;
    }
}

/**
 * chain_pictures_describe:
 * @pictures: (out): valid as long as @run and @monotone are and stay as they are
 * @monotone: (nullable): the best monotone curve, in the units of the data
 */
void
chain_pictures_describe (ChainPictures          *pictures,
                         const ChainRun         *run,
                         const ChainPlotChoices *choices,
                         const ChainMonotoneFit *monotone,
                         const ChainStyle       *style)
{
  chain_run_describe (run, style, &pictures->run);
  pictures->choices = *choices;
  pictures->note[0] = '\0';
  if (choices->has_crosshair)
    describe_changes (run, choices->crosshair, pictures->note, sizeof pictures->note);

  describe_fit (&pictures->run.figure.fit, run, choices, monotone);
  describe_loss (pictures);
  describe_gradients (pictures, run);
  describe_network (pictures, run);
  describe_signals (pictures, run);
  describe_check (pictures);
  describe_traces (pictures, run);
}

/**
 * chain_pictures_add_all:
 * @title: borrowed
 * @caption: borrowed
 *
 * Makes the figure one of all the plots.
 */
void
chain_pictures_add_all (ChainPictures *pictures,
                        const char    *title,
                        const char    *caption)
{
  ChainFigure *figure = &pictures->run.figure;

  figure->title = title;
  figure->caption = caption;
  figure->factors = &pictures->factors;
  figure->parameters = pictures->parameters.n_series > 0 ? &pictures->parameters : NULL;
  figure->norms = pictures->norms.n_series > 0 ? &pictures->norms : NULL;
}

/**
 * chain_pictures_check:
 * @cancelled: looked at while it works, for up to half a second
 *
 * Checks the gradients, unless that has been done. For a thread that makes a file.
 */
void
chain_pictures_check (ChainPictures     *pictures,
                      const atomic_bool *cancelled)
{
  const ChainFlowPlot *flow = &pictures->flow;
  const ChainDataset samples = { .n = flow->n_samples, .x = (double *) flow->x, .y = (double *) flow->y };
  g_autofree ChainChecker *checker = g_new (ChainChecker, 1);

  if (pictures->choices.check.is_complete || flow->parameters == NULL
      || !chain_checker_begin (checker, flow->shape, flow->parameters, &samples, -1))
    return;

  while (!atomic_load (cancelled) && !chain_checker_advance (checker));
  pictures->choices.check = checker->report;
  chain_checker_clear (checker);
}

/**
 * chain_pictures_get_plot:
 * @plot: (out): what the function draws
 *
 * Returns: the function that draws @picture
 */
ChainDraw
chain_pictures_get_plot (const ChainPictures *pictures,
                         ChainPicture         picture,
                         const void         **plot)
{
  switch (picture)
    {
    case CHAIN_PICTURE_FIT:
      *plot = &pictures->run.figure.fit;
      return chain_draw_fit;
    case CHAIN_PICTURE_LOSS:
      *plot = &pictures->run.figure.loss;
      return chain_draw_loss;
    case CHAIN_PICTURE_GRADIENTS:
      *plot = &pictures->run.figure.gradient;
      return chain_draw_gradient;
    case CHAIN_PICTURE_FACTORS:
      *plot = &pictures->factors;
      return chain_draw_factor;
    case CHAIN_PICTURE_NETWORK:
      *plot = &pictures->network;
      return chain_draw_network;
    case CHAIN_PICTURE_ACTIVATIONS:
      *plot = &pictures->activations;
      return chain_draw_activation;
    case CHAIN_PICTURE_FLOW:
      *plot = &pictures->flow;
      return chain_draw_flow;
    case CHAIN_PICTURE_CHECK:
      *plot = &pictures->check;
      return chain_draw_check;
    case CHAIN_PICTURE_PARAMETERS:
      *plot = &pictures->parameters;
      return chain_draw_time;
    case CHAIN_PICTURE_NORMS:
      *plot = &pictures->norms;
      return chain_draw_time;
    case CHAIN_PICTURE_FIGURE:
    case CHAIN_N_PICTURES:
      break;
    }

  *plot = &pictures->run.figure;
  return chain_draw_figure;
}

/**
 * chain_pictures_get_layers:
 *
 * Returns: (nullable): the function that draws @picture in layers, if there is something in it that
 *   follows the pointer
 */
ChainDrawLayers
chain_pictures_get_layers (const ChainPictures *pictures,
                           ChainPicture         picture)
{
  switch (picture)
    {
    case CHAIN_PICTURE_FIT:
      return isfinite (pictures->run.figure.fit.probe_x) ? chain_draw_fit_layers : NULL;
    case CHAIN_PICTURE_LOSS:
      return pictures->choices.has_crosshair ? chain_draw_loss_layers : NULL;
    case CHAIN_PICTURE_PARAMETERS:
    case CHAIN_PICTURE_NORMS:
      return pictures->choices.has_crosshair ? chain_draw_time_layers : NULL;
    default:
      return NULL;
    }
}

/**
 * chain_pictures_write_csv:
 * @picture: one plot: a page has no table
 * @buffer: (out): the data behind it
 *
 * Returns: false where there is not enough memory
 */
bool
chain_pictures_write_csv (const ChainPictures *pictures,
                          ChainPicture         picture,
                          ChainBuffer         *buffer)
{
  switch (picture)
    {
    case CHAIN_PICTURE_FIT:
      return chain_fit_plot_write_csv (&pictures->run.figure.fit, buffer);
    case CHAIN_PICTURE_GRADIENTS:
      return chain_gradient_plot_write_csv (&pictures->run.figure.gradient, buffer);
    case CHAIN_PICTURE_FACTORS:
      return chain_factor_plot_write_csv (&pictures->factors, buffer);
    case CHAIN_PICTURE_NETWORK:
      return chain_network_plot_write_csv (&pictures->network, buffer);
    case CHAIN_PICTURE_ACTIVATIONS:
      return chain_activation_plot_write_csv (&pictures->activations, buffer);
    case CHAIN_PICTURE_FLOW:
      return chain_flow_plot_write_csv (&pictures->flow, buffer);
    case CHAIN_PICTURE_CHECK:
      return chain_check_plot_write_csv (&pictures->check, buffer);
    case CHAIN_PICTURE_PARAMETERS:
      return chain_time_plot_write_csv (&pictures->parameters, buffer);
    case CHAIN_PICTURE_NORMS:
      return chain_time_plot_write_csv (&pictures->norms, buffer);
    default:
      return chain_loss_plot_write_csv (&pictures->run.figure.loss, buffer);
    }
}
