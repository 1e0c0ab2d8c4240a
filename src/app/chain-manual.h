// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* The manual: a window with the chapters beside the page that is read. */

#define CHAIN_TYPE_MANUAL (chain_manual_get_type ())

G_DECLARE_FINAL_TYPE (ChainManual, chain_manual, CHAIN, MANUAL, GtkWindow)

void        chain_manual_present  (GtkApplication *application,
                                   const char     *place);
void        chain_manual_go       (ChainManual    *self,
                                   const char     *place);
const char *chain_manual_get_page (ChainManual    *self);
