// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-sample-table.h"

#include <math.h>
#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-tanh.h"

/* More than one place behind the digits asked for is tried only where the mean of the rounded rows
 * is not yet that of the rows. */
#define MOST_GUARDS 3

/* One sample, in doubles. */
typedef struct
{
  double x, y;
  double z1[CHAIN_MAX_WIDTH], h1[CHAIN_MAX_WIDTH], s1[CHAIN_MAX_WIDTH];
  double z2[CHAIN_MAX_WIDTH], h2[CHAIN_MAX_WIDTH], s2[CHAIN_MAX_WIDTH];
  double output, error;
} Row;

typedef struct
{
  ChainSymbol symbol;
  gboolean square;     /* of the error: its mean is the loss */
  gsize parameter;     /* of a gradient */
  gboolean is_summed;
  int power;           /* there: of ten, of the last digit of its rows */
  ChainNumeral sum;
  ChainQuantity mean;
} Column;

typedef struct
{
  ChainTable parent;
  ChainShape shape;
  int digits;
  double parameters[CHAIN_MAX_PARAMETERS];
  gsize n;
  double *x, *y;
  GArray *columns;
  gsize row_index;     /* of the row that is in @row */
  Row row;
} SampleTable;

static double
parameter (const SampleTable *self,
           ChainGroup         group,
           int                row,
           int                column)
{
  int index = group == CHAIN_W2 ? row * self->shape.hidden1 + column : row;

  return self->parameters[chain_shape_group_offset (self->shape, group) + (gsize) index];
}

static void
derive (const SampleTable *self,
        double             x,
        double             y,
        Row               *row)
{
  row->x = x;
  row->y = y;
  for (int j = 0; j < self->shape.hidden1; j++)
    {
      row->z1[j] = parameter (self, CHAIN_W1, j, 0) * x + parameter (self, CHAIN_B1, j, 0);
      row->h1[j] = chain_tanh (row->z1[j], &row->s1[j]);
    }

  row->output = 0.0;
  for (int k = 0; k < self->shape.hidden2; k++)
    {
      row->z2[k] = 0.0;
      for (int j = 0; j < self->shape.hidden1; j++)
        row->z2[k] += parameter (self, CHAIN_W2, k, j) * row->h1[j];
      row->z2[k] += parameter (self, CHAIN_B2, k, 0);
      row->h2[k] = chain_tanh (row->z2[k], &row->s2[k]);
      row->output += parameter (self, CHAIN_W3, k, 0) * row->h2[k];
    }
  row->output += parameter (self, CHAIN_B3, 0, 0);
  row->error = row->output - y;
}

/* 2(ŷ − y) × W₃ × (1 − h₂²) */
static double
back_to_layer2 (const SampleTable *self,
                const Row         *row,
                int                k)
{
  return 2.0 * row->error * parameter (self, CHAIN_W3, k, 0) * row->s2[k];
}

/* Σ 2(ŷ − y) × W₃ × (1 − h₂²) × W₂ × (1 − h₁²) */
static double
back_to_layer1 (const SampleTable *self,
                const Row         *row,
                int                j)
{
  double sum = 0.0;

  for (int k = 0; k < self->shape.hidden2; k++)
    sum += back_to_layer2 (self, row, k) * parameter (self, CHAIN_W2, k, j);

  return sum * row->s1[j];
}

/* The products of “Complete Gradient Summary”, one for each parameter. */
static double
gradient (const SampleTable *self,
          const Row         *row,
          gsize              index)
{
  int i, j;

  switch (chain_parameter_locate (self->shape, index, &i, &j))
    {
    case CHAIN_W1:
      return back_to_layer1 (self, row, i) * row->x;
    case CHAIN_B1:
      return back_to_layer1 (self, row, i);
    case CHAIN_W2:
      return back_to_layer2 (self, row, i) * row->h1[j];
    case CHAIN_B2:
      return back_to_layer2 (self, row, i);
    case CHAIN_W3:
      return 2.0 * row->error * row->h2[i];
    default:
      return 2.0 * row->error;
    }
}

static double
get_value (const SampleTable *self,
           const Row         *row,
           const Column      *column)
{
  int i = MAX (column->symbol.row, 1) - 1;

  if (column->square)
    return row->error * row->error;
  if (column->symbol.form == CHAIN_FORM_GRADIENT)
    return gradient (self, row, column->parameter);
  if (column->symbol.form == CHAIN_FORM_ERROR)
    return row->error;

  switch (column->symbol.name)
    {
    case CHAIN_SYMBOL_X:
      return row->x;
    case CHAIN_SYMBOL_Y:
      return row->y;
    case CHAIN_SYMBOL_Z1:
      return row->z1[i];
    case CHAIN_SYMBOL_H1:
      return row->h1[i];
    case CHAIN_SYMBOL_Z2:
      return row->z2[i];
    case CHAIN_SYMBOL_H2:
      return row->h2[i];
    default:
      return row->output;
    }
}

static const Row *
get_row (SampleTable *self,
         gsize        i)
{
  if (self->row_index != i)
    derive (self, self->x[i], self->y[i], &self->row);
  self->row_index = i;
  return &self->row;
}

static ChainNumeral
get_numeral (SampleTable  *self,
             gsize         i,
             const Column *column)
{
  ChainNumeral numeral = chain_numeral_new (get_value (self, get_row (self, i), column));

  return column->is_summed ? chain_numeral_round_at (&numeral, column->power)
                           : chain_numeral_round (&numeral, self->digits);
}

/* Adds up the rows as they are shown. Returns whether their mean is @wanted. */
static gboolean
sum_rows (SampleTable        *self,
          Column             *column,
          const ChainNumeral *wanted)
{
  g_autoptr (ChainExactSum) sum = chain_exact_sum_new ();
  ChainNumeral mean;

  for (gsize i = 0; i < self->n; i++)
    {
      ChainNumeral numeral = get_numeral (self, i, column);

      chain_exact_sum_add (sum, FALSE, 1, &numeral);
    }

  column->sum = chain_exact_sum_round (sum, CHAIN_NUMERAL_MOST_DIGITS, NULL);
  column->mean.numeral = chain_exact_sum_divide (sum, (guint) self->n, CHAIN_NUMERAL_MOST_DIGITS, NULL);
  mean = chain_numeral_round (&column->mean.numeral, self->digits);
  return chain_numeral_equal (&mean, wanted);
}

/* Chooses the place that the rows are rounded to, and adds them up. */
static void
settle_column (SampleTable *self,
               Column      *column)
{
  double sum = 0.0, largest = 0.0;
  ChainNumeral mean, top, wanted;
  int least;

  for (gsize i = 0; i < self->n; i++)
    {
      double value = get_value (self, get_row (self, i), column);

      sum += value;
      largest = fmax (largest, fabs (value));
    }

  mean = chain_numeral_new (sum / (double) self->n);
  top = chain_numeral_new (largest);
  wanted = chain_numeral_round (&mean, self->digits);
  /* a number of more digits than a double has would be noise */
  least = top.exponent - CHAIN_NUMERAL_DIGITS + 2;
  for (int guards = 1; guards <= MOST_GUARDS; guards++)
    {
      column->power = MAX ((mean.n > 0 ? mean.exponent : top.exponent) - self->digits - guards + 1, least);
      if (sum_rows (self, column, &wanted))
        break;
    }
}

static void
add_column (SampleTable *self,
            Column       column)
{
  g_array_append_val (self->columns, column);
}

static void
add_symbol (SampleTable *self,
            ChainSymbol  symbol)
{
  add_column (self, (Column) { .symbol = symbol });
}

/* z and h of a layer: all, of the neuron @only, or for a wide network that is explained as a whole
 * none, for want of room. */
static void
add_layer (SampleTable     *self,
           ChainSymbolName  z,
           int              width,
           int              only)
{
  if (width > 1 && only < 0)
    return;

  for (ChainSymbolName name = z; name <= z + 1; name++)
    add_symbol (self, chain_symbol_of_neuron (name, width, MAX (only, 0)));
}

static void
add_columns (SampleTable *self,
             int          wanted)
{
  int row, column, neuron1 = -1, neuron2 = -1;

  if (wanted != CHAIN_ALL_PARAMETERS)
    {
      ChainGroup group = chain_parameter_locate (self->shape, (gsize) wanted, &row, &column);

      if (group == CHAIN_W1 || group == CHAIN_B1)
        neuron1 = row;
      if (group == CHAIN_W2)
        neuron1 = column;
      if (group == CHAIN_W2 || group == CHAIN_B2 || group == CHAIN_W3)
        neuron2 = row;
    }

  add_symbol (self, (ChainSymbol) { .name = CHAIN_SYMBOL_X });
  add_symbol (self, (ChainSymbol) { .name = CHAIN_SYMBOL_Y });
  add_layer (self, CHAIN_SYMBOL_Z1, self->shape.hidden1, neuron1);
  add_layer (self, CHAIN_SYMBOL_Z2, self->shape.hidden2, neuron2);
  add_symbol (self, (ChainSymbol) { .name = CHAIN_SYMBOL_OUTPUT });
  add_symbol (self, (ChainSymbol) { .name = CHAIN_SYMBOL_OUTPUT, .form = CHAIN_FORM_ERROR });
  add_column (self, (Column) {
    .symbol = { .name = CHAIN_SYMBOL_OUTPUT, .form = CHAIN_FORM_ERROR }, .square = TRUE, .is_summed = TRUE,
  });

  for (gsize i = 0; i < chain_shape_n_parameters (self->shape); i++)
    if (wanted == CHAIN_ALL_PARAMETERS || (gsize) wanted == i)
      {
        Column gradient = { chain_symbol_of_parameter (self->shape, i), .parameter = i, .is_summed = TRUE };

        gradient.symbol.form = CHAIN_FORM_GRADIENT;
        add_column (self, gradient);
      }
}

static Column *
get_column (SampleTable *self,
            gsize        column)
{
  return &g_array_index (self->columns, Column, column - 1);
}

static void
write_head (ChainTable    *table,
            gsize          column,
            ChainNotation  notation,
            GString       *string)
{
  SampleTable *self = (SampleTable *) table;
  ChainToken token = chain_token_word (_("sample"));

  if (column > 0)
    {
      token = chain_token_symbol (get_column (self, column)->symbol);
      token.square = get_column (self, column)->square;
    }
  chain_token_write_alone (token, notation, string);
}

static void
write_numeral (const ChainNumeral *numeral,
               int                 digits,
               ChainNotation       notation,
               GString            *string)
{
  chain_token_write_alone (chain_token_number (numeral, digits), notation, string);
}

static void
write_foot (SampleTable   *self,
            gboolean       is_mean,
            gsize          i,
            ChainNotation  notation,
            GString       *string)
{
  const Column *column = i > 0 ? get_column (self, i) : NULL;

  if (column == NULL)
    chain_token_write_alone (chain_token_word (is_mean ? _("mean") : _("sum")), notation, string);
  else if (column->is_summed && is_mean)
    {
      ChainNumeral mean = chain_numeral_round (&column->mean.numeral, self->digits);

      write_numeral (&mean, self->digits, notation, string);
    }
  else if (column->is_summed)
    write_numeral (&column->sum, column->sum.exponent - column->power + 1, notation, string);
}

static void
write_cell (ChainTable    *table,
            gsize          row,
            gsize          i,
            ChainNotation  notation,
            GString       *string)
{
  SampleTable *self = (SampleTable *) table;
  ChainNumeral numeral;

  if (row >= self->n)
    write_foot (self, row > self->n, i, notation, string);
  else if (i == 0)
    g_string_append_printf (string, "%" G_GSIZE_FORMAT, row + 1);
  else
    {
      const Column *column = get_column (self, i);
      ChainNumeral whole = chain_numeral_new (get_value (self, get_row (self, row), column));

      numeral = get_numeral (self, row, column);
      if (column->is_summed)
        write_numeral (&numeral, numeral.exponent - column->power + 1, notation, string);
      else
        write_numeral (&numeral, whole.n > self->digits ? self->digits : 0, notation, string);
    }
}

static void
sample_table_free (ChainTable *table)
{
  SampleTable *self = (SampleTable *) table;

  g_array_unref (self->columns);
  g_free (self->x);
  g_free (self->y);
  g_free (self);
}

/* Everything but the columns. */
static SampleTable *
sample_table_new (const ChainExplanationSource *source)
{
  SampleTable *self = g_new0 (SampleTable, 1);
  gsize n = source->dataset->n;

  self->parent = (ChainTable) { 0, n + 2, 2, write_head, write_cell, sample_table_free };
  self->shape = source->shape;
  self->digits = source->digits;
  self->n = n;
  memcpy (self->parameters, source->parameters, chain_shape_n_parameters (source->shape) * sizeof (double));
  self->x = g_memdup2 (source->dataset->x, n * sizeof (double));
  self->y = g_memdup2 (source->dataset->y, n * sizeof (double));
  self->row_index = G_MAXSIZE;
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  return self;
}

/**
 * chain_sample_table_new:
 *
 * Copies what it needs of @source.
 */
ChainTable *
chain_sample_table_new (const ChainExplanationSource *source)
{
  SampleTable *self = sample_table_new (source);

  add_columns (self, source->parameter);
  self->parent.n_columns = self->columns->len + 1;
  for (gsize i = 1; i < self->parent.n_columns; i++)
    if (get_column (self, i)->is_summed)
      settle_column (self, get_column (self, i));

  return &self->parent;
}

/**
 * chain_sample_table_get_mean:
 * @parameter: a flat index, one of those that the table has
 *
 * Returns: ∂L/∂θ, the mean of the rows as they are shown
 */
ChainQuantity
chain_sample_table_get_mean (ChainTable *table,
                             gsize       index)
{
  SampleTable *self = (SampleTable *) table;

  for (gsize i = 1; i < table->n_columns; i++)
    if (get_column (self, i)->symbol.form == CHAIN_FORM_GRADIENT && get_column (self, i)->parameter == index)
      return get_column (self, i)->mean;

  g_assert_not_reached ();
}

/**
 * chain_sample_table_get_loss:
 *
 * Returns: L, the mean of the squared errors as they are shown
 */
ChainQuantity
chain_sample_table_get_loss (ChainTable *table)
{
  SampleTable *self = (SampleTable *) table;

  for (gsize i = 1; i < table->n_columns; i++)
    if (get_column (self, i)->square)
      return get_column (self, i)->mean;

  g_assert_not_reached ();
}

/**
 * chain_sample_means:
 * @gradients: (out): ∂L/∂θ of those that are asked for, over all samples, in flat order
 *
 * Returns: L
 */
double
chain_sample_means (const ChainExplanationSource *source,
                    double                       *gradients)
{
  SampleTable *self = sample_table_new (source);
  gsize n = chain_shape_n_parameters (source->shape);
  double loss = 0.0;

  memset (gradients, 0, n * sizeof *gradients);
  for (gsize i = 0; i < self->n; i++)
    {
      const Row *row = get_row (self, i);

      loss += row->error * row->error;
      for (gsize index = 0; index < n; index++)
        if (source->parameter == CHAIN_ALL_PARAMETERS || (gsize) source->parameter == index)
          gradients[index] += gradient (self, row, index);
    }

  for (gsize index = 0; index < n; index++)
    gradients[index] /= (double) self->n;
  loss /= (double) self->n;
  sample_table_free (&self->parent);
  return loss;
}
