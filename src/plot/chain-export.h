// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <cairo.h>

/* Pictures as the bytes of a file, in memory: the caller writes the file, and does so whole or
 * not at all. The same picture gives the same bytes. */

/* Draws @plot, which the function knows the type of, from 0, 0 to @width, @height. */
typedef void (*ChainDraw) (const void *plot,
                           cairo_t    *cr,
                           double      width,
                           double      height);

/* The plots in that form. (To call chain_fit_plot_draw() itself through a cast pointer would be
 * undefined.) */
void chain_draw_fit      (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_loss     (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_gradient (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_figure   (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);

typedef struct
{
  unsigned char *data; /* owned */
  size_t length;
} ChainBuffer;

#define CHAIN_EXPORT_MAX_SCALE 8.0
#define CHAIN_EXPORT_MAX_PIXELS 32767 /* on a side, after scaling: Cairo's own limit */

bool chain_export_png   (ChainDraw    draw,
                         const void  *plot,
                         double       width,
                         double       height,
                         double       scale,
                         ChainBuffer *buffer);
void chain_buffer_clear (ChainBuffer *buffer);
