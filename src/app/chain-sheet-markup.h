// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-sheet.h"

/* Sheets as Pango markup, for the window and for paper. Any thread. */

char *chain_block_to_markup   (const ChainBlock *block,
                               int               width,
                               int               text_width);
char *chain_block_left_markup (const ChainBlock *block);
