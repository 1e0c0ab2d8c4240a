// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>

#include <cairo.h>

/* How pictures look: everything that a plot would otherwise have to ask a toolkit for.
 *
 * A style is a plain value without pointers: copy it, change it, hand it to another thread. */

/* sRGB, 0..1, not premultiplied. */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} ChainColor;

/* One colour per meaning, in every plot. */
typedef enum
{
  CHAIN_COLOR_BACKGROUND, /* alpha 0 makes a picture transparent */
  CHAIN_COLOR_TEXT,
  CHAIN_COLOR_DIM_TEXT,   /* tick labels and remarks */
  CHAIN_COLOR_GRID,
  CHAIN_COLOR_FRAME,      /* axes and the zero line */
  CHAIN_COLOR_NETWORK,    /* the network's curve and its loss */
  CHAIN_COLOR_TARGET,
  CHAIN_COLOR_SAMPLE,
  CHAIN_COLOR_POSITIVE,
  CHAIN_COLOR_NEGATIVE,
  CHAIN_COLOR_PROBE,
  CHAIN_COLOR_REFERENCE,  /* best constant, floor */
  CHAIN_COLOR_CHANGE,     /* where something was changed while a run went on */
  CHAIN_COLOR_ALERT,      /* divergence */
  CHAIN_COLOR_ERROR,      /* ŷ − y: residuals, and the factor 2(ŷ − y) */
  CHAIN_COLOR_W1,         /* the parameters of each layer, and the factors W₂ and W₃ */
  CHAIN_COLOR_W2,
  CHAIN_COLOR_W3,
  CHAIN_COLOR_SLOPE1,     /* the factors 1 − h₁² and 1 − h₂² */
  CHAIN_COLOR_SLOPE2,
  CHAIN_COLOR_INPUT,      /* the last factor: x, h₁ or h₂ */
  CHAIN_N_COLORS
} ChainColorRole;

#define CHAIN_STYLE_FONT_SIZE 128

typedef struct
{
  ChainColor colors[CHAIN_N_COLORS];
  char font[CHAIN_STYLE_FONT_SIZE]; /* of body text, a Pango font description: "Sans 10" */
  double resolution;                /* dots per inch of the font's points: 96 */
  double text_scale;                /* on top of that: 1 */
} ChainStyle;

void chain_style_init              (ChainStyle *style,
                                    bool        dark_ground);
void chain_style_set_high_contrast (ChainStyle *style,
                                    bool        dark_ground);
bool chain_style_equal             (const ChainStyle *a,
                                    const ChainStyle *b);
void chain_style_set_source        (const ChainStyle *style,
                                    ChainColorRole    role,
                                    cairo_t          *cr);
void chain_style_set_ground        (const ChainStyle *style,
                                    double            opacity,
                                    cairo_t          *cr);
