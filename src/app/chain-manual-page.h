// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* A page of the manual as widgets. Pages are written in a small part of Mallard (data/help): page
 * and section with a title; p, screen, list, steps, note; in a text em, code, cmd, file, gui, key
 * and link, whose xref is a page, a page#section or a #section, or whose href is scenario:ID.
 *
 * A media stands for a picture that the program draws: src is
 * SCENARIO/STEPS/PICTURE, and its p the caption. Beyond Mallard, <scenario id="…"/> gives the
 * scenario's name, what to watch and why, as the scenario itself has it. */

char      *chain_manual_page_read_title (const char *id);
GtkWidget *chain_manual_page_new        (const char *id,
                                         gboolean  (*on_link) (GtkLabel   *label,
                                                               const char *uri,
                                                               gpointer    data),
                                         gpointer    data);
