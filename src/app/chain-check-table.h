// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-checker.h"

/* The gradient of every parameter by three methods, their differences and the verdict. Emits
 * “chosen” with the index of the parameter whose row is. */

#define CHAIN_TYPE_CHECK_TABLE (chain_check_table_get_type ())

G_DECLARE_FINAL_TYPE (ChainCheckTable, chain_check_table, CHAIN, CHECK_TABLE, GtkWidget)

void chain_check_table_show   (ChainCheckTable        *self,
                               ChainShape              shape,
                               const ChainCheckReport *report);
char *chain_check_table_dup_text (ChainCheckTable     *self,
                                  guint                row,
                                  guint                column);
