// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-number-field.h"

/* One number: its sign, a slider, a field, and below them why a text was refused. The row holds
 * the exact value; the slider shows it as far as it reaches. */

#define CHAIN_TYPE_NUMBER_ROW (chain_number_row_get_type ())

G_DECLARE_FINAL_TYPE (ChainNumberRow, chain_number_row, CHAIN, NUMBER_ROW, GtkBox)

double            chain_number_row_get_value      (ChainNumberRow *self);
void              chain_number_row_set_value      (ChainNumberRow *self,
                                                   double          value);
GtkAdjustment    *chain_number_row_get_adjustment (ChainNumberRow *self);
ChainNumberField *chain_number_row_get_field      (ChainNumberRow *self);
