// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

/* usage: test-fuzz FILE…
 * Gives each file to the fuzzer's function, whole and cut off after each of its bytes. */

static void
test_file (gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (data, &text, &length, &error);
  g_assert_no_error (error);
  for (gsize n = 0; n <= length; n++)
    {
      /* a block of its own, so that a sanitizer sees a step beyond its end */
      g_autofree uint8_t *bytes = g_memdup2 (text, n);

      g_assert_cmpint (LLVMFuzzerTestOneInput (bytes, n), ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 1);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *path = g_strdup_printf ("/fuzz/%s", name);

      g_test_add_data_func (path, argv[i], test_file);
    }
  return g_test_run ();
}
