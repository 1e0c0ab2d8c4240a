// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-explain.h"

#include <math.h>
#include <stdio.h>

#include <glib/gi18n.h>

#include "chain-decimal.h"

/* The formulas of the derivation with the numbers filled in. Numbers are exact (the shortest
 * text that gives back the same bits), so that every line can be done again by hand. */

/* A neuron's number stands behind a symbol only where its layer has several. */
typedef struct
{
  GString *text;
  ChainShape shape;
  const double *parameters;
  gsize n; /* samples */
  ChainForward forward;
  ChainBackward backward;
} Explanation;

static const char *const group_symbols[CHAIN_N_GROUPS] = { "W₁", "b₁", "W₂", "b₂", "W₃", "b₃" };

static void
put (Explanation *e,
     const char  *text)
{
  g_string_append (e->text, text);
}

static void
put_value (Explanation *e,
           double       value)
{
  char buffer[CHAIN_DECIMAL_SIZE];

  put (e, chain_decimal_format (value, buffer));
}

/* A number inside a formula. */
static void
put_term (Explanation *e,
          double       value)
{
  put (e, signbit (value) ? "(" : "");
  put_value (e, value);
  put (e, signbit (value) ? ")" : "");
}

/* “= value” ends a line. */
static void
put_result (Explanation *e,
            double       value)
{
  put (e, " = ");
  put_value (e, value);
  put (e, "\n");
}

/* A quantity of neuron @i in a layer of @width: “h₁” or “h₁[2]”. */
static void
put_symbol (Explanation *e,
            const char  *symbol,
            int          width,
            int          i)
{
  put (e, symbol);
  if (width > 1)
    g_string_append_printf (e->text, "[%d]", i + 1);
}

static void
put_W2 (Explanation *e,
        int          k,
        int          j)
{
  put (e, group_symbols[CHAIN_W2]);
  if (e->shape.hidden1 * e->shape.hidden2 > 1)
    g_string_append_printf (e->text, "[%d][%d]", k + 1, j + 1);
}

static double
parameter (const Explanation *e,
           ChainGroup         group,
           int                i)
{
  return e->parameters[chain_shape_group_offset (e->shape, group) + (gsize) i];
}

static double
parameter_W2 (const Explanation *e,
              int                k,
              int                j)
{
  return parameter (e, CHAIN_W2, k * e->shape.hidden1 + j);
}

/* z₁ = W₁·x + b₁, h₁ = tanh(z₁) */
static void
explain_layer1 (Explanation *e,
                int          j)
{
  int width = e->shape.hidden1;

  put (e, "  ");
  put_symbol (e, "z₁", width, j);
  put (e, " = ");
  put_symbol (e, "W₁", width, j);
  put (e, "·x + ");
  put_symbol (e, "b₁", width, j);
  put (e, " = ");
  put_term (e, parameter (e, CHAIN_W1, j));
  put (e, " × ");
  put_term (e, e->forward.x);
  put (e, " + ");
  put_term (e, parameter (e, CHAIN_B1, j));
  put_result (e, e->forward.z1[j]);

  put (e, "  ");
  put_symbol (e, "h₁", width, j);
  put (e, " = tanh(");
  put_symbol (e, "z₁", width, j);
  put (e, ")");
  put_result (e, e->forward.h1[j]);
}

/* z₂ = Σ W₂·h₁ + b₂, h₂ = tanh(z₂) */
static void
explain_layer2 (Explanation *e,
                int          k)
{
  int width = e->shape.hidden2;

  put (e, "  ");
  put_symbol (e, "z₂", width, k);
  put (e, " = ");
  for (int j = 0; j < e->shape.hidden1; j++)
    {
      put_W2 (e, k, j);
      put (e, "·");
      put_symbol (e, "h₁", e->shape.hidden1, j);
      put (e, " + ");
    }
  put_symbol (e, "b₂", width, k);
  put (e, " = ");
  for (int j = 0; j < e->shape.hidden1; j++)
    {
      put_term (e, parameter_W2 (e, k, j));
      put (e, " × ");
      put_term (e, e->forward.h1[j]);
      put (e, " + ");
    }
  put_term (e, parameter (e, CHAIN_B2, k));
  put_result (e, e->forward.z2[k]);

  put (e, "  ");
  put_symbol (e, "h₂", width, k);
  put (e, " = tanh(");
  put_symbol (e, "z₂", width, k);
  put (e, ")");
  put_result (e, e->forward.h2[k]);
}

/* ŷ = Σ W₃·h₂ + b₃, and the error */
static void
explain_output (Explanation *e)
{
  int width = e->shape.hidden2;

  put (e, "  ŷ = ");
  for (int k = 0; k < width; k++)
    {
      put_symbol (e, "W₃", width, k);
      put (e, "·");
      put_symbol (e, "h₂", width, k);
      put (e, " + ");
    }
  put (e, "b₃ = ");
  for (int k = 0; k < width; k++)
    {
      put_term (e, parameter (e, CHAIN_W3, k));
      put (e, " × ");
      put_term (e, e->forward.h2[k]);
      put (e, " + ");
    }
  put_term (e, parameter (e, CHAIN_B3, 0));
  put_result (e, e->forward.output);

  put (e, "  ŷ - y");
  put_result (e, e->backward.error);
}

/* tanh′ of both layers, which many gradients share */
static void
explain_slopes (Explanation *e)
{
  for (int k = 0; k < e->shape.hidden2; k++)
    {
      put (e, "  1 - ");
      put_symbol (e, "h₂", e->shape.hidden2, k);
      put (e, "²");
      put_result (e, e->forward.s2[k]);
    }

  for (int j = 0; j < e->shape.hidden1; j++)
    {
      put (e, "  1 - ");
      put_symbol (e, "h₁", e->shape.hidden1, j);
      put (e, "²");
      put_result (e, e->forward.s1[j]);
    }
}

/* The beginning of every gradient: “2(ŷ - y)”, of several samples “2/n × (ŷ - y)”. */
static void
put_head (Explanation *e,
          gboolean     filled)
{
  if (e->n == 1)
    put (e, filled ? "2 × " : "2(ŷ - y)");
  else
    g_string_append_printf (e->text, "2/%" G_GSIZE_FORMAT " × %s", e->n, filled ? "" : "(ŷ - y)");

  if (filled)
    put_term (e, e->backward.error);
}

/* … × W₃ × (1 - h₂²): the way back through neuron @k of layer 2, ∂L/∂z₂ */
static void
put_layer2 (Explanation *e,
            int          k,
            gboolean     filled)
{
  put_head (e, filled);
  put (e, " × ");
  if (filled)
    {
      put_term (e, parameter (e, CHAIN_W3, k));
      put (e, " × ");
      put_term (e, e->forward.s2[k]);
      return;
    }

  put_symbol (e, "W₃", e->shape.hidden2, k);
  put (e, " × (1 - ");
  put_symbol (e, "h₂", e->shape.hidden2, k);
  put (e, "²)");
}

/* ∂L/∂h₁ = Σ … × W₂: all ways back to neuron @j of layer 1 */
static void
put_ways_to_h1 (Explanation *e,
                int          j,
                gboolean     filled)
{
  for (int k = 0; k < e->shape.hidden2; k++)
    {
      put (e, k > 0 ? " + " : "");
      put_layer2 (e, k, filled);
      put (e, " × ");
      if (filled)
        put_term (e, parameter_W2 (e, k, j));
      else
        put_W2 (e, k, j);
    }
}

/* … × (1 - h₁²): ∂L/∂z₁. Several ways to h₁ have got a line of their own by then. */
static void
put_layer1 (Explanation *e,
            int          j,
            gboolean     filled)
{
  if (e->shape.hidden2 == 1)
    put_ways_to_h1 (e, j, filled);
  else if (filled)
    put_term (e, e->backward.d_h1[j] / (double) e->n);
  else
    put_symbol (e, "∂L/∂h₁", e->shape.hidden1, j);

  put (e, " × ");
  if (filled)
    {
      put_term (e, e->forward.s1[j]);
      return;
    }

  put (e, "(1 - ");
  put_symbol (e, "h₁", e->shape.hidden1, j);
  put (e, "²)");
}

static void
put_factors (Explanation *e,
             ChainGroup   group,
             int          row,
             int          column,
             gboolean     filled)
{
  switch (group)
    {
    case CHAIN_W1:
    case CHAIN_B1:
      put_layer1 (e, row, filled);
      break;
    case CHAIN_W2:
    case CHAIN_B2:
      put_layer2 (e, row, filled);
      break;
    default:
      put_head (e, filled);
    }

  if (group == CHAIN_B1 || group == CHAIN_B2 || group == CHAIN_B3)
    return;

  put (e, " × ");
  if (group == CHAIN_W1 && filled)
    put_term (e, e->forward.x);
  else if (group == CHAIN_W1)
    put (e, "x");
  else if (filled)
    put_term (e, group == CHAIN_W2 ? e->forward.h1[column] : e->forward.h2[row]);
  else if (group == CHAIN_W2)
    put_symbol (e, "h₁", e->shape.hidden1, column);
  else
    put_symbol (e, "h₂", e->shape.hidden2, row);
}

static void
put_gradient_symbol (Explanation *e,
                     ChainGroup   group,
                     int          row,
                     int          column)
{
  put (e, "∂L/∂");
  if (group == CHAIN_W2)
    put_W2 (e, row, column);
  else
    put_symbol (e, group_symbols[group], (int) chain_shape_group_length (e->shape, group), row);
}

static void
explain_gradients (Explanation *e)
{
  for (int j = 0; e->shape.hidden2 > 1 && j < e->shape.hidden1; j++)
    {
      put (e, "  ");
      put_symbol (e, "∂L/∂h₁", e->shape.hidden1, j);
      put (e, " = ");
      put_ways_to_h1 (e, j, FALSE);
      put (e, " = ");
      put_ways_to_h1 (e, j, TRUE);
      put_result (e, e->backward.d_h1[j] / (double) e->n);
    }

  for (gsize p = 0; p < chain_shape_n_parameters (e->shape); p++)
    {
      int row, column;
      ChainGroup group = chain_parameter_locate (e->shape, p, &row, &column);

      put (e, "  ");
      put_gradient_symbol (e, group, row, column);
      put (e, " = ");
      put_factors (e, group, row, column, FALSE);
      put (e, " = ");
      put_factors (e, group, row, column, TRUE);
      put_result (e, e->backward.gradients[p] / (double) e->n);
    }
}

/* The way from plain to training units and back. */
static void
explain_scaling (Explanation *e,
                 const char  *symbol,
                 double       plain,
                 double       mean,
                 double       deviation,
                 double       result)
{
  g_string_append_printf (e->text, _("  %s in training units"), symbol);
  g_string_append_printf (e->text, " = (%s - %s) / %s = (", symbol, _("mean"), _("deviation"));
  put_value (e, plain);
  put (e, " - ");
  put_term (e, mean);
  put (e, ") / ");
  put_value (e, deviation);
  put_result (e, result);
}

static void
explain_inputs (Explanation        *e,
                const ChainDataset *dataset,
                const ChainDataset *plain,
                gsize               i)
{
  const ChainScaling *scaling = &dataset->scaling;

  if (scaling->x_mean != 0.0 || scaling->x_deviation != 1.0)
    explain_scaling (e, "x", plain->x[i], scaling->x_mean, scaling->x_deviation, dataset->x[i]);
  if (scaling->y_mean != 0.0 || scaling->y_deviation != 1.0)
    explain_scaling (e, "y", plain->y[i], scaling->y_mean, scaling->y_deviation, dataset->y[i]);
}

static void
explain_plain_output (Explanation        *e,
                      const ChainDataset *dataset)
{
  const ChainScaling *scaling = &dataset->scaling;

  if (scaling->y_mean == 0.0 && scaling->y_deviation == 1.0)
    return;

  put (e, _("  ŷ in plain units"));
  g_string_append_printf (e->text, " = ŷ·%s + %s = ", _("deviation"), _("mean"));
  put_term (e, e->forward.output);
  put (e, " × ");
  put_value (e, scaling->y_deviation);
  put (e, " + ");
  put_term (e, scaling->y_mean);
  put_result (e, e->forward.output * scaling->y_deviation + scaling->y_mean);
}

/**
 * chain_cli_explain_samples:
 * @parameters: in flat order
 * @dataset: the samples
 * @plain: the same before they were normalised
 *
 * Prints, for each sample, the forward pass and every gradient as the product that the
 * derivation gives (“Complete Gradient Summary”). Of several samples each has a share of the
 * gradients, with 2/n instead of 2 (“Batch Training”).
 */
void
chain_cli_explain_samples (ChainShape          shape,
                           const double       *parameters,
                           const ChainDataset *dataset,
                           const ChainDataset *plain)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Explanation e = { text, shape, parameters, dataset->n };

  for (gsize i = 0; i < dataset->n; i++)
    {
      chain_network_forward (shape, parameters, dataset->x[i], &e.forward);
      chain_network_backward (shape, parameters, &e.forward, dataset->y[i], &e.backward);

      g_string_truncate (text, 0);
      g_string_append_printf (text, _("Sample %d of %d"), (int) i + 1, (int) dataset->n);
      put (&e, ": x = ");
      put_value (&e, plain->x[i]);
      put (&e, ", y = ");
      put_value (&e, plain->y[i]);
      put (&e, "\n");
      explain_inputs (&e, dataset, plain, i);

      for (int j = 0; j < shape.hidden1; j++)
        explain_layer1 (&e, j);
      for (int k = 0; k < shape.hidden2; k++)
        explain_layer2 (&e, k);
      explain_output (&e);
      explain_plain_output (&e, dataset);
      explain_slopes (&e);
      if (dataset->n > 1)
        g_string_append_printf (text, "  %s\n", _("This sample's share of the gradients:"));
      explain_gradients (&e);

      fputs (text->str, stdout);
      putchar ('\n');
    }
}

/**
 * chain_cli_explain_result:
 * @gradients: in flat order
 *
 * Prints the loss and the gradients, the sums over all samples.
 */
void
chain_cli_explain_result (ChainShape          shape,
                          const ChainDataset *dataset,
                          double              loss,
                          const double       *gradients)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Explanation e = { text, shape, NULL, dataset->n };

  if (dataset->n > 1)
    g_string_append_printf (text, _("All %d samples together:"), (int) dataset->n);
  else
    put (&e, _("The sample alone:"));

  put (&e, dataset->n > 1 ? "\n  L = (1/n) Σ (ŷ - y)²" : "\n  L = (ŷ - y)²");
  put_result (&e, loss);

  for (gsize p = 0; p < chain_shape_n_parameters (shape); p++)
    {
      int row, column;
      ChainGroup group = chain_parameter_locate (shape, p, &row, &column);

      put (&e, "  ");
      put_gradient_symbol (&e, group, row, column);
      put_result (&e, gradients[p]);
    }

  fputs (text->str, stdout);
}
