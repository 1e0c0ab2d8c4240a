// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-choice-row.h"
#include "chain-experiment.h"
#include "chain-fold.h"
#include "chain-number-row.h"
#include "chain-text-row.h"

/* A group of the sidebar: it shows a part of an experiment, and says when somebody wants another.
 * It changes nothing itself, and the experiment is its owner's. */

#define CHAIN_TYPE_PANEL (chain_panel_get_type ())

G_DECLARE_DERIVABLE_TYPE (ChainPanel, chain_panel, CHAIN, PANEL, GtkBox)

struct _ChainPanelClass
{
  GtkBoxClass parent_class;

  /* Shows the experiment. */
  void (*show) (ChainPanel            *self,
                const ChainExperiment *experiment);
};

void                   chain_panel_set_experiment (ChainPanel            *self,
                                                   const ChainExperiment *experiment);
const ChainExperiment *chain_panel_get_experiment (ChainPanel            *self);
void                   chain_panel_refresh        (ChainPanel            *self);

/* for the groups themselves */
gboolean               chain_panel_edit           (ChainPanel            *self,
                                                   const char            *key,
                                                   const char            *text,
                                                   GError               **error);
void                   chain_panel_edit_row       (ChainPanel            *self,
                                                   ChainNumberRow        *row);
void                   chain_panel_replace        (ChainPanel            *self,
                                                   const ChainExperiment *changed,
                                                   const char            *gesture);
