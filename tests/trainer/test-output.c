// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-output.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* A folder of its own for each test. */
typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("chainrule-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "out", NULL);
}

static guint
count_files (const Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static mode_t
mode_of (const char *path)
{
  struct stat status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_mode & 07777;
}

static void
test_new (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  mode_t mask = umask (027);
  ChainOutput *output = chain_output_open (fixture->path, &error);

  umask (mask);
  g_assert_no_error (error);
  chain_output_printf (output, "%d,%s\n", 1, "two");
  chain_output_write (output, "end", 3);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (chain_output_close (output, &error));
  g_assert_no_error (error);
  assert_content (fixture->path, "1,two\nend");
  g_assert_cmpint (mode_of (fixture->path), ==, 0640);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_replace (Fixture      *fixture,
              gconstpointer data)
{
  ChainOutput *output;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (fixture->path, 0604), ==, 0);
  output = chain_output_open (fixture->path, NULL);
  chain_output_write (output, "new", 3);
  assert_content (fixture->path, "old");
  g_assert_true (chain_output_close (output, NULL));
  assert_content (fixture->path, "new");
  g_assert_cmpint (mode_of (fixture->path), ==, 0604);
}

static void
test_discard (Fixture      *fixture,
              gconstpointer data)
{
  ChainOutput *output;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  output = chain_output_open (fixture->path, NULL);
  chain_output_write (output, "new", 3);
  chain_output_discard (output);
  chain_output_discard (NULL);
  assert_content (fixture->path, "old");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* A link stays a link, whether what it points to exists or not. */
static void
test_links (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *first = g_build_filename (fixture->folder, "first", NULL);
  g_autofree char *second = g_build_filename (fixture->folder, "second", NULL);

  g_assert_cmpint (symlink ("second", first), ==, 0);
  g_assert_cmpint (symlink (fixture->path, second), ==, 0);

  for (int i = 0; i < 2; i++)
    {
      g_assert_true (chain_output_write_file (first, i == 0 ? "a" : "b", 1, NULL));
      assert_content (fixture->path, i == 0 ? "a" : "b");
      g_assert_true (g_file_test (first, G_FILE_TEST_IS_SYMLINK));
      g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
      g_assert_cmpuint (count_files (fixture), ==, 3);
    }
}

static void
test_circle (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("out", fixture->path), ==, 0);
  g_assert_false (chain_output_write_file (fixture->path, "a", 1, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_LOOP);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
assert_cannot_write (const char *path,
                     const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = g_strnfill (100000, 'x');

  g_assert_false (chain_output_write_file (path, data, 100000, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (error->domain, ==, G_FILE_ERROR);
  if (sentence != NULL)
    g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_failures (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *below_file = g_build_filename (fixture->path, "x", NULL);
  g_autofree char *below_nothing = g_build_filename (fixture->folder, "no", "x", NULL);
  g_autofree char *sentence = g_strdup_printf ("Cannot write “%s”: Is a directory", fixture->folder);

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  assert_cannot_write (fixture->folder, sentence);
  assert_cannot_write (below_file, NULL);
  assert_cannot_write (below_nothing, NULL);
  assert_cannot_write ("", NULL);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* What is no regular file is written straight and stays what it is. */
static void
test_devices (Fixture      *fixture,
              gconstpointer data)
{
  struct stat status;
  g_autoptr (GError) error = NULL;

  assert_cannot_write ("/dev/full", "Cannot write “/dev/full”: No space left on device");
  g_assert_cmpint (g_stat ("/dev/full", &status), ==, 0);
  g_assert_true (S_ISCHR (status.st_mode));

  g_assert_true (chain_output_write_file ("/dev/null", "x", 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat ("/dev/null", &status), ==, 0);
  g_assert_true (S_ISCHR (status.st_mode));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/output/new", test_new);
  ADD ("/output/replace", test_replace);
  ADD ("/output/discard", test_discard);
  ADD ("/output/links", test_links);
  ADD ("/output/circle", test_circle);
  ADD ("/output/failures", test_failures);
  ADD ("/output/devices", test_devices);
  return g_test_run ();
}
