// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * tanh and sech² of CHAIN_LANES numbers at once; see chain-tanh.h for what it promises.
 *
 * With |z| = k·ln2/2 + y, |y| ≤ ln2/4 and tanh y = w/Q, a rational function whose coefficients
 * tests/remez.py makes, e^(2|z|) = 2^k·(Q + w)/(Q − w), so that with s = 2^(k−1)
 *
 *     tanh |z| = N/D       N = (s − ½)(Q + w) + w
 *     1 − tanh |z| = B/D   B = Q − w,  D = N + B
 *
 * where nothing cancels: N = w at k = 0, and B is what is left of 1 when tanh |z| rounds to 1.
 * From v = B/D comes sech² = 1 − tanh² = v(2 − v). One division serves both. Q is kept as 1 + q, and
 * N added up as (s − ½) + ((s − ½)(q + w) + w): the small terms first. That is one operation more than
 * the formula as it stands, and takes the largest error, just above |z| = ln2/4, from 4.0 to 3.5 ulp.
 */
#pragma once

#include "chain-vector.h"

#include <stdbool.h>

/* Made by tests/remez.py. ln2/2 has 41 bits in HIGH, so that k·HIGH is exact for k < 2¹². */
#define TANH_P1 0x1.c710258449decp-4
#define TANH_P2 0x1.15323cd6eb907p-10
#define TANH_Q1 0x1.c7195eb667c69p-2
#define TANH_Q2 0x1.03fc946792c31p-6
#define TANH_HALF_LN2_HIGH 0x1.62e42fefa3000p-2
#define TANH_HALF_LN2_LOW 0x1.3de6af278ece6p-43
#define TANH_TWO_OVER_LN2 0x1.71547652b82fep+1

/* Added to a number below 2⁵¹ it leaves the nearest integer, plus 1022, in the low bits of the sum;
   shifted to the exponent's place, these are the bits of s. */
#define TANH_ROUND (0x1.8p52 + 1022)

#define TANH_SIGN UINT64_C (0x8000000000000000)
#define TANH_INFINITY UINT64_C (0x7ff0000000000000)
#define TANH_NEAR 353.0                          /* up to here 1/D is normal in tanh_near() */
#define TANH_LIMIT UINT64_C (0x4076100000000000) /* the bits of it */
#define TANH_END UINT64_C (0x4077c00000000000)   /* 380.0: from 374 on sech² is 0 */

/* At most so many vectors go through tanh side by side. Each is one long chain of operations that wait
   for each other; the processor looks only some hundred instructions ahead for others to do. */
#define TANH_MOST 2
#define EACH for (int m = 0; m < count; m++)

/*
 * h = tanh z and s = sech² z of @count vectors, a constant ≤ TANH_MOST. Returns a vector with a sign
 * bit wherever |z| > 353 or z is NaN: there h and s are wrong, and all have to be computed again by
 * tanh_far(). Not asking first is what makes it fast.
 */
CHAIN_INLINE Bits
tanh_near (int        count,
           const Vec *z,
           Vec       *h,
           Vec       *s)
{
  Vec a[TANH_MOST], t[TANH_MOST], k[TANH_MOST], y[TANH_MOST], u[TANH_MOST], w[TANH_MOST];
  Vec q[TANH_MOST], e[TANH_MOST], n[TANH_MOST], b[TANH_MOST], r[TANH_MOST], v[TANH_MOST];
  Bits over = { 0 };

  EACH a[m] = from_bits (bits (z[m]) & ~TANH_SIGN);
  EACH over |= TANH_LIMIT - bits (a[m]);
  EACH t[m] = a[m] * TANH_TWO_OVER_LN2 + TANH_ROUND;
  EACH k[m] = t[m] - TANH_ROUND;
  EACH y[m] = (a[m] - k[m] * TANH_HALF_LN2_HIGH) - k[m] * TANH_HALF_LN2_LOW;
  EACH u[m] = y[m] * y[m];
  EACH w[m] = y[m] + y[m] * u[m] * (TANH_P1 + TANH_P2 * u[m]);
  EACH q[m] = u[m] * (TANH_Q1 + TANH_Q2 * u[m]);
  EACH e[m] = from_bits (bits (t[m]) << 52) - 0.5;
  EACH n[m] = e[m] + (e[m] * (q[m] + w[m]) + w[m]);
  EACH b[m] = 1 - (w[m] - q[m]);
  EACH r[m] = 1 / (n[m] + b[m]);
  EACH h[m] = from_bits (bits (n[m] * r[m]) | (bits (z[m]) & TANH_SIGN));
  EACH v[m] = b[m] * r[m];
  EACH s[m] = v[m] * (2 - v[m]);
  return over;
}

/*
 * The same for every z. All of the above is divided by 2s, so that nothing overflows: with E = 2^−k,
 * N = (½ − ½E)(Q + w) + E·w, B = E·(Q − w), D = N + B. Where both are right the bits are the same,
 * since the factor is a power of two. sech² gets it in two parts e·f, because k goes to 1096; where
 * f is not 1, E is too small to change N and D.
 */
CHAIN_INLINE void
tanh_far (Vec  z,
          Vec *h,
          Vec *s)
{
  Bits a = bits (z) & ~TANH_SIGN;
  Bits past = 0 - (((TANH_END - a) & ~(TANH_INFINITY - a)) >> 63); /* all ones; not for NaN */
  Vec x = from_bits ((a & ~past) | (TANH_END & past));
  Vec t = x * TANH_TWO_OVER_LN2 + TANH_ROUND;
  Vec k = t - TANH_ROUND;
  Vec y = (x - k * TANH_HALF_LN2_HIGH) - k * TANH_HALF_LN2_LOW;
  Vec u = y * y;
  Vec w = y + y * u * (TANH_P1 + TANH_P2 * u);
  Vec q = u * (TANH_Q1 + TANH_Q2 * u);
  Bits power = (bits (t) & 0xfff) - 1022;     /* k */
  Bits excess = power - 1000;                 /* below 0 up to k = 999 */
  Bits rest = excess & ~(0 - (excess >> 63)); /* max (k − 1000, 0) */
  Vec e = from_bits ((1023 - (power - rest)) << 52);
  Vec f = from_bits ((1023 - rest) << 52);
  Vec c = 0.5 - 0.5 * e;
  Vec n = c + (c * (q + w) + e * w);
  Vec b = 1 - (w - q);
  Vec r = 1 / (n + e * b);
  Vec v = b * r * e;

  *h = from_bits (bits (n * r) | (bits (z) & TANH_SIGN));
  *s = v * (2 - v) * f;
}
