// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-run.h"

/* What stands at a place of the gradients, and of their factors: name, formula and present value,
 * as Pango markup for a tooltip. */

char *chain_gradient_tips_at         (const ChainGradientPlot *plot,
                                      const ChainRun          *run,
                                      double                   width,
                                      double                   height,
                                      double                   x,
                                      double                   y);
char *chain_gradient_tips_at_factors (const ChainFactorPlot   *plot,
                                      const ChainRun          *run,
                                      double                   width,
                                      double                   height,
                                      double                   x,
                                      double                   y);
