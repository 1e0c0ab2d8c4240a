// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-pictures.h"

/* What all plots of a window show: its run, and what its reader has chosen to see. Emits
 * “changed” with the pictures that look different now, and “pointed” with those in which only the
 * probe or the crosshair may be elsewhere. Main thread only. */

#define CHAIN_TYPE_PLOT_MODEL (chain_plot_model_get_type ())

G_DECLARE_FINAL_TYPE (ChainPlotModel, chain_plot_model, CHAIN, PLOT_MODEL, GObject)

/* Which plots, or-ed: 1 << ChainPicture. */
typedef guint ChainPictureMask;

#define CHAIN_PICTURES_TIME \
  (1u << CHAIN_PICTURE_LOSS | 1u << CHAIN_PICTURE_FLOW | 1u << CHAIN_PICTURE_PARAMETERS | 1u << CHAIN_PICTURE_NORMS)
#define CHAIN_PICTURES_ALL ((1u << CHAIN_N_PICTURES) - 1)

ChainPlotModel       *chain_plot_model_new         (void);
void                  chain_plot_model_set_run     (ChainPlotModel   *self,
                                                    const ChainRun   *run);
void                  chain_plot_model_update      (ChainPlotModel   *self);
const ChainRun       *chain_plot_model_get_run     (ChainPlotModel   *self);
ChainPlotChoices     *chain_plot_model_get_choices (ChainPlotModel   *self);
void                  chain_plot_model_changed     (ChainPlotModel   *self,
                                                    ChainPictureMask  pictures);
void                  chain_plot_model_pointed     (ChainPlotModel   *self,
                                                    ChainPictureMask  pictures);
void                  chain_plot_model_show_all    (ChainPlotModel   *self);
void                  chain_plot_model_show_steps  (ChainPlotModel   *self,
                                                    ChainRange        steps);
const ChainPictures  *chain_plot_model_describe    (ChainPlotModel   *self,
                                                    const ChainStyle *style);
guint                 chain_plot_model_get_revision (ChainPlotModel  *self);
GActionGroup         *chain_plot_model_get_actions (ChainPlotModel   *self);
