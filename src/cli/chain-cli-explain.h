// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-cli.h"
#include "chain-explanation.h"

void chain_cli_make_source (const ChainSession *session,
                            const ChainDataset *plain,
                            ChainExplanationSource   *source);
