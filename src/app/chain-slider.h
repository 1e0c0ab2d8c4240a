// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* A GtkScale whose bar starts at its origin, zero, instead of its lower end, so that a weight's
 * sign is seen; which can mark a limit and what lies beyond; and which leaves the wheel to the list
 * it stands in. */

#define CHAIN_TYPE_SLIDER (chain_slider_get_type ())

G_DECLARE_FINAL_TYPE (ChainSlider, chain_slider, CHAIN, SLIDER, GtkScale)

void     chain_slider_set_limit       (ChainSlider *self,
                                       double       limit);
gboolean chain_slider_get_limit_place (ChainSlider *self,
                                       GtkWidget   *widget,
                                       double      *x);
