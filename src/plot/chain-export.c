// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-export.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chain-figure.h"

void
chain_draw_fit (const void *plot,
                cairo_t    *cr,
                double      width,
                double      height)
{
  chain_fit_plot_draw (plot, cr, width, height);
}

void
chain_draw_loss (const void *plot,
                 cairo_t    *cr,
                 double      width,
                 double      height)
{
  chain_loss_plot_draw (plot, cr, width, height);
}

void
chain_draw_gradient (const void *plot,
                     cairo_t    *cr,
                     double      width,
                     double      height)
{
  chain_gradient_plot_draw (plot, cr, width, height);
}

void
chain_draw_figure (const void *plot,
                   cairo_t    *cr,
                   double      width,
                   double      height)
{
  chain_figure_draw (plot, cr, width, height);
}

/* A cairo_write_func_t. The capacity is always the next power of two, so it need not be kept. */
static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  ChainBuffer *buffer = closure;
  size_t capacity = 4096;
  size_t needed = buffer->length + length;
  unsigned char *grown = buffer->data;

  while (capacity < buffer->length)
    capacity *= 2;

  if (buffer->data == NULL || needed > capacity)
    {
      while (capacity < needed)
        capacity *= 2;
      grown = realloc (buffer->data, capacity);
      if (grown == NULL)
        return CAIRO_STATUS_NO_MEMORY;
    }

  memcpy (grown + buffer->length, data, length);
  buffer->data = grown;
  buffer->length = needed;
  return CAIRO_STATUS_SUCCESS;
}

/* A side of the picture in pixels, or 0 where there can be no such picture. */
static int
pixels (double length,
        double scale)
{
  double side = round (length * scale);

  return side >= 1.0 && side <= CHAIN_EXPORT_MAX_PIXELS ? (int) side : 0;
}

/**
 * chain_export_png:
 * @draw: draws @plot
 * @width: of the picture, in the units that @draw lays it out with
 * @height: likewise
 * @scale: pixels per unit, more than 0 and at most %CHAIN_EXPORT_MAX_SCALE
 * @buffer: (out): the bytes of a PNG file with an alpha channel, to be freed with
 *   chain_buffer_clear(); empty on failure
 *
 * Any thread may call it. Takes 4 bytes for each pixel while it works.
 *
 * Returns: false where a side is not within 1 and %CHAIN_EXPORT_MAX_PIXELS pixels, the scale is
 *   out of range, or there is not enough memory
 */
bool
chain_export_png (ChainDraw    draw,
                  const void  *plot,
                  double       width,
                  double       height,
                  double       scale,
                  ChainBuffer *buffer)
{
  bool scale_is_good = scale > 0.0 && scale <= CHAIN_EXPORT_MAX_SCALE;
  int columns = scale_is_good ? pixels (width, scale) : 0;
  int rows = scale_is_good ? pixels (height, scale) : 0;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  *buffer = (ChainBuffer) { NULL, 0 };
  if (columns == 0 || rows == 0)
    return false;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, columns, rows);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    draw (plot, cr, width, height);
  status = cairo_status (cr);
  cairo_destroy (cr);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append, buffer);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    chain_buffer_clear (buffer);
  return status == CAIRO_STATUS_SUCCESS;
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
