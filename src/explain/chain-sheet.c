// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-sheet.h"

static void
clear_tokens (GArray **tokens)
{
  g_clear_pointer (tokens, g_array_unref);
}

static void
free_block (gpointer data)
{
  ChainBlock *block = data;

  g_free (block->text);
  g_free (block->remark);
  clear_tokens (&block->left);
  clear_tokens (&block->symbolic);
  clear_tokens (&block->numbers);
  clear_tokens (&block->result);
  if (block->table != NULL)
    block->table->free (block->table);
  g_free (block);
}

ChainSheet *
chain_sheet_new (void)
{
  ChainSheet *sheet = g_new0 (ChainSheet, 1);

  sheet->blocks = g_ptr_array_new_with_free_func (free_block);
  return sheet;
}

void
chain_sheet_free (ChainSheet *sheet)
{
  g_ptr_array_unref (sheet->blocks);
  g_free (sheet);
}

/**
 * chain_sheet_add:
 *
 * Returns: (transfer none): a new empty block at the end
 */
ChainBlock *
chain_sheet_add (ChainSheet     *sheet,
                 ChainBlockKind  kind)
{
  ChainBlock *block = g_new0 (ChainBlock, 1);

  block->kind = kind;
  g_ptr_array_add (sheet->blocks, block);
  return block;
}

/**
 * chain_sheet_add_text:
 * @format: as for printf(), translated
 */
void
chain_sheet_add_text (ChainSheet *sheet,
                         ChainBlockKind kind,
                         const char    *format,
                         ...)
{
  va_list arguments;

  va_start (arguments, format);
  chain_sheet_add (sheet, kind)->text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/**
 * chain_sheet_add_table:
 * @table: (transfer full)
 */
void
chain_sheet_add_table (ChainSheet *sheet,
                       ChainTable *table)
{
  chain_sheet_add (sheet, CHAIN_BLOCK_TABLE)->table = table;
}

const ChainBlock *
chain_sheet_get (const ChainSheet *sheet,
                 guint             i)
{
  return g_ptr_array_index (sheet->blocks, i);
}

static void
add_part (GPtrArray     *parts,
          const char    *relation,
          const GArray  *tokens,
          ChainNotation  notation)
{
  GString *part;

  if (tokens == NULL)
    return;

  part = g_string_new (relation);
  g_string_append_c (part, ' ');
  chain_tokens_write (tokens, notation, part);
  g_ptr_array_add (parts, g_string_free (part, FALSE));
}

/**
 * chain_block_get_parts:
 * @block: a formula
 *
 * Returns: (transfer full): its left side, then what follows from each relation on: “= W₁·x”,
 *   “≈ 0.5 × 2”
 */
GPtrArray *
chain_block_get_parts (const ChainBlock *block,
                       ChainNotation     notation)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *about = notation == CHAIN_NOTATION_LATEX ? "\\approx" : "≈";
  const char *arrow = notation == CHAIN_NOTATION_LATEX ? "\\leftarrow" : "←";

  g_ptr_array_add (parts, chain_tokens_to_string (block->left, notation));
  add_part (parts, block->assigns ? arrow : "=", block->symbolic, notation);
  add_part (parts, block->numbers_rounded ? about : "=", block->numbers, notation);
  add_part (parts, block->result_rounded ? about : "=", block->result, notation);
  return parts;
}
