// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-explanation.h"

#include <string.h>

/* A sheet as a LaTeX document of its own. */

#define TABLE_COLUMNS 7 /* side by side on a page */
#define LINE_WIDTH 90   /* characters of source, beyond which a sum is broken */

/* Plain text, with LaTeX's own characters escaped and mathematical ones set as such. */
static void
put_text (GString    *string,
          const char *text)
{
  static const struct
  {
    const char *text, *latex;
  } replacements[] = {
    { "\\", "\\textbackslash{}" }, { "{", "\\{" }, { "}", "\\}" }, { "$", "\\$" }, { "&", "\\&" },
    { "%", "\\%" }, { "#", "\\#" }, { "_", "\\_" }, { "~", "\\textasciitilde{}" }, { "^", "\\textasciicircum{}" },
    { "|", "\\textbar{}" }, { "≈", "\\ensuremath{\\approx}" }, { "∂", "\\ensuremath{\\partial}" }, { "θ", "\\ensuremath{\\theta}" },
    { "·", "\\ensuremath{\\cdot}" }, { "“", "``" }, { "”", "''" }, { "’", "'" }, { "„", "\\quotedblbase{}" },
  };

  while (*text != '\0')
    {
      const char *next = g_utf8_next_char (text);
      gsize i = 0;

      while (i < G_N_ELEMENTS (replacements) && !g_str_has_prefix (text, replacements[i].text))
        i++;
      if (i < G_N_ELEMENTS (replacements))
        g_string_append (string, replacements[i].latex);
      else
        g_string_append_len (string, text, next - text);
      text = next;
    }
}

/* What follows a relation, in several lines where the sum is long. */
static void
put_part (GString    *string,
          const char *part)
{
  g_auto (GStrv) terms = g_strsplit (part, " + ", -1);
  gsize width = 0;

  for (gsize i = 0; terms[i] != NULL; i++)
    {
      if (i > 0 && width + strlen (terms[i]) > LINE_WIDTH)
        {
          g_string_append (string, " \\\\\n  & \\quad");
          width = 0;
        }
      g_string_append_printf (string, "%s%s", i > 0 ? " + " : "", terms[i]);
      width += strlen (terms[i]) + 3;
    }
}

static void
put_formula (GString          *string,
             const ChainBlock *block)
{
  g_autoptr (GPtrArray) parts = chain_block_get_parts (block, CHAIN_NOTATION_LATEX);

  g_string_append_printf (string, "\\begin{align*}\n  %s\n", (char *) parts->pdata[0]);
  for (guint i = 1; i < parts->len; i++)
    {
      g_string_append (string, "  & ");
      put_part (string, parts->pdata[i]);
      g_string_append (string, i + 1 < parts->len ? " \\\\\n" : "\n");
    }
  g_string_append (string, "\\end{align*}\n");

  if (block->remark != NULL)
    {
      put_text (string, block->remark);
      g_string_append (string, "\\par\n");
    }
}

/* The first column and those from @from to below @to; @row is G_MAXSIZE for the head. */
static void
put_row (GString    *string,
         ChainTable *table,
         gsize       row,
         gsize       from,
         gsize       to)
{
  for (gsize column = 0; column < to; column = column == 0 ? from : column + 1)
    {
      gsize length;

      g_string_append (string, column > 0 ? " & $" : "  $");
      length = string->len;
      if (row == G_MAXSIZE)
        table->write_head (table, column, CHAIN_NOTATION_LATEX, string);
      else
        table->write_cell (table, row, column, CHAIN_NOTATION_LATEX, string);
      if (string->len == length)
        g_string_truncate (string, length - 1); /* “$$” would begin something else */
      else
        g_string_append_c (string, '$');
    }
  g_string_append (string, " \\\\\n");
}

static void
put_table (GString    *string,
           ChainTable *table)
{
  for (gsize from = 1; from < table->n_columns; from += TABLE_COLUMNS)
    {
      gsize to = MIN (from + TABLE_COLUMNS, table->n_columns);

      g_string_append (string, "{\\scriptsize\n\\begin{longtable}{");
      for (gsize column = from; column <= to; column++)
        g_string_append_c (string, 'r');
      g_string_append (string, "}\n");
      put_row (string, table, G_MAXSIZE, from, to);
      g_string_append (string, "  \\hline\n  \\endhead\n");
      for (gsize row = 0; row < table->n_rows; row++)
        {
          if (table->n_feet > 0 && row == table->n_rows - table->n_feet)
            g_string_append (string, "  \\hline\n");
          put_row (string, table, row, from, to);
        }
      g_string_append (string, "\\end{longtable}}\n");
    }
}

static void
put_command (GString    *string,
             const char *command,
             const char *text)
{
  g_string_append_printf (string, "\\%s{", command);
  put_text (string, text);
  g_string_append (string, "}\n");
}

/**
 * chain_sheet_to_latex:
 *
 * Returns: (transfer full): a whole sheet, to be compiled with amsmath
 */
char *
chain_sheet_to_latex (const ChainSheet *sheet)
{
  GString *string = g_string_new ("\\documentclass[a4paper]{article}\n"
                                  "\\usepackage[utf8]{inputenc}\n"
                                  "\\usepackage[T1]{fontenc}\n"
                                  "\\usepackage{amsmath}\n"
                                  "\\usepackage{longtable}\n"
                                  "\\usepackage[margin=2cm]{geometry}\n"
                                  "\\setlength{\\parindent}{0pt}\n"
                                  "\\allowdisplaybreaks\n"
                                  "\\begin{document}\n");

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (sheet, i);

      switch (block->kind)
        {
        case CHAIN_BLOCK_TITLE:
          put_command (string, "section*", block->text);
          break;
        case CHAIN_BLOCK_HEADING:
          put_command (string, "subsection*", block->text);
          break;
        case CHAIN_BLOCK_FORMULA:
          put_formula (string, block);
          break;
        case CHAIN_BLOCK_TABLE:
          put_table (string, block->table);
          break;
        default:
          put_text (string, block->text);
          g_string_append (string, "\n\n");
        }
    }

  g_string_append (string, "\\end{document}\n");
  return g_string_free (string, FALSE);
}
