// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdatomic.h>

#include <gtk/gtk.h>

/* A message over the plots: what is being done, with a way to stop it, or what was done, with
 * something to do next. Goes away by itself, but not while somebody is at it. */

#define CHAIN_TYPE_TOAST (chain_toast_get_type ())

G_DECLARE_FINAL_TYPE (ChainToast, chain_toast, CHAIN, TOAST, GtkWidget)

void        chain_toast_show_progress (ChainToast   *self,
                                       const char   *text,
                                       GCancellable *cancellable,
                                       atomic_int   *progress);
void        chain_toast_show_done     (ChainToast   *self,
                                       const char   *text,
                                       const char   *label,
                                       const char   *action,
                                       GVariant     *target);
void        chain_toast_hide          (ChainToast   *self);
const char *chain_toast_get_text      (ChainToast   *self);
