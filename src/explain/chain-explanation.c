// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-derivation.h"

#include <math.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-printed.h"
#include "chain-sample-table.h"

static ChainDerivation *
derivation_new (const ChainExplanationSource *source,
                ChainSheet                   *sheet)
{
  ChainDerivation *self = g_new0 (ChainDerivation, 1);

  self->source = source;
  self->sheet = sheet;
  self->is_worked_example = chain_printed_is_example (source);
  for (gsize i = 0; i < chain_shape_n_parameters (source->shape); i++)
    self->parameters[i] = chain_quantity_new (source->parameters[i], TRUE);

  return self;
}

/**
 * chain_explanation_nearest_sample:
 * @x: in the units of @dataset
 *
 * Returns: the sample whose x is nearest, the first of those
 */
gsize
chain_explanation_nearest_sample (const ChainDataset *dataset,
                                  double              x)
{
  gsize nearest = 0;

  for (gsize i = 1; i < dataset->n; i++)
    if (fabs (dataset->x[i] - x) < fabs (dataset->x[nearest] - x))
      nearest = i;

  return nearest;
}

static void
add_given (const ChainExplanationSource *source,
           ChainSheet                   *sheet,
           ChainSymbolName               name,
           double                        value)
{
  ChainQuantity quantity = chain_quantity_new (value, TRUE);

  chain_line_value (sheet, chain_token_symbol ((ChainSymbol) { .name = name }), source->digits, &quantity);
}

/* “Sample 3 of 64”, and its x and y in the units of the data */
static void
add_sample (const ChainExplanationSource *source,
            ChainSheet                   *sheet)
{
  chain_sheet_add_text (sheet, CHAIN_BLOCK_HEADING, _("Sample %d of %d"),
                           (int) source->sample + 1, (int) source->dataset->n);
  add_given (source, sheet, CHAIN_SYMBOL_X, source->plain->x[source->sample]);
  add_given (source, sheet, CHAIN_SYMBOL_Y, source->plain->y[source->sample]);
}

static void
add_rule (const ChainExplanationSource *source,
          ChainSheet                   *sheet)
{
  chain_sheet_add_text (sheet, CHAIN_BLOCK_PARAGRAPH,
                           _("Results have %d significant digits. In front of a result stand as many more as it takes to get it from what is printed. “=” is exact, “≈” is rounded."),
                           source->digits);
  if (source->digits > 14)
    chain_sheet_add_text (sheet, CHAIN_BLOCK_PARAGRAPH, "%s",
                             _("From the 15th digit on, tanh is as this program computes it; the training itself has 16 digits at most, and fewer where numbers cancel."));
}

/* The loss and the gradients, which are known by now. */
static void
add_results (ChainDerivation     *self,
             const ChainQuantity *loss,
             const ChainQuantity *gradients)
{
  const ChainExplanationSource *source = self->source;
  ChainSymbol symbol = { .name = CHAIN_SYMBOL_LOSS };

  chain_line_value (self->sheet, chain_token_symbol (symbol), source->digits, loss);
  for (gsize i = 0; i < chain_shape_n_parameters (source->shape); i++)
    if (chain_derivation_is_wanted (self, i))
      {
        symbol = chain_symbol_of_parameter (source->shape, i);
        symbol.form = CHAIN_FORM_GRADIENT;
        chain_line_value (self->sheet, chain_token_symbol (symbol), source->digits, &gradients[i]);
      }
}

static void
explain_batch (ChainDerivation *self)
{
  const ChainExplanationSource *source = self->source;
  ChainTable *table = chain_sample_table_new (source);
  ChainQuantity loss = chain_sample_table_get_loss (table);

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING,
                           g_dngettext (GETTEXT_PACKAGE, "%d sample", "All %d samples", source->dataset->n),
                           (int) source->dataset->n);
  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_PARAGRAPH, "%s",
                           _("Each gradient of the loss is the mean of the samples’ gradients, each of which is the derivation’s product with the sample’s own numbers. The numbers are rounded; those of a column that is added up, to the same place."));
  if (source->dataset != source->plain && source->dataset->scaling.x_deviation != 1.0)
    chain_sheet_add_text (self->sheet, CHAIN_BLOCK_PARAGRAPH, "%s", _("x, y and all that follows are in training units."));
  chain_sheet_add_table (self->sheet, table);
  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, "%s", _("Loss and gradients"));
  for (gsize i = 0; i < chain_shape_n_parameters (source->shape); i++)
    if (chain_derivation_is_wanted (self, i))
      self->gradients[i] = chain_sample_table_get_mean (table, i);
  add_results (self, &loss, self->gradients);
}

/* A step is made with the means over all samples. */
static void
take_means (ChainDerivation *self)
{
  const ChainExplanationSource *source = self->source;
  gboolean is_all = source->batch || source->dataset->n == 1;
  double means[CHAIN_MAX_PARAMETERS];

  if (!is_all)
    chain_sample_means (source, means);
  for (gsize i = 0; i < chain_shape_n_parameters (source->shape); i++)
    if (chain_derivation_is_wanted (self, i))
      self->step_gradients[i] = is_all ? self->gradients[i] : chain_quantity_new (means[i], FALSE);
}

static void
explain_printed (ChainDerivation *self)
{
  if (self->n_printed > 0)
    chain_sheet_add_text (self->sheet, CHAIN_BLOCK_PARAGRAPH,
                             _("This is the document’s worked example. Of the %u figures above that it prints, %u are right; the others come from rounding on the way. Its formulas are all right."),
                             self->n_printed, self->n_printed_right);
}

/**
 * chain_explanation_add_sample:
 *
 * Adds the derivation for the sample that @source chooses, from the forward pass to the gradients.
 */
void
chain_explanation_add_sample (const ChainExplanationSource *source,
                              ChainSheet                   *sheet)
{
  g_autofree ChainDerivation *self = derivation_new (source, sheet);

  add_sample (source, sheet);
  chain_derivation_explain_sample (self);
}

/**
 * chain_explanation_add_means:
 *
 * Adds the loss of all samples and its gradients, without the way there.
 */
void
chain_explanation_add_means (const ChainExplanationSource *source,
                             ChainSheet                   *sheet)
{
  g_autofree ChainDerivation *self = derivation_new (source, sheet);
  double means[CHAIN_MAX_PARAMETERS];
  ChainQuantity loss = chain_quantity_new (chain_sample_means (source, means), FALSE);

  for (gsize i = 0; i < chain_shape_n_parameters (source->shape); i++)
    self->gradients[i] = chain_quantity_new (means[i], FALSE);
  chain_sheet_add_text (sheet, CHAIN_BLOCK_HEADING,
                           g_dngettext (GETTEXT_PACKAGE, "%d sample alone", "All %d samples together", source->dataset->n),
                           (int) source->dataset->n);
  add_results (self, &loss, self->gradients);
}

/**
 * chain_explanation_new:
 * @source: with a finite loss and finite gradients
 *
 * The derivation with all its numbers: forward, loss, gradients, the next step, and a check. Takes
 * longer for the batch than for a sample.
 *
 * Returns: (transfer full): the sheet
 */
ChainSheet *
chain_explanation_new (const ChainExplanationSource *source)
{
  ChainSheet *sheet = chain_sheet_new ();
  g_autofree ChainDerivation *self = derivation_new (source, sheet);
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, source->step);

  chain_sheet_add_text (sheet, CHAIN_BLOCK_TITLE, _("The chain rule at step %s"), step);
  add_rule (source, sheet);
  if (source->batch)
    explain_batch (self);
  else
    {
      add_sample (source, sheet);
      chain_derivation_explain_sample (self);
    }

  take_means (self);
  chain_derivation_explain_update (self);
  chain_derivation_explain_check (self);
  explain_printed (self);
  return sheet;
}
