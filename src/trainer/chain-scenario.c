// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-scenario.h"

#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-scenario-resources.h"

#define PATH "/io/github/chainrule/Chainrule/scenarios/%s.chainrule"

static const ChainScenario scenarios[] = {
#include "chain-scenario-table.h"
};

/**
 * chain_scenario_get_all:
 * @n: (out): how many there are
 *
 * Returns: (array length=n): the scenarios, the simple ones first
 */
const ChainScenario *
chain_scenario_get_all (gsize *n)
{
  *n = G_N_ELEMENTS (scenarios);
  return scenarios;
}

/**
 * chain_scenario_find:
 *
 * Returns: (nullable): the scenario called @id
 */
const ChainScenario *
chain_scenario_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (strcmp (scenarios[i].id, id) == 0)
      return &scenarios[i];

  return NULL;
}

/**
 * chain_scenario_is_name:
 *
 * Returns: whether one of the scenarios is named so
 */
gboolean
chain_scenario_is_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (strcmp (scenarios[i].name, name) == 0)
      return TRUE;

  return FALSE;
}

/**
 * chain_scenario_load:
 * @settings: (nullable): KEY=VALUE, as for chain_experiment_parse(); without any it cannot fail
 * @experiment: initialised; untouched where a setting is refused
 *
 * Returns: whether the settings are in order; @error says why not
 */
gboolean
chain_scenario_load (const ChainScenario *scenario,
                     const char *const   *settings,
                     ChainExperiment     *experiment,
                     GError             **error)
{
  g_autofree char *path = g_strdup_printf (PATH, scenario->id);
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;

  /* asked for itself: as a static library's unused object it would not be there */
  bytes = g_resource_lookup_data (chain_scenarios_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return FALSE;

  text = g_bytes_get_data (bytes, &length);
  return chain_experiment_parse (experiment, text, (gssize) length, settings, error);
}

/**
 * chain_scenario_translate:
 * @text: a name, or what to watch and why
 *
 * Translates what a scenario says; what people have written themselves stays as it is.
 *
 * Returns: the translation or @text
 */
const char *
chain_scenario_translate (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (strcmp (text, scenarios[i].name) == 0 || strcmp (text, scenarios[i].watch) == 0
        || strcmp (text, scenarios[i].why) == 0)
      return _(text);

  return text;
}
