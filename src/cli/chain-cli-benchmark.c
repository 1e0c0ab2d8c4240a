// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#include <glib/gi18n.h>

#include "chain-kernel.h"

#define DEFAULT_SECONDS 1.0

/* As long as it takes for the clock's own time not to count, and as short as it takes for some
 * to be undisturbed. */
#define CHUNK_SECONDS 2e-3

/* The thread's own time: what other programs take does not count. */
static double
get_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + 1e-9 * (double) now.tv_nsec;
}

/* Returns the seconds of @n steps. */
static double
time_steps (ChainSession *session,
            guint64       n)
{
  double before = get_seconds ();

  chain_session_step (session, n);
  return get_seconds () - before;
}

/* Returns the seconds of a step: those of the best chunk. */
static double
measure (ChainSession *session,
         double        seconds)
{
  gint64 begin = g_get_monotonic_time ();
  guint64 n = 1;
  double best;

  while ((best = time_steps (session, n) / (double) n) * (double) n < CHUNK_SECONDS)
    n *= 2;
  while ((double) (g_get_monotonic_time () - begin) < seconds * G_USEC_PER_SEC)
    best = fmin (best, time_steps (session, n) / (double) n);

  return best;
}

static gboolean
load (const char      *hidden,
      const char      *count,
      ChainExperiment *experiment)
{
  g_autofree char *hidden_setting = g_strconcat ("hidden=", hidden, NULL);
  g_autofree char *count_setting = g_strconcat ("count=", count, NULL);
  char *settings[] = { hidden_setting, count_setting, (char *) "x-min=-1", (char *) "x-max=1",
                       (char *) "learning-rate=0.05", NULL };
  const ChainCliExperiment arguments = { .settings = settings };

  return chain_cli_load (&arguments, experiment);
}

/**
 * chain_cli_benchmark:
 *
 * The command `benchmark`: measures one thread that trains as the window and `train` do.
 *
 * Returns: the exit status
 */
int
chain_cli_benchmark (int    argc,
                     char **argv)
{
  g_autofree char *hidden = NULL;
  g_autofree char *count = NULL;
  g_autofree char *seconds_text = NULL;
  g_auto (ChainExperiment) experiment = { 0 };
  g_autoptr (ChainSession) session = NULL;
  double seconds = DEFAULT_SECONDS, step;
  char buffer[CHAIN_DECIMAL_SIZE];
  const GOptionEntry entries[] = {
    { "hidden", 0, 0, G_OPTION_ARG_FILENAME, &hidden, N_("Widths of the hidden layers (default 1;1)"), "H1;H2" },
    { "count", 0, 0, G_OPTION_ARG_FILENAME, &count, N_("How many samples (default 64)"), "N" },
    { "seconds", 0, 0, G_OPTION_ARG_FILENAME, &seconds_text, N_("How long to measure (default 1)"), "S" },
    { NULL }
  };

  if (!chain_cli_parse_options ("benchmark",
                                _("Measures how fast one thread trains: the best of many short runs, in CPU time."),
                                entries, NULL, argc, argv)
      || (seconds_text != NULL && !chain_cli_parse_seconds ("--seconds", seconds_text, &seconds))
      || !load (hidden != NULL ? hidden : "1;1", count != NULL ? count : "64", &experiment))
    return CHAIN_CLI_USAGE;

  session = chain_session_new (&experiment);
  if (session == NULL)
    g_error ("out of memory");

  step = measure (session, seconds);
  printf ("kernel=%s\n", chain_kernel_get_name (chain_kernel_get_default ()));
  printf ("sample-gradients-per-second=%s\n",
          g_ascii_formatd (buffer, sizeof buffer, "%.2e", (double) experiment.count / step));
  printf ("nanoseconds-per-step=%s\n", g_ascii_formatd (buffer, sizeof buffer, "%.1f", 1e9 * step));
  return CHAIN_CLI_OK;
}
