// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-panel.h"

/* The widths of the hidden layers. */

#define CHAIN_TYPE_NETWORK_PANEL (chain_network_panel_get_type ())

G_DECLARE_FINAL_TYPE (ChainNetworkPanel, chain_network_panel, CHAIN, NETWORK_PANEL, ChainPanel)

ChainNumberRow *chain_network_panel_get_width (ChainNetworkPanel *self,
                                               int                layer);
