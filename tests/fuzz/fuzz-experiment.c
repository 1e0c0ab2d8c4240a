// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "chain-experiment-file.h"
#include "fuzz.h"

/* Any bytes as a .chainrule file: an experiment that has a text form which is read as the same
 * again, or a sentence and an experiment that is as it was. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  ChainExperiment experiment;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (!chain_experiment_init (&experiment))
    return -1;

  before = chain_experiment_to_text (&experiment);
  if (chain_experiment_parse (&experiment, (const char *) data, (gssize) size, NULL, &error))
    {
      g_autofree char *text = chain_experiment_to_text (&experiment);

      if (!chain_experiment_parse (&experiment, text, -1, NULL, &error))
        g_error ("expected what was written to be read, got “%s”", error->message);
      after = chain_experiment_to_text (&experiment);
      if (strcmp (text, after) != 0)
        g_error ("expected the text\n%s\nagain, got\n%s", text, after);
    }
  else
    {
      if (error == NULL || error->message[0] == '\0' || !g_utf8_validate (error->message, -1, NULL))
        g_error ("expected a sentence, got “%s”", error != NULL ? error->message : "(none)");
      after = chain_experiment_to_text (&experiment);
      if (strcmp (before, after) != 0)
        g_error ("expected the experiment as it was, got\n%s", after);
    }

  chain_experiment_clear (&experiment);
  return 0;
}
