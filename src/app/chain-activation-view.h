// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-view.h"

/* Where the samples stand on tanh: a click on a row, or the keys up and down, choose a neuron. */

#define CHAIN_TYPE_ACTIVATION_VIEW (chain_activation_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainActivationView, chain_activation_view, CHAIN, ACTIVATION_VIEW, ChainPlotView)
