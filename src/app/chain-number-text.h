// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* Numbers as people read and type them. */

char    *chain_number_text_format       (double      value);
char    *chain_number_text_typeset      (double      value);
gboolean chain_number_text_is_ambiguous (const char *text,
                                         gboolean    whole);
char    *chain_number_text_normalize    (const char *text,
                                         gboolean    whole,
                                         const char *zero);
