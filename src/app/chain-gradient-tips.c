// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-gradient-tips.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-formula.h"

/* Significant digits of a value. */
#define DIGITS 6

static void
write_number (char   markup[CHAIN_NUMBER_SIZE],
              double value)
{
  if (isfinite (value))
    chain_number_significant (markup, value, DIGITS);
  else
    g_strlcpy (markup, _("not finite"), CHAIN_NUMBER_SIZE);
}

/* “bias of layer 2, neuron 3”; which neurons only where there are several. */
static char *
name_parameter (ChainShape shape,
                gsize      index)
{
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, index, &row, &column);
  int layer = (int) group / 2 + 1;
  gboolean one = chain_shape_group_length (shape, group) == 1;

  if (group % 2 == 1)
    return one ? g_strdup_printf (_("Bias of layer %d"), layer)
               : g_strdup_printf (_("Bias of layer %d, neuron %d"), layer, row + 1);
  if (one)
    return g_strdup_printf (_("Weight of layer %d"), layer);
  if (group == CHAIN_W1)
    return g_strdup_printf (_("Weight of layer 1, from x to neuron %d"), row + 1);
  if (group == CHAIN_W3)
    return g_strdup_printf (_("Weight of layer 3, from neuron %d"), row + 1);

  return g_strdup_printf (_("Weight of layer 2, from neuron %d to neuron %d"), column + 1, row + 1);
}

static void
append_parameter (GString        *text,
                  const ChainRun *run,
                  gsize           index)
{
  g_autofree char *name = name_parameter (run->shape, index);
  char sign[CHAIN_FORMULA_SIZE], number[CHAIN_NUMBER_SIZE];

  chain_formula_parameter (run->shape, index, sign);
  write_number (number, run->point.parameters[index]);
  g_string_append_printf (text, "<b>%s</b>: %s = %s", name, sign, number);
}

/* The mean over all samples, which with a single one is itself. */
static void
append_gradient (GString        *text,
                 const ChainRun *run,
                 gsize           index)
{
  char sign[CHAIN_FORMULA_SIZE], formula[CHAIN_FORMULA_SIZE], number[CHAIN_NUMBER_SIZE];

  chain_formula_gradient (run->shape, index, sign);
  chain_formula_product (run->shape, index, formula);
  write_number (number, run->point.gradients[index]);
  if (run->dataset.n > 1)
    g_string_append_printf (text, "\n%s = 1/%u Σ %s = %s", sign, (guint) run->dataset.n, formula, number);
  else
    g_string_append_printf (text, "\n%s = %s = %s", sign, formula, number);
}

static char *
describe_layer (const ChainGradientPick *pick)
{
  const ChainLayerState *state = &pick->state;
  char gradient[CHAIN_NUMBER_SIZE], sample[CHAIN_NUMBER_SIZE], share[CHAIN_NUMBER_SIZE];
  g_autofree char *heading = g_strdup_printf (_("Layer %d: %s"), pick->layer + 1,
                                              chain_layer_verdict_name (state->verdict));
  g_autofree char *numbers = NULL;

  write_number (gradient, state->gradient);
  write_number (sample, state->sample);
  chain_number_significant (share, 100.0 * state->share, 3);
  /* Translators: three numbers: the layer's largest gradient, that of a single sample, and the
   * latter as a percentage of the same in the layer that has most */
  numbers = g_strdup_printf (_("Its largest gradient is %s, that of a single sample %s: %s %% of the most in any layer."),
                             gradient, sample, share);
  return g_strdup_printf ("<b>%s</b>\n%s\n%s", heading, numbers, chain_layer_verdict_explain (state->verdict));
}

/**
 * chain_gradient_tips_at:
 * @x: a place on the page, of the pointer
 * @y: likewise
 *
 * Returns: (transfer full) (nullable): markup; %NULL where nothing particular is
 */
char *
chain_gradient_tips_at (const ChainGradientPlot *plot,
                        const ChainRun          *run,
                        double                   width,
                        double                   height,
                        double                   x,
                        double                   y)
{
  ChainGradientPick pick;
  GString *text;

  if (!chain_gradient_plot_pick (plot, width, height, x, y, &pick))
    return NULL;
  if (pick.layer >= 0)
    return describe_layer (&pick);

  text = g_string_new (NULL);
  append_parameter (text, run, (gsize) pick.parameter);
  append_gradient (text, run, (gsize) pick.parameter);
  if (plot->least != NULL && plot->largest != NULL)
    {
      char least[CHAIN_NUMBER_SIZE], largest[CHAIN_NUMBER_SIZE];

      write_number (least, plot->least[pick.parameter]);
      write_number (largest, plot->largest[pick.parameter]);
      /* Translators: the range that a gradient had lately, drawn as a thin line */
      g_string_append_printf (text, _("\nIn the last second of the run: %s to %s"), least, largest);
    }
  return g_string_free (text, FALSE);
}

/* What a factor is, beside its sign. */
static const char *
explain_factor (ChainFactorKind kind)
{
  switch (kind)
    {
    case CHAIN_FACTOR_ERROR:
      return _("twice the error at this sample");
    case CHAIN_FACTOR_W3:
      return _("weight of layer 3");
    case CHAIN_FACTOR_SLOPE2:
      return _("slope of tanh in layer 2");
    case CHAIN_FACTOR_W2:
      return _("weight of layer 2");
    case CHAIN_FACTOR_SLOPE1:
      return _("slope of tanh in layer 1");
    case CHAIN_FACTOR_INPUT:
      return _("what the weight multiplies");
    default:
      return _("all paths through layer 2 together, in units of the strongest");
    }
}

/* The input of a layer by its own name. */
static const char *
get_sign (const ChainFactorPlot *plot,
          const ChainFactorPick *pick)
{
  int row, column;

  if (pick->row.factors[pick->factor].kind != CHAIN_FACTOR_INPUT)
    return chain_formula_factor (pick->row.factors[pick->factor].kind);

  switch (chain_parameter_locate (plot->shape, pick->row.index, &row, &column))
    {
    case CHAIN_W1:
      return "x";
    case CHAIN_W2:
      return "h<sub>1</sub>";
    default:
      return "h<sub>2</sub>";
    }
}

static void
append_factor (GString               *text,
               const ChainFactorPlot *plot,
               const ChainFactorPick *pick)
{
  const ChainFactor *factor = &pick->row.factors[pick->factor];
  char value[CHAIN_NUMBER_SIZE], decades[CHAIN_NUMBER_SIZE];
  double length = log10 (fabs (factor->value));

  write_number (value, factor->value);
  g_string_append_printf (text, "<b>%s</b> = %s: %s", get_sign (plot, pick), value,
                          explain_factor (factor->kind));
  if (factor->value == 0.0)
    {
      g_string_append (text, _("\nIt makes the gradient 0"));
      return;
    }

  chain_number_significant (decades, fabs (length), 3);
  /* Translators: a power of ten */
  g_string_append_printf (text, length < 0.0 ? _("\nIt makes the gradient smaller by %s decades")
                                             : _("\nIt makes the gradient larger by %s decades"), decades);
}

/**
 * chain_gradient_tips_at_factors:
 * @x: a place on the page, of the pointer
 * @y: likewise
 *
 * Returns: (transfer full) (nullable): markup; %NULL where no row is
 */
char *
chain_gradient_tips_at_factors (const ChainFactorPlot *plot,
                                const ChainRun        *run,
                                double                 width,
                                double                 height,
                                double                 x,
                                double                 y)
{
  char sign[CHAIN_FORMULA_SIZE], formula[CHAIN_FORMULA_SIZE];
  char value[CHAIN_NUMBER_SIZE], mean[CHAIN_NUMBER_SIZE], place[CHAIN_NUMBER_SIZE];
  ChainFactorPick pick;
  GString *text;

  if (!chain_factor_plot_pick (plot, width, height, x, y, &pick))
    return NULL;

  text = g_string_new (NULL);
  if (pick.factor >= 0)
    append_factor (text, plot, &pick);
  else
    append_parameter (text, run, pick.row.index);

  chain_formula_gradient (plot->shape, pick.row.index, sign);
  chain_formula_product (plot->shape, pick.row.index, formula);
  write_number (value, pick.row.gradient);
  write_number (mean, run->point.gradients[pick.row.index]);
  write_number (place, plot->x);
  /* Translators: a gradient's name, its formula, its value, and x of the sample, as the network gets it */
  g_string_append_printf (text, _("\nDot: %s = %s = %s at x = %s"), sign, formula, value, place);
  /* Translators: a number: the mean of the gradient over all samples */
  g_string_append_printf (text, _("\nRing: %s is the mean over all samples"), mean);
  return g_string_free (text, FALSE);
}
