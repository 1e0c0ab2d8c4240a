// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-layer-verdict.h"

#include <string.h>

#include "chain-figure.h"
#include "chain-session.h"
#include "picture.h"

static const ChainShape one = { 1, 1 };

#define H CHAIN_LAYER_VERDICT_HEALTHY
#define S CHAIN_LAYER_VERDICT_SETTLED
#define V CHAIN_LAYER_VERDICT_VANISHING
#define X CHAIN_LAYER_VERDICT_EXPLODING

static void
check_verdicts (const char              *name,
                const double            *gradients,
                const double            *parameters,
                const ChainDataset      *samples,
                const ChainLayerVerdict *expected)
{
  ChainLayerState layers[CHAIN_N_LAYERS];

  chain_layer_states_find (layers, one, gradients, parameters, samples);
  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    if (layers[i].verdict != expected[i])
      g_error ("%s, layer %d: expected %s, got %s (gradient %g, of a sample %g)", name, i + 1,
               chain_layer_verdict_name (expected[i]), chain_layer_verdict_name (layers[i].verdict),
               layers[i].gradient, layers[i].sample);
}

/* Without samples the gradients stand for theirs. */
static void
test_layers (void)
{
  static const struct
  {
    double gradients[6];
    ChainLayerVerdict verdicts[3];
  } cases[] = {
    { { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, { H, H, H } },
    /* Small everywhere is not vanishing. */
    { { 2e-9, 0.0, 2e-9, 0.0, 1e-7, 0.0 }, { H, H, H } },
    { { 1e-5, -9e-5, 0.1, 0.0, -0.1, 0.0 }, { V, H, H } },
    { { 0.0, 0.0, 1.0, 0.0, 1.0, 0.0 }, { V, H, H } },
    { { 1000.0, 0.0, 0.0, -1000.5, 100.0, 2.0 }, { H, X, H } },
    { { NAN, 0.0, 1.0, INFINITY, 1.0, 1.0 }, { X, X, H } },
    { { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 }, { S, S, S } },
    /* At the thresholds themselves a layer is healthy. */
    { { 1.0, 0.0, 1000.0, 0.0, 10.0, 0.0 }, { V, H, H } },
    { { 10.0, 0.0, 1000.0, 0.0, 9.99, 0.0 }, { H, H, V } },
    { { 500.0, 0.0, 1000.0000001, 0.0, 500.0, 0.0 }, { H, X, H } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("case %" G_GSIZE_FORMAT, i);

      check_verdicts (name, cases[i].gradients, NULL, NULL, cases[i].verdicts);
    }
}

/* What is said of real runs: a layer that nothing gets to vanishes, however small the gradients of
 * the others have become; a fit that is nearly done is healthy; where samples cancel it is settled. */
static void
test_runs (void)
{
  static const struct
  {
    const char *name;
    double x_min, x_max, rate;
    double parameters[6];
    uint64_t steps;
    ChainLayerVerdict verdicts[3];
  } runs[] = {
    { "default, start", 0, 2, 0.01, { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 }, 0, { H, H, H } },
    { "default", 0, 2, 0.01, { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 }, 1000, { H, H, H } },
    { "default, long", 0, 2, 0.01, { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 }, 100000, { H, H, H } },
    { "good fit, long", 0, 1, 0.1, { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 }, 100000, { H, H, H } },
    { "floor", -1, 1, 0.3, { 1, -1, 1, 0, 1, 0 }, 100000, { H, H, H } },
    { "edge of stability", 0, 2, 0.03, { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 }, 10000, { H, H, H } },
    { "vanishing, start", 0, 1, 0.1, { 0.5, 3.0, 0.8, -0.2, 1.2, 0.3 }, 0, { V, H, H } },
    { "vanishing, plateau", 0, 1, 0.1, { 0.5, 3.0, 0.8, -0.2, 1.2, 0.3 }, 2000, { V, H, H } },
    { "vanishing, overcome", 0, 1, 0.1, { 0.5, 3.0, 0.8, -0.2, 1.2, 0.3 }, 10000, { H, H, H } },
    { "dead start", 0, 1, 0.1, { 0.5, 20.0, 0.8, -0.2, 1.2, 0.3 }, 0, { V, H, H } },
    { "dead start, long", 0, 1, 0.1, { 0.5, 20.0, 0.8, -0.2, 1.2, 0.3 }, 1000, { V, S, S } },
    { "all zeros", 0, 1, 0.1, { 0 }, 0, { V, V, H } },
    { "all zeros, long", 0, 1, 0.1, { 0 }, 1000, { V, V, S } },
    { "collapse", -1, 1, 0.1, { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 }, 10000, { S, S, S } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      ChainExperiment experiment;
      ChainSession *session;
      double gradients[CHAIN_MAX_PARAMETERS];

      g_assert_true (chain_experiment_init (&experiment));
      experiment.x_min = runs[i].x_min;
      experiment.x_max = runs[i].x_max;
      experiment.learning_rate = runs[i].rate;
      memcpy (experiment.parameters, runs[i].parameters, sizeof runs[i].parameters);
      session = chain_session_new (&experiment);
      chain_session_step (session, runs[i].steps);
      chain_session_evaluate (session, gradients);
      check_verdicts (runs[i].name, gradients, chain_session_get_point (session)->parameters,
                      chain_session_get_dataset (session), runs[i].verdicts);
      chain_session_free (session);
      chain_experiment_clear (&experiment);
    }
}

/* A single sample is all there is: nothing can cancel. */
static void
test_one_sample (void)
{
  const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  const double x = 2.0, y = 4.0;
  ChainLayerState layers[CHAIN_N_LAYERS];
  ChainDataset dataset;
  ChainForward forward;
  ChainBackward backward;

  g_assert_true (chain_dataset_init_samples (&dataset, 1, &x, &y));
  chain_network_forward (one, parameters, x, &forward);
  chain_network_backward (one, parameters, &forward, y, &backward);
  chain_layer_states_find (layers, one, backward.gradients, parameters, &dataset);
  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      g_assert_cmpint (layers[i].verdict, ==, H);
      g_assert_cmpfloat (layers[i].gradient, ==, layers[i].sample);
    }
  g_assert_cmpfloat (layers[2].share, ==, 1.0);
  g_assert_cmpfloat_with_epsilon (layers[1].share, 6.37025858056 / 6.40645928443, 1e-10);
  chain_dataset_clear (&dataset);
}

/* The word of a layer in trouble is drawn in the colour of trouble, in rows and above a map. */
static void
test_drawn (void)
{
  double gradients[CHAIN_MAX_PARAMETERS], least[CHAIN_MAX_PARAMETERS], largest[CHAIN_MAX_PARAMETERS];
  ChainGradientPlot plot;

  chain_gradient_plot_init (&plot);
  plot.gradients = gradients;
  for (int width = 1; width <= 16; width += 15)
    for (int bad = 0; bad < 2; bad++)
      {
        Picture picture;

        for (int i = 0; i < CHAIN_MAX_PARAMETERS; i++)
          {
            gradients[i] = bad && i < width ? 1e5 : 0.5;
            least[i] = gradients[i] - 1.0;
            largest[i] = i % 7 == 0 ? NAN : gradients[i] * 3.0;
          }
        plot.shape = (ChainShape) { width, width };
        picture = draw (chain_draw_gradient, &plot, 460, 340);
        if (bad)
          g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_ALERT), >, 0);
        else
          g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_ALERT), ==, 0);
        cairo_surface_destroy (picture.surface);

        plot.least = least;
        plot.largest = largest;
        check_sizes (chain_draw_gradient, &plot, &plot.style);
        plot.least = plot.largest = NULL;
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/layers", test_layers);
  g_test_add_func ("/verdict/runs", test_runs);
  g_test_add_func ("/verdict/one-sample", test_one_sample);
  g_test_add_func ("/verdict/drawn", test_drawn);
  return g_test_run ();
}
