// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-layer-verdict.h"

#include "chain-figure.h"
#include "picture.h"

static const ChainShape one = { 1, 1 };

static void
test_layers (void)
{
  static const struct
  {
    double gradients[6];
    ChainLayerVerdict verdicts[3];
  } cases[] = {
    { { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, { CHAIN_LAYER_VERDICT_HEALTHY, CHAIN_LAYER_VERDICT_HEALTHY, CHAIN_LAYER_VERDICT_HEALTHY } },
    /* Small everywhere is not vanishing. */
    { { 1e-9, 0.0, 2e-9, 0.0, 1e-7, 0.0 }, { CHAIN_LAYER_VERDICT_HEALTHY, CHAIN_LAYER_VERDICT_HEALTHY, CHAIN_LAYER_VERDICT_HEALTHY } },
    { { 1e-5, -9e-5, 0.1, 0.0, -0.1, 0.0 }, { CHAIN_LAYER_VERDICT_VANISHING, CHAIN_LAYER_VERDICT_HEALTHY, CHAIN_LAYER_VERDICT_HEALTHY } },
    { { 0.0, 0.0, 1.0, 0.0, 1.0, 0.0 }, { CHAIN_LAYER_VERDICT_VANISHING, CHAIN_LAYER_VERDICT_HEALTHY, CHAIN_LAYER_VERDICT_HEALTHY } },
    { { 1000.0, 0.0, 0.0, -1000.5, 1.0, 2.0 }, { CHAIN_LAYER_VERDICT_HEALTHY, CHAIN_LAYER_VERDICT_EXPLODING, CHAIN_LAYER_VERDICT_HEALTHY } },
    { { NAN, 0.0, 1.0, INFINITY, 1.0, 1.0 }, { CHAIN_LAYER_VERDICT_EXPLODING, CHAIN_LAYER_VERDICT_EXPLODING, CHAIN_LAYER_VERDICT_HEALTHY } },
    { { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 }, { CHAIN_LAYER_VERDICT_VANISHING, CHAIN_LAYER_VERDICT_VANISHING, CHAIN_LAYER_VERDICT_VANISHING } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int layer = 1; layer <= CHAIN_N_LAYERS; layer++)
      g_assert_cmpint (chain_layer_verdict_of_layer (one, cases[i].gradients, layer), ==, cases[i].verdicts[layer - 1]);
}

/* At the thresholds themselves a layer is healthy. */
static void
test_thresholds (void)
{
  double gradients[] = { 1.0, 0.0, 1000.0, 0.0, 500.0, 0.0 };

  for (int layer = 1; layer <= 3; layer++)
    g_assert_cmpint (chain_layer_verdict_of_layer (one, gradients, layer), ==, CHAIN_LAYER_VERDICT_HEALTHY);
  gradients[0] = nextafter (1.0, 0.0);
  g_assert_cmpint (chain_layer_verdict_of_layer (one, gradients, 1), ==, CHAIN_LAYER_VERDICT_VANISHING);
  gradients[2] = nextafter (1000.0, 2000.0);
  g_assert_cmpint (chain_layer_verdict_of_layer (one, gradients, 2), ==, CHAIN_LAYER_VERDICT_EXPLODING);
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
  g_test_add_func ("/verdict/thresholds", test_thresholds);
  g_test_add_func ("/verdict/drawn", test_drawn);
  return g_test_run ();
}
