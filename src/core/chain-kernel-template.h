// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The gradient for one instruction set. A source that includes this defines CHAIN_LANES, the length
 * of a vector; CHAIN_KERNEL, the constant that is made; and its CHAIN_KERNEL_NAME and _SOONER.
 *
 * Not one loop over samples, but several over a block of them that stays in the first-level cache:
 * layer 1, layer 2, backward. An iteration that did it all would be one long chain of dependent
 * operations, and the processor would wait most of the time.
 */
#include "chain-kernel-private.h"
#include "chain-tanh-template.h"

#define GROUP CHAIN_KERNEL_GROUP
#define ABREAST TANH_MOST /* vectors */

/* Register tiles of wide layers: neurons at a time, as many as leave registers for the operands. */
#define ROWS 4
#define COLUMNS (CHAIN_LANES == 8 ? 4 : 2)

/* Eight sums over samples, sample i added to number i mod 8. */
typedef double Lanes[GROUP];

/* |a|, without libm. */
CHAIN_INLINE double
magnitude (double a)
{
  return a < 0 ? -a : a;
}

/* For the samples that the last vector lacks: what they would add is masked to 0. */
static const uint64_t mask[2 * GROUP] = {
  UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX
};

/* v, which holds the samples from number i on, with 0 for those from number n on. */
CHAIN_INLINE Vec
only_first (size_t n,
            size_t i,
            Vec    v)
{
  return from_bits (bits (v) & *(const BitsAt *) (mask + GROUP - (n - i)));
}

/* The one order in which the lanes are added: ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)). */
CHAIN_INLINE double
total (const Lanes sum)
{
#if CHAIN_LANES == 1
  return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
#else
  typedef double Pair __attribute__ ((vector_size (16), aligned (8), may_alias));
  const Pair *lanes = (const Pair *) sum;
  Pair halves = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);

  return halves[0] + halves[1];
#endif
}

/* Layers */

/* h = tanh (w·in + b) and, if s is not NULL, s = sech² of it, for @count vectors; as tanh_near(). */
CHAIN_INLINE Bits
near_vectors (int           count,
              double        w,
              double        b,
              const double *in,
              double       *h,
              double       *s)
{
  Vec z[TANH_MOST], tanh[TANH_MOST], sech2[TANH_MOST];
  Bits over;

  EACH z[m] = load (in + m * CHAIN_LANES) * w + b;
  over = tanh_near (count, z, tanh, sech2);
  EACH store (h + m * CHAIN_LANES, tanh[m]);
  if (s)
    EACH store (s + m * CHAIN_LANES, sech2[m]);
  return over;
}

/* The same for n samples. */
CHAIN_INLINE Bits
activate_near (size_t        n,
               double        w,
               double        b,
               const double *in,
               double       *h,
               double       *s)
{
  Bits over = { 0 };
  size_t i = 0;

  for (; i + ABREAST * CHAIN_LANES <= n; i += ABREAST * CHAIN_LANES)
    over |= near_vectors (ABREAST, w, b, in + i, h + i, s ? s + i : NULL);
  for (; i < n; i += CHAIN_LANES)
    over |= near_vectors (1, w, b, in + i, h + i, s ? s + i : NULL);
  return over;
}

/* The same for every z; seldom needed, and slower. */
static __attribute__ ((noinline)) void
activate_far (size_t        n,
              double        w,
              double        b,
              const double *in,
              double       *h,
              double       *s)
{
  for (size_t i = 0; i < n; i += CHAIN_LANES)
    {
      Vec tanh, sech2;

      tanh_far (load (in + i) * w + b, &tanh, &sech2);
      store (h + i, tanh);
      if (s)
        store (s + i, sech2);
    }
}

/* The same where the inputs may be any: computed, looked at, and seldom computed again. */
CHAIN_INLINE void
activate (size_t        n,
          double        w,
          double        b,
          const double *in,
          double       *h,
          double       *s)
{
  Bits over = activate_near (n, w, b, in, h, s);
  uint64_t lanes[CHAIN_LANES], any = 0;

  memcpy (lanes, &over, sizeof lanes);
  for (int lane = 0; lane < CHAIN_LANES; lane++)
    any |= lanes[lane];
  if (any & TANH_SIGN)
    activate_far (n, w, b, in, h, s);
}

/* The same where |z| ≤ @most is known. */
CHAIN_INLINE void
activate_within (double        most,
                 size_t        n,
                 double        w,
                 double        b,
                 const double *in,
                 double       *h,
                 double       *s)
{
  if (most <= TANH_NEAR)
    activate_near (n, w, b, in, h, s);
  else
    activate_far (n, w, b, in, h, s);
}

/* One neuron a layer */

/* The sums of the network 1×1, without the factors that all samples share. */
enum { SUM_E2, SUM_B3, SUM_W3, SUM_B2, SUM_W2, SUM_B1, SUM_W1, SUMS_1X1 };

/* Adds the vector of samples from number i on to the sums; those from @n on count as 0. */
CHAIN_INLINE void
backward_1x1 (const double *p,
              size_t        n,
              size_t        i,
              const double *x,
              const double *y,
              const double *h1,
              const double *s1,
              const double *h2,
              const double *s2,
              Vec          *sum)
{
  Vec e = (load (h2 + i) * p[4] + p[5]) - load (y + i);
  Vec d2, d1;

  if (n - i < CHAIN_LANES)
    e = only_first (n, i, e);
  d2 = e * load (s2 + i);  /* ∂L/∂z₂ = ∂L/∂ŷ · W₃ · sech²z₂, and ∂L/∂ŷ = (2/n)·e */
  d1 = d2 * load (s1 + i); /* ∂L/∂z₁ = ∂L/∂z₂ · W₂ · sech²z₁ */

  sum[SUM_E2] += e * e;
  sum[SUM_B3] += e;
  sum[SUM_W3] += e * load (h2 + i);
  sum[SUM_B2] += d2;
  sum[SUM_W2] += d2 * load (h1 + i);
  sum[SUM_B1] += d1;
  sum[SUM_W1] += d1 * load (x + i);
}

/* The gradient of the network 1×1, where W₂, W₃ and 2/n can wait until the sums are made. */
static double
gradient_1x1 (const double *p,
              size_t        n,
              const double *x,
              const double *y,
              double       *scratch,
              double       *g)
{
  enum { BLOCK = CHAIN_KERNEL_BLOCK_MOST };
  Lanes *sums = (Lanes *) scratch;
  double *h1 = scratch + SUMS_1X1 * GROUP, *s1 = h1 + BLOCK, *h2 = s1 + BLOCK, *s2 = h2 + BLOCK;
  double scale = 2.0 / (double) n;
  double scale_w3 = scale * p[4];

  for (size_t start = 0; start < n; start += BLOCK, x += BLOCK, y += BLOCK)
    {
      size_t count = n - start < BLOCK ? n - start : BLOCK;

      activate (count, p[0], p[1], x, h1, s1);
      activate_within (magnitude (p[2]) + magnitude (p[3]), count, p[2], p[3], h1, h2, s2);

      for (size_t lane = 0; lane < GROUP; lane += CHAIN_LANES)
        {
          Vec sum[SUMS_1X1] = { 0 }; /* not cleared in memory: "rep stos" would cost 8 % of n = 64 */
          size_t i = lane;

          if (start > 0)
            for (int k = 0; k < SUMS_1X1; k++)
              sum[k] = load (sums[k] + lane);
#pragma GCC unroll 4
          for (; i + CHAIN_LANES <= count; i += GROUP)
            backward_1x1 (p, i + CHAIN_LANES, i, x, y, h1, s1, h2, s2, sum);
          if (i < count)
            backward_1x1 (p, count, i, x, y, h1, s1, h2, s2, sum);
          for (int k = 0; k < SUMS_1X1; k++)
            store (sums[k] + lane, sum[k]);
        }
    }

  g[5] = total (sums[SUM_B3]) * scale;
  g[4] = total (sums[SUM_W3]) * scale;
  g[3] = total (sums[SUM_B2]) * scale_w3;
  g[2] = total (sums[SUM_W2]) * scale_w3;
  g[1] = total (sums[SUM_B1]) * scale_w3 * p[2];
  g[0] = total (sums[SUM_W1]) * scale_w3 * p[2];
  return total (sums[SUM_E2]) / (double) n;
}

/* Any widths. An array of a layer holds one row of @stride samples for each neuron. */

/* out[r] = bias[r] + Σ_c w[r·down + c·right]·in[c] of rows × count vectors; no bias: NULL. */
CHAIN_INLINE void
product_tile (int           rows,
              int           count,
              int           columns,
              const double *w,
              int           down,
              int           right,
              const double *bias,
              size_t        stride,
              const double *in,
              double       *out)
{
  Vec sum[ROWS][ABREAST];

  for (int r = 0; r < rows; r++)
    EACH sum[r][m] = (bias ? bias[r] : 0.0) - (Vec) { 0 };
  for (int c = 0; c < columns; c++)
    {
      Vec v[ABREAST];

      EACH v[m] = load (in + (size_t) c * stride + m * CHAIN_LANES);
      for (int r = 0; r < rows; r++)
        EACH sum[r][m] += v[m] * w[r * down + c * right];
    }
  for (int r = 0; r < rows; r++)
    EACH store (out + (size_t) r * stride + m * CHAIN_LANES, sum[r][m]);
}

CHAIN_INLINE void
product_rows (int           rows,
              int           columns,
              const double *w,
              int           down,
              int           right,
              const double *bias,
              size_t        n,
              size_t        stride,
              const double *in,
              double       *out)
{
  size_t i = 0;

  for (; i + ABREAST * CHAIN_LANES <= n; i += ABREAST * CHAIN_LANES)
    product_tile (rows, ABREAST, columns, w, down, right, bias, stride, in + i, out + i);
  for (; i < n; i += CHAIN_LANES)
    product_tile (rows, 1, columns, w, down, right, bias, stride, in + i, out + i);
}

/* The same of all rows and n samples. */
static void
product (int           rows,
         int           columns,
         const double *w,
         int           down,
         int           right,
         const double *bias,
         size_t        n,
         size_t        stride,
         const double *in,
         double       *out)
{
  int r = 0;

  for (; r + ROWS <= rows; r += ROWS)
    product_rows (ROWS, columns, w + r * down, down, right, bias ? bias + r : NULL, n, stride, in,
                  out + (size_t) r * stride);
  for (; r < rows; r++)
    product_rows (1, columns, w + r * down, down, right, bias ? bias + r : NULL, n, stride, in,
                  out + (size_t) r * stride);
}

/* sums[r·down + c] += Σ_i a[r][i]·b[c][i] of a few rows and columns. */
CHAIN_INLINE void
correlate_tile (int           rows,
                int           columns,
                int           down,
                size_t        n,
                size_t        stride,
                const double *a,
                const double *b,
                Lanes        *sums)
{
  for (size_t lane = 0; lane < GROUP && lane < n; lane += CHAIN_LANES)
    {
      Vec sum[ROWS][COLUMNS];

      for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c++)
          sum[r][c] = load (sums[r * down + c] + lane);
      for (size_t i = lane; i < n; i += GROUP)
        for (int r = 0; r < rows; r++)
          for (int c = 0; c < columns; c++)
            sum[r][c] += load (a + (size_t) r * stride + i) * load (b + (size_t) c * stride + i);
      for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c++)
          store (sums[r * down + c] + lane, sum[r][c]);
    }
}

CHAIN_INLINE void
correlate_rows (int           rows,
                int           columns,
                int           down,
                size_t        n,
                size_t        stride,
                const double *a,
                const double *b,
                Lanes        *sums)
{
  int c = 0;

  for (; c + COLUMNS <= columns; c += COLUMNS)
    correlate_tile (rows, COLUMNS, down, n, stride, a, b + (size_t) c * stride, sums + c);
  for (; c < columns; c++)
    correlate_tile (rows, 1, down, n, stride, a, b + (size_t) c * stride, sums + c);
}

/* The same of all rows and columns. */
static void
correlate (int           rows,
           int           columns,
           int           down,
           size_t        n,
           size_t        stride,
           const double *a,
           const double *b,
           Lanes        *sums)
{
  int r = 0;

  for (; r + ROWS <= rows; r += ROWS)
    correlate_rows (ROWS, columns, down, n, stride, a + (size_t) r * stride, b, sums + r * down);
  for (; r < rows; r++)
    correlate_rows (1, columns, down, n, stride, a + (size_t) r * stride, b, sums + r * down);
}

/* s ← ∂L/∂z = (∂L/∂h, which is a·w)·s of one neuron; adds it to the sum, which is ∂L/∂b. */
CHAIN_INLINE void
delta (size_t        n,
       const double *a,
       double        w,
       double       *s,
       double       *sum)
{
  for (size_t lane = 0; lane < GROUP && lane < n; lane += CHAIN_LANES)
    {
      Vec d, all = load (sum + lane);

      for (size_t i = lane; i < n; i += GROUP)
        {
          d = load (a + i) * w * load (s + i);
          store (s + i, d);
          all += d;
        }
      store (sum + lane, all);
    }
}

/* e ← e − y, where e held ŷ, and 0 for samples that are not there; adds e and e² to the sums. */
static void
errors (size_t        n,
        const double *y,
        double       *e,
        double       *sum_e,
        double       *sum_e2)
{
  for (size_t lane = 0; lane < GROUP && lane < n; lane += CHAIN_LANES)
    {
      Vec sum = load (sum_e + lane), sum2 = load (sum_e2 + lane);

      for (size_t i = lane; i < n; i += GROUP)
        {
          Vec d = load (e + i) - load (y + i);

          if (n - i < CHAIN_LANES)
            d = only_first (n, i, d);
          store (e + i, d);
          sum += d;
          sum2 += d * d;
        }
      store (sum_e + lane, sum);
      store (sum_e2 + lane, sum2);
    }
}

/* The gradient, or without @g only the loss. */
static double
gradient_any (ChainShape    shape,
              const double *p,
              size_t        n,
              const double *x,
              const double *y,
              double       *scratch,
              double       *g)
{
  const int n1 = shape.hidden1, n2 = shape.hidden2;
  const int b1 = n1, w2 = 2 * n1, b2 = w2 + n1 * n2, w3 = b2 + n2, b3 = w3 + n2, loss = b3 + 1;
  const size_t stride = chain_kernel_block (shape);
  const size_t layer1 = (size_t) n1 * stride, layer2 = (size_t) n2 * stride;
  Lanes *sums = (Lanes *) scratch;
  double *h1 = scratch + (loss + 1) * GROUP, *s1 = h1 + layer1, *h2 = s1 + layer1;
  double *s2 = h2 + layer2, *e = s2 + layer2;

  memset (sums, 0, (size_t) (loss + 1) * sizeof *sums);
  for (size_t start = 0; start < n; start += stride, x += stride, y += stride)
    {
      size_t count = n - start < stride ? n - start : stride;

      for (int j = 0; j < n1; j++)
        activate (count, p[j], p[b1 + j], x, h1 + (size_t) j * stride, s1 + (size_t) j * stride);

      product (n2, n1, p + w2, n1, 1, p + b2, count, stride, h1, h2);
      for (int k = 0; k < n2; k++)
        {
          double *row = h2 + (size_t) k * stride, most = magnitude (p[b2 + k]);

          for (int j = 0; j < n1; j++)
            most += magnitude (p[w2 + k * n1 + j]);
          activate_within (most, count, 1.0, -0.0, row, row, s2 + (size_t) k * stride);
        }

      product (1, n2, p + w3, 0, 1, p + b3, count, stride, h2, e);
      errors (count, y, e, sums[b3], sums[loss]);
      if (!g)
        continue;

      correlate (1, n2, 0, count, stride, e, h2, sums + w3);
      for (int k = 0; k < n2; k++)
        delta (count, e, p[w3 + k], s2 + (size_t) k * stride, sums[b2 + k]);
      correlate (n2, n1, n1, count, stride, s2, h1, sums + w2);

      /* h1 is done with and takes ∂L/∂h₁ = W₂ᵀ·∂L/∂z₂. */
      product (n1, n2, p + w2, 1, n1, NULL, count, stride, s2, h1);
      for (int j = 0; j < n1; j++)
        delta (count, h1 + (size_t) j * stride, 1.0, s1 + (size_t) j * stride, sums[b1 + j]);
      correlate (n1, 1, 1, count, stride, s1, x, sums);
    }

  if (g)
    for (int i = 0; i < loss; i++)
      g[i] = total (sums[i]) * (2.0 / (double) n); /* ∂L/∂ŷ = (2/n)·e */
  return total (sums[loss]) / (double) n;
}

static double
gradient (ChainShape    shape,
          const double *p,
          size_t        n,
          const double *x,
          const double *y,
          double       *scratch,
          double       *g)
{
  if (shape.hidden1 == 1 && shape.hidden2 == 1 && g)
    return gradient_1x1 (p, n, x, y, scratch, g);
  return gradient_any (shape, p, n, x, y, scratch, g);
}

static void
tanh_array (size_t        n,
            const double *z,
            double       *h,
            double       *sech2)
{
  if (sech2)
    activate (n, 1.0, -0.0, z, h, sech2);
  else
    activate (n, 1.0, -0.0, z, h, NULL);
}

const ChainKernel CHAIN_KERNEL = { CHAIN_KERNEL_NAME, CHAIN_KERNEL_SOONER, gradient, tanh_array };
