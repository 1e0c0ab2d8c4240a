// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* A window for what people choose once: it shows and sets the states of the program's actions,
 * and so never disagrees with a menu. */

#define CHAIN_TYPE_PREFERENCES (chain_preferences_get_type ())

G_DECLARE_FINAL_TYPE (ChainPreferences, chain_preferences, CHAIN, PREFERENCES, GtkWindow)

GtkWidget *chain_preferences_present (GtkApplication *application);
