// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-view.h"

/* The gradients, as bars with a verdict for each layer, or as the factors they are made of. */

#define CHAIN_TYPE_GRADIENT_VIEW (chain_gradient_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainGradientView, chain_gradient_view, CHAIN, GRADIENT_VIEW, ChainPlotView)
