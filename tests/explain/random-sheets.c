// SPDX-License-Identifier: GPL-3.0-or-later

/* random-sheets N: prints the sheets of N random experiments, for test-arithmetic.py. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "chain-initializer.h"
#include "chain-random.h"
#include "chain-explanation.h"

static double
draw (ChainRandom *random,
      double       size)
{
  return size * chain_random_uniform (random, -1.0, 1.0);
}

static int
draw_whole (ChainRandom *random,
            int          from,
            int          to)
{
  return from + (int) chain_random_below (random, (uint64_t) (to - from + 1));
}

/* Some numbers are short, as people type them, some as training leaves them, some tiny. */
static double
draw_parameter (ChainRandom *random)
{
  switch (draw_whole (random, 0, 3))
    {
    case 0:
      return round (draw (random, 3.0) * 10.0) / 10.0;
    case 1:
      return draw (random, 3.0) * pow (10.0, draw_whole (random, -12, 0));
    default:
      return draw (random, 3.0);
    }
}

static void
print_sheet (ChainRandom *random,
             int          i)
{
  ChainExplanationSource source = {
    .shape = { i % 3 == 0 ? draw_whole (random, 1, 3) : 1, i % 3 == 0 ? draw_whole (random, 1, 3) : 1 },
    .digits = draw_whole (random, CHAIN_EXPLANATION_MIN_DIGITS, CHAIN_EXPLANATION_MAX_DIGITS),
    .parameter = CHAIN_ALL_PARAMETERS,
    .batch = i % 4 == 3,
    .step = (guint64) i,
    .step_size = draw_whole (random, 1, 100) / 1000.0,
  };
  double parameters[CHAIN_MAX_PARAMETERS], x[20], y[20];
  bool frozen[CHAIN_MAX_PARAMETERS] = { false };
  gsize n = (gsize) draw_whole (random, 1, 20);
  ChainDataset dataset;
  ChainMoments moments;
  g_autofree char *text = NULL;
  ChainSheet *sheet;

  for (gsize p = 0; p < chain_shape_n_parameters (source.shape); p++)
    parameters[p] = draw_parameter (random);
  if (i % 10 == 9)
    parameters[chain_shape_group_offset (source.shape, CHAIN_B1)] = draw (random, 30.0); /* saturated */
  for (gsize s = 0; s < n; s++)
    {
      x[s] = draw_parameter (random);
      y[s] = x[s] * x[s];
    }

  chain_dataset_init_samples (&dataset, n, x, y);
  chain_optimizer_init (&source.optimizer);
  source.optimizer.kind = draw_whole (random, 0, CHAIN_N_OPTIMIZERS - 1);
  chain_moments_init (&moments);
  source.parameters = parameters;
  source.dataset = source.plain = &dataset;
  source.moments = &moments;
  source.frozen = frozen;
  source.sample = n - 1;

  sheet = chain_explanation_new (&source);
  text = chain_sheet_to_text (sheet);
  printf ("%s\nEND %d\n", text, source.digits);
  chain_sheet_free (sheet);
  chain_dataset_clear (&dataset);
}

int
main (int    argc,
      char **argv)
{
  ChainRandom random;

  chain_random_init (&random, 1);
  for (int i = 0; argc == 2 && i < atoi (argv[1]); i++)
    print_sheet (&random, i);

  return argc == 2 ? 0 : 2;
}
