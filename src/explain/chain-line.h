// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-sheet.h"

/* A formula with its numbers, built factor by factor. The rule that every sheet keeps: a result is
 * shown with the digits that are asked for, and what stands before it with as many more as it takes
 * for the result to follow from what is shown. */

typedef struct _ChainLine ChainLine;

typedef double (*ChainLineFunction) (const double *operands);

ChainLine    *chain_line_new      (const char *times);
void          chain_line_term     (ChainLine *line,
                                   gboolean   negative);
void          chain_line_factor   (ChainLine           *line,
                                   ChainSymbol          symbol,
                                   const ChainQuantity *value);
void          chain_line_square   (ChainLine           *line,
                                   ChainSymbol          symbol,
                                   const ChainQuantity *value);
void          chain_line_constant (ChainLine *line,
                                   int        value);
ChainQuantity chain_line_finish   (ChainLine     *line,
                                   ChainSheet *sheet,
                                   ChainToken     left,
                                   int            digits);
gboolean      chain_line_try      (ChainLine           *line,
                                   ChainSheet       *sheet,
                                   ChainToken           left,
                                   int                  digits,
                                   const ChainQuantity *value);

void          chain_line_value    (ChainSheet       *sheet,
                                   ChainToken           left,
                                   int                  digits,
                                   const ChainQuantity *value);
ChainQuantity chain_line_function (ChainSheet       *sheet,
                                   ChainToken           left,
                                   int                  digits,
                                   GArray              *symbolic,
                                   const ChainQuantity *operands,
                                   ChainLineFunction    function);
