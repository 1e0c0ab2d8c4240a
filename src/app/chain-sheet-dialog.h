// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-sheet-job.h"

/* Asks what a worked sheet shall hold and be, of one moment of a run, and shows its first page.
 * Emits “chosen”, with whether it shall be printed instead of written, and closes itself. */

#define CHAIN_TYPE_SHEET_DIALOG (chain_sheet_dialog_get_type ())

G_DECLARE_FINAL_TYPE (ChainSheetDialog, chain_sheet_dialog, CHAIN, SHEET_DIALOG, GtkWindow)

ChainSheetDialog *chain_sheet_dialog_new         (GtkWindow               *parent,
                                                  ChainSheetMoment        *moment,
                                                  const ChainSheetChoices *choices,
                                                  ChainSheetFormat         format);
ChainSheetMoment *chain_sheet_dialog_get_moment  (ChainSheetDialog        *self);
void              chain_sheet_dialog_get_choices (ChainSheetDialog        *self,
                                                  ChainSheetChoices       *choices,
                                                  ChainSheetFormat        *format);
