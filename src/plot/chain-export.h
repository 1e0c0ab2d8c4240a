// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>

#include "chain-buffer.h"
#include "chain-frame.h"

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
void chain_draw_factor   (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_time     (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_activation (const void *plot,
                            cairo_t    *cr,
                            double      width,
                            double      height);
void chain_draw_network  (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_flow     (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_check    (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);
void chain_draw_figure   (const void *plot,
                          cairo_t    *cr,
                          double      width,
                          double      height);

/* The same for plots in which something follows the pointer. */
typedef void (*ChainDrawLayers) (const void *plot,
                                 cairo_t    *cr,
                                 double      width,
                                 double      height,
                                 ChainLayers layers);

void chain_draw_fit_layers  (const void *plot,
                             cairo_t    *cr,
                             double      width,
                             double      height,
                             ChainLayers layers);
void chain_draw_loss_layers (const void *plot,
                             cairo_t    *cr,
                             double      width,
                             double      height,
                             ChainLayers layers);
void chain_draw_time_layers (const void *plot,
                             cairo_t    *cr,
                             double      width,
                             double      height,
                             ChainLayers layers);

/* What is in a file beside the picture. Zeros are nothing. */
typedef struct
{
  const char *title;  /* (nullable): the experiment's name, plain text, UTF-8; not in a PNG */
  int64_t time;       /* in a PDF, when it was made: seconds since 1970, UTC. The same time makes
                         the same bytes: pass SOURCE_DATE_EPOCH, or when the run was saved */
  const atomic_bool *cancelled; /* (nullable): looked at while bytes are made */
  atomic_int *progress; /* (nullable): of a PNG, how much is done, in thousandths; 0 until it is known */
} ChainExportOptions;

#define CHAIN_EXPORT_MAX_SCALE 8.0
#define CHAIN_EXPORT_MAX_PIXELS 32767 /* on a side, after scaling: Cairo's own limit */

bool chain_export_png    (ChainDraw    draw,
                          const void  *plot,
                          double       width,
                          double       height,
                          double       scale,
                          ChainBuffer *buffer);
bool chain_export_pixels (ChainDraw    draw,
                          const void  *plot,
                          int          columns,
                          int          rows,
                          double       scale,
                          const ChainExportOptions *options,
                          ChainBuffer *buffer);
bool chain_export_svg    (ChainDraw    draw,
                          const void  *plot,
                          double       width,
                          double       height,
                          const ChainExportOptions *options,
                          ChainBuffer *buffer);
bool chain_export_pdf    (ChainDraw    draw,
                          const void  *plot,
                          double       width,
                          double       height,
                          const ChainExportOptions *options,
                          ChainBuffer *buffer);
