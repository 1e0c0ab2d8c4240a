// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "chain-scenario.h"

/* The scenarios to choose from: a picture of each, what to watch, and why it happens. */

#define CHAIN_TYPE_SCENARIO_BROWSER (chain_scenario_browser_get_type ())

G_DECLARE_FINAL_TYPE (ChainScenarioBrowser, chain_scenario_browser, CHAIN, SCENARIO_BROWSER, GtkPopover)

void chain_scenario_browser_choose (ChainScenarioBrowser *self,
                                    guint                 index);
