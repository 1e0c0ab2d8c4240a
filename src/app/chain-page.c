// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-page.h"

G_DEFINE_INTERFACE (ChainPage, chain_page, GTK_TYPE_WIDGET)

static void
chain_page_default_init (ChainPageInterface *iface)
{
}

/**
 * chain_page_set_model:
 * @model: what to show; outlives the page, or is replaced
 */
void
chain_page_set_model (ChainPage      *self,
                      ChainPlotModel *model)
{
  g_return_if_fail (CHAIN_IS_PAGE (self));

  CHAIN_PAGE_GET_IFACE (self)->set_model (self, model);
}

gboolean
chain_page_has_menu (ChainPage *self)
{
  g_return_val_if_fail (CHAIN_IS_PAGE (self), FALSE);

  return CHAIN_PAGE_GET_IFACE (self)->new_menu != NULL;
}

/**
 * chain_page_new_menu:
 *
 * Returns: (transfer floating): a popover with all that can be done with what the page shows
 */
GtkWidget *
chain_page_new_menu (ChainPage *self)
{
  g_return_val_if_fail (CHAIN_IS_PAGE (self) && chain_page_has_menu (self), NULL);

  return CHAIN_PAGE_GET_IFACE (self)->new_menu (self);
}
