// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "chain-check.h"
#include "chain-cli-explain.h"

/* “,value”, or an empty field where the value overflowed. */
static void
print_field (double value)
{
  char buffer[CHAIN_DECIMAL_SIZE];

  printf (",%s", isfinite (value) ? chain_cli_number (value, buffer) : "");
}

static void
print_csv (ChainShape          shape,
           const double       *parameters,
           const ChainDataset *dataset)
{
  ChainCheck check;

  chain_check_run (shape, parameters, dataset, &check);

  puts ("parameter,value,gradient,numeric,complex");
  for (gsize p = 0; p < chain_shape_n_parameters (shape); p++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];

      chain_parameter_name (shape, p, name);
      fputs (name, stdout);
      print_field (parameters[p]);
      print_field (check.analytic[p]);
      print_field (check.numeric[p]);
      print_field (check.complex_step[p]);
      putchar ('\n');
    }

  fputs ("loss", stdout);
  print_field (check.loss);
  puts (",,,");
}

/* The derivation for each sample, and for all together. */
static void
print_samples (const ChainSession *session,
               const ChainDataset *plain)
{
  ChainExplanationSource source;

  chain_cli_make_source (session, plain, &source);
  for (source.sample = 0; source.sample < plain->n; source.sample++)
    {
      g_autoptr (ChainSheet) sheet = chain_sheet_new ();
      g_autofree char *text = NULL;

      chain_explanation_add_sample (&source, sheet);
      if (source.sample + 1 == plain->n && plain->n > 1)
        chain_explanation_add_means (&source, sheet);
      text = chain_sheet_to_text (sheet);
      puts (text);
    }
}

/**
 * chain_cli_gradient:
 *
 * The command `gradient`: prints the gradients where an experiment stands, with how they come
 * about or, as CSV, beside those of two other methods.
 *
 * Returns: the exit status
 */
int
chain_cli_gradient (int    argc,
                    char **argv)
{
  g_auto (ChainCliExperiment) arguments = { NULL };
  g_auto (ChainExperiment) experiment = { 0 };
  g_autoptr (ChainSession) session = NULL;
  g_autofree char *format = NULL;
  g_auto (ChainDataset) plain = { 0 };
  g_autofree char *units = NULL;
  const ChainDataset *dataset;
  const double *parameters;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, N_("Output format (default text)"), "text|csv" },
    { NULL }
  };

  if (!chain_cli_parse_options ("gradient",
                                _("Shows the forward pass of each sample and how each gradient comes about."),
                                entries, &arguments, argc, argv))
    return CHAIN_CLI_USAGE;
  if (format != NULL && strcmp (format, "text") != 0 && strcmp (format, "csv") != 0)
    return chain_cli_complain (CHAIN_CLI_USAGE, _("--format: expected text or csv, got “%s”"), format);
  if (!chain_cli_load (&arguments, &experiment))
    return CHAIN_CLI_USAGE;

  session = chain_session_new (&experiment);
  if (session == NULL)
    g_error ("out of memory");

  dataset = chain_session_get_dataset (session);
  parameters = chain_session_get_point (session)->parameters;
  if (!isfinite (chain_session_evaluate (session, NULL)))
    return chain_cli_complain (CHAIN_CLI_FAILED, _("The loss is not finite"));

  units = chain_cli_describe_units (dataset);
  if (format != NULL && strcmp (format, "csv") == 0)
    {
      /* the table has no place for it */
      if (units != NULL)
        chain_cli_complain (CHAIN_CLI_OK, "%s", units);
      print_csv (experiment.shape, parameters, dataset);
      return CHAIN_CLI_OK;
    }

  chain_cli_make_plain (&experiment, &plain);
  print_samples (session, &plain);
  if (units != NULL)
    puts (units);
  return CHAIN_CLI_OK;
}
