// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-panel.h"

/* The rule that moves the weights, with its numbers, the batch and the schedule of the rate. */

#define CHAIN_TYPE_OPTIMIZER_PANEL (chain_optimizer_panel_get_type ())

G_DECLARE_FINAL_TYPE (ChainOptimizerPanel, chain_optimizer_panel, CHAIN, OPTIMIZER_PANEL, ChainPanel)

ChainChoiceRow *chain_optimizer_panel_get_method   (ChainOptimizerPanel *self);
ChainChoiceRow *chain_optimizer_panel_get_schedule (ChainOptimizerPanel *self);
ChainNumberRow *chain_optimizer_panel_get_row      (ChainOptimizerPanel *self,
                                                    const char          *key);
