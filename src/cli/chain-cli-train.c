// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "chain-cli-history.h"
#include "chain-cli-picture.h"
#include "chain-cli-progress.h"

/* Work between two looks at the clock and at Ctrl-C, in samples times parameters: some
 * milliseconds. */
#define CHUNK_WORK (1 << 18)

/* The options as they were given, and what they mean. */
typedef struct
{
  char *steps_text;
  char *every_text;
  char *size_text;
  char *scale_text;
  char *theme_text;
  char *seconds_text;
  char *history_path;
  char *save_path;
  char **plot_texts;
  gboolean quiet;

  guint64 steps;
  guint64 every;
  double seconds;        /* of wall-clock time, infinite by default */
  ChainCliLook look;
} Options;

/* A run with all that is written of it. */
typedef struct
{
  const Options *options;
  ChainSession *session;
  ChainCliHistory history;  /* without output where none was asked for */
  ChainOutput *save;     /* NULL where none was asked for */
  ChainCliPicture *pictures;
  gsize n_pictures;
  gboolean out_of_time;
} Train;

/* The signal that asked for the end, or 0. */
static volatile sig_atomic_t stop_signal;

static void
on_signal (int number)
{
  stop_signal = number;
}

static void
catch_signals (void)
{
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

static void
options_clear (Options *options)
{
  g_free (options->steps_text);
  g_free (options->every_text);
  g_free (options->size_text);
  g_free (options->scale_text);
  g_free (options->theme_text);
  g_free (options->seconds_text);
  g_free (options->history_path);
  g_free (options->save_path);
  g_strfreev (options->plot_texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
options_parse (Options             *options,
               ChainCliExperiment  *experiment,
               int                  argc,
               char               **argv)
{
  const GOptionEntry entries[] = {
    { "steps", 0, 0, G_OPTION_ARG_FILENAME, &options->steps_text,
      N_("How many updates to make (required)"), "N" },
    { "seconds", 0, 0, G_OPTION_ARG_FILENAME, &options->seconds_text,
      N_("Stop after S seconds of wall-clock time; where that is, cannot be reproduced"), "S" },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &options->history_path,
      N_("Write loss, parameters and gradients as a table"), "FILE.csv" },
    { "every", 0, 0, G_OPTION_ARG_FILENAME, &options->every_text,
      N_("Write only every K-th step and the last (default 1)"), "K" },
    { "plot", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->plot_texts,
      N_("Draw fit, loss, gradient, factors, network, activations, flow, check, parameters, norms or all on a page "
         "at the end; as PNG, SVG or PDF"),
      "KIND=FILE.png" },
    { "size", 0, 0, G_OPTION_ARG_FILENAME, &options->size_text,
      N_("Size of the pictures in pixels (default 960x600, for all 1000x1170)"), "WxH" },
    { "scale", 0, 0, G_OPTION_ARG_FILENAME, &options->scale_text,
      N_("Make so many pixels of each in a PNG (default 1, at most 8)"), "S" },
    { "theme", 0, 0, G_OPTION_ARG_FILENAME, &options->theme_text,
      N_("Draw on a light ground or a dark one (default light)"), "light|dark" },
    { "transparent", 0, 0, G_OPTION_ARG_NONE, &options->look.transparent,
      N_("Leave the ground of the pictures transparent"), NULL },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &options->save_path,
      N_("Write the experiment as it stands at the end, to go on from there"), "FILE.chainrule" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet,
      N_("Print neither progress nor result"), NULL },
    { NULL }
  };

  if (!chain_cli_parse_options ("train",
                                _("Trains the network of an experiment; without one, the default experiment. "
                                  "A saved run goes on where it stands."),
                                entries, experiment, argc, argv))
    return FALSE;

  if (options->steps_text == NULL)
    {
      chain_cli_complain (CHAIN_CLI_USAGE, _("Expected --steps N"));
      return FALSE;
    }

  return chain_cli_parse_whole ("--steps", options->steps_text, 0, &options->steps)
         && (options->every_text == NULL
             || chain_cli_parse_whole ("--every", options->every_text, 1, &options->every))
         && (options->seconds_text == NULL
             || chain_cli_parse_seconds ("--seconds", options->seconds_text, &options->seconds))
         && (options->size_text == NULL || chain_cli_look_parse_size (&options->look, options->size_text))
         && (options->scale_text == NULL || chain_cli_look_parse_scale (&options->look, options->scale_text))
         && (options->theme_text == NULL || chain_cli_look_parse_theme (&options->look, options->theme_text))
         && (options->plot_texts == NULL || chain_cli_look_take_time (&options->look));
}

/* The steps that a file can count must do, so that what is saved can be opened. */
static gboolean
check_steps (const Options         *options,
             const ChainExperiment *experiment)
{
  guint64 first = experiment->has_state ? experiment->state.step : 0;

  if (options->steps <= G_MAXINT64 - first)
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE, _("--steps: expected at most %llu for a run that stands at step %llu, got “%s”"),
                      (unsigned long long) (G_MAXINT64 - first), (unsigned long long) first, options->steps_text);
  return FALSE;
}

static void
train_clear (Train *train)
{
  g_clear_pointer (&train->session, chain_session_free);
  chain_cli_history_clear (&train->history);
  chain_output_discard (train->save);
  for (gsize i = 0; i < train->n_pictures; i++)
    chain_output_discard (train->pictures[i].output);
  g_free (train->pictures);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Train, train_clear)

static gboolean
parse_pictures (Train *train)
{
  char **texts = train->options->plot_texts;
  gsize n = texts != NULL ? g_strv_length (texts) : 0;

  train->pictures = g_new0 (ChainCliPicture, n);
  for (; train->n_pictures < n; train->n_pictures++)
    if (!chain_cli_picture_parse (&train->pictures[train->n_pictures], &train->options->look,
                                  texts[train->n_pictures]))
      return FALSE;

  return TRUE;
}

/* Opens every file before the run, so that a mistake in a name costs no run. */
static gboolean
open_outputs (Train   *train,
              GError **error)
{
  const Options *options = train->options;

  if (options->history_path != NULL
      && !chain_cli_history_open (&train->history, options->history_path, train->session, options->every, error))
    return FALSE;

  for (gsize i = 0; i < train->n_pictures; i++)
    if (!chain_cli_picture_open (&train->pictures[i], error))
      return FALSE;

  if (options->save_path != NULL)
    train->save = chain_output_open (options->save_path, error);
  return options->save_path == NULL || train->save != NULL;
}

/* Returns how many steps to make before the next look around. */
static guint64
chunk_length (const Train *train,
              guint64      left)
{
  const ChainExperiment *experiment = chain_session_get_experiment (train->session);
  gsize work = chain_session_get_dataset (train->session)->n * chain_shape_n_parameters (experiment->shape);
  guint64 step = chain_session_get_step (train->session);
  guint64 chunk = MIN (left, MAX (1, CHUNK_WORK / work));

  if (train->history.output != NULL)
    chunk = MIN (chunk, chain_cli_history_next (&train->history, step) - step);

  return chunk;
}

/* Returns whether the wall-clock time that was given is over. */
static gboolean
is_out_of_time (const Train *train,
                gint64       begin)
{
  return (double) (g_get_monotonic_time () - begin) >= train->options->seconds * G_USEC_PER_SEC;
}

static void
run_steps (Train *train)
{
  ChainSession *session = train->session;
  ChainCliHistory *history = &train->history;
  guint64 first = chain_session_get_step (session);
  guint64 left = train->options->steps;
  gint64 begin = g_get_monotonic_time ();
  ChainCliProgress progress;

  chain_cli_progress_init (&progress, !train->options->quiet, left);
  if (history->output != NULL && chain_session_get_status (session) != CHAIN_SESSION_DIVERGED)
    chain_cli_history_add (history);

  while (left > 0 && stop_signal == 0 && chain_session_get_status (session) == CHAIN_SESSION_READY
         && !train->out_of_time)
    {
      chain_session_step (session, chunk_length (train, left));
      left = first + train->options->steps - chain_session_get_step (session);

      if (history->output != NULL && chain_session_get_step (session) % history->every == 0
          && chain_session_get_step (session) != history->last_row)
        chain_cli_history_add (history);
      chain_cli_progress_update (&progress, train->options->steps - left);
      train->out_of_time = left > 0 && is_out_of_time (train, begin);
    }

  if (history->output != NULL)
    chain_cli_history_end (history);
  chain_cli_progress_end (&progress, chain_session_get_step (session) - first);
}

static gboolean
write_save (Train   *train,
            GError **error)
{
  g_auto (ChainExperiment) record = { 0 };
  g_autofree char *text = NULL;

  if (!chain_session_record (train->session, &record))
    g_error ("out of memory");

  text = chain_experiment_to_text (&record);
  chain_output_write (train->save, text, strlen (text));
  return chain_output_close (g_steal_pointer (&train->save), error);
}

/* Says what went wrong with a file; the others are written all the same. */
static gboolean
report (gboolean   written,
        GError   **error)
{
  if (!written)
    chain_cli_complain (CHAIN_CLI_FAILED, "%s", (*error)->message);

  g_clear_error (error);
  return written;
}

static gboolean
write_pictures (Train *train)
{
  const ChainCliLook *look = &train->options->look;
  g_autofree ChainCliPlots *plots = NULL;
  ChainStyle style;
  GError *error = NULL;
  gboolean written = TRUE;

  if (train->n_pictures == 0)
    return TRUE;

  plots = g_new (ChainCliPlots, 1);
  chain_cli_look_make_style (look, &style);
  chain_cli_plots_init (plots, train->session, &style);
  for (gsize i = 0; i < train->n_pictures; i++)
    {
      if (chain_cli_picture_wants_check (&train->pictures[i]))
        chain_cli_plots_check (plots, train->session);
      written &= report (chain_cli_picture_write (&train->pictures[i], look, plots, &error), &error);
    }
  chain_cli_plots_clear (plots);

  return written;
}

static gboolean
close_outputs (Train *train)
{
  GError *error = NULL;
  gboolean written = TRUE;

  if (train->history.output != NULL)
    written &= report (chain_cli_history_close (&train->history, &error), &error);
  written &= write_pictures (train);
  if (train->save != NULL)
    written &= report (write_save (train, &error), &error);

  return written;
}

/* Says what ended a run that has come to an end before its steps. */
static void
print_stop (const Train *train)
{
  const ChainExperiment *experiment = chain_session_get_experiment (train->session);
  unsigned long long step = chain_session_get_step (train->session);
  ChainSessionStatus status = chain_session_get_status (train->session);
  char number[CHAIN_DECIMAL_SIZE];

  if (status == CHAIN_SESSION_STOPPED_STEPS)
    printf (_("stopped at step %llu: stop-steps=%llu is reached\n"), step, (unsigned long long) experiment->stop_steps);
  else if (status == CHAIN_SESSION_STOPPED_LOSS)
    printf (_("stopped at step %llu: the loss is below stop-loss=%s\n"), step,
            chain_decimal_format (experiment->stop_loss, number));
  else if (train->out_of_time && status == CHAIN_SESSION_READY)
    printf (_("stopped at step %llu: %s seconds are over; another run stops elsewhere, this is not reproducible\n"),
            step, chain_decimal_format (train->options->seconds, number));
}

static void
print_result (const Train *train)
{
  const ChainPoint *point = chain_session_get_point (train->session);
  unsigned long long step = chain_session_get_step (train->session);
  g_autofree char *units = chain_cli_describe_units (chain_session_get_dataset (train->session));
  char loss[CHAIN_DECIMAL_SIZE], batch_loss[CHAIN_DECIMAL_SIZE], norm_text[CHAIN_DECIMAL_SIZE];
  double gradients[CHAIN_MAX_PARAMETERS];
  double norm = 0.0;

  chain_cli_number (chain_session_evaluate (train->session, gradients), loss);
  for (gsize i = 0; i < chain_shape_n_parameters (chain_session_get_experiment (train->session)->shape); i++)
    norm = hypot (norm, gradients[i]);
  chain_cli_number (norm, norm_text);

  if (chain_session_has_batches (train->session))
    printf (_("step %llu, loss %s, gradient norm %s, batch loss %s\n"), step, loss, norm_text,
            chain_cli_number (point->loss, batch_loss));
  else
    printf (_("step %llu, loss %s, gradient norm %s\n"), step, loss, norm_text);
  if (units != NULL)
    printf ("%s\n", units);
  print_stop (train);
}

/* Says at which step, and what that means for what was written. */
static void
complain_diverged (const ChainSession *session)
{
  unsigned long long step = chain_session_get_diverged_step (session);
  char loss[CHAIN_DECIMAL_SIZE];

  chain_cli_number (chain_session_get_diverged (session)->loss, loss);
  if (step == chain_session_get_step (session))
    chain_cli_complain (CHAIN_CLI_FAILED, _("The run cannot start: at step %llu the loss is %s"), step, loss);
  else if (chain_session_has_batches (session))
    chain_cli_complain (CHAIN_CLI_FAILED, _("The run diverged at step %llu with a batch loss of %s; "
                                            "it stands at the step before"), step, loss);
  else
    chain_cli_complain (CHAIN_CLI_FAILED, _("The run diverged at step %llu with a loss of %s; "
                                            "it stands at the step before"), step, loss);
}

/**
 * chain_cli_train:
 *
 * The command `train`: runs an experiment and writes what was asked for, however the run ends.
 *
 * Returns: the exit status
 */
int
chain_cli_train (int    argc,
                 char **argv)
{
  g_auto (Options) options = { .every = 1, .seconds = INFINITY, .look.scale = 1.0 };
  g_auto (ChainCliExperiment) arguments = { NULL };
  g_auto (ChainExperiment) experiment = { 0 };
  g_auto (Train) train = { .options = &options };
  g_autoptr (GError) error = NULL;
  gboolean written;

  if (!options_parse (&options, &arguments, argc, argv)
      || !parse_pictures (&train)
      || !chain_cli_load (&arguments, &experiment)
      || !check_steps (&options, &experiment))
    return CHAIN_CLI_USAGE;

  train.session = chain_session_new (&experiment);
  if (train.session == NULL)
    g_error ("out of memory");
  if (!open_outputs (&train, &error))
    return chain_cli_complain (CHAIN_CLI_FAILED, "%s", error->message);

  catch_signals ();
  run_steps (&train);
  written = close_outputs (&train);
  if (!options.quiet)
    print_result (&train);

  if (chain_session_get_status (train.session) == CHAIN_SESSION_DIVERGED)
    {
      complain_diverged (train.session);
      return CHAIN_CLI_FAILED;
    }

  if (!written)
    return CHAIN_CLI_FAILED;
  return stop_signal != 0 ? CHAIN_CLI_SIGNALLED + stop_signal : CHAIN_CLI_OK;
}
