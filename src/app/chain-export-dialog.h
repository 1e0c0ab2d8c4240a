// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-export-job.h"

/* Asks which picture to export and how large. Emits “chosen” and closes itself. */

#define CHAIN_TYPE_EXPORT_DIALOG (chain_export_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ChainExportDialog, chain_export_dialog, CHAIN, EXPORT_DIALOG, GtkWindow)

ChainExportDialog *chain_export_dialog_new         (GtkWindow         *parent);
ChainPicture       chain_export_dialog_get_picture (ChainExportDialog *self);
double             chain_export_dialog_get_scale   (ChainExportDialog *self);
