// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-network.h"

void chain_initializer_xavier_uniform (ChainShape shape,
                                       uint64_t   seed,
                                       double    *parameters);
