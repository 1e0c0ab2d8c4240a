// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment-file.h"
#include "chain-experiment-source.h"

/* What the keys of a .chainrule file demand of each other. Private to the experiment file. */

gboolean chain_rules_check (const ChainSource  *source,
                            ChainExperiment    *experiment,
                            GError            **error);
