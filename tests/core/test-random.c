// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-random.h"

#include "chain-initializer.h"
#include "test-util.h"

/* The generator's published algorithm from the state 1, 2, 3, 4: the first output is
 * rotl (1 + 4, 23) + 1 = 41943041, the second by hand from the next state. */
static void
test_known_output (void)
{
  ChainRandom random = { { 1, 2, 3, 4 } };

  g_assert_cmpuint (chain_random_next (&random), ==, G_GUINT64_CONSTANT (41943041));
  g_assert_cmpuint (chain_random_next (&random), ==, G_GUINT64_CONSTANT (58720359));
}

/* SplitMix64's published first outputs for the seed 1234567. */
static void
test_seeding (void)
{
  ChainRandom random;

  chain_random_init (&random, 1234567);
  g_assert_cmpuint (random.state[0], ==, G_GUINT64_CONSTANT (6457827717110365317));
  g_assert_cmpuint (random.state[1], ==, G_GUINT64_CONSTANT (3203168211198807973));
  g_assert_cmpuint (random.state[2], ==, G_GUINT64_CONSTANT (9817491932198370423));
  g_assert_cmpuint (random.state[3], ==, G_GUINT64_CONSTANT (4593380528125082431));
}

static void
test_uniform (void)
{
  ChainRandom random;
  double sum = 0.0, squares = 0.0;
  const int n = 100000;

  chain_random_init (&random, 42);
  for (int i = 0; i < n; i++)
    {
      double u = chain_random_uniform (&random, -1.0, 1.0);

      g_assert_true (u >= -1.0 && u < 1.0);
      sum += u;
      squares += u * u;
    }

  /* six standard deviations of the mean and of the mean square */
  test_assert_close (sum / n, 0.0, 6 * sqrt (1.0 / 3 / n), "mean");
  test_assert_close (squares / n, 1.0 / 3, 6 * sqrt (4.0 / 45 / n), "mean square");
}

static void
test_xavier (void)
{
  const ChainInitializer first = { CHAIN_INITIALIZER_XAVIER_UNIFORM, 1, 1.0 };
  const ChainInitializer second = { CHAIN_INITIALIZER_XAVIER_UNIFORM, 2, 1.0 };
  const ChainShape shape = { 4, 16 };
  double a[CHAIN_MAX_PARAMETERS], b[CHAIN_MAX_PARAMETERS], c[CHAIN_MAX_PARAMETERS];
  size_t n = chain_shape_n_parameters (shape);
  static const double limits[] = { 1.0954451150103321, 0, 0.5477225575051661, 0, 0.5940885257860046, 0 };

  chain_initializer_draw (&first, shape, a);
  chain_initializer_draw (&first, shape, b);
  chain_initializer_draw (&second, shape, c);
  g_assert_true (test_bits_equal (a, b, n));
  g_assert_false (test_bits_equal (a, c, n));

  for (ChainGroup g = CHAIN_W1; g < CHAIN_N_GROUPS; g++)
    {
      double max = 0.0;

      for (size_t i = 0; i < chain_shape_group_length (shape, g); i++)
        max = fmax (max, fabs (a[chain_shape_group_offset (shape, g) + i]));
      g_assert_true (max <= limits[g] && max >= limits[g] / 2);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/known-output", test_known_output);
  g_test_add_func ("/random/seeding", test_seeding);
  g_test_add_func ("/random/uniform", test_uniform);
  g_test_add_func ("/random/xavier", test_xavier);
  return g_test_run ();
}
