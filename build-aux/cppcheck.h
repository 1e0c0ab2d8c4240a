/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Read by cppcheck before each file: macros of GLib that it does not know, as it sees no header of
 * the system. */
#pragma once

#define G_DEFINE_QUARK(name, function)
#define G_DEFINE_FINAL_TYPE(Type, type, PARENT)
#define G_DECLARE_FINAL_TYPE(Type, type, MODULE, NAME, Parent) \
  typedef struct _##Type Type;
#define G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Type, function)
#define G_DEFINE_AUTOPTR_CLEANUP_FUNC(Type, function)
