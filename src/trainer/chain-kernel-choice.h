// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* The variant of the kernels that a program runs with: the best one, or the one that the
 * environment variable CHAINRULE_KERNEL names. All give the same bits; the choice is for tests
 * and measurements. */

#define CHAIN_KERNEL_ERROR (chain_kernel_error_quark ())

typedef enum
{
  CHAIN_KERNEL_ERROR_UNKNOWN, /* there is no such variant */
  CHAIN_KERNEL_ERROR_LACKING  /* the processor or this build lacks it */
} ChainKernelError;

GQuark   chain_kernel_error_quark (void);

gboolean chain_kernel_choose      (GError **error);
