// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

/* An entry for a value that is judged when it has been typed: on Enter, on leaving, and where an
 * assistive technology sets the text; Escape brings back what was shown. Whoever listens to “typed”
 * either shows the new value or refuses it with a sentence, and then the old one comes back. */

#define CHAIN_TYPE_FIELD (chain_field_get_type ())

G_DECLARE_DERIVABLE_TYPE (ChainField, chain_field, CHAIN, FIELD, GtkEntry)

struct _ChainFieldClass
{
  GtkEntryClass parent_class;

  /* The user has typed @text, which is not what was shown. */
  void (*typed) (ChainField *self,
                 const char *text);
};

void        chain_field_show        (ChainField *self,
                                     const char *text);
const char *chain_field_get_shown   (ChainField *self);
void        chain_field_refuse      (ChainField *self,
                                     const char *message);
const char *chain_field_get_message (ChainField *self);
void        chain_field_commit      (ChainField *self);
