// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-schedule.h"

#include "chain-math.h"

/* Far below every useful rate, and within what chain_exp() takes. */
#define MIN_EXPONENT (-690.0)

/**
 * chain_schedule_init:
 *
 * Sets a constant rate, and for the other schedules a tenth after 1,000 steps.
 */
void
chain_schedule_init (ChainSchedule *schedule)
{
  *schedule = (ChainSchedule) { CHAIN_SCHEDULE_CONSTANT, 1000, 0.1 };
}

/**
 * chain_schedule_get_scale:
 * @step: the number of an update, from 1
 *
 * With t = @step − 1 updates made, s steps and the factor f:
 *
 * - constant: 1
 * - step: f to the power ⌊t/s⌋
 * - cosine: f + (1 − f)·(1 + cos (π·min (t/s, 1)))/2 (Loshchilov and Hutter, 2017, one cycle)
 * - exponential: f to the power t/s
 *
 * Returns: what α is multiplied with for that update
 */
double
chain_schedule_get_scale (const ChainSchedule *schedule,
                          uint64_t             step)
{
  uint64_t done = step - 1;
  double progress, exponent;

  if (schedule->kind == CHAIN_SCHEDULE_CONSTANT)
    return 1.0;

  progress = (double) done / (double) schedule->steps;
  switch (schedule->kind)
    {
    case CHAIN_SCHEDULE_STEP:
      return chain_power (schedule->factor, done / schedule->steps);

    case CHAIN_SCHEDULE_COSINE:
      return schedule->factor
             + (1.0 - schedule->factor) * 0.5 * (1.0 + chain_cospi (progress < 1.0 ? progress : 1.0));

    case CHAIN_SCHEDULE_EXPONENTIAL:
      exponent = progress * chain_log (schedule->factor);
      return chain_exp (exponent > MIN_EXPONENT ? exponent : MIN_EXPONENT);

    default:
      return 1.0;
    }
}
