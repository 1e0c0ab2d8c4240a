// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-facts.h"

/* What is happening in a run, named by criteria that can be looked up. A pure value; any thread. */

typedef enum
{
  CHAIN_VERDICT_NONE,       /* nothing to say yet */
  CHAIN_VERDICT_SATURATED,  /* all neurons of a layer are saturated by nearly all samples */
  CHAIN_VERDICT_SADDLE,     /* at the best constant, with a way down: a plateau that will be left */
  CHAIN_VERDICT_COLLAPSED,  /* at the best constant, without one */
  CHAIN_VERDICT_FLOOR,      /* nearly all that a monotone curve can reach is reached */
  CHAIN_VERDICT_UNSTABLE,   /* the step size is at or above 2/λ */
  CHAIN_VERDICT_PLATEAU,    /* the loss hardly moves, though there is more to reach */
  CHAIN_VERDICT_EXACT,      /* nothing is left to learn, where R² has no meaning */
  CHAIN_VERDICT_FITS,       /* R² is 0.99 or more */
  CHAIN_VERDICT_LEARNING    /* the loss falls */
} ChainVerdictKind;

typedef struct
{
  ChainVerdictKind kind;
  int layer;       /* saturated: 1 or 2 */
  size_t count;    /* saturated: by so many samples, each neuron */
  double value;    /* saddle: lowest eigenvalue; floor: the floor; unstable: step size · λ */
} ChainVerdict;

/* What a verdict is found from: the state of a run, as a snapshot has it. */
typedef struct
{
  ChainShape shape;
  size_t n_samples;
  double loss;
  double variance;
  double floor;                    /* NaN where there is none */
  double step_size;                /* of the next update */
  const ChainDiagnosis *diagnosis; /* (nullable) */
  const ChainSeries *losses;
} ChainVerdictInput;

ChainVerdict chain_verdict_find (const ChainVerdictInput *input);
