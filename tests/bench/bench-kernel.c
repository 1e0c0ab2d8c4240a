// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How fast the kernels are, beside a plain libm loop and, where they are installed, FANN and libmvec,
 * that do the same work. One
 * thread, CPU time; the contenders take turns, seven rounds, and the best round of each counts, since
 * other programs can only add time. Only the ratios of one run mean something.
 *
 *     bench-kernel                 everything
 *     bench-kernel --step H1 H2 N  nanoseconds a step of the best kernel, one round
 */
#include "chain-kernel.h"

/* clang passes no vectors to a function that is declared for fewer instructions than its caller */
#if defined(HAVE_LIBMVEC) && defined(__clang__)
#undef HAVE_LIBMVEC
#endif

#ifdef HAVE_FANN
#include <fann.h>
#endif
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef HAVE_LIBMVEC
#include <immintrin.h>
#endif

#define ROUNDS 7
#define ROUND_SECONDS 0.02
#define RATE 0.05
#define SAMPLES 4096
#define PARAMETERS 321

static _Alignas (64) double x[SAMPLES], y[SAMPLES], scratch[8192], z[SAMPLES], h[SAMPLES], s[SAMPLES];
static _Alignas (64) double start[PARAMETERS], p[PARAMETERS], g[PARAMETERS];

/* One contender: runs its work so many times. */
typedef struct Contender Contender;
struct Contender
{
  const char *name;
  void (*run) (const Contender *self,
               long             times);
  const ChainKernel *kernel;
  ChainShape shape;
  size_t n;
#ifdef HAVE_FANN
  struct fann *ann;
  struct fann_train_data *data;
#endif
  double best; /* ns */
  long times;
};

static double
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec + 1e-9 * (double) t.tv_nsec;
}

static void
race (int        count,
      Contender *all,
      int        rounds)
{
  for (int c = 0; c < count; c++)
    {
      double seconds = 0;

      all[c].best = INFINITY;
      for (all[c].times = 16; seconds < ROUND_SECONDS / 4; all[c].times *= 2)
        {
          seconds = now ();
          all[c].run (&all[c], all[c].times);
          seconds = now () - seconds;
        }
      all[c].times = (long) ((double) all[c].times / 2 * ROUND_SECONDS / seconds) + 1;
    }
  for (int round = 0; round < rounds; round++)
    for (int c = 0; c < count; c++)
      {
        double seconds = now ();

        all[c].run (&all[c], all[c].times);
        seconds = (now () - seconds) / (double) all[c].times * 1e9;
        if (seconds < all[c].best)
          all[c].best = seconds;
      }
}

static int
parameters_of (ChainShape shape)
{
  return 2 * shape.hidden1 + shape.hidden1 * shape.hidden2 + 2 * shape.hidden2 + 1;
}

static void
prepare (ChainShape shape,
         size_t     n)
{
  for (size_t i = 0; i < n; i++)
    {
      x[i] = n > 1 ? -1 + 2.0 * (double) i / (double) (n - 1) : 0.7;
      y[i] = x[i] * x[i];
    }
  chain_kernel_pad (n, x);
  chain_kernel_pad (n, y);
  for (int i = 0; i < parameters_of (shape); i++)
    start[i] = 0.5 * sin (i + 1);
}

/* Steps of gradient descent */

static void
run_kernel (const Contender *self,
            long             times)
{
  int count = parameters_of (self->shape);

  memcpy (p, start, sizeof p);
  for (long t = 0; t < times; t++)
    {
      chain_kernel_gradient (self->kernel, self->shape, p, self->n, x, y, scratch, g);
      for (int i = 0; i < count; i++)
        p[i] -= RATE * g[i];
    }
}

#ifdef HAVE_FANN
static void
run_fann (const Contender *self,
          long             times)
{
  for (long t = 0; t < times; t++)
    fann_train_epoch (self->ann, self->data);
}
#endif

/* The network 1×1 as one writes it down. */
static void
run_libm (const Contender *self,
          long             times)
{
  size_t n = self->n;
  volatile double kept;

  memcpy (p, start, sizeof p);
  for (long t = 0; t < times; t++)
    {
      double sum[6] = { 0 }, loss = 0;

      for (size_t i = 0; i < n; i++)
        {
          double h1 = tanh (p[0] * x[i] + p[1]);
          double h2 = tanh (p[2] * h1 + p[3]);
          double e = p[4] * h2 + p[5] - y[i];
          double d = 2 * e / (double) n, d2 = d * p[4] * (1 - h2 * h2), d1 = d2 * p[2] * (1 - h1 * h1);

          loss += e * e;
          sum[5] += d;
          sum[4] += d * h2;
          sum[3] += d2;
          sum[2] += d2 * h1;
          sum[1] += d1;
          sum[0] += d1 * x[i];
        }
      kept = loss / (double) n;
      for (int i = 0; i < 6; i++)
        p[i] -= RATE * sum[i];
    }
  (void) kept;
}

#ifdef HAVE_FANN
/* FANN's batch training divides by n and takes no 2 from the square: twice the rate is the same step. */
static Contender
fann_contender (ChainShape shape,
                size_t     n)
{
  Contender c = { .name = "FANN", .run = run_fann, .shape = shape, .n = n };

  c.ann = fann_create_standard (4, 1, shape.hidden1, shape.hidden2, 1);
  c.data = fann_create_train ((unsigned) n, 1, 1);
  fann_set_activation_function_hidden (c.ann, FANN_SIGMOID_SYMMETRIC);
  fann_set_activation_steepness_hidden (c.ann, 1);
  fann_set_activation_function_output (c.ann, FANN_LINEAR);
  fann_set_activation_steepness_output (c.ann, 1);
  fann_set_train_error_function (c.ann, FANN_ERRORFUNC_LINEAR);
  fann_set_training_algorithm (c.ann, FANN_TRAIN_BATCH);
  fann_set_learning_rate (c.ann, (float) (2 * RATE));
  for (size_t i = 0; i < n; i++)
    {
      c.data->input[i][0] = (fann_type) x[i];
      c.data->output[i][0] = (fann_type) y[i];
    }
  return c;
}

/* Checks that FANN does the same: its loss after 1,000 steps from our weights. */
static void
compare_with_fann (const ChainKernel *kernel)
{
  static const int order[6] = { 0, 1, 2, 3, 4, 5 }; /* weight and bias, layer by layer */
  Contender ours = { .kernel = kernel, .shape = { 1, 1 }, .n = 64 }, fann;
  struct fann_connection connections[6];

  prepare (ours.shape, ours.n);
  fann = fann_contender (ours.shape, ours.n);
  fann_get_connection_array (fann.ann, connections);
  for (int i = 0; i < 6; i++)
    connections[i].weight = (fann_type) start[order[i]];
  fann_set_weight_array (fann.ann, connections, 6);
  run_kernel (&ours, 1000);
  run_fann (&fann, 1000);
  printf ("loss after 1,000 steps: %.6f, FANN %.6f\n",
          chain_kernel_gradient (kernel, ours.shape, p, ours.n, x, y, scratch, NULL),
          (double) fann_test_data (fann.ann, fann.data));
  fann_destroy_train (fann.data);
  fann_destroy (fann.ann);
}
#endif

/* tanh of 64 numbers */

#define TANH_COUNT 64
#define USED() __asm__ volatile("" : : "r"(h), "r"(s) : "memory")

static void
run_tanh (const Contender *self,
          long             times)
{
  for (long t = 0; t < times; t++)
    {
      chain_kernel_tanh (self->kernel, TANH_COUNT, z, h, NULL);
      USED ();
    }
}

static void
run_tanh_sech2 (const Contender *self,
                long             times)
{
  for (long t = 0; t < times; t++)
    {
      chain_kernel_tanh (self->kernel, TANH_COUNT, z, h, s);
      USED ();
    }
}

#ifdef HAVE_LIBMVEC
__m128d _ZGVbN2v_tanh (__m128d);
__m256d _ZGVdN4v_tanh (__m256d);
__m512d _ZGVeN8v_tanh (__m512d);

#define RUN_LIBMVEC(name, isa, lanes, load, store, function) \
  __attribute__ ((target (isa))) static void name (const Contender *self, long times) \
  { \
    (void) self; \
    for (long t = 0; t < times; t++) \
      { \
        for (int i = 0; i < TANH_COUNT; i += lanes) \
          store (h + i, function (load (z + i))); \
        USED (); \
      } \
  }
RUN_LIBMVEC (run_libmvec_sse2, "sse2", 2, _mm_load_pd, _mm_store_pd, _ZGVbN2v_tanh)
RUN_LIBMVEC (run_libmvec_avx2, "avx2", 4, _mm256_load_pd, _mm256_store_pd, _ZGVdN4v_tanh)
RUN_LIBMVEC (run_libmvec_avx512, "avx512f", 8, _mm512_load_pd, _mm512_store_pd, _ZGVeN8v_tanh)
#endif

static void
run_libm_tanh (const Contender *self,
               long             times)
{
  (void) self;
  for (long t = 0; t < times; t++)
    {
      for (int i = 0; i < TANH_COUNT; i++)
        h[i] = tanh (z[i]);
      USED ();
    }
}

/* The program */

#ifndef HAVE_LIBMVEC
#define run_libmvec_sse2 NULL
#define run_libmvec_avx2 NULL
#define run_libmvec_avx512 NULL
#endif

static const struct
{
  const char *name;
  void (*libmvec) (const Contender *self,
                   long             times); /* NULL: cannot be compared */
} variants[] = {
  { "scalar", run_libm_tanh },
  { "sse2", run_libmvec_sse2 },
  { "avx2", run_libmvec_avx2 },
  { "avx512", run_libmvec_avx512 },
};
#define VARIANTS ((int) (sizeof variants / sizeof variants[0]))

static void
steps (ChainShape shape,
       size_t     n,
       int        with_libm)
{
  Contender all[VARIANTS + 2];
  int count = 0, fann = -1;

  prepare (shape, n);
  for (int v = 0; v < VARIANTS; v++)
    if (chain_kernel_find (variants[v].name))
      all[count++] = (Contender) { variants[v].name, run_kernel, .shape = shape, .n = n,
                                   .kernel = chain_kernel_find (variants[v].name) };
#ifdef HAVE_FANN
  fann = count;
  all[count++] = fann_contender (shape, n);
#endif
  if (with_libm)
    all[count++] = (Contender) { "libm", run_libm, .shape = shape, .n = n };
  race (count, all, ROUNDS);

  printf ("\n%dx%d, n = %zu\n", shape.hidden1, shape.hidden2, n);
  for (int c = 0; c < count; c++)
    {
      printf ("  %-7s %9.1f ns a step %8.2f M sample-gradients/s", all[c].name, all[c].best,
              1e3 * (double) n / all[c].best);
      if (fann >= 0)
        printf (" %7.2f x FANN", all[fann].best / all[c].best);
      if (with_libm)
        printf (" %7.2f x libm", all[count - 1].best / all[c].best);
      printf ("\n");
    }
#ifdef HAVE_FANN
  fann_destroy_train (all[fann].data);
  fann_destroy (all[fann].ann);
#endif
}

/* tanh of each variant beside libmvec's of the same instruction set, and its share of a step. */
static void
tanhs (void)
{
  for (int i = 0; i < TANH_COUNT; i++)
    z[i] = -2 + 4.0 * i / (TANH_COUNT - 1);
  prepare ((ChainShape) { 1, 1 }, 64);
  printf ("\ntanh of %d numbers in [-2, 2], ns each; libmvec for scalar is libm\n", TANH_COUNT);
  for (int v = 0; v < VARIANTS; v++)
    {
      const ChainKernel *kernel = chain_kernel_find (variants[v].name);
      Contender all[4] = {
        { "tanh", run_tanh, .kernel = kernel },
        { "tanh, sech2", run_tanh_sech2, .kernel = kernel },
        { "step", run_kernel, .kernel = kernel, .shape = { 1, 1 }, .n = 64 },
        { "libmvec", variants[v].libmvec, .kernel = kernel },
      };

      if (!kernel)
        continue;
      race (variants[v].libmvec ? 4 : 3, all, ROUNDS);
      printf ("  %-7s tanh %.3f, with sech2 %.3f", variants[v].name, all[0].best / TANH_COUNT, all[1].best / TANH_COUNT);
      if (variants[v].libmvec)
        printf (", libmvec's tanh %.3f: %.2f x, with sech2 %.2f x", all[3].best / TANH_COUNT,
                all[3].best / all[0].best, all[3].best / all[1].best);
      printf ("; 2·64·tanh = %.1f of %.1f ns a step: %.1f %%\n", 2 * all[1].best, all[2].best,
              200 * all[1].best / all[2].best);
    }
}

int
main (int    argc,
      char **argv)
{
  const ChainKernel *best = chain_kernel_find (NULL);

  if (argc == 5 && strcmp (argv[1], "--step") == 0)
    {
      Contender one = { "step", run_kernel, .kernel = best, .shape = { atoi (argv[2]), atoi (argv[3]) },
                        .n = (size_t) atol (argv[4]) };

      prepare (one.shape, one.n);
      race (1, &one, 1);
      printf ("%s %.2f\n", chain_kernel_get_name (best), one.best);
      return 0;
    }

  printf ("best kernel: %s\n", chain_kernel_get_name (best));
#ifdef HAVE_FANN
  compare_with_fann (best);
#endif
  steps ((ChainShape) { 1, 1 }, 64, 1);
  steps ((ChainShape) { 1, 1 }, 256, 1);
  steps ((ChainShape) { 1, 1 }, 1, 1);
  steps ((ChainShape) { 1, 1 }, 7, 1);
  steps ((ChainShape) { 8, 8 }, 64, 0);
  tanhs ();
  return 0;
}
