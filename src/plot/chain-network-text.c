// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network-plot.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "chain-factors.h"
#include "chain-number.h"
#include "chain-plot-i18n.h"

/* What can be said of a part of the network: name, formula, and the formula with its numbers. */

#define DIGITS 4
#define NAME_SIZE 64

/* A sample's way there and back, and what is written about it. */
typedef struct
{
  const ChainNetworkPlot *plot;
  ChainForward forward;
  ChainBackward backward;
  char *markup; /* of CHAIN_NETWORK_TEXT_SIZE */
} Words;

/* Appends what fits as a whole: half a tag is not markup. */
static void __attribute__ ((format (printf, 2, 3)))
add (Words      *words,
     const char *format,
     ...)
{
  size_t length = strlen (words->markup), room = CHAIN_NETWORK_TEXT_SIZE - length;
  va_list arguments;

  va_start (arguments, format);
  if (vsnprintf (words->markup + length, room, format, arguments) >= (int) room)
    words->markup[length] = '\0';
  va_end (arguments);
}

static void
add_number (Words  *words,
            double  value)
{
  char number[CHAIN_NUMBER_SIZE];

  if (isnan (value))
    add (words, "?");
  else if (isinf (value))
    add (words, "%s∞", value < 0.0 ? "−" : "");
  else
    {
      chain_number_significant (number, value, DIGITS);
      add (words, "%s", number);
    }
}

/* A factor: a negative one in parentheses. */
static void
add_factor (Words      *words,
            const char *before,
            double      value)
{
  bool enclosed = value < 0.0 && before[0] != '\0';

  add (words, "%s%s", before, enclosed ? "(" : "");
  add_number (words, value);
  add (words, "%s", enclosed ? ")" : "");
}

/* ---- names ---- */

static void
name_parameter (ChainShape shape,
                size_t     index,
                char       markup[NAME_SIZE])
{
  char name[CHAIN_PARAMETER_NAME_SIZE];

  chain_parameter_name (shape, index, name);
  snprintf (markup, NAME_SIZE, "%c<sub>%c</sub>%s", name[0], name[1], name + 2);
}

/* @letter is h or z. */
static void
name_neuron (ChainShape shape,
             char       letter,
             int        column,
             int        row,
             char       markup[NAME_SIZE])
{
  int n = column == 1 ? shape.hidden1 : shape.hidden2;

  if (n > 1)
    snprintf (markup, NAME_SIZE, "%c<sub>%d</sub>[%d]", letter, column, row + 1);
  else
    snprintf (markup, NAME_SIZE, "%c<sub>%d</sub>", letter, column);
}

/**
 * chain_network_plot_name:
 * @markup: (out): what @part is called: “W₂[1][3]”, “h₁”, “ŷ”; empty for nothing
 */
void
chain_network_plot_name (const ChainNetworkPlot *plot,
                         ChainNetworkPart        part,
                         char                    markup[CHAIN_NETWORK_TEXT_SIZE])
{
  int row, column;

  markup[0] = '\0';
  if (part.kind == CHAIN_NETWORK_PARAMETER)
    name_parameter (plot->shape, part.index, markup);
  if (part.kind != CHAIN_NETWORK_NODE)
    return;

  column = chain_network_locate_node (plot->shape, part.index, &row);
  if (column == 1 || column == 2)
    name_neuron (plot->shape, 'h', column, row, markup);
  else
    strcpy (markup, column == 0 ? "x" : "ŷ");
}

/* ---- parameters ---- */

/* The product with letters. With several neurons in layer 2 the error comes back along each of
 * them, and W₁ and b₁ get the sum. */
static const char *
get_product (ChainShape shape,
             ChainGroup group)
{
  static const char *const products[CHAIN_N_GROUPS] = {
    "2(ŷ − y) · W<sub>3</sub> · (1 − h<sub>2</sub>²) · W<sub>2</sub> · (1 − h<sub>1</sub>²) · x",
    "2(ŷ − y) · W<sub>3</sub> · (1 − h<sub>2</sub>²) · W<sub>2</sub> · (1 − h<sub>1</sub>²)",
    "2(ŷ − y) · W<sub>3</sub> · (1 − h<sub>2</sub>²) · h<sub>1</sub>",
    "2(ŷ − y) · W<sub>3</sub> · (1 − h<sub>2</sub>²)",
    "2(ŷ − y) · h<sub>2</sub>",
    "2(ŷ − y)",
  };
  static const char *const sums[] = {
    "2(ŷ − y) · Σ W<sub>3</sub>(1 − h<sub>2</sub>²)W<sub>2</sub> · (1 − h<sub>1</sub>²) · x",
    "2(ŷ − y) · Σ W<sub>3</sub>(1 − h<sub>2</sub>²)W<sub>2</sub> · (1 − h<sub>1</sub>²)",
  };

  return shape.hidden2 > 1 && group <= CHAIN_B1 ? sums[group] : products[group];
}

/* The same with numbers; a sum over paths is one of them. */
static void
add_product (Words        *words,
             ChainFactors *factors,
             bool          is_sum)
{
  const char *before = "";
  double sum = 1.0;

  if (is_sum)
    for (size_t i = 0; i < factors->n; i++)
      {
        ChainFactorKind kind = factors->factors[i].kind;

        if (kind == CHAIN_FACTOR_W3 || kind == CHAIN_FACTOR_SLOPE2 || kind == CHAIN_FACTOR_W2 || kind == CHAIN_FACTOR_PATHS)
          sum *= factors->factors[i].value;
      }

  for (size_t i = 0; i < factors->n; i++)
    {
      ChainFactorKind kind = factors->factors[i].kind;

      if (is_sum && (kind == CHAIN_FACTOR_SLOPE2 || kind == CHAIN_FACTOR_W2 || kind == CHAIN_FACTOR_PATHS))
        continue;
      add_factor (words, before, is_sum && kind == CHAIN_FACTOR_W3 ? sum : factors->factors[i].value);
      before = " · ";
    }
}

static void
explain_parameter (Words  *words,
                   size_t  index)
{
  const ChainNetworkPlot *plot = words->plot;
  ChainFactors factors;
  char name[NAME_SIZE];
  int row, column;
  ChainGroup group = chain_parameter_locate (plot->shape, index, &row, &column);

  chain_factors_init (&factors, plot->shape, plot->parameters, &words->forward, &words->backward, index);
  name_parameter (plot->shape, index, name);
  add (words, "<b>%s</b> = ", name);
  add_number (words, plot->parameters[index]);
  if (plot->frozen != NULL && plot->frozen[index])
    /* Translators: of a weight: it keeps its value */
    add (words, " · %s", _("locked"));
  add (words, "\n∂L/∂%s = %s\n= ", name, get_product (plot->shape, group));
  if (factors.n > 1)
    {
      add_product (words, &factors, plot->shape.hidden2 > 1 && group <= CHAIN_B1);
      add (words, " = ");
    }
  add_number (words, factors.gradient);
  if (plot->gradients != NULL)
    {
      /* Translators: of the derivative of the loss, before the number */
      add (words, "\n%s ∂L/∂%s = ", _("mean over all samples:"), name);
      add_number (words, plot->gradients[index]);
    }
}

/* ---- nodes ---- */

static void
explain_neuron (Words *words,
                int    column,
                int    row)
{
  ChainShape shape = words->plot->shape;
  const ChainForward *forward = &words->forward;
  const ChainBackward *backward = &words->backward;
  bool first = column == 1;
  char h[NAME_SIZE], z[NAME_SIZE];

  name_neuron (shape, 'h', column, row, h);
  name_neuron (shape, 'z', column, row, z);
  add (words, "<b>%s</b> = tanh %s = ", h, z);
  add_number (words, first ? forward->h1[row] : forward->h2[row]);
  add (words, " · %s = %s = ", z,
       first ? "W<sub>1</sub>x + b<sub>1</sub>"
       : shape.hidden1 > 1 ? "Σ W<sub>2</sub>h<sub>1</sub> + b<sub>2</sub>"
       : "W<sub>2</sub>h<sub>1</sub> + b<sub>2</sub>");
  add_number (words, first ? forward->z1[row] : forward->z2[row]);
  add (words, "\n∂L/∂%s = ∂L/∂%s · (1 − h<sub>%d</sub>²)\n= ", z, h, column);
  add_number (words, first ? backward->d_h1[row] : backward->d_h2[row]);
  add_factor (words, " · ", first ? forward->s1[row] : forward->s2[row]);
  add (words, " = ");
  add_number (words, first ? backward->d_z1[row] : backward->d_z2[row]);
}

static void
explain_output (Words *words)
{
  const ChainBackward *backward = &words->backward;

  add (words, "<b>ŷ</b> = %s = ", words->plot->shape.hidden2 > 1 ? "Σ W<sub>3</sub>h<sub>2</sub> + b<sub>3</sub>"
                                  : "W<sub>3</sub>h<sub>2</sub> + b<sub>3</sub>");
  add_number (words, words->forward.output);
  add (words, "\nL = (ŷ − y)² = ");
  add_number (words, backward->error * backward->error);
  add (words, " · y = ");
  add_number (words, words->plot->y);
  add (words, "\n∂L/∂ŷ = 2(ŷ − y) = ");
  add_number (words, backward->d_output);
}

/* What the picture shows, where nothing is pointed at. */
static void
explain_all (Words *words)
{
  const ChainBackward *backward = &words->backward;

  /* Translators: before the x and y of the sample that the numbers are of */
  add (words, "%s x = ", words->plot->is_normalized ? _("Sample, normalised:") : _("Sample"));
  add_number (words, words->plot->x);
  add (words, ", y = ");
  add_number (words, words->plot->y);
  add (words, ": ŷ = ");
  add_number (words, words->forward.output);
  add (words, ", L = ");
  add_number (words, backward->error * backward->error);
  /* Translators: what the numbers in and beside the nodes are: forward z and h, backward derivatives */
  add (words, "\n%s", _("Forward: z, h = tanh z. Backward (←): ∂L/∂z, ∂L/∂W."));
  /* Translators: how the edges of the graph are drawn */
  add (words, "\n%s", _("Wide: large. Solid: positive. Dashed: negative. Squares: biases."));
}

/**
 * chain_network_plot_explain:
 * @part: what is pointed at; nothing for the picture as a whole
 * @markup: (out): lines: its name and value, the formula, the formula with its numbers, and the mean
 *   over the batch; empty where nothing has been computed
 */
void
chain_network_plot_explain (const ChainNetworkPlot *plot,
                            ChainNetworkPart        part,
                            char                    markup[CHAIN_NETWORK_TEXT_SIZE])
{
  Words words = { .plot = plot, .markup = markup };
  int row, column;

  markup[0] = '\0';
  if (plot->parameters == NULL)
    return;

  chain_network_forward (plot->shape, plot->parameters, plot->x, &words.forward);
  chain_network_backward (plot->shape, plot->parameters, &words.forward, plot->y, &words.backward);
  if (part.kind == CHAIN_NETWORK_NOTHING)
    {
      explain_all (&words);
      return;
    }
  if (part.kind == CHAIN_NETWORK_PARAMETER)
    {
      explain_parameter (&words, part.index);
      return;
    }

  column = chain_network_locate_node (plot->shape, part.index, &row);
  if (column == 0)
    {
      /* Translators: of the network; x is the input of one sample */
      add (&words, "<b>x</b> = %s = ", _("input of the sample"));
      add_number (&words, plot->x);
    }
  else if (column == 3)
    explain_output (&words);
  else
    explain_neuron (&words, column, row);
}
