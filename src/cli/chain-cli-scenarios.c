// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "chain-scenario.h"

/**
 * chain_cli_scenarios:
 *
 * The command `scenarios`: lists the experiments that come with the program: name, title, what
 * to watch and why it happens.
 *
 * Returns: the exit status
 */
int
chain_cli_scenarios (int    argc,
                     char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  const ChainScenario *scenarios;
  gsize n;

  if (!chain_cli_parse_options ("scenarios",
                                _("Lists the experiments that come with the program. “--scenario NAME” runs one, "
                                  "in place of a file."),
                                entries, NULL, argc, argv))
    return CHAIN_CLI_USAGE;

  scenarios = chain_scenario_get_all (&n);
  for (gsize i = 0; i < n; i++)
    printf ("%s%s\n    %s\n    %s\n    %s\n", i > 0 ? "\n" : "", scenarios[i].id,
            chain_scenario_translate (scenarios[i].name), chain_scenario_translate (scenarios[i].watch),
            chain_scenario_translate (scenarios[i].why));

  return CHAIN_CLI_OK;
}
