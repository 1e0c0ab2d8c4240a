// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include "chain-trainer.h"

/* Long enough for a loaded machine under a sanitizer; a test that passes never waits so long. */
#define PATIENCE_SECONDS 60

/* Waits for a snapshot that knows of command @serial, is of @step or later, and of a run that has
 * stopped where that is asked for. */
static inline const ChainSnapshot *
wait_until (ChainTrainer *trainer,
            uint64_t      serial,
            uint64_t      step,
            bool          stopped)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    {
      const ChainSnapshot *snapshot = chain_trainer_take_snapshot (trainer);

      if (snapshot != NULL && snapshot->serial >= serial && snapshot->step >= step
          && !(stopped && snapshot->running))
        return snapshot;
      g_usleep (200);
    }

  g_error ("expected command %" G_GUINT64_FORMAT " to be carried out, step %" G_GUINT64_FORMAT " to be reached%s",
           serial, step, stopped ? " and the run to stop" : "");
}

static inline const ChainSnapshot *
wait_for (ChainTrainer *trainer,
          uint64_t      serial)
{
  return wait_until (trainer, serial, 0, false);
}

static inline const ChainSnapshot *
wait_for_step (ChainTrainer *trainer,
               uint64_t      step)
{
  return wait_until (trainer, 0, step, false);
}

static inline const ChainSnapshot *
wait_until_stopped (ChainTrainer *trainer)
{
  return wait_until (trainer, 0, 0, true);
}
