// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The kernels against the reference data, against plain loops, and against each other bit by bit.
 * TAP; lines that begin with "bits" are to be the same in every build (tests/bits.sh compares them).
 * Argument: the folder of gold.csv. Exit status 1 on failure.
 */
#include "chain-kernel-private.h"
#include "chain-tanh.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLES 5000
#define PARAMETERS 321

static const char *const names[] = { "scalar", "sse2", "avx2", "avx512" };
#define KERNELS (sizeof names / sizeof names[0])

static _Alignas (64) double x[SAMPLES], y[SAMPLES], scratch[8192];
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

/* splitmix64, as a number in [low, high) */
static double
uniform (double low,
         double high)
{
  uint64_t z = state += UINT64_C (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * UINT64_C (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C (0x94d049bb133111eb);
  return low + (high - low) * ((double) ((z ^ (z >> 31)) >> 11) * 0x1p-53);
}

static int
parameters_of (ChainShape s)
{
  return 2 * s.hidden1 + s.hidden1 * s.hidden2 + 2 * s.hidden2 + 1;
}

static void
grid (size_t n,
      double low,
      double high)
{
  for (size_t i = 0; i < n; i++)
    {
      x[i] = n > 1 ? low + (high - low) * (double) i / (double) (n - 1) : high;
      y[i] = x[i] * x[i];
    }
  chain_kernel_pad (n, x);
  chain_kernel_pad (n, y);
}

/* The same, sample by sample, as it stands in the derivation. */
static double
plain_gradient (ChainShape    s,
                const double *p,
                size_t        n,
                double       *g,
                double       *scale)
{
  int n1 = s.hidden1, n2 = s.hidden2;
  const double *w2 = p + 2 * n1, *b2 = w2 + n1 * n2, *w3 = b2 + n2;
  double loss = 0;

  for (int i = 0; i < parameters_of (s); i++)
    g[i] = scale[i] = 0;
  for (size_t i = 0; i < n; i++)
    {
      double h1[16], s1[16], h2[16], s2[16], d1[16] = { 0 };
      double error = w3[n2] - y[i], large = fabs (w3[n2]) + fabs (y[i]), d;

      for (int j = 0; j < n1; j++)
        h1[j] = chain_tanh (p[j] * x[i] + p[n1 + j], &s1[j]);
      for (int k = 0; k < n2; k++)
        {
          double z = b2[k];

          for (int j = 0; j < n1; j++)
            z += w2[k * n1 + j] * h1[j];
          h2[k] = chain_tanh (z, &s2[k]);
          error += w3[k] * h2[k];
          large += fabs (w3[k] * h2[k]);
        }
      loss += error * error;
      d = 2 * error / (double) n;
      large /= fabs (error); /* what cancels in the error */
#define ADD(at, value) (g[at] += (value), scale[at] += fabs (value) * large)
      ADD (parameters_of (s) - 1, d);
      for (int k = 0; k < n2; k++)
        {
          double d2 = d * w3[k] * s2[k];

          ADD (2 * n1 + n1 * n2 + n2 + k, d * h2[k]);
          ADD (2 * n1 + n1 * n2 + k, d2);
          for (int j = 0; j < n1; j++)
            {
              ADD (2 * n1 + k * n1 + j, d2 * h1[j]);
              d1[j] += d2 * w2[k * n1 + j];
            }
        }
      for (int j = 0; j < n1; j++)
        {
          ADD (j, d1[j] * s1[j] * x[i]);
          ADD (n1 + j, d1[j] * s1[j]);
        }
    }
  return loss / (double) n;
}

/* Reference data */

static size_t
read_samples (const char *path,
              int         id)
{
  FILE *file = fopen (path, "r");
  char line[300];
  size_t n = 0;
  int row;

  while (file && fgets (line, sizeof line, file))
    if (sscanf (line, "%d,%*d,%lf,%lf", &row, &x[n], &y[n]) == 3 && row == id)
      n++;
  if (file)
    fclose (file);
  if (n)
    {
      chain_kernel_pad (n, x);
      chain_kernel_pad (n, y);
    }
  return n;
}

static void
read_list (char   *list,
           double *values)
{
  for (char *at = strtok (list, ";"); at; at = strtok (NULL, ";"))
    *values++ = strtod (at, NULL);
}

static void
gold_case (const char   *what,
           ChainShape    shape,
           size_t        n,
           const double *p,
           double        loss,
           const double *gradient,
           double        loss_scale,
           const double *scales)
{
  for (size_t k = 0; k < KERNELS; k++)
    {
      const ChainKernel *kernel = chain_kernel_find (names[k]);
      double g[PARAMETERS], got, tolerance = 32 * 0x1p-53 * loss_scale + 1e-300;
      char line[120];
      int ok;

      if (!kernel)
        continue;
      got = kernel->gradient (shape, p, n, x, y, scratch, g);
      ok = isfinite (loss) ? fabs (got - loss) <= tolerance : !isfinite (got);
      if (!ok)
        printf ("# %s, %s: loss: expected %.17g ± %g, got %.17g\n", what, names[k], loss, tolerance, got);
      if (isfinite (loss))
        for (int i = 0; i < parameters_of (shape); i++)
          {
            tolerance = 32 * 0x1p-53 * scales[i] + 1e-300;
            if (!(fabs (g[i] - gradient[i]) <= tolerance))
              {
                printf ("# %s, %s: gradient %d: expected %.17g ± %g, got %.17g\n", what, names[k], i, gradient[i],
                        tolerance, g[i]);
                ok = 0;
              }
          }
      snprintf (line, sizeof line, "%s, %s", what, names[k]);
      check (ok, line);
    }
}

static void
gold (const char *folder)
{
  char path[400], samples[400], line[40000], what[80];
  int cases = 0;

  for (int wide = 0; wide <= 1; wide++)
    {
      FILE *file;

      snprintf (path, sizeof path, "%s/gold%s.csv", folder, wide ? "_wide" : "");
      snprintf (samples, sizeof samples, "%s/gold%s_samples.csv", folder, wide ? "_wide" : "");
      file = fopen (path, "r");
      while (file && fgets (line, sizeof line, file))
        {
          double p[PARAMETERS], g[PARAMETERS], scales[PARAMETERS], loss, loss_scale;
          ChainShape shape = { 1, 1 };
          char *fields[32], *at = line;
          int n_fields = 0, id;
          size_t n, expected;

          if (line[0] < '0' || line[0] > '9')
            continue;
          while (n_fields < 32 && at)
            {
              fields[n_fields++] = at;
              at = strchr (at, ',');
              if (at)
                *at++ = 0;
            }
          id = atoi (fields[0]);
          if (wide)
            {
              shape = (ChainShape) { atoi (fields[1]), atoi (fields[2]) };
              expected = (size_t) atol (fields[4]);
              read_list (fields[5], p);
              loss = strtod (fields[6], NULL);
              read_list (fields[7], g);
              loss_scale = strtod (fields[8], NULL);
              read_list (fields[9], scales);
            }
          else
            {
              expected = (size_t) atol (fields[2]);
              loss = strcmp (fields[9], "nonfinite") == 0 ? INFINITY : strtod (fields[9], NULL);
              loss_scale = strtod (fields[16], NULL);
              for (int i = 0; i < 6; i++)
                {
                  p[i] = strtod (fields[3 + i], NULL);
                  g[i] = strtod (fields[10 + i], NULL);
                  scales[i] = strtod (fields[17 + i], NULL);
                }
            }
          n = read_samples (samples, id);
          snprintf (what, sizeof what, "gold%s %d (%dx%d, n = %zu)", wide ? "_wide" : "", id, shape.hidden1,
                    shape.hidden2, n);
          if (n != expected)
            printf ("# expected %zu samples, got %zu\n", expected, n), check (0, what);
          else
            gold_case (what, shape, n, p, loss, g, loss_scale, scales), cases++;
        }
      if (file)
        fclose (file);
    }
  check (cases == 111 + 36, "all 147 cases of the reference data were read");
}

/* The same bits */

/* Prints the difference and returns 0 where a loss or gradient differs. What is not finite may be so in
   any way. */
static int
compare (const char   *what,
         int           n,
         const double *expected,
         const double *got)
{
  for (int i = 0; i < n; i++)
    if (memcmp (&expected[i], &got[i], sizeof got[i]) != 0 && (isfinite (expected[i]) || isfinite (got[i])))
      {
        printf ("# %s: value %d: expected %a, got %a\n", what, i, expected[i], got[i]);
        return 0;
      }
  return 1;
}

static const ChainShape shapes[] = { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 3, 5 }, { 8, 8 }, { 16, 16 } };
static const size_t counts[] = { 1, 2, 7, 8, 9, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1000 };

static void
sizes (double scale)
{
  for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++)
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++)
      {
        ChainShape shape = shapes[s];
        size_t n = counts[c], last = chain_kernel_scratch_size (shape);
        int count = parameters_of (shape), ok = 1;
        double p[PARAMETERS], plain[PARAMETERS + 1], scales[PARAMETERS], first[PARAMETERS + 1];
        char what[120];

        for (int i = 0; i < count; i++)
          p[i] = uniform (-scale, scale);
        grid (n, -2, 1.5);
        plain[count] = plain_gradient (shape, p, n, plain, scales);
        snprintf (what, sizeof what, "%dx%d, n = %zu, weights to %g", shape.hidden1, shape.hidden2, n, scale);

        for (size_t k = 0; k < KERNELS; k++)
          {
            const ChainKernel *kernel = chain_kernel_find (names[k]);
            double g[PARAMETERS + 1], loss;

            if (!kernel)
              continue;
            memset (scratch, 0xff, sizeof scratch);
            g[count] = kernel->gradient (shape, p, n, x, y, scratch, g);
            loss = chain_kernel_gradient (kernel, shape, p, n, x, y, scratch, NULL);
            ok &= compare (what, 1, &g[count], &loss);
            ok &= scratch[last] != scratch[last]; /* nothing was written behind it */
            if (k == 0)
              {
                memcpy (first, g, sizeof g);
                for (int i = 0; i < count; i++)
                  if (!(fabs (g[i] - plain[i]) <= 1e-12 * scales[i] + 1e-300))
                    {
                      printf ("# %s: gradient %d: expected %.17g, got %.17g\n", what, i, plain[i], g[i]);
                      ok = 0;
                    }
                if (!(fabs (g[count] - plain[count]) <= 1e-13 * plain[count]))
                  printf ("# %s: loss: expected %.17g, got %.17g\n", what, plain[count], g[count]), ok = 0;
              }
            ok &= compare (names[k], count + 1, first, g);
            g[count] = chain_kernel_gradient (kernel, shape, p, n, x, y, scratch, g);
            ok &= compare ("through the dispatcher", count + 1, first, g);
            for (size_t i = n; i < chain_kernel_padded (n); i++)
              x[i] = uniform (-1, 1), y[i] = 1e10;
            g[count] = kernel->gradient (shape, p, n, x, y, scratch, g);
            ok &= compare ("other padding", count + 1, first, g);
            chain_kernel_pad (n, x);
            chain_kernel_pad (n, y);
          }
        check (ok, what);
      }
}

/* What is too large ends as infinite or NaN, in every kernel alike. */
static void
extremes (void)
{
  static const double sizes[] = { 1e300, 1.7e308, 1e155, 1e-300, 5e-324, INFINITY, NAN };

  for (size_t v = 0; v < sizeof sizes / sizeof sizes[0]; v++)
    for (size_t s = 0; s < 4; s++)
      for (int where = -1; where < parameters_of (shapes[s]); where++)
        {
          int count = parameters_of (shapes[s]), ok = 1;
          double p[PARAMETERS], first[PARAMETERS + 1];
          char what[80];

          grid (13, -1, 1);
          for (int i = 0; i < count; i++)
            p[i] = i == where ? sizes[v] : 0.5 - 0.03 * i;
          if (where < 0)
            x[3] = sizes[v];
          for (size_t k = 0; k < KERNELS; k++)
            {
              const ChainKernel *kernel = chain_kernel_find (names[k]);
              double g[PARAMETERS + 1];

              if (!kernel)
                continue;
              g[count] = kernel->gradient (shapes[s], p, 13, x, y, scratch, g);
              if (k == 0)
                memcpy (first, g, sizeof g);
              ok &= compare (names[k], count + 1, first, g);
            }
          snprintf (what, sizeof what, "%dx%d, %g in place %d", shapes[s].hidden1, shapes[s].hidden2, sizes[v],
                    where);
          check (ok, what);
        }
}

/* Five experiments of 100,000 steps of gradient descent. */

typedef struct
{
  ChainShape shape;
  size_t n;
  double low, high, rate;
  const char *bits; /* loss and first and last parameter at the end */
} Experiment;

static const Experiment experiments[] = {
  { { 1, 1 }, 64, -1, 1, 0.3,
    "0x1.8349e456600eep-4 0x1.087f48d72fb3p-53 0x1.5548c17025d3p-3" },
  { { 1, 1 }, 64, 0, 2, 0.03,
    "0x1.240b3956337eep-8 -0x1.aee893f667f72p-1 0x1.36b941286654cp+1" },
  { { 1, 1 }, 7, 0, 1, 0.5,
    "0x1.64973f9abe1bbp-10 -0x1.b71de3fff3c53p+0 0x1.309de993086a4p-1" },
  { { 3, 2 }, 17, -1, 1, 0.1,
    "0x1.ce5f1da15f462p-17 -0x1.6def134816e7ap-1 0x1.c6305b411ef7ap+0" },
  { { 4, 4 }, 64, -1, 1, 0.3,
    "0x1.b55eff783df7ep-18 0x1.791948dcf9c63p-2 0x1.158886f014035p+0" },
};

static void
descend (const Experiment *e,
         int               number)
{
  int count = parameters_of (e->shape), ok = 1;
  char first[200] = "", what[80];

  snprintf (what, sizeof what, "experiment %d: 100,000 steps of %dx%d, n = %zu", number, e->shape.hidden1,
            e->shape.hidden2, e->n);
  grid (e->n, e->low, e->high);
  for (size_t k = 0; k < KERNELS; k++)
    {
      const ChainKernel *kernel = chain_kernel_find (names[k]);
      double p[PARAMETERS], g[PARAMETERS], loss = 0;
      char bits[200];

      if (!kernel)
        continue;
      state = 7;
      for (int i = 0; i < count; i++)
        p[i] = uniform (-1, 1);
      for (int step = 0; step < 100000; step++)
        {
          loss = kernel->gradient (e->shape, p, e->n, x, y, scratch, g);
          for (int i = 0; i < count; i++)
            p[i] -= e->rate * g[i];
        }
      snprintf (bits, sizeof bits, "%a %a %a", loss, p[0], p[count - 1]);
      if (k == 0)
        {
          strcpy (first, bits);
          printf ("# bits %d %s\n", number, bits);
        }
      if (strcmp (bits, e->bits) != 0 || strcmp (bits, first) != 0)
        {
          printf ("# %s: expected %s, got %s\n", names[k], e->bits, bits);
          ok = 0;
        }
    }
  check (ok, what);
}

/* Of the bits of 200,000 values. */
#define TANH_SUM UINT64_C (0x5d10b2adf1215634)

static void
tanh_bits (void)
{
  uint64_t sum = 0;

  state = 3;
  for (int i = 0; i < 200000; i++)
    {
      double z = uniform (-1, 1) * (i % 2 ? 2 : i % 4 ? 400 : 30), s, h = chain_tanh (z, &s);
      uint64_t a, b;

      memcpy (&a, &h, sizeof a);
      memcpy (&b, &s, sizeof b);
      sum = (sum * UINT64_C (6364136223846793005) + a) * UINT64_C (6364136223846793005) + b;
    }
  printf ("# bits tanh %016llx\n", (unsigned long long) sum);
  if (sum != TANH_SUM)
    printf ("# expected %016llx, got %016llx\n", (unsigned long long) TANH_SUM, (unsigned long long) sum);
  check (sum == TANH_SUM, "tanh of 200,000 numbers");
}

int
main (int    argc,
      char **argv)
{
  check (chain_kernel_find ("mmx") == NULL, "an unknown kernel is not found");
  check (chain_kernel_find (NULL) != NULL, "there is a best kernel");
  printf ("# best: %s\n", chain_kernel_get_name (chain_kernel_find (NULL)));
  gold (argv[1]);
  sizes (1);
  sizes (30);
  sizes (1000);
  extremes ();
  tanh_bits ();
  for (int i = 0; i < (int) (sizeof experiments / sizeof experiments[0]); i++)
    descend (&experiments[i], i + 1);
  printf ("1..%d\n", tests);
  return failures != 0;
}
