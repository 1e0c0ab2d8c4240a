// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-plots.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "chain-cli.h"
#include "chain-facts.h"
#include "chain-scenario.h"

/* Digits of the numbers in a caption: as many as one compares by eye. */
#define CAPTION_FORMAT "%.5g"

/* Characters of a value in a caption; longer lists are in the experiment's file. */
#define CAPTION_VALUE 40

/* Returns whether @line of an experiment's text belongs into a caption: what an experiment is
 * known by, and what is not as it is by default. */
static gboolean
is_worth_telling (const char            *line,
                  const ChainExperiment *experiment,
                  const char *const     *defaults)
{
  static const char *const always[] = { "hidden=", "W1=", "b1=", "W2=", "b2=", "W3=", "b3=", "method=", "x-min=",
                                        "x-max=", "count=", "optimizer=", "learning-rate=", NULL };
  static const char *const of_grid[] = { "x-min=", "x-max=", "count=", "target=", NULL };
  static const char *const of_draw[] = { "method=manual", "seed=", "scale=", NULL };

  for (gsize i = 0; of_grid[i] != NULL && experiment->n_samples > 0; i++)
    if (g_str_has_prefix (line, of_grid[i]))
      return FALSE;
  for (gsize i = 0; of_draw[i] != NULL && experiment->initializer.method == CHAIN_INITIALIZER_MANUAL; i++)
    if (g_str_has_prefix (line, of_draw[i]))
      return FALSE;
  for (gsize i = 0; always[i] != NULL; i++)
    if (g_str_has_prefix (line, always[i]))
      return TRUE;

  return !g_strv_contains (defaults, line);
}

static void
append_short (GString    *caption,
              const char *line)
{
  glong length = g_utf8_strlen (line, -1);
  const char *end = g_utf8_offset_to_pointer (line, MIN (length, CAPTION_VALUE));

  g_string_append_len (caption, line, end - line);
  if (length > CAPTION_VALUE)
    g_string_append (caption, "…");
}

/* The experiment as a file would have it, in short: key=value, one after the other. */
static void
append_experiment (GString               *caption,
                   const ChainExperiment *experiment)
{
  g_auto (ChainExperiment) initial = { 0 };
  g_autofree char *text = chain_experiment_to_text (experiment);
  g_autofree char *default_text = NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) defaults = NULL;
  const char *group = "";
  const char *separator = "";

  if (!chain_experiment_init (&initial))
    g_error ("out of memory");
  default_text = chain_experiment_to_text (&initial);
  defaults = g_strsplit (default_text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] == '[')
        group = lines[i];
      if (strchr (lines[i], '=') == NULL || lines[i][0] == '#' || strcmp (group, "[Experiment]") == 0
          || strcmp (group, "[State]") == 0
          || !is_worth_telling (lines[i], experiment, (const char *const *) defaults))
        continue;

      g_string_append (caption, separator);
      append_short (caption, lines[i]);
      separator = " · ";
    }
}

static const char *
format_short (double value,
              char   buffer[CHAIN_DECIMAL_SIZE])
{
  return g_ascii_formatd (buffer, CHAIN_DECIMAL_SIZE, CAPTION_FORMAT, value);
}

/* What a picture that is looked at elsewhere should tell: where the run stands, the experiment,
 * and of which sample the factors are. */
static char *
make_caption (const ChainCliPlots *plots,
              const ChainSession  *session,
              double               loss)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  g_autofree char *units = chain_cli_describe_units (chain_session_get_dataset (session));
  unsigned long long step = chain_session_get_step (session);
  double norm = chain_facts_norm (experiment->shape, plots->gradients);
  GString *caption = g_string_new (NULL);
  char first[CHAIN_DECIMAL_SIZE], second[CHAIN_DECIMAL_SIZE], third[CHAIN_DECIMAL_SIZE];

  if (chain_session_has_batches (session))
    g_string_printf (caption, _("step %llu, loss %s, gradient norm %s, batch loss %s\n"), step,
                     format_short (loss, first), format_short (norm, second),
                     format_short (chain_session_get_point (session)->loss, third));
  else
    g_string_printf (caption, _("step %llu, loss %s, gradient norm %s\n"), step,
                     format_short (loss, first), format_short (norm, second));
  append_experiment (caption, experiment);
  g_string_append_c (caption, '\n');
  g_string_append_printf (caption, _("Factors are those of the last sample: x = %s, y = %s"),
                          format_short (plots->plain.x[plots->plain.n - 1], first),
                          format_short (plots->plain.y[plots->plain.n - 1], second));
  if (units != NULL)
    g_string_append_printf (caption, "\n%s", units);

  return g_string_free (caption, FALSE);
}

/* The best monotone curve, which limits a network of one neuron a layer; others are bound to
 * none. It is found in training units, as the loss is, and drawn in plain ones. */
static void
init_monotone (ChainCliPlots      *plots,
               const ChainSession *session)
{
  const ChainDataset *dataset = chain_session_get_dataset (session);
  const ChainScaling *scaling = &dataset->scaling;
  ChainShape shape = chain_session_get_experiment (session)->shape;
  ChainMonotoneFit *fit = &plots->monotone;

  plots->figure.loss.floor = NAN;
  if (shape.hidden1 * shape.hidden2 > 1)
    return;
  if (!chain_monotone_fit_init (fit, dataset))
    g_error ("out of memory");

  for (gsize i = 0; i < fit->n; i++)
    {
      fit->x[i] = scaling->x_mean + scaling->x_deviation * fit->x[i];
      fit->y[i] = scaling->y_mean + scaling->y_deviation * fit->y[i];
    }
  plots->figure.loss.floor = fit->loss;
  plots->figure.fit.monotone_x = fit->x;
  plots->figure.fit.monotone_y = fit->y;
  plots->figure.fit.n_monotone = fit->n;
}

static void
init_fit (ChainCliPlots      *plots,
          const ChainSession *session)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  const ChainScaling *scaling = &chain_session_get_dataset (session)->scaling;
  const ChainDataset *plain = &plots->plain;
  ChainFitPlot *fit = &plots->figure.fit;

  chain_cli_make_plain (experiment, &plots->plain);
  plots->fit_run = (ChainFitRun) {
    experiment->shape, chain_session_get_point (session)->parameters,
    { scaling->x_mean, scaling->x_deviation, scaling->y_mean, scaling->y_deviation }
  };
  fit->runs = &plots->fit_run;
  fit->n_runs = 1;
  fit->target = experiment->target.coefficients;
  fit->n_target = experiment->target.n;
  fit->x = plain->x;
  fit->y = plain->y;
  fit->n_samples = plain->n;
  fit->x_min = fit->x_max = plain->x[0];
  for (gsize i = 1; i < plain->n; i++)
    {
      fit->x_min = MIN (fit->x_min, plain->x[i]);
      fit->x_max = MAX (fit->x_max, plain->x[i]);
    }
}

/* The changes that the run has come to, as steps. Returns how many they are. */
static gsize
init_changes (ChainCliPlots      *plots,
              const ChainSession *session)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  gsize n = 0;

  plots->changes = g_new (uint64_t, experiment->n_changes + 1);
  while (n < experiment->n_changes && experiment->changes[n].step <= chain_session_get_step (session))
    {
      plots->changes[n] = experiment->changes[n].step;
      n++;
    }

  return n;
}

static void
init_loss (ChainCliPlots      *plots,
           const ChainSession *session,
           gsize               n_changes)
{
  ChainLossPlot *loss = &plots->figure.loss;

  plots->losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  plots->batch_losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  if (plots->losses == NULL || plots->batch_losses == NULL)
    g_error ("out of memory");
  chain_session_get_channel (session, CHAIN_CHANNEL_EPOCH_LOSS, plots->losses);
  chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, plots->batch_losses);

  plots->loss_run = (ChainLossRun) {
    .loss = plots->losses,
    .diverged = chain_session_get_status (session) == CHAIN_SESSION_DIVERGED,
    .diverged_step = chain_session_get_diverged_step (session),
  };
  loss->runs = &plots->loss_run;
  loss->n_runs = 1;
  loss->batches = chain_session_has_batches (session) ? plots->batch_losses : NULL;
  loss->best_constant = chain_dataset_variance (chain_session_get_dataset (session));
  loss->changes = plots->changes;
  loss->n_changes = n_changes;
}

/* The factors of the last sample: on a grid the one that is farthest to the right. The network is shown
 * with the same. */
static void
init_factors (ChainCliPlots      *plots,
              const ChainSession *session)
{
  const ChainDataset *dataset = chain_session_get_dataset (session);

  plots->factors.shape = chain_session_get_experiment (session)->shape;
  plots->factors.parameters = chain_session_get_point (session)->parameters;
  plots->factors.x = dataset->x[dataset->n - 1];
  plots->factors.y = dataset->y[dataset->n - 1];
  plots->factors.gradients = plots->gradients;

  plots->network.shape = plots->factors.shape;
  plots->network.parameters = plots->factors.parameters;
  plots->network.x = plots->factors.x;
  plots->network.y = plots->factors.y;
  plots->network.gradients = plots->gradients;
  plots->network.is_normalized = chain_session_get_experiment (session)->normalize != CHAIN_NORMALIZE_NONE;
  plots->network.frozen = chain_session_get_frozen (session);
}

/* Every sample on tanh, and the last one on its way back. */
static void
init_signals (ChainCliPlots      *plots,
              const ChainSession *session)
{
  const ChainDataset *dataset = chain_session_get_dataset (session);
  ChainActivationPlot *activations = &plots->activations;
  ChainFlowPlot *flow = &plots->flow;

  activations->shape = flow->shape = plots->factors.shape;
  activations->parameters = flow->parameters = plots->factors.parameters;
  activations->x = flow->x = dataset->x;
  flow->y = dataset->y;
  activations->n_samples = flow->n_samples = dataset->n;
  activations->sample = flow->sample_x = plots->factors.x;
  flow->sample_y = plots->factors.y;
  flow->gradients = plots->gradients;
}

static void
init_time_plots (ChainCliPlots      *plots,
                 const ChainSession *session,
                 gsize               n_changes)
{
  ChainShape shape = chain_session_get_experiment (session)->shape;

  chain_traces_take_parameters (&plots->parameter_traces, session, CHAIN_TRACES_SPREAD);
  for (gsize i = 0; i < plots->parameter_traces.n; i++)
    chain_time_series_init_parameter (&plots->parameter_series[i], shape, plots->parameter_traces.index[i],
                                      plots->parameter_traces.series[i]);
  chain_traces_take_norms (&plots->norm_traces, session);
  for (gsize i = 0; i < plots->norm_traces.n; i++)
    chain_time_series_init_norm (&plots->norm_series[i], (int) plots->norm_traces.index[i],
                                 plots->norm_traces.series[i]);

  plots->parameters.series = plots->parameter_series;
  plots->parameters.n_series = plots->parameter_traces.n;
  plots->norms.series = plots->norm_series;
  plots->norms.n_series = plots->norm_traces.n;
  plots->parameters.n_all = chain_shape_n_parameters (shape);
  plots->norms.scale = CHAIN_TIME_LOG;
  plots->flow.first = plots->norm_traces.series[1];
  plots->flow.last = plots->norm_traces.series[3];
  plots->parameters.changes = plots->norms.changes = plots->changes;
  plots->parameters.n_changes = plots->norms.n_changes = n_changes;
}

/**
 * chain_cli_plots_init:
 * @plots: (out): every plot of @session as it stands, in the look of @style; it points into itself,
 *   so it must stay where it is
 */
void
chain_cli_plots_init (ChainCliPlots      *plots,
                      const ChainSession *session,
                      const ChainStyle   *style)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  ChainFigure *figure = &plots->figure;
  gsize n_changes;
  double loss;

  memset (plots, 0, sizeof *plots);
  chain_figure_init (figure);
  chain_factor_plot_init (&plots->factors);
  chain_network_plot_init (&plots->network);
  chain_activation_plot_init (&plots->activations);
  chain_flow_plot_init (&plots->flow);
  chain_check_plot_init (&plots->check);
  chain_time_plot_init (&plots->parameters);
  chain_time_plot_init (&plots->norms);
  figure->style = figure->fit.style = figure->loss.style = figure->gradient.style = *style;
  plots->factors.style = plots->network.style = plots->parameters.style = plots->norms.style = *style;
  plots->activations.style = plots->flow.style = plots->check.style = *style;

  loss = chain_session_evaluate (session, plots->gradients);
  n_changes = init_changes (plots, session);
  init_fit (plots, session);
  init_monotone (plots, session);
  init_loss (plots, session, n_changes);
  figure->gradient.shape = experiment->shape;
  figure->gradient.gradients = plots->gradients;
  figure->gradient.parameters = chain_session_get_point (session)->parameters;
  figure->gradient.samples = chain_session_get_dataset (session);
  init_factors (plots, session);
  init_signals (plots, session);
  init_time_plots (plots, session, n_changes);

  plots->caption = make_caption (plots, session, loss);
  figure->title = chain_scenario_translate (experiment->name);
  figure->caption = plots->caption;
  figure->factors = &plots->factors;
  figure->parameters = &plots->parameters;
  figure->norms = &plots->norms;
}

/**
 * chain_cli_plots_check:
 *
 * Checks the gradients of @session as it stands, for the plot of the check: it takes about half a
 * second with wide networks.
 */
void
chain_cli_plots_check (ChainCliPlots      *plots,
                       const ChainSession *session)
{
  g_autofree ChainChecker *checker = g_new (ChainChecker, 1);

  if (!chain_checker_begin (checker, plots->factors.shape, plots->factors.parameters,
                            chain_session_get_dataset (session), -1))
    g_error ("out of memory");
  while (!chain_checker_advance (checker));
  plots->report = checker->report;
  plots->check.report = &plots->report;
  plots->check.mark = CHAIN_CHECK_DOCUMENT_PLACE;
  chain_checker_clear (checker);
}

/**
 * chain_cli_plots_get_figure_size:
 * @width: (out): the size that a page with all plots is designed for
 * @height: (out): likewise
 */
void
chain_cli_plots_get_figure_size (double *width,
                                 double *height)
{
  const ChainFactorPlot factors = { .x = 0.0 };
  const ChainTimePlot time = { .n_series = 0 };
  ChainFigure figure;

  chain_figure_init (&figure);
  figure.factors = &factors;
  figure.parameters = figure.norms = &time;
  chain_figure_get_size (&figure, width, height);
}

void
chain_cli_plots_clear (ChainCliPlots *plots)
{
  chain_dataset_clear (&plots->plain);
  chain_monotone_fit_clear (&plots->monotone);
  chain_series_free (plots->losses);
  chain_series_free (plots->batch_losses);
  chain_traces_clear (&plots->parameter_traces);
  chain_traces_clear (&plots->norm_traces);
  g_free (plots->changes);
  g_free (plots->caption);
}
