// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network.h"

#include "chain-tanh.h"
#include "test-reference.h"
#include "test-util.h"

/* The document's worked example, with the exact figures. */
static void
test_worked_example (void)
{
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  static const double expected[] = { -3.66112842627, -1.83056421313, -5.09938576210,
                                     -6.37025858056, -2.65211589239, -6.40645928443 };
  const ChainShape shape = { 1, 1 };
  ChainForward forward;
  ChainBackward backward;

  chain_network_forward (shape, parameters, 2.0, &forward);
  chain_network_backward (shape, parameters, &forward, 4.0, &backward);

  test_assert_close (forward.z1[0], 1.1, 1e-15, "z1");
  test_assert_close (forward.h1[0], 0.800499021761, 5e-13, "h1");
  test_assert_close (forward.z2[0], 0.440399217409, 5e-13, "z2");
  test_assert_close (forward.h2[0], 0.413975298155, 5e-13, "h2");
  test_assert_close (forward.output, 0.796770357786, 5e-13, "output");
  test_assert_close (backward.error, -3.20322964221, 5e-12, "error");
  test_assert_close (forward.s2[0], 0.828624452517, 5e-13, "1 - h2^2");
  test_assert_close (forward.s1[0], 0.359201316160, 5e-13, "1 - h1^2");
  for (int p = 0; p < 6; p++)
    test_assert_close (backward.gradients[p], expected[p], 5e-12, "gradient %d", p);
  test_assert_close (chain_network_evaluate (shape, parameters, 2.0), forward.output, 0.0, "evaluate");
}

/* Sample by sample, the gradients of wider networks are those computed with 60 digits. */
static void
test_wide (void)
{
  g_autoptr (GPtrArray) cases = test_read_csv ("gold_wide.csv");
  g_autoptr (GPtrArray) samples = test_read_csv ("gold_wide_samples.csv");
  int n_checked = 0;

  for (guint c = 0; c < cases->len; c++)
    {
      char **row = g_ptr_array_index (cases, c);
      ChainShape shape = { atoi (row[1]), atoi (row[2]) };
      double parameters[CHAIN_MAX_PARAMETERS], expected[CHAIN_MAX_PARAMETERS], scales[CHAIN_MAX_PARAMETERS];
      double x[256], y[256], gradients[CHAIN_MAX_PARAMETERS];
      size_t n = test_find_samples (samples, row[0], x, y);

      if (n == 0)
        continue;
      g_assert_cmpuint (test_parse_list (row[5], parameters), ==, chain_shape_n_parameters (shape));
      test_parse_list (row[7], expected);
      test_parse_list (row[9], scales);
      test_reference_gradient (shape, parameters, n, x, y, gradients);
      for (size_t p = 0; p < chain_shape_n_parameters (shape); p++)
        test_assert_close (gradients[p], expected[p], (double) (32 + n) * 0x1p-53 * scales[p] + 1e-300,
                           "case %s, gradient %zu", row[0], p);
      n_checked++;
    }
  g_assert_cmpint (n_checked, >, 10);
}

/* Where 1 - h^2 has cancelled to 0, the derivative keeps its true size. */
static void
test_saturation (void)
{
  static const struct { double z, sech2; } cases[] = {
    { 0.0, 1.0 },
    { 1.0, 0.41997434161402606939 },
    { 10.0, 8.2446144512e-9 },
    { 19.0615, 1.111e-16 },
    { 50.0, 1.4880303047609e-43 },
    { -50.0, 1.4880303047609e-43 },
    { 300.0, 1.0600905e-260 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double sech2;
      double h = chain_tanh (cases[i].z, &sech2);

      test_assert_close (h, tanh (cases[i].z), 4 * 0x1p-52 * fabs (tanh (cases[i].z)), "tanh %g", cases[i].z);
      test_assert_close (sech2 / cases[i].sech2, 1.0, 1e-3, "sech2 %g", cases[i].z);
    }
}

static void
test_names (void)
{
  static const struct { ChainShape shape; size_t index; const char *name; } cases[] = {
    { { 1, 1 }, 0, "W1" },
    { { 1, 1 }, 5, "b3" },
    { { 2, 1 }, 1, "W1[2]" },
    { { 2, 1 }, 5, "W2[1][2]" },
    { { 2, 1 }, 6, "b2" },
    { { 1, 2 }, 0, "W1" },
    { { 1, 2 }, 3, "W2[2][1]" },
    { { 1, 2 }, 5, "b2[2]" },
    { { 16, 16 }, 32 + 16 * 15 + 3, "W2[16][4]" },
    { { 16, 16 }, 320, "b3" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];

      chain_parameter_name (cases[i].shape, cases[i].index, name);
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpint (chain_parameter_find (cases[i].shape, name), ==, (int) cases[i].index);
    }

  g_assert_cmpint (chain_parameter_find ((ChainShape) { 1, 1 }, "W1[1]"), ==, -1);
  g_assert_cmpuint (chain_shape_n_parameters ((ChainShape) { 16, 16 }), ==, CHAIN_MAX_PARAMETERS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/worked-example", test_worked_example);
  g_test_add_func ("/network/wide", test_wide);
  g_test_add_func ("/network/saturation", test_saturation);
  g_test_add_func ("/network/names", test_names);
  return g_test_run ();
}
