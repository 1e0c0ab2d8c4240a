// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-application.h"
#include "chain-kernel-choice.h"
#include "chain-locale.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (ChainApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  chain_locale_init ();
  if (!chain_kernel_choose (&error))
    {
      g_printerr ("chainrule: %s\n", error->message);
      return 1;
    }

  application = chain_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
