// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-sheet.h"

/* Sheets on the paper that somebody chooses. Main thread only. */

GtkPrintOperation *chain_sheet_print_new (ChainSheet *sheet,
                                          const char *title);
