// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-kernel.h"

/* Lengths of arrays that go to the functions below are multiples of CHAIN_KERNEL_GROUP. */
struct _ChainKernel
{
  const char *name;
  const ChainKernel *sooner; /* (nullable): the one to take where samples are few */

  double (*gradient) (ChainShape    shape,
                      const double *parameters,
                      size_t        n,
                      const double *x,
                      const double *y,
                      double       *scratch,
                      double       *gradients);

  void (*tanh) (size_t        n,
                const double *z,
                double       *h,
                double       *sech2);
};

extern const ChainKernel chain_kernel_scalar;
extern const ChainKernel chain_kernel_sse2;
extern const ChainKernel chain_kernel_avx2;
extern const ChainKernel chain_kernel_avx512;

/* Samples that are worked on at a time: with all they need they stay in the first-level cache. At most
   CHAIN_KERNEL_BLOCK_MOST, and that many for the network 1×1. */
#define CHAIN_KERNEL_BLOCK_MOST 256
size_t chain_kernel_block (ChainShape shape);
