// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "chain-frame.h"

/* What part of a plot's inside is taken by curves and labels, so that the next label can be put
 * where it hides nothing. Fixed size, filled anew for each drawing. */

#define CHAIN_ROOM_SLOTS 256
#define CHAIN_ROOM_LABELS 24
#define CHAIN_ROOM_RULES 4

typedef struct
{
  ChainBox inside;
  double top[CHAIN_ROOM_SLOTS];    /* of the curves, in each vertical strip of the inside */
  double bottom[CHAIN_ROOM_SLOTS];
  ChainBox labels[CHAIN_ROOM_LABELS];
  size_t n_labels;
  double rules[CHAIN_ROOM_RULES]; /* places of horizontal lines across the inside */
  size_t n_rules;
} ChainRoom;

/* Where a label could be: its anchor on this point. */
typedef struct
{
  double x;
  double y;
  ChainAnchor anchor;
} ChainSpot;

void chain_room_init       (ChainRoom        *room,
                            const ChainBox   *inside);
void chain_room_add_line   (ChainRoom        *room,
                            double            x0,
                            double            y0,
                            double            x1,
                            double            y1);
void chain_room_add_rule   (ChainRoom        *room,
                            double            y);
void chain_room_show_label (ChainRoom        *room,
                            const ChainFrame *frame,
                            ChainColorRole    role,
                            const char       *markup,
                            const ChainSpot  *spots,
                            int               n);
bool chain_room_place      (ChainRoom        *room,
                            double            width,
                            double            height,
                            const ChainSpot  *spots,
                            int               n,
                            double            x,
                            ChainBox         *box);
