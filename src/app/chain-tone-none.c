// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-tone.h"

#include <glib/gi18n.h>

/* In place of chain-tone.c where the program is built without GStreamer. */

struct _ChainTone
{
  ChainToneFailed failed;
  gpointer data;
  guint idle;
};

static gboolean
on_idle (gpointer data)
{
  ChainTone *self = data;

  self->idle = 0;
  self->failed (_("This program was built without sound."), self->data);
  return G_SOURCE_REMOVE;
}

ChainTone *
chain_tone_new (ChainToneFailed failed,
                gpointer        data)
{
  ChainTone *self = g_new0 (ChainTone, 1);

  self->failed = failed;
  self->data = data;
  self->idle = g_idle_add (on_idle, self);
  return self;
}

void
chain_tone_play (ChainTone *self,
                 double     pitch)
{
}

void
chain_tone_rest (ChainTone *self)
{
}

void
chain_tone_close (ChainTone *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_free (self);
}
