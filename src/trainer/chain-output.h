// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

/* A file that appears whole or not at all: written under a temporary name beside its target,
 * flushed to the disk and renamed. A target that is no regular file (a pipe, a terminal,
 * /dev/full) is written straight. Any thread may use an output of its own.
 *
 * A write that fails is remembered, and chain_output_close() reports it: nobody has to look
 * after every line. Errors are GFileError's. */

typedef struct _ChainOutput ChainOutput;

ChainOutput *chain_output_open       (const char  *path,
                                      GError     **error);
void         chain_output_printf     (ChainOutput  *output,
                                      const char   *format,
                                      ...) G_GNUC_PRINTF (2, 3);
void         chain_output_write      (ChainOutput *output,
                                      const void  *data,
                                      size_t       length);
gboolean     chain_output_close      (ChainOutput  *output,
                                      GError      **error);
void         chain_output_discard    (ChainOutput  *output);
gboolean     chain_output_write_file (const char  *path,
                                      const void  *data,
                                      size_t       length,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainOutput, chain_output_discard)
