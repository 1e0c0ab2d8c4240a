// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-explanation.h"

#include <string.h>

/* A sheet for terminals and editors, and as Markdown, which is the same with other marks. */

#define WIDTH 78
#define TABLE_WIDTH 100

/* In columns of a terminal, where Chinese and Japanese signs take two. */
static gsize
get_width (const char *text)
{
  gsize width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static void
put_spaces (GString *string,
            gsize    n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (string, ' ');
}

static void
put_underlined (GString    *string,
                const char *text,
                char        mark)
{
  g_string_append_printf (string, "%s\n", text);
  for (gsize i = 0; i < get_width (text); i++)
    g_string_append_c (string, mark);
  g_string_append_c (string, '\n');
}

/* Words in lines of at most WIDTH. */
static void
put_wrapped (GString    *string,
             const char *text,
             gsize       indent)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  gsize column = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      gsize width = get_width (words[i]);

      if (column > 0 && column + 1 + width > WIDTH)
        {
          g_string_append_c (string, '\n');
          column = 0;
        }
      if (column == 0)
        put_spaces (string, column = indent);
      else
        g_string_append_c (string, ' '), column++;
      g_string_append (string, words[i]);
      column += width;
    }
  g_string_append_c (string, '\n');
}

/* What follows a relation, in several lines where the sum is long. */
static void
put_part (GString    *string,
          const char *part,
          gsize       indent)
{
  g_auto (GStrv) terms = g_strsplit (part, " + ", -1);
  gsize column = indent;

  for (gsize i = 0; terms[i] != NULL; i++)
    {
      gsize width = get_width (terms[i]);

      if (i > 0 && column + width + 3 > WIDTH)
        {
          g_string_append_c (string, '\n');
          put_spaces (string, indent);
          column = indent;
        }
      g_string_append_printf (string, "%s%s", i > 0 ? " + " : "", terms[i]);
      column += width + 3;
    }
}

/* In one line where there is room, otherwise with the relations below each other. */
static void
put_formula (GString          *string,
             const ChainBlock *block)
{
  g_autoptr (GPtrArray) parts = chain_block_get_parts (block, CHAIN_NOTATION_TEXT);
  gsize indent = get_width (parts->pdata[0]) + 3;
  gsize total = 2;

  for (guint i = 0; i < parts->len; i++)
    total += get_width (parts->pdata[i]) + 1;

  g_string_append_printf (string, "  %s", (char *) parts->pdata[0]);
  for (guint i = 1; i < parts->len; i++)
    {
      if (i > 1 && total > WIDTH)
        {
          g_string_append_c (string, '\n');
          put_spaces (string, indent);
        }
      else
        g_string_append_c (string, ' ');
      put_part (string, parts->pdata[i], indent);
    }

  g_string_append_c (string, '\n');
  if (block->remark != NULL)
    put_wrapped (string, block->remark, 6);
}

/* The columns of a table, as wide as their widest cells. */
static gsize *
measure (ChainTable *table)
{
  gsize *widths = g_new0 (gsize, table->n_columns);
  g_autoptr (GString) cell = g_string_new (NULL);

  for (gsize column = 0; column < table->n_columns; column++)
    {
      table->write_head (table, column, CHAIN_NOTATION_TEXT, g_string_truncate (cell, 0));
      widths[column] = get_width (cell->str);
    }
  for (gsize row = 0; row < table->n_rows; row++)
    for (gsize column = 0; column < table->n_columns; column++)
      {
        table->write_cell (table, row, column, CHAIN_NOTATION_TEXT, g_string_truncate (cell, 0));
        widths[column] = MAX (widths[column], get_width (cell->str));
      }

  return widths;
}

static void
put_cell (GString    *string,
          const char *before,
          const char *cell,
          gsize       width)
{
  g_string_append (string, before);
  put_spaces (string, width - get_width (cell));
  g_string_append (string, cell);
}

/* The first column and those from @from to below @to. */
static void
put_columns (GString     *string,
             ChainTable  *table,
             const gsize *widths,
             gsize        from,
             gsize        to)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  gsize line = widths[0];

  table->write_head (table, 0, CHAIN_NOTATION_TEXT, cell);
  put_cell (string, "  ", cell->str, widths[0]);
  for (gsize column = from; column < to; column++)
    {
      table->write_head (table, column, CHAIN_NOTATION_TEXT, g_string_truncate (cell, 0));
      put_cell (string, "  ", cell->str, widths[column]);
      line += widths[column] + 2;
    }
  g_string_append_c (string, '\n');

  for (gsize row = 0; row < table->n_rows; row++)
    {
      if (table->n_feet > 0 && row == table->n_rows - table->n_feet)
        {
          put_spaces (string, 2);
          for (gsize i = 0; i < line; i++)
            g_string_append_c (string, '-');
          g_string_append_c (string, '\n');
        }
      table->write_cell (table, row, 0, CHAIN_NOTATION_TEXT, g_string_truncate (cell, 0));
      put_cell (string, "  ", cell->str, widths[0]);
      for (gsize column = from; column < to; column++)
        {
          table->write_cell (table, row, column, CHAIN_NOTATION_TEXT, g_string_truncate (cell, 0));
          put_cell (string, "  ", cell->str, widths[column]);
        }
      g_string_append_c (string, '\n');
    }
}

/* As many columns side by side as there is room for. */
static void
put_table (GString    *string,
           ChainTable *table)
{
  g_autofree gsize *widths = measure (table);

  for (gsize from = 1; from < table->n_columns;)
    {
      gsize to = from, line = widths[0] + 2;

      do
        line += widths[to++] + 2;
      while (to < table->n_columns && line + widths[to] + 2 <= TABLE_WIDTH);

      g_string_append (string, from > 1 ? "\n" : "");
      put_columns (string, table, widths, from, to);
      from = to;
    }
}

/**
 * chain_sheet_to_text:
 *
 * Returns: (transfer full): UTF-8 in lines of about 78 characters, with decimal points
 */
char *
chain_sheet_to_text (const ChainSheet *sheet)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (sheet, i);
      gboolean follows = i > 0 && block->kind == CHAIN_BLOCK_FORMULA
                         && chain_sheet_get (sheet, i - 1)->kind == CHAIN_BLOCK_FORMULA;

      g_string_append (string, i == 0 || follows ? "" : "\n");
      switch (block->kind)
        {
        case CHAIN_BLOCK_TITLE:
          put_underlined (string, block->text, '=');
          break;
        case CHAIN_BLOCK_HEADING:
          put_underlined (string, block->text, '-');
          break;
        case CHAIN_BLOCK_FORMULA:
          put_formula (string, block);
          break;
        case CHAIN_BLOCK_TABLE:
          put_table (string, block->table);
          break;
        default:
          put_wrapped (string, block->text, 0);
        }
    }

  return g_string_free (string, FALSE);
}

static void
put_markdown_row (GString    *string,
                  ChainTable *table,
                  gsize       row)
{
  for (gsize column = 0; column < table->n_columns; column++)
    {
      g_string_append (string, column > 0 ? " | " : "| ");
      if (row == G_MAXSIZE)
        table->write_head (table, column, CHAIN_NOTATION_TEXT, string);
      else
        table->write_cell (table, row, column, CHAIN_NOTATION_TEXT, string);
    }
  g_string_append (string, " |\n");
}

static void
put_markdown_table (GString    *string,
                    ChainTable *table)
{
  put_markdown_row (string, table, G_MAXSIZE);
  for (gsize column = 0; column < table->n_columns; column++)
    g_string_append (string, "|---:");
  g_string_append (string, "|\n");
  for (gsize row = 0; row < table->n_rows; row++)
    put_markdown_row (string, table, row);
}

/* What would be a mark of emphasis stands for itself. */
static void
put_markdown_text (GString    *string,
                   const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (strchr ("*_`|\\", *text) != NULL)
        g_string_append_c (string, '\\');
      g_string_append_c (string, *text);
    }
  g_string_append_c (string, '\n');
}

/**
 * chain_sheet_to_markdown:
 *
 * Returns: (transfer full): Markdown with tables; formulas stand in code blocks
 */
char *
chain_sheet_to_markdown (const ChainSheet *sheet)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (sheet, i);

      g_string_append (string, i > 0 ? "\n" : "");
      switch (block->kind)
        {
        case CHAIN_BLOCK_TITLE:
        case CHAIN_BLOCK_HEADING:
          g_string_append (string, block->kind == CHAIN_BLOCK_TITLE ? "# " : "## ");
          put_markdown_text (string, block->text);
          break;
        case CHAIN_BLOCK_FORMULA:
          g_string_append (string, "```\n");
          put_formula (string, block);
          g_string_append (string, "```\n");
          break;
        case CHAIN_BLOCK_TABLE:
          put_markdown_table (string, block->table);
          break;
        default:
          put_markdown_text (string, block->text);
        }
    }

  return g_string_free (string, FALSE);
}
