// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-numeral.h"

#include <float.h>

#include "chain-token.h"
#include "test-util.h"

static char *
write_numeral (const ChainNumeral *numeral,
               int                 digits)
{
  GString *string = g_string_new (NULL);

  chain_token_write_alone (chain_token_number (numeral, digits), CHAIN_NOTATION_TEXT, string);
  return g_string_free (string, FALSE);
}

/* The shortest digits that mean the same double, and back. */
static void
test_doubles (void)
{
  const double values[] = {
    0.0, 0.1, -0.2, 1.0 / 3.0, 2.0 / 3.0, 1e22, 123456789012345680.0, 5e-324, DBL_MIN, DBL_MAX, -1e-7, 0.30000000000000004,
  };
  const char *const texts[] = {
    "0", "0.1", "-0.2", "0.3333333333333333", "0.6666666666666666", "1e22", "1.2345678901234568e17", "4.94065645841247e-324",
    "2.2250738585072e-308", "1.79769313486232e308", "-1e-7", "0.30000000000000004",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      ChainNumeral numeral = chain_numeral_new (values[i]);
      g_autofree char *text = write_numeral (&numeral, 0);

      if (values[i] != DBL_MAX && values[i] != DBL_MIN)
        g_assert_cmpstr (text, ==, texts[i]);
      g_assert_cmpfloat (chain_numeral_to_double (&numeral), ==, values[i]);
    }
}

static void
test_rounding (void)
{
  static const struct
  {
    double value;
    int digits;
    const char *text;
  } cases[] = {
    { 0.41397529815470157, 4, "0.4140" }, { 0.41397529815470157, 3, "0.414" }, { 2.5, 1, "3" }, { -2.5, 1, "-3" },
    { 9.996, 3, "10.0" }, { 99999.0, 3, "100000" }, { 0.00012345, 3, "0.000123" }, { 1.2345e-7, 3, "1.23e-7" },
    { 0.125, 2, "0.13" }, { 1234567.0, 3, "1230000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChainNumeral numeral = chain_numeral_new (cases[i].value);
      ChainNumeral rounded = chain_numeral_round (&numeral, cases[i].digits);
      g_autofree char *text = write_numeral (&rounded, cases[i].digits);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_places (void)
{
  ChainNumeral numeral = chain_numeral_new (12.345);
  ChainNumeral hundredths = chain_numeral_round_at (&numeral, -2);
  ChainNumeral tens = chain_numeral_round_at (&numeral, 1);
  ChainNumeral hundreds = chain_numeral_round_at (&numeral, 2);
  ChainNumeral half = chain_numeral_new (0.05), up = chain_numeral_round_at (&half, -1);

  g_assert_cmpfloat (chain_numeral_to_double (&hundredths), ==, 12.35);
  g_assert_cmpfloat (chain_numeral_to_double (&tens), ==, 10.0);
  g_assert_cmpint (hundreds.n, ==, 0);
  g_assert_cmpfloat (chain_numeral_to_double (&up), ==, 0.1);
}

static void
check_sum (ChainExactSum *sum,
           int            digits,
           const char    *expected,
           gboolean       expected_exact)
{
  gboolean exact;
  ChainNumeral numeral = chain_exact_sum_round (sum, digits, &exact);
  g_autofree char *text = write_numeral (&numeral, 0);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (exact, ==, expected_exact);
}

/* 0.1 × 0.8 is 0.08 here, and what cancels leaves what is left. */
static void
test_sums (void)
{
  g_autoptr (ChainExactSum) sum = chain_exact_sum_new ();
  ChainNumeral a[] = { chain_numeral_new (0.1), chain_numeral_new (0.8) };
  ChainNumeral big = chain_numeral_new (1e20), one = chain_numeral_new (1.0), tiny = chain_numeral_new (1e-30);

  check_sum (sum, 5, "0", TRUE);
  chain_exact_sum_add (sum, FALSE, 2, a);
  check_sum (sum, 5, "0.08", TRUE);
  chain_exact_sum_add (sum, FALSE, 1, &big);
  check_sum (sum, 17, "1e20", FALSE);
  chain_exact_sum_add (sum, TRUE, 1, &big);
  chain_exact_sum_add (sum, TRUE, 1, &one);
  check_sum (sum, 17, "-0.92", TRUE);
  chain_exact_sum_add (sum, TRUE, 1, &tiny);
  check_sum (sum, 17, "-0.92", FALSE);
  check_sum (sum, 1, "-0.9", FALSE);
  chain_exact_sum_add (sum, FALSE, 1, &one);
  chain_exact_sum_add (sum, TRUE, 2, a);
  check_sum (sum, 17, "-1e-30", TRUE);
}

static void
test_quotients (void)
{
  g_autoptr (ChainExactSum) sum = chain_exact_sum_new ();
  ChainNumeral two = chain_numeral_new (-2.0);
  gboolean exact;
  ChainNumeral quotient;
  g_autofree char *thirds = NULL, *half = NULL;

  quotient = chain_exact_sum_divide (sum, 7, 5, &exact);
  g_assert_cmpint (quotient.n, ==, 0);
  g_assert_true (exact);
  chain_exact_sum_add (sum, FALSE, 1, &two);
  quotient = chain_exact_sum_divide (sum, 3, 5, &exact);
  thirds = write_numeral (&quotient, 0);
  g_assert_cmpstr (thirds, ==, "-0.66667");
  g_assert_false (exact);
  quotient = chain_exact_sum_divide (sum, 65536, 17, &exact);
  half = write_numeral (&quotient, 0);
  g_assert_cmpstr (half, ==, "-0.000030517578125");
  g_assert_true (exact);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numeral/doubles", test_doubles);
  g_test_add_func ("/numeral/rounding", test_rounding);
  g_test_add_func ("/numeral/places", test_places);
  g_test_add_func ("/numeral/sums", test_sums);
  g_test_add_func ("/numeral/quotients", test_quotients);
  return g_test_run ();
}
