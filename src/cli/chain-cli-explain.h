// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-dataset.h"
#include "chain-network.h"

void chain_cli_explain_samples (ChainShape          shape,
                                const double       *parameters,
                                const ChainDataset *dataset,
                                const ChainDataset *plain);
void chain_cli_explain_result  (ChainShape          shape,
                                const ChainDataset *dataset,
                                double              loss,
                                const double       *gradients);
