// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-scale.h"

#include <assert.h>
#include <float.h>
#include <math.h>

#define LEAST_POSITIVE 0x1p-1074

/* How far outside the page a place may be. Cairo's coordinates have 24 bits before the point,
 * and a place must stay within them when a picture is drawn eight times as large. */
#define REACH 1e5

struct _ChainScaleType
{
  bool   (*represents)  (double            value);
  double (*map)         (const ChainScale *scale,
                         double            value);
  double (*unmap)       (const ChainScale *scale,
                         double            mapped);
  void   (*widen)       (double           *low,
                         double           *high);
  size_t (*ticks)       (const ChainScale *scale,
                         size_t            most,
                         ChainTick        *ticks);
  size_t (*minor_ticks) (const ChainScale *scale,
                         size_t            most,
                         double           *values);
};

static double
clamp (double value,
       double low,
       double high)
{
  return value < low ? low : value > high ? high : value;
}

/* Linear. Values are taken in units of the largest, so that differences cannot overflow. */

static bool
linear_represents (double value)
{
  return isfinite (value);
}

static double
linear_map (const ChainScale *scale,
            double            value)
{
  return value / scale->unit;
}

static double
linear_unmap (const ChainScale *scale,
              double            mapped)
{
  return clamp (mapped * scale->unit, -DBL_MAX, DBL_MAX);
}

static void
linear_widen (double *low,
              double *high)
{
  double around = fmax (fabs (*low), fabs (*high)) * 0.1;

  /* A tenth of a denormal may be 0. */
  if (around < DBL_MIN)
    around = *low == 0.0 && *high == 0.0 ? 1.0 : DBL_MIN;
  *low = fmax (*low - around, -DBL_MAX);
  *high = fmin (*high + around, DBL_MAX);
}

static size_t
linear_ticks (const ChainScale *scale,
              size_t            most,
              ChainTick        *ticks)
{
  return chain_ticks_linear (scale->low, scale->high, most, ticks);
}

static size_t
linear_minor_ticks (const ChainScale *scale,
                    size_t            most,
                    double           *values)
{
  (void) scale;
  (void) most;
  (void) values;
  return 0;
}

/* Logarithmic. */

static bool
log_represents (double value)
{
  return value > 0.0 && isfinite (value);
}

static double
log_map (const ChainScale *scale,
         double            value)
{
  (void) scale;
  return value > 0.0 ? log10 (value) : -HUGE_VAL;
}

static double
log_unmap (const ChainScale *scale,
           double            mapped)
{
  (void) scale;
  return clamp (pow (10.0, mapped), LEAST_POSITIVE, DBL_MAX);
}

static void
log_widen (double *low,
           double *high)
{
  *low = fmax (*low / 3.0, LEAST_POSITIVE);
  *high = fmin (*high * 3.0, DBL_MAX);
}

static size_t
log_ticks (const ChainScale *scale,
           size_t            most,
           ChainTick        *ticks)
{
  return chain_ticks_log (scale->low, scale->high, most, ticks);
}

static size_t
log_minor_ticks (const ChainScale *scale,
                 size_t            most,
                 double           *values)
{
  int first = (int) floor (scale->map_low);
  int last = (int) floor (scale->map_high);
  size_t n = 0;

  if ((size_t) (last - first + 1) * 8 > most)
    return 0;

  for (int exponent = first; exponent <= last; exponent++)
    for (int digit = 2; digit <= 9; digit++)
      {
        double value = digit * pow (10.0, exponent);

        if (value >= scale->low && value <= scale->high)
          values[n++] = value;
      }

  return n;
}

/* Symmetric logarithm: a decade's length from 0 to the threshold, then a decade for each factor
 * of ten. Thus decades are equally long, and 0 has a place. */

static double
symlog_map (const ChainScale *scale,
            double            value)
{
  double ratio = fabs (value) / scale->threshold;
  double mapped = fabs (value) <= scale->threshold ? ratio
                  : 1.0 + log10 (fabs (value)) - log10 (scale->threshold);

  return copysign (mapped, value);
}

static double
symlog_unmap (const ChainScale *scale,
              double            mapped)
{
  double size = fabs (mapped) <= 1.0
                ? fabs (mapped) * scale->threshold
                : pow (10.0, fabs (mapped) - 1.0 + log10 (scale->threshold));

  return copysign (fmin (size, DBL_MAX), mapped);
}

static size_t
symlog_ticks (const ChainScale *scale,
              size_t            most,
              ChainTick        *ticks)
{
  return chain_ticks_symlog (scale->low, scale->high, scale->threshold, most, ticks);
}

/* Every power from the threshold on, whether it has a label or not. */
static size_t
symlog_minor_ticks (const ChainScale *scale,
                    size_t            most,
                    double           *values)
{
  double largest = fmax (fabs (scale->low), fabs (scale->high));
  int first = (int) lround (log10 (scale->threshold));
  int last = (int) floor (log10 (largest) + 1e-12);
  size_t n = 0;

  if (last < first || (size_t) (last - first + 1) * 2 > most)
    return 0;

  for (int exponent = first; exponent <= last; exponent++)
    for (int sign = -1; sign <= 1; sign += 2)
      {
        double value = sign * pow (10.0, exponent);

        if (value >= scale->low && value <= scale->high)
          values[n++] = value;
      }

  return n;
}

const ChainScaleType chain_scale_linear = {
  linear_represents, linear_map, linear_unmap, linear_widen, linear_ticks, linear_minor_ticks
};

const ChainScaleType chain_scale_log = {
  log_represents, log_map, log_unmap, log_widen, log_ticks, log_minor_ticks
};

const ChainScaleType chain_scale_symlog = {
  linear_represents, symlog_map, symlog_unmap, linear_widen, symlog_ticks, symlog_minor_ticks
};

/**
 * chain_range_init:
 * @range: (out): a range without values
 */
void
chain_range_init (ChainRange *range)
{
  *range = (ChainRange) { HUGE_VAL, -HUGE_VAL };
}

/**
 * chain_range_include:
 * @value: any number; one that an axis of this @type cannot show is left out
 */
void
chain_range_include (ChainRange           *range,
                     const ChainScaleType *type,
                     double                value)
{
  if (!type->represents (value))
    return;
  if (value < range->low)
    range->low = value;
  if (value > range->high)
    range->high = value;
}

/**
 * chain_scale_init:
 * @scale: (out): an axis from 0 to 1 on the page, see chain_scale_set_view()
 * @threshold: of a symmetric logarithm, a power of ten; not used otherwise
 * @range: the values that it must show
 * @margin: what is added at both ends, as a fraction of the axis
 *
 * Whatever the range, the result is an axis that can be drawn; its state says whether the
 * values were enough to define it.
 */
void
chain_scale_init (ChainScale           *scale,
                  const ChainScaleType *type,
                  double                threshold,
                  ChainRange            range,
                  double                margin)
{
  double span;
  int exponent;

  *scale = (ChainScale) {
    .type = type, .low = range.low, .high = range.high, .threshold = threshold, .unit = 1.0,
  };

  if (!type->represents (range.low) || !type->represents (range.high) || range.low > range.high)
    {
      scale->state = CHAIN_RANGE_EMPTY;
      scale->low = type == &chain_scale_log ? 0.1 : 0.0;
      scale->high = 1.0;
    }
  else if (range.high / 2.0 - range.low / 2.0
           <= 1e-10 * fmax (fabs (range.low), fabs (range.high)))
    {
      scale->state = CHAIN_RANGE_CONSTANT;
      type->widen (&scale->low, &scale->high);
    }

  frexp (fmax (fabs (scale->low), fabs (scale->high)), &exponent);
  scale->unit = ldexp (1.0, exponent - 1);
  span = type->map (scale, scale->high) - type->map (scale, scale->low);
  scale->low = type->unmap (scale, type->map (scale, scale->low) - margin * span);
  scale->high = type->unmap (scale, type->map (scale, scale->high) + margin * span);

  scale->map_low = type->map (scale, scale->low);
  scale->map_high = type->map (scale, scale->high);
  chain_scale_set_view (scale, 0.0, 1.0);
}

/**
 * chain_scale_set_view:
 * @view_low: where the lowest value is on the page; may be above @view_high
 * @view_high: where the highest value is
 */
void
chain_scale_set_view (ChainScale *scale,
                      double      view_low,
                      double      view_high)
{
  scale->view_low = view_low;
  scale->view_high = view_high;
}

/**
 * chain_scale_represents:
 *
 * Returns: whether @value has a place on an axis of this kind, within its ends or not
 */
bool
chain_scale_represents (const ChainScale *scale,
                        double            value)
{
  return scale->type->represents (value);
}

/**
 * chain_scale_to_view:
 *
 * Returns: the place of @value on the page, always finite: far outside it stops at a distance
 *   that Cairo can express. 0 on a logarithmic axis is that far below; NaN is at the low end.
 */
double
chain_scale_to_view (const ChainScale *scale,
                     double            value)
{
  double fraction = (scale->type->map (scale, value) - scale->map_low)
                    / (scale->map_high - scale->map_low);
  double view = scale->view_low + fraction * (scale->view_high - scale->view_low);

  if (isnan (view))
    return scale->view_low;

  /* a page may run either way */
  return scale->view_low < scale->view_high ? clamp (view, scale->view_low - REACH, scale->view_high + REACH)
                                            : clamp (view, scale->view_high - REACH, scale->view_low + REACH);
}

/**
 * chain_scale_from_view:
 *
 * Returns: the value at the place @view of the page; finite
 */
double
chain_scale_from_view (const ChainScale *scale,
                       double            view)
{
  double fraction = (view - scale->view_low) / (scale->view_high - scale->view_low);

  return scale->type->unmap (scale, scale->map_low + fraction * (scale->map_high - scale->map_low));
}

/**
 * chain_scale_zoom:
 * @view: a place on the page, of the pointer: what is there stays there
 * @factor: how much of the axis there is afterwards: ½ is twice as close
 *
 * Returns: the range that a plot is to show, as far as values go; where it becomes no range at
 *   all, a plot shows everything
 */
ChainRange
chain_scale_zoom (const ChainScale *scale,
                  double            view,
                  double            factor)
{
  return (ChainRange) {
    .low = chain_scale_from_view (scale, view + (scale->view_low - view) * factor),
    .high = chain_scale_from_view (scale, view + (scale->view_high - view) * factor),
  };
}

/**
 * chain_scale_pan:
 * @distance: on the page, by which the pointer was moved with the data in hand
 *
 * Returns: the range that a plot is to show
 */
ChainRange
chain_scale_pan (const ChainScale *scale,
                 double            distance)
{
  return (ChainRange) {
    .low = chain_scale_from_view (scale, scale->view_low - distance),
    .high = chain_scale_from_view (scale, scale->view_high - distance),
  };
}

/**
 * chain_scale_ticks:
 * @most: how many there may be; more than %CHAIN_MAX_TICKS are never made
 * @ticks: (out): the labelled ticks, rising; of %CHAIN_MAX_TICKS
 *
 * Returns: how many there are
 */
size_t
chain_scale_ticks (const ChainScale *scale,
                   size_t            most,
                   ChainTick        *ticks)
{
  return scale->type->ticks (scale, most < CHAIN_MAX_TICKS ? most : CHAIN_MAX_TICKS, ticks);
}

/**
 * chain_scale_minor_ticks:
 * @most: how many there is room for
 * @values: (out): the places of ticks without label, in no particular order
 *
 * Returns: how many there are; 0 where they would be more than @most
 */
size_t
chain_scale_minor_ticks (const ChainScale *scale,
                         size_t            most,
                         double           *values)
{
  return scale->type->minor_ticks (scale, most, values);
}
