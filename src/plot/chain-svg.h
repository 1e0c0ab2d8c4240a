// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-buffer.h"

/* Cairo's SVG, made reproducible. */

bool chain_svg_rewrite (const ChainBuffer *svg,
                        const char        *title,
                        ChainBuffer       *rewritten);
