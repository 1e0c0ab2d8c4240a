// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-loss-crosshair.h"

#include <stdlib.h>

#include "chain-average.h"
#include "chain-crosshair.h"
#include "chain-plot-i18n.h"

/* The average, like a value. */
static void
say_average (const ChainLossPlot *plot,
             ChainCallout        *callout)
{
  char number[CHAIN_NUMBER_SIZE];
  double value;

  if (!chain_average_at (plot->runs[0].loss, plot->average, plot->crosshair, &value))
    return;

  chain_number_significant (number, value, 5);
  chain_callout_add (callout, CHAIN_COLOR_NETWORK, "%s %s", _("average"), number);
}

/**
 * chain_loss_crosshair_draw:
 * @plot: with at least one run
 * @room: with the curves in it
 * @average: whether the average is shown
 *
 * Draws the line at the plot's step if that is on the axis, and the loss there.
 */
void
chain_loss_crosshair_draw (const ChainLossPlot *plot,
                           const ChainFrame    *frame,
                           ChainRoom           *room,
                           bool                 average)
{
  const ChainSeries *loss = plot->runs[0].loss;
  double step = (double) plot->crosshair;
  ChainCallout callout = { 0 };

  if (!(step >= frame->x.low) || !(step <= frame->x.high))
    return;

  chain_crosshair_draw (frame, plot->crosshair);
  chain_crosshair_dot (frame, loss, plot->crosshair, CHAIN_COLOR_NETWORK);
  chain_crosshair_say_step (&callout, loss, plot->crosshair);
  chain_crosshair_say_value (&callout, CHAIN_COLOR_NETWORK, _("loss"), loss, plot->crosshair);
  if (average)
    say_average (plot, &callout);
  if (plot->crosshair_note != NULL)
    {
      char *note = chain_text_escape (plot->crosshair_note);

      chain_callout_add (&callout, CHAIN_COLOR_TEXT, "%s", note);
      free (note);
    }
  chain_callout_draw (&callout, frame, room, chain_scale_to_view (&frame->x, step));
}
