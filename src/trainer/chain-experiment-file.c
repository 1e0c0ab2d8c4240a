// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-file.h"

#include <string.h>

#include "chain-experiment-changes.h"
#include "chain-experiment-keys.h"
#include "chain-experiment-rules.h"
#include "chain-experiment-source.h"
#include "chain-output.h"

G_DEFINE_QUARK (chain-experiment-error-quark, chain_experiment_error)

/* Parses the rows of the table. */
static gboolean
parse_keys (const ChainSource  *source,
            ChainExperiment    *experiment,
            GError            **error)
{
  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    {
      const char *text = g_hash_table_lookup (source->values, key->name);
      g_autofree char *path = text != NULL && key->is_path ? chain_source_resolve (source, key->name) : NULL;

      if (text != NULL && !key->parse (key, path != NULL ? path : text, experiment, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_source (const ChainSource  *source,
              ChainExperiment    *experiment,
              GError            **error)
{
  return parse_keys (source, experiment, error)
         && chain_changes_parse (source, experiment, error)
         && chain_rules_check (source, experiment, error);
}

/* @folder: where the names of files in @text start from, %NULL for the current directory */
static gboolean
parse (ChainExperiment        *experiment,
       const char             *text,
       gsize                   length,
       const char             *folder,
       const char      *const *settings,
       GError                **error)
{
  g_auto (ChainSource) source;
  ChainExperiment parsed;

  chain_source_init (&source, folder);
  if (text != NULL && !chain_source_add_text (&source, text, length, error))
    return FALSE;
  for (; settings != NULL && *settings != NULL; settings++)
    if (!chain_source_add_setting (&source, *settings, error))
      return FALSE;

  if (!chain_experiment_init (&parsed))
    g_error ("out of memory");
  chain_moments_init (&parsed.state.moments);
  if (!parse_source (&source, &parsed, error))
    {
      chain_experiment_clear (&parsed);
      return FALSE;
    }

  chain_experiment_clear (experiment);
  *experiment = parsed;
  return TRUE;
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
 * more, as GKeyFile writes it. A samples file lies relative to the current directory.
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
  return parse (experiment, text, length < 0 && text != NULL ? strlen (text) : (gsize) length, NULL, settings, error);
}

/**
 * chain_experiment_read:
 * @path: a .chainrule file
 *
 * Reads a file as chain_experiment_parse() does a text. A samples file that it names lies
 * relative to its folder, one that a setting names to the current directory.
 *
 * Returns: %FALSE where the file cannot be read or is refused; @experiment is untouched then
 */
gboolean
chain_experiment_read (ChainExperiment        *experiment,
                       const char             *path,
                       const char      *const *settings,
                       GError                **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  g_autofree char *text = chain_source_read_bytes (path, CHAIN_SOURCE_MAX_LENGTH, &length, error);

  return text != NULL && parse (experiment, text, length, folder, settings, error);
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
  const char *group = NULL;

  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    {
      if (key->applies != NULL && !key->applies (experiment))
        continue;

      if (group == NULL || strcmp (group, key->group) != 0)
        g_string_append_printf (text, "\n[%s]\n", key->group);
      group = key->group;

      g_string_append_printf (text, "%s=", key->name);
      key->format (key, experiment, text);
      g_string_append_c (text, '\n');
    }

  if (experiment->n_changes > 0)
    chain_changes_append (text, experiment);

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
