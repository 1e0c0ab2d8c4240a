// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/* Numbers as a reader of printed mathematics expects them: a true minus sign, and powers of ten
 * instead of “e-07”. The result is Pango markup; the decimal point is the locale's. */

#define CHAIN_NUMBER_SIZE 80

void chain_number_fixed       (char   markup[CHAIN_NUMBER_SIZE],
                               double value,
                               int    decimals);
void chain_number_scientific  (char   markup[CHAIN_NUMBER_SIZE],
                               double value,
                               int    decimals);
void chain_number_significant (char   markup[CHAIN_NUMBER_SIZE],
                               double value,
                               int    digits);
void chain_number_power       (char   markup[CHAIN_NUMBER_SIZE],
                               int    sign,
                               int    exponent);
