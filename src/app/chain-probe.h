// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-model.h"

/* The one place x that fit and factors are looked at, moved by pointer and keys. */

void  chain_probe_point     (ChainPlotModel *model,
                             double          x,
                             double          pixel);
void  chain_probe_move      (ChainPlotModel *model,
                             int             steps);
void  chain_probe_move_sample (ChainPlotModel *model,
                             int             steps);
void  chain_probe_move_end  (ChainPlotModel *model,
                             gboolean        last);
void  chain_probe_hide      (ChainPlotModel *model);
char *chain_probe_describe  (ChainPlotModel *model);
