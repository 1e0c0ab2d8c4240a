// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-decimal.h"
#include "chain-experiment-keys.h"
#include "chain-experiment-source.h"
#include "chain-output.h"

G_DEFINE_QUARK (chain-experiment-error-quark, chain_experiment_error)

/* What can stand in [Changes], by ChainChangeKey: named as the key whose value changes, whose
 * rule it has. */
static const char *const changeable[] = {
  [CHAIN_CHANGE_LEARNING_RATE] = "learning-rate",
};

/* Parses the rows of the table. */
static gboolean
parse_keys (const ChainSource  *source,
            ChainExperiment    *experiment,
            GError            **error)
{
  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    {
      const char *text = g_hash_table_lookup (source->values, key->name);

      if (text != NULL && !key->parse (key, text, experiment, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
refuse_change (GError     **error,
               const char  *step,
               const char  *expected,
               const char  *got)
{
  return chain_key_refuse (error, CHAIN_EXPERIMENT_ERROR_VALUE, CHAIN_GROUP_CHANGES, step, expected, got);
}

/* Parses “learning-rate:0.05” into a change at @step. */
static gboolean
parse_change (guint64      step,
              const char  *step_text,
              const char  *text,
              GArray      *changes,
              GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  ChainChange change = { .step = step };
  const ChainKey *key;

  if (g_strv_length (parts) != 2)
    return refuse_change (error, step_text, _("learning-rate:VALUE"), text);

  while (strcmp (changeable[change.key], chain_source_strip (parts[0])) != 0)
    if (++change.key == G_N_ELEMENTS (changeable))
      return refuse_change (error, step_text, _("learning-rate:VALUE"), text);

  key = chain_key_find (changeable[change.key]);
  if (!chain_key_check_number (key, parts[1], &change.value, NULL))
    return refuse_change (error, step_text, _(key->expected), parts[1]);

  g_array_append_val (changes, change);
  return TRUE;
}

/* Parses what [Changes] holds for one step: a change for each key at most. */
static gboolean
parse_step_changes (const char  *name,
                    const char  *text,
                    GArray      *changes,
                    GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", G_N_ELEMENTS (changeable) + 1);
  guint n = g_strv_length (parts);
  guint first = changes->len;
  guint64 step;

  /* only one spelling of a number: two of them would be the same step twice */
  if (!chain_decimal_parse_whole (name, G_MAXINT64, &step) || (name[0] == '0' && name[1] != '\0'))
    return refuse_change (error, name, _("a step from 0 to 9223372036854775807 as key"), name);

  if (n > 1 && parts[n - 1][0] == '\0')
    n--;
  if (n == 0 || n > G_N_ELEMENTS (changeable))
    return refuse_change (error, name, _("learning-rate:VALUE"), text);

  for (guint i = 0; i < n; i++)
    {
      if (!parse_change (step, name, parts[i], changes, error))
        return FALSE;

      for (guint j = first; j + 1 < changes->len; j++)
        if (g_array_index (changes, ChainChange, j).key == g_array_index (changes, ChainChange, changes->len - 1).key)
          return refuse_change (error, name, _("each key once"), text);
    }

  return TRUE;
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const ChainChange *left = a;
  const ChainChange *right = b;

  if (left->step != right->step)
    return left->step < right->step ? -1 : 1;

  return (int) left->key - (int) right->key;
}

static gboolean
parse_changes (const ChainSource  *source,
               ChainExperiment    *experiment,
               GError            **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (ChainChange));
  GHashTableIter iter;
  gpointer name, text;

  g_hash_table_iter_init (&iter, source->values);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (g_ascii_isdigit (*(const char *) name)
        && !parse_step_changes (name, text, changes, error))
      return FALSE;

  if (changes->len > CHAIN_MAX_CHANGES)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_VALUE,
                                  _("[%s]: expected at most %d changes, got %u"),
                                  CHAIN_GROUP_CHANGES, CHAIN_MAX_CHANGES, changes->len);

  g_array_sort (changes, compare_changes);
  if (!chain_experiment_set_changes (experiment, changes->len, (const ChainChange *) (void *) changes->data))
    g_error ("out of memory");
  return TRUE;
}

/* Returns how many keys of @group have a value. */
static int
count_keys (const ChainSource *source,
            const char        *group)
{
  int n = 0;

  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    if (strcmp (key->group, group) == 0 && g_hash_table_contains (source->values, key->name))
      n++;

  return n;
}

/* The rules between keys. */
static gboolean
check_together (const ChainSource  *source,
                ChainExperiment    *experiment,
                GError            **error)
{
  gboolean is_smallest = chain_shape_n_parameters (experiment->shape) == CHAIN_N_GROUPS;
  int n_parameters = count_keys (source, "Parameters");
  int n_state = count_keys (source, "State");
  char x_min[CHAIN_DECIMAL_SIZE], x_max[CHAIN_DECIMAL_SIZE];

  experiment->initializer.method = is_smallest || n_parameters > 0 ? CHAIN_INITIALIZER_MANUAL : CHAIN_INITIALIZER_XAVIER_UNIFORM;
  experiment->has_state = n_state > 0;

  if (!is_smallest && n_parameters > 0 && n_parameters < CHAIN_N_GROUPS)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                                  _("[Parameters]: expected all of W1, b1, W2, b2, W3, b3 "
                                    "or none with hidden=%d;%d, got only %d of them"),
                                  experiment->shape.hidden1, experiment->shape.hidden2, n_parameters);
  if (n_state == 1)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                                  _("[State]: expected both step and parameters, got only one of them"));
  if (experiment->x_min >= experiment->x_max)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                                  _("[Data] x-min: expected a number below x-max, which is %s, got “%s”"),
                                  chain_decimal_format (experiment->x_max, x_max),
                                  chain_decimal_format (experiment->x_min, x_min));
  return TRUE;
}

static gboolean
parse_source (const ChainSource  *source,
              ChainExperiment    *experiment,
              GError            **error)
{
  return parse_keys (source, experiment, error)
         && parse_changes (source, experiment, error)
         && check_together (source, experiment, error);
}

/**
 * chain_experiment_parse:
 * @experiment: an initialised experiment, replaced where this succeeds
 * @text: (nullable): the content of a .chainrule file in any bytes; %NULL for an empty one
 * @length: its length, or -1 where it ends with a NUL
 * @settings: (nullable): “key=value” texts that end with %NULL; each replaces what @text says,
 *   and the last of several for one key counts
 *
 * Reads an experiment. Keys that stand nowhere have their default; a list may end with one “;”
 * more, as GKeyFile writes it.
 *
 * Returns: %FALSE where anything is wrong: then @experiment is untouched, and @error says in
 *   one sentence where, what was expected and what was found
 */
gboolean
chain_experiment_parse (ChainExperiment        *experiment,
                        const char             *text,
                        gssize                  length,
                        const char      *const *settings,
                        GError                **error)
{
  g_auto (ChainSource) source;
  ChainExperiment parsed;

  chain_source_init (&source);
  if (text != NULL && !chain_source_add_text (&source, text, length < 0 ? strlen (text) : (gsize) length, error))
    return FALSE;
  for (; settings != NULL && *settings != NULL; settings++)
    if (!chain_source_add_setting (&source, *settings, error))
      return FALSE;

  if (!chain_experiment_init (&parsed))
    g_error ("out of memory");
  if (!parse_source (&source, &parsed, error))
    {
      chain_experiment_clear (&parsed);
      return FALSE;
    }

  chain_experiment_clear (experiment);
  *experiment = parsed;
  return TRUE;
}

/* Reads a file up to one byte more than allowed: /dev/zero has no end. */
static char *
read_bytes (const char  *path,
            gsize       *length,
            GError     **error)
{
  g_autofree char *bytes = g_malloc (CHAIN_SOURCE_MAX_LENGTH + 1);
  g_autofree char *name = g_filename_display_name (path);
  FILE *file = g_fopen (path, "rbe");
  int code = errno;

  if (file != NULL)
    {
      *length = fread (bytes, 1, CHAIN_SOURCE_MAX_LENGTH + 1, file);
      code = ferror (file) ? errno : 0;
      fclose (file);
    }

  if (file != NULL && code == 0)
    return g_steal_pointer (&bytes);

  chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_READ,
                         _("Cannot read “%s”: %s"), name, g_strerror (code));
  return NULL;
}

/**
 * chain_experiment_read:
 * @path: a .chainrule file
 *
 * Reads a file as chain_experiment_parse() does a text.
 *
 * Returns: %FALSE where the file cannot be read or is refused; @experiment is untouched then
 */
gboolean
chain_experiment_read (ChainExperiment        *experiment,
                       const char             *path,
                       const char      *const *settings,
                       GError                **error)
{
  gsize length;
  g_autofree char *text = read_bytes (path, &length, error);

  return text != NULL && chain_experiment_parse (experiment, text, (gssize) length, settings, error);
}

static void
append_changes (GString               *text,
                const ChainExperiment *experiment)
{
  const ChainChange *previous = NULL;

  g_string_append (text, "\n[" CHAIN_GROUP_CHANGES "]");
  for (size_t i = 0; i < experiment->n_changes; i++)
    {
      const ChainChange *change = &experiment->changes[i];
      char value[CHAIN_DECIMAL_SIZE];

      if (previous != NULL && previous->step == change->step)
        g_string_append_c (text, ';');
      else
        g_string_append_printf (text, "\n%" G_GUINT64_FORMAT "=", (guint64) change->step);
      g_string_append_printf (text, "%s:%s", changeable[change->key], chain_decimal_format (change->value, value));
      previous = change;
    }
  g_string_append_c (text, '\n');
}

/**
 * chain_experiment_to_text:
 *
 * Writes every key that applies, whether it has its default or not: the file is there to be
 * read and edited.
 *
 * Returns: (transfer full): a text that chain_experiment_parse() reads back as the same bits
 */
char *
chain_experiment_to_text (const ChainExperiment *experiment)
{
  GString *text = g_string_new ("# An experiment of Chainrule. Every key may be changed or left out.\n");
  ChainExperiment written = *experiment; /* its pointers are only read */
  const char *group = NULL;

  /* a file of the smallest network without parameters means the default ones */
  if (written.initializer.method != CHAIN_INITIALIZER_MANUAL && chain_shape_n_parameters (written.shape) == CHAIN_N_GROUPS)
    {
      chain_experiment_initial_parameters (experiment, written.parameters);
      written.initializer.method = CHAIN_INITIALIZER_MANUAL;
    }

  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    {
      if (key->applies != NULL && !key->applies (&written))
        continue;

      if (group == NULL || strcmp (group, key->group) != 0)
        g_string_append_printf (text, "\n[%s]\n", key->group);
      group = key->group;

      g_string_append_printf (text, "%s=", key->name);
      key->format (key, &written, text);
      g_string_append_c (text, '\n');
    }

  if (written.n_changes > 0)
    append_changes (text, &written);

  return g_string_free (text, FALSE);
}

/**
 * chain_experiment_write:
 * @path: the file to write or replace
 *
 * Returns: %FALSE where the file cannot be written; what was there remains
 */
gboolean
chain_experiment_write (const ChainExperiment  *experiment,
                        const char             *path,
                        GError                **error)
{
  g_autofree char *text = chain_experiment_to_text (experiment);

  return chain_output_write_file (path, text, strlen (text), error);
}

/**
 * chain_experiment_check_value:
 * @key: a key that holds one number, such as "learning-rate", "x-min" or, in the smallest
 *   network, "W1"
 * @text: what somebody typed
 * @value: (out): the number; untouched on failure
 *
 * Judges a single value by the rule and with the sentence of the file.
 *
 * Returns: %FALSE where it is refused
 */
gboolean
chain_experiment_check_value (const char  *key,
                              const char  *text,
                              double      *value,
                              GError     **error)
{
  const ChainKey *row = chain_key_find (key);
  ChainExperiment scratch;
  gboolean valid;

  g_return_val_if_fail (row != NULL && row->min < row->max, FALSE);

  if (!chain_experiment_init (&scratch))
    g_error ("out of memory");
  valid = row->parse (row, text, &scratch, error)
          && chain_key_check_number (row, text, value, error);
  chain_experiment_clear (&scratch);
  return valid;
}
