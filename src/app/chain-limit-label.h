// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-slider.h"

/* A short text below the limit that a slider marks. It has room for one line whether there is a
 * limit or not, so that nothing moves. */

#define CHAIN_TYPE_LIMIT_LABEL (chain_limit_label_get_type ())

G_DECLARE_FINAL_TYPE (ChainLimitLabel, chain_limit_label, CHAIN, LIMIT_LABEL, GtkWidget)

void        chain_limit_label_set_slider (ChainLimitLabel *self,
                                          ChainSlider     *slider);
void        chain_limit_label_set_text   (ChainLimitLabel *self,
                                          const char      *text);
const char *chain_limit_label_get_text   (ChainLimitLabel *self);
