// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-line.h"

#include <string.h>

typedef struct
{
  ChainToken token;   /* as a symbol */
  ChainQuantity value;
  guint term;
} Factor;

struct _ChainLine
{
  const char *times;  /* between symbols; numbers have a cross */
  GArray *factors;
  GArray *signs;      /* of the terms: gboolean, whether negative */
};

/**
 * chain_line_new:
 * @times: (transfer none): static; what stands between two symbols that are multiplied
 *
 * Returns: (transfer full): a sum of products, empty yet; consumed when it is finished
 */
ChainLine *
chain_line_new (const char *times)
{
  ChainLine *line = g_new0 (ChainLine, 1);

  line->times = times;
  line->factors = g_array_new (FALSE, FALSE, sizeof (Factor));
  line->signs = g_array_new (FALSE, FALSE, sizeof (gboolean));
  return line;
}

static void
chain_line_free (ChainLine *line)
{
  g_array_unref (line->factors);
  g_array_unref (line->signs);
  g_free (line);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainLine, chain_line_free)

/**
 * chain_line_term:
 *
 * Begins the next product of the sum.
 */
void
chain_line_term (ChainLine *line,
                 gboolean   negative)
{
  g_array_append_val (line->signs, negative);
}

static void
add (ChainLine           *line,
     ChainToken           token,
     const ChainQuantity *value)
{
  Factor factor = { token, *value, line->signs->len - 1 };

  g_array_append_val (line->factors, factor);
}

void
chain_line_factor (ChainLine           *line,
                   ChainSymbol          symbol,
                   const ChainQuantity *value)
{
  add (line, chain_token_symbol (symbol), value);
}

/**
 * chain_line_square:
 *
 * Multiplies the present product by the square of @value.
 */
void
chain_line_square (ChainLine           *line,
                   ChainSymbol          symbol,
                   const ChainQuantity *value)
{
  ChainToken token = chain_token_symbol (symbol);

  token.square = TRUE;
  add (line, token, value);
}

void
chain_line_constant (ChainLine *line,
                     int        value)
{
  ChainQuantity quantity = chain_quantity_new (value, TRUE);

  add (line, chain_token_number (&quantity.numeral, 0), &quantity);
}

static Factor *
get_factor (const ChainLine *line,
            guint            i)
{
  return &g_array_index (line->factors, Factor, i);
}

/* The numeral that stands for @value where @digits are shown. */
static ChainNumeral
shorten (const ChainQuantity *value,
         int                  digits)
{
  return chain_numeral_round (&value->numeral, digits);
}

static gboolean
is_shown_in_full (const ChainQuantity *value,
                  int                  digits)
{
  return value->exact && value->numeral.n <= digits;
}

static ChainToken
make_number (const ChainQuantity *value,
             int                  digits)
{
  ChainNumeral numeral = shorten (value, digits);

  return chain_token_number (&numeral, is_shown_in_full (value, digits) ? 0 : digits);
}

/* The sum of what the line shows with @digits of each number. */
static ChainExactSum *
evaluate (const ChainLine *line,
          int              digits)
{
  ChainExactSum *sum = chain_exact_sum_new ();
  guint i = 0;

  for (guint term = 0; term < line->signs->len; term++)
    {
      ChainNumeral numerals[16];
      gsize n = 0;

      for (; i < line->factors->len && get_factor (line, i)->term == term; i++)
        {
          numerals[n] = shorten (&get_factor (line, i)->value, digits);
          n++;
          if (get_factor (line, i)->token.square)
            {
              numerals[n] = numerals[n - 1];
              n++;
            }
          g_assert (n + 2 <= G_N_ELEMENTS (numerals));
        }
      chain_exact_sum_add (sum, g_array_index (line->signs, gboolean, term), n, numerals);
    }

  return sum;
}

static gboolean
all_shown_in_full (const ChainLine *line,
                   int              digits)
{
  for (guint i = 0; i < line->factors->len; i++)
    if (!is_shown_in_full (&get_factor (line, i)->value, digits))
      return FALSE;

  return TRUE;
}

/* The line as symbols, or with @digits of each number filled in. */
static GArray *
write_line (const ChainLine *line,
            int              digits)
{
  GArray *tokens = chain_tokens_new ();
  guint previous = G_MAXUINT;

  for (guint i = 0; i < line->factors->len; i++)
    {
      const Factor *factor = get_factor (line, i);
      gboolean negative = g_array_index (line->signs, gboolean, factor->term);
      ChainToken token = factor->token;

      if (factor->term != previous)
        chain_tokens_append (tokens, chain_token_text (i == 0 ? (negative ? "-" : "") : negative ? " - " : " + "));
      else if (digits > 0)
        chain_tokens_append (tokens, chain_token_text (" × "));
      else if (get_factor (line, i - 1)->token.kind == CHAIN_TOKEN_SYMBOL)
        chain_tokens_append (tokens, chain_token_text (line->times));
      previous = factor->term;

      if (digits > 0)
        {
          token = make_number (&factor->value, digits);
          token.square = factor->token.square;
        }
      token.bare = i == 0 && !negative && !token.square && token.kind == CHAIN_TOKEN_NUMBER;
      chain_tokens_append (tokens, token);
    }

  return tokens;
}

static GArray *
single (ChainToken token)
{
  GArray *tokens = chain_tokens_new ();

  token.bare = TRUE;
  chain_tokens_append (tokens, token);
  return tokens;
}

static ChainBlock *
add_formula (ChainSheet *sheet,
             ChainToken  left)
{
  ChainBlock *block = chain_sheet_add (sheet, CHAIN_BLOCK_FORMULA);

  block->left = single (left);
  return block;
}

/* How many digits of each number it takes until @wanted follows, or 0. */
static int
find_digits (const ChainLine    *line,
             const ChainNumeral *wanted,
             int                 digits)
{
  for (int d = digits; d <= CHAIN_NUMERAL_DIGITS; d++)
    {
      g_autoptr (ChainExactSum) sum = evaluate (line, d);
      ChainNumeral numeral = chain_exact_sum_round (sum, digits, NULL);

      if (chain_numeral_equal (&numeral, wanted))
        return d;
    }

  return 0;
}

static void
add_line (const ChainLine *line,
          ChainSheet      *sheet,
          ChainToken       left,
          int              digits,
          int              shown)
{
  g_autoptr (ChainExactSum) sum = evaluate (line, shown);
  ChainBlock *block = add_formula (sheet, left);
  gboolean exact;
  ChainNumeral result = chain_exact_sum_round (sum, digits, &exact);

  if (left.symbol.form != CHAIN_FORM_ERROR && left.symbol.form != CHAIN_FORM_ONE_MINUS_SQUARE)
    block->symbolic = write_line (line, 0); /* the others are their own formula */
  block->numbers = write_line (line, shown);
  block->numbers_rounded = !all_shown_in_full (line, shown);
  block->result_rounded = !exact;
  block->result = single (chain_token_number (&result, exact && !block->numbers_rounded ? 0 : digits));
}

/**
 * chain_line_finish:
 * @line: (transfer full)
 * @left: what it is that the line computes
 * @digits: 3..17
 *
 * Writes the line into @sheet.
 *
 * Returns: what the line gives, rounded to 17 digits
 */
ChainQuantity
chain_line_finish (ChainLine  *line,
                   ChainSheet *sheet,
                   ChainToken  left,
                   int         digits)
{
  g_autoptr (ChainLine) owned = line;
  g_autoptr (ChainExactSum) sum = evaluate (line, CHAIN_NUMERAL_DIGITS);
  ChainNumeral wanted = chain_exact_sum_round (sum, digits, NULL);
  gboolean exact;
  ChainQuantity value = { chain_exact_sum_round (sum, CHAIN_NUMERAL_DIGITS, &exact) };

  value.exact = exact && all_shown_in_full (line, CHAIN_NUMERAL_DIGITS);
  add_line (owned, sheet, left, digits, find_digits (line, &wanted, digits));
  return value;
}

/**
 * chain_line_try:
 * @line: (transfer full)
 * @value: what the line stands for, known from elsewhere
 *
 * Writes the line into @sheet if it gives @value.
 *
 * Returns: %FALSE where it does not, because too much cancels
 */
gboolean
chain_line_try (ChainLine           *line,
                ChainSheet          *sheet,
                ChainToken           left,
                int                  digits,
                const ChainQuantity *value)
{
  g_autoptr (ChainLine) owned = line;
  ChainNumeral wanted = shorten (value, digits);
  int shown = find_digits (line, &wanted, digits);

  if (shown == 0)
    return FALSE;

  add_line (owned, sheet, left, digits, shown);
  return TRUE;
}

/**
 * chain_line_value:
 *
 * Writes “@left = @value”.
 */
void
chain_line_value (ChainSheet          *sheet,
                  ChainToken           left,
                  int                  digits,
                  const ChainQuantity *value)
{
  ChainBlock *block = add_formula (sheet, left);

  block->result = single (make_number (value, digits));
  block->result_rounded = !is_shown_in_full (value, digits);
}

static double
call (ChainLineFunction    function,
      const ChainQuantity *operands,
      guint                n,
      int                  digits)
{
  double values[8];

  g_assert (n <= G_N_ELEMENTS (values));
  for (guint i = 0; i < n; i++)
    {
      ChainNumeral numeral = shorten (&operands[i], digits);

      values[i] = chain_numeral_to_double (&numeral);
    }

  return function (values);
}

/* @symbolic with a number in place of each symbol. */
static GArray *
fill_in (const GArray        *symbolic,
         const ChainQuantity *operands,
         int                  digits)
{
  GArray *tokens = chain_tokens_new ();
  guint n = 0;

  for (guint i = 0; i < symbolic->len; i++)
    {
      ChainToken token = g_array_index (symbolic, ChainToken, i);

      if (token.kind == CHAIN_TOKEN_SYMBOL)
        {
          ChainToken number = make_number (&operands[n++], digits);

          number.square = token.square;
          number.root = token.root;
          number.bare = i > 0 && g_str_has_suffix (g_array_index (symbolic, ChainToken, i - 1).text, "(");
          token = number;
        }
      else if (strcmp (token.text, "·") == 0)
        token.text = " × ";
      chain_tokens_append (tokens, token);
    }

  return tokens;
}

/**
 * chain_line_function:
 * @symbolic: (transfer full): the formula; each symbol in it is an operand
 * @operands: as many, in the order of @symbolic; at most 8
 * @function: computes the formula; finite where the operands are
 *
 * Writes what is more than a sum of products. Its result is that of floating point arithmetic.
 *
 * Returns: what @function gives
 */
ChainQuantity
chain_line_function (ChainSheet          *sheet,
                     ChainToken           left,
                     int                  digits,
                     GArray              *symbolic,
                     const ChainQuantity *operands,
                     ChainLineFunction    function)
{
  ChainBlock *block = add_formula (sheet, left);
  guint n = 0;
  int shown = digits;
  gboolean exact = TRUE, zero = TRUE;
  ChainQuantity value;
  ChainNumeral wanted;

  for (guint i = 0; i < symbolic->len; i++)
    n += g_array_index (symbolic, ChainToken, i).kind == CHAIN_TOKEN_SYMBOL;

  value = chain_quantity_new (call (function, operands, n, CHAIN_NUMERAL_DIGITS), FALSE);
  wanted = shorten (&value, digits);
  for (; shown < CHAIN_NUMERAL_DIGITS; shown++)
    {
      ChainQuantity attempt = chain_quantity_new (call (function, operands, n, shown), FALSE);
      ChainNumeral numeral = shorten (&attempt, digits);

      if (chain_numeral_equal (&numeral, &wanted))
        break;
    }

  for (guint i = 0; i < n; i++)
    {
      exact = exact && is_shown_in_full (&operands[i], shown);
      zero = zero && operands[i].exact && operands[i].numeral.n == 0;
    }

  value.exact = zero; /* tanh 0 and the like */
  block->symbolic = symbolic;
  block->numbers = fill_in (symbolic, operands, shown);
  block->numbers_rounded = !exact;
  block->result_rounded = !zero;
  block->result = single (make_number (&value, digits));
  return value;
}
