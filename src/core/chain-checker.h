// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-check.h"

/* A gradient check of a whole state with its V-curves, in portions, so that who makes it can stop:
 * a curve is made for one parameter of each group. Any thread, one at a time. */

/* What came of it: a value without pointers. */
typedef struct
{
  bool is_complete;
  uint64_t step;                   /* the caller's: of the state that was checked */
  ChainShape shape;
  size_t n_samples;                /* that were checked, evenly chosen */
  size_t n_all;                    /* of the data */
  ChainCheck check;
  size_t indices[CHAIN_N_GROUPS];  /* the parameters with a curve, flat */
  double errors[CHAIN_N_GROUPS][CHAIN_CHECK_N_EPSILONS]; /* |central difference − analytic| */
} ChainCheckReport;

typedef struct
{
  ChainCheckReport report;
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainDataset samples;            /* owned */
  size_t next;                     /* portion */
} ChainChecker;

bool chain_checker_begin   (ChainChecker       *checker,
                            ChainShape          shape,
                            const double       *parameters,
                            const ChainDataset *dataset,
                            int                 chosen);
bool chain_checker_advance (ChainChecker       *checker);
void chain_checker_clear   (ChainChecker       *checker);

size_t chain_check_report_n_passed (const ChainCheckReport *report);
