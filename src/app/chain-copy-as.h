// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-run.h"

/* A run as text for the clipboard: the call that makes it again, or its trained parameters. */

typedef enum
{
  CHAIN_COPY_COMMAND, /* a call of chainrule-cli */
  CHAIN_COPY_C,
  CHAIN_COPY_PYTHON,
  CHAIN_COPY_CSV,
  CHAIN_N_COPIES
} ChainCopy;

char *chain_copy_as (const ChainRun  *run,
                     ChainCopy        copy,
                     GError         **error);
