// SPDX-License-Identifier: GPL-3.0-or-later
#define CHAIN_LANES 1
#define CHAIN_KERNEL chain_kernel_scalar
#define CHAIN_KERNEL_NAME "scalar"
#define CHAIN_KERNEL_SOONER NULL

#include "chain-kernel-template.h"
