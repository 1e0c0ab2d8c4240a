// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chain-experiment.h"
#include "chain-samples-file.h"
#include "fuzz.h"

/* Any bytes as a table of samples: finite numbers, or a sentence and nothing set. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static int descriptor = -1;
  static char path[32];
  g_autoptr (GError) error = NULL;
  g_autofree double *x = NULL;
  g_autofree double *y = NULL;
  gsize n = 0;

  if (descriptor < 0)
    {
      descriptor = memfd_create ("samples", MFD_CLOEXEC);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", descriptor);
    }
  if (ftruncate (descriptor, 0) != 0 || pwrite (descriptor, data, size, 0) != (ssize_t) size)
    return -1;

  if (chain_samples_file_read (path, &n, &x, &y, &error))
    {
      if (n < 1 || n > CHAIN_MAX_EXPLICIT_SAMPLES)
        g_error ("expected 1 to %d samples, got %" G_GSIZE_FORMAT, CHAIN_MAX_EXPLICIT_SAMPLES, n);
      for (gsize i = 0; i < n; i++)
        if (!isfinite (x[i]) || !isfinite (y[i]))
          g_error ("expected finite numbers, got sample %" G_GSIZE_FORMAT " at %g:%g", i, x[i], y[i]);
    }
  else if (error == NULL || error->message[0] == '\0' || !g_utf8_validate (error->message, -1, NULL))
    g_error ("expected a sentence, got “%s”", error != NULL ? error->message : "(none)");
  else if (n != 0 || x != NULL || y != NULL)
    g_error ("expected nothing to be set, got %" G_GSIZE_FORMAT " samples", n);

  return 0;
}
