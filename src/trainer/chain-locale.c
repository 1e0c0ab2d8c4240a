// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-locale.h"

#include <langinfo.h>
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

/**
 * chain_locale_typeset:
 * @number: as a file has it
 *
 * Returns: (transfer full): the same with the locale's decimal mark and, as in print, a true minus
 *   sign. Any thread.
 */
char *
chain_locale_typeset (const char *number)
{
  GString *text = g_string_new (NULL);

  for (const char *at = number; *at != '\0'; at++)
    if (*at == '.')
      g_string_append (text, nl_langinfo (RADIXCHAR));
    else if (*at == '-')
      g_string_append (text, "−");
    else
      g_string_append_c (text, *at);

  return g_string_free (text, FALSE);
}

/**
 * chain_locale_format:
 * @format: of printf(), for one double
 *
 * Returns: (transfer full): @value for somebody to read; see chain_locale_typeset()
 */
char *
chain_locale_format (const char *format,
                     double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return chain_locale_typeset (g_ascii_formatd (buffer, sizeof buffer, format, value));
}
