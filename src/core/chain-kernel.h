// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chain-network.h"

/*
 * Loss and gradient of a batch, computed across its samples in vectors. A kernel is the code for one
 * instruction set; where samples are few a kernel may leave them to one with shorter vectors, which is
 * faster then. All kernels give the same bits: sample i is added to lane i mod 8 of eight sums,
 * whatever the length of a vector, the eight are added in one order, and nothing is contracted.
 *
 * No function here allocates, prints, keeps a state or uses libm. All may be called from any thread;
 * what one call writes to belongs to it alone while it lasts.
 */
typedef struct _ChainKernel ChainKernel;

/* Samples are taken in groups of so many; this is not the length of a vector. */
#define CHAIN_KERNEL_GROUP 8

/**
 * chain_kernel_find:
 * @name: (nullable): "scalar", "sse2", "avx2" or "avx512"; %NULL for the best one
 *
 * Returns: (transfer none) (nullable): the kernel; %NULL where the name is unknown, or the processor
 *   or this build lacks it. "scalar" is always there, so for %NULL there always is one.
 */
const ChainKernel *chain_kernel_find (const char *name);

/**
 * chain_kernel_set_default:
 * @kernel: what chain_kernel_evaluate() shall use from now on; before that call it is the best
 *   one. To be called before there are other threads.
 */
void chain_kernel_set_default (const ChainKernel *kernel);

/**
 * chain_kernel_get_default:
 *
 * Returns: (transfer none): what chain_kernel_evaluate() uses
 */
const ChainKernel *chain_kernel_get_default (void);

/**
 * chain_kernel_get_name:
 * @kernel: a kernel
 *
 * Returns: (transfer none): the name chain_kernel_find() knows it by
 */
const char *chain_kernel_get_name (const ChainKernel *kernel);

/**
 * chain_kernel_padded:
 * @n: number of samples, at least 1
 *
 * Returns: how long, in doubles, an array of @n samples has to be: @n rounded up to whole groups
 */
size_t chain_kernel_padded (size_t n);

/**
 * chain_kernel_pad:
 * @n: number of samples, at least 1
 * @values: chain_kernel_padded (@n) doubles, the first @n of them set
 *
 * Fills the rest with copies of the last sample. They do not count; but they are computed, and
 * what a real sample does not overflow, its copy does not.
 */
void chain_kernel_pad (size_t  n,
                       double *values);

/**
 * chain_kernel_scratch_size:
 * @shape: the widths, 1..16 each
 *
 * Returns: the length, in doubles, of the scratch that chain_kernel_gradient() needs, whatever the
 *   number of samples; at most 40 KiB
 */
size_t chain_kernel_scratch_size (ChainShape shape);

/* What chain_kernel_scratch_size() is at most. */
#define CHAIN_KERNEL_MAX_SCRATCH 5120

/**
 * chain_kernel_gradient:
 * @kernel: a kernel
 * @shape: the widths, 1..16 each
 * @parameters: W1[h1] · b1[h1] · W2[h2][h1] · b2[h2] · W3[h2] · b3
 * @n: number of samples, at least 1
 * @x: chain_kernel_padded (@n) inputs; faster when aligned to 64 bytes
 * @y: the wanted outputs, likewise
 * @scratch: chain_kernel_scratch_size() doubles aligned to 64 bytes, with any content
 * @gradients: (out) (optional): as many as parameters and in their order; may not overlap them
 *
 * The mean squared error L = (1/n) Σ (ŷᵢ − yᵢ)² of ŷ = W₃ tanh (W₂ tanh (W₁x + b₁) + b₂) + b₃, and
 * ∂L/∂θ by backpropagation (gradient-derivation.md, "Batch"). Where numbers become too large for a
 * double the loss or a gradient is infinite or NaN; nothing else happens.
 *
 * Returns: L
 */
double chain_kernel_gradient (const ChainKernel *kernel,
                              ChainShape         shape,
                              const double      *parameters,
                              size_t             n,
                              const double      *x,
                              const double      *y,
                              double            *scratch,
                              double            *gradients);

/**
 * chain_kernel_tanh:
 * @kernel: a kernel
 * @n: number of values, at least 1
 * @z: chain_kernel_padded (@n) values
 * @h: (out): tanh of each, chain_kernel_padded (@n); may not overlap @z
 * @sech2: (out) (optional): sech² of each, likewise
 *
 * chain_tanh() of an array, bit for bit.
 */
void chain_kernel_tanh (const ChainKernel *kernel,
                        size_t             n,
                        const double      *z,
                        double            *h,
                        double            *sech2);

/**
 * chain_kernel_evaluate:
 *
 * chain_kernel_gradient() by the default kernel, with scratch of its own on the stack (40 KiB).
 *
 * Returns: L
 */
double chain_kernel_evaluate (ChainShape    shape,
                              const double *parameters,
                              size_t        n,
                              const double *x,
                              const double *y,
                              double       *gradients);
