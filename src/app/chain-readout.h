// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-run.h"

/* The status line's numbers, each with its meaning in a tooltip. Where there is no room for all,
 * the less important ones are left out. */

#define CHAIN_TYPE_READOUT (chain_readout_get_type ())

G_DECLARE_FINAL_TYPE (ChainReadout, chain_readout, CHAIN, READOUT, GtkWidget)

void chain_readout_set_digits (ChainReadout   *self,
                               int             digits);
void chain_readout_show       (ChainReadout   *self,
                               const ChainRun *run);
