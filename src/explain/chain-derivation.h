// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-line.h"
#include "chain-explanation.h"

/* What the sections of a sheet hand on to each other: every quantity of the derivation, as it was
 * computed from those shown before it. */
typedef struct
{
  const ChainExplanationSource *source;
  ChainSheet *sheet;
  gboolean is_worked_example; /* the one whose numbers the derivation prints */
  guint n_printed, n_printed_right;

  ChainQuantity parameters[CHAIN_MAX_PARAMETERS];
  ChainQuantity x, y;
  ChainQuantity z1[CHAIN_MAX_WIDTH], h1[CHAIN_MAX_WIDTH], s1[CHAIN_MAX_WIDTH];
  ChainQuantity z2[CHAIN_MAX_WIDTH], h2[CHAIN_MAX_WIDTH], s2[CHAIN_MAX_WIDTH];
  ChainQuantity output, error, loss;
  ChainQuantity d_h1[CHAIN_MAX_WIDTH];
  ChainQuantity gradients[CHAIN_MAX_PARAMETERS];      /* of what is explained */
  ChainQuantity step_gradients[CHAIN_MAX_PARAMETERS]; /* of all samples */
} ChainDerivation;

void          chain_derivation_explain_sample (ChainDerivation *self);
void          chain_derivation_explain_update (ChainDerivation *self);
void          chain_derivation_explain_check  (ChainDerivation *self);

gboolean      chain_derivation_is_wanted      (const ChainDerivation *self,
                                               gsize                  index);
ChainQuantity chain_derivation_finish         (ChainDerivation *self,
                                               ChainLine       *line,
                                               ChainSymbol      left);
void          chain_derivation_compare        (ChainDerivation     *self,
                                               ChainSymbol          symbol,
                                               const ChainQuantity *value);
