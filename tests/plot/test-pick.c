// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-factor-plot.h"
#include "chain-formula.h"
#include "chain-gradient-plot.h"
#include "picture.h"

/* What the pointer finds in a picture: every parameter somewhere, and nothing that is not there. */

static void
init_gradients (ChainGradientPlot *plot,
                int                width,
                double            *gradients)
{
  chain_gradient_plot_init (plot);
  plot->shape = (ChainShape) { width, width };
  for (int i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    gradients[i] = i % 2 == 0 ? 0.5 : -0.25;
  plot->gradients = gradients;
}

/* In rows of any height and in a map, each parameter has a place, those of a row in their order. */
static void
test_parameters (void)
{
  static const struct
  {
    int neurons, width, height;
    int across, down; /* places looked at lie so far apart: less than a row, or a cell */
  } cases[] = { { 1, 460, 340, 150, 9 }, { 1, 300, 200, 150, 9 }, { 4, 500, 700, 250, 7 },
                { 8, 500, 500, 250, 3 }, { 16, 460, 340, 12, 11 } };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      double gradients[CHAIN_MAX_PARAMETERS];
      bool found[CHAIN_MAX_PARAMETERS] = { false };
      ChainGradientPlot plot;
      gsize n;

      init_gradients (&plot, cases[c].neurons, gradients);
      n = chain_shape_n_parameters (plot.shape);
      for (int y = 0; y < cases[c].height; y += cases[c].down)
        for (int x = cases[c].across / 2; x < cases[c].width; x += cases[c].across)
          {
            ChainGradientPick pick;

            if (!chain_gradient_plot_pick (&plot, cases[c].width, cases[c].height, x, y, &pick) || pick.layer >= 0)
              continue;
            g_assert_cmpint (pick.parameter, >=, 0);
            g_assert_cmpint (pick.parameter, <, (int) n);
            found[pick.parameter] = true;
          }
      for (gsize i = 0; i < n; i++)
        if (!found[i])
          g_error ("%d neurons at %d×%d: parameter %" G_GSIZE_FORMAT " is nowhere", cases[c].neurons,
                   cases[c].width, cases[c].height, i);
    }
}

/* Each word is found on the left, in the order of the layers, with its layer's numbers. */
static void
test_words (void)
{
  for (int neurons = 1; neurons <= 16; neurons += 15)
    {
      double gradients[CHAIN_MAX_PARAMETERS];
      bool found[CHAIN_N_LAYERS] = { false };
      ChainGradientPlot plot;

      init_gradients (&plot, neurons, gradients);
      gradients[0] = 1e5;
      for (int y = 4; y < 340; y += 12)
        for (int x = 12; x < 460; x += 40)
          {
            ChainGradientPick pick;

            if (!chain_gradient_plot_pick (&plot, 460, 340, x, y, &pick) || pick.layer < 0)
              continue;
            found[pick.layer] = true;
            g_assert_cmpint (pick.parameter, ==, -1);
            g_assert_cmpint (pick.state.verdict, ==, pick.layer == 0 ? CHAIN_LAYER_VERDICT_EXPLODING
                                                                     : CHAIN_LAYER_VERDICT_VANISHING);
            g_assert_cmpfloat (pick.state.gradient, ==, pick.layer == 0 ? 1e5 : 0.5);
          }
      g_assert_true (found[0] && found[1] && found[2]);
    }
}

/* On a map each word is over the columns of its own layer. */
static void
test_words_over_map (void)
{
  double gradients[CHAIN_MAX_PARAMETERS];
  struct { double left, right; } words[CHAIN_N_LAYERS], cells[CHAIN_N_LAYERS];
  ChainGradientPlot plot;

  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    words[i].left = cells[i].left = words[i].right = cells[i].right = NAN;
  init_gradients (&plot, 16, gradients);
  for (int y = 4; y < 300; y += 6)
    for (int x = 0; x < 460; x++)
      {
        ChainGradientPick pick;
        int row, column;

        if (!chain_gradient_plot_pick (&plot, 460, 300, x, y, &pick))
          continue;
        if (pick.layer >= 0)
          {
            words[pick.layer].left = fmin (words[pick.layer].left, x);
            words[pick.layer].right = fmax (words[pick.layer].right, x);
            continue;
          }
        pick.layer = (int) chain_parameter_locate (plot.shape, (size_t) pick.parameter, &row, &column) / 2;
        cells[pick.layer].left = fmin (cells[pick.layer].left, x);
        cells[pick.layer].right = fmax (cells[pick.layer].right, x);
      }

  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      double middle = (words[i].left + words[i].right) / 2.0;

      if (!(middle > cells[i].left && middle < cells[i].right))
        g_error ("the word of layer %d is at %g, not over its cells from %g to %g", i + 1, middle,
                 cells[i].left, cells[i].right);
    }
}

static void
init_factors (ChainFactorPlot *plot,
              const double    *parameters)
{
  chain_factor_plot_init (plot);
  plot->parameters = parameters;
  plot->x = 2.0;
  plot->y = 4.0;
}

/* Every piece can be pointed at, and a row beside its pieces. */
static void
test_factors (void)
{
  const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  int found[CHAIN_N_GROUPS][CHAIN_N_FACTORS] = { { 0 } };
  int rows[CHAIN_N_GROUPS] = { 0 };
  ChainFactorPlot plot;
  ChainFactorPick pick;

  init_factors (&plot, parameters);
  for (int y = 0; y < 340; y += 16)
    for (int x = 0; x < 460; x += 5)
      if (chain_factor_plot_pick (&plot, 460, 340, x, y, &pick))
        {
          if (pick.factor >= 0)
            found[pick.row.index][pick.row.factors[pick.factor].kind]++;
          else
            rows[pick.row.index]++;
        }

  for (int i = 0; i < 6; i++)
    g_assert_cmpint (rows[i], >, 0);
  for (int kind = CHAIN_FACTOR_ERROR; kind <= CHAIN_FACTOR_INPUT; kind++)
    g_assert_cmpint (found[0][kind], >, 0);
  g_assert_cmpint (found[5][CHAIN_FACTOR_ERROR], >, 0);
  g_assert_cmpint (found[5][CHAIN_FACTOR_W3], ==, 0);
  g_assert_false (chain_factor_plot_pick (&plot, 460, 340, 100, 339, &pick));
}

/* A factor that is hidden leaves everything in its place, and its colour. */
static void
test_hidden (void)
{
  const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  ChainLegend all, some;
  ChainFactorPlot plot;
  Picture picture;

  init_factors (&plot, parameters);
  chain_factor_plot_legend (&plot, 460, 340, &all);
  g_assert_cmpuint (all.n, ==, CHAIN_FACTOR_PATHS);
  picture = draw (chain_draw_factor, &plot, 460, 340);
  g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_SLOPE1), >, 100);
  cairo_surface_destroy (picture.surface);

  plot.hidden = 1u << CHAIN_FACTOR_SLOPE1;
  chain_factor_plot_legend (&plot, 460, 340, &some);
  for (gsize i = 0; i < all.n; i++)
    {
      g_assert_cmpint (some.entries[i].hidden, ==, i == CHAIN_FACTOR_SLOPE1);
      g_assert_cmpfloat (some.entries[i].box.left, ==, all.entries[i].box.left);
    }
  picture = draw (chain_draw_factor, &plot, 460, 340);
  g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_SLOPE1), ==, 0);
  g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_SLOPE2), >, 100);
  cairo_surface_destroy (picture.surface);
}

static void
test_formulas (void)
{
  static const struct
  {
    ChainShape shape;
    const char *name;
    const char *product;
  } cases[] = {
    { { 1, 1 }, "W1", "2(ŷ−y) · W<sub>3</sub> · (1−h<sub>2</sub><sup>2</sup>) · W<sub>2</sub> · (1−h<sub>1</sub><sup>2</sup>) · x" },
    { { 1, 1 }, "b2", "2(ŷ−y) · W<sub>3</sub> · (1−h<sub>2</sub><sup>2</sup>)" },
    { { 1, 1 }, "W3", "2(ŷ−y) · h<sub>2</sub>" },
    { { 1, 1 }, "b3", "2(ŷ−y)" },
    { { 3, 2 }, "b1[3]",
      "2(ŷ−y) · Σ<sub>k</sub> W<sub>3</sub>[k] · (1−h<sub>2</sub>[k]<sup>2</sup>) · W<sub>2</sub>[k][3] · (1−h<sub>1</sub>[3]<sup>2</sup>)" },
    { { 3, 2 }, "W2[2][1]", "2(ŷ−y) · W<sub>3</sub>[2] · (1−h<sub>2</sub>[2]<sup>2</sup>) · h<sub>1</sub>[1]" },
    { { 3, 1 }, "W1[2]",
      "2(ŷ−y) · W<sub>3</sub> · (1−h<sub>2</sub><sup>2</sup>) · W<sub>2</sub>[1][2] · (1−h<sub>1</sub>[2]<sup>2</sup>) · x" },
    { { 1, 3 }, "b1",
      "2(ŷ−y) · Σ<sub>k</sub> W<sub>3</sub>[k] · (1−h<sub>2</sub>[k]<sup>2</sup>) · W<sub>2</sub>[k][1] · (1−h<sub>1</sub><sup>2</sup>)" },
    { { 16, 16 }, "W3[16]", "2(ŷ−y) · h<sub>2</sub>[16]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int index = chain_parameter_find (cases[i].shape, cases[i].name);
      char markup[CHAIN_FORMULA_SIZE];

      g_assert_cmpint (index, >=, 0);
      chain_formula_product (cases[i].shape, (gsize) index, markup);
      g_assert_cmpstr (markup, ==, cases[i].product);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pick/parameters", test_parameters);
  g_test_add_func ("/pick/words", test_words);
  g_test_add_func ("/pick/words-over-map", test_words_over_map);
  g_test_add_func ("/pick/factors", test_factors);
  g_test_add_func ("/pick/hidden", test_hidden);
  g_test_add_func ("/formula/products", test_formulas);
  return g_test_run ();
}
