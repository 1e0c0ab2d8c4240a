// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#define NEW_FILE_MODE 0666 /* less the umask */
#define MAX_LINKS 40       /* as many as the kernel follows */

struct _ChainOutput
{
  char *path;   /* as given, for sentences */
  char *target; /* the file to replace, behind all links */
  char *temporary; /* NULL where the target is written straight */
  FILE *file;
  int error;    /* errno of the first write that failed */
};

static gboolean
fail (GError     **error,
      const char  *path,
      int          code)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
               _("Cannot write “%s”: %s"), name, g_strerror (code));
  return FALSE;
}

/* Follows the links at the end of @path, so that a link stays one when its target is replaced.
 * realpath() would refuse a link whose target is yet to be made. */
static char *
follow_links (const char *path)
{
  char *target = g_strdup (path);

  for (int i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = g_path_get_dirname (target);

      if (link == NULL)
        break;

      g_free (target);
      target = g_path_is_absolute (link) ? g_strdup (link) : g_build_filename (folder, link, NULL);
    }

  return target;
}

/* Opens a new file beside the target, with the mode that the target has or would get. Returns
 * -1 with errno on failure. */
static int
open_temporary (ChainOutput       *output,
                const struct stat *existing)
{
  g_autofree char *folder = g_path_get_dirname (output->target);
  int descriptor;

  /* rename() would replace also what is write-protected */
  if (existing != NULL && access (output->target, W_OK) != 0)
    return -1;

  output->temporary = g_build_filename (folder, ".chainrule-XXXXXX", NULL);
  descriptor = g_mkstemp_full (output->temporary, O_WRONLY | O_CLOEXEC, NEW_FILE_MODE);
  if (descriptor < 0)
    g_clear_pointer (&output->temporary, g_free);
  else if (existing != NULL && fchmod (descriptor, existing->st_mode & 07777) != 0)
    output->error = errno;

  return descriptor;
}

/* Opens the file to write to. Returns -1 with errno on failure. */
static int
open_descriptor (ChainOutput *output)
{
  struct stat existing;

  if (stat (output->path, &existing) != 0)
    return errno == ENOENT ? open_temporary (output, NULL) : -1;
  if (S_ISREG (existing.st_mode))
    return open_temporary (output, &existing);

  return g_open (output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY, 0);
}

static void
output_free (ChainOutput *output)
{
  if (output->file != NULL)
    fclose (output->file);
  if (output->temporary != NULL)
    g_unlink (output->temporary);
  g_free (output->path);
  g_free (output->target);
  g_free (output->temporary);
  g_free (output);
}

static void
remember (ChainOutput *output,
          int          code)
{
  if (output->error == 0)
    output->error = code;
}

/**
 * chain_output_open:
 * @path: the file to write; links are followed, and an existing file keeps its mode
 *
 * Nothing changes at @path before chain_output_close().
 *
 * Returns: (nullable): an output for chain_output_close() or chain_output_discard(), or %NULL
 *   with the sentence “Cannot write “x.png”: Permission denied”
 */
ChainOutput *
chain_output_open (const char  *path,
                   GError     **error)
{
  ChainOutput *output = g_new0 (ChainOutput, 1);
  int descriptor;

  output->path = g_strdup (path);
  output->target = follow_links (path);
  descriptor = open_descriptor (output);
  if (descriptor >= 0)
    output->file = fdopen (descriptor, "w");

  if (output->file != NULL)
    return output;

  fail (error, path, errno);
  if (descriptor >= 0)
    close (descriptor);
  output_free (output);
  return NULL;
}

/**
 * chain_output_printf:
 * @format: as for printf(); %g and its like follow the locale, so numbers are better given as
 *   text
 */
void
chain_output_printf (ChainOutput *output,
                     const char  *format,
                     ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (vfprintf (output->file, format, arguments) < 0)
    remember (output, errno);
  va_end (arguments);
}

/**
 * chain_output_write:
 * @data: @length bytes
 */
void
chain_output_write (ChainOutput *output,
                    const void  *data,
                    size_t       length)
{
  if (fwrite (data, 1, length, output->file) < length)
    remember (output, errno);
}

/**
 * chain_output_close:
 * @output: (transfer full): freed, whether this succeeds or not
 *
 * Brings what was written to the disk, and then to its place.
 *
 * Returns: %FALSE where this or any write before it failed: the target is as it was then (but
 *   for one written straight), nothing is left beside it, and @error says why
 */
gboolean
chain_output_close (ChainOutput  *output,
                    GError      **error)
{
  g_autoptr (ChainOutput) owned = output;

  if (fflush (output->file) != 0)
    remember (output, errno);
  if (output->temporary != NULL && fsync (fileno (output->file)) != 0)
    remember (output, errno);
  if (fclose (g_steal_pointer (&output->file)) != 0)
    remember (output, errno);

  if (output->error == 0 && output->temporary != NULL)
    {
      if (g_rename (output->temporary, output->target) != 0)
        remember (output, errno);
      else
        g_clear_pointer (&output->temporary, g_free);
    }

  return owned->error == 0 || fail (error, owned->path, owned->error);
}

/**
 * chain_output_discard:
 * @output: (transfer full) (nullable): freed, and what was written forgotten
 */
void
chain_output_discard (ChainOutput *output)
{
  if (output != NULL)
    output_free (output);
}

/**
 * chain_output_write_file:
 * @path: the file to write
 * @data: all that it will hold
 *
 * Returns: %FALSE where the file cannot be written; what was there remains
 */
gboolean
chain_output_write_file (const char  *path,
                         const void  *data,
                         size_t       length,
                         GError     **error)
{
  ChainOutput *output = chain_output_open (path, error);

  if (output == NULL)
    return FALSE;

  chain_output_write (output, data, length);
  return chain_output_close (output, error);
}
