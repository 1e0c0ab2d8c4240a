// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-samples-file.h"

#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-dataset.h"
#include "chain-decimal.h"
#include "chain-experiment-key.h"
#include "chain-experiment-source.h"

/* Many times what the largest table takes. */
#define MAX_LENGTH (4 * 1024 * 1024)

typedef struct
{
  const char *name;  /* of the file, for sentences */
  guint line;
  char separator;    /* 0 before the first line that counts */
  gsize n;
  double *x;         /* CHAIN_MAX_EXPLICIT_SAMPLES each */
  double *y;
} Table;

static gboolean
refuse_line (const Table  *table,
             const char   *text,
             GError      **error)
{
  g_autofree char *excerpt = chain_key_excerpt (text);

  return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_VALUE,
                                _("expected two numbers x and y in line %u of “%s”, got “%s”"),
                                table->line, table->name, excerpt);
}

/* Whether a field is the name of a column: “nan”, “0,5” and a number in quotes are none, but bad
 * numbers. */
static gboolean
is_name (const char *field)
{
  char *end;

  while (*field == '"' || *field == '\'')
    field++;

  g_ascii_strtod (field, &end);
  return *field != '\0' && *end != '\0' && strchr ("0123456789+-.", *field) == NULL;
}

static gboolean
add_line (Table   *table,
          char    *line,
          GError **error)
{
  char *text = chain_source_strip (line);
  g_autofree char *whole = NULL;
  gboolean is_first = table->separator == '\0';
  char *separator, *x, *y;

  table->line++;
  if (text[0] == '\0' || text[0] == '#')
    return TRUE;

  if (is_first)
    table->separator = strchr (text, '\t') ? '\t' : strchr (text, ';') ? ';' : ',';
  separator = strchr (text, table->separator);
  if (separator == NULL)
    return refuse_line (table, text, error);

  whole = g_strdup (text);
  *separator = '\0';
  x = chain_source_strip (text);
  y = chain_source_strip (separator + 1);
  if (is_first && is_name (x) && is_name (y) && strchr (y, table->separator) == NULL)
    return TRUE;

  if (table->n == CHAIN_MAX_EXPLICIT_SAMPLES)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_VALUE,
                                  _("expected at most %d samples, got one more in line %u of “%s”"),
                                  CHAIN_MAX_EXPLICIT_SAMPLES, table->line, table->name);
  if (!chain_decimal_parse (x, &table->x[table->n]) || !chain_decimal_parse (y, &table->y[table->n]))
    return refuse_line (table, whole, error);

  table->n++;
  return TRUE;
}

static gboolean
add_text (Table   *table,
          char    *text,
          gsize    length,
          GError **error)
{
  char *line, *next;
  const char *end;

  if (length > MAX_LENGTH)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_VALUE,
                                  _("expected a file of at most 4 MiB, got “%s”"), table->name);
  if (!g_utf8_validate_len (text, length, &end)) /* a NUL ends a text, too */
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_VALUE,
                                  _("expected a text in UTF-8 in line %u of “%s”"),
                                  chain_source_count_lines (text, end), table->name);

  text[length] = '\0';
  for (line = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text; line != NULL; line = next)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      if (!add_line (table, line, error))
        return FALSE;
    }

  if (table->n == 0)
    return chain_experiment_fail (error, CHAIN_EXPERIMENT_ERROR_VALUE,
                                  _("expected two numbers x and y in each line of “%s”, got no line"), table->name);
  return TRUE;
}

/**
 * chain_samples_file_read:
 * @path: a CSV file
 * @n: (out): how many samples there are, 1..CHAIN_MAX_EXPLICIT_SAMPLES
 * @x: (out) (transfer full): their inputs
 * @y: (out) (transfer full): their targets
 *
 * Any thread may call this.
 *
 * Returns: %FALSE where the file cannot be read (%CHAIN_EXPERIMENT_ERROR_READ) or anything in it
 *   is wrong (%CHAIN_EXPERIMENT_ERROR_VALUE, with the number of the line); nothing is set then
 */
gboolean
chain_samples_file_read (const char  *path,
                         gsize       *n,
                         double     **x,
                         double     **y,
                         GError     **error)
{
  gsize length;
  g_autofree char *text = chain_source_read_bytes (path, MAX_LENGTH, &length, error);
  g_autofree char *name = g_filename_display_name (path);
  g_autofree double *all_x = g_new (double, CHAIN_MAX_EXPLICIT_SAMPLES);
  g_autofree double *all_y = g_new (double, CHAIN_MAX_EXPLICIT_SAMPLES);
  Table table = { .name = name, .x = all_x, .y = all_y };

  if (text == NULL || !add_text (&table, text, length, error))
    return FALSE;

  *n = table.n;
  *x = g_steal_pointer (&all_x);
  *y = g_steal_pointer (&all_y);
  return TRUE;
}
