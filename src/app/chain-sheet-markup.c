// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-sheet-markup.h"

#include <string.h>

/* How many characters are seen of @markup. */
static int
count (const char *markup)
{
  int n = 0;
  gboolean in_tag = FALSE;

  for (; *markup != '\0'; markup = g_utf8_next_char (markup))
    {
      gunichar c = g_utf8_get_char (markup);

      if (c == '<')
        in_tag = TRUE;
      else if (c == '>')
        in_tag = FALSE;
      else if (!in_tag && !g_unichar_iszerowidth (c))
        n++;
    }

  return n;
}

/* Where a line may end: in front of a term or factor, or between words of a remark. */
static const char *
find_break (const char *markup,
            gboolean    words)
{
  for (const char *p = strchr (markup, ' '); p != NULL; p = strchr (p + 1, ' '))
    if (words || g_str_has_prefix (p, " + ") || g_str_has_prefix (p, " × "))
      return p;

  return NULL;
}

/* Appends @markup in lines of at most @width characters. What stands behind the tab stop goes on
 * there. */
static void
append_wrapped (GString    *string,
                const char *markup,
                int         width,
                gboolean    words,
                const char *next_line)
{
  int column = 0;

  while (markup != NULL)
    {
      const char *end = find_break (markup + 1, words);
      g_autofree char *piece = end != NULL ? g_strndup (markup, (gsize) (end - markup)) : g_strdup (markup);
      int length = count (piece);

      if (column > 0 && column + length > width)
        {
          g_string_append (string, next_line);
          column = 2;
          g_string_append (string, g_strchug (piece));
        }
      else
        g_string_append (string, piece);
      column += length;
      markup = end;
    }
}

/* Plain text with true minus signs. */
static char *
escape (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GString *string = g_string_new (NULL);

  for (const char *p = escaped; *p != '\0'; p++)
    if (*p == '-' && (p == escaped || p[-1] == ' ') && g_ascii_isdigit (p[1]))
      g_string_append (string, "\u2212");
    else
      g_string_append_c (string, *p);

  return g_string_free (string, FALSE);
}

static char *
formula_to_markup (const ChainBlock *block,
                   int               width)
{
  g_autoptr (GPtrArray) parts = chain_block_get_parts (block, CHAIN_NOTATION_MARKUP);
  GString *string = g_string_new (parts->pdata[0]);
  int total = 0;

  for (guint i = 1; i < parts->len; i++)
    total += count (parts->pdata[i]) + 1;

  /* in one line, or one for each relation */
  for (guint i = 1; i < parts->len; i++)
    {
      g_string_append (string, i == 1 ? "\t" : total <= width ? " " : "\n\t");
      append_wrapped (string, parts->pdata[i], width, FALSE, "\n\t  ");
    }
  if (block->remark != NULL)
    {
      g_autofree char *remark = escape (block->remark);

      g_string_append (string, "\n\t<span alpha=\"75%\" size=\"smaller\">");
      append_wrapped (string, remark, width, TRUE, "\n\t");
      g_string_append (string, "</span>");
    }

  return g_string_free (string, FALSE);
}

/* A row as a sentence: each cell behind what stands above it, the last one alone. */
static char *
row_to_markup (ChainTable *table,
               gsize       row,
               int         width)
{
  GString *string = g_string_new (NULL);
  g_autoptr (GString) cells = g_string_new (NULL);

  table->write_cell (table, row, 0, CHAIN_NOTATION_MARKUP, string);
  g_string_append_c (string, '\t');
  for (gsize column = 1; column < table->n_columns; column++)
    {
      gboolean is_last = column + 1 == table->n_columns;

      /* a head stays with its cell */
      if (column > 1)
        g_string_append (cells, "; ");
      if (!is_last)
        {
          g_autoptr (GString) head = g_string_new (NULL);

          table->write_head (table, column, CHAIN_NOTATION_MARKUP, head);
          g_string_replace (head, " ", "\u00a0", 0);
          g_string_append_printf (cells, "%s\u00a0", head->str);
        }
      table->write_cell (table, row, column, CHAIN_NOTATION_MARKUP, cells);
    }
  append_wrapped (string, cells->str, width, TRUE, "\n\t");
  return g_string_free (string, FALSE);
}

static char *
table_to_markup (ChainTable *table,
                 int         width)
{
  GString *string = g_string_new (NULL);

  for (gsize row = 0; row < table->n_rows; row++)
    {
      g_autofree char *line = row_to_markup (table, row, width);

      g_string_append_printf (string, "%s%s", row > 0 ? "\n" : "", line);
    }

  return g_string_free (string, FALSE);
}

/**
 * chain_block_to_markup:
 * @width: of the place behind the tab stop, in characters
 * @text_width: of text, where that shall be broken into lines; else 0
 *
 * Returns: (transfer full): one or several lines, without one at the end. What follows a relation
 *   stands behind a tab
 */
char *
chain_block_to_markup (const ChainBlock *block,
                       int               width,
                       int               text_width)
{
  g_autofree char *text = block->text != NULL ? escape (block->text) : NULL;
  GString *string;

  switch (block->kind)
    {
    case CHAIN_BLOCK_TITLE:
      return g_strdup_printf ("<span weight=\"bold\" size=\"larger\">%s</span>", text);
    case CHAIN_BLOCK_HEADING:
      return g_strdup_printf ("<b>%s</b>", text);
    case CHAIN_BLOCK_FORMULA:
      return formula_to_markup (block, width);
    case CHAIN_BLOCK_TABLE:
      return table_to_markup (block->table, width);
    default:
      if (text_width == 0)
        return g_steal_pointer (&text);
      string = g_string_new (NULL);
      append_wrapped (string, text, text_width, TRUE, "\n");
      return g_string_free (string, FALSE);
    }
}

/**
 * chain_block_left_markup:
 *
 * Returns: (transfer full) (nullable): what stands in front of the tab
 */
char *
chain_block_left_markup (const ChainBlock *block)
{
  GString *string;

  if (block->kind == CHAIN_BLOCK_FORMULA)
    return chain_tokens_to_string (block->left, CHAIN_NOTATION_MARKUP);
  if (block->kind != CHAIN_BLOCK_TABLE || block->table->n_rows == 0)
    return NULL;

  string = g_string_new (NULL);
  block->table->write_cell (block->table, 0, 0, CHAIN_NOTATION_MARKUP, string);
  return g_string_free (string, FALSE);
}
