// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* What stands in Pango markup, for who hears it. Any thread. */

char *chain_plain_text_new (const char *markup);
