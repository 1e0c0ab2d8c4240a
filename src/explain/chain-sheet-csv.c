// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-explanation.h"

#include <string.h>

/* A sheet for spreadsheets and programs: blocks with a head each, an empty line between them. */

static void
put_field (GString    *string,
           gboolean    is_first,
           const char *text)
{
  g_string_append (string, is_first ? "" : ",");
  if (strpbrk (text, ",\"\n") == NULL)
    {
      g_string_append (string, text);
      return;
    }

  g_string_append_c (string, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (string, '"');
      g_string_append_c (string, *text);
    }
  g_string_append_c (string, '"');
}

static void
put_tokens (GString      *string,
            gboolean      is_first,
            const GArray *tokens)
{
  g_autofree char *text = tokens != NULL ? chain_tokens_to_string (tokens, CHAIN_NOTATION_TEXT) : g_strdup ("");

  put_field (string, is_first, text);
}

static void
put_formula (GString          *string,
             const ChainBlock *block)
{
  gboolean rounded = block->result_rounded || block->numbers_rounded;

  put_tokens (string, TRUE, block->left);
  put_tokens (string, FALSE, block->symbolic);
  put_tokens (string, FALSE, block->numbers);
  put_field (string, FALSE, rounded ? "≈" : "=");
  put_tokens (string, FALSE, block->result);
  put_field (string, FALSE, block->remark != NULL ? block->remark : "");
  g_string_append_c (string, '\n');
}

static void
put_table (GString    *string,
           ChainTable *table)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  for (gsize column = 0; column < table->n_columns; column++)
    {
      table->write_head (table, column, CHAIN_NOTATION_TEXT, g_string_truncate (cell, 0));
      put_field (string, column == 0, cell->str);
    }
  g_string_append_c (string, '\n');

  for (gsize row = 0; row < table->n_rows; row++)
    {
      for (gsize column = 0; column < table->n_columns; column++)
        {
          table->write_cell (table, row, column, CHAIN_NOTATION_TEXT, g_string_truncate (cell, 0));
          put_field (string, column == 0, cell->str);
        }
      g_string_append_c (string, '\n');
    }
}

/**
 * chain_sheet_to_csv:
 *
 * Returns: (transfer full): comma-separated values. Headings are lines of one field; formulas have
 *   the head “quantity,formula,numbers,relation,result,remark”; tables have their own
 */
char *
chain_sheet_to_csv (const ChainSheet *sheet)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (sheet, i);
      gboolean follows = i > 0 && block->kind == CHAIN_BLOCK_FORMULA
                         && chain_sheet_get (sheet, i - 1)->kind == CHAIN_BLOCK_FORMULA;

      g_string_append (string, i == 0 || follows ? "" : "\n");
      if (block->kind == CHAIN_BLOCK_FORMULA)
        {
          g_string_append (string, follows ? "" : "quantity,formula,numbers,relation,result,remark\n");
          put_formula (string, block);
        }
      else if (block->kind == CHAIN_BLOCK_TABLE)
        put_table (string, block->table);
      else
        {
          put_field (string, TRUE, block->text);
          g_string_append_c (string, '\n');
        }
    }

  return g_string_free (string, FALSE);
}
