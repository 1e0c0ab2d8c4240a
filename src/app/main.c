// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-application.h"
#include "chain-locale.h"

int
main (int   argc,
      char *argv[])
{
  g_autoptr (ChainApplication) application = NULL;

  chain_locale_init ();
  application = chain_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
