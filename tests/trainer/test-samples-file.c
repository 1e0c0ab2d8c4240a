// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-samples-file.h"

#include <glib/gstdio.h>

#include "experiment-util.h"

static char *folder;

static char *
write_file (const char *name,
            const char *text,
            gssize      length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_samples (const char   *text,
                gsize         n,
                const double *expected) /* x and y in turn */
{
  g_autofree char *path = write_file ("good.csv", text, -1);
  g_autofree double *x = NULL;
  g_autofree double *y = NULL;
  g_autoptr (GError) error = NULL;
  gsize found;

  chain_samples_file_read (path, &found, &x, &y, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found, ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (test_bits_equal (&x[i], &expected[2 * i], 1));
      g_assert_true (test_bits_equal (&y[i], &expected[2 * i + 1], 1));
    }
}

static void
test_reads (void)
{
  const double samples[] = { 1, 2.5, -0.0, 1e-320 };

  assert_samples ("1,2.5\n-0,1e-320\n", 2, samples);
  assert_samples ("1,2.5\n-0,1e-320", 2, samples);
  assert_samples ("x,y\n1,2.5\n-0,1e-320\n", 2, samples);
  assert_samples ("\xef\xbb\xbfx;y\r\n1;2.5\r\n-0;1e-320\r\n", 2, samples);
  assert_samples ("# a, b; c\n\n  x position\ty\n\n# 9,9\n 1 \t 2.5\n-0\t1e-320\n\n", 2, samples);
  assert_samples ("\"x, in m\";\"y\"\n1;2.5\n-0;1e-320\n", 2, samples);
  assert_samples ("1;2.5", 1, samples);
}

typedef struct
{
  const char *text;
  gssize length;
  const char *sentence; /* with the name of the file for %s */
} BadFile;

static const BadFile bad_files[] = {
  { "", -1, "expected two numbers x and y in each line of “%s”, got no line" },
  { "x,y\n", -1, "expected two numbers x and y in each line of “%s”, got no line" },
  { "1,2\n\n#\n3\n", -1, "expected two numbers x and y in line 4 of “%s”, got “3”" },
  { "1,2\n3;4\n", -1, "expected two numbers x and y in line 2 of “%s”, got “3;4”" },
  { "1,2,3\n", -1, "expected two numbers x and y in line 1 of “%s”, got “1,2,3”" },
  { "0,5;1\n", -1, "expected two numbers x and y in line 1 of “%s”, got “0,5;1”" },
  { "x;y\n1;2\nx;y\n", -1, "expected two numbers x and y in line 3 of “%s”, got “x;y”" },
  { "nan,1\n", -1, "expected two numbers x and y in line 1 of “%s”, got “nan,1”" },
  { "nan,inf\n1,2\n", -1, "expected two numbers x and y in line 1 of “%s”, got “nan,inf”" },
  { "1,1e999\n", -1, "expected two numbers x and y in line 1 of “%s”, got “1,1e999”" },
  { "\"1\",\"2\"\n3,4\n", -1, "expected two numbers x and y in line 1 of “%s”, got “\"1\",\"2\"”" },
  { "x,1\n", -1, "expected two numbers x and y in line 1 of “%s”, got “x,1”" },
  { "x\n1,2\n", -1, "expected two numbers x and y in line 1 of “%s”, got “x”" },
  { "a,b,c\n1,2\n", -1, "expected two numbers x and y in line 1 of “%s”, got “a,b,c”" },
  { "1,2\n,\n", -1, "expected two numbers x and y in line 2 of “%s”, got “,”" },
  { "1,2\n1,\n", -1, "expected two numbers x and y in line 2 of “%s”, got “1,”" },
  { "1 2\n", -1, "expected two numbers x and y in line 1 of “%s”, got “1 2”" },
  { "1,2\n1,\xff\n", -1, "expected a text in UTF-8 in line 2 of “%s”" },
  { "1,2\n\0001,2\n", 9, "expected a text in UTF-8 in line 2 of “%s”" },
};

static void
assert_file_refused (const BadFile *bad)
{
  g_autofree char *path = write_file ("bad.csv", bad->text, bad->length);
  g_autofree char *start = g_strndup (bad->sentence, (gsize) (strstr (bad->sentence, "%s") - bad->sentence));
  g_autofree char *sentence = g_strconcat (start, path, strstr (bad->sentence, "%s") + 2, NULL);
  g_autofree char *whole = g_strconcat ("[Data] samples-file: ", sentence, NULL);
  g_autofree char *text = g_strdup_printf ("[Data]\nsamples-file=%s\n", path);
  g_autofree char *setting = g_strconcat ("samples-file=", path, NULL);
  const char *const settings[] = { setting, NULL };
  double *x = NULL, *y = NULL;
  g_autoptr (GError) error = NULL;
  gsize n = 7;

  g_assert_false (chain_samples_file_read (path, &n, &x, &y, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_true (n == 7 && x == NULL && y == NULL);

  test_assert_refused (text, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE, whole);
  test_assert_refused (NULL, 0, settings, CHAIN_EXPERIMENT_ERROR_VALUE, whole);
}

static void
test_refuses (void)
{
  g_autofree char *most = test_repeat ("", "1,1\n", CHAIN_MAX_EXPLICIT_SAMPLES);
  g_autofree char *more = test_repeat ("x,y\n", "1,1\n", CHAIN_MAX_EXPLICIT_SAMPLES + 1);
  g_autofree char *long_text = test_repeat ("", "# long\n", 600000);
  g_autofree char *path = write_file ("most.csv", most, -1);
  g_autofree double *x = NULL;
  g_autofree double *y = NULL;
  g_autoptr (GError) error = NULL;
  gsize n;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    assert_file_refused (&bad_files[i]);
  assert_file_refused (&(BadFile) { more, -1, "expected at most 16384 samples, got one more in line 16386 of “%s”" });
  assert_file_refused (&(BadFile) { long_text, -1, "expected a file of at most 4 MiB, got “%s”" });
  g_assert_true (chain_samples_file_read (path, &n, &x, &y, NULL));
  g_assert_cmpuint (n, ==, CHAIN_MAX_EXPLICIT_SAMPLES);

  g_assert_false (chain_samples_file_read (folder, &n, &x, &y, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_READ);
  g_clear_error (&error);
  g_assert_false (chain_samples_file_read ("/nowhere", &n, &x, &y, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_READ);
}

/* From a file relative to its folder, from a setting to the current one; read once. */
static void
test_in_an_experiment (void)
{
  static const char *const settings[] = { "samples-file=there.csv", NULL };
  static const char *const empty[] = { "samples-file=", NULL };
  static const char *const samples[] = { "samples=1:1", NULL };
  g_autofree char *here = write_file ("here.csv", "1,2\n", -1);
  g_autofree char *path = write_file ("x.chainrule", "[Data]\nsamples=\nsamples-file=here.csv\n", -1);
  g_autofree char *current = g_get_current_dir ();
  g_autofree char *text = NULL;
  g_auto (ChainExperiment) experiment;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (here);
  g_assert_true (chain_experiment_init (&experiment));
  chain_experiment_read (&experiment, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (experiment.n_samples, ==, 1);
  g_assert_cmpfloat (experiment.samples_y[0], ==, 2.0);
  text = chain_experiment_to_text (&experiment);
  g_assert_nonnull (strstr (text, "\nsamples=1:2\n"));
  g_assert_null (strstr (text, "samples-file"));
  test_assert_round_trip (&experiment);

  /* “there.csv” stands in the folder of the file, which is not the current one */
  g_free (write_file ("there.csv", "3,4\n", -1));
  g_assert_false (chain_experiment_read (&experiment, path, settings, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_READ);
  g_assert_true (g_str_has_prefix (error->message, "[Data] samples-file: Cannot read “there.csv”: "));
  g_clear_error (&error);
  g_assert_cmpint (g_chdir (folder), ==, 0);
  chain_experiment_read (&experiment, path, settings, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (experiment.samples_y[0], ==, 4.0);
  g_assert_cmpint (g_chdir (current), ==, 0);

  g_assert_false (chain_experiment_read (&experiment, path, samples, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==,
                   "[Data] samples-file: expected no file beside samples: they come from one place, got “here.csv”");
  g_clear_error (&error);
  g_assert_false (chain_experiment_read (&experiment, path, empty, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, "[Data] samples-file: expected the name of a file, got “”");
  g_assert_cmpfloat (experiment.samples_y[0], ==, 4.0);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("chainrule-XXXXXX", NULL);
  g_test_add_func ("/samples-file/reads", test_reads);
  g_test_add_func ("/samples-file/refuses", test_refuses);
  g_test_add_func ("/samples-file/in-an-experiment", test_in_an_experiment);
  status = g_test_run ();
  remove_folder ();
  return status;
}
