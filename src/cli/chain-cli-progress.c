// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-progress.h"

#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n.h>

#define BAR_WIDTH 24
#define REDRAW_INTERVAL (G_USEC_PER_SEC / 10)

/**
 * chain_cli_progress_init:
 * @enabled: whether anybody wants to see it; nothing is shown anyway where standard error is
 *   no terminal
 * @total: how many steps there are to do
 */
void
chain_cli_progress_init (ChainCliProgress *progress,
                         gboolean          enabled,
                         guint64           total)
{
  *progress = (ChainCliProgress) {
    .enabled = enabled && isatty (STDERR_FILENO),
    .total = total,
    .start = g_get_monotonic_time (),
  };
}

/* “1:05:09” or “5:09” */
static char *
format_duration (double seconds)
{
  guint64 s = seconds < 1e9 ? (guint64) (seconds + 0.5) : 1000000000;

  if (s < 3600)
    return g_strdup_printf ("%d:%02d", (int) (s / 60), (int) (s % 60));

  return g_strdup_printf ("%d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60));
}

static void
draw (const ChainCliProgress *progress,
      guint64                 done)
{
  double fraction = progress->total > 0 ? (double) done / (double) progress->total : 1.0;
  double seconds = (double) (g_get_monotonic_time () - progress->start) / G_USEC_PER_SEC;
  double rate = seconds > 0.0 ? (double) done / seconds : 0.0;
  double left = rate > 0.0 ? (double) (progress->total - done) / rate : 0.0;
  g_autofree char *duration = format_duration (left);
  char bar[BAR_WIDTH + 1] = "";

  for (int i = 0; i < BAR_WIDTH; i++)
    bar[i] = i < (int) (fraction * BAR_WIDTH) ? '#' : '-';

  fprintf (stderr, "\r[%s] ", bar);
  /* translators: percent, steps done, steps a second, minutes and seconds left */
  fprintf (stderr, _("%3.0f %%  step %llu  %.0f steps/s  %s left"), 100.0 * fraction,
           (unsigned long long) done, rate, duration);
  fputs ("\033[K", stderr);
  fflush (stderr);
}

/**
 * chain_cli_progress_update:
 * @done: the steps done so far
 *
 * Draws the bar anew, at most ten times a second.
 */
void
chain_cli_progress_update (ChainCliProgress *progress,
                           guint64           done)
{
  gint64 now;

  if (!progress->enabled)
    return;

  now = g_get_monotonic_time ();
  if (progress->last_draw != 0 && now - progress->last_draw < REDRAW_INTERVAL)
    return;

  progress->last_draw = now;
  draw (progress, done);
}

/**
 * chain_cli_progress_end:
 * @done: the steps that were done in the end
 *
 * Leaves the last bar on a line of its own.
 */
void
chain_cli_progress_end (ChainCliProgress *progress,
                        guint64           done)
{
  if (!progress->enabled)
    return;

  draw (progress, done);
  fputc ('\n', stderr);
}
