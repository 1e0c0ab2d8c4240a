// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chain-tick.h"

/* The map between values and places on an axis. The kinds of map are tables of functions, after
 * goffice's GogAxisMap, so that plots and frames need not know which one they draw with.
 *
 * Everything here is a pure function of its arguments: any thread may call it. */

typedef struct _ChainScaleType ChainScaleType;

extern const ChainScaleType chain_scale_linear;
extern const ChainScaleType chain_scale_log;    /* positive values, 5e-324 to 1.8e308 */
extern const ChainScaleType chain_scale_symlog; /* linear up to a threshold on both sides of 0 */

/* The values that an axis must show. */
typedef struct
{
  double low;
  double high; /* below low: none yet */
} ChainRange;

typedef enum
{
  CHAIN_RANGE_PROPER,
  CHAIN_RANGE_CONSTANT, /* all values alike: the axis was widened around them */
  CHAIN_RANGE_EMPTY     /* no value that this kind of axis can show: bounds were made up */
} ChainRangeState;

typedef struct
{
  const ChainScaleType *type;
  ChainRangeState state;
  double low;       /* the values at the ends */
  double high;
  double threshold; /* symlog: where the logarithm begins, a power of ten */
  double unit;      /* linear: a power of two no smaller than half the largest value */
  double map_low;   /* low and high in the coordinate that is linear on the page */
  double map_high;
  double view_low;  /* where low and high are on the page */
  double view_high;
} ChainScale;

void   chain_range_init        (ChainRange           *range);
void   chain_range_include     (ChainRange           *range,
                                const ChainScaleType *type,
                                double                value);

void   chain_scale_init        (ChainScale           *scale,
                                const ChainScaleType *type,
                                double                threshold,
                                ChainRange            range,
                                double                margin);
void   chain_scale_set_view    (ChainScale           *scale,
                                double                view_low,
                                double                view_high);
bool   chain_scale_represents  (const ChainScale     *scale,
                                double                value);
double chain_scale_to_view     (const ChainScale     *scale,
                                double                value);
double chain_scale_from_view   (const ChainScale     *scale,
                                double                view);
ChainRange chain_scale_zoom    (const ChainScale     *scale,
                                double                view,
                                double                factor);
ChainRange chain_scale_pan     (const ChainScale     *scale,
                                double                distance);
size_t chain_scale_ticks       (const ChainScale     *scale,
                                size_t                most,
                                ChainTick            *ticks);
size_t chain_scale_minor_ticks (const ChainScale     *scale,
                                size_t                most,
                                double               *values);
