// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-sheet.h"

/* Shows a table of any number of rows in a scrolled list. Cells are written when they come into
 * view; a table that takes the place of a similar one leaves the rows where they are. */

#define CHAIN_TYPE_TABLE_VIEW (chain_table_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainTableView, chain_table_view, CHAIN, TABLE_VIEW, GtkWidget)

void chain_table_view_set_table (ChainTableView *self,
                                 ChainTable     *table);
