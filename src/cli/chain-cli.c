// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli.h"

#include <math.h>
#include <stdio.h>

#include <glib/gi18n.h>

#include "chain-scenario.h"

/**
 * chain_cli_complain:
 * @status: what to exit with
 * @format: a sentence, translated, as for printf()
 *
 * Says on standard error what is wrong.
 *
 * Returns: @status
 */
int
chain_cli_complain (int         status,
                    const char *format,
                    ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  fprintf (stderr, "chainrule-cli: %s\n", message);
  return status;
}

/* The options that make up an EXPERIMENT. Names and settings keep their bytes: in the C locale
 * GLib's strings would refuse everything beyond ASCII. */
static void
add_experiment (GOptionContext     *context,
                ChainCliExperiment *experiment)
{
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &experiment->scenario,
      N_("Take one of the experiments that “chainrule-cli scenarios” lists"), N_("NAME") },
    { "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &experiment->settings,
      N_("Set a key of the experiment, as in the file: --set learning-rate=0.1"), N_("KEY=VALUE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &experiment->files, NULL, NULL },
    { NULL }
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/**
 * chain_cli_parse_options:
 * @command: the command's name
 * @summary: what it does, translated
 * @entries: its own options; texts as %G_OPTION_ARG_FILENAME, which keeps their bytes
 * @experiment: (nullable): zeroed; takes the command's EXPERIMENT, where it has one
 *
 * Parses the options of a command. --help prints them and exits.
 *
 * Returns: %FALSE where they are wrong, which has been said
 */
gboolean
chain_cli_parse_options (const char          *command,
                         const char          *summary,
                         const GOptionEntry  *entries,
                         ChainCliExperiment  *experiment,
                         int                  argc,
                         char               **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (experiment != NULL ? "[FILE.chainrule]" : NULL);
  g_autofree char *program = g_strconcat ("chainrule-cli ", command, NULL);
  g_autoptr (GError) error = NULL;

  g_set_prgname (program);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (experiment != NULL)
    add_experiment (context, experiment);

  if (!g_option_context_parse (context, &argc, &argv, &error))
    chain_cli_complain (CHAIN_CLI_USAGE, "%s", error->message);
  else if (argc > 1)
    chain_cli_complain (CHAIN_CLI_USAGE, _("Unexpected argument “%s”"), argv[1]);
  else if (experiment != NULL && experiment->files != NULL && experiment->scenario != NULL)
    chain_cli_complain (CHAIN_CLI_USAGE, _("Expected a file or --scenario, got both"));
  else if (experiment != NULL && experiment->files != NULL && experiment->files[1] != NULL)
    chain_cli_complain (CHAIN_CLI_USAGE, _("Expected one experiment, got also “%s”"), experiment->files[1]);
  else
    return TRUE;

  return FALSE;
}

/**
 * chain_cli_parse_whole:
 * @option: "--steps", for the sentence
 * @text: what stands behind it
 * @min: the smallest number that makes sense
 * @value: (out): the number, at most 2⁶³ − 1
 *
 * Returns: %FALSE where @text is no such number, which has been said
 */
gboolean
chain_cli_parse_whole (const char *option,
                       const char *text,
                       guint64     min,
                       guint64    *value)
{
  if (chain_decimal_parse_whole (text, G_MAXINT64, value) && *value >= min)
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE, _("%s: expected a whole number from %d on, got “%s”"),
                      option, (int) min, text);
  return FALSE;
}

/**
 * chain_cli_parse_seconds:
 * @option: "--seconds", for the sentence
 * @text: what stands behind it
 * @value: (out): a positive number
 *
 * Returns: %FALSE where @text is no such number, which has been said
 */
gboolean
chain_cli_parse_seconds (const char *option,
                         const char *text,
                         double     *value)
{
  if (chain_decimal_parse (text, value) && *value > 0.0)
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE, _("%s: expected a number of seconds above 0, got “%s”"), option, text);
  return FALSE;
}

/**
 * chain_cli_load:
 * @experiment: (out): the experiment that @arguments describe, to be cleared; without a file
 *   the default one with the settings
 *
 * Returns: %FALSE where it is refused, which has been said
 */
gboolean
chain_cli_load (const ChainCliExperiment *arguments,
                ChainExperiment          *experiment)
{
  const char *const *settings = (const char *const *) arguments->settings;
  const ChainScenario *scenario = NULL;
  g_autoptr (GError) error = NULL;
  gboolean loaded;

  if (arguments->scenario != NULL)
    {
      scenario = chain_scenario_find (arguments->scenario);
      if (scenario == NULL)
        {
          chain_cli_complain (CHAIN_CLI_USAGE,
                              _("--scenario: “%s” is none of those that “chainrule-cli scenarios” lists"),
                              arguments->scenario);
          return FALSE;
        }
    }

  if (!chain_experiment_init (experiment))
    g_error ("out of memory");

  if (scenario != NULL)
    loaded = chain_scenario_load (scenario, settings, experiment, &error);
  else if (arguments->files != NULL)
    loaded = chain_experiment_read (experiment, arguments->files[0], settings, &error);
  else
    loaded = chain_experiment_parse (experiment, NULL, 0, settings, &error);

  if (!loaded)
    chain_cli_complain (CHAIN_CLI_USAGE, "%s", error->message);
  return loaded;
}

/**
 * chain_cli_make_plain:
 * @plain: (out): the samples of @experiment in plain units, before they are normalised; to be
 *   cleared
 */
void
chain_cli_make_plain (const ChainExperiment *experiment,
                      ChainDataset          *plain)
{
  ChainExperiment copy = *experiment; /* its pointers are only read */

  copy.normalize = CHAIN_NORMALIZE_NONE;
  if (!chain_experiment_make_dataset (&copy, plain))
    g_error ("out of memory");
}

static void
append_unit (GString    *text,
             const char *name,
             double      mean,
             double      deviation)
{
  char mean_text[CHAIN_DECIMAL_SIZE], deviation_text[CHAIN_DECIMAL_SIZE];

  if (mean == 0.0 && deviation == 1.0)
    return;

  g_string_append_printf (text, "%s%s = (%s %c %s) / %s", text->len > 0 ? ", " : "", name, name,
                          mean < 0.0 ? '+' : '-', chain_decimal_format (fabs (mean), mean_text),
                          chain_decimal_format (deviation, deviation_text));
}

/**
 * chain_cli_describe_units:
 *
 * Returns: (transfer full) (nullable): a sentence that says what the training units are, or %NULL
 *   where nothing is normalised
 */
char *
chain_cli_describe_units (const ChainDataset *dataset)
{
  const ChainScaling *scaling = &dataset->scaling;
  g_autoptr (GString) units = g_string_new (NULL);

  append_unit (units, "x", scaling->x_mean, scaling->x_deviation);
  append_unit (units, "y", scaling->y_mean, scaling->y_deviation);
  if (units->len == 0)
    return NULL;

  return g_strdup_printf (_("Loss and gradients are in training units: %s"), units->str);
}

/**
 * chain_cli_number:
 * @value: a finite number
 * @buffer: (out): its 17 significant digits, with a point in every locale
 *
 * Returns: @buffer
 */
const char *
chain_cli_number (double value,
                  char   buffer[CHAIN_DECIMAL_SIZE])
{
  return g_ascii_formatd (buffer, CHAIN_DECIMAL_SIZE, "%.17g", value);
}
