// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-view.h"

/* The V-curves of the last gradient check: pointer and arrow keys choose an ε. */

#define CHAIN_TYPE_CHECK_CURVE (chain_check_curve_get_type ())

G_DECLARE_FINAL_TYPE (ChainCheckCurve, chain_check_curve, CHAIN, CHECK_CURVE, ChainPlotView)

void chain_check_curve_set_place (ChainCheckCurve *self,
                                  int              place);
