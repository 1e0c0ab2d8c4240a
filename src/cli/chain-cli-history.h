// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-output.h"
#include "chain-session.h"

/* The history of a run as a CSV file, written as the run goes. With mini-batches a row names the
 * loss of the step's batch and that of the whole data apart; gradients are those of the whole. */

typedef struct
{
  ChainOutput *output; /* owned */
  const ChainSession *session;
  gsize n_parameters;
  guint64 every;
  gboolean is_empty;
  guint64 last_row;    /* step of the last row */
} ChainCliHistory;

gboolean chain_cli_history_open  (ChainCliHistory     *history,
                                  const char          *path,
                                  const ChainSession  *session,
                                  guint64              every,
                                  GError             **error);
guint64  chain_cli_history_next  (const ChainCliHistory *history,
                                  guint64                step);
void     chain_cli_history_add   (ChainCliHistory *history);
void     chain_cli_history_end   (ChainCliHistory *history);
gboolean chain_cli_history_close (ChainCliHistory  *history,
                                  GError          **error);
void     chain_cli_history_clear (ChainCliHistory *history);
