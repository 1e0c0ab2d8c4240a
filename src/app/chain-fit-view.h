// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-view.h"

/* The network's curve against its target, with a line that pointer and arrow keys move. */

#define CHAIN_TYPE_FIT_VIEW (chain_fit_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainFitView, chain_fit_view, CHAIN, FIT_VIEW, ChainPlotView)

void chain_fit_view_bind_probe (GtkWidgetClass *widget_class);
