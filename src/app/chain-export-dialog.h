// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-export-job.h"

/* Asks what to export and how, and shows what will be written. Emits “chosen” and closes itself. */

#define CHAIN_TYPE_EXPORT_DIALOG (chain_export_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ChainExportDialog, chain_export_dialog, CHAIN, EXPORT_DIALOG, GtkWindow)

ChainExportDialog *chain_export_dialog_new          (GtkWindow                *parent,
                                                     ChainPortrait            *portrait,
                                                     const ChainExportChoices *choices);
void               chain_export_dialog_get_choices  (ChainExportDialog        *self,
                                                     ChainExportChoices       *choices);
ChainPortrait     *chain_export_dialog_get_portrait (ChainExportDialog        *self);
