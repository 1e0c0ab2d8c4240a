// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-token.h"

/* A text with formulas and tables, before it is known where and how it will be written. */

typedef enum
{
  CHAIN_BLOCK_TITLE,
  CHAIN_BLOCK_HEADING,
  CHAIN_BLOCK_PARAGRAPH,
  CHAIN_BLOCK_FORMULA,
  CHAIN_BLOCK_TABLE
} ChainBlockKind;

/* A table makes its cells when they are asked for: it may have tens of thousands of rows. One
 * thread at a time. */
typedef struct _ChainTable ChainTable;
struct _ChainTable
{
  gsize n_columns;
  gsize n_rows;
  gsize n_feet;   /* of them, the last ones: sums of those above */
  void (*write_head) (ChainTable    *table,
                      gsize          column,
                      ChainNotation  notation,
                      GString       *string);
  void (*write_cell) (ChainTable    *table,
                      gsize          row,
                      gsize          column,
                      ChainNotation  notation,
                      GString       *string);
  void (*free) (ChainTable *table);
};

/* Formulas read “left = symbolic ≈ numbers ≈ result”; where there are no symbols or numbers to
 * show, those parts are %NULL. */
typedef struct
{
  ChainBlockKind kind;
  char *text;              /* plain, of all but formulas and tables */
  GArray *left;
  GArray *symbolic;
  GArray *numbers;
  GArray *result;
  gboolean assigns;        /* “left ← symbolic” */
  gboolean numbers_rounded; /* not all that is filled in is shown in full */
  gboolean result_rounded;  /* there is more to the result of the numbers shown */
  char *remark;            /* nullable: what is to be said of the result */
  ChainTable *table;
} ChainBlock;

typedef struct
{
  GPtrArray *blocks; /* of #ChainBlock */
} ChainSheet;

ChainSheet       *chain_sheet_new         (void);
void              chain_sheet_free        (ChainSheet       *sheet);
ChainBlock       *chain_sheet_add         (ChainSheet       *sheet,
                                           ChainBlockKind    kind);
void              chain_sheet_add_text    (ChainSheet       *sheet,
                                           ChainBlockKind    kind,
                                           const char       *format,
                                           ...) G_GNUC_PRINTF (3, 4);
void              chain_sheet_add_table   (ChainSheet       *sheet,
                                           ChainTable       *table);
const ChainBlock *chain_sheet_get         (const ChainSheet *sheet,
                                           guint             i);
GPtrArray        *chain_block_get_parts   (const ChainBlock *block,
                                           ChainNotation     notation);

char             *chain_sheet_to_text     (const ChainSheet *sheet);
char             *chain_sheet_to_csv      (const ChainSheet *sheet);
char             *chain_sheet_to_markdown (const ChainSheet *sheet);
char             *chain_sheet_to_latex    (const ChainSheet *sheet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainSheet, chain_sheet_free)
