// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-panel.h"

/* When a run ends by itself. */

#define CHAIN_TYPE_STOP_PANEL (chain_stop_panel_get_type ())

G_DECLARE_FINAL_TYPE (ChainStopPanel, chain_stop_panel, CHAIN, STOP_PANEL, ChainPanel)

ChainNumberRow *chain_stop_panel_get_steps   (ChainStopPanel *self);
ChainNumberRow *chain_stop_panel_get_loss    (ChainStopPanel *self);
ChainNumberRow *chain_stop_panel_get_seconds (ChainStopPanel *self);
