// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "chain-portrait.h"

/* A picture of a run, drawn and written off the main thread. */

typedef enum
{
  CHAIN_FORMAT_PNG,
  CHAIN_FORMAT_SVG,
  CHAIN_FORMAT_PDF,
  CHAIN_FORMAT_CSV, /* the data behind one plot */
  CHAIN_N_FORMATS
} ChainFormat;

typedef enum
{
  CHAIN_EXPORT_AS_SHOWN,
  CHAIN_EXPORT_LIGHT,
  CHAIN_EXPORT_DARK,
  CHAIN_N_EXPORT_THEMES
} ChainExportTheme;

/* What to write, and how. */
typedef struct
{
  ChainPicture picture;
  ChainFormat format;
  ChainExportTheme theme;
  gboolean transparent;
  gboolean exact;       /* a PNG of width × height pixels, instead of scale */
  int scale;            /* 1..CHAIN_EXPORT_MAX_SCALE */
  int width;
  int height;
} ChainExportChoices;

#define CHAIN_EXPORT_LEAST_PIXELS 64

void        chain_export_choices_load     (ChainExportChoices       *choices);
void        chain_export_choices_save     (const ChainExportChoices *choices);
gboolean    chain_export_choices_is_dark  (const ChainExportChoices *choices,
                                           const ChainPortrait      *portrait);
double      chain_export_choices_get_size (const ChainExportChoices *choices,
                                           const ChainPortrait      *portrait,
                                           int                      *columns,
                                           int                      *rows);
const char *chain_format_get_extension    (ChainFormat               format);

void        chain_export_async            (ChainPortrait            *portrait,
                                           const ChainExportChoices *choices,
                                           const char               *path,
                                           GCancellable             *cancellable,
                                           atomic_int               *progress,
                                           GAsyncReadyCallback       callback,
                                           gpointer                  data);
char       *chain_export_finish           (GAsyncResult             *result,
                                           GError                  **error);
void        chain_export_copy_async       (ChainPortrait            *portrait,
                                           const ChainExportChoices *choices,
                                           GCancellable             *cancellable,
                                           atomic_int               *progress,
                                           GAsyncReadyCallback       callback,
                                           gpointer                  data);
GPtrArray  *chain_export_copy_finish      (GAsyncResult             *result,
                                           GError                  **error);
