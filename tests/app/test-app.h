// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "chain-application.h"
#include "chain-settings.h"
#include "chain-window-private.h"

/* How long something may take that takes a fraction of a second: the machine may be busy. */
#define TEST_SECONDS 20.0

static GtkApplication *test_application;

/* Runs the main loop until @condition holds; fails the test where it never does. */
#define test_wait_until(condition) \
  G_STMT_START { \
    gint64 end_ = g_get_monotonic_time () + (gint64) (TEST_SECONDS * G_USEC_PER_SEC); \
    guint timer_ = g_timeout_add (10, test_nothing, NULL); \
    while (!(condition) && g_get_monotonic_time () < end_) \
      g_main_context_iteration (NULL, TRUE); \
    g_source_remove (timer_); \
    g_assert_true (condition); \
  } G_STMT_END

static inline gboolean
test_nothing (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop for so long. */
static inline void
test_iterate (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  guint timer = g_timeout_add (2, test_nothing, NULL);

  do
    g_main_context_iteration (NULL, TRUE);
  while (g_get_monotonic_time () < end);
  g_source_remove (timer);
}

/* Whether all that was asked of the worker is done and drawn. */
static inline gboolean
test_is_settled (ChainWindow *window)
{
  return window->run.has_point && window->shown_serial == window->last_serial;
}

/* An empty folder; to be freed. */
static inline char *
test_new_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("chainrule-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static inline ChainWindow *
test_window_new (void)
{
  ChainWindow *window;

  chain_settings_set (CHAIN_SETTINGS_SPEED, g_variant_new_double (log10 (120.0)));
  window = chain_window_new (test_application);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (test_is_settled (window));
  return window;
}

static inline void
test_window_close (ChainWindow *window)
{
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  window->document->saved_revision = window->revision; /* so that it does not ask */
  gtk_window_close (GTK_WINDOW (window));
  test_wait_until (window == NULL);
}

static inline void
test_activate (ChainWindow *window,
               const char  *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static inline void
test_slide (ChainNumberRow *row,
            double          position)
{
  gtk_adjustment_set_value (chain_number_row_get_adjustment (row), position);
}

/* Types @text and Enter, less the keys. */
static inline void
test_enter (ChainNumberRow *row,
            const char     *text)
{
  ChainNumberField *field = chain_number_row_get_field (row);

  gtk_widget_grab_focus (GTK_WIDGET (field));
  gtk_editable_set_text (GTK_EDITABLE (field), text);
  g_signal_emit_by_name (field, "activate");
}

/* Types @text and Enter, also where the row is not shown now. */
static inline void
test_type (ChainNumberRow *row,
           const char     *text)
{
  ChainNumberField *field = chain_number_row_get_field (row);

  gtk_editable_set_text (GTK_EDITABLE (field), text);
  g_signal_emit_by_name (field, "activate");
}

/* The nth widget of @type in @widget, and of @key where that is given and the type has one. */
static inline GtkWidget *
test_find_nth (GtkWidget  *widget,
               GType       type,
               const char *key,
               guint      *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)
      && (key == NULL || g_strcmp0 (chain_number_row_get_key (CHAIN_NUMBER_ROW (widget)), key) == 0)
      && (*n)-- == 0)
    return widget;

  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = gtk_widget_get_next_sibling (i))
    {
      GtkWidget *found = test_find_nth (i, type, key, n);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The nth number row of the sidebar with @key, or of all; NULL where there are fewer. */
static inline ChainNumberRow *
test_find_row (ChainWindow *window,
               const char  *key,
               guint        n)
{
  return (ChainNumberRow *) test_find_nth (window->sidebar, CHAIN_TYPE_NUMBER_ROW, key, &n);
}

static inline void
test_remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      test_remove_tree (child);
    }
  g_remove (path);
}

/* A data folder of its own for each process: what another that died has left must not be found. */
static inline char *
test_new_data_home (void)
{
  char *path = g_build_filename (g_getenv ("XDG_DATA_HOME"), "XXXXXX", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_getenv ("XDG_DATA_HOME"), 0700), ==, 0);
  g_assert_nonnull (g_mkdtemp (path));
  g_setenv ("XDG_DATA_HOME", path, TRUE);
  return path;
}

static inline int
test_main (int    argc,
           char  *argv[],
           void (*add_tests) (void))
{
  g_autofree char *data_home = test_new_data_home ();
  int result;

  g_test_init (&argc, &argv, NULL);
  test_application = GTK_APPLICATION (chain_application_new ());
  g_assert_true (g_application_register (G_APPLICATION (test_application), NULL, NULL));
  /* a window that is closed must not end the program before the next test */
  g_application_hold (G_APPLICATION (test_application));
  add_tests ();
  result = g_test_run ();
  test_remove_tree (data_home);
  return result;
}
