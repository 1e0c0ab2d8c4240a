// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-derivation.h"

#include <math.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-check.h"

/* The gradients of the sheet beside those of the training engine, of central differences and of the
 * complex step. */

/* Forward passes of one number: beyond it the check would take longer than anybody waits. */
#define MOST_WORK 2e8

enum
{
  COLUMN_NAME,
  COLUMN_SHEET,
  COLUMN_ENGINE,
  COLUMN_NUMERIC,
  COLUMN_COMPLEX,
  COLUMN_VERDICT,
  N_COLUMNS
};

typedef struct
{
  ChainTable parent;
  ChainShape shape;
  int digits;
  ChainCheck check;
  gsize n;
  gsize index[CHAIN_MAX_PARAMETERS]; /* the parameter of each row */
  ChainNumeral sheet[CHAIN_MAX_PARAMETERS];
} CheckTable;

static void
write_head (ChainTable    *table,
            gsize          column,
            ChainNotation  notation,
            GString       *string)
{
  static const char *const heads[N_COLUMNS] = {
    N_("gradient"), N_("this sheet"), N_("training"), N_("central difference"), N_("complex step"), N_("verdict"),
  };

  chain_token_write_alone (chain_token_word (_(heads[column])), notation, string);
}

static void
write_value (const CheckTable   *self,
             const ChainNumeral *numeral,
             ChainNotation       notation,
             GString            *string)
{
  ChainNumeral rounded = chain_numeral_round (numeral, self->digits);

  chain_token_write_alone (chain_token_number (&rounded, self->digits), notation, string);
}

static void
write_double (const CheckTable *self,
              double            value,
              ChainNotation     notation,
              GString          *string)
{
  ChainNumeral numeral;

  if (!isfinite (value))
    {
      chain_token_write_alone (chain_token_word (_("too large")), notation, string);
      return;
    }

  numeral = chain_numeral_new (value);
  write_value (self, &numeral, notation, string);
}

static void
write_cell (ChainTable    *table,
            gsize          row,
            gsize          column,
            ChainNotation  notation,
            GString       *string)
{
  const CheckTable *self = (CheckTable *) table;
  gsize index = self->index[row];
  ChainSymbol symbol = chain_symbol_of_parameter (self->shape, index);

  switch (column)
    {
    case COLUMN_NAME:
      symbol.form = CHAIN_FORM_GRADIENT;
      chain_token_write_alone (chain_token_symbol (symbol), notation, string);
      break;
    case COLUMN_SHEET:
      write_value (self, &self->sheet[row], notation, string);
      break;
    case COLUMN_ENGINE:
      write_double (self, self->check.analytic[index], notation, string);
      break;
    case COLUMN_NUMERIC:
      write_double (self, self->check.numeric[index], notation, string);
      break;
    case COLUMN_COMPLEX:
      write_double (self, self->check.complex_step[index], notation, string);
      break;
    default:
      chain_token_write_alone (chain_token_word (chain_check_passes (&self->check, index) ? _("agree") : _("differ")),
                               notation, string);
    }
}

static void
check_table_free (ChainTable *table)
{
  g_free (table);
}

static void
add_table (ChainDerivation    *self,
           const ChainDataset *dataset)
{
  CheckTable *table = g_new0 (CheckTable, 1);

  table->shape = self->source->shape;
  table->digits = self->source->digits;
  chain_check_run (table->shape, self->source->parameters, dataset, &table->check);
  for (gsize i = 0; i < chain_shape_n_parameters (table->shape); i++)
    if (chain_derivation_is_wanted (self, i))
      {
        table->index[table->n] = i;
        table->sheet[table->n++] = self->gradients[i].numeral;
      }

  table->parent = (ChainTable) { N_COLUMNS, table->n, 0, write_head, write_cell, check_table_free };
  chain_sheet_add_table (self->sheet, &table->parent);
}

/**
 * chain_derivation_explain_check:
 *
 * Holds the sheet's gradients, of the sample or of all of them, against three other ways to find
 * them.
 */
void
chain_derivation_explain_check (ChainDerivation *self)
{
  const ChainExplanationSource *source = self->source;
  double n = (double) chain_shape_n_parameters (source->shape);
  ChainDataset one;

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, "%s", _("Check"));
  if (source->batch && n * n * (double) source->dataset->n > MOST_WORK)
    {
      chain_sheet_add_text (self->sheet, CHAIN_BLOCK_PARAGRAPH, "%s",
                               _("So many samples and parameters take long to check. A sheet of one sample has its check."));
      return;
    }

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_PARAGRAPH, "%s",
                           _("The same gradients as the training has them, by central differences (their last digits are unsure) and by the complex step. They agree where differences stay within 1e-7·max(1, L, |∂L/∂θ|) and complex steps within 1e-12·max(1, L, |∂L/∂θ|) of the training’s."));
  if (source->batch)
    add_table (self, source->dataset);
  else if (chain_dataset_init_samples (&one, 1, &source->dataset->x[source->sample], &source->dataset->y[source->sample]))
    {
      add_table (self, &one);
      chain_dataset_clear (&one);
    }
  else
    g_error ("out of memory");
}
