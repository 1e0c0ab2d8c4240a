// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment-file.h"

/* The experiments that come with the program. Any thread. */

typedef struct
{
  const char *id;    /* as on the command line */
  const char *name;  /* these in English, as the experiment has them */
  const char *watch; /* what to look at */
  const char *why;   /* and the reason for it */
} ChainScenario;

const ChainScenario *chain_scenario_get_all   (gsize *n);
const ChainScenario *chain_scenario_find      (const char *id);
gboolean             chain_scenario_is_name   (const char *name);
gboolean             chain_scenario_load      (const ChainScenario *scenario,
                                               const char *const   *settings,
                                               ChainExperiment     *experiment,
                                               GError             **error);
const char          *chain_scenario_translate (const char *text);
