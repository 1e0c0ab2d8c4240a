// SPDX-License-Identifier: GPL-3.0-or-later
#define CHAIN_LANES 2
#define CHAIN_KERNEL chain_kernel_sse2
#define CHAIN_KERNEL_NAME "sse2"
#define CHAIN_KERNEL_SOONER NULL

#include "chain-kernel-template.h"
