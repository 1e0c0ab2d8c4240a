// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment-file.h"

/* One key of a .chainrule file, and the kinds of values that several keys have: numbers, whole
 * numbers, words, lists. Private to the experiment file. */

#define CHAIN_KEY_SMALLEST_POSITIVE 0x1p-1074 /* the end of a range that excludes 0 */
#define CHAIN_KEY_BELOW_ONE 0x1.fffffffffffffp-1
#define CHAIN_KEY_MAX_WHOLE 0x1p63            /* stands for 2⁶³ − 1 */

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
  /* Whether a file that is written has the key; %NULL: each has. */
  gboolean (*applies) (const ChainExperiment *experiment);

  gsize field;          /* for numbers and words: where in ChainExperiment the value lies */
  double min;           /* and its range, ends included */
  double max;
  ChainGroup group_id;  /* for lists of parameters: which */
  const char *const *words; /* for words: by the value they stand for; %NULL ends them */
  gboolean is_path;     /* the name of a file, relative to the experiment's folder */
};

gboolean chain_key_check_number (const ChainKey  *key,
                                 const char      *text,
                                 double          *value,
                                 GError         **error);

gboolean chain_key_parse_number (const ChainKey   *key,
                                 const char       *text,
                                 ChainExperiment  *experiment,
                                 GError          **error);
gboolean chain_key_parse_whole  (const ChainKey   *key,
                                 const char       *text,
                                 ChainExperiment  *experiment,
                                 GError          **error);
gboolean chain_key_parse_size   (const ChainKey   *key,
                                 const char       *text,
                                 ChainExperiment  *experiment,
                                 GError          **error);
gboolean chain_key_parse_word   (const ChainKey   *key,
                                 const char       *text,
                                 ChainExperiment  *experiment,
                                 GError          **error);
gboolean chain_key_parse_list   (const ChainKey  *key,
                                 const char      *text,
                                 gsize            n,
                                 double          *values,
                                 GError         **error);

void     chain_key_format_number (const ChainKey        *key,
                                  const ChainExperiment *experiment,
                                  GString               *text);
void     chain_key_format_whole  (const ChainKey        *key,
                                  const ChainExperiment *experiment,
                                  GString               *text);
void     chain_key_format_size   (const ChainKey        *key,
                                  const ChainExperiment *experiment,
                                  GString               *text);
void     chain_key_format_word   (const ChainKey        *key,
                                  const ChainExperiment *experiment,
                                  GString               *text);

void     chain_key_append_number (GString *text,
                                  double   value);
void     chain_key_append_list   (GString      *text,
                                  const double *values,
                                  gsize         n);

gboolean chain_key_refuse       (GError               **error,
                                 ChainExperimentError   code,
                                 const char            *group,
                                 const char            *name,
                                 const char            *expected,
                                 const char            *got);
gboolean chain_key_refuse_value (const ChainKey  *key,
                                 const char      *expected,
                                 const char      *got,
                                 GError         **error);
char    *chain_key_excerpt      (const char *text);
gboolean chain_experiment_fail  (GError              **error,
                                 ChainExperimentError  code,
                                 const char           *format,
                                 ...) G_GNUC_PRINTF (3, 4);
