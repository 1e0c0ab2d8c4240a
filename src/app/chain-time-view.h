// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-view.h"

/* A plot over the steps of the run: the loss, the parameters or the norms of the gradient. All of
 * them look at the same steps: who zooms or points into one does so in all. */

#define CHAIN_TYPE_TIME_VIEW (chain_time_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainTimeView, chain_time_view, CHAIN, TIME_VIEW, ChainPlotView)
