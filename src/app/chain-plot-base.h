// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-pictures.h"

/* A plot without what moves with the pointer: kept until something in it is another. */
typedef struct
{
  GskRenderNode *node;    /* NULL: to be drawn */
  gboolean is_pixels;
  ChainPicture picture;   /* what it shows */
  ChainDrawLayers layers; /* NULL: it is whole; else what is to be drawn over it */
  ChainStyle style;       /* and how */
  int width;
  int height;
  int scale;
} ChainPlotBase;

GskRenderNode *chain_plot_base_get   (ChainPlotBase       *base,
                                      const ChainPictures *pictures,
                                      ChainPicture         picture,
                                      const ChainStyle    *style,
                                      int                  width,
                                      int                  height,
                                      int                  scale);
void           chain_plot_base_clear (ChainPlotBase       *base);
