// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-output.h"
#include "chain-session.h"

/* A picture that was asked for: --plot fit=FILE.png */

typedef struct
{
  int kind;            /* fit, loss or gradient: private */
  const char *path;    /* borrowed from the option */
  ChainOutput *output; /* owned; NULL until it is opened and after it is written */
} ChainCliPicture;

gboolean chain_cli_picture_parse      (ChainCliPicture *picture,
                                       const char      *option);
gboolean chain_cli_picture_parse_size (const char *option,
                                       int        *width,
                                       int        *height);
gboolean chain_cli_picture_open       (ChainCliPicture  *picture,
                                       GError          **error);
gboolean chain_cli_picture_write      (ChainCliPicture     *picture,
                                       const ChainSession  *session,
                                       int                  width,
                                       int                  height,
                                       GError             **error);
