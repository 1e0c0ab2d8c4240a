// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-panel.h"

/* What the network learns from: a polynomial on an interval, or samples from a file; noise and
 * normalisation. */

#define CHAIN_TYPE_DATA_PANEL (chain_data_panel_get_type ())

G_DECLARE_FINAL_TYPE (ChainDataPanel, chain_data_panel, CHAIN, DATA_PANEL, ChainPanel)

gboolean        chain_data_panel_read_samples  (ChainDataPanel *self,
                                                const char     *path);
ChainChoiceRow *chain_data_panel_get_normalize (ChainDataPanel *self);
ChainTextRow   *chain_data_panel_get_target    (ChainDataPanel *self);
ChainNumberRow *chain_data_panel_get_row       (ChainDataPanel *self,
                                                const char     *key);
const char     *chain_data_panel_get_message   (ChainDataPanel *self);
