// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-kernel-private.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#ifdef __x86_64__
#define HAVE_X86 1
#endif

/* What a block may take of the first-level cache, in doubles; the sums come on top. */
#define BLOCK_DOUBLES 2400

/* The longest vectors take longest from end to end, which counts where there are not enough samples to
   fill them or to hide it: up to so many, measured, the next shorter vectors are faster. */
#define FEW_1X1 32
#define FEW 4

static bool
can_run (const ChainKernel *kernel)
{
#ifdef HAVE_X86
  if (kernel == &chain_kernel_avx512)
    return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512dq")
           && __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx2");
  if (kernel == &chain_kernel_avx2)
    return __builtin_cpu_supports ("avx2");
#endif
  return kernel != NULL;
}

const ChainKernel *
chain_kernel_find (const char *name)
{
  static const ChainKernel *const kernels[] = { /* the best first */
#ifdef HAVE_X86
    &chain_kernel_avx512, &chain_kernel_avx2, &chain_kernel_sse2,
#endif
    &chain_kernel_scalar
  };

  for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++)
    if ((!name || strcmp (name, kernels[i]->name) == 0) && can_run (kernels[i]))
      return kernels[i];
  return NULL;
}

const char *
chain_kernel_get_name (const ChainKernel *kernel)
{
  return kernel->name;
}

size_t
chain_kernel_padded (size_t n)
{
  return (n + CHAIN_KERNEL_GROUP - 1) / CHAIN_KERNEL_GROUP * CHAIN_KERNEL_GROUP;
}

void
chain_kernel_pad (size_t  n,
                  double *values)
{
  for (size_t i = n; i < chain_kernel_padded (n); i++)
    values[i] = values[n - 1];
}

static size_t
doubles_per_sample (ChainShape shape)
{
  return 2 * (size_t) (shape.hidden1 + shape.hidden2) + 1; /* h and s of both layers, the error */
}

size_t
chain_kernel_block (ChainShape shape)
{
  size_t block = BLOCK_DOUBLES / doubles_per_sample (shape) / 32 * 32;

  return block < CHAIN_KERNEL_BLOCK_MOST ? block : CHAIN_KERNEL_BLOCK_MOST;
}

size_t
chain_kernel_scratch_size (ChainShape shape)
{
  size_t h1 = (size_t) shape.hidden1, h2 = (size_t) shape.hidden2;
  size_t sums = 2 * h1 + h1 * h2 + 2 * h2 + 2; /* one for each parameter, one for the loss */

  return chain_kernel_block (shape) * doubles_per_sample (shape) + sums * CHAIN_KERNEL_GROUP;
}

double
chain_kernel_gradient (const ChainKernel *kernel,
                       ChainShape         shape,
                       const double      *parameters,
                       size_t             n,
                       const double      *x,
                       const double      *y,
                       double            *scratch,
                       double            *gradients)
{
  if (kernel->sooner && n <= (shape.hidden1 * shape.hidden2 == 1 ? FEW_1X1 : FEW))
    kernel = kernel->sooner;
  return kernel->gradient (shape, parameters, n, x, y, scratch, gradients);
}

void
chain_kernel_tanh (const ChainKernel *kernel,
                   size_t             n,
                   const double      *z,
                   double            *h,
                   double            *sech2)
{
  kernel->tanh (chain_kernel_padded (n), z, h, sech2);
}

/* Any thread may be the first to ask. */
static const ChainKernel *_Atomic default_kernel;

void
chain_kernel_set_default (const ChainKernel *kernel)
{
  atomic_store (&default_kernel, kernel);
}

const ChainKernel *
chain_kernel_get_default (void)
{
  const ChainKernel *kernel = atomic_load_explicit (&default_kernel, memory_order_relaxed);

  if (kernel == NULL)
    {
      kernel = chain_kernel_find (NULL);
      assert (kernel != NULL); /* the scalar one runs everywhere */
      chain_kernel_set_default (kernel);
    }

  return kernel;
}

double
chain_kernel_evaluate (ChainShape    shape,
                       const double *parameters,
                       size_t        n,
                       const double *x,
                       const double *y,
                       double       *gradients)
{
  _Alignas (64) double scratch[CHAIN_KERNEL_MAX_SCRATCH];

  return chain_kernel_gradient (chain_kernel_get_default (), shape, parameters, n, x, y, scratch, gradients);
}
