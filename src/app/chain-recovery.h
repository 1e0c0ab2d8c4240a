// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment.h"

#include <gio/gio.h>

/* Unsaved experiments, kept for the case that the program does not come to its end.
 *
 * Each window with unsaved changes has a file of its own among the user's data, with the number of
 * its process in the name: a file whose process is gone is one to offer. */

char    *chain_recovery_new_path (void);
gboolean chain_recovery_write    (const char            *path,
                                  const ChainExperiment *experiment,
                                  GError               **error);
void     chain_recovery_remove   (const char            *path);
char    *chain_recovery_find     (void);
