// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include "chain-scale.h"
#include "chain-style.h"
#include "chain-text.h"

/* The page of a plot: its ground, two axes with grid and labels, and the rectangle between them
 * that the data are drawn in. A value for the time of one drawing. */

typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} ChainBox;

typedef struct
{
  cairo_t *cr;
  const ChainStyle *style;
  ChainText *text; /* owned, from chain_frame_begin() to chain_frame_end() */
  ChainBox page;
  ChainBox inside; /* where data are drawn; whole pixels */
  ChainScale x;
  ChainScale y;

  size_t n_x_ticks;
  size_t n_y_ticks;
  ChainTick x_ticks[CHAIN_MAX_TICKS];
  ChainTick y_ticks[CHAIN_MAX_TICKS];
  bool x_labels;   /* whether there is room for them */
  bool y_labels;
  bool measuring;  /* owns cr, which nothing is drawn on */
} ChainFrame;

/* Where data are on a page: for the pointer. */
typedef struct
{
  ChainBox inside;
  ChainScale x;
  ChainScale y;
} ChainArea;

/* What of a plot is drawn. What moves with the pointer lies over all the rest, so that the rest can
 * be kept as a picture while it does. */
typedef enum
{
  CHAIN_LAYER_BASE = 1 << 0,
  CHAIN_LAYER_OVERLAY = 1 << 1,
  CHAIN_LAYERS_ALL = CHAIN_LAYER_BASE | CHAIN_LAYER_OVERLAY
} ChainLayers;

/* Ticks without label, along the axis or as lines of the grid. */
typedef enum
{
  CHAIN_MINOR_NONE,
  CHAIN_MINOR_MARKS,
  CHAIN_MINOR_LINES
} ChainMinor;

bool   chain_frame_begin     (ChainFrame       *frame,
                              const ChainStyle *style,
                              cairo_t          *cr,
                              double            width,
                              double            height);
bool   chain_frame_begin_layers (ChainFrame       *frame,
                                 const ChainStyle *style,
                                 cairo_t          *cr,
                                 double            width,
                                 double            height,
                                 ChainLayers       layers);
bool   chain_frame_measure   (ChainFrame       *frame,
                              const ChainStyle *style,
                              double            width,
                              double            height);
void   chain_frame_end       (ChainFrame       *frame);
void   chain_frame_get_area  (const ChainFrame *frame,
                              ChainArea        *area);

double chain_frame_em        (const ChainFrame *frame);
void   chain_frame_layout_x  (ChainFrame       *frame,
                              size_t            most);
void   chain_frame_layout_y  (ChainFrame       *frame,
                              size_t            most);
void   chain_frame_draw_x    (ChainFrame       *frame,
                              ChainMinor        minor,
                              const char       *caption);
void   chain_frame_draw_y    (ChainFrame       *frame,
                              ChainMinor        minor);
void   chain_frame_draw_axes (ChainFrame       *frame);
void   chain_frame_clip      (ChainFrame       *frame);
void   chain_frame_unclip    (ChainFrame       *frame);
void   chain_frame_say       (ChainFrame       *frame,
                              ChainColorRole    role,
                              const char       *markup);
