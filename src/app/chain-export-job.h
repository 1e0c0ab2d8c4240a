// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-run.h"

/* A picture of a run, drawn and written off the main thread. */

typedef enum
{
  CHAIN_PICTURE_FIGURE, /* all of them on one page */
  CHAIN_PICTURE_FIT,
  CHAIN_PICTURE_LOSS,
  CHAIN_PICTURE_GRADIENTS,
  CHAIN_N_PICTURES
} ChainPicture;

const char *chain_picture_get_file_name (ChainPicture picture);
void        chain_picture_get_size      (ChainPicture picture,
                                         double      *width,
                                         double      *height);

void        chain_export_async          (const ChainRun      *run,
                                         const char          *font,
                                         ChainPicture         picture,
                                         double               scale,
                                         const char          *path,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
char       *chain_export_finish         (GAsyncResult        *result,
                                         GError             **error);
