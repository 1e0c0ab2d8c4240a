// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-tick.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Decimal exponents of the doubles; below the first, powers of ten are denormal. */
#define LEAST_EXPONENT (-323)
#define LAST_EXPONENT 308

/* A step of the family 1, 2, 5, 10, 20, …: mantissa × 10^exponent. */
typedef struct
{
  int mantissa;
  int exponent;
} Step;

static Step
step_next (Step step)
{
  switch (step.mantissa)
    {
    case 1:
      return (Step) { 2, step.exponent };
    case 2:
      return (Step) { 5, step.exponent };
    default:
      return (Step) { 1, step.exponent + 1 };
    }
}

/* @index steps. Dividing by an exact power of ten rounds once, so 3 × 0.1 is the double nearest
 * to 0.3, which multiplying by 0.1 would miss. */
static double
step_times (Step   step,
            double index)
{
  double count = index * step.mantissa;

  return step.exponent < 0 && step.exponent >= -300
         ? count / pow (10.0, -step.exponent)
         : count * pow (10.0, step.exponent);
}

/* The indices whose multiples lie in the range. False where a double has no room for them. */
static bool
step_indices (Step    step,
              double  low,
              double  high,
              double *first,
              double *last)
{
  double size = step_times (step, 1.0);

  if (!(size > 0.0) || !isfinite (size))
    return false;

  /* A bound that is a multiple itself may come out a little beside it. */
  *first = ceil (low / size - 1e-9);
  *last = floor (high / size + 1e-9);
  if (step_times (step, *first) < low)
    *first += 1.0;
  if (step_times (step, *last) > high)
    *last -= 1.0;

  return fabs (*first) < 0x1p53 && fabs (*last) < 0x1p53;
}

/* The decimal exponent of a number's first digit. */
static int
exponent_of (double value)
{
  return value == 0.0 ? 0 : (int) floor (log10 (fabs (value)));
}

/* As many digits as tell two neighbours apart, the same for all ticks of an axis. */
static void
label_multiple (ChainTick *tick,
                Step       step,
                double     largest)
{
  int top = exponent_of (largest);
  int digits = top - step.exponent;

  bool plain = top >= -3 && top < 6;

  /* A long mantissa is easier to read without a power, while the zeros are few. */
  if (!plain && digits >= 5 && top < 15 && step.exponent > -12)
    plain = true;

  if (!plain)
    chain_number_scientific (tick->label, tick->value,
                             tick->value == 0.0 ? 0 : exponent_of (tick->value) - step.exponent);
  else
    chain_number_fixed (tick->label, tick->value, step.exponent < 0 ? -step.exponent : 0);
}

/* The smallest step of which no more than @most multiples are in the range. False where there is none. */
static bool
find_step (double  low,
           double  high,
           size_t  most,
           Step   *step,
           double *first,
           double *last)
{
  /* Halves, because the distance of two doubles may be larger than any double. */
  double half = high / 2.0 - low / 2.0;

  *step = (Step) { 1, exponent_of (half / (double) most) };
  while (step->exponent <= LAST_EXPONENT
         && !(step_indices (*step, low, high, first, last) && *last - *first < (double) most))
    *step = step_next (*step);

  return step->exponent <= LAST_EXPONENT;
}

/* Where more than this of a step do not fit, the next one has two at least. */
#define NEXT_HAS_TWO 5

/**
 * chain_ticks_linear:
 * @low: finite
 * @high: finite, above @low
 * @most: how many there may be, at most %CHAIN_MAX_TICKS
 * @ticks: (out): rising; of %CHAIN_MAX_TICKS
 *
 * Ticks at whole multiples of the smallest step of the 1-2-5 family that makes no more than
 * @most of them; where that makes a single one, which tells no distance, the outermost two of a
 * smaller step. Multiplying an index instead of adding up keeps the last tick exact.
 *
 * Returns: how many there are; all lie within the range
 */
size_t
chain_ticks_linear (double     low,
                    double     high,
                    size_t     most,
                    ChainTick *ticks)
{
  double half = high / 2.0 - low / 2.0;
  double first = 0.0, last = -1.0, stride = 1.0;
  size_t n = 0;
  Step step;

  assert (most <= CHAIN_MAX_TICKS);
  if (most == 0 || !(half > 0.0) || !isfinite (half) || !find_step (low, high, most, &step, &first, &last))
    return 0;

  for (size_t more = most + 1; most > 1 && last - first < 1.0 && more <= NEXT_HAS_TWO; more++)
    if (find_step (low, high, more, &step, &first, &last) && last > first)
      stride = last - first;

  for (double index = first; index <= last; index += stride)
    {
      double value = step_times (step, index);

      if (value >= low && value <= high)
        ticks[n++].value = value == 0.0 ? 0.0 : value; /* no −0 */
    }

  for (size_t i = 0; i < n; i++)
    label_multiple (&ticks[i], step, fmax (fabs (ticks[0].value), fabs (ticks[n - 1].value)));

  return n;
}

#define NO_STRIDE 0

/* Exponents a multiple of a stride, so that they stay put while the range moves: the smallest
 * stride with no more than @most in @first..@last. Without room for one, NO_STRIDE. */
static int
stride_for (int    first,
            int    last,
            size_t most)
{
  static const int strides[] = { 1, 2, 3, 5, 10, 20, 50, 100, 200, 500 };

  for (size_t i = 0; i < sizeof strides / sizeof strides[0]; i++)
    {
      int stride = strides[i];
      int n = (int) (floor ((double) last / stride) - ceil ((double) first / stride)) + 1;

      if (n <= (int) most)
        return stride;
    }

  return NO_STRIDE;
}

/* A single tick tells no distance: where two have room, they are the outermost. */
static size_t
keep_ends (ChainTick *ticks,
           size_t     n)
{
  ticks[1] = ticks[n - 1];
  return 2;
}

/* Ticks at 1, 2 and 5 times the powers, for less than two decades. */
static size_t
ticks_mantissas (double     low,
                 double     high,
                 size_t     most,
                 ChainTick *ticks)
{
  Step step = { 1, exponent_of (low) - 1 };
  size_t n = 0;

  for (; step_times (step, 1.0) <= high; step = step_next (step))
    {
      double value = step_times (step, 1.0);

      if (value < low)
        continue;
      ticks[n].value = value;
      chain_number_significant (ticks[n].label, value, 1);
      n++;
    }

  return n <= most ? n : most == 2 ? keep_ends (ticks, n) : 0;
}

/* Returns 1, or 0 where the power is not in the range after all. */
static size_t
add_power (ChainTick *tick,
           double     low,
           double     high,
           int        exponent)
{
  tick->value = pow (10.0, exponent);
  chain_number_power (tick->label, 1, exponent);
  return tick->value >= low && tick->value <= high;
}

/**
 * chain_ticks_log:
 * @low: positive
 * @high: finite, above @low
 * @most: how many there may be, at most %CHAIN_MAX_TICKS
 * @ticks: (out): rising; of %CHAIN_MAX_TICKS
 *
 * Ticks at powers of ten, thinned to every second, third, fifth, …; where fewer than three
 * powers are in the range also at 2 and 5 times the powers, or at multiples of a step; where that
 * leaves a single one, at the outermost two.
 *
 * Returns: how many there are; all lie within the range
 */
size_t
chain_ticks_log (double     low,
                 double     high,
                 size_t     most,
                 ChainTick *ticks)
{
  int first = (int) ceil (log10 (low) - 1e-12);
  int last = (int) floor (log10 (high) + 1e-12);
  size_t n = 0;
  int stride;

  assert (low > 0.0 && most <= CHAIN_MAX_TICKS);
  if (most == 0)
    return 0;

  if (last - first < 2 && log10 (high) - log10 (low) < 2.0 && low > DBL_MIN)
    {
      n = ticks_mantissas (low, high, most, ticks);
      if (n >= 3 || (n == 2 && most < 4))
        return n;
      if (last - first < 1)
        return chain_ticks_linear (low, high, most, ticks);
      n = 0;
    }

  stride = stride_for (first, last, most);
  for (int exponent = first; exponent <= last; exponent++)
    if (exponent % stride == 0)
      n += add_power (&ticks[n], low, high, exponent);
  if (n < 2 && most > 1 && last > first)
    {
      n = add_power (&ticks[0], low, high, first);
      n += add_power (&ticks[n], low, high, last);
    }

  return n;
}

/* One power of a symmetric axis. Near 1 decimals read more easily than powers. */
static void
label_symlog (ChainTick *tick,
              int        sign,
              int        exponent,
              bool       decimals)
{
  if (decimals)
    chain_number_fixed (tick->label, tick->value, exponent < 0 ? -exponent : 0);
  else
    chain_number_power (tick->label, sign, exponent);
}

/* Whether the power @i is one of at most @most from @first to @last: both of them, and between them every
 * second, third, … from @first on. */
static bool
is_chosen (int    first,
           int    last,
           size_t most,
           int    i)
{
  int intervals = (int) most - 1, stride;

  if (i == last)
    return most > 0;
  if (most < 2)
    return false;

  stride = (last - first + intervals - 1) / intervals;
  return (i - first) % stride == 0 && (i == first || last - i >= stride);
}

/**
 * chain_ticks_symlog:
 * @low: finite
 * @high: finite, above @low
 * @threshold: a power of ten, where the logarithm begins on both sides of 0
 * @most: how many there may be, at most %CHAIN_MAX_TICKS
 * @ticks: (out): rising; of %CHAIN_MAX_TICKS
 *
 * Ticks at 0 and at positive and negative powers of ten, alike on both sides: at the largest, at
 * @threshold, and at every second, third, … between. Where there is room for two or four only, those at
 * the ends say more than 0 does.
 *
 * Returns: how many there are; all lie within the range
 */
size_t
chain_ticks_symlog (double     low,
                    double     high,
                    double     threshold,
                    size_t     most,
                    ChainTick *ticks)
{
  double largest = fmax (fabs (low), fabs (high));
  int first = (int) lround (log10 (threshold));
  int last = (int) floor (log10 (largest) + 1e-12);
  bool both = low <= -threshold && high >= threshold;
  bool decimals = last <= 3 && first >= -2;
  bool zero = !both || (most != 2 && most != 4);
  size_t n = 0, powers;

  assert (threshold > 0.0 && most <= CHAIN_MAX_TICKS);
  if (most == 0)
    return 0;

  powers = (most - zero) / (both ? 2 : 1);
  for (int sign = -1; sign <= 1; sign++)
    for (int i = first; i <= last; i++)
      {
        /* Outward from the most negative: −10², …, 0, …, 10². */
        int exponent = sign < 0 ? first + last - i : i;
        double value = sign * pow (10.0, exponent);

        if (sign == 0 ? i > first || !zero : !is_chosen (first, last, powers, exponent))
          continue;
        if (value < low || value > high)
          continue;
        ticks[n].value = value == 0.0 ? 0.0 : value;
        if (sign == 0)
          chain_number_fixed (ticks[n].label, 0.0, 0);
        else
          label_symlog (&ticks[n], sign, exponent, decimals);
        n++;
      }

  /* a range without two powers of ten */
  return n < 2 && most > 1 ? chain_ticks_linear (low, high, most, ticks) : n;
}
