// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-experiment-keys.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* which some editors put before UTF-8 */

/**
 * chain_source_init:
 * @source: (out): an empty source, to be cleared with chain_source_clear()
 * @folder: (nullable): the folder of the file, %NULL for the current directory
 */
void
chain_source_init (ChainSource *source,
                   const char  *folder)
{
  source->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  source->folder = g_strdup (folder);
  source->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  source->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  source->group = NULL;
  source->line = 0;
}

void
chain_source_clear (ChainSource *source)
{
  g_hash_table_unref (source->values);
  g_hash_table_unref (source->groups);
  g_hash_table_unref (source->settings);
  g_free (source->folder);
}

/**
 * chain_source_strip:
 * @text: text, cut at its end
 *
 * Returns: @text without the blanks that people leave around keys and values, and without the
 *   carriage return that ends the lines of other systems
 */
char *
chain_source_strip (char *text)
{
  gsize length;

  text += strspn (text, " \t\r");
  length = strlen (text);
  while (length > 0 && strchr (" \t\r", text[length - 1]) != NULL)
    length--;
  text[length] = '\0';
  return text;
}

static gboolean
is_group (const char *name)
{
  if (strcmp (name, CHAIN_GROUP_CHANGES) == 0)
    return TRUE;

  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    if (strcmp (key->group, name) == 0)
      return TRUE;

  return FALSE;
}

/* Returns the group that @name belongs to, or NULL. */
static const char *
group_of (const char *name)
{
  const ChainKey *key = chain_key_find (name);

  if (g_ascii_isdigit (name[0]))
    return CHAIN_GROUP_CHANGES;

  return key != NULL ? key->group : NULL;
}

static gboolean
begin_group (ChainSource  *source,
             const char   *name,
             GError      **error)
{
  g_autofree char *excerpt = chain_key_excerpt (name);
  char *group;

  if (!is_group (name))
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_UNKNOWN,
                                  _("[%s]: there is no such group"), excerpt);
  if (g_hash_table_contains (source->groups, name))
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_UNKNOWN,
                                  _("[%s]: this group stands twice"), excerpt);

  group = g_strdup (name);
  g_hash_table_add (source->groups, group);
  source->group = group;
  return TRUE;
}

/* Enters a key of the present group. */
static gboolean
add_key (ChainSource  *source,
         const char   *name,
         const char   *value,
         GError      **error)
{
  const char *group = group_of (name);
  g_autofree char *excerpt = chain_key_excerpt (name);

  if (group == NULL)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_UNKNOWN,
                                  _("[%s] %s: there is no such key"), source->group, excerpt);
  if (strcmp (group, source->group) != 0)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_UNKNOWN,
                                  _("[%s] %s: this key belongs to [%s]"), source->group, excerpt, group);
  if (g_hash_table_contains (source->values, name))
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_UNKNOWN,
                                  _("[%s] %s: this key stands twice"), source->group, excerpt);

  g_hash_table_insert (source->values, g_strdup (name), g_strdup (value));
  return TRUE;
}

/* Takes one line as GKeyFile would: blank, “# comment”, “[Group]” or “key=value”. */
static gboolean
add_line (ChainSource  *source,
          char         *line,
          GError      **error)
{
  char *text = chain_source_strip (line);
  char *equals = strchr (text, '=');
  gsize length = strlen (text);
  g_autofree char *excerpt = NULL;

  source->line++;
  if (length == 0 || text[0] == '#')
    return TRUE;

  if (text[0] == '[' && text[length - 1] == ']')
    {
      text[length - 1] = '\0';
      return begin_group (source, text + 1, error);
    }

  excerpt = chain_key_excerpt (text);
  if (equals == NULL || equals == text)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                                  _("Line %u: expected [Group] or key=value, got “%s”"),
                                  source->line, excerpt);
  if (source->group == NULL)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                                  _("Line %u: expected a [Group] before the first key, got “%s”"),
                                  source->line, excerpt);

  *equals = '\0';
  return add_key (source, chain_source_strip (text), chain_source_strip (equals + 1), error);
}

/**
 * chain_source_count_lines:
 *
 * Returns: the number of the line of @text that @end lies in
 */
guint
chain_source_count_lines (const char *text,
                          const char *end)
{
  guint line = 1;

  for (; text < end; text++)
    line += *text == '\n';

  return line;
}

/**
 * chain_source_add_text:
 * @text: the content of a file, in any bytes
 *
 * Returns: %FALSE where @text is no text, or no key file with known groups and keys, each once
 */
gboolean
chain_source_add_text (ChainSource  *source,
                       const char   *text,
                       gsize         length,
                       GError      **error)
{
  g_autofree char *copy = NULL;
  const char *end;
  char *line, *next;

  if (length > CHAIN_SOURCE_MAX_LENGTH)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                                  _("The file is larger than 1 MiB"));
  if (!g_utf8_validate_len (text, length, &end)) /* a NUL ends a text, too */
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                                  *end == '\0' ? _("Line %u: expected a text, got a NUL byte")
                                               : _("Line %u: expected a text in UTF-8"),
                                  chain_source_count_lines (text, end));

  copy = g_strndup (text, length);
  line = g_str_has_prefix (copy, BYTE_ORDER_MARK) ? copy + strlen (BYTE_ORDER_MARK) : copy;
  for (; line != NULL; line = next)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      if (!add_line (source, line, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * chain_source_add_setting:
 * @setting: “key=value”, in any bytes
 *
 * Enters a key over what stands there.
 *
 * Returns: %FALSE where @setting has no such form or the key does not exist
 */
gboolean
chain_source_add_setting (ChainSource  *source,
                          const char   *setting,
                          GError      **error)
{
  g_autofree char *copy = g_strdup (setting);
  g_autofree char *excerpt = NULL;
  char *equals = strchr (copy, '=');
  char *name;

  if (!g_utf8_validate (setting, -1, NULL))
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                                  _("Expected KEY=VALUE, got a text that is not in UTF-8"));

  if (equals != NULL)
    *equals = '\0';
  name = chain_source_strip (copy);
  excerpt = chain_key_excerpt (name);

  if (equals == NULL || name[0] == '\0')
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                                  _("Expected KEY=VALUE, got “%s”"), excerpt);
  if (group_of (name) == NULL)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_UNKNOWN,
                                  _("%s: there is no such key"), excerpt);

  g_hash_table_replace (source->values, g_strdup (name), g_strdup (chain_source_strip (equals + 1)));
  g_hash_table_add (source->settings, g_strdup (name));
  return TRUE;
}

/**
 * chain_source_resolve:
 * @name: a key whose value is the name of a file
 *
 * Returns: (transfer full): that name relative to the current directory: a file means its own
 *   folder, a setting the current directory
 */
char *
chain_source_resolve (const ChainSource *source,
                      const char        *name)
{
  const char *path = g_hash_table_lookup (source->values, name);

  if (path[0] == '\0' || source->folder == NULL || g_path_is_absolute (path)
      || strcmp (source->folder, ".") == 0 || g_hash_table_contains (source->settings, name))
    return g_strdup (path);

  return g_build_filename (source->folder, path, NULL);
}

/**
 * chain_source_read_bytes:
 * @max: how many bytes are accepted; one more is read where there is one, for /dev/zero has no
 *   end
 * @length: (out): how many were read
 *
 * Returns: (transfer full) (nullable): the content of a file, or %NULL with @error where it
 *   cannot be read
 */
char *
chain_source_read_bytes (const char  *path,
                         gsize        max,
                         gsize       *length,
                         GError     **error)
{
  g_autofree char *bytes = g_malloc (max + 1);
  g_autofree char *name = g_filename_display_name (path);
  FILE *file = g_fopen (path, "rbe");
  int code = errno;

  if (file != NULL)
    {
      *length = fread (bytes, 1, max + 1, file);
      code = ferror (file) ? errno : 0;
      fclose (file);
    }

  if (file != NULL && code == 0)
    return g_steal_pointer (&bytes);

  chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_READ,
                         _("Cannot read “%s”: %s"), name, g_strerror (code));
  return NULL;
}
