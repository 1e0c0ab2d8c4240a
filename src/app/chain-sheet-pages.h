// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "chain-sheet.h"

/* A sheet laid out on pages, in points. One thread at a time, any. */

typedef struct _ChainSheetPages ChainSheetPages;

ChainSheetPages *chain_sheet_pages_new   (const ChainSheet      *sheet,
                                          double                 width,
                                          double                 height);
void             chain_sheet_pages_free  (ChainSheetPages       *pages);
guint            chain_sheet_pages_get_n (const ChainSheetPages *pages);
void             chain_sheet_pages_draw  (const ChainSheetPages *pages,
                                          guint                  page,
                                          cairo_t               *cr);
GBytes          *chain_sheet_to_pdf      (const ChainSheet      *sheet,
                                          const char            *title,
                                          GCancellable          *cancellable,
                                          GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainSheetPages, chain_sheet_pages_free)
