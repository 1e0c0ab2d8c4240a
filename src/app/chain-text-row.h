// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* A value that is no number, as the experiment file writes it: a name, an entry, a button that
 * brings back the default where it differs, and below them why a text was refused. It is taken
 * over on Enter and on leaving; whoever is told decides on it. */

#define CHAIN_TYPE_TEXT_ROW (chain_text_row_get_type ())

G_DECLARE_FINAL_TYPE (ChainTextRow, chain_text_row, CHAIN, TEXT_ROW, GtkBox)

const char *chain_text_row_get_text    (ChainTextRow *self);
void        chain_text_row_set_text    (ChainTextRow *self,
                                        const char   *text);
void        chain_text_row_refuse      (ChainTextRow *self,
                                        const char   *message);
const char *chain_text_row_get_message (ChainTextRow *self);
void        chain_text_row_commit      (ChainTextRow *self);
GtkEntry   *chain_text_row_get_entry   (ChainTextRow *self);
GtkButton  *chain_text_row_get_reset   (ChainTextRow *self);
