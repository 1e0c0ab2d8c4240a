// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-view.h"
#include "chain-weight-popover.h"

/* The network as a graph whose parts are lit by the pointer or the arrow keys, and whose weights
 * are changed and locked by a click. */

#define CHAIN_TYPE_NETWORK_VIEW (chain_network_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainNetworkView, chain_network_view, CHAIN, NETWORK_VIEW, ChainPlotView)

ChainWeightPopover *chain_network_view_get_popover (ChainNetworkView *self);
