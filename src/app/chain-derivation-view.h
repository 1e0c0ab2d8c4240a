// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-page.h"
#include "chain-sheet-job.h"

/* The chain rule with the numbers of the run, of the sample under the probe or of all samples. */

#define CHAIN_TYPE_DERIVATION_VIEW (chain_derivation_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainDerivationView, chain_derivation_view, CHAIN, DERIVATION_VIEW, GtkWidget)

void        chain_derivation_view_get_choices (ChainDerivationView *self,
                                               ChainSheetChoices   *choices);
void        chain_derivation_view_show_sample (ChainDerivationView *self);
const char *chain_derivation_view_get_text    (ChainDerivationView *self);
