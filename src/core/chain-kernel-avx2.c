// SPDX-License-Identifier: GPL-3.0-or-later
#define CHAIN_LANES 4
#define CHAIN_KERNEL chain_kernel_avx2
#define CHAIN_KERNEL_NAME "avx2"
#define CHAIN_KERNEL_SOONER NULL

#include "chain-kernel-template.h"
