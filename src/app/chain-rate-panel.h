// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-panel.h"

/* The learning rate, with the limit of stability marked on its slider. It changes live: what the
 * user wants is told by a signal of its own, “rate”. */

#define CHAIN_TYPE_RATE_PANEL (chain_rate_panel_get_type ())

G_DECLARE_FINAL_TYPE (ChainRatePanel, chain_rate_panel, CHAIN, RATE_PANEL, ChainPanel)

void            chain_rate_panel_set_rate  (ChainRatePanel *self,
                                            double          learning_rate);
void            chain_rate_panel_set_limit (ChainRatePanel *self,
                                            double          limit,
                                            double          scale);
ChainNumberRow *chain_rate_panel_get_row   (ChainRatePanel *self);
const char     *chain_rate_panel_get_limit_text (ChainRatePanel *self);
