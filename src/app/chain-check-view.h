// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* The page of the gradient check: on demand, or again and again while it is in view, on a thread of
 * its own. Shows a table of all parameters, or the V-curves with an ε to look at. */

#define CHAIN_TYPE_CHECK_VIEW (chain_check_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainCheckView, chain_check_view, CHAIN, CHECK_VIEW, GtkWidget)

void     chain_check_view_check         (ChainCheckView *self);
gboolean chain_check_view_get_checking  (ChainCheckView *self);
