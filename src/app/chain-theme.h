// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* Light or dark. GTK 4.8 does not ask the desktop which: the settings portal does, where there
 * is one. Main thread only. */

void     chain_theme_apply        (const char *theme);
gboolean chain_theme_has_contrast (GtkWidget  *widget);
void     chain_theme_mark         (GtkWidget  *window);
