// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* A progress bar on standard error, where that is a terminal. */

typedef struct
{
  gboolean enabled;
  guint64 total;
  gint64 start;     /* monotonic time, µs */
  gint64 last_draw;
} ChainCliProgress;

void chain_cli_progress_init   (ChainCliProgress *progress,
                                gboolean          enabled,
                                guint64           total);
void chain_cli_progress_update (ChainCliProgress *progress,
                                guint64           done);
void chain_cli_progress_end    (ChainCliProgress *progress,
                                guint64           done);
