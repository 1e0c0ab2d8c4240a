// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-key.h"

#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-decimal.h"

#define MAX_EXCERPT_LENGTH 40

/**
 * chain_key_excerpt:
 * @text: UTF-8 of any length
 *
 * Returns: (transfer full): the beginning of @text fit for a sentence: short, and without
 *   control characters, which could rewrite a terminal
 */
char *
chain_key_excerpt (const char *text)
{
  GString *excerpt = g_string_new (NULL);
  int n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n++ == MAX_EXCERPT_LENGTH)
        {
          g_string_append (excerpt, "…");
          break;
        }
      g_string_append_unichar (excerpt, g_unichar_iscntrl (c) ? 0xfffd : c);
    }

  return g_string_free (excerpt, FALSE);
}

/**
 * chain_experiment_fail:
 * @format: a sentence, translated, as for printf()
 *
 * Sets @error to what is wrong with an experiment.
 *
 * Returns: %FALSE
 */
gboolean
chain_experiment_fail (GError              **error,
                       ChainExperimentError  code,
                       const char           *format,
                       ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (CHAIN_EXPERIMENT_ERROR, (int) code, format, arguments);
  va_end (arguments);
  return FALSE;
}

/**
 * chain_key_refuse:
 * @group: the group concerned
 * @name: the key concerned
 * @expected: what would be right, translated
 * @got: what stands there instead
 *
 * Sets @error to the one sentence that refuses a value: “[Training] learning-rate: expected a
 * number in (0, 1000], got “abc””.
 *
 * Returns: %FALSE
 */
gboolean
chain_key_refuse (GError               **error,
                  ChainExperimentError   code,
                  const char            *group,
                  const char            *name,
                  const char            *expected,
                  const char            *got)
{
  g_autofree char *name_excerpt = chain_key_excerpt (name);
  g_autofree char *got_excerpt = chain_key_excerpt (got);

  return chain_experiment_fail (error, code, _("[%s] %s: expected %s, got “%s”"),
                                group, name_excerpt, expected, got_excerpt);
}

/**
 * chain_key_refuse_value:
 *
 * chain_key_refuse() for a value of @key.
 *
 * Returns: %FALSE
 */
gboolean
chain_key_refuse_value (const ChainKey  *key,
                        const char      *expected,
                        const char      *got,
                        GError         **error)
{
  return chain_key_refuse (error, CHAIN_EXPERIMENT_ERROR_VALUE, key->group, key->name, expected, got);
}

/**
 * chain_key_check_number:
 * @key: a key that holds one number
 * @value: (out): the number; untouched on failure
 *
 * Returns: %FALSE where @text is no number in the key's range
 */
gboolean
chain_key_check_number (const ChainKey  *key,
                        const char      *text,
                        double          *value,
                        GError         **error)
{
  double number;

  g_assert (key->min < key->max);

  if (!chain_decimal_parse (text, &number) || number < key->min || number > key->max)
    return chain_key_refuse_value (key, _(key->expected), text, error);

  *value = number;
  return TRUE;
}

void
chain_key_append_number (GString *text,
                         double   value)
{
  char buffer[CHAIN_DECIMAL_SIZE];

  g_string_append (text, chain_decimal_format (value, buffer));
}

/**
 * chain_key_append_list:
 *
 * Appends @n numbers separated by “;”.
 */
void
chain_key_append_list (GString      *text,
                       const double *values,
                       gsize         n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      chain_key_append_number (text, values[i]);
    }
}

/* Numbers */

gboolean
chain_key_parse_number (const ChainKey   *key,
                        const char       *text,
                        ChainExperiment  *experiment,
                        GError          **error)
{
  return chain_key_check_number (key, text, G_STRUCT_MEMBER_P (experiment, key->field), error);
}

void
chain_key_format_number (const ChainKey        *key,
                         const ChainExperiment *experiment,
                         GString               *text)
{
  chain_key_append_number (text, G_STRUCT_MEMBER (double, experiment, key->field));
}

/* Whole numbers: of 64 bits, or as a size */

static gboolean
check_whole (const ChainKey  *key,
             const char      *text,
             guint64          limit,
             guint64         *value,
             GError         **error)
{
  guint64 max = key->max < (double) limit ? (guint64) key->max : limit;
  guint64 number = 0;

  if (!chain_decimal_parse_whole (text, max, &number) || number < (guint64) key->min)
    return chain_key_refuse_value (key, _(key->expected), text, error);

  *value = number;
  return TRUE;
}

gboolean
chain_key_parse_whole (const ChainKey   *key,
                       const char       *text,
                       ChainExperiment  *experiment,
                       GError          **error)
{
  guint64 number = 0;

  if (!check_whole (key, text, G_MAXINT64, &number, error))
    return FALSE;

  G_STRUCT_MEMBER (uint64_t, experiment, key->field) = number;
  return TRUE;
}

void
chain_key_format_whole (const ChainKey        *key,
                        const ChainExperiment *experiment,
                        GString               *text)
{
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, (guint64) G_STRUCT_MEMBER (uint64_t, experiment, key->field));
}

gboolean
chain_key_parse_size (const ChainKey   *key,
                      const char       *text,
                      ChainExperiment  *experiment,
                      GError          **error)
{
  guint64 number = 0;

  if (!check_whole (key, text, MIN (G_MAXSIZE, G_MAXINT64), &number, error))
    return FALSE;

  G_STRUCT_MEMBER (size_t, experiment, key->field) = (size_t) number;
  return TRUE;
}

void
chain_key_format_size (const ChainKey        *key,
                       const ChainExperiment *experiment,
                       GString               *text)
{
  g_string_append_printf (text, "%zu", G_STRUCT_MEMBER (size_t, experiment, key->field));
}

/* Words, which stand for the values of an enumeration */

G_STATIC_ASSERT (sizeof (ChainOptimizerKind) == sizeof (guint));

gboolean
chain_key_parse_word (const ChainKey   *key,
                      const char       *text,
                      ChainExperiment  *experiment,
                      GError          **error)
{
  g_autofree char *all = NULL;
  g_autofree char *expected = NULL;

  for (guint i = 0; key->words[i] != NULL; i++)
    if (strcmp (key->words[i], text) == 0)
      {
        G_STRUCT_MEMBER (guint, experiment, key->field) = i;
        return TRUE;
      }

  all = g_strjoinv (", ", (char **) key->words);
  expected = g_strdup_printf (_("one of %s"), all);
  return chain_key_refuse_value (key, expected, text, error);
}

void
chain_key_format_word (const ChainKey        *key,
                       const ChainExperiment *experiment,
                       GString               *text)
{
  g_string_append (text, key->words[G_STRUCT_MEMBER (guint, experiment, key->field)]);
}

/* Lists */

/**
 * chain_key_parse_list:
 * @key: a key that holds numbers in its range
 * @n: how many; 1 makes it a number
 * @values: (out): the numbers; undefined on failure
 *
 * Returns: %FALSE where @text is anything else
 */
gboolean
chain_key_parse_list (const ChainKey  *key,
                      const char      *text,
                      gsize            n,
                      double          *values,
                      GError         **error)
{
  gboolean valid = chain_decimal_parse_list (text, n, values);
  g_autofree char *expected = NULL;

  for (gsize i = 0; valid && i < n; i++)
    valid = values[i] >= key->min && values[i] <= key->max;
  if (valid)
    return TRUE;

  if (n == 1)
    expected = g_strdup (_("a number"));
  else
    expected = g_strdup_printf (key->min == 0.0 ? _("%d numbers from 0 on separated by “;”")
                                                : _("%d numbers separated by “;”"), (int) n);
  return chain_key_refuse_value (key, expected, text, error);
}
