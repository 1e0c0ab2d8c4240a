// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-style.h"

/* How plots look that stand among widgets. Main thread only. */

void chain_plot_style_read (GtkWidget  *widget,
                            ChainStyle *style);
