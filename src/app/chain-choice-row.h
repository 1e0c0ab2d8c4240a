// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-row.h"

/* A row for one of several words, the first of which is the default. */

#define CHAIN_TYPE_CHOICE_ROW (chain_choice_row_get_type ())

G_DECLARE_FINAL_TYPE (ChainChoiceRow, chain_choice_row, CHAIN, CHOICE_ROW, ChainRow)

void         chain_choice_row_set_choices   (ChainChoiceRow    *self,
                                             const char *const *choices,
                                             guint              n_choices);
guint        chain_choice_row_get_selected  (ChainChoiceRow    *self);
void         chain_choice_row_set_selected  (ChainChoiceRow    *self,
                                             guint              selected);
GtkDropDown *chain_choice_row_get_drop_down (ChainChoiceRow    *self);
