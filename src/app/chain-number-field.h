// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-field.h"

/* An entry for one number that determines a run. It keeps the exact double, which GtkSpinButton
 * would round and clamp, and obeys the rule that the experiment file has for its key. */

#define CHAIN_TYPE_NUMBER_FIELD (chain_number_field_get_type ())

G_DECLARE_FINAL_TYPE (ChainNumberField, chain_number_field, CHAIN, NUMBER_FIELD, ChainField)

/* Whether @text, normalised to what a file writes, can be the value. */
typedef gboolean (*ChainNumberJudge) (const char *text,
                                      gpointer    data,
                                      GError    **error);

double   chain_number_field_get_value  (ChainNumberField *self);
void     chain_number_field_set_value  (ChainNumberField *self,
                                        double            value);
guint64  chain_number_field_get_number (ChainNumberField *self);
void     chain_number_field_set_number (ChainNumberField *self,
                                        guint64           number);
char    *chain_number_field_dup_text   (ChainNumberField *self);
void     chain_number_field_set_judge  (ChainNumberField *self,
                                        ChainNumberJudge  judge,
                                        gpointer          data);
