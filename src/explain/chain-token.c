// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-token.h"

#include <locale.h>
#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#define MINUS "\u2212"
/* Beyond these powers of ten a number is written in scientific notation. */
#define LEAST_PLAIN (-5)
#define MOST_PLAIN 15

static const char *const symbols[][3] = {
  [CHAIN_SYMBOL_W1] = { "W₁", "W<sub>1</sub>", "W_{1}" },
  [CHAIN_SYMBOL_B1] = { "b₁", "b<sub>1</sub>", "b_{1}" },
  [CHAIN_SYMBOL_W2] = { "W₂", "W<sub>2</sub>", "W_{2}" },
  [CHAIN_SYMBOL_B2] = { "b₂", "b<sub>2</sub>", "b_{2}" },
  [CHAIN_SYMBOL_W3] = { "W₃", "W<sub>3</sub>", "W_{3}" },
  [CHAIN_SYMBOL_B3] = { "b₃", "b<sub>3</sub>", "b_{3}" },
  [CHAIN_SYMBOL_X] = { "x", "x", "x" },
  [CHAIN_SYMBOL_Y] = { "y", "y", "y" },
  [CHAIN_SYMBOL_Z1] = { "z₁", "z<sub>1</sub>", "z_{1}" },
  [CHAIN_SYMBOL_H1] = { "h₁", "h<sub>1</sub>", "h_{1}" },
  [CHAIN_SYMBOL_Z2] = { "z₂", "z<sub>2</sub>", "z_{2}" },
  [CHAIN_SYMBOL_H2] = { "h₂", "h<sub>2</sub>", "h_{2}" },
  [CHAIN_SYMBOL_OUTPUT] = { "ŷ", "ŷ", "\\hat{y}" },
  [CHAIN_SYMBOL_LOSS] = { "L", "L", "L" },
  [CHAIN_SYMBOL_ALPHA] = { "α", "α", "\\alpha" },
  [CHAIN_SYMBOL_MU] = { "μ", "μ", "\\mu" },
  [CHAIN_SYMBOL_BETA1] = { "β₁", "β<sub>1</sub>", "\\beta_{1}" },
  [CHAIN_SYMBOL_BETA2] = { "β₂", "β<sub>2</sub>", "\\beta_{2}" },
  [CHAIN_SYMBOL_BETA1_POWER] = { "β₁ᵗ", "β<sub>1</sub><sup>t</sup>", "\\beta_{1}^{t}" },
  [CHAIN_SYMBOL_BETA2_POWER] = { "β₂ᵗ", "β<sub>2</sub><sup>t</sup>", "\\beta_{2}^{t}" },
  [CHAIN_SYMBOL_RHO] = { "ρ", "ρ", "\\rho" },
  [CHAIN_SYMBOL_EPSILON] = { "ε", "ε", "\\varepsilon" },
  [CHAIN_SYMBOL_M] = { "m", "m", "m" },
  [CHAIN_SYMBOL_V] = { "v", "v", "v" },
  [CHAIN_SYMBOL_G] = { "G", "G", "G" },
  [CHAIN_SYMBOL_M_HAT] = { "m̂", "m̂", "\\hat{m}" },
  [CHAIN_SYMBOL_V_HAT] = { "v̂", "v̂", "\\hat{v}" },
  [CHAIN_SYMBOL_MEAN] = { N_("mean"), N_("mean"), N_("mean") },
  [CHAIN_SYMBOL_DEVIATION] = { N_("deviation"), N_("deviation"), N_("deviation") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (symbols) == CHAIN_N_SYMBOLS);

/**
 * chain_symbol_of_parameter:
 * @index: a flat index
 */
ChainSymbol
chain_symbol_of_parameter (ChainShape shape,
                           gsize      index)
{
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, index, &row, &column);
  gboolean alone = chain_shape_group_length (shape, group) == 1;

  return (ChainSymbol) {
    .name = (ChainSymbolName) group,
    .row = alone ? 0 : row + 1,
    .column = alone || group != CHAIN_W2 ? 0 : column + 1,
  };
}

/**
 * chain_symbol_of_neuron:
 * @width: of the layer: a neuron that is alone has no number
 * @i: the neuron, from 0
 */
ChainSymbol
chain_symbol_of_neuron (ChainSymbolName name,
                        int             width,
                        int             i)
{
  return (ChainSymbol) { .name = name, .row = width > 1 ? i + 1 : 0 };
}

/**
 * chain_token_text:
 * @text: (transfer none): static; what stands between numbers and symbols
 */
ChainToken
chain_token_text (const char *text)
{
  return (ChainToken) { .kind = CHAIN_TOKEN_TEXT, .text = text };
}

/**
 * chain_token_word:
 * @word: (transfer none): static; a name in plain language
 */
ChainToken
chain_token_word (const char *word)
{
  return (ChainToken) { .kind = CHAIN_TOKEN_WORD, .text = word };
}

ChainToken
chain_token_symbol (ChainSymbol symbol)
{
  return (ChainToken) { .kind = CHAIN_TOKEN_SYMBOL, .symbol = symbol };
}

/**
 * chain_token_number:
 * @digits: how many digits are shown, with zeros at the end; 0 for just those of @numeral
 */
ChainToken
chain_token_number (const ChainNumeral *numeral,
                    int                 digits)
{
  return (ChainToken) { .kind = CHAIN_TOKEN_NUMBER, .numeral = *numeral, .digits = digits };
}

/**
 * chain_tokens_new:
 *
 * Returns: (transfer full): an array of #ChainToken
 */
GArray *
chain_tokens_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ChainToken));
}

void
chain_tokens_append (GArray     *tokens,
                     ChainToken  token)
{
  g_array_append_val (tokens, token);
}

static const char *
get_point (ChainNotation notation)
{
  return notation == CHAIN_NOTATION_MARKUP ? localeconv ()->decimal_point : ".";
}

static int
get_digit (const ChainNumeral *numeral,
           int                 place)
{
  return place >= 0 && place < numeral->n ? numeral->digits[place] : 0;
}

/* Digits from the place @first on, @n of them, with the point before the place @point. */
static void
write_digits (const ChainNumeral *numeral,
              int                 first,
              int                 n,
              int                 point,
              ChainNotation       notation,
              GString            *string)
{
  for (int place = first; place < first + n; place++)
    {
      if (place == point)
        g_string_append (string, get_point (notation));
      g_string_append_c (string, (char) ('0' + get_digit (numeral, place)));
    }
}

static void
write_power (int            exponent,
             ChainNotation  notation,
             GString       *string)
{
  switch (notation)
    {
    case CHAIN_NOTATION_MARKUP:
      g_string_append_printf (string, "×10<sup>%s%d</sup>", exponent < 0 ? MINUS : "", ABS (exponent));
      break;
    case CHAIN_NOTATION_LATEX:
      g_string_append_printf (string, " \\times 10^{%d}", exponent);
      break;
    default:
      g_string_append_printf (string, "e%d", exponent);
    }
}

static void
write_number (const ChainToken *token,
              ChainNotation     notation,
              GString          *string)
{
  const ChainNumeral *numeral = &token->numeral;
  int n = MAX (MAX (numeral->n, token->digits), 1);

  if (numeral->negative)
    g_string_append (string, notation == CHAIN_NOTATION_MARKUP ? MINUS : "-");

  if (numeral->n > 0 && (numeral->exponent < LEAST_PLAIN || numeral->exponent > MOST_PLAIN))
    {
      write_digits (numeral, 0, n, 1, notation, string);
      write_power (numeral->exponent, notation, string);
    }
  else if (numeral->exponent < 0)
    write_digits (numeral, numeral->exponent, n - numeral->exponent, numeral->exponent + 1, notation, string);
  else
    write_digits (numeral, 0, MAX (n, numeral->exponent + 1), numeral->exponent + 1, notation, string);
}

static void
write_word (const char    *word,
            ChainNotation  notation,
            GString       *string)
{
  g_string_append_printf (string, notation == CHAIN_NOTATION_LATEX ? "\\text{%s}" : "%s", word);
}

static void
write_index (const ChainSymbol *symbol,
             GString           *string)
{
  if (symbol->row > 0)
    g_string_append_printf (string, "[%d]", symbol->row);
  if (symbol->column > 0)
    g_string_append_printf (string, "[%d]", symbol->column);
}

/* The index joins the number of the layer: “W₁[2]”, and in one subscript where there are such. */
static void
write_name (const ChainSymbol *symbol,
            ChainNotation      notation,
            GString           *string)
{
  static const char *const ends[] = { "", "</sub>", "}" };
  const char *name = symbols[symbol->name][notation];
  const char *end = ends[notation];
  gsize length = strlen (name);

  if (symbol->name >= CHAIN_SYMBOL_MEAN)
    {
      write_word (_(name), notation, string);
      return;
    }

  if (symbol->row == 0 || notation == CHAIN_NOTATION_TEXT || !g_str_has_suffix (name, end))
    end = "";
  g_string_append_len (string, name, (gssize) (length - strlen (end)));
  write_index (symbol, string);
  g_string_append (string, end);
}

static const char *
get_square (ChainNotation notation)
{
  static const char *const squares[] = { "²", "²", "^{2}" };

  return squares[notation];
}

static void
write_symbol (const ChainToken *token,
              ChainNotation     notation,
              GString          *string)
{
  const ChainSymbol *symbol = &token->symbol;
  const char *open = token->bare ? "" : "(";
  const char *close = token->bare ? "" : ")";
  static const char *const gradients[] = { "∂L/∂", "∂L/∂", "\\frac{\\partial L}{\\partial " };
  const char *minus = notation == CHAIN_NOTATION_MARKUP ? " " MINUS " " : " - ";

  switch (symbol->form)
    {
    case CHAIN_FORM_GRADIENT:
      g_string_append (string, gradients[notation]);
      write_name (symbol, notation, string);
      g_string_append (string, notation == CHAIN_NOTATION_LATEX ? "}" : "");
      break;
    case CHAIN_FORM_ONE_MINUS_SQUARE:
      g_string_append_printf (string, "%s1%s", open, minus);
      write_name (symbol, notation, string);
      g_string_append_printf (string, "%s%s", get_square (notation), close);
      break;
    case CHAIN_FORM_ERROR:
      g_string_append (string, open);
      write_name (symbol, notation, string);
      g_string_append_printf (string, "%s%s%s", minus, symbols[CHAIN_SYMBOL_Y][notation], close);
      break;
    default:
      write_name (symbol, notation, string);
    }
}

/* Operators are kept as in plain text. */
static void
write_text (const char    *text,
            ChainNotation  notation,
            GString       *string)
{
  static const struct
  {
    const char *text, *markup, *latex;
  } words[] = {
    { "-", MINUS, "-" },
    { "·", "·", " \\cdot " },
    { "×", "×", "\\times" },
    { "tanh", "tanh", "\\tanh" },
    { "sech²", "sech²", "\\operatorname{sech}^{2}" },
    { "Σ", "Σ", "\\sum " },
    { "²", "²", "^{2}" },
  };

  while (*text != '\0')
    {
      const char *replacement = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (words) && replacement == NULL; i++)
        if (notation != CHAIN_NOTATION_TEXT && g_str_has_prefix (text, words[i].text))
          {
            replacement = notation == CHAIN_NOTATION_LATEX ? words[i].latex : words[i].markup;
            text += strlen (words[i].text);
          }
      if (replacement != NULL)
        g_string_append (string, replacement);
      else
        {
          const char *next = g_utf8_next_char (text);

          g_string_append_len (string, text, next - text);
          text = next;
        }
    }
}

static void
write_token (const ChainToken *token,
             ChainNotation     notation,
             GString          *string)
{
  gboolean is_number = token->kind == CHAIN_TOKEN_NUMBER;
  gboolean parentheses = is_number && token->numeral.negative && !token->bare;

  if (token->kind == CHAIN_TOKEN_TEXT)
    {
      write_text (token->text, notation, string);
      return;
    }

  if (token->kind == CHAIN_TOKEN_WORD)
    {
      write_word (token->text, notation, string);
      return;
    }

  if (token->root)
    g_string_append (string, notation == CHAIN_NOTATION_LATEX ? "\\sqrt{" : "√");
  g_string_append (string, parentheses ? "(" : "");
  if (is_number)
    write_number (token, notation, string);
  else
    write_symbol (token, notation, string);
  g_string_append (string, parentheses ? ")" : "");
  if (token->square)
    g_string_append (string, get_square (notation));
  if (token->root && notation == CHAIN_NOTATION_LATEX)
    g_string_append_c (string, '}');
}

/**
 * chain_tokens_write:
 * @string: what to append to
 */
void
chain_tokens_write (const GArray  *tokens,
                    ChainNotation  notation,
                    GString       *string)
{
  for (guint i = 0; i < tokens->len; i++)
    write_token (&g_array_index (tokens, ChainToken, i), notation, string);
}

/**
 * chain_token_write_alone:
 *
 * Appends a token that is no part of a formula, without parentheses.
 */
void
chain_token_write_alone (ChainToken     token,
                         ChainNotation  notation,
                         GString       *string)
{
  token.bare = !token.square;
  write_token (&token, notation, string);
}

/**
 * chain_tokens_to_string:
 *
 * Returns: (transfer full)
 */
char *
chain_tokens_to_string (const GArray  *tokens,
                        ChainNotation  notation)
{
  GString *string = g_string_new (NULL);

  chain_tokens_write (tokens, notation, string);
  return g_string_free (string, FALSE);
}
