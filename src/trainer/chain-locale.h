// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/* The reader's language: translations, and numbers as people write them. Files and the command line
 * have a decimal point instead, see chain-decimal.h. */

void  chain_locale_init    (void);
char *chain_locale_typeset (const char *number);
char *chain_locale_format  (const char *format,
                            double      value);
