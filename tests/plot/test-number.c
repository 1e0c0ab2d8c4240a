// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-number.h"

#include <glib.h>
#include <math.h>

static void
test_significant (void)
{
  static const struct
  {
    double value;
    int digits;
    const char *markup;
  } cases[] = {
    { 0.0, 4, "0" },
    { -0.0, 4, "0" },
    { 1.4700123, 4, "1.470" },
    { 0.041449, 4, "0.04145" },
    { 999.96, 4, "1000" },
    { -2.5, 2, "−2.5" },
    { 1.234e-18, 3, "1.23×10<sup>−18</sup>" },
    { -5e-324, 1, "−5×10<sup>−324</sup>" },
    { 1.7976931348623157e308, 4, "1.798×10<sup>308</sup>" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char markup[CHAIN_NUMBER_SIZE];

      chain_number_significant (markup, cases[i].value, cases[i].digits);
      g_assert_cmpstr (markup, ==, cases[i].markup);
    }
}

static void
test_fixed (void)
{
  char markup[CHAIN_NUMBER_SIZE];

  chain_number_fixed (markup, -0.001, 2);
  g_assert_cmpstr (markup, ==, "0.00");
  chain_number_fixed (markup, -0.02581, 5);
  g_assert_cmpstr (markup, ==, "−0.02581");
  chain_number_fixed (markup, 1e300, 0);
  g_assert_cmpstr (markup, ==, "1.000×10<sup>300</sup>");
}

static void
test_power (void)
{
  char markup[CHAIN_NUMBER_SIZE];

  chain_number_power (markup, 1, 0);
  g_assert_cmpstr (markup, ==, "1");
  chain_number_power (markup, -1, 1);
  g_assert_cmpstr (markup, ==, "−10");
  chain_number_power (markup, -1, -3);
  g_assert_cmpstr (markup, ==, "−10<sup>−3</sup>");
}

/* Not finite is never drawn, but must not overflow a buffer either. */
static void
test_not_finite (void)
{
  char markup[CHAIN_NUMBER_SIZE];

  chain_number_significant (markup, NAN, 4);
  chain_number_scientific (markup, -INFINITY, 4);
  g_assert_true (g_utf8_validate (markup, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/significant", test_significant);
  g_test_add_func ("/number/fixed", test_fixed);
  g_test_add_func ("/number/power", test_power);
  g_test_add_func ("/number/not-finite", test_not_finite);
  return g_test_run ();
}
