// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli.h"

#include <math.h>
#include <stdio.h>

#include <glib/gi18n.h>

#include "chain-curvature.h"
#include "chain-floor.h"

/* “name=value”, or “name=none” where there is no such number. */
static void
print_value (const char *name,
             double      value)
{
  char buffer[CHAIN_DECIMAL_SIZE];

  printf ("%s=%s\n", name, isfinite (value) ? chain_cli_number (value, buffer) : "none");
}

static void
print_floor (ChainShape          shape,
             const ChainDataset *dataset)
{
  double loss = NAN;
  ChainMonotoneFit fit;

  if (shape.hidden1 * shape.hidden2 > 1)
    chain_cli_complain (CHAIN_CLI_OK, _("There is no floor: a network with several neurons in a layer "
                                        "need not be monotone in x"));
  else if (chain_monotone_fit_init (&fit, dataset))
    {
      loss = fit.loss;
      chain_monotone_fit_clear (&fit);
    }
  else
    g_error ("out of memory");

  print_value ("floor", loss);
}

static void
print_curvature (ChainShape          shape,
                 const double       *parameters,
                 const ChainDataset *dataset)
{
  g_autofree ChainCurvature *curvature = g_new (ChainCurvature, 1);

  chain_curvature_begin (curvature, shape, parameters, dataset);
  while (!chain_curvature_advance (curvature, dataset->n))
    continue;

  print_value ("sharpness", curvature->sharpness);
  if (shape.hidden1 * shape.hidden2 == 1)
    {
      fputs ("eigenvalues=", stdout);
      for (gsize i = 0; i < G_N_ELEMENTS (curvature->eigenvalues); i++)
        {
          double value = curvature->eigenvalues[i];
          char buffer[CHAIN_DECIMAL_SIZE];

          printf ("%s%s", i > 0 ? ";" : "", isfinite (value) ? chain_cli_number (value, buffer) : "none");
        }
      putchar ('\n');
    }
  print_value ("two-over-sharpness", 2.0 / curvature->sharpness);
}

/**
 * chain_cli_info:
 *
 * The command `info`: prints the facts about an experiment where it starts, or stands.
 *
 * Returns: the exit status
 */
int
chain_cli_info (int    argc,
                char **argv)
{
  g_auto (ChainCliExperiment) arguments = { NULL };
  g_auto (ChainExperiment) experiment = { 0 };
  g_autoptr (ChainSession) session = NULL;
  g_autofree char *units = NULL;
  const ChainDataset *dataset;
  const GOptionEntry entries[] = { { NULL } };
  double loss;

  if (!chain_cli_parse_options ("info",
                                _("Prints variance, floor, loss and sharpness of an experiment where it starts, "
                                  "or where a saved run stands."),
                                entries, &arguments, argc, argv)
      || !chain_cli_load (&arguments, &experiment))
    return CHAIN_CLI_USAGE;

  session = chain_session_new (&experiment);
  if (session == NULL)
    g_error ("out of memory");

  dataset = chain_session_get_dataset (session);
  loss = chain_session_evaluate (session, NULL);
  if (!isfinite (loss))
    return chain_cli_complain (CHAIN_CLI_FAILED, _("The loss is not finite"));

  units = chain_cli_describe_units (dataset);
  if (units != NULL)
    chain_cli_complain (CHAIN_CLI_OK, "%s", units);

  print_value ("variance", chain_dataset_variance (dataset));
  print_floor (experiment.shape, dataset);
  print_value ("loss", loss);
  print_curvature (experiment.shape, chain_session_get_point (session)->parameters, dataset);
  return CHAIN_CLI_OK;
}
