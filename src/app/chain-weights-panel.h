// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-panel.h"

/* The weights that a run starts with, given or drawn, and their locks. In a network of one neuron a
 * layer there is a row for each; in a wider one a group for each neuron, which makes its rows when
 * it is unfolded. */

#define CHAIN_TYPE_WEIGHTS_PANEL (chain_weights_panel_get_type ())

G_DECLARE_FINAL_TYPE (ChainWeightsPanel, chain_weights_panel, CHAIN, WEIGHTS_PANEL, ChainPanel)

void            chain_weights_panel_set_frozen   (ChainWeightsPanel *self,
                                                  const bool        *frozen);
GtkDropDown    *chain_weights_panel_get_method   (ChainWeightsPanel *self);
ChainNumberRow *chain_weights_panel_get_seed     (ChainWeightsPanel *self);
ChainNumberRow *chain_weights_panel_get_scale    (ChainWeightsPanel *self);
ChainNumberRow *chain_weights_panel_get_row      (ChainWeightsPanel *self,
                                                  guint              parameter);
ChainFold      *chain_weights_panel_get_neuron   (ChainWeightsPanel *self,
                                                  guint              neuron);
