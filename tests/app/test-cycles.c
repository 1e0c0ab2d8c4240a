// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <malloc.h>
#include <sys/resource.h>

/* What a day of use leaves behind: no thread, no memory, and no work while nothing happens.
 *
 * CHAIN_CYCLES says how many windows are opened and closed: 20 if it does not. */

#define N_WINDOWS 20
#define N_STARTS 1000

static guint
count_threads (void)
{
  GDir *tasks = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  g_assert_nonnull (tasks);
  while (g_dir_read_name (tasks) != NULL)
    n++;
  g_dir_close (tasks);
  return n;
}

static void
cycle (ChainWindow *window)
{
  test_activate (window, "win.run");
  test_activate (window, "win.run");
  test_activate (window, "win.reset");
}

static void
open_and_close (void)
{
  ChainWindow *window = test_window_new ();
  GtkWidget *sidebar = window->sidebar;

  g_object_add_weak_pointer (G_OBJECT (sidebar), (gpointer *) &sidebar);
  cycle (window);
  test_window_close (window);
  g_assert_null (sidebar);
}

/* Fails where more than @bytes were left by each of @n. */
static void
check_growth (const char *what,
              gsize       before,
              gsize       n,
              gsize       bytes)
{
  gsize after = mallinfo2 ().uordblks;
  gsize each = after > before ? (after - before) / n : 0;

  g_test_message ("%s: %" G_GSIZE_FORMAT " bytes left by each", what, each);
  g_assert_cmpuint (each, <=, bytes);
}

static void
test_starts (void)
{
  ChainWindow *window = test_window_new ();
  gsize before = 0;
  guint threads = 0;

  for (guint i = 0; i < 100 + N_STARTS; i++)
    {
      /* undo has its full depth, all that is made once is there */
      if (i == 100)
        {
          test_wait_until (test_is_settled (window));
          before = mallinfo2 ().uordblks;
          threads = count_threads ();
        }
      cycle (window);
      if (i % 20 == 0)
        test_wait_until (test_is_settled (window));
    }
  test_wait_until (test_is_settled (window) && !window->running);
  g_assert_cmpuint (window->run.step, ==, 0);

  test_wait_until (count_threads () <= threads);
  check_growth ("start, stop, reset", before, N_STARTS, 100);
  test_window_close (window);
}

static void
test_windows (void)
{
  const char *wanted = g_getenv ("CHAIN_CYCLES");
  guint n = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : N_WINDOWS;
  guint threads;
  gsize before;

  for (guint i = 0; i < 5; i++)
    open_and_close ();
  test_iterate (0.1);
  threads = count_threads ();
  before = mallinfo2 ().uordblks;

  for (guint i = 0; i < n; i++)
    open_and_close ();
  test_iterate (0.1);
  test_wait_until (count_threads () <= threads);
  /* 23 to 25 KB were measured, a large part of them the sections of the main menu: GTK 4.8 keeps
   * those of a plain program, too */
  check_growth ("open, close", before, n, 40000);
}

static double
get_seconds_used (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + 1e-6 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* All threads of the process, two seconds after a run was paused: less than one frame in a hundred
 * would take. */
static void
test_idle (void)
{
  ChainWindow *window = test_window_new ();
  gboolean over = FALSE;
  double used;

  test_activate (window, "win.run");
  test_wait_until (window->run.step > 20);
  test_activate (window, "win.run");
  test_wait_until (!window->running && test_is_settled (window) && window->tick == 0);
  test_iterate (0.5); /* what is animated comes to rest */

  used = get_seconds_used ();
  g_timeout_add (2000, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  used = get_seconds_used () - used;
  g_test_message ("%.1f ms of two seconds", 1e3 * used);
  g_assert_cmpfloat (used, <, 0.02);

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/cycles/idle", test_idle);
  g_test_add_func ("/app/cycles/starts", test_starts);
  g_test_add_func ("/app/cycles/windows", test_windows);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
