// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-rules.h"

#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-decimal.h"
#include "chain-experiment-keys.h"

static gboolean
has (const ChainSource *source,
     const char        *name)
{
  return g_hash_table_contains (source->values, name);
}

/* What stands at @name, for a sentence. */
static const char *
text_of (const ChainSource *source,
         const char        *name)
{
  return g_hash_table_lookup (source->values, name);
}

/* Returns how many keys of @group have a value. */
static int
count_keys (const ChainSource *source,
            const char        *group)
{
  int n = 0;

  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    n += strcmp (key->group, group) == 0 && has (source, key->name);

  return n;
}

static gboolean
conflict (const ChainSource  *source,
          const char         *name,
          const char         *expected,
          GError            **error)
{
  return chain_key_refuse (error, CHAIN_EXPERIMENT_ERROR_CONFLICT, chain_key_find (name)->group, name,
                           expected, text_of (source, name));
}

/* Parameters are given or drawn, never both. Where the file does not say how, given parameters
 * and the smallest network, which has default ones, are manual, and others drawn. */
static gboolean
check_initializer (const ChainSource  *source,
                   ChainExperiment    *experiment,
                   GError            **error)
{
  ChainInitializerMethod *method = &experiment->initializer.method;
  gboolean is_smallest = chain_shape_n_parameters (experiment->shape) == CHAIN_N_GROUPS;
  int n_parameters = count_keys (source, "Parameters");

  if (!has (source, "method"))
    *method = is_smallest || n_parameters > 0 ? CHAIN_INITIALIZER_MANUAL : CHAIN_INITIALIZER_XAVIER_UNIFORM;
  else if (*method != CHAIN_INITIALIZER_MANUAL && n_parameters > 0)
    return conflict (source, "method", _("manual, or no [Parameters]: they are either given or drawn"), error);
  else if (*method == CHAIN_INITIALIZER_MANUAL && n_parameters == 0 && !is_smallest)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                                  _("[Initial] method: expected [Parameters] with it, or a method that draws them, "
                                    "with hidden=%d;%d, got “manual” alone"),
                                  experiment->shape.hidden1, experiment->shape.hidden2);

  if (!is_smallest && n_parameters > 0 && n_parameters < CHAIN_N_GROUPS)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                                  _("[Parameters]: expected all of W1, b1, W2, b2, W3, b3 "
                                    "or none with hidden=%d;%d, got only %d of them"),
                                  experiment->shape.hidden1, experiment->shape.hidden2, n_parameters);
  return TRUE;
}

static gboolean
check_data (const ChainSource  *source,
            ChainExperiment    *experiment,
            GError            **error)
{
  char x_min[CHAIN_DECIMAL_SIZE], x_max[CHAIN_DECIMAL_SIZE];

  if (experiment->x_min >= experiment->x_max)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                                  _("[Data] x-min: expected a number below x-max, which is %s, got “%s”"),
                                  chain_decimal_format (experiment->x_max, x_max),
                                  chain_decimal_format (experiment->x_min, x_min));

  /* an empty list is none: every file that is written has one */
  if (has (source, "samples-file") && has (source, "samples") && text_of (source, "samples")[0] != '\0')
    return conflict (source, "samples-file", _("no file beside samples: they come from one place"), error);

  return TRUE;
}

static gboolean
check_batch_size (const ChainSource  *source,
                  ChainExperiment    *experiment,
                  GError            **error)
{
  gsize n = experiment->n_samples > 0 ? experiment->n_samples : experiment->count;
  g_autofree char *expected = NULL;

  if (experiment->batch_size <= n)
    return TRUE;

  expected = g_strdup_printf (_("a whole number from 0, which means all, to %d, the number of samples"), (int) n);
  return conflict (source, "batch-size", expected, error);
}

/* Returns the keys that make up the state of such a run, as a list. */
static char *
state_keys (const ChainExperiment *experiment)
{
  GString *names = g_string_new (NULL);

  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    if (strcmp (key->group, "State") == 0 && key->applies (experiment))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", key->name);

  return g_string_free (names, FALSE);
}

/* All of what the optimiser needs to go on, and nothing that it would ignore. */
static gboolean
check_state (const ChainSource  *source,
             ChainExperiment    *experiment,
             GError            **error)
{
  g_autofree char *names = NULL;

  experiment->has_state = count_keys (source, "State") > 0;
  if (!experiment->has_state)
    return TRUE;

  names = state_keys (experiment);
  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    {
      GString *optimizer;
      g_autofree char *word = NULL;

      if (strcmp (key->group, "State") != 0 || key->applies (experiment) == has (source, key->name))
        continue;

      optimizer = g_string_new (NULL);
      chain_key_format_word (chain_key_find ("optimizer"), experiment, optimizer);
      word = g_string_free (optimizer, FALSE);
      return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                                    has (source, key->name)
                                      ? _("[State]: expected only %s with optimizer=%s, got also %s")
                                      : _("[State]: expected all of %s with optimizer=%s, got no %s"),
                                    names, word, key->name);
    }

  return TRUE;
}

/* βᵗ is 1 at step 0 and at no other: there Adam would divide by 1 − βᵗ = 0. */
static gboolean
check_powers (const ChainSource  *source,
              ChainExperiment    *experiment,
              GError            **error)
{
  static const char *const names[] = { "beta1-power", "beta2-power" };
  const double powers[] = { experiment->state.moments.beta1_power, experiment->state.moments.beta2_power };
  gboolean started = experiment->state.step > 0;

  if (!experiment->has_state || experiment->optimizer.kind != CHAIN_OPTIMIZER_ADAM)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if ((powers[i] < 1.0) != started)
      return conflict (source, names[i], started ? _("a number below 1 after step 0") : _("1 at step 0"), error);

  return TRUE;
}

/* A run that has a state does not start again: a setting that changes its start would have no
 * effect, and the file that is saved in the end would tell of a run that never was. Nor does what
 * one optimiser remembers mean the same to another. */
static gboolean
check_start (const ChainSource  *source,
             ChainExperiment    *experiment,
             GError            **error)
{
  static const char *const groups[] = { "Network", "Initial", "Parameters", NULL };

  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    if ((g_strv_contains (groups, key->group) || strcmp (key->name, "optimizer") == 0)
        && g_hash_table_contains (source->settings, key->name))
      {
        g_autofree char *expected = g_strdup_printf (_("no other start for a run that stands at step %llu ([State])"),
                                                     (unsigned long long) experiment->state.step);

        return conflict (source, key->name, expected, error);
      }

  return TRUE;
}

/* Nor would the rate that a change has replaced by then have any. */
static gboolean
check_rate (const ChainSource  *source,
            ChainExperiment    *experiment,
            GError            **error)
{
  g_autofree char *expected = NULL;
  gboolean is_replaced = FALSE;

  for (gsize i = 0; i < experiment->n_changes && experiment->changes[i].step <= experiment->state.step + 1; i++)
    is_replaced |= experiment->changes[i].key == CHAIN_CHANGE_LEARNING_RATE;
  if (!is_replaced || !g_hash_table_contains (source->settings, "learning-rate"))
    return TRUE;

  expected = g_strdup_printf (_("a change such as %llu=learning-rate:VALUE, for [Changes] has replaced this rate"),
                              (unsigned long long) experiment->state.step + 1);
  return conflict (source, "learning-rate", expected, error);
}

/* What must not be set in a run that is on its way. */
static gboolean
check_settings (const ChainSource  *source,
                ChainExperiment    *experiment,
                GError            **error)
{
  /* a state that is given by settings itself is one for this start */
  return !experiment->has_state || g_hash_table_contains (source->settings, "parameters")
         || (check_start (source, experiment, error) && check_rate (source, experiment, error));
}

/**
 * chain_rules_check:
 * @source: what stands in the file and the settings
 * @experiment: what it was parsed into; takes what follows from several keys together
 *
 * Returns: %FALSE where values do not go together
 */
gboolean
chain_rules_check (const ChainSource  *source,
                   ChainExperiment    *experiment,
                   GError            **error)
{
  return check_initializer (source, experiment, error)
         && check_data (source, experiment, error)
         && check_batch_size (source, experiment, error)
         && check_state (source, experiment, error)
         && check_powers (source, experiment, error)
         && check_settings (source, experiment, error);
}
