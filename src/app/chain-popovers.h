// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* Menus, lists and the like stay where they can be seen: GTK looks for the monitor below what they
 * belong to, and complains of one that is on none. Main thread only. */

void chain_popovers_close (GtkWidget         *widget);
void chain_popovers_watch (GtkScrolledWindow *scroller);
