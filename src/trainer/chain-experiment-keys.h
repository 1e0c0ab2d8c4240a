// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment-file.h"

/* The keys of a .chainrule file, private to the experiment file: a new key is a new row. */

typedef struct _ChainKey ChainKey;

struct _ChainKey
{
  const char *group;
  const char *name;     /* unique over the whole file */
  const char *expected; /* what a refusal names, to be translated */

  /* Enters strict @text into @experiment, or refuses it. Rows are parsed in their order. */
  gboolean (*parse)   (const ChainKey  *key,
                       const char      *text,
                       ChainExperiment *experiment,
                       GError         **error);
  /* Appends what parse reads back as the same bits. */
  void     (*format)  (const ChainKey        *key,
                       const ChainExperiment *experiment,
                       GString               *text);
  /* Whether a file has the key; %NULL: each has. */
  gboolean (*applies) (const ChainExperiment *experiment);

  gsize field;          /* for numbers: where in ChainExperiment the value lies */
  double min;           /* and its range, ends included */
  double max;
  ChainGroup group_id;  /* for lists of parameters: which */
};

extern const ChainKey chain_keys[]; /* ends with a row without a name */

const ChainKey *chain_key_find         (const char     *name);
gboolean        chain_key_check_number (const ChainKey  *key,
                                        const char      *text,
                                        double          *value,
                                        GError         **error);
gboolean        chain_key_refuse       (GError               **error,
                                        ChainExperimentError   code,
                                        const char            *group,
                                        const char            *name,
                                        const char            *expected,
                                        const char            *got);
char           *chain_key_excerpt      (const char *text);
gboolean        chain_experiment_fail  (GError              **error,
                                        ChainExperimentError  code,
                                        const char           *format,
                                        ...) G_GNUC_PRINTF (3, 4);
