// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-style.h"

/* Small pictures of what becomes of the scenarios: fit and loss, drawn off the main thread. */

#define CHAIN_THUMBNAIL_WIDTH 264
#define CHAIN_THUMBNAIL_HEIGHT 88

void       chain_thumbnails_draw_async  (const ChainStyle    *style,
                                         int                  scale,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
GPtrArray *chain_thumbnails_draw_finish (GAsyncResult        *result,
                                         GError             **error);
