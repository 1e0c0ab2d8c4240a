// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

/* What the program remembers from one start to the next. Works without a schema too: then the
 * defaults hold, and what is set is forgotten at the end. Main thread only. */

#define CHAIN_SETTINGS_THEME "theme"
#define CHAIN_SETTINGS_COLORS "colors"
#define CHAIN_SETTINGS_DIGITS "digits"
#define CHAIN_SETTINGS_FRAME_RATE "frame-rate"
#define CHAIN_SETTINGS_TONE "tone"
#define CHAIN_SETTINGS_FOLDED "folded-groups"
#define CHAIN_SETTINGS_WIDTH "window-width"
#define CHAIN_SETTINGS_HEIGHT "window-height"
#define CHAIN_SETTINGS_SIDEBAR "sidebar"
#define CHAIN_SETTINGS_MAXIMIZED "window-maximized"
#define CHAIN_SETTINGS_VIEW "view"
#define CHAIN_SETTINGS_SPEED "speed"
#define CHAIN_SETTINGS_LAST "last-experiment"
#define CHAIN_SETTINGS_RECENT "recent-experiments"
#define CHAIN_SETTINGS_EXPORT_PICTURE "export-picture"
#define CHAIN_SETTINGS_EXPORT_FORMAT "export-format"
#define CHAIN_SETTINGS_EXPORT_THEME "export-theme"
#define CHAIN_SETTINGS_EXPORT_TRANSPARENT "export-transparent"
#define CHAIN_SETTINGS_EXPORT_EXACT "export-exact"
#define CHAIN_SETTINGS_EXPORT_SCALE "export-scale"
#define CHAIN_SETTINGS_EXPORT_WIDTH "export-width"
#define CHAIN_SETTINGS_EXPORT_HEIGHT "export-height"
#define CHAIN_SETTINGS_EXPORT_FOLDER "export-folder"

GVariant *chain_settings_get (const char *key);
void      chain_settings_set (const char *key,
                              GVariant   *value);
