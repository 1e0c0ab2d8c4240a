// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUS "\u2212"

/* Larger numbers are not worth their digits in a picture. */
#define MOST_PLAIN 1e15

/* Leaves room for the sign. */
#define DIGITS_SIZE (CHAIN_NUMBER_SIZE - 8)

/* Writes @digits, the decimal digits of a number's size as printf() gives them. −0.0 and what
 * rounds to it have no sign: “−0.00” makes a reader look for a reason. */
static int
put (char       *markup,
     const char *digits,
     double      value)
{
  const char *sign = value < 0.0 && strpbrk (digits, "123456789") != NULL ? MINUS : "";

  return snprintf (markup, CHAIN_NUMBER_SIZE, "%s%s", sign, digits);
}

/**
 * chain_number_fixed:
 * @markup: (out)
 * @value: finite; from 1e15 it is written in scientific notation
 * @decimals: digits behind the point
 */
void
chain_number_fixed (char   markup[CHAIN_NUMBER_SIZE],
                    double value,
                    int    decimals)
{
  char digits[DIGITS_SIZE];

  if (fabs (value) >= MOST_PLAIN)
    {
      chain_number_scientific (markup, value, 3);
      return;
    }

  snprintf (digits, sizeof digits, "%.*f", decimals < 20 ? decimals : 20, fabs (value));
  put (markup, digits, value);
}

/**
 * chain_number_scientific:
 * @markup: (out): “−1.25×10⁻⁷”
 * @value: finite
 * @decimals: digits behind the mantissa's point
 */
void
chain_number_scientific (char   markup[CHAIN_NUMBER_SIZE],
                         double value,
                         int    decimals)
{
  char digits[DIGITS_SIZE];
  char *mark;
  int exponent, length;

  /* printf() rounds first and finds the exponent afterwards, so 9.9996 becomes 1.000×10¹. */
  snprintf (digits, sizeof digits, "%.*e", decimals < 20 ? decimals : 20, fabs (value));
  mark = strchr (digits, 'e');
  if (mark == NULL) /* not finite: never drawn, yet must not crash */
    {
      put (markup, digits, value);
      return;
    }

  exponent = atoi (mark + 1);
  *mark = '\0';
  length = put (markup, digits, value);
  if (value != 0.0)
    snprintf (markup + length, (size_t) (CHAIN_NUMBER_SIZE - length), "×10<sup>%s%d</sup>",
              exponent < 0 ? MINUS : "", abs (exponent));
}

/**
 * chain_number_significant:
 * @markup: (out): “0.04145”, “1.470”, “3.1×10⁻¹⁸”, “0”
 * @value: finite
 * @digits: significant digits, at least 1
 */
void
chain_number_significant (char   markup[CHAIN_NUMBER_SIZE],
                          double value,
                          int    digits)
{
  char rounded[CHAIN_NUMBER_SIZE];
  int exponent;

  if (value == 0.0)
    {
      chain_number_fixed (markup, 0.0, 0);
      return;
    }

  snprintf (rounded, sizeof rounded, "%.*e", digits - 1, value);
  exponent = strchr (rounded, 'e') != NULL ? atoi (strchr (rounded, 'e') + 1) : 0;
  if (exponent < -4 || exponent > 5)
    chain_number_scientific (markup, value, digits - 1);
  else
    chain_number_fixed (markup, value, exponent < digits ? digits - 1 - exponent : 0);
}

/**
 * chain_number_power:
 * @markup: (out): “10⁻³”, “−10²”; 1 and 10 are written out
 * @sign: negative for a power with a minus sign
 */
void
chain_number_power (char markup[CHAIN_NUMBER_SIZE],
                    int  sign,
                    int  exponent)
{
  const char *minus = sign < 0 ? MINUS : "";

  if (exponent == 0 || exponent == 1)
    snprintf (markup, CHAIN_NUMBER_SIZE, "%s%s", minus, exponent == 0 ? "1" : "10");
  else
    snprintf (markup, CHAIN_NUMBER_SIZE, "%s10<sup>%s%d</sup>", minus,
              exponent < 0 ? MINUS : "", abs (exponent));
}
