// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "chain-experiment.h"

/* The text form of an experiment: the .chainrule file. One table of keys serves reading, writing,
 * the command line's --set and the window's fields, so that a rule and its sentence exist once. */

#define CHAIN_EXPERIMENT_ERROR (chain_experiment_error_quark ())

typedef enum
{
  CHAIN_EXPERIMENT_ERROR_READ,      /* the file cannot be read */
  CHAIN_EXPERIMENT_ERROR_SYNTAX,    /* it is not a key file */
  CHAIN_EXPERIMENT_ERROR_UNKNOWN,   /* a group or key that does not exist, or stands twice */
  CHAIN_EXPERIMENT_ERROR_VALUE,     /* a value out of its range or no value at all */
  CHAIN_EXPERIMENT_ERROR_CONFLICT   /* values that do not go together */
} ChainExperimentError;

GQuark   chain_experiment_error_quark (void);

gboolean chain_experiment_parse       (ChainExperiment     *experiment,
                                       const char          *text,
                                       gssize               length,
                                       const char *const   *settings,
                                       GError             **error);
gboolean chain_experiment_read        (ChainExperiment     *experiment,
                                       const char          *path,
                                       const char *const   *settings,
                                       GError             **error);
char    *chain_experiment_to_text     (const ChainExperiment *experiment);
gboolean chain_experiment_write       (const ChainExperiment  *experiment,
                                       const char             *path,
                                       GError                **error);
gboolean chain_experiment_check_value (const char  *key,
                                       const char  *text,
                                       double      *value,
                                       GError     **error);
