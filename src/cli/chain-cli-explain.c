// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-explain.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

typedef struct
{
  char *at_step;
  char *x;
  char *parameter;
  char *format;
  char *digits;
  gboolean batch;
} Options;

typedef struct
{
  const char *name;
  char *(*write) (const ChainSheet *sheet);
} Format;

static const Format formats[] = {
  { "text", chain_sheet_to_text },
  { "csv", chain_sheet_to_csv },
  { "markdown", chain_sheet_to_markdown },
  { "latex", chain_sheet_to_latex },
};

static void
options_clear (Options *options)
{
  g_free (options->at_step);
  g_free (options->x);
  g_free (options->parameter);
  g_free (options->format);
  g_free (options->digits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/**
 * chain_cli_make_source:
 * @plain: the samples of @session in plain units
 * @source: (out): where @session stands, all parameters, for the last sample with 17 digits; it
 *   points into @session and @plain
 */
void
chain_cli_make_source (const ChainSession     *session,
                       const ChainDataset     *plain,
                       ChainExplanationSource *source)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  const ChainPoint *point = chain_session_get_point (session);

  *source = (ChainExplanationSource) {
    .shape = experiment->shape,
    .parameters = point->parameters,
    .dataset = chain_session_get_dataset (session),
    .plain = plain,
    .sample = plain->n - 1,
    .parameter = CHAIN_ALL_PARAMETERS,
    .digits = CHAIN_EXPLANATION_MAX_DIGITS,
    .step = chain_session_get_step (session),
    .optimizer = experiment->optimizer,
    .step_size = chain_session_get_step_size (session),
    .moments = &point->moments,
    .frozen = chain_session_get_frozen (session),
    .batch_size = chain_session_has_batches (session) ? experiment->batch_size : 0,
  };
}

static gboolean
parse_format (const char    *name,
              const Format **format)
{
  *format = &formats[0];
  if (name == NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      {
        *format = &formats[i];
        return TRUE;
      }

  chain_cli_complain (CHAIN_CLI_USAGE, _("--format: expected text, csv, markdown or latex, got “%s”"), name);
  return FALSE;
}

static gboolean
parse_digits (const char *text,
              int        *digits)
{
  guint64 value = 6;

  if (text != NULL
      && (!chain_decimal_parse_whole (text, CHAIN_EXPLANATION_MAX_DIGITS, &value) || value < CHAIN_EXPLANATION_MIN_DIGITS))
    {
      chain_cli_complain (CHAIN_CLI_USAGE, _("--digits: expected a whole number from %d to %d, got “%s”"),
                          CHAIN_EXPLANATION_MIN_DIGITS, CHAIN_EXPLANATION_MAX_DIGITS, text);
      return FALSE;
    }

  *digits = (int) value;
  return TRUE;
}

static gboolean
parse_parameter (const char *name,
                 ChainShape  shape,
                 int        *parameter)
{
  if (name == NULL)
    return TRUE;

  *parameter = chain_parameter_find (shape, name);
  if (*parameter >= 0)
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE, shape.hidden1 * shape.hidden2 > 1
                        ? _("--parameter: expected a name like W1[1], W2[1][1] or b3, got “%s”")
                        : _("--parameter: expected W1, b1, W2, b2, W3 or b3, got “%s”"), name);
  return FALSE;
}

static gboolean
parse_sample (const char         *text,
              const ChainDataset *plain,
              gsize              *sample)
{
  double x;

  if (text == NULL)
    return TRUE;
  if (!chain_decimal_parse (text, &x))
    {
      chain_cli_complain (CHAIN_CLI_USAGE, _("--x: expected a number, got “%s”"), text);
      return FALSE;
    }

  *sample = chain_explanation_nearest_sample (plain, x);
  return TRUE;
}

/* Goes to the step that is asked for. Returns the exit status. */
static int
go_to_step (ChainSession *session,
            const char   *text)
{
  guint64 step = chain_session_get_step (session), wanted = step;
  g_autofree char *start = g_strdup_printf ("%" G_GUINT64_FORMAT, step);
  g_autofree char *end = NULL;

  if (text != NULL && !chain_cli_parse_whole ("--at-step", text, 0, &wanted))
    return CHAIN_CLI_USAGE;
  if (wanted < step)
    return chain_cli_complain (CHAIN_CLI_USAGE, _("--at-step: the experiment stands at step %s, %s is before it"),
                               start, text);

  chain_session_step (session, wanted - step);
  if (!isfinite (chain_session_evaluate (session, NULL)))
    return chain_cli_complain (CHAIN_CLI_FAILED, _("The loss is not finite"));
  end = g_strdup_printf ("%" G_GUINT64_FORMAT, chain_session_get_step (session));
  if (chain_session_get_step (session) < wanted)
    return chain_cli_complain (CHAIN_CLI_FAILED, _("--at-step: the run does not come to step %s; it ends at step %s"),
                               text, end);
  return CHAIN_CLI_OK;
}

static int
explain (const Options         *options,
         const ChainExperiment *experiment)
{
  g_autoptr (ChainSession) session = chain_session_new (experiment);
  g_auto (ChainDataset) plain = { 0 };
  g_autoptr (ChainSheet) sheet = NULL;
  g_autofree char *text = NULL;
  ChainExplanationSource source;
  const Format *format;
  int status;

  if (session == NULL)
    g_error ("out of memory");
  chain_cli_make_plain (experiment, &plain);
  status = go_to_step (session, options->at_step);
  if (status != CHAIN_CLI_OK)
    return status;

  chain_cli_make_source (session, &plain, &source);
  if (!parse_format (options->format, &format) || !parse_digits (options->digits, &source.digits)
      || !parse_parameter (options->parameter, experiment->shape, &source.parameter)
      || !parse_sample (options->x, &plain, &source.sample))
    return CHAIN_CLI_USAGE;

  source.batch = options->batch;
  sheet = chain_explanation_new (&source);
  text = format->write (sheet);
  fputs (text, stdout);
  return CHAIN_CLI_OK;
}

/**
 * chain_cli_explain:
 *
 * The command `explain`: prints the derivation of the gradients with the numbers of a step.
 *
 * Returns: the exit status
 */
int
chain_cli_explain (int    argc,
                   char **argv)
{
  g_auto (ChainCliExperiment) arguments = { NULL };
  g_auto (ChainExperiment) experiment = { 0 };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "at-step", 0, 0, G_OPTION_ARG_FILENAME, &options.at_step, N_("Explain after so many steps"), N_("N") },
    { "x", 0, 0, G_OPTION_ARG_FILENAME, &options.x, N_("Explain the sample nearest to X (default: the last one)"), N_("X") },
    { "parameter", 0, 0, G_OPTION_ARG_FILENAME, &options.parameter, N_("Explain one gradient instead of all"), "W1|b1|W2|b2|W3|b3" },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format, N_("Output format (default text)"), "text|csv|markdown|latex" },
    { "digits", 0, 0, G_OPTION_ARG_FILENAME, &options.digits, N_("Significant digits, 3 to 17 (default 6)"), N_("D") },
    { "batch", 0, 0, G_OPTION_ARG_NONE, &options.batch, N_("Explain all samples, in a table"), NULL },
    { NULL }
  };

  if (!chain_cli_parse_options ("explain", _("Prints the chain rule with its numbers: forward, loss, gradients, update, check."),
                                entries, &arguments, argc, argv))
    return CHAIN_CLI_USAGE;
  if (!chain_cli_load (&arguments, &experiment))
    return CHAIN_CLI_USAGE;

  return explain (&options, &experiment);
}
