// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-derivation-view.h"
#include "chain-plot-view.h"
#include "chain-toast.h"

/* The four cards with the plots of a run. Emits “wants-changed” where other parts of a run's
 * history have come into view. */

#define CHAIN_TYPE_PLOT_BOARD (chain_plot_board_get_type ())

G_DECLARE_FINAL_TYPE (ChainPlotBoard, chain_plot_board, CHAIN, PLOT_BOARD, GtkWidget)

void            chain_plot_board_set_run     (ChainPlotBoard *self,
                                              const ChainRun *run);
void            chain_plot_board_update      (ChainPlotBoard *self);
void            chain_plot_board_show_steps  (ChainPlotBoard *self,
                                              ChainRange      steps);
ChainPlotModel *chain_plot_board_get_model   (ChainPlotBoard *self);
ChainPlotView  *chain_plot_board_get_view    (ChainPlotBoard *self,
                                              ChainPicture    picture);
ChainPicture    chain_plot_board_get_focused (ChainPlotBoard *self);
void            chain_plot_board_show        (ChainPlotBoard *self,
                                              ChainPicture    picture);
ChainDerivationView *chain_plot_board_get_derivation (ChainPlotBoard *self);
ChainToast     *chain_plot_board_get_toast   (ChainPlotBoard *self);
unsigned        chain_plot_board_get_wants   (ChainPlotBoard *self);
