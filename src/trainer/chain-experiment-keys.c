// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-keys.h"

#include <float.h>
#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-decimal.h"

#define FORMAT_NUMBER 1
#define MAX_NAME_LENGTH 4096 /* characters: with the largest data a file stays below 1 MiB */
#define MAX_EXCERPT_LENGTH 40
#define SMALLEST_POSITIVE 0x1p-1074

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

static gboolean
refuse (const ChainKey  *key,
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
    return refuse (key, _(key->expected), text, error);

  *value = number;
  return TRUE;
}

static void
append_number (GString *text,
               double   value)
{
  char buffer[CHAIN_DECIMAL_SIZE];

  g_string_append (text, chain_decimal_format (value, buffer));
}

static void
append_list (GString      *text,
             const double *values,
             gsize         n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      append_number (text, values[i]);
    }
}

/* [Experiment] */

static gboolean
parse_format (const ChainKey   *key,
              const char       *text,
              ChainExperiment  *experiment,
              GError          **error)
{
  guint64 number;

  if (!chain_decimal_parse_whole (text, FORMAT_NUMBER, &number) || number != FORMAT_NUMBER)
    return refuse (key, _(key->expected), text, error);

  return TRUE;
}

static void
format_format (const ChainKey        *key,
               const ChainExperiment *experiment,
               GString               *text)
{
  g_string_append_printf (text, "%d", FORMAT_NUMBER);
}

/* The escapes of GKeyFile: the letter behind a backslash, and what it stands for. */
static const char escape_letters[] = "sntr\\";
static const char escape_meanings[] = " \n\t\r\\";

/* Returns @text without its escapes, or NULL where one is unknown. */
static char *
unescape (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *letter;

      if (*p != '\\')
        {
          g_string_append_c (plain, *p);
          continue;
        }

      letter = p[1] != '\0' ? strchr (escape_letters, *++p) : NULL;
      if (letter == NULL)
        return NULL;
      g_string_append_c (plain, escape_meanings[letter - escape_letters]);
    }

  return g_strdup (plain->str);
}

static gboolean
parse_name (const ChainKey   *key,
            const char       *text,
            ChainExperiment  *experiment,
            GError          **error)
{
  g_autofree char *name = unescape (text);

  if (name == NULL || g_utf8_strlen (name, -1) > MAX_NAME_LENGTH)
    return refuse (key, _(key->expected), text, error);

  if (!chain_experiment_set_name (experiment, name))
    g_error ("out of memory");
  return TRUE;
}

static void
format_name (const ChainKey        *key,
             const ChainExperiment *experiment,
             GString               *text)
{
  const char *name = experiment->name;

  for (const char *p = name; *p != '\0'; p++)
    {
      const char *meaning = strchr (escape_meanings, *p);

      /* blanks inside a value stand for themselves, those at its ends would be lost */
      if (meaning == NULL || (*p == ' ' && p > name && p[1] != '\0'))
        g_string_append_c (text, *p);
      else
        g_string_append_printf (text, "\\%c", escape_letters[meaning - escape_meanings]);
    }
}

/* [Network] */

static gboolean
parse_hidden (const ChainKey   *key,
              const char       *text,
              ChainExperiment  *experiment,
              GError          **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", 3);
  guint n = g_strv_length (parts);
  guint64 widths[2];

  if (n == 3 && parts[2][0] == '\0')
    n--;
  if (n != 2)
    return refuse (key, _(key->expected), text, error);

  for (gsize i = 0; i < 2; i++)
    if (!chain_decimal_parse_whole (parts[i], CHAIN_MAX_WIDTH, &widths[i]) || widths[i] < 1)
      return refuse (key, _(key->expected), text, error);

  experiment->shape = (ChainShape) { (int) widths[0], (int) widths[1] };
  return TRUE;
}

static void
format_hidden (const ChainKey        *key,
               const ChainExperiment *experiment,
               GString               *text)
{
  g_string_append_printf (text, "%d;%d", experiment->shape.hidden1, experiment->shape.hidden2);
}

/* [Parameters] */

/* Parses a list of @n numbers, which for n = 1 is a number. */
static gboolean
parse_list (const ChainKey  *key,
            const char      *text,
            gsize            n,
            double          *values,
            GError         **error)
{
  g_autofree char *expected = NULL;

  if (chain_decimal_parse_list (text, n, values))
    return TRUE;

  expected = n == 1 ? g_strdup (_("a number"))
                    : g_strdup_printf (_("%d numbers separated by “;”"), (int) n);
  return refuse (key, expected, text, error);
}

static gboolean
parse_parameters (const ChainKey   *key,
                  const char       *text,
                  ChainExperiment  *experiment,
                  GError          **error)
{
  return parse_list (key, text, chain_shape_group_length (experiment->shape, key->group_id),
                     experiment->parameters + chain_shape_group_offset (experiment->shape, key->group_id),
                     error);
}

static void
format_parameters (const ChainKey        *key,
                   const ChainExperiment *experiment,
                   GString               *text)
{
  append_list (text,
               experiment->parameters + chain_shape_group_offset (experiment->shape, key->group_id),
               chain_shape_group_length (experiment->shape, key->group_id));
}

static gboolean
has_parameters (const ChainExperiment *experiment)
{
  return experiment->initializer.method == CHAIN_INITIALIZER_MANUAL;
}

/* [Data] and [Training] */

static gboolean
parse_number (const ChainKey   *key,
              const char       *text,
              ChainExperiment  *experiment,
              GError          **error)
{
  return chain_key_check_number (key, text, G_STRUCT_MEMBER_P (experiment, key->field), error);
}

static void
format_number (const ChainKey        *key,
               const ChainExperiment *experiment,
               GString               *text)
{
  append_number (text, G_STRUCT_MEMBER (double, experiment, key->field));
}

static gboolean
parse_size (const ChainKey   *key,
            const char       *text,
            ChainExperiment  *experiment,
            GError          **error)
{
  guint64 number;

  if (!chain_decimal_parse_whole (text, (guint64) key->max, &number) || number < (guint64) key->min)
    return refuse (key, _(key->expected), text, error);

  G_STRUCT_MEMBER (size_t, experiment, key->field) = (size_t) number;
  return TRUE;
}

static void
format_size (const ChainKey        *key,
             const ChainExperiment *experiment,
             GString               *text)
{
  g_string_append_printf (text, "%zu", G_STRUCT_MEMBER (size_t, experiment, key->field));
}

/* Cuts “2:4” in two and parses both. */
static gboolean
parse_sample (char   *sample,
              double *x,
              double *y)
{
  char *colon = strchr (sample, ':');

  if (colon == NULL)
    return FALSE;

  *colon = '\0';
  if (chain_decimal_parse (sample, x) && chain_decimal_parse (colon + 1, y))
    return TRUE;

  *colon = ':'; /* whole again, for the sentence */
  return FALSE;
}

static gboolean
parse_samples (const ChainKey   *key,
               const char       *text,
               ChainExperiment  *experiment,
               GError          **error)
{
  g_auto (GStrv) samples = g_strsplit (text, ";", CHAIN_MAX_EXPLICIT_SAMPLES + 1);
  gsize n = g_strv_length (samples);
  g_autofree double *x = NULL;
  g_autofree double *y = NULL;

  if (n > 1 && samples[n - 1][0] == '\0')
    n--;
  if (n > CHAIN_MAX_EXPLICIT_SAMPLES)
    return refuse (key, _(key->expected), text, error);

  x = g_new (double, n + 1);
  y = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    if (!parse_sample (samples[i], &x[i], &y[i]))
      return refuse (key, _(key->expected), samples[i], error);

  if (!chain_experiment_set_samples (experiment, n, x, y))
    g_error ("out of memory");
  return TRUE;
}

static void
format_samples (const ChainKey        *key,
                const ChainExperiment *experiment,
                GString               *text)
{
  for (gsize i = 0; i < experiment->n_samples; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      append_number (text, experiment->samples_x[i]);
      g_string_append_c (text, ':');
      append_number (text, experiment->samples_y[i]);
    }
}

/* [State] */

static gboolean
has_state (const ChainExperiment *experiment)
{
  return experiment->has_state;
}

static gboolean
parse_step (const ChainKey   *key,
            const char       *text,
            ChainExperiment  *experiment,
            GError          **error)
{
  guint64 step;

  if (!chain_decimal_parse_whole (text, G_MAXINT64, &step))
    return refuse (key, _(key->expected), text, error);

  experiment->state.step = step;
  return TRUE;
}

static void
format_step (const ChainKey        *key,
             const ChainExperiment *experiment,
             GString               *text)
{
  g_string_append_printf (text, "%" G_GUINT64_FORMAT, (guint64) experiment->state.step);
}

static gboolean
parse_state_parameters (const ChainKey   *key,
                        const char       *text,
                        ChainExperiment  *experiment,
                        GError          **error)
{
  return parse_list (key, text, chain_shape_n_parameters (experiment->shape),
                     experiment->state.parameters, error);
}

static void
format_state_parameters (const ChainKey        *key,
                         const ChainExperiment *experiment,
                         GString               *text)
{
  append_list (text, experiment->state.parameters, chain_shape_n_parameters (experiment->shape));
}

#define FIELD(name) .field = G_STRUCT_OFFSET (ChainExperiment, name)
#define ANY_NUMBER .expected = N_("a number"), .min = -DBL_MAX, .max = DBL_MAX
#define NUMBER .parse = parse_number, .format = format_number
#define PARAMETERS(id) .parse = parse_parameters, .format = format_parameters, \
                       .applies = has_parameters, .group_id = id, ANY_NUMBER

/* Widths come first: they say how long the lists are. */
const ChainKey chain_keys[] = {
  { "Experiment", "format", N_("1, the only format there is"), parse_format, format_format },
  { "Experiment", "name", N_("at most 4096 characters, with no escapes but \\\\ \\s \\t \\n \\r"),
    parse_name, format_name },

  { "Network", "hidden", N_("two whole numbers from 1 to 16, like “1;1”"), parse_hidden, format_hidden },

  { "Parameters", "W1", PARAMETERS (CHAIN_W1) },
  { "Parameters", "b1", PARAMETERS (CHAIN_B1) },
  { "Parameters", "W2", PARAMETERS (CHAIN_W2) },
  { "Parameters", "b2", PARAMETERS (CHAIN_B2) },
  { "Parameters", "W3", PARAMETERS (CHAIN_W3) },
  { "Parameters", "b3", PARAMETERS (CHAIN_B3) },

  { "Data", "x-min", NUMBER, FIELD (x_min), ANY_NUMBER },
  { "Data", "x-max", NUMBER, FIELD (x_max), ANY_NUMBER },
  { "Data", "count", N_("a whole number from 1 to 65536"), parse_size, format_size,
    FIELD (count), .min = 1, .max = CHAIN_MAX_SAMPLES },
  { "Data", "samples", N_("at most 16384 samples x:y separated by “;”"), parse_samples, format_samples },

  { "Training", "learning-rate", N_("a number in (0, 1000]"), parse_number, format_number,
    FIELD (learning_rate), .min = SMALLEST_POSITIVE, .max = CHAIN_MAX_LEARNING_RATE },

  { "State", "step", N_("a whole number from 0 to 9223372036854775807"), parse_step, format_step,
    has_state },
  { "State", "parameters", N_("numbers separated by “;”"), parse_state_parameters, format_state_parameters,
    has_state },
  { NULL }
};

/**
 * chain_key_find:
 *
 * Returns: (nullable): the row of the key @name
 */
const ChainKey *
chain_key_find (const char *name)
{
  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    if (strcmp (key->name, name) == 0)
      return key;

  return NULL;
}
