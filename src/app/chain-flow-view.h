// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-view.h"

/* How large the backward signal is from place to place, and how the layers compare over time. */

#define CHAIN_TYPE_FLOW_VIEW (chain_flow_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainFlowView, chain_flow_view, CHAIN, FLOW_VIEW, ChainPlotView)
