// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* Numbers as text: one strict grammar for everything that people type or files hold, and a form
 * that gives back the same bits. Neither knows the locale. Any thread may use them. */

#define CHAIN_DECIMAL_SIZE 32 /* more than -2.2250738585072014e-308 needs */

gboolean    chain_decimal_parse       (const char *text,
                                       double     *value);
gboolean    chain_decimal_parse_list  (const char *text,
                                       gsize       n,
                                       double     *values);
gboolean    chain_decimal_parse_whole (const char *text,
                                       guint64     max,
                                       guint64    *value);
const char *chain_decimal_format      (double value,
                                       char   buffer[CHAIN_DECIMAL_SIZE]);
