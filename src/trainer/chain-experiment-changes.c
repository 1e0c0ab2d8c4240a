// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-changes.h"

#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-decimal.h"
#include "chain-experiment-keys.h"

/* What can stand in [Changes]: a key with its new value, which has the key's rule, or what happens
 * to a parameter, with its name. */
static const struct
{
  const char *name;
  ChainChangeKey key;
  double value; /* of a parameter's change */
} changeable[] = {
  { "learning-rate", CHAIN_CHANGE_LEARNING_RATE, 0.0 },
  { "freeze", CHAIN_CHANGE_FROZEN, 1.0 },
  { "thaw", CHAIN_CHANGE_FROZEN, 0.0 },
};

#define FORM N_("learning-rate:VALUE, freeze:PARAMETER or thaw:PARAMETER")

static gboolean
refuse_change (GError     **error,
               const char  *step,
               const char  *expected,
               const char  *got)
{
  return chain_key_refuse (error, CHAIN_EXPERIMENT_ERROR_VALUE, CHAIN_GROUP_CHANGES, step, expected, got);
}

/* Parses the value of “learning-rate:0.05”, or the parameter of “freeze:W1”. */
static gboolean
parse_value (const char  *step_text,
             const char  *name,
             const char  *text,
             ChainShape   shape,
             ChainChange *change,
             GError     **error)
{
  const ChainKey *key;
  int parameter;

  switch (change->key)
    {
    case CHAIN_CHANGE_LEARNING_RATE:
      key = chain_key_find (name);
      return chain_key_check_number (key, text, &change->value, NULL)
             || refuse_change (error, step_text, _(key->expected), text);

    case CHAIN_CHANGE_FROZEN:
      parameter = chain_parameter_find (shape, text);
      if (parameter < 0)
        return refuse_change (error, step_text, _("the name of a parameter"), text);
      change->parameter = (size_t) parameter;
      return TRUE;
    }

  g_assert_not_reached ();
}

/* Parses “learning-rate:0.05” or “freeze:W1” into a change at @step. */
static gboolean
parse_change (guint64      step,
              const char  *step_text,
              const char  *text,
              ChainShape   shape,
              GArray      *changes,
              GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  ChainChange change = { .step = step };
  const char *name;
  gsize i = 0;

  if (g_strv_length (parts) != 2)
    return refuse_change (error, step_text, _(FORM), text);

  name = chain_source_strip (parts[0]);
  while (i < G_N_ELEMENTS (changeable) && strcmp (changeable[i].name, name) != 0)
    i++;
  if (i == G_N_ELEMENTS (changeable))
    return refuse_change (error, step_text, _(FORM), text);

  change.key = changeable[i].key;
  change.value = changeable[i].value;
  if (!parse_value (step_text, name, chain_source_strip (parts[1]), shape, &change, error))
    return FALSE;

  g_array_append_val (changes, change);
  return TRUE;
}

/* Orders a log, and finds what is entered twice. */
static int
compare_changes (gconstpointer a,
                 gconstpointer b)
{
  const ChainChange *left = a;
  const ChainChange *right = b;

  if (left->step != right->step)
    return left->step < right->step ? -1 : 1;
  if (left->key != right->key)
    return (int) left->key - (int) right->key;

  return (int) left->parameter - (int) right->parameter;
}

/* Parses what [Changes] holds for one step: one change for each key, and for each parameter. */
static gboolean
parse_step_changes (const char  *name,
                    const char  *text,
                    ChainShape   shape,
                    GArray      *changes,
                    GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", CHAIN_MAX_CHANGES + 1);
  guint n = g_strv_length (parts);
  guint first = changes->len;
  guint64 step;

  /* only one spelling of a number: two of them would be the same step twice */
  if (!chain_decimal_parse_whole (name, G_MAXINT64, &step) || (name[0] == '0' && name[1] != '\0'))
    return refuse_change (error, name, _("a step from 0 to 9223372036854775807 as key"), name);

  if (n > 1 && parts[n - 1][0] == '\0')
    n--;
  if (n == 0)
    return refuse_change (error, name, _(FORM), text);

  for (guint i = 0; i < n; i++)
    {
      if (!parse_change (step, name, parts[i], shape, changes, error))
        return FALSE;

      for (guint j = first; j + 1 < changes->len; j++)
        if (compare_changes (&g_array_index (changes, ChainChange, j),
                             &g_array_index (changes, ChainChange, changes->len - 1)) == 0)
          return refuse_change (error, name, _("each key and each parameter once"), text);
    }

  return TRUE;
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
        && !parse_step_changes (name, text, experiment->shape, changes, error))
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

static void
append_change (GString           *text,
               ChainShape         shape,
               const ChainChange *change)
{
  char value[CHAIN_DECIMAL_SIZE];
  char parameter[CHAIN_PARAMETER_NAME_SIZE];

  switch (change->key)
    {
    case CHAIN_CHANGE_LEARNING_RATE:
      g_string_append_printf (text, "learning-rate:%s", chain_decimal_format (change->value, value));
      break;

    case CHAIN_CHANGE_FROZEN:
      chain_parameter_name (shape, change->parameter, parameter);
      g_string_append_printf (text, "%s:%s", change->value > 0.0 ? "freeze" : "thaw", parameter);
      break;
    }
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

      if (previous != NULL && previous->step == change->step)
        g_string_append_c (text, ';');
      else
        g_string_append_printf (text, "\n%" G_GUINT64_FORMAT "=", (guint64) change->step);
      append_change (text, experiment->shape, change);
      previous = change;
    }
  g_string_append_c (text, '\n');
}
