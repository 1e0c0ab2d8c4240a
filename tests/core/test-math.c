// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-math.h"

#include "chain-random.h"
#include "chain-schedule.h"
#include "test-util.h"

/* Against libm, which is right to one unit in the last place here. */
static void
test_against_libm (void)
{
  ChainRandom random;

  chain_random_init (&random, 1);
  for (int i = 0; i < 100000; i++)
    {
      double x = chain_random_uniform (&random, -1.0, 1.0) * (i % 2 ? 700.0 : 1.0);
      double y = exp (chain_random_uniform (&random, -700.0, 700.0));
      double near_one = 1.0 + chain_random_uniform (&random, -0.01, 0.01);
      double t = chain_random_uniform (&random, 0.0, 1.0);

      test_assert_close (chain_exp (x) / exp (x), 1.0, 4 * 0x1p-52, "exp %.17g", x);
      test_assert_close (chain_log (y), log (y), 4 * 0x1p-52 * fabs (log (y)), "log %.17g", y);
      test_assert_close (chain_log (near_one), log (near_one), 4 * 0x1p-52 * fabs (log (near_one)),
                         "log %.17g", near_one);
      test_assert_close (chain_cospi (t), cos (G_PI * t), 4 * 0x1p-52, "cospi %.17g", t);
    }

  test_assert_close (chain_exp (0.0), 1.0, 0.0, "exp 0");
  test_assert_close (chain_log (1.0), 0.0, 0.0, "log 1");
  test_assert_close (chain_cospi (0.0), 1.0, 0.0, "cospi 0");
  test_assert_close (chain_cospi (0.5), 0.0, 0.0, "cospi 1/2");
  test_assert_close (chain_cospi (1.0), -1.0, 0.0, "cospi 1");
  test_assert_close (chain_power (0.5, 10), 0x1p-10, 0.0, "power");
  test_assert_close (chain_power (0.5, 100000), 0.0, 0.0, "power that underflows");
}

static void
test_schedules (void)
{
  ChainSchedule schedule;

  chain_schedule_init (&schedule);
  test_assert_close (chain_schedule_get_scale (&schedule, 123456), 1.0, 0.0, "constant");

  schedule = (ChainSchedule) { CHAIN_SCHEDULE_STEP, 100, 0.5 };
  test_assert_close (chain_schedule_get_scale (&schedule, 1), 1.0, 0.0, "step, first update");
  test_assert_close (chain_schedule_get_scale (&schedule, 100), 1.0, 0.0, "step, last of a stage");
  test_assert_close (chain_schedule_get_scale (&schedule, 101), 0.5, 0.0, "step, second stage");
  test_assert_close (chain_schedule_get_scale (&schedule, 301), 0.125, 0.0, "step, fourth stage");

  schedule.kind = CHAIN_SCHEDULE_COSINE;
  test_assert_close (chain_schedule_get_scale (&schedule, 1), 1.0, 0.0, "cosine, start");
  test_assert_close (chain_schedule_get_scale (&schedule, 51), 0.75, 1e-15, "cosine, middle");
  test_assert_close (chain_schedule_get_scale (&schedule, 101), 0.5, 0.0, "cosine, end");
  test_assert_close (chain_schedule_get_scale (&schedule, 5000), 0.5, 0.0, "cosine, beyond");

  schedule.kind = CHAIN_SCHEDULE_EXPONENTIAL;
  for (uint64_t step = 1; step < 3000; step += 37)
    test_assert_close (chain_schedule_get_scale (&schedule, step) / pow (0.5, (double) (step - 1) / 100), 1.0,
                       1e-13, "exponential, step %d", (int) step);
  g_assert_cmpfloat (chain_schedule_get_scale (&schedule, UINT64_MAX), >, 0.0);
  g_assert_cmpfloat (chain_schedule_get_scale (&schedule, UINT64_MAX), <, 1e-290);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/math/against-libm", test_against_libm);
  g_test_add_func ("/math/schedules", test_schedules);
  return g_test_run ();
}
