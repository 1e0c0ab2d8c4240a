// SPDX-License-Identifier: GPL-3.0-or-later
#define CHAIN_LANES 8
#define CHAIN_KERNEL chain_kernel_avx512
#define CHAIN_KERNEL_NAME "avx512"
#define CHAIN_KERNEL_SOONER &chain_kernel_avx2

#include "chain-kernel-template.h"
