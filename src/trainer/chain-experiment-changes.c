// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-changes.h"

#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-decimal.h"
#include "chain-experiment-keys.h"

/* What can stand in [Changes], by ChainChangeKey: named as the key whose value changes, whose
 * rule it has. */
static const char *const changeable[] = {
  [CHAIN_CHANGE_LEARNING_RATE] = "learning-rate",
};

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

/**
 * chain_changes_parse:
 * @source: the lines of a file
 * @experiment: takes the change log that they hold
 *
 * Returns: %FALSE where a change is refused
 */
gboolean
chain_changes_parse (const ChainSource  *source,
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

/**
 * chain_changes_append:
 *
 * Appends the group of the change log to the text of a file.
 */
void
chain_changes_append (GString               *text,
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
