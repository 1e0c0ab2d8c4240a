// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-printed.h"

#include <math.h>
#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

typedef struct
{
  ChainSymbolName name;
  ChainForm form;
  gboolean is_update;
  const char *text;
} Printed;

static const Printed table[] = {
  { CHAIN_SYMBOL_Z1, CHAIN_FORM_PLAIN, FALSE, "1.1" },
  { CHAIN_SYMBOL_H1, CHAIN_FORM_PLAIN, FALSE, "0.8005" },
  { CHAIN_SYMBOL_Z2, CHAIN_FORM_PLAIN, FALSE, "0.4404" },
  { CHAIN_SYMBOL_H2, CHAIN_FORM_PLAIN, FALSE, "0.4139" },
  { CHAIN_SYMBOL_OUTPUT, CHAIN_FORM_PLAIN, FALSE, "0.7967" },
  { CHAIN_SYMBOL_OUTPUT, CHAIN_FORM_ERROR, FALSE, "-3.2033" },
  { CHAIN_SYMBOL_W3, CHAIN_FORM_GRADIENT, FALSE, "-2.652" },
  { CHAIN_SYMBOL_B3, CHAIN_FORM_GRADIENT, FALSE, "-6.407" },
  { CHAIN_SYMBOL_H2, CHAIN_FORM_ONE_MINUS_SQUARE, FALSE, "0.8287" },
  { CHAIN_SYMBOL_W2, CHAIN_FORM_GRADIENT, FALSE, "-5.093" },
  { CHAIN_SYMBOL_B2, CHAIN_FORM_GRADIENT, FALSE, "-6.361" },
  { CHAIN_SYMBOL_H1, CHAIN_FORM_ONE_MINUS_SQUARE, FALSE, "0.3592" },
  { CHAIN_SYMBOL_W1, CHAIN_FORM_GRADIENT, FALSE, "-3.656" },
  { CHAIN_SYMBOL_B1, CHAIN_FORM_GRADIENT, FALSE, "-1.828" },
  { CHAIN_SYMBOL_W3, CHAIN_FORM_PLAIN, TRUE, "1.227" },
  { CHAIN_SYMBOL_B3, CHAIN_FORM_PLAIN, TRUE, "0.364" },
  { CHAIN_SYMBOL_W2, CHAIN_FORM_PLAIN, TRUE, "0.851" },
  { CHAIN_SYMBOL_B2, CHAIN_FORM_PLAIN, TRUE, "-0.136" },
  { CHAIN_SYMBOL_W1, CHAIN_FORM_PLAIN, TRUE, "0.537" },
  { CHAIN_SYMBOL_B1, CHAIN_FORM_PLAIN, TRUE, "0.118" },
};

/**
 * chain_printed_is_example:
 *
 * Returns: whether @source is the worked example at its start: x = 2, y = 4, the derivation's
 *   weights, α = 0.01
 */
gboolean
chain_printed_is_example (const ChainExplanationSource *source)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  const ChainDataset *dataset = source->dataset;

  if (source->shape.hidden1 != 1 || source->shape.hidden2 != 1 || dataset->n != 1)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (source->parameters[i] != parameters[i])
      return FALSE;

  return source->plain->x[0] == 2.0 && source->plain->y[0] == 4.0 && dataset->scaling.x_deviation == 1.0
         && source->optimizer.kind == CHAIN_OPTIMIZER_GRADIENT_DESCENT && source->step_size == 0.01;
}

/**
 * chain_printed_compare:
 * @is_update: whether @exact is a parameter after the step
 * @is_right: (out): whether what is printed is @exact, rounded
 *
 * Returns: (transfer full) (nullable): what is to be said of the numeral that is printed for
 *   @symbol; %NULL where none is
 */
char *
chain_printed_compare (ChainSymbol         symbol,
                       gboolean            is_update,
                       const ChainNumeral *exact,
                       gboolean           *is_right)
{
  const Printed *printed = NULL;
  g_autoptr (GString) right = g_string_new (NULL);
  ChainNumeral rounded;
  double value, difference;
  int decimals;

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].name == symbol.name && table[i].form == symbol.form && table[i].is_update == is_update)
      printed = &table[i];
  if (printed == NULL)
    return NULL;

  value = g_ascii_strtod (printed->text, NULL);
  decimals = (int) strlen (strchr (printed->text, '.') + 1);
  rounded = chain_numeral_round_at (exact, -decimals);
  difference = fabs (value - chain_numeral_to_double (&rounded)) * pow (10.0, decimals);
  *is_right = difference < 0.5;
  if (*is_right)
    return g_strdup_printf (_("The document prints %s, which is right."), printed->text);

  if (difference > 1.5)
    {
      double size = fabs (chain_numeral_to_double (exact));
      char percent[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (percent, sizeof percent, "%.2f", 100.0 * fabs (value - chain_numeral_to_double (exact)) / size);
      return g_strdup_printf (_("The document prints %s, which is off by %s %%."), printed->text, percent);
    }

  chain_token_write_alone (chain_token_number (&rounded, rounded.exponent + 1 + decimals), CHAIN_NOTATION_TEXT, right);
  return g_strdup_printf (_("The document prints %s; the last digit is wrong: %s."), printed->text, right->str);
}
