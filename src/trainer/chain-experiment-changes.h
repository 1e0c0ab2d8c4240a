// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment-file.h"
#include "chain-experiment-source.h"

/* [Changes], the change log of an experiment in its file: “100=learning-rate:0.05”. Private to
 * the experiment file. */

gboolean chain_changes_parse  (const ChainSource  *source,
                               ChainExperiment    *experiment,
                               GError            **error);
void     chain_changes_append (GString               *text,
                               const ChainExperiment *experiment);
