// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#define CHAIN_TYPE_APPLICATION (chain_application_get_type ())

G_DECLARE_FINAL_TYPE (ChainApplication, chain_application, CHAIN, APPLICATION, GtkApplication)

ChainApplication *chain_application_new (void);
