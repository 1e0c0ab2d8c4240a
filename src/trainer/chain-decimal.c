// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-decimal.h"

#include <math.h>
#include <string.h>

static const char *
skip_blanks (const char *text)
{
  return text + strspn (text, " \t");
}

static const char *
skip_sign (const char *text)
{
  return *text == '+' || *text == '-' ? text + 1 : text;
}

/* Returns the end of one digit or more, or NULL. */
static const char *
skip_digits (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 ? text + n : NULL;
}

/* Returns the end of the number at @text, or NULL where none stands there:
 *
 *     [+-] digits [. digits] [(e|E) [+-] digits]
 *
 * strtod() alone would take “inf”, “nan”, “0x1p3” and “.5” as well. */
static const char *
skip_number (const char *text)
{
  const char *end = skip_digits (skip_sign (text));

  if (end != NULL && *end == '.')
    end = skip_digits (end + 1);
  if (end != NULL && (*end == 'e' || *end == 'E'))
    end = skip_digits (skip_sign (end + 1));

  return end;
}

/**
 * chain_decimal_parse:
 * @text: a number and nothing else; blanks around it are allowed
 * @value: (out): the nearest double; untouched on failure
 *
 * Returns: %FALSE where @text is no number or beyond the finite doubles
 */
gboolean
chain_decimal_parse (const char *text,
                     double     *value)
{
  const char *start = skip_blanks (text);
  const char *end = skip_number (start);
  double number;

  if (end == NULL || *skip_blanks (end) != '\0')
    return FALSE;

  number = g_ascii_strtod (start, NULL);
  if (!isfinite (number))
    return FALSE;

  *value = number;
  return TRUE;
}

/**
 * chain_decimal_parse_list:
 * @text: numbers separated by “;”; one more may end the list, as GKeyFile writes it
 * @n: how many there must be
 * @values: (out): the numbers; undefined on failure
 *
 * Returns: %FALSE where @text is anything but @n numbers
 */
gboolean
chain_decimal_parse_list (const char *text,
                          gsize       n,
                          double     *values)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", (int) n + 1);
  gsize n_parts = g_strv_length (parts);

  if (n_parts == n + 1 && *skip_blanks (parts[n]) == '\0')
    n_parts = n;
  if (n_parts != n)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    if (!chain_decimal_parse (parts[i], &values[i]))
      return FALSE;

  return TRUE;
}

/**
 * chain_decimal_parse_whole:
 * @text: decimal digits and nothing else; blanks around them are allowed
 * @max: the largest number accepted
 * @value: (out): the number; untouched on failure
 *
 * Returns: %FALSE where @text is no whole number in 0..@max
 */
gboolean
chain_decimal_parse_whole (const char *text,
                           guint64     max,
                           guint64    *value)
{
  g_autofree char *digits = g_strdup (skip_blanks (text));

  digits[strcspn (digits, " \t")] = '\0';
  if (*skip_blanks (skip_blanks (text) + strlen (digits)) != '\0')
    return FALSE;

  return g_ascii_string_to_unsigned (digits, 10, 0, max, value, NULL);
}

/**
 * chain_decimal_format:
 * @value: a finite number
 * @buffer: (out): its text
 *
 * The shortest of 15, 16 and 17 significant digits that chain_decimal_parse() reads back as
 * the same bits: 0.1 stays “0.1”.
 *
 * Returns: @buffer
 */
const char *
chain_decimal_format (double value,
                      char   buffer[CHAIN_DECIMAL_SIZE])
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, CHAIN_DECIMAL_SIZE, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }

  return buffer;
}
