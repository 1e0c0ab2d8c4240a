// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli.h"

#include <math.h>
#include <stdio.h>

#include <glib/gi18n.h>

#include "chain-check.h"
#include "chain-kernel.h"
#include "chain-random.h"

#define DEFAULT_CASES 200
#define DEFAULT_SEED 1
#define MAX_CHECK_SAMPLES CHAIN_KERNEL_GROUP /* so that the samples have room for their padding */
#define MAX_X 10.0

/* Parameters of up to ±10 alone would leave most neurons saturated and their gradients 0. */
static const double parameter_ranges[] = { 0.1, 0.3, 1.0, 3.0, 10.0 };

/* The worst that one method showed, as a part of what is tolerated. */
typedef struct
{
  double ratio;
  guint64 case_number;
  char parameter[CHAIN_PARAMETER_NAME_SIZE];
} Worst;

typedef struct
{
  guint64 cases;
  guint64 seed;
  const ChainShape *shape; /* NULL: random ones */
  guint64 n_passed;
  Worst numeric;
  Worst complex_step;
} Check;

static int
random_whole (ChainRandom *random,
              int          min,
              int          max)
{
  return min + (int) (chain_random_next (random) % (guint64) (max - min + 1));
}

static void
note (Worst      *worst,
      double      deviation,
      double      tolerance,
      guint64     case_number,
      ChainShape  shape,
      gsize       parameter)
{
  double ratio = deviation / tolerance;

  /* NaN counts as worst of all */
  if (ratio <= worst->ratio)
    return;

  worst->ratio = isnan (ratio) ? HUGE_VAL : ratio;
  worst->case_number = case_number;
  chain_parameter_name (shape, parameter, worst->parameter);
}

/* Draws a network and samples of x², and compares the gradients by the three methods. */
static void
check_case (Check       *check,
            ChainRandom *random,
            guint64      number)
{
  double range = parameter_ranges[number % G_N_ELEMENTS (parameter_ranges)];
  ChainShape shape = { random_whole (random, 1, CHAIN_MAX_WIDTH), random_whole (random, 1, CHAIN_MAX_WIDTH) };
  double parameters[CHAIN_MAX_PARAMETERS], x[MAX_CHECK_SAMPLES], y[MAX_CHECK_SAMPLES];
  ChainDataset dataset = { (gsize) random_whole (random, 1, MAX_CHECK_SAMPLES), x, y };
  ChainCheck result;
  gboolean passed = TRUE;

  if (check->shape != NULL)
    shape = *check->shape;

  for (gsize p = 0; p < chain_shape_n_parameters (shape); p++)
    parameters[p] = chain_random_uniform (random, -range, range);
  for (gsize i = 0; i < dataset.n; i++)
    {
      x[i] = chain_random_uniform (random, -MAX_X, MAX_X);
      y[i] = x[i] * x[i];
    }
  chain_kernel_pad (dataset.n, x);
  chain_kernel_pad (dataset.n, y);

  chain_check_run (shape, parameters, &dataset, &result);

  for (gsize p = 0; p < chain_shape_n_parameters (shape); p++)
    {
      double analytic = result.analytic[p];

      note (&check->numeric, fabs (result.numeric[p] - analytic),
            chain_check_numeric_tolerance (result.loss, analytic), number, shape, p);
      note (&check->complex_step, fabs (result.complex_step[p] - analytic),
            chain_check_complex_tolerance (result.loss, analytic), number, shape, p);
      passed &= chain_check_passes (&result, p);
    }

  check->n_passed += passed;
}

static void
print_worst (const char  *method,
             const Worst *worst)
{
  char ratio[CHAIN_DECIMAL_SIZE];

  g_ascii_formatd (ratio, sizeof ratio, "%.3g", worst->ratio);
  printf (_("%s: worst deviation %s of what is tolerated, at %s in case %llu\n"), method, ratio,
          worst->parameter, (unsigned long long) worst->case_number + 1);
}

/* Makes --hidden an experiment's key, so that the file's rule and sentence hold. */
static gboolean
parse_hidden (const char *hidden,
              ChainShape *shape)
{
  g_autofree char *setting = g_strconcat ("hidden=", hidden, NULL);
  char *settings[] = { setting, NULL };
  const ChainCliExperiment arguments = { .settings = settings };
  g_auto (ChainExperiment) experiment = { 0 };

  if (!chain_cli_load (&arguments, &experiment))
    return FALSE;

  *shape = experiment.shape;
  return TRUE;
}

/**
 * chain_cli_check:
 *
 * The command `check`: compares the gradients of random networks with central differences and
 * the complex step.
 *
 * Returns: the exit status
 */
int
chain_cli_check (int    argc,
                 char **argv)
{
  g_autofree char *cases = NULL;
  g_autofree char *seed = NULL;
  g_autofree char *hidden = NULL;
  Check check = { .cases = DEFAULT_CASES, .seed = DEFAULT_SEED };
  ChainRandom random;
  ChainShape shape;
  const GOptionEntry entries[] = {
    { "cases", 0, 0, G_OPTION_ARG_FILENAME, &cases, N_("How many networks to check (default 200)"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_FILENAME, &seed, N_("Seed of the random numbers (default 1)"), "S" },
    { "hidden", 0, 0, G_OPTION_ARG_FILENAME, &hidden,
      N_("Widths of the hidden layers (default: random ones)"), "H1;H2" },
    { NULL }
  };

  if (!chain_cli_parse_options ("check",
                                _("Checks the gradients of random networks by central differences "
                                  "and by the complex step."),
                                entries, NULL, argc, argv)
      || (cases != NULL && !chain_cli_parse_whole ("--cases", cases, 1, &check.cases))
      || (seed != NULL && !chain_cli_parse_whole ("--seed", seed, 0, &check.seed))
      || (hidden != NULL && !parse_hidden (hidden, &shape)))
    return CHAIN_CLI_USAGE;

  if (hidden != NULL)
    check.shape = &shape;
  chain_random_init (&random, check.seed);
  for (guint64 i = 0; i < check.cases; i++)
    check_case (&check, &random, i);

  print_worst (_("Central difference"), &check.numeric);
  print_worst (_("Complex step"), &check.complex_step);
  printf (ngettext ("%llu of %llu case passed\n", "%llu of %llu cases passed\n", (gulong) check.cases),
          (unsigned long long) check.n_passed, (unsigned long long) check.cases);
  return check.n_passed == check.cases ? CHAIN_CLI_OK : CHAIN_CLI_FAILED;
}
