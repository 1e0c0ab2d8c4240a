// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-pictures.h"

/* What stands in a plot, as a sentence or two with its numbers, for who cannot see it. */

char *chain_plot_words (const ChainPictures *pictures,
                        const ChainRun      *run,
                        ChainPicture         picture);
