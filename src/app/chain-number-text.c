// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-number-text.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "chain-decimal.h"
#include "chain-locale.h"

#define MINUS "\xe2\x88\x92" /* U+2212 */
/* Up to here each whole number is a double. */
#define MAX_EXACT_WHOLE 0x1p53

/* The exponent as people write it: 1e-05 becomes 1e-5, 1e+30 becomes 1e30. */
static void
tidy_exponent (char *text)
{
  char *exponent = strchr (text, 'e');
  char *digits;

  if (exponent == NULL)
    return;

  digits = exponent + 1;
  if (*digits == '-')
    exponent = digits;
  if (*digits == '-' || *digits == '+')
    digits++;
  while (digits[0] == '0' && digits[1] != '\0')
    digits++;
  memmove (exponent + 1, digits, strlen (digits) + 1);
}

/**
 * chain_number_text_format:
 *
 * Returns: (transfer full): the shortest text that reads back as exactly @value, with a decimal
 *   point in every language, and three decimals at least where that is what people write
 */
char *
chain_number_text_format (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *point;

  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }

  tidy_exponent (buffer);
  if (strchr (buffer, 'e') != NULL)
    {
      /* 1e2 is shorter than 100, and yet nobody writes it */
      if (fabs (value) >= 1e6 || fabs (value) < 1e-4)
        return g_strdup (buffer);
      g_ascii_formatd (buffer, sizeof buffer, "%.17g", value);
      if (strchr (buffer, '.') != NULL)
        g_ascii_formatd (buffer, sizeof buffer, "%.3f", value);
      if (g_ascii_strtod (buffer, NULL) != value)
        g_ascii_dtostr (buffer, sizeof buffer, value);
    }

  point = strchr (buffer, '.');
  if (point == NULL)
    return g_strconcat (buffer, ".000", NULL);
  if (strlen (point) < 4)
    return g_strconcat (buffer, &"000"[strlen (point) - 1], NULL);
  return g_strdup (buffer);
}

/**
 * chain_number_text_typeset:
 *
 * Returns: (transfer full): @value as people read it: chain_number_text_format(), typeset for
 *   the locale
 */
char *
chain_number_text_typeset (double value)
{
  g_autofree char *text = chain_number_text_format (value);

  return chain_locale_typeset (text);
}

/* Changes “1/3” into what it is, in full. */
static char *
divide (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);
  char buffer[CHAIN_DECIMAL_SIZE];
  double over, under;

  if (g_strv_length (parts) != 2 || !chain_decimal_parse (parts[0], &over)
      || !chain_decimal_parse (parts[1], &under) || under == 0.0 || !isfinite (over / under))
    return g_strdup (text);

  return g_strdup (chain_decimal_format (over / under, buffer));
}

/* Changes “.5” and “5.” into what a file writes: 0.5 and 5.0. */
static char *
complete_digits (const char *text)
{
  GString *complete = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean before = at > text && g_ascii_isdigit (at[-1]);
      gboolean after = g_ascii_isdigit (at[1]);

      if (*at == '.' && !before && after)
        g_string_append_c (complete, '0');
      g_string_append_c (complete, *at);
      if (*at == '.' && before && !after)
        g_string_append_c (complete, '0');
    }

  return g_string_free (complete, FALSE);
}

/**
 * chain_number_text_is_ambiguous:
 * @whole: whether a whole number is meant
 *
 * Returns: whether @text has a comma that may separate thousands as well as decimals: 1,000, but
 *   neither 0,500 nor 1,5; where the locale writes decimals with a comma it is one, but for whole
 *   numbers
 */
gboolean
chain_number_text_is_ambiguous (const char *text,
                                gboolean    whole)
{
  if (!whole && g_str_equal (localeconv ()->decimal_point, ","))
    return FALSE;

  return g_regex_match_simple ("(?:^|[^0-9.,eE])[1-9][0-9]{0,2},[0-9]{3}(?:$|[^0-9.,])", text, 0, 0);
}

/**
 * chain_number_text_normalize:
 * @whole: whether a whole number is meant
 * @zero: (nullable): the word that stands for 0
 *
 * Returns: (transfer full): what a file writes for what people type: 0,5 and .5 and 1/3, a
 *   typographic minus, 1e3 for 1000, and the word for 0
 */
char *
chain_number_text_normalize (const char *text,
                             gboolean    whole,
                             const char *zero)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = g_strsplit (stripped, MINUS, -1);
  g_autofree char *hyphened = g_strjoinv ("-", parts);
  g_auto (GStrv) pieces = g_strsplit (hyphened, localeconv ()->decimal_point, -1);
  g_autofree char *normal = g_strjoinv (".", pieces);
  g_autofree char *complete = NULL;
  g_autofree char *quotient = NULL;
  char *comma = strchr (normal, ',');
  double value;

  if (zero != NULL && g_utf8_collate (stripped, zero) == 0)
    return g_strdup ("0");
  if (comma != NULL && strchr (normal, '.') == NULL && strchr (comma + 1, ',') == NULL)
    *comma = '.';

  complete = complete_digits (normal);
  quotient = divide (complete);
  if (whole && chain_decimal_parse (quotient, &value) && value >= 0.0 && value <= MAX_EXACT_WHOLE
      && value == floor (value) && strpbrk (quotient, ".eE/") != NULL)
    return g_strdup_printf ("%.0f", value);

  return g_steal_pointer (&quotient);
}
