// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-cli-plots.h"
#include "chain-output.h"

/* A picture that was asked for: --plot fit=FILE.svg */

typedef struct
{
  int kind;            /* private, like the next */
  int format;
  const char *path;    /* borrowed from the option */
  ChainOutput *output; /* owned; NULL until it is opened and after it is written */
} ChainCliPicture;

/* What all pictures of a run have in common. Zeros, but for a scale of 1, are the defaults. */
typedef struct
{
  int width;            /* in pixels before the scale; 0: each picture's own */
  int height;
  double scale;         /* pixels of a PNG for each of these */
  gboolean dark;
  gboolean transparent;
  gint64 time;          /* in a PDF, when it was made: seconds since 1970 */
} ChainCliLook;

gboolean chain_cli_look_parse_size  (ChainCliLook *look,
                                     const char   *option);
gboolean chain_cli_look_parse_scale (ChainCliLook *look,
                                     const char   *option);
gboolean chain_cli_look_parse_theme (ChainCliLook *look,
                                     const char   *option);
gboolean chain_cli_look_take_time   (ChainCliLook *look);
void     chain_cli_look_make_style  (const ChainCliLook *look,
                                     ChainStyle         *style);

gboolean chain_cli_picture_parse (ChainCliPicture    *picture,
                                  const ChainCliLook *look,
                                  const char         *option);
gboolean chain_cli_picture_wants_check (const ChainCliPicture *picture);
gboolean chain_cli_picture_open  (ChainCliPicture  *picture,
                                  GError          **error);
gboolean chain_cli_picture_write (ChainCliPicture      *picture,
                                  const ChainCliLook   *look,
                                  const ChainCliPlots  *plots,
                                  GError              **error);
