// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* What GTK leaves out for those who hear a window instead of seeing it. Main thread only. */

void chain_accessible_complete (GtkWidget *widget);
