// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-style.h"

/* Shows one plot of src/plot, in the fonts and colours of the widgets around it. */

#define CHAIN_TYPE_PLOT_VIEW (chain_plot_view_get_type ())

G_DECLARE_FINAL_TYPE (ChainPlotView, chain_plot_view, CHAIN, PLOT_VIEW, GtkWidget)

/* Draws the plot from 0, 0 to @width, @height. */
typedef void (*ChainPlotViewDraw) (const ChainStyle *style,
                                   cairo_t          *cr,
                                   double            width,
                                   double            height,
                                   gpointer          data);

void chain_plot_view_set_draw  (ChainPlotView    *self,
                                ChainPlotViewDraw draw,
                                gpointer          data);
void chain_plot_view_get_style (ChainPlotView    *self,
                                ChainStyle       *style);
