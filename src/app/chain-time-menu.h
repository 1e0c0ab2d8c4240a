// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-plot-model.h"

/* What the menus of the plots over the steps have beside what all plots have. */

void chain_time_menu_add_items   (GMenu          *menu,
                                  ChainPlotModel *model,
                                  ChainPicture    picture);
void chain_time_menu_add_average (GtkPopoverMenu *popover,
                                  ChainPlotModel *model);
