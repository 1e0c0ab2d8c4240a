// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>
#include <math.h>
#include <string.h>

/* Reference data of tests/data: each line split at commas, comments and the header left out. */
static inline GPtrArray *
test_read_csv (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("CHAIN_TEST_DATA"), name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  gboolean header = TRUE;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);

  for (size_t i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0' && lines[i][0] != '#')
      {
        if (!header)
          g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));
        header = FALSE;
      }

  g_assert_cmpuint (rows->len, >, 0);
  return rows;
}

static inline double
test_number (const char *text)
{
  return g_ascii_strtod (text, NULL);
}

/* The numbers of a field like “1;2.5”; returns how many there are. */
static inline size_t
test_parse_list (const char *text,
                 double     *values)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  size_t n = g_strv_length (parts);

  for (size_t i = 0; i < n; i++)
    values[i] = test_number (parts[i]);
  return n;
}

/* The samples of one case of gold_….csv among @rows of gold_…_samples.csv; returns their number. */
static inline size_t
test_find_samples (GPtrArray  *rows,
                   const char *id,
                   double     *x,
                   double     *y)
{
  size_t n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      if (strcmp (row[0], id) != 0)
        continue;
      x[n] = test_number (row[2]);
      y[n++] = test_number (row[3]);
    }
  return n;
}

static inline gboolean
test_is_close (double got,
               double expected,
               double tolerance)
{
  return fabs (got - expected) <= tolerance;
}

/* Fails the test, saying what was expected of what and what it was. */
#define test_assert_close(got, expected, tolerance, ...) \
  G_STMT_START { \
    double got_ = (got), expected_ = (expected), tolerance_ = (tolerance); \
    if (!test_is_close (got_, expected_, tolerance_)) \
      { \
        g_autofree char *what_ = g_strdup_printf (__VA_ARGS__); \
        g_test_message ("%s: expected %.17g within %.3g, got %.17g", what_, expected_, tolerance_, got_); \
        g_test_fail (); \
      } \
  } G_STMT_END

static inline gboolean
test_bits_equal (const double *a,
                 const double *b,
                 size_t        n)
{
  return memcmp (a, b, n * sizeof *a) == 0;
}
