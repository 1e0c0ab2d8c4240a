// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-dataset.h"
#include "chain-optimizer.h"
#include "chain-sheet.h"

/* The derivation of the gradients with the numbers of one moment of a run. Nothing here uses the
 * engine: the numbers come from the formulas of the derivation, one after the other, and are there to
 * be compared. Any thread. */

#define CHAIN_EXPLANATION_MIN_DIGITS 3
#define CHAIN_EXPLANATION_MAX_DIGITS CHAIN_NUMERAL_DIGITS

#define CHAIN_ALL_PARAMETERS (-1)

/* What a sheet is about. Its pointers are only read, and only while it is made. */
typedef struct
{
  ChainShape shape;
  const double *parameters;     /* flat order */
  const ChainDataset *dataset;  /* in training units */
  const ChainDataset *plain;    /* the same samples in plain units */
  gsize sample;                 /* the one that is explained */
  gboolean batch;               /* instead, all of them in a table */
  int parameter;                /* flat index, or CHAIN_ALL_PARAMETERS */
  int digits;                   /* CHAIN_EXPLANATION_MIN_DIGITS..CHAIN_EXPLANATION_MAX_DIGITS */

  guint64 step;
  ChainOptimizer optimizer;
  double step_size;             /* α of the next step, with what the schedule makes of it */
  const ChainMoments *moments;  /* before the next step */
  const bool *frozen;           /* flat order */
  gsize batch_size;             /* of mini-batches; 0 where a step takes all samples */
} ChainExplanationSource;

ChainSheet *chain_explanation_new            (const ChainExplanationSource *source);
gsize       chain_explanation_nearest_sample (const ChainDataset           *dataset,
                                              double                        x);
void        chain_explanation_add_means      (const ChainExplanationSource *source,
                                              ChainSheet                   *sheet);
void        chain_explanation_add_sample     (const ChainExplanationSource *source,
                                              ChainSheet                   *sheet);
