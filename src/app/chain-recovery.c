// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-recovery.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "chain-experiment-file.h"

#define NAME "unsaved-%d-%u.chainrule"

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "chainrule", NULL);
}

/**
 * chain_recovery_new_path:
 *
 * Returns: (transfer full): where one more window of this process can keep its experiment
 */
char *
chain_recovery_new_path (void)
{
  static guint count;
  g_autofree char *folder = get_folder ();
  g_autofree char *name = g_strdup_printf (NAME, (int) getpid (), ++count);

  return g_build_filename (folder, name, NULL);
}

/**
 * chain_recovery_write:
 *
 * Returns: whether @experiment is kept at @path
 */
gboolean
chain_recovery_write (const char             *path,
                      const ChainExperiment  *experiment,
                      GError                **error)
{
  g_autofree char *folder = get_folder ();

  g_mkdir_with_parents (folder, 0700);
  return chain_experiment_write (experiment, path, error);
}

/**
 * chain_recovery_remove:
 *
 * Forgets what is kept at @path, if anything is.
 */
void
chain_recovery_remove (const char *path)
{
  g_unlink (path);
}

static gboolean
is_left_behind (const char *name)
{
  unsigned count;
  int process;
  int end = 0;

  if (sscanf (name, NAME "%n", &process, &count, &end) != 2 || process <= 0 || name[end] != '\0' || end == 0)
    return FALSE;

  /* a process that we may not signal is alive */
  return process != (int) getpid () && kill (process, 0) != 0 && errno == ESRCH;
}

/**
 * chain_recovery_find:
 *
 * Returns: (transfer full) (nullable): the newest experiment that a process left behind
 */
char *
chain_recovery_find (void)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  char *newest = NULL;
  gint64 newest_time = G_MININT64;
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf information;

      if (!is_left_behind (name) || g_stat (path, &information) != 0 || (gint64) information.st_mtime <= newest_time)
        continue;
      g_free (newest);
      newest = g_steal_pointer (&path);
      newest_time = (gint64) information.st_mtime;
    }

  return newest;
}
