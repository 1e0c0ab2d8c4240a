// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include "chain-decimal.h"
#include "chain-experiment-file.h"
#include "chain-session.h"

/* What the commands share: their exit status, their EXPERIMENT, and how they say things.
 *
 * All text is UTF-8, whatever the locale's character set: formulas have no other form. */

enum
{
  CHAIN_CLI_OK = 0,
  CHAIN_CLI_FAILED = 1, /* a failed check, a diverged run, an output that cannot be written */
  CHAIN_CLI_USAGE = 2,  /* wrong usage or input */
  CHAIN_CLI_SIGNALLED = 128 /* plus the signal's number */
};

/* EXPERIMENT on the command line: [FILE.chainrule | --scenario NAME] [--set KEY=VALUE]… */
typedef struct
{
  char *scenario;
  char **settings;
  char **files;
} ChainCliExperiment;

/* The commands: each takes its own name as argv[0] and returns the exit status. */
int chain_cli_benchmark (int    argc,
                         char **argv);
int chain_cli_check     (int    argc,
                         char **argv);
int chain_cli_explain   (int    argc,
                         char **argv);
int chain_cli_gradient  (int    argc,
                         char **argv);
int chain_cli_info      (int    argc,
                         char **argv);
int chain_cli_scenarios (int    argc,
                         char **argv);
int chain_cli_train     (int    argc,
                         char **argv);

int         chain_cli_complain         (int          status,
                                        const char  *format,
                                        ...) G_GNUC_PRINTF (2, 3);
gboolean    chain_cli_parse_options    (const char          *command,
                                        const char          *summary,
                                        const GOptionEntry  *entries,
                                        ChainCliExperiment  *experiment,
                                        int                  argc,
                                        char               **argv);
gboolean    chain_cli_parse_whole      (const char *option,
                                        const char *text,
                                        guint64     min,
                                        guint64    *value);
gboolean    chain_cli_parse_seconds    (const char *option,
                                        const char *text,
                                        double     *value);
gboolean    chain_cli_load             (const ChainCliExperiment *arguments,
                                        ChainExperiment          *experiment);
void        chain_cli_make_plain       (const ChainExperiment *experiment,
                                        ChainDataset          *plain);
char       *chain_cli_describe_units   (const ChainDataset *dataset);
const char *chain_cli_number           (double value,
                                        char   buffer[CHAIN_DECIMAL_SIZE]);

static inline void
chain_cli_experiment_clear (ChainCliExperiment *experiment)
{
  g_free (experiment->scenario);
  g_strfreev (experiment->settings);
  g_strfreev (experiment->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChainCliExperiment, chain_cli_experiment_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChainDataset, chain_dataset_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChainExperiment, chain_experiment_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainSession, chain_session_free)
