// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* A picture in the manual: a scenario is run when the page of the picture is shown, and one plot of it
 * drawn in the fonts and colours around it. */

#define CHAIN_TYPE_MANUAL_FIGURE (chain_manual_figure_get_type ())

G_DECLARE_FINAL_TYPE (ChainManualFigure, chain_manual_figure, CHAIN, MANUAL_FIGURE, GtkWidget)

GtkWidget *chain_manual_figure_new         (const char        *source);
void       chain_manual_figure_set_caption (ChainManualFigure *self,
                                            const char        *caption);
