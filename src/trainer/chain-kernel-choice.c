// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-kernel-choice.h"

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-experiment-key.h"
#include "chain-kernel.h"

#define VARIABLE "CHAINRULE_KERNEL"

G_DEFINE_QUARK (chain-kernel-error-quark, chain_kernel_error)

/**
 * chain_kernel_choose:
 *
 * Reads CHAINRULE_KERNEL; unset or empty leaves the choice to the program. To be called once, at
 * the start, before there are other threads.
 *
 * Returns: %FALSE where it names a variant that does not exist or cannot run here; @error says so
 *   in one sentence
 */
gboolean
chain_kernel_choose (GError **error)
{
  static const char *const names[] = { "scalar", "sse2", "avx2", "avx512", NULL };
  const char *name = g_getenv (VARIABLE);
  const ChainKernel *kernel;

  if (name == NULL || name[0] == '\0')
    return TRUE;

  if (!g_strv_contains (names, name))
    {
      g_autofree char *valid = g_utf8_make_valid (name, -1);
      g_autofree char *excerpt = chain_key_excerpt (valid);

      g_set_error (error, CHAIN_KERNEL_ERROR, CHAIN_KERNEL_ERROR_UNKNOWN,
                   _("%s: expected scalar, sse2, avx2 or avx512, got “%s”"), VARIABLE, excerpt);
      return FALSE;
    }

  kernel = chain_kernel_find (name);
  if (kernel == NULL)
    {
      g_set_error (error, CHAIN_KERNEL_ERROR, CHAIN_KERNEL_ERROR_LACKING,
                   _("%s: this processor lacks “%s”"), VARIABLE, name);
      return FALSE;
    }

  chain_kernel_set_default (kernel);
  return TRUE;
}
