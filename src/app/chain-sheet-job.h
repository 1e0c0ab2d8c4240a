// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-explanation.h"
#include "chain-run.h"

/* Sheets of a run, made and written off the main thread from a copy of the moment. */

typedef struct
{
  double x;         /* in the units of the data: the sample nearest to it is explained */
  gboolean batch;   /* all samples instead */
  int parameter;    /* flat index, or CHAIN_ALL_PARAMETERS */
  int digits;
} ChainSheetChoices;

typedef enum
{
  CHAIN_SHEET_PDF,
  CHAIN_SHEET_TEXT,
  CHAIN_SHEET_CSV,
  CHAIN_SHEET_MARKDOWN,
  CHAIN_SHEET_LATEX,
  CHAIN_N_SHEET_FORMATS
} ChainSheetFormat;

/* What a sheet takes of a run, in memory of its own. Immutable; any thread. */
typedef struct _ChainSheetMoment ChainSheetMoment;

ChainSheetMoment *chain_sheet_moment_new   (const ChainRun          *run);
ChainSheetMoment *chain_sheet_moment_ref   (ChainSheetMoment        *moment);
void              chain_sheet_moment_unref (ChainSheetMoment        *moment);

ChainShape        chain_sheet_moment_get_shape  (const ChainSheetMoment *moment);
char             *chain_sheet_moment_dup_title  (const ChainSheetMoment *moment);
char             *chain_sheet_moment_dup_name   (const ChainSheetMoment *moment,
                                                 gsize                   parameter);
char             *chain_sheet_moment_dup_sample (const ChainSheetMoment *moment,
                                                 double                  x);

const char       *chain_sheet_format_get_extension (ChainSheetFormat format);

void              chain_sheet_make_async   (ChainSheetMoment        *moment,
                                            const ChainSheetChoices *choices,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 data);
ChainSheet       *chain_sheet_make_finish  (GAsyncResult            *result,
                                            GError                 **error);
void              chain_sheet_write_async  (ChainSheetMoment        *moment,
                                            const ChainSheetChoices *choices,
                                            ChainSheetFormat         format,
                                            const char              *path,
                                            GCancellable            *cancellable,
                                            GAsyncReadyCallback      callback,
                                            gpointer                 data);
char             *chain_sheet_write_finish (GAsyncResult            *result,
                                            GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainSheetMoment, chain_sheet_moment_unref)
