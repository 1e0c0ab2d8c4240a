// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-field.h"
#include "chain-row.h"

/* A row for a value that is no number, as the experiment file writes it. Whoever is told of a text
 * decides on it. */

#define CHAIN_TYPE_TEXT_ROW (chain_text_row_get_type ())

G_DECLARE_FINAL_TYPE (ChainTextRow, chain_text_row, CHAIN, TEXT_ROW, ChainRow)

void        chain_text_row_set_text  (ChainTextRow *self,
                                      const char   *text);
void        chain_text_row_refuse    (ChainTextRow *self,
                                      const char   *message);
ChainField *chain_text_row_get_field (ChainTextRow *self);
