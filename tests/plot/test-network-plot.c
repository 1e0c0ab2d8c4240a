// SPDX-License-Identifier: GPL-3.0-or-later
#include <float.h>
#include <glib.h>
#include <math.h>
#include <string.h>

#include "chain-plot-csv.h"
#include "picture.h"

/* The default experiment at its start, and a sample. */
static const double start[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };

static const int widths[] = { 1, 2, 3, 5, 8, 16 };
static const int sizes[][2] = { { 460, 310 }, { 210, 185 }, { 80, 60 } };

static void
fill (double *parameters,
      double  scale)
{
  for (int i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    parameters[i] = scale * sin (1.0 + 3.0 * i);
}

static void
init (ChainNetworkPlot *plot,
      ChainShape        shape,
      const double     *parameters)
{
  chain_network_plot_init (plot);
  plot->shape = shape;
  plot->parameters = parameters;
  plot->x = 1.5;
  plot->y = 2.25;
}

static void
check_drawn (const ChainNetworkPlot *plot,
             int                     width,
             int                     height)
{
  Picture picture = draw (chain_draw_network, plot, width, height);

  check_page (&picture, &plot->style);
  cairo_surface_destroy (picture.surface);
}

static void
test_widths (void)
{
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainNetworkPlot plot;

  fill (parameters, 0.9);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (widths); j++)
      for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
        {
          init (&plot, (ChainShape) { widths[i], widths[j] }, parameters);
          check_drawn (&plot, sizes[k][0], sizes[k][1]);
          plot.lit = (ChainNetworkPart) { CHAIN_NETWORK_PARAMETER, (i + j + k) % chain_shape_n_parameters (plot.shape) };
          check_drawn (&plot, sizes[k][0], sizes[k][1]);
        }
}

/* Nothing computed, zero, saturated, diverged, and numbers at both ends of what a double holds. */
static void
test_states (void)
{
  static const double scales[] = { 0.0, 50.0, 1e4, 1e300, DBL_MAX, 1e-300, 0x1p-1074, INFINITY, NAN };
  static const ChainShape shapes[] = { { 1, 1 }, { 2, 3 }, { 16, 16 } };
  double parameters[CHAIN_MAX_PARAMETERS];
  bool frozen[CHAIN_MAX_PARAMETERS];
  ChainNetworkPlot plot;

  memset (frozen, 1, sizeof frozen);
  chain_network_plot_init (&plot);
  check_drawn (&plot, 300, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (shapes); j++)
      {
        char markup[CHAIN_NETWORK_TEXT_SIZE];

        fill (parameters, scales[i]);
        init (&plot, shapes[j], parameters);
        plot.gradients = parameters;
        plot.frozen = frozen;
        check_drawn (&plot, 460, 310);
        for (gsize k = 0; k < chain_shape_n_parameters (plot.shape); k += 5)
          {
            plot.lit = (ChainNetworkPart) { CHAIN_NETWORK_PARAMETER, k };
            chain_network_plot_explain (&plot, plot.lit, markup);
            g_assert_null (strstr (markup, "nan"));
            g_assert_null (strstr (markup, "inf"));
          }
        check_drawn (&plot, 460, 310);
      }
}

/* Both signs have their colour, and a lit path leaves the rest behind. */
static void
test_colors (void)
{
  static const ChainColorRole roles[] = { CHAIN_COLOR_TEXT, CHAIN_COLOR_FRAME };
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainNetworkPlot plot;
  Picture all, lit;

  for (int dark = 0; dark < 2; dark++)
    {
      fill (parameters, 0.9);
      init (&plot, (ChainShape) { 3, 3 }, parameters);
      chain_style_init (&plot.style, dark);
      check_colors (chain_draw_network, &plot, &plot.style, roles, G_N_ELEMENTS (roles));
      all = draw (chain_draw_network, &plot, 460, 310);
      plot.lit = (ChainNetworkPart) { CHAIN_NETWORK_PARAMETER, 0 };
      lit = draw (chain_draw_network, &plot, 460, 310);
      g_assert_cmpint (count_color (&all, &plot.style, CHAIN_COLOR_NEGATIVE), >, 100);
      g_assert_cmpint (count_color (&lit, &plot.style, CHAIN_COLOR_NEGATIVE), <,
                       count_color (&all, &plot.style, CHAIN_COLOR_NEGATIVE));
      cairo_surface_destroy (all.surface);
      cairo_surface_destroy (lit.surface);
    }
}

/* A bias is seen at every width: its square has the colour of its sign. */
static void
test_biases (void)
{
  double parameters[CHAIN_MAX_PARAMETERS] = { 0.0 };
  ChainNetworkPlot plot;

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      ChainShape shape = { widths[i], widths[i] };
      gsize first = chain_shape_group_offset (shape, CHAIN_B2);
      Picture picture;

      memset (parameters, 0, sizeof parameters);
      for (int k = 0; k < shape.hidden2; k++)
        parameters[first + (gsize) k] = -1.0;
      init (&plot, shape, parameters);
      plot.x = plot.y = 0.0;
      picture = draw (chain_draw_network, &plot, 460, 310);
      g_assert_cmpint (count_color (&picture, &plot.style, CHAIN_COLOR_NEGATIVE), >=, 4 * shape.hidden2);
      cairo_surface_destroy (picture.surface);
    }
}

/* ---- places ---- */

/* All nodes are on the page and clear of each other, and each is found where it is. */
static void
test_pick_nodes (void)
{
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainNetworkPlot plot;
  ChainNetworkLayout layout;

  fill (parameters, 0.9);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (widths); j++)
      for (gsize k = 0; k < 2; k++)
        {
          ChainShape shape = { widths[i], widths[j] };
          double bottom = 0.0;
          int last = -1;

          init (&plot, shape, parameters);
          g_assert_true (chain_network_plot_layout (&plot, sizes[k][0], sizes[k][1], &layout));
          for (gsize node = 0; node < chain_network_n_nodes (shape); node++)
            {
              int row, column = chain_network_locate_node (shape, node, &row);
              ChainNetworkPoint middle = chain_network_layout_node (&layout, column, row);
              ChainNetworkPart part = chain_network_layout_pick (&layout, middle.x, middle.y);

              g_assert_cmpint (part.kind, ==, CHAIN_NETWORK_NODE);
              g_assert_cmpuint (part.index, ==, node);
              g_assert_cmpuint (chain_network_find_node (shape, column, row), ==, node);
              g_assert_cmpfloat (middle.x - layout.columns[column].half_width, >=, 0.0);
              g_assert_cmpfloat (middle.x + layout.columns[column].half_width, <=, sizes[k][0]);
              if (column == last)
                g_assert_cmpfloat (middle.y - layout.columns[column].half_height, >=, bottom);
              bottom = middle.y + layout.columns[column].half_height;
              last = column;
            }
          g_assert_cmpfloat (layout.gap, >, 0.0);
        }
}

/* Each bias is found on its square, and each weight where no other is nearer. */
static void
test_pick_edges (void)
{
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainNetworkPlot plot;
  ChainNetworkLayout layout;

  fill (parameters, 0.9);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (widths); j++)
      {
        ChainShape shape = { widths[i], widths[j] };
        gsize n = chain_shape_n_parameters (shape), found = 0;

        init (&plot, shape, parameters);
        g_assert_true (chain_network_plot_layout (&plot, 460, 310, &layout));
        for (gsize p = 0; p < n; p++)
          {
            ChainNetworkPoint from, to;
            bool is_weight = chain_network_layout_edge (&layout, p, &from, &to);
            bool reached = false;

            for (int step = 1; step < 50 && !reached; step++)
              {
                double t = step / 50.0;
                ChainNetworkPart part = chain_network_layout_pick (&layout, (1.0 - t) * from.x + t * to.x,
                                                                   (1.0 - t) * from.y + t * to.y);

                reached = part.kind == CHAIN_NETWORK_PARAMETER && part.index == p;
                if (!is_weight && step == 1)
                  g_assert_true (reached);
              }
            found += reached;
          }
        g_assert_cmpuint (found, ==, n);
      }

  g_assert_cmpint (chain_network_layout_pick (&layout, -20.0, -20.0).kind, ==, CHAIN_NETWORK_NOTHING);
}

/* The keys reach every parameter, and never leave the network. */
static void
test_walk (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (widths); j++)
      {
        ChainShape shape = { widths[i], widths[j] };
        gsize n = chain_shape_n_parameters (shape), seen = 0, column = 0;
        gsize at = 0;

        for (int layer = 0; layer < 3; layer++)
          {
            gsize next;

            while ((next = chain_network_walk (shape, at, 0, -1)) != at)
              at = next;
            for (column = 1; (next = chain_network_walk (shape, at, 0, 1)) != at; column++)
              {
                g_assert_cmpuint (next, <, n);
                g_assert_cmpuint (chain_network_walk (shape, next, 0, -1), ==, at);
                at = next;
              }
            seen += column;
            next = chain_network_walk (shape, at, 1, 0);
            g_assert_cmpint (next == at, ==, layer == 2);
            at = next;
          }
        g_assert_cmpuint (seen, ==, n);
      }
}

static int
count_lit (ChainShape       shape,
           ChainNetworkPart from)
{
  int n = 0;

  for (gsize i = 0; i < chain_shape_n_parameters (shape); i++)
    n += chain_network_is_on_path (shape, from, (ChainNetworkPart) { CHAIN_NETWORK_PARAMETER, i });

  return n;
}

/* 2 neurons and 3: from a weight into the first of layer 1 there are three ways to the output. */
static void
test_paths (void)
{
  static const ChainShape shape = { 2, 3 };
  static const struct
  {
    ChainNetworkPart from;
    int n;
  } cases[] = {
    { { CHAIN_NETWORK_NOTHING, 0 }, 17 },  { { CHAIN_NETWORK_PARAMETER, 0 }, 7 }, /* W1[1] */
    { { CHAIN_NETWORK_PARAMETER, 3 }, 7 }, /* b1[2] */
    { { CHAIN_NETWORK_PARAMETER, 5 }, 2 }, /* W2[1][2] */
    { { CHAIN_NETWORK_PARAMETER, 13 }, 1 }, /* W3[1] */
    { { CHAIN_NETWORK_PARAMETER, 16 }, 1 }, /* b3 */
    { { CHAIN_NETWORK_NODE, 1 }, 8 },      { { CHAIN_NETWORK_NODE, 3 }, 4 },
    { { CHAIN_NETWORK_NODE, 6 }, 4 },      { { CHAIN_NETWORK_NODE, 0 }, 11 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (count_lit (shape, cases[i].from), ==, cases[i].n);
}

/* ---- words ---- */

static void
test_words (void)
{
  static const struct
  {
    ChainNetworkPart part;
    const char *words;
  } cases[] = {
    { { CHAIN_NETWORK_PARAMETER, 0 },
      "<b>W<sub>1</sub></b> = 0.5000\n"
      "∂L/∂W<sub>1</sub> = 2(ŷ − y) · W<sub>3</sub> · (1 − h<sub>2</sub>²) · W<sub>2</sub> · (1 − h<sub>1</sub>²) · x\n"
      "= −3.087 · 1.200 · 0.8851 · 0.8000 · 0.5224 · 1.500 = −2.055" },
    { { CHAIN_NETWORK_PARAMETER, 5 }, "<b>b<sub>3</sub></b> = 0.3000\n∂L/∂b<sub>3</sub> = 2(ŷ − y)\n= −3.087" },
    { { CHAIN_NETWORK_NODE, 1 },
      "<b>h<sub>1</sub></b> = tanh z<sub>1</sub> = 0.6911 · z<sub>1</sub> = W<sub>1</sub>x + b<sub>1</sub> = 0.8500\n"
      "∂L/∂z<sub>1</sub> = ∂L/∂h<sub>1</sub> · (1 − h<sub>1</sub>²)\n"
      "= −2.623 · 0.5224 = −1.370" },
  };
  double parameters[CHAIN_MAX_PARAMETERS];
  ChainNetworkPlot plot;

  init (&plot, (ChainShape) { 1, 1 }, start);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char markup[CHAIN_NETWORK_TEXT_SIZE];

      chain_network_plot_explain (&plot, cases[i].part, markup);
      g_assert_cmpstr (markup, ==, cases[i].words);
    }

  /* the longest are whole */
  fill (parameters, -1.234567e-300);
  init (&plot, (ChainShape) { 16, 16 }, parameters);
  plot.gradients = parameters;
  for (gsize i = 0; i < chain_shape_n_parameters (plot.shape); i++)
    {
      char markup[CHAIN_NETWORK_TEXT_SIZE];

      chain_network_plot_explain (&plot, (ChainNetworkPart) { CHAIN_NETWORK_PARAMETER, i }, markup);
      g_assert_nonnull (strstr (markup, "over all samples"));
    }
}

static void
test_csv (void)
{
  ChainNetworkPlot plot;
  ChainBuffer buffer = { NULL, 0 };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  init (&plot, (ChainShape) { 1, 1 }, start);
  g_assert_true (chain_network_plot_write_csv (&plot, &buffer));
  text = g_strndup ((const char *) buffer.data, buffer.length);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 6 + 5 + 1);
  g_assert_cmpstr (lines[0], ==, "quantity,value,derivative,mean_derivative");
  g_assert_true (g_str_has_prefix (lines[1], "W1,0.5,-2.05533"));
  g_assert_true (g_str_has_suffix (lines[1], ","));
  g_assert_true (g_str_has_prefix (lines[11], "yhat,"));
  chain_buffer_clear (&buffer);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/widths", test_widths);
  g_test_add_func ("/network/states", test_states);
  g_test_add_func ("/network/colors", test_colors);
  g_test_add_func ("/network/biases", test_biases);
  g_test_add_func ("/network/pick-nodes", test_pick_nodes);
  g_test_add_func ("/network/pick-edges", test_pick_edges);
  g_test_add_func ("/network/walk", test_walk);
  g_test_add_func ("/network/paths", test_paths);
  g_test_add_func ("/network/words", test_words);
  g_test_add_func ("/network/csv", test_csv);
  return g_test_run ();
}
