// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-math.h"

#include <assert.h>
#include <string.h>

/* ln 2 in two parts; the first has so few bits that k·LN2_HIGH is exact for |k| < 2¹¹. */
#define LN2_HIGH 0x1.62e42fefap-1
#define LN2_LOW 0x1.cf79abc9e3b3ap-40
#define SQRT_HALF 0.70710678118654752440
#define PI 3.14159265358979323846

/* 2^k for a normal result. */
static double
power_of_two (int k)
{
  uint64_t bits = (uint64_t) (k + 1023) << 52;
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/**
 * chain_exp:
 * @x: in [−700, 700]
 *
 * Reduces @x by multiples of ln 2 and sums Taylor's series of the rest, |r| ≤ ln2/2, in which
 * the 14th term is below 2⁻⁶⁰.
 *
 * Returns: e to the power @x
 */
double
chain_exp (double x)
{
  int k = (int) (x / (LN2_HIGH + LN2_LOW) + (x < 0.0 ? -0.5 : 0.5));
  double r = (x - k * LN2_HIGH) - k * LN2_LOW;
  double sum = 1.0;

  assert (x >= -700.0 && x <= 700.0);
  for (int i = 14; i > 0; i--)
    sum = 1.0 + sum * r / i;

  return sum * power_of_two (k);
}

/**
 * chain_log:
 * @x: positive and finite
 *
 * Takes the exponent off, m in [√½, √2), and sums the series of 2·artanh ((m − 1)/(m + 1)).
 *
 * Returns: the natural logarithm of @x
 */
double
chain_log (double x)
{
  uint64_t bits;
  double m, s, u, sum = 0.0;
  int k = 0;

  if (x < 0x1p-1022) /* denormals have no exponent of their own */
    {
      x *= 0x1p54;
      k = -54;
    }
  memcpy (&bits, &x, sizeof bits);
  assert (x > 0.0 && bits >> 52 < 0x7ff);
  k += (int) (bits >> 52) - 1022;
  bits = (bits & 0xfffffffffffffu) | 0x3fe0000000000000u;
  memcpy (&m, &bits, sizeof m);
  if (m < SQRT_HALF)
    {
      m *= 2.0;
      k--;
    }

  s = (m - 1.0) / (m + 1.0);
  u = s * s;
  for (int i = 23; i > 1; i -= 2)
    sum = (sum + 1.0 / i) * u;

  return k * LN2_HIGH + (2.0 * s + (2.0 * s * sum + k * LN2_LOW));
}

/**
 * chain_cospi:
 * @t: in [0, 1]
 *
 * Returns: cos (π·@t), by Taylor's series about the nearest of 0, ½ and 1
 */
double
chain_cospi (double t)
{
  double angle, square, sum = 1.0;
  int first;

  assert (t >= 0.0 && t <= 1.0);
  if (t > 0.75)
    return -chain_cospi (1.0 - t);

  /* cos (πt) near 0, sin (π(½ − t)) near ½ */
  first = t < 0.25 ? 0 : 1;
  angle = first == 0 ? PI * t : PI * (0.5 - t);
  square = angle * angle;
  for (int i = 16 + first; i > 1; i -= 2)
    sum = 1.0 - sum * square / (i * (i - 1));

  return first == 0 ? sum : angle * sum;
}

/**
 * chain_power:
 *
 * Returns: @base to the power @exponent, by repeated squaring
 */
double
chain_power (double   base,
             uint64_t exponent)
{
  double power = 1.0;

  for (; exponent > 0; exponent >>= 1)
    {
      if (exponent & 1)
        power *= base;
      base *= base;
    }

  return power;
}
