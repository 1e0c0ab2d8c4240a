// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

/* Appends an item that says which key does the same while the plot has the focus. */
static inline void
chain_menu_append (GMenu      *menu,
                   const char *label,
                   const char *action,
                   const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  if (key != NULL)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (menu, item);
}
