// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* Decimal numbers as they stand on paper, and sums of products of them without any rounding, so
 * that a printed result can be made to follow from what is printed before it. Binary floating point
 * cannot say what a reader with a pencil gets: there 0.1 × 0.8 is not 0.08. Any thread. */

#define CHAIN_NUMERAL_DIGITS 17      /* a double has no more */
#define CHAIN_NUMERAL_MOST_DIGITS 24 /* what a sum of many such needs */

/* ±d.dddd × 10^exponent without zeros at its end; 0 has no digits. */
typedef struct
{
  gboolean negative;
  int n;
  int exponent;
  guint8 digits[CHAIN_NUMERAL_MOST_DIGITS]; /* 0..9 */
} ChainNumeral;

/* What a numeral stands for: the very number, or the nearest of 17 digits. */
typedef struct
{
  ChainNumeral numeral;
  gboolean exact;
} ChainQuantity;

/* A sum of products, without rounding. */
typedef struct _ChainExactSum ChainExactSum;

ChainNumeral    chain_numeral_new              (double value);
ChainNumeral    chain_numeral_parse            (const char *digits,
                                              int         exponent,
                                              gboolean    negative);
ChainNumeral    chain_numeral_round            (const ChainNumeral *numeral,
                                              int                digits);
ChainNumeral    chain_numeral_round_at         (const ChainNumeral *numeral,
                                              int                power);
gboolean       chain_numeral_equal            (const ChainNumeral *a,
                                              const ChainNumeral *b);
double         chain_numeral_to_double        (const ChainNumeral *numeral);
ChainQuantity  chain_quantity_new            (double   value,
                                              gboolean exact);

ChainExactSum *chain_exact_sum_new           (void);
void           chain_exact_sum_free          (ChainExactSum *sum);
void           chain_exact_sum_add           (ChainExactSum     *sum,
                                              gboolean           negative,
                                              gsize              n,
                                              const ChainNumeral *factors);
ChainNumeral    chain_exact_sum_round         (ChainExactSum *sum,
                                              int            digits,
                                              gboolean      *exact);
ChainNumeral    chain_exact_sum_divide        (ChainExactSum *sum,
                                              guint          divisor,
                                              int            digits,
                                              gboolean      *exact);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainExactSum, chain_exact_sum_free)
