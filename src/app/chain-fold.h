// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* A group of controls below its title. A click on the title folds it; folded, one dim line says
 * what is set in it. */

#define CHAIN_TYPE_FOLD (chain_fold_get_type ())

G_DECLARE_FINAL_TYPE (ChainFold, chain_fold, CHAIN, FOLD, GtkBox)

gboolean    chain_fold_get_folded  (ChainFold  *self);
void        chain_fold_set_folded  (ChainFold  *self,
                                    gboolean    folded);
GtkBox     *chain_fold_get_content (ChainFold  *self);
const char *chain_fold_get_summary (ChainFold  *self);
void        chain_fold_set_summary (ChainFold  *self,
                                    const char *summary);
