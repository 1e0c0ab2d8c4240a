// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-number-field.h"
#include "chain-plot-model.h"

/* One parameter of the run in a bubble: its present value, to be replaced by another, and its
 * lock. Says what another value does, which is more than it seems once the run is under way. */

#define CHAIN_TYPE_WEIGHT_POPOVER (chain_weight_popover_get_type ())

G_DECLARE_FINAL_TYPE (ChainWeightPopover, chain_weight_popover, CHAIN, WEIGHT_POPOVER, GtkPopover)

GtkWidget        *chain_weight_popover_new           (ChainPlotModel     *model,
                                                      guint               parameter);
guint             chain_weight_popover_get_parameter (ChainWeightPopover *self);
ChainNumberField *chain_weight_popover_get_field     (ChainWeightPopover *self);
GtkCheckButton   *chain_weight_popover_get_lock      (ChainWeightPopover *self);
