// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Vectors of CHAIN_LANES doubles, CHAIN_LANES being 1, 2, 4 or 8, for sources that are compiled
 * once per instruction set. Only + − × ÷ and operations on the bits are used on them, and these
 * read the same for a plain double: the bits of every result are those of CHAIN_LANES == 1.
 * There are no comparisons: their results differ between vectors and scalars.
 */
#pragma once

#include <float.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if FLT_EVAL_METHOD != 0
#error "doubles are kept in excess precision here; on 32-bit x86 compile with -msse2 -mfpmath=sse"
#endif

#if CHAIN_LANES == 1
typedef double Vec;
typedef uint64_t Bits;
#else
typedef double Vec __attribute__ ((vector_size (8 * CHAIN_LANES)));
typedef uint64_t Bits __attribute__ ((vector_size (8 * CHAIN_LANES)));
#endif

/* The same in arrays of doubles, which promise no more than their own alignment. */
typedef Vec VecAt __attribute__ ((aligned (8), may_alias));
typedef Bits BitsAt __attribute__ ((aligned (8), may_alias));

/* For functions that get constant arguments at each call and must be compiled for each of them. */
#define CHAIN_INLINE static inline __attribute__ ((always_inline))

CHAIN_INLINE Vec
load (const double *at)
{
  return *(const VecAt *) at;
}

CHAIN_INLINE void
store (double *at,
       Vec     v)
{
  *(VecAt *) at = v;
}

CHAIN_INLINE Bits
bits (Vec v)
{
  Bits b;

  memcpy (&b, &v, sizeof b);
  return b;
}

CHAIN_INLINE Vec
from_bits (Bits b)
{
  Vec v;

  memcpy (&v, &b, sizeof v);
  return v;
}
