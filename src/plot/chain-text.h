// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include "chain-style.h"

/* Text that is measured before it is placed. The only file that knows Pango.
 *
 * A ChainText is made for one drawing and used for all labels in it. Heights are those of the
 * letters (capitals on their baseline), not of Pango's boxes, which grow with a superscript: so
 * that 10⁻³ and 1 sit on the same line. */

typedef struct _ChainText ChainText;

typedef enum
{
  CHAIN_TEXT_SMALL,   /* ticks and remarks: 5/6 of the body size */
  CHAIN_TEXT_BODY,
  CHAIN_TEXT_HEADING, /* bold */
  CHAIN_TEXT_TITLE,   /* bold, 4/3 */
  CHAIN_N_TEXT_SIZES
} ChainTextSize;

/* Which point of a text is put where the caller says: 0 left or top, ½ middle, 1 right or
 * baseline. */
typedef struct
{
  double x;
  double y;
} ChainAnchor;

ChainText *chain_text_new       (cairo_t          *cr,
                                 const ChainStyle *style);
void       chain_text_free      (ChainText        *text);

double     chain_text_capital   (const ChainText  *text,
                                 ChainTextSize     size);
double     chain_text_line      (const ChainText  *text,
                                 ChainTextSize     size);
double     chain_text_measure   (ChainText        *text,
                                 ChainTextSize     size,
                                 const char       *markup);
void       chain_text_show      (ChainText        *text,
                                 ChainTextSize     size,
                                 ChainColorRole    role,
                                 const char       *markup,
                                 double            x,
                                 double            y,
                                 ChainAnchor       anchor);
double     chain_text_paragraph (ChainText        *text,
                                 ChainTextSize     size,
                                 const char       *markup,
                                 double            width,
                                 double            height);
void       chain_text_show_paragraph (ChainText      *text,
                                      ChainTextSize   size,
                                      ChainColorRole  role,
                                      const char     *markup,
                                      double          x,
                                      double          y,
                                      double          width,
                                      double          height,
                                      ChainAnchor     anchor);
char      *chain_text_escape    (const char       *plain);
