// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-numeral.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A column for each power of ten; a column may hold more than a digit, and less than 0, until the
 * sum is settled. */
struct _ChainExactSum
{
  int lowest; /* the power of the first column */
  GArray *columns; /* of gint64 */
};

/* The numeral of digits that begin with the power @exponent, rounded to the first @n of them; a half
 * is rounded away from 0, as on paper. */
static ChainNumeral
round_digits (const guint8 *digits,
              int           length,
              int           exponent,
              gboolean      negative,
              int           n)
{
  ChainNumeral numeral = { negative, CLAMP (n, 0, length), exponent };
  gboolean up = n >= 0 && n < length && digits[n] >= 5;

  for (int i = 0; i < numeral.n; i++)
    numeral.digits[i] = digits[i];
  while (up && numeral.n > 0 && numeral.digits[numeral.n - 1] == 9)
    numeral.n--;
  if (up && numeral.n > 0)
    numeral.digits[numeral.n - 1]++;
  else if (up)
    {
      numeral.digits[numeral.n++] = 1;
      numeral.exponent++;
    }

  while (numeral.n > 0 && numeral.digits[numeral.n - 1] == 0)
    numeral.n--;
  if (numeral.n == 0)
    numeral = (ChainNumeral) { FALSE };
  return numeral;
}

/**
 * chain_numeral_parse:
 * @digits: at most 24 decimal digits; the first one is not 0, unless all are. Anything else between
 *   them, like a decimal point, is passed over
 * @exponent: the power of ten of the first digit
 */
ChainNumeral
chain_numeral_parse (const char *digits,
                     int         exponent,
                     gboolean    negative)
{
  guint8 values[CHAIN_NUMERAL_MOST_DIGITS];
  int n = 0;

  for (; *digits != '\0' && n < CHAIN_NUMERAL_MOST_DIGITS; digits++)
    if (g_ascii_isdigit (*digits))
      values[n++] = (guint8) (*digits - '0');

  return round_digits (values, n, exponent, negative, n);
}

/**
 * chain_numeral_new:
 * @value: a finite number
 *
 * Returns: the shortest numeral that stands for @value and for no other double: 0.1 for what is
 *   nearest to 0.1
 */
ChainNumeral
chain_numeral_new (double value)
{
  static const char *const formats[] = { "%.14e", "%.15e", "%.16e" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char *mark;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }

  mark = strchr (text, 'e');
  *mark = '\0';
  return chain_numeral_parse (text, atoi (mark + 1), value < 0.0);
}

/**
 * chain_numeral_round:
 * @digits: how many significant digits to keep
 */
ChainNumeral
chain_numeral_round (const ChainNumeral *numeral,
                     int                 digits)
{
  return round_digits (numeral->digits, numeral->n, numeral->exponent, numeral->negative, digits);
}

/**
 * chain_numeral_round_at:
 * @power: the power of ten of the last digit to keep: −2 for hundredths
 */
ChainNumeral
chain_numeral_round_at (const ChainNumeral *numeral,
                        int                 power)
{
  return chain_numeral_round (numeral, numeral->exponent - power + 1);
}

gboolean
chain_numeral_equal (const ChainNumeral *a,
                     const ChainNumeral *b)
{
  return a->negative == b->negative && a->n == b->n && a->exponent == b->exponent
         && memcmp (a->digits, b->digits, (gsize) a->n) == 0;
}

/**
 * chain_numeral_to_double:
 *
 * Returns: the nearest double, which may be infinite
 */
double
chain_numeral_to_double (const ChainNumeral *numeral)
{
  char text[CHAIN_NUMERAL_MOST_DIGITS + 16];
  int length = 0;

  if (numeral->n == 0)
    return 0.0;

  text[length++] = numeral->negative ? '-' : '+';
  for (int i = 0; i < numeral->n; i++)
    text[length++] = (char) ('0' + numeral->digits[i]);
  snprintf (text + length, sizeof text - (gsize) length, "e%d", numeral->exponent - numeral->n + 1);
  return g_ascii_strtod (text, NULL);
}

/**
 * chain_quantity_new:
 * @value: a finite number
 * @exact: whether its shortest decimal form is what is meant, as of a number that a person typed
 */
ChainQuantity
chain_quantity_new (double   value,
                    gboolean exact)
{
  return (ChainQuantity) { chain_numeral_new (value), exact };
}

ChainExactSum *
chain_exact_sum_new (void)
{
  ChainExactSum *sum = g_new0 (ChainExactSum, 1);

  sum->columns = g_array_new (FALSE, TRUE, sizeof (gint64));
  return sum;
}

void
chain_exact_sum_free (ChainExactSum *sum)
{
  g_array_unref (sum->columns);
  g_free (sum);
}

/* Makes columns from the power @from up to below @to. */
static void
reserve (ChainExactSum *sum,
         int            from,
         int            to)
{
  if (sum->columns->len == 0)
    sum->lowest = from;
  if (from < sum->lowest)
    {
      g_autofree gint64 *zeros = g_new0 (gint64, sum->lowest - from);

      g_array_prepend_vals (sum->columns, zeros, (guint) (sum->lowest - from));
      sum->lowest = from;
    }
  if (to > sum->lowest + (int) sum->columns->len)
    g_array_set_size (sum->columns, (guint) (to - sum->lowest));
}

/**
 * chain_exact_sum_add:
 * @negative: whether to take the product away
 * @n: how many factors there are, at least 1
 */
void
chain_exact_sum_add (ChainExactSum      *sum,
                     gboolean            negative,
                     gsize               n,
                     const ChainNumeral *factors)
{
  g_autofree guint32 *product = g_new0 (guint32, n * CHAIN_NUMERAL_MOST_DIGITS + 1); /* lowest first */
  g_autofree guint32 *next = g_new0 (guint32, n * CHAIN_NUMERAL_MOST_DIGITS + 1);
  int length = 1, power = 0;

  product[0] = 1;
  for (gsize f = 0; f < n; f++)
    {
      const ChainNumeral *factor = &factors[f];
      guint32 carry = 0;

      if (factor->n == 0)
        return;
      memset (next, 0, sizeof *next * (gsize) (length + factor->n));
      for (int i = 0; i < length; i++)
        for (int j = 0; j < factor->n; j++)
          next[i + j] += product[i] * factor->digits[factor->n - 1 - j];
      length += factor->n;
      for (int i = 0; i < length; i++)
        {
          carry += next[i];
          product[i] = carry % 10;
          carry /= 10;
        }
      negative ^= factor->negative;
      power += factor->exponent - factor->n + 1;
    }

  reserve (sum, power, power + length);
  for (int i = 0; i < length; i++)
    g_array_index (sum->columns, gint64, power - sum->lowest + i) += negative ? -(gint64) product[i] : product[i];
}

/* Makes every column a digit, from the lowest on. Returns what is carried out of the highest. */
static gint64
carry_all (ChainExactSum *sum)
{
  gint64 carry = 0;

  for (guint i = 0; i < sum->columns->len; i++)
    {
      gint64 *column = &g_array_index (sum->columns, gint64, i);
      gint64 value = *column + carry;

      *column = (value % 10 + 10) % 10;
      carry = (value - *column) / 10;
    }

  return carry;
}

/* Returns the digits of the sum's size, highest first, with the power of the first one; a single 0
 * where it is 0. */
static GByteArray *
settle (ChainExactSum *sum,
        gboolean      *negative,
        int           *exponent)
{
  GByteArray *digits = g_byte_array_new ();
  gint64 carry;
  guint top;

  /* room for what is carried out of a sum of many */
  reserve (sum, sum->lowest, sum->lowest + (int) sum->columns->len + 12);
  carry = carry_all (sum);
  *negative = carry < 0;
  if (*negative)
    {
      for (guint i = 0; i < sum->columns->len; i++)
        g_array_index (sum->columns, gint64, i) *= -1;
      g_array_index (sum->columns, gint64, sum->columns->len - 1) -= 10 * carry;
      carry_all (sum);
    }

  top = sum->columns->len;
  while (top > 1 && g_array_index (sum->columns, gint64, top - 1) == 0)
    top--;
  *exponent = sum->lowest + (int) top - 1;
  for (guint i = top; i > 0; i--)
    {
      guint8 digit = (guint8) g_array_index (sum->columns, gint64, i - 1);

      g_byte_array_append (digits, &digit, 1);
    }

  return digits;
}

static gboolean
has_more (const GByteArray *digits,
          int               from)
{
  for (int i = from; i < (int) digits->len; i++)
    if (digits->data[i] != 0)
      return TRUE;

  return FALSE;
}

/* A sum may be asked more than once, and added to later. */
static void
restore_sign (ChainExactSum *sum,
              gboolean       negative)
{
  for (guint i = 0; negative && i < sum->columns->len; i++)
    g_array_index (sum->columns, gint64, i) *= -1;
}

/**
 * chain_exact_sum_round:
 * @digits: how many significant digits are wanted, at most 24
 * @exact: (out) (optional): whether that is the sum and no rounding of it
 */
ChainNumeral
chain_exact_sum_round (ChainExactSum *sum,
                       int            digits,
                       gboolean      *exact)
{
  gboolean negative;
  int exponent;
  g_autoptr (GByteArray) all = settle (sum, &negative, &exponent);

  restore_sign (sum, negative);
  if (exact != NULL)
    *exact = !has_more (all, digits);
  return round_digits (all->data, (int) all->len, exponent, negative, digits);
}

/**
 * chain_exact_sum_divide:
 * @divisor: a whole number from 1 on
 * @digits: how many significant digits are wanted, at most 24
 * @exact: (out) (optional): whether the sum divided by @divisor has no more of them
 */
ChainNumeral
chain_exact_sum_divide (ChainExactSum *sum,
                        guint          divisor,
                        int            digits,
                        gboolean      *exact)
{
  gboolean negative;
  int exponent;
  g_autoptr (GByteArray) all = settle (sum, &negative, &exponent);
  g_autoptr (GByteArray) quotient = g_byte_array_new ();
  guint64 rest = 0;

  restore_sign (sum, negative);
  for (guint i = 0; i < all->len || quotient->len <= (guint) digits; i++)
    {
      guint8 digit;

      rest = rest * 10 + (i < all->len ? all->data[i] : 0);
      digit = (guint8) (rest / divisor);
      rest %= divisor;
      if (quotient->len > 0 || digit != 0)
        g_byte_array_append (quotient, &digit, 1);
      else if (rest == 0 && i >= all->len)
        break; /* 0 */
      else
        exponent--;
    }

  if (exact != NULL)
    *exact = rest == 0 && !has_more (quotient, digits);
  return round_digits (quotient->data, (int) quotient->len, exponent, negative, digits);
}
