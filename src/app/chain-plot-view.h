// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-model.h"

/* Shows one plot of src/plot, in the fonts and colours of the widgets around it: with a legend
 * that can be clicked and reached by keys, and a menu of what can be done with it. */

#define CHAIN_TYPE_PLOT_VIEW (chain_plot_view_get_type ())

G_DECLARE_DERIVABLE_TYPE (ChainPlotView, chain_plot_view, CHAIN, PLOT_VIEW, GtkWidget)

struct _ChainPlotViewClass
{
  GtkWidgetClass parent_class;

  ChainPicture (*get_picture)  (ChainPlotView       *self);
  /* (nullable): a plot without legend */
  void         (*get_legend)   (ChainPlotView       *self,
                                const ChainPictures *pictures,
                                double               width,
                                double               height,
                                ChainLegend         *legend);
  /* hides a curve, or shows it again */
  void         (*toggle)       (ChainPlotView       *self,
                                unsigned             item);
  /* (nullable): appends what this plot can show */
  void         (*add_items)    (ChainPlotView       *self,
                                GMenu               *menu);
  /* (nullable): fills the places of the menu that are no items */
  void         (*add_children) (ChainPlotView       *self,
                                GtkPopoverMenu      *popover);
  /* (nullable): what lies over the plot for as long as a gesture takes */
  void         (*draw_gesture) (ChainPlotView       *self,
                                cairo_t             *cr);
  /* (nullable): what is picked in the plot now, for who cannot see it; NULL for nothing */
  char        *(*describe)     (ChainPlotView       *self);
};

void            chain_plot_view_set_model       (ChainPlotView    *self,
                                                 ChainPlotModel   *model);
ChainPlotModel *chain_plot_view_get_model       (ChainPlotView    *self);
ChainPicture    chain_plot_view_get_picture     (ChainPlotView    *self);
const ChainPictures *chain_plot_view_get_pictures (ChainPlotView  *self);
GtkWidget      *chain_plot_view_new_menu        (ChainPlotView    *self);
void            chain_plot_view_tell            (ChainPlotView    *self);
GtkWidget      *chain_plot_view_get_legend_key  (ChainPlotView    *self,
                                                 guint             index);
