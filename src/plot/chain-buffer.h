// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The bytes of a file, in memory: a value, owned by whoever it was made for. */

typedef struct
{
  unsigned char *data; /* owned */
  size_t length;
} ChainBuffer;

bool chain_buffer_append (ChainBuffer *buffer,
                          const void  *data,
                          size_t       length);
bool chain_buffer_print  (ChainBuffer *buffer,
                          const char  *text);
void chain_buffer_clear  (ChainBuffer *buffer);
