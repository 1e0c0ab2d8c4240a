// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-output.h"
#include "chain-session.h"

/* The history of a run as a CSV file, written as the run goes. */

typedef struct
{
  ChainOutput *output; /* owned */
  ChainShape shape;
  guint64 every;
  gboolean is_empty;
  guint64 last_row;    /* step of the last row */
} ChainCliHistory;

gboolean chain_cli_history_open  (ChainCliHistory  *history,
                                  const char       *path,
                                  ChainShape        shape,
                                  guint64           every,
                                  GError          **error);
guint64  chain_cli_history_next  (const ChainCliHistory *history,
                                  guint64                step);
void     chain_cli_history_add   (ChainCliHistory  *history,
                                  guint64           step,
                                  const ChainPoint *point);
void     chain_cli_history_end   (ChainCliHistory    *history,
                                  const ChainSession *session);
gboolean chain_cli_history_close (ChainCliHistory  *history,
                                  GError          **error);
void     chain_cli_history_clear (ChainCliHistory *history);
