// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-derivation.h"

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-printed.h"
#include "chain-tanh.h"

/* The derivation for one sample, in the order of the document: forward, loss, and back from the
 * output to the input. */

#define FORWARD "·"
#define BACKWARD " × "

static int
digits (const ChainDerivation *self)
{
  return self->source->digits;
}

static const ChainQuantity *
parameter (const ChainDerivation *self,
           ChainGroup             group,
           int                    row,
           int                    column)
{
  ChainShape shape = self->source->shape;
  int index = group == CHAIN_W2 ? row * shape.hidden1 + column : row;

  return &self->parameters[chain_shape_group_offset (shape, group) + (gsize) index];
}

static ChainSymbol
parameter_symbol (const ChainDerivation *self,
                  ChainGroup             group,
                  int                    row,
                  int                    column)
{
  return chain_symbol_of_parameter (self->source->shape,
                                    (gsize) (parameter (self, group, row, column) - self->parameters));
}

static ChainSymbol
neuron1 (const ChainDerivation *self,
         ChainSymbolName        name,
         int                    j)
{
  return chain_symbol_of_neuron (name, self->source->shape.hidden1, j);
}

static ChainSymbol
neuron2 (const ChainDerivation *self,
         ChainSymbolName        name,
         int                    k)
{
  return chain_symbol_of_neuron (name, self->source->shape.hidden2, k);
}

static ChainSymbol
plain (ChainSymbolName name)
{
  return (ChainSymbol) { .name = name };
}

static ChainSymbol
with_form (ChainSymbol symbol,
           ChainForm   form)
{
  symbol.form = form;
  return symbol;
}

static void
factor (ChainDerivation *self,
        ChainLine       *line,
        ChainGroup       group,
        int              row,
        int              column)
{
  chain_line_factor (line, parameter_symbol (self, group, row, column), parameter (self, group, row, column));
}

/**
 * chain_derivation_compare:
 * @value: what the last formula gives for @symbol
 *
 * In the worked example, writes beside it what the document prints.
 */
void
chain_derivation_compare (ChainDerivation     *self,
                          ChainSymbol          symbol,
                          const ChainQuantity *value)
{
  GPtrArray *blocks = self->sheet->blocks;
  ChainBlock *last = g_ptr_array_index (blocks, blocks->len - 1);
  gboolean is_right;

  if (!self->is_worked_example)
    return;

  last->remark = chain_printed_compare (symbol, last->assigns, &value->numeral, &is_right);
  if (last->remark != NULL)
    {
      self->n_printed++;
      self->n_printed_right += is_right;
    }
}

/**
 * chain_derivation_finish:
 * @line: (transfer full)
 *
 * Writes @line into the sheet, in the worked example with what is printed there.
 */
ChainQuantity
chain_derivation_finish (ChainDerivation *self,
                         ChainLine       *line,
                         ChainSymbol      left)
{
  ChainQuantity value = chain_line_finish (line, self->sheet, chain_token_symbol (left), digits (self));

  chain_derivation_compare (self, left, &value);
  return value;
}

static double
hyperbolic_tangent (const double *z)
{
  return chain_tanh (z[0], NULL);
}

static double
hyperbolic_secant_squared (const double *z)
{
  double s;

  chain_tanh (z[0], &s);
  return s;
}

/* h = tanh(z) */
static ChainQuantity
explain_tanh (ChainDerivation     *self,
              ChainSymbol          h,
              ChainSymbol          z,
              const ChainQuantity *value)
{
  GArray *symbolic = chain_tokens_new ();
  ChainQuantity result;

  chain_tokens_append (symbolic, chain_token_text ("tanh("));
  chain_tokens_append (symbolic, chain_token_symbol (z));
  chain_tokens_append (symbolic, chain_token_text (")"));
  result = chain_line_function (self->sheet, chain_token_symbol (h), digits (self), symbolic, value,
                                hyperbolic_tangent);
  chain_derivation_compare (self, h, &result);
  return result;
}

/* 1 − h² = …, or where that cancels = sech²(z) = … */
static ChainQuantity
explain_slope (ChainDerivation     *self,
               ChainSymbol          h,
               const ChainQuantity *h_value,
               ChainSymbol          z,
               const ChainQuantity *z_value)
{
  ChainSymbol slope = with_form (h, CHAIN_FORM_ONE_MINUS_SQUARE);
  double operand = chain_numeral_to_double (&z_value->numeral);
  ChainQuantity value = chain_quantity_new (hyperbolic_secant_squared (&operand), z_value->exact && z_value->numeral.n == 0);
  ChainLine *line = chain_line_new (FORWARD);

  chain_line_term (line, FALSE);
  chain_line_constant (line, 1);
  chain_line_term (line, TRUE);
  chain_line_square (line, h, h_value);
  if (!chain_line_try (line, self->sheet, chain_token_symbol (slope), digits (self), &value))
    {
      GArray *symbolic = chain_tokens_new ();

      chain_tokens_append (symbolic, chain_token_text ("sech²("));
      chain_tokens_append (symbolic, chain_token_symbol (z));
      chain_tokens_append (symbolic, chain_token_text (")"));
      chain_line_function (self->sheet, chain_token_symbol (slope), digits (self), symbolic, z_value,
                           hyperbolic_secant_squared);
    }

  chain_derivation_compare (self, slope, &value);
  return value;
}

/* x or y, where the data are normalised: (value − mean) / deviation */
static double
scale (const double *operands)
{
  return (operands[0] - operands[1]) / operands[2];
}

static ChainQuantity
explain_scaling (ChainDerivation *self,
                 const char      *left,
                 ChainSymbolName  name,
                 double           value,
                 double           mean,
                 double           deviation)
{
  GArray *symbolic = chain_tokens_new ();
  ChainQuantity operands[] = {
    chain_quantity_new (value, TRUE), chain_quantity_new (mean, TRUE), chain_quantity_new (deviation, TRUE),
  };

  if (mean == 0.0 && deviation == 1.0)
    {
      g_array_unref (symbolic);
      return operands[0];
    }

  chain_tokens_append (symbolic, chain_token_text ("("));
  chain_tokens_append (symbolic, chain_token_symbol (plain (name)));
  chain_tokens_append (symbolic, chain_token_text (" - "));
  chain_tokens_append (symbolic, chain_token_symbol (plain (CHAIN_SYMBOL_MEAN)));
  chain_tokens_append (symbolic, chain_token_text (") / "));
  chain_tokens_append (symbolic, chain_token_symbol (plain (CHAIN_SYMBOL_DEVIATION)));
  return chain_line_function (self->sheet, chain_token_word (left), digits (self), symbolic, operands, scale);
}

static void
explain_inputs (ChainDerivation *self)
{
  const ChainExplanationSource *source = self->source;
  const ChainScaling *scaling = &source->dataset->scaling;

  self->x = explain_scaling (self, _("x in training units"), CHAIN_SYMBOL_X, source->plain->x[source->sample],
                             scaling->x_mean, scaling->x_deviation);
  self->y = explain_scaling (self, _("y in training units"), CHAIN_SYMBOL_Y, source->plain->y[source->sample],
                             scaling->y_mean, scaling->y_deviation);
}

/* ŷ·deviation + mean */
static void
explain_plain_output (ChainDerivation *self)
{
  const ChainScaling *scaling = &self->source->dataset->scaling;
  ChainQuantity mean = chain_quantity_new (scaling->y_mean, TRUE);
  ChainQuantity deviation = chain_quantity_new (scaling->y_deviation, TRUE);
  ChainLine *line;

  if (scaling->y_mean == 0.0 && scaling->y_deviation == 1.0)
    return;

  line = chain_line_new (FORWARD);
  chain_line_term (line, FALSE);
  chain_line_factor (line, plain (CHAIN_SYMBOL_OUTPUT), &self->output);
  chain_line_factor (line, plain (CHAIN_SYMBOL_DEVIATION), &deviation);
  chain_line_term (line, FALSE);
  chain_line_factor (line, plain (CHAIN_SYMBOL_MEAN), &mean);
  chain_line_finish (line, self->sheet, chain_token_word (_("ŷ in plain units")), digits (self));
}

static void
explain_forward (ChainDerivation *self)
{
  ChainShape shape = self->source->shape;
  ChainLine *line;

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, "%s", _("Forward"));
  explain_inputs (self);
  for (int j = 0; j < shape.hidden1; j++)
    {
      line = chain_line_new (FORWARD);
      chain_line_term (line, FALSE);
      factor (self, line, CHAIN_W1, j, 0);
      chain_line_factor (line, plain (CHAIN_SYMBOL_X), &self->x);
      chain_line_term (line, FALSE);
      factor (self, line, CHAIN_B1, j, 0);
      self->z1[j] = chain_derivation_finish (self, line, neuron1 (self, CHAIN_SYMBOL_Z1, j));
      self->h1[j] = explain_tanh (self, neuron1 (self, CHAIN_SYMBOL_H1, j),
                                  neuron1 (self, CHAIN_SYMBOL_Z1, j), &self->z1[j]);
    }

  for (int k = 0; k < shape.hidden2; k++)
    {
      line = chain_line_new (FORWARD);
      for (int j = 0; j < shape.hidden1; j++)
        {
          chain_line_term (line, FALSE);
          factor (self, line, CHAIN_W2, k, j);
          chain_line_factor (line, neuron1 (self, CHAIN_SYMBOL_H1, j), &self->h1[j]);
        }
      chain_line_term (line, FALSE);
      factor (self, line, CHAIN_B2, k, 0);
      self->z2[k] = chain_derivation_finish (self, line, neuron2 (self, CHAIN_SYMBOL_Z2, k));
      self->h2[k] = explain_tanh (self, neuron2 (self, CHAIN_SYMBOL_H2, k),
                                  neuron2 (self, CHAIN_SYMBOL_Z2, k), &self->z2[k]);
    }

  line = chain_line_new (FORWARD);
  for (int k = 0; k < shape.hidden2; k++)
    {
      chain_line_term (line, FALSE);
      factor (self, line, CHAIN_W3, k, 0);
      chain_line_factor (line, neuron2 (self, CHAIN_SYMBOL_H2, k), &self->h2[k]);
    }
  chain_line_term (line, FALSE);
  factor (self, line, CHAIN_B3, 0, 0);
  self->output = chain_derivation_finish (self, line, plain (CHAIN_SYMBOL_OUTPUT));
  explain_plain_output (self);
}

static void
explain_loss (ChainDerivation *self)
{
  ChainSymbol error = with_form (plain (CHAIN_SYMBOL_OUTPUT), CHAIN_FORM_ERROR);
  ChainLine *line = chain_line_new (FORWARD);

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, "%s", _("Loss"));
  chain_line_term (line, FALSE);
  chain_line_factor (line, plain (CHAIN_SYMBOL_OUTPUT), &self->output);
  chain_line_term (line, TRUE);
  chain_line_factor (line, plain (CHAIN_SYMBOL_Y), &self->y);
  self->error = chain_derivation_finish (self, line, error);

  line = chain_line_new (FORWARD);
  chain_line_term (line, FALSE);
  chain_line_square (line, error, &self->error);
  self->loss = chain_derivation_finish (self, line, plain (CHAIN_SYMBOL_LOSS));
}

/* 2(ŷ − y), with which every gradient begins */
static void
put_output (ChainDerivation *self,
            ChainLine       *line)
{
  chain_line_term (line, FALSE);
  chain_line_constant (line, 2);
  chain_line_factor (line, with_form (plain (CHAIN_SYMBOL_OUTPUT), CHAIN_FORM_ERROR), &self->error);
}

/* … × W₃ × (1 − h₂²), ∂L/∂z₂ of neuron @k */
static void
put_layer2 (ChainDerivation *self,
            ChainLine       *line,
            int              k)
{
  put_output (self, line);
  factor (self, line, CHAIN_W3, k, 0);
  chain_line_factor (line, with_form (neuron2 (self, CHAIN_SYMBOL_H2, k), CHAIN_FORM_ONE_MINUS_SQUARE), &self->s2[k]);
}

/* Σ … × W₂, ∂L/∂h₁ of neuron @j: all ways back to it */
static void
put_ways (ChainDerivation *self,
          ChainLine       *line,
          int              j)
{
  for (int k = 0; k < self->source->shape.hidden2; k++)
    {
      put_layer2 (self, line, k);
      factor (self, line, CHAIN_W2, k, j);
    }
}

/* … × (1 − h₁²), ∂L/∂z₁ of neuron @j. Several ways have got a line of their own by then. */
static void
put_layer1 (ChainDerivation *self,
            ChainLine       *line,
            int              j)
{
  if (self->source->shape.hidden2 == 1)
    put_ways (self, line, j);
  else
    {
      chain_line_term (line, FALSE);
      chain_line_factor (line, with_form (neuron1 (self, CHAIN_SYMBOL_H1, j), CHAIN_FORM_GRADIENT), &self->d_h1[j]);
    }
  chain_line_factor (line, with_form (neuron1 (self, CHAIN_SYMBOL_H1, j), CHAIN_FORM_ONE_MINUS_SQUARE), &self->s1[j]);
}

/* The product that the derivation gives for a parameter (“Complete Gradient Summary”). */
static void
explain_gradient (ChainDerivation *self,
                  gsize            index)
{
  ChainShape shape = self->source->shape;
  ChainLine *line = chain_line_new (BACKWARD);
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, index, &row, &column);

  if (group == CHAIN_W1 || group == CHAIN_B1)
    put_layer1 (self, line, row);
  else if (group == CHAIN_W2 || group == CHAIN_B2)
    put_layer2 (self, line, row);
  else
    put_output (self, line);

  if (group == CHAIN_W1)
    chain_line_factor (line, plain (CHAIN_SYMBOL_X), &self->x);
  else if (group == CHAIN_W2)
    chain_line_factor (line, neuron1 (self, CHAIN_SYMBOL_H1, column), &self->h1[column]);
  else if (group == CHAIN_W3)
    chain_line_factor (line, neuron2 (self, CHAIN_SYMBOL_H2, row), &self->h2[row]);

  self->gradients[index]
    = chain_derivation_finish (self, line, with_form (chain_symbol_of_parameter (shape, index), CHAIN_FORM_GRADIENT));
}

gboolean
chain_derivation_is_wanted (const ChainDerivation *self,
                            gsize                  index)
{
  return self->source->parameter == CHAIN_ALL_PARAMETERS || (gsize) self->source->parameter == index;
}

/* The gradients that are asked for of two groups. */
static void
explain_gradients (ChainDerivation *self,
                   ChainGroup       group)
{
  gsize begin = chain_shape_group_offset (self->source->shape, group);
  gsize end = chain_shape_group_offset (self->source->shape, group + 2);

  for (gsize index = begin; index < end; index++)
    if (chain_derivation_is_wanted (self, index))
      explain_gradient (self, index);
}

/* Which neuron of layer 1 or 2 the gradient that is asked for goes through: −1 for all. Returns
 * %FALSE where it does not come so far. */
static gboolean
find_way (const ChainDerivation *self,
          ChainGroup             layer,
          int                   *neuron)
{
  int row, column;
  ChainGroup group;

  *neuron = -1;
  if (self->source->parameter == CHAIN_ALL_PARAMETERS)
    return TRUE;

  group = chain_parameter_locate (self->source->shape, (gsize) self->source->parameter, &row, &column);
  if (group / 2 == layer / 2)
    *neuron = row;
  return group / 2 <= layer / 2;
}

static void
explain_layer2 (ChainDerivation *self)
{
  int neuron;

  if (!find_way (self, CHAIN_W2, &neuron))
    return;

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, "%s", _("Back through hidden layer 2"));
  for (int k = 0; k < self->source->shape.hidden2; k++)
    if (neuron < 0 || neuron == k)
      self->s2[k] = explain_slope (self, neuron2 (self, CHAIN_SYMBOL_H2, k), &self->h2[k],
                                   neuron2 (self, CHAIN_SYMBOL_Z2, k), &self->z2[k]);
  explain_gradients (self, CHAIN_W2);
}

static void
explain_layer1 (ChainDerivation *self)
{
  int neuron;

  if (!find_way (self, CHAIN_W1, &neuron))
    return;

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, "%s", _("Back through hidden layer 1"));
  for (int j = 0; j < self->source->shape.hidden1; j++)
    if (neuron < 0 || neuron == j)
      {
        ChainSymbol h = neuron1 (self, CHAIN_SYMBOL_H1, j);

        if (self->source->shape.hidden2 > 1)
          {
            ChainLine *line = chain_line_new (BACKWARD);

            put_ways (self, line, j);
            self->d_h1[j] = chain_derivation_finish (self, line, with_form (h, CHAIN_FORM_GRADIENT));
          }
        self->s1[j] = explain_slope (self, h, &self->h1[j], neuron1 (self, CHAIN_SYMBOL_Z1, j), &self->z1[j]);
      }
  explain_gradients (self, CHAIN_W1);
}

static void
explain_backward (ChainDerivation *self)
{
  ChainLine *line;

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, "%s", _("Back from the output"));
  line = chain_line_new (BACKWARD);
  put_output (self, line);
  chain_derivation_finish (self, line, with_form (plain (CHAIN_SYMBOL_OUTPUT), CHAIN_FORM_GRADIENT));
  explain_gradients (self, CHAIN_W3);
  explain_layer2 (self);
  explain_layer1 (self);
}

/**
 * chain_derivation_explain_sample:
 *
 * Forward, loss and gradients of the sample, (ŷ − y)² being its loss.
 */
void
chain_derivation_explain_sample (ChainDerivation *self)
{
  explain_forward (self);
  explain_loss (self);
  explain_backward (self);
}
