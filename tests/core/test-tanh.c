// SPDX-License-Identifier: GPL-3.0-or-later
/* chain_tanh() and the vectors' tanh against quad precision. TAP; exit status 1 on failure. */
#include "chain-kernel.h"
#include "chain-tanh.h"

#include <float.h>
#include <math.h>
#include <quadmath.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT 4096

static const char *const kernels[] = { "scalar", "sse2", "avx2", "avx512" };

static int tests, failures;
static uint64_t state = 1;

static void
check (int         ok,
       const char *what)
{
  tests++;
  failures += !ok;
  printf ("%sok %d - %s\n", ok ? "" : "not ", tests, what);
}

/* splitmix64 */
static uint64_t
next (void)
{
  uint64_t z = state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static double
uniform (double low,
         double high)
{
  return low + (high - low) * ((double) (next () >> 11) * 0x1p-53);
}

static double
from_bits (uint64_t bits)
{
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static int
same (double a,
      double b)
{
  return memcmp (&a, &b, sizeof a) == 0 || (isnan (a) && isnan (b));
}

/* The distance in units of the last place of the exact value; below 2⁻¹⁰²² these are 2⁻¹⁰⁷⁴. */
static double
ulps (double     got,
      __float128 exact)
{
  int exponent;

  if (exact == 0)
    return got == 0 ? 0 : INFINITY;
  frexpq (exact, &exponent);
  return (double) (fabsq ((__float128) got - exact)
                   / ldexpq (1, exponent - 53 < -1074 ? -1074 : exponent - 53));
}

static void
exact (double      z,
       __float128 *h,
       __float128 *s)
{
  __float128 a = fabsq (z), t = expq (-2 * a);

  /* 113 bits: expm1 where 1 − t would cancel */
  *h = copysignq (a < 1 ? -expm1q (-2 * a) / (1 + t) : (1 - t) / (1 + t), z);
  *s = 4 * t / ((1 + t) * (1 + t));
}

typedef struct
{
  double tanh, tanh_at, sech2, sech2_at, low, low_at;
} Worst;

/* @z of @n: accuracy, oddness, and the vectors against the scalar. */
static void
examine (const char   *name,
         size_t        n,
         const double *z,
         Worst        *all)
{
  static double h[COUNT], s[COUNT], negative[COUNT], vh[COUNT], vs[COUNT], vn[COUNT];
  Worst w = { 0 };
  int odd = 1;
  char line[300];

  for (size_t i = 0; i < n; i++)
    {
      double mirrored, mirrored_s, u;
      __float128 eh, es;

      h[i] = chain_tanh (z[i], &s[i]);
      negative[i] = -z[i];
      mirrored = chain_tanh (-z[i], &mirrored_s);
      if (!same (mirrored, -h[i]) || !same (mirrored_s, s[i]) || !same (chain_tanh (z[i], NULL), h[i]))
        {
          if (odd)
            printf ("# tanh (%a) = %a, sech2 %a; of its negative %a, sech2 %a\n", z[i], h[i], s[i],
                    mirrored, mirrored_s);
          odd = 0;
        }
      if (isnan (z[i]) || isinf (z[i]))
        continue;
      exact (z[i], &eh, &es);
      if ((u = ulps (h[i], eh)) > w.tanh)
        w.tanh = u, w.tanh_at = z[i];
      u = ulps (s[i], es);
      if (es >= DBL_MIN && u > w.sech2)
        w.sech2 = u, w.sech2_at = z[i];
      if (es < DBL_MIN && u > w.low)
        w.low = u, w.low_at = z[i];
    }

  snprintf (line, sizeof line, "%s: tanh %.2f ulp (at %a), sech2 %.2f ulp (at %a), below normal %.2f", name,
            w.tanh, w.tanh_at, w.sech2, w.sech2_at, w.low);
  check (w.tanh <= 4 && w.sech2 <= 8 && w.low <= 8, line);
  snprintf (line, sizeof line, "%s: exactly odd", name);
  check (odd, line);

  for (size_t k = 0; k < sizeof kernels / sizeof kernels[0]; k++)
    {
      const ChainKernel *kernel = chain_kernel_find (kernels[k]);
      int ok = 1;

      if (!kernel)
        continue;
      chain_kernel_tanh (kernel, n, z, vh, vs);
      for (size_t i = 0; i < n && ok; i++)
        if (!same (vh[i], h[i]) || !same (vs[i], s[i]))
          {
            printf ("# z %a: expected %a, sech2 %a; got %a, %a\n", z[i], h[i], s[i], vh[i], vs[i]);
            ok = 0;
          }
      chain_kernel_tanh (kernel, n, negative, vn, NULL);
      for (size_t i = 0; i < n && ok; i++)
        if (!same (vn[i], -h[i]))
          {
            printf ("# z %a, without sech2: expected %a, got %a\n", -z[i], -h[i], vn[i]);
            ok = 0;
          }
      snprintf (line, sizeof line, "%s: %s has the scalar's bits", name, kernels[k]);
      check (ok, line);
    }

  if (w.tanh > all->tanh)
    all->tanh = w.tanh;
  if (w.sech2 > all->sech2)
    all->sech2 = w.sech2;
  if (w.low > all->low)
    all->low = w.low;
}

static void
specials (void)
{
  static const struct { double z, h, s; } table[] = {
    { 0.0, 0.0, 1.0 }, { 0x1p-1074, 0x1p-1074, 1.0 }, { 0x1.8p-1060, 0x1.8p-1060, 1.0 },
    { 0x1.fffffffffffffp-1023, 0x1.fffffffffffffp-1023, 1.0 }, { 0x1p-1022, 0x1p-1022, 1.0 },
    { 0x1.23456789abcdep-60, 0x1.23456789abcdep-60, 1.0 }, { 380, 1, 0 }, { 400, 1, 0 }, { 1e300, 1, 0 },
    { 0x1p51, 1, 0 }, { 0x1p52, 1, 0 }, { 0x1.8p52, 1, 0 }, { 0x1p62, 1, 0 }, { DBL_MAX, 1, 0 },
    { INFINITY, 1, 0 }, { NAN, NAN, NAN },
  };
  int ok = 1;

  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
    for (int sign = 1; sign >= -1; sign -= 2)
      {
        double s, h = chain_tanh (sign * table[i].z, &s);

        if (!same (h, sign * table[i].h) || !same (s, table[i].s))
          {
            printf ("# tanh (%a): expected %a, sech2 %a; got %a, %a\n", sign * table[i].z, sign * table[i].h,
                    table[i].s, h, s);
            ok = 0;
          }
      }
  check (ok, "±0, denormals, tiny, large, infinite and NaN");
}

int
main (void)
{
  static const struct { const char *name; double low, high; int logarithmic; int rounds; } ranges[] = {
    { "denormal", 0x1p-1074, 0x1p-1022, 1, 4 }, { "tiny", 0x1p-1022, 0x1p-30, 1, 8 },
    { "small", 0x1p-30, 0x1p-3, 1, 20 },        { "0 to 1", 0, 1, 0, 60 },
    { "1 to 20", 1, 20, 0, 30 },                { "20 to 353", 20, 353, 0, 20 },
    { "352 to 356", 352, 356, 0, 20 },          { "354 to 380", 354, 380, 0, 10 },
    { "any bits", 0, 0, 0, 20 },
  };
  static double z[COUNT];
  Worst all = { 0 };

  specials ();
  for (size_t r = 0; r < sizeof ranges / sizeof ranges[0]; r++)
    {
      char name[80];

      for (int round = 0; round < ranges[r].rounds; round++)
        {
          for (size_t i = 0; i < COUNT; i++)
            if (ranges[r].high == 0)
              z[i] = from_bits (next ());
            else if (ranges[r].logarithmic)
              z[i] = exp2 (uniform (log2 (ranges[r].low), log2 (ranges[r].high)));
            else
              z[i] = uniform (ranges[r].low, ranges[r].high);
          snprintf (name, sizeof name, "%s, round %d", ranges[r].name, round + 1);
          examine (name, COUNT, z, &all);
        }
    }

  /* both sides of each change of k = round (|z|·2/ln2) */
  for (int k = 0; k < 1100; k += 64)
    {
      char name[80];
      size_t n = 0;

      for (int j = k; j < k + 64; j++)
        for (int d = -32; d < 32; d++)
          z[n++] = (j + 0.5) * 0.34657359027997264 * (1 + d * 0x1p-52);
      snprintf (name, sizeof name, "around changes of k, from %d", k);
      examine (name, n, z, &all);
    }

  printf ("# largest error: tanh %.3f ulp, sech2 %.3f ulp, below normal %.3f\n1..%d\n", all.tanh, all.sech2,
          all.low, tests);
  return failures != 0;
}
