// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* The lab: one experiment, its run in a worker thread, and what can be done with it. */

#define CHAIN_TYPE_WINDOW (chain_window_get_type ())

G_DECLARE_FINAL_TYPE (ChainWindow, chain_window, CHAIN, WINDOW, GtkApplicationWindow)

ChainWindow *chain_window_new  (GtkApplication *application);
gboolean     chain_window_open (ChainWindow    *self,
                                GFile          *file);
