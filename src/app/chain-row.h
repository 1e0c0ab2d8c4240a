// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* A line of the sidebar: a sign, a mark where a change starts the run again, what the kinds of rows
 * put there to give a value with, a button that brings back the default where the value differs,
 * and below them why a text was refused, which a ChainField in it says.
 *
 * A kind's template puts its controls between mark and button, of type “end” behind the button. */

#define CHAIN_TYPE_ROW (chain_row_get_type ())

G_DECLARE_DERIVABLE_TYPE (ChainRow, chain_row, CHAIN, ROW, GtkBox)

struct _ChainRowClass
{
  GtkBoxClass parent_class;

  /* Brings back the default, as if the user had given it. */
  void (*reset) (ChainRow *self);
};

const char *chain_row_get_title (ChainRow   *self);
GtkButton  *chain_row_get_reset (ChainRow   *self);

/* for the kinds of rows */
void        chain_row_set_reset (ChainRow   *self,
                                 const char *text);
