// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-formula.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "chain-plot-i18n.h"

#define INDEX_SIZE 16

/**
 * chain_formula_parameter:
 * @index: flat
 * @markup: (out): “W₁”, in wider layers “W₂[k][j]”
 */
void
chain_formula_parameter (ChainShape shape,
                         size_t     index,
                         char       markup[CHAIN_FORMULA_SIZE])
{
  char name[CHAIN_PARAMETER_NAME_SIZE];

  chain_parameter_name (shape, index, name);
  snprintf (markup, CHAIN_FORMULA_SIZE, "%c<sub>%c</sub>%s", name[0], name[1], name + 2);
}

/**
 * chain_formula_gradient:
 * @index: flat
 * @markup: (out): “∂L/∂W₁”, in wider layers “∂L/∂W₂[k][j]”
 */
void
chain_formula_gradient (ChainShape shape,
                        size_t     index,
                        char       markup[CHAIN_FORMULA_SIZE])
{
  char name[CHAIN_FORMULA_SIZE];

  chain_formula_parameter (shape, index, name);
  snprintf (markup, CHAIN_FORMULA_SIZE, "∂L/∂%.64s", name);
}

/* “[3]”, or nothing where there is one neuron only; @index counts from 0, and −1 is any. */
static const char *
write_index (char *text,
             int   index,
             int   width)
{
  if (width == 1)
    text[0] = '\0';
  else if (index < 0)
    strcpy (text, "[k]");
  else
    snprintf (text, INDEX_SIZE, "[%d]", index + 1);

  return text;
}

/**
 * chain_formula_product:
 * @index: flat, of a parameter
 * @markup: (out): what ∂L/∂θ is for one sample: “2(ŷ−y) · W₃ · (1−h₂²) · h₁”
 */
void
chain_formula_product (ChainShape shape,
                       size_t     index,
                       char       markup[CHAIN_FORMULA_SIZE])
{
  char j[INDEX_SIZE], k[INDEX_SIZE];
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, index, &row, &column);
  bool first = group <= CHAIN_B1, last = group >= CHAIN_W3;
  int length = snprintf (markup, CHAIN_FORMULA_SIZE, "%s", chain_formula_factor (CHAIN_FACTOR_ERROR));

  write_index (k, first ? -1 : row, shape.hidden2);
  write_index (j, first ? row : column, shape.hidden1);
  if (!last)
    length += snprintf (markup + length, (size_t) (CHAIN_FORMULA_SIZE - length),
                        " · %sW<sub>3</sub>%s · (1−h<sub>2</sub>%s<sup>2</sup>)",
                        first && shape.hidden2 > 1 ? "Σ<sub>k</sub> " : "", k, k);
  if (first)
    {
      bool one = shape.hidden1 == 1 && shape.hidden2 == 1;

      length += snprintf (markup + length, (size_t) (CHAIN_FORMULA_SIZE - length),
                          " · W<sub>2</sub>%s%s · (1−h<sub>1</sub>%s<sup>2</sup>)",
                          one ? "" : k[0] != '\0' ? k : "[1]", one ? "" : j[0] != '\0' ? j : "[1]", j);
    }

  if (group == CHAIN_W1)
    snprintf (markup + length, (size_t) (CHAIN_FORMULA_SIZE - length), " · x");
  else if (group == CHAIN_W2)
    snprintf (markup + length, (size_t) (CHAIN_FORMULA_SIZE - length), " · h<sub>1</sub>%s", j);
  else if (group == CHAIN_W3)
    snprintf (markup + length, (size_t) (CHAIN_FORMULA_SIZE - length), " · h<sub>2</sub>%s", k);
}

/**
 * chain_formula_factor:
 *
 * Returns: the sign or the word of a factor: “1−h₂²”
 */
const char *
chain_formula_factor (ChainFactorKind kind)
{
  switch (kind)
    {
    case CHAIN_FACTOR_ERROR:
      return "2(ŷ−y)";
    case CHAIN_FACTOR_W3:
      return "W<sub>3</sub>";
    case CHAIN_FACTOR_SLOPE2:
      return "1−h<sub>2</sub><sup>2</sup>";
    case CHAIN_FACTOR_W2:
      return "W<sub>2</sub>";
    case CHAIN_FACTOR_SLOPE1:
      return "1−h<sub>1</sub><sup>2</sup>";
    case CHAIN_FACTOR_INPUT:
      return _("input");
    default:
      return _("other paths");
    }
}
