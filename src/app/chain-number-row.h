// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-number-field.h"
#include "chain-row.h"
#include "chain-slider.h"

/* A row for one number: a slider, a field, and a lock where it is a parameter. The row holds the
 * exact value; the slider shows it as far as it reaches. */

#define CHAIN_TYPE_NUMBER_ROW (chain_number_row_get_type ())

G_DECLARE_FINAL_TYPE (ChainNumberRow, chain_number_row, CHAIN, NUMBER_ROW, ChainRow)

double            chain_number_row_get_value      (ChainNumberRow *self);
void              chain_number_row_set_value      (ChainNumberRow *self,
                                                   double          value);
guint64           chain_number_row_get_number     (ChainNumberRow *self);
void              chain_number_row_set_number     (ChainNumberRow *self,
                                                   guint64         number);
char             *chain_number_row_dup_text       (ChainNumberRow *self);
void              chain_number_row_set_default    (ChainNumberRow *self,
                                                   double          value);
void              chain_number_row_set_upper      (ChainNumberRow *self,
                                                   double          upper);
gboolean          chain_number_row_get_locked     (ChainNumberRow *self);
void              chain_number_row_set_locked     (ChainNumberRow *self,
                                                   gboolean        locked);
void              chain_number_row_refuse         (ChainNumberRow *self,
                                                   const char     *message);
const char       *chain_number_row_get_key        (ChainNumberRow *self);
GtkAdjustment    *chain_number_row_get_adjustment (ChainNumberRow *self);
ChainNumberField *chain_number_row_get_field      (ChainNumberRow *self);
ChainSlider      *chain_number_row_get_slider     (ChainNumberRow *self);
GtkToggleButton  *chain_number_row_get_lock       (ChainNumberRow *self);
