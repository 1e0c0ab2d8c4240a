// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chain-frame.h"
#include "chain-pen.h"

/* What each curve is, in rows above the axes. An entry whose curve is hidden stays there, pale
 * and struck out, so that it can be brought back: the window clicks and focuses the boxes. */

#define CHAIN_LEGEND_SIZE 24
#define CHAIN_LEGEND_LABEL_SIZE 96

typedef enum
{
  CHAIN_KEY_LINE,
  CHAIN_KEY_CIRCLE,
  CHAIN_KEY_DIAMOND
} ChainKey;

typedef struct
{
  unsigned item; /* the plot's own number for it: its bit in hidden, or its index */
  bool hidden;
  ChainKey key;
  ChainPen pen;
  ChainBox box;  /* where a click means this entry, in units of the page */
  char label[CHAIN_LEGEND_LABEL_SIZE]; /* Pango markup */
} ChainLegendEntry;

typedef struct
{
  size_t n;
  ChainLegendEntry entries[CHAIN_LEGEND_SIZE];
} ChainLegend;

void chain_legend_init (ChainLegend *legend);
void chain_legend_add  (ChainLegend *legend,
                        unsigned     item,
                        bool         hidden,
                        ChainKey     key,
                        ChainPen     pen,
                        const char  *label);
void chain_legend_layout (ChainLegend *legend,
                          ChainFrame  *frame);
void chain_legend_draw   (const ChainLegend *legend,
                          const ChainFrame  *frame);
int  chain_legend_find   (const ChainLegend *legend,
                          double             x,
                          double             y);
