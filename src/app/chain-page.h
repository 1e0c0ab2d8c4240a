// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-model.h"

/* What can be a page of the fourth card. A ChainPlotView is one already; a page of another kind
 * implements this, and shows the run of its model as it is whenever that has “changed” and the
 * page is mapped. */

#define CHAIN_TYPE_PAGE (chain_page_get_type ())

G_DECLARE_INTERFACE (ChainPage, chain_page, CHAIN, PAGE, GtkWidget)

struct _ChainPageInterface
{
  GTypeInterface parent_iface;

  void       (*set_model) (ChainPage      *self,
                           ChainPlotModel *model);
  /* (nullable): a popover with what can be done with it; a page without has no menu */
  GtkWidget *(*new_menu)  (ChainPage      *self);
};

void       chain_page_set_model (ChainPage      *self,
                                 ChainPlotModel *model);
gboolean   chain_page_has_menu  (ChainPage      *self);
GtkWidget *chain_page_new_menu  (ChainPage      *self);
