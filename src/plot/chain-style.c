// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-style.h"

#include <string.h>

#define RGB(hex) { ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) >> 0 & 0xff) / 255.0, 1.0 }

/* Blue, vermilion, green and purple are Okabe and Ito's, told apart by colour-blind readers
 * (https://jfly.uni-koeln.de/color). What is used for text has a contrast of at least 4.5:1
 * with the background; the tests compute it. */
static const ChainColor light[CHAIN_N_COLORS] = {
  [CHAIN_COLOR_BACKGROUND] = RGB (0xffffff),
  [CHAIN_COLOR_TEXT] = RGB (0x2e3436),
  [CHAIN_COLOR_DIM_TEXT] = RGB (0x6a696f),
  [CHAIN_COLOR_GRID] = RGB (0xe4e2e0),
  [CHAIN_COLOR_FRAME] = RGB (0x9a9996),
  [CHAIN_COLOR_NETWORK] = RGB (0x0072b2),
  [CHAIN_COLOR_TARGET] = RGB (0x5e5c64),
  [CHAIN_COLOR_SAMPLE] = RGB (0x5e5c64),
  [CHAIN_COLOR_POSITIVE] = RGB (0x0072b2),
  [CHAIN_COLOR_NEGATIVE] = RGB (0xd55e00),
  [CHAIN_COLOR_PROBE] = RGB (0x009e73),
  [CHAIN_COLOR_REFERENCE] = RGB (0x8f4a8b),
  [CHAIN_COLOR_CHANGE] = RGB (0x009e73),
  [CHAIN_COLOR_ALERT] = RGB (0xc01c28),
  [CHAIN_COLOR_ERROR] = RGB (0xb85000),
  [CHAIN_COLOR_W1] = RGB (0x8f6b00),
  [CHAIN_COLOR_W2] = RGB (0x009e73),
  [CHAIN_COLOR_W3] = RGB (0x0072b2),
  [CHAIN_COLOR_SLOPE1] = RGB (0xe69f00),
  [CHAIN_COLOR_SLOPE2] = RGB (0x56b4e9),
  [CHAIN_COLOR_INPUT] = RGB (0x5e5c64),
};

static const ChainColor dark[CHAIN_N_COLORS] = {
  [CHAIN_COLOR_BACKGROUND] = RGB (0x2a2a2a),
  [CHAIN_COLOR_TEXT] = RGB (0xeeeeec),
  [CHAIN_COLOR_DIM_TEXT] = RGB (0xa8a5ae),
  [CHAIN_COLOR_GRID] = RGB (0x3d3d3d),
  [CHAIN_COLOR_FRAME] = RGB (0x77767b),
  [CHAIN_COLOR_NETWORK] = RGB (0x56b4e9),
  [CHAIN_COLOR_TARGET] = RGB (0xb7b3be),
  [CHAIN_COLOR_SAMPLE] = RGB (0xb7b3be),
  [CHAIN_COLOR_POSITIVE] = RGB (0x56b4e9),
  [CHAIN_COLOR_NEGATIVE] = RGB (0xf0883e),
  [CHAIN_COLOR_PROBE] = RGB (0x2fd0a5),
  [CHAIN_COLOR_REFERENCE] = RGB (0xcc79a7),
  [CHAIN_COLOR_CHANGE] = RGB (0x2fd0a5),
  [CHAIN_COLOR_ALERT] = RGB (0xff8a80),
  [CHAIN_COLOR_ERROR] = RGB (0xf0883e),
  [CHAIN_COLOR_W1] = RGB (0xe5b94e),
  [CHAIN_COLOR_W2] = RGB (0x2fd0a5),
  [CHAIN_COLOR_W3] = RGB (0x56b4e9),
  [CHAIN_COLOR_SLOPE1] = RGB (0xf2c230),
  [CHAIN_COLOR_SLOPE2] = RGB (0xb3def5),
  [CHAIN_COLOR_INPUT] = RGB (0xb7b3be),
};

/* The same hues, further from the ground: 7:1, fills 4:1, the grid 1.6:1. For projectors and tired eyes. */
static const ChainColor strong_light[CHAIN_N_COLORS] = {
  [CHAIN_COLOR_BACKGROUND] = RGB (0xffffff),
  [CHAIN_COLOR_TEXT] = RGB (0x000000),
  [CHAIN_COLOR_DIM_TEXT] = RGB (0x59585d),
  [CHAIN_COLOR_GRID] = RGB (0xcdcbca),
  [CHAIN_COLOR_FRAME] = RGB (0x777674),
  [CHAIN_COLOR_NETWORK] = RGB (0x005c90),
  [CHAIN_COLOR_TARGET] = RGB (0x59575f),
  [CHAIN_COLOR_SAMPLE] = RGB (0x59575f),
  [CHAIN_COLOR_POSITIVE] = RGB (0x005c90),
  [CHAIN_COLOR_NEGATIVE] = RGB (0x914000),
  [CHAIN_COLOR_PROBE] = RGB (0x00654a),
  [CHAIN_COLOR_REFERENCE] = RGB (0x7f427c),
  [CHAIN_COLOR_CHANGE] = RGB (0x00654a),
  [CHAIN_COLOR_ALERT] = RGB (0xad1924),
  [CHAIN_COLOR_ERROR] = RGB (0x934000),
  [CHAIN_COLOR_W1] = RGB (0x705300),
  [CHAIN_COLOR_W2] = RGB (0x00654a),
  [CHAIN_COLOR_W3] = RGB (0x005c90),
  [CHAIN_COLOR_SLOPE1] = RGB (0xa87400),
  [CHAIN_COLOR_SLOPE2] = RGB (0x4085ac),
  [CHAIN_COLOR_INPUT] = RGB (0x59575f),
};

static const ChainColor strong_dark[CHAIN_N_COLORS] = {
  [CHAIN_COLOR_BACKGROUND] = RGB (0x2a2a2a),
  [CHAIN_COLOR_TEXT] = RGB (0xffffff),
  [CHAIN_COLOR_DIM_TEXT] = RGB (0xb8b5bd),
  [CHAIN_COLOR_GRID] = RGB (0x4b4b4b),
  [CHAIN_COLOR_FRAME] = RGB (0x919094),
  [CHAIN_COLOR_NETWORK] = RGB (0x6fbfec),
  [CHAIN_COLOR_TARGET] = RGB (0xb8b4bf),
  [CHAIN_COLOR_SAMPLE] = RGB (0xb8b4bf),
  [CHAIN_COLOR_POSITIVE] = RGB (0x6fbfec),
  [CHAIN_COLOR_NEGATIVE] = RGB (0xf4a56c),
  [CHAIN_COLOR_PROBE] = RGB (0x2fd0a5),
  [CHAIN_COLOR_REFERENCE] = RGB (0xdda7c5),
  [CHAIN_COLOR_CHANGE] = RGB (0x2fd0a5),
  [CHAIN_COLOR_ALERT] = RGB (0xff9c93),
  [CHAIN_COLOR_ERROR] = RGB (0xf4a56c),
  [CHAIN_COLOR_W1] = RGB (0xe5b94e),
  [CHAIN_COLOR_W2] = RGB (0x2fd0a5),
  [CHAIN_COLOR_W3] = RGB (0x6fbfec),
  [CHAIN_COLOR_SLOPE1] = RGB (0xf2c230),
  [CHAIN_COLOR_SLOPE2] = RGB (0xb3def5),
  [CHAIN_COLOR_INPUT] = RGB (0xb8b4bf),
};

/**
 * chain_style_init:
 * @style: (out): a complete style
 * @dark_ground: light lines on a dark ground
 *
 * The defaults of files and of the command line. A window overwrites what its toolkit knows
 * better: background and text colours, font, resolution and text scale.
 */
void
chain_style_init (ChainStyle *style,
                  bool        dark_ground)
{
  *style = (ChainStyle) { .font = "Sans 10", .resolution = 96.0, .text_scale = 1.0 };
  memcpy (style->colors, dark_ground ? dark : light, sizeof light);
}

/**
 * chain_style_set_high_contrast:
 * @dark_ground: as given to chain_style_init()
 *
 * Replaces the colours by those that stand out more.
 */
void
chain_style_set_high_contrast (ChainStyle *style,
                               bool        dark_ground)
{
  memcpy (style->colors, dark_ground ? strong_dark : strong_light, sizeof light);
}

/**
 * chain_style_equal:
 *
 * Returns: whether the same plot looks the same in both
 */
bool
chain_style_equal (const ChainStyle *a,
                   const ChainStyle *b)
{
  return memcmp (a->colors, b->colors, sizeof a->colors) == 0 && strcmp (a->font, b->font) == 0
         && a->resolution == b->resolution && a->text_scale == b->text_scale;
}

/**
 * chain_style_set_source:
 * @role: what is about to be drawn on @cr
 */
void
chain_style_set_source (const ChainStyle *style,
                        ChainColorRole    role,
                        cairo_t          *cr)
{
  const ChainColor *color = &style->colors[role];

  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

/**
 * chain_style_set_ground:
 * @opacity: 0 to 1
 *
 * Makes the colour of the ground the source, on a transparent page too: what it is drawn behind
 * stays readable over curves, whatever the page is laid on.
 */
void
chain_style_set_ground (const ChainStyle *style,
                        double            opacity,
                        cairo_t          *cr)
{
  const ChainColor *ground = &style->colors[CHAIN_COLOR_BACKGROUND];

  cairo_set_source_rgba (cr, ground->red, ground->green, ground->blue, opacity);
}
