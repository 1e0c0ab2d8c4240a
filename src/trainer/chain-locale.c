// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-locale.h"

#include <libintl.h>
#include <locale.h>

#include <glib.h>

#include "chain-config.h"

/* Where catalogues lie as seen from the program: in the build tree, and in a prefix that was moved. */
static const char *const places[] = {
  "../../po",
  "../share/locale",
};

/**
 * chain_locale_init:
 *
 * Takes the user's locale and finds the program's translations, also for a program that runs from
 * its build tree. To be called once, first thing in main().
 */
void
chain_locale_init (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *found = NULL;

  setlocale (LC_ALL, "");

  for (guint i = 0; found == NULL && directory != NULL && i < G_N_ELEMENTS (places); i++)
    {
      found = g_build_filename (directory, places[i], NULL);
      if (!g_file_test (found, G_FILE_TEST_IS_DIR))
        g_clear_pointer (&found, g_free);
    }

  bindtextdomain ("chainrule", found != NULL ? found : CHAIN_LOCALE_DIR);
  bind_textdomain_codeset ("chainrule", "UTF-8");
  textdomain ("chainrule");
}
