// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-buffer.h"

#include <stdlib.h>
#include <string.h>

/**
 * chain_buffer_append:
 * @buffer: zeros at first
 *
 * The capacity is always the next power of two, so it need not be kept.
 *
 * Returns: false where there is not enough memory, and @buffer is as it was
 */
bool
chain_buffer_append (ChainBuffer *buffer,
                     const void  *data,
                     size_t       length)
{
  size_t capacity = 4096;
  size_t needed = buffer->length + length;
  unsigned char *grown = buffer->data;

  if (length == 0)
    return true;

  while (capacity < buffer->length)
    capacity *= 2;

  if (buffer->data == NULL || needed > capacity)
    {
      while (capacity < needed)
        capacity *= 2;
      grown = realloc (buffer->data, capacity);
      if (grown == NULL)
        return false;
    }

  memcpy (grown + buffer->length, data, length);
  buffer->data = grown;
  buffer->length = needed;
  return true;
}

/**
 * chain_buffer_print:
 *
 * Appends @text without its final 0.
 *
 * Returns: false where there is not enough memory, and @buffer is as it was
 */
bool
chain_buffer_print (ChainBuffer *buffer,
                    const char  *text)
{
  return chain_buffer_append (buffer, text, strlen (text));
}

/**
 * chain_buffer_clear:
 *
 * Frees the bytes, and leaves an empty buffer.
 */
void
chain_buffer_clear (ChainBuffer *buffer)
{
  free (buffer->data);
  *buffer = (ChainBuffer) { NULL, 0 };
}
