// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>

/* How the learning rate goes on by itself: a factor on α for each step. */

typedef enum
{
  CHAIN_SCHEDULE_CONSTANT,
  CHAIN_SCHEDULE_STEP,
  CHAIN_SCHEDULE_COSINE,
  CHAIN_SCHEDULE_EXPONENTIAL,
  CHAIN_N_SCHEDULES
} ChainScheduleKind;

typedef struct
{
  ChainScheduleKind kind;
  size_t steps;  /* length of a stage, or of the whole descent; at least 1 */
  double factor; /* in (0, 1] */
} ChainSchedule;

void   chain_schedule_init      (ChainSchedule *schedule);
double chain_schedule_get_scale (const ChainSchedule *schedule,
                                 uint64_t             step);
