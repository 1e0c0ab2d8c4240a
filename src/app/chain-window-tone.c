// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include "chain-settings.h"

/* Where there is no device: says so, and does not try again. */
static void
on_failed (const char *reason,
           gpointer    data)
{
  ChainWindow *self = data;
  GActionGroup *application = G_ACTION_GROUP (gtk_window_get_application (GTK_WINDOW (self)));

  g_clear_pointer (&self->tone, chain_tone_close);
  chain_window_show_note (self, reason);
  g_action_group_change_action_state (application, CHAIN_SETTINGS_TONE, g_variant_new_boolean (FALSE));
}

/**
 * chain_window_update_tone:
 *
 * Lets the loss of a run that goes on be heard, if that is wished for.
 */
void
chain_window_update_tone (ChainWindow *self)
{
  g_autoptr (GVariant) wanted = chain_settings_get (CHAIN_SETTINGS_TONE);
  const ChainSeries *losses = self->run.losses;

  if (!g_variant_get_boolean (wanted))
    {
      g_clear_pointer (&self->tone, chain_tone_close);
      return;
    }

  if (self->tone == NULL)
    self->tone = chain_tone_new (on_failed, self);
  if (self->running && self->run.running && losses->count > 0)
    chain_tone_play (self->tone, chain_tone_pitch (self->run.point.loss, losses->buckets[0].first, self->run.floor));
  else
    chain_tone_rest (self->tone);
}
