// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-words.h"

#include <glib/gi18n.h>
#include <math.h>


#include "chain-facts.h"
#include "chain-layer-verdict.h"
#include "chain-locale.h"
#include "chain-plain-text.h"

/* Of more curves or gradients so many are read out: nobody listens longer. */
#define MAX_NAMED 6

/* Of the factors, in the order of ChainFactorKind. */
static const char *const factor_names[CHAIN_N_FACTORS] = {
  "2(ŷ − y)", "W3", "1 − h2²", "W2", "1 − h1²", N_("input"), N_("paths"),
};

static char *
say (double value)
{
  return isfinite (value) ? chain_locale_format ("%.3g", value) : g_strdup (_("not finite"));
}

/* In groups of three digits where the language has them. */
static char *
say_whole (uint64_t value)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, value);
}

/* Adds “name number” to a list. */
static void
append_named (GString    *text,
              const char *name,
              double      value)
{
  g_autofree char *number = say (value);

  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append_printf (text, "%s %s", name, number);
}

static double
get_first (const ChainSeries *series)
{
  return series->buckets[0].first;
}

static double
get_last (const ChainSeries *series)
{
  return series->buckets[chain_series_n_buckets (series) - 1].last;
}

/* ---- the four cards ---- */

/* The course of the loss alone. */
static char *
describe_course (const ChainRun *run)
{
  uint64_t n = run->losses != NULL && run->losses->count > 0 ? run->step - run->losses->start : 0;
  double begin = n > 0 ? get_first (run->losses) : run->point.loss;
  g_autofree char *first = say (begin);
  g_autofree char *last = say (run->point.loss);
  g_autofree char *steps = say_whole (n);
  unsigned long plural = (unsigned long) MIN (n, (uint64_t) G_MAXLONG);

  if (n == 0)
    return g_strdup_printf (_("Loss %s before the first step"), last);
  if (run->point.loss < begin)
    /* Translators: the loss at the start and now, and a number of steps */
    return g_strdup_printf (ngettext ("Loss falls from %s to %s in %s step", "Loss falls from %s to %s in %s steps",
                                      plural), first, last, steps);
  /* Translators: the loss at the start and now, and a number of steps */
  return g_strdup_printf (ngettext ("Loss goes from %s to %s in %s step", "Loss goes from %s to %s in %s steps",
                                    plural), first, last, steps);
}

static char *
describe_loss (const ChainRun *run)
{
  g_autofree char *course = describe_course (run);
  g_autofree char *floor_loss = say (run->floor);
  g_autofree char *step = say_whole (run->diverged_step);
  g_autofree char *text = NULL;

  /* Translators: a sentence on the loss; then the loss of the best monotone curve */
  text = isfinite (run->floor) ? g_strdup_printf (_("%s; floor %s"), course, floor_loss)
                               : g_steal_pointer (&course);
  if (run->status != CHAIN_SESSION_DIVERGED)
    return g_steal_pointer (&text);

  /* Translators: a sentence on the loss, without its full stop; then the number of a step */
  return g_strdup_printf (_("%s. The run diverged at step %s."), text, step);
}

static char *
describe_fit (const ChainFitPlot *fit,
              const ChainRun     *run)
{
  double deviation = run->dataset.scaling.y_deviation != 0.0 ? run->dataset.scaling.y_deviation : 1.0;
  double places[] = { fit->x_min, (fit->x_min + fit->x_max) / 2.0, fit->x_max };
  g_autofree char *error = say (sqrt (run->point.loss) * deviation);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *x = say (places[i]);
      g_autofree char *output = say (chain_fit_run_evaluate (&fit->runs[0], places[i]));
      g_autofree char *target = fit->n_target > 0 ? say (chain_fit_plot_target (fit, places[i])) : NULL;

      if (i > 0)
        g_string_append (text, "; ");
      if (target != NULL)
        /* Translators: values of the network and of the target at a place; stands in a list */
        g_string_append_printf (text, _("%s and %s at x = %s"), output, target, x);
      else
        /* Translators: value of the network at a place; stands in a list */
        g_string_append_printf (text, _("%s at x = %s"), output, x);
    }

  if (fit->n_target > 0)
    /* Translators: a list of values at places; then √loss, in the units of y */
    return g_strdup_printf (_("Network and target: %s. Root mean square error %s."), text->str, error);
  /* Translators: a list of values at places; then √loss, in the units of y */
  return g_strdup_printf (_("Network: %s. Root mean square error %s."), text->str, error);
}

/* The layers' verdicts in a list. */
static char *
describe_layers (const ChainRun *run)
{
  GString *text = g_string_new (NULL);
  ChainLayerState layers[CHAIN_N_LAYERS];

  chain_layer_states_find (layers, run->shape, run->point.gradients, run->point.parameters, &run->dataset);
  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    {
      if (layer > 0)
        g_string_append (text, ", ");
      /* Translators: number of a layer, and its verdict, as vanishing */
      g_string_append_printf (text, _("layer %d %s"), layer + 1, chain_layer_verdict_name (layers[layer].verdict));
    }

  return g_string_free (text, FALSE);
}

static char *
describe_gradients (const ChainRun *run)
{
  g_autofree char *norm = say (chain_facts_norm (run->shape, run->point.gradients));
  g_autofree char *layers = describe_layers (run);
  g_autoptr (GString) largest = g_string_new (NULL);

  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    {
      gsize index = chain_factors_strongest (run->shape, (ChainGroup) group, run->point.gradients);
      char name[CHAIN_PARAMETER_NAME_SIZE];

      chain_parameter_name (run->shape, index, name);
      append_named (largest, name, run->point.gradients[index]);
    }

  /* Translators: the norm of the gradient; the largest derivative of each kind of parameter, “W1 0.1, b1
   * −0.2”; a verdict of each layer, “layer 1 vanishing” */
  return g_strdup_printf (_("Gradient of length %s: %s; %s"), norm, largest->str, layers);
}

static char *
describe_factors (const ChainFactorPlot *plot)
{
  g_autofree char *x = say (plot->x);
  g_autofree char *product = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  char name[CHAIN_PARAMETER_NAME_SIZE];
  ChainForward forward;
  ChainBackward backward;
  ChainFactors factors;

  chain_network_forward (plot->shape, plot->parameters, plot->x, &forward);
  chain_network_backward (plot->shape, plot->parameters, &forward, plot->y, &backward);
  chain_factors_init (&factors, plot->shape, plot->parameters, &forward, &backward, 0);
  for (gsize i = 0; i < factors.n; i++)
    append_named (text, _(factor_names[factors.factors[i].kind]), factors.factors[i].value);

  product = say (factors.gradient);
  chain_parameter_name (plot->shape, 0, name);
  /* Translators: a place; a parameter, W1; its derivative; its factors, “W3 1.2, W2 0.8” */
  return g_strdup_printf (_("At x = %s the derivative of the loss by %s is %s, the product of %s"), x, name, product,
                          text->str);
}

/* ---- the pages of the fourth card ---- */

static char *
describe_network (const ChainNetworkPlot *plot)
{
  g_autofree char *x = say (plot->x);
  g_autofree char *y = say (plot->y);
  ChainForward forward;
  g_autofree char *output = NULL;

  chain_network_forward (plot->shape, plot->parameters, plot->x, &forward);
  output = say (forward.output);
  /* Translators: neurons in the first and in the second hidden layer; a place, what the network gives there,
   * and what it should give */
  return g_strdup_printf (_("A network of %d and %d hidden neurons: for x = %s it gives %s, and should give %s"),
                          plot->shape.hidden1, plot->shape.hidden2, x, output, y);
}

static char *
describe_activations (const ChainActivationPlot *plot)
{
  g_autofree ChainActivationBins *bins = g_new (ChainActivationBins, 1);
  g_autofree char *low = NULL, *high = NULL;
  char name[CHAIN_NEURON_NAME_SIZE];
  gsize worst = 0;

  chain_activation_bins_init (bins, plot->shape, plot->parameters, plot->n_samples, plot->x, plot->stride);
  for (gsize i = 1; i < bins->n_neurons; i++)
    if (bins->neurons[i].n_saturated > bins->neurons[worst].n_saturated
        || (bins->neurons[i].n_saturated == bins->neurons[worst].n_saturated
            && fmax (-bins->neurons[i].low, bins->neurons[i].high)
               > fmax (-bins->neurons[worst].low, bins->neurons[worst].high)))
      worst = i;

  chain_neuron_name (plot->shape, (int) worst, 'z', name);
  low = say (bins->neurons[worst].low);
  high = say (bins->neurons[worst].high);
  /* Translators: name of a neuron’s input to tanh, z1; its least and largest value; so many of so many samples */
  return g_strdup_printf (_("The neuron that comes nearest to saturation has %s from %s to %s; %u of %u samples "
                            "saturate it"), name, low, high, (guint) bins->neurons[worst].n_saturated,
                          (guint) bins->n_samples);
}

static char *
describe_flow (const ChainFlowPlot *plot)
{
  g_autofree char *output = NULL, *input = NULL, *factor = NULL;
  ChainFlow flow;

  chain_flow_init (&flow, plot->shape, plot->parameters, plot->n_samples, plot->x, plot->y, plot->stride);
  output = say (flow.rms[CHAIN_FLOW_OUTPUT]);
  input = say (flow.rms[CHAIN_FLOW_Z1]);
  factor = say (flow.rms[CHAIN_FLOW_Z1] / flow.rms[CHAIN_FLOW_OUTPUT]);
  /* Translators: sizes of the derivative of the loss by ŷ and by z1, and the second divided by the first */
  return g_strdup_printf (_("The signal on its way back is %s at the output and %s at the first layer: %s of it "
                            "arrive"), output, input, factor);
}

static char *
describe_check (const ChainCheckReport *report)
{
  gsize n = chain_shape_n_parameters (report->shape);
  double numeric = 0.0, complex_step = 0.0;
  g_autofree char *step = say_whole (report->step);
  g_autofree char *numeric_error = NULL, *complex_error = NULL;

  if (!report->is_complete)
    return g_strdup (_("Nothing has been checked yet."));

  for (gsize i = 0; i < n; i++)
    {
      numeric = fmax (numeric, fabs (report->check.numeric[i] - report->check.analytic[i]));
      complex_step = fmax (complex_step, fabs (report->check.complex_step[i] - report->check.analytic[i]));
    }
  numeric_error = say (numeric);
  complex_error = say (complex_step);
  /* Translators: so many of so many derivatives; number of a step; two errors */
  return g_strdup_printf (_("%u of %u derivatives pass the check of step %s: the central difference is off by %s at "
                            "most, the complex step by %s"), (guint) chain_check_report_n_passed (report), (guint) n,
                          step, numeric_error, complex_error);
}

static char *
describe_time (const ChainTimePlot *plot)
{
  GString *text = g_string_new (NULL);
  g_autofree char *steps = NULL;
  uint64_t count = 0;
  gsize n = MIN (plot->n_series, MAX_NAMED);

  for (gsize i = 0; i < n; i++)
    {
      const ChainSeries *series = plot->series[i].series;
      g_autofree char *first = NULL, *last = NULL, *name = NULL;

      if (series == NULL || series->count == 0)
        continue;
      name = chain_plain_text_new (plot->series[i].label);
      count = MAX (count, series->count - 1);
      first = say (get_first (series));
      last = say (get_last (series));
      if (text->len > 0)
        g_string_append (text, ", ");
      /* Translators: a quantity, as W1, with its first and its last value */
      g_string_append_printf (text, _("%s from %s to %s"), name, first, last);
    }
  if (text->len == 0)
    return g_string_free (text, TRUE), NULL;

  steps = say_whole (count);
  /* Translators: a number of steps */
  g_string_append_printf (text, ngettext (" in %s step", " in %s steps", (unsigned long) MIN (count, (uint64_t) G_MAXLONG)),
                          steps);
  if (plot->n_all > n)
    {
      g_string_append (text, "; ");
      /* Translators: so many curves of so many were told */
      g_string_append_printf (text, _("%u of %u curves"), (guint) n, (guint) plot->n_all);
    }
  return g_string_free (text, FALSE);
}

/**
 * chain_plot_words:
 *
 * Returns: (transfer full) (nullable): what @picture shows, in the reader's language; %NULL where it
 *   shows nothing yet
 */
char *
chain_plot_words (const ChainPictures *pictures,
                  const ChainRun      *run,
                  ChainPicture         picture)
{
  if (!run->has_point)
    return NULL;

  switch (picture)
    {
    case CHAIN_PICTURE_FIT:
      return describe_fit (&pictures->run.figure.fit, run);
    case CHAIN_PICTURE_LOSS:
      return describe_loss (run);
    case CHAIN_PICTURE_GRADIENTS:
      return describe_gradients (run);
    case CHAIN_PICTURE_FACTORS:
      return describe_factors (&pictures->factors);
    case CHAIN_PICTURE_NETWORK:
      return describe_network (&pictures->network);
    case CHAIN_PICTURE_ACTIVATIONS:
      return describe_activations (&pictures->activations);
    case CHAIN_PICTURE_FLOW:
      return describe_flow (&pictures->flow);
    case CHAIN_PICTURE_CHECK:
      return describe_check (&pictures->choices.check);
    case CHAIN_PICTURE_PARAMETERS:
      return describe_time (&pictures->parameters);
    case CHAIN_PICTURE_NORMS:
      return describe_time (&pictures->norms);
    default:
      return NULL;
    }
}
