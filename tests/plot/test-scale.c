// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-frame.h"

#include <float.h>
#include <glib.h>
#include <math.h>

#define CASES 100000

/* A number of any size and sign, seldom a special one. */
static double
random_number (GRand *rand)
{
  static const double specials[] = { 0.0, 1.0, -1.0, DBL_MAX, -DBL_MAX, DBL_MIN, 0x1p-1074 };
  double size;

  if (g_rand_int_range (rand, 0, 20) == 0)
    return specials[g_rand_int_range (rand, 0, G_N_ELEMENTS (specials))];

  /* Half of them ordinary, half over the whole range. */
  size = g_rand_boolean (rand) ? g_rand_double_range (rand, -3.0, 3.0)
                               : g_rand_double_range (rand, -307.0, 307.0);
  return (g_rand_boolean (rand) ? 1.0 : -1.0) * pow (10.0, size);
}

static ChainRange
random_range (GRand                *rand,
              const ChainScaleType *type)
{
  ChainRange range;
  double a = random_number (rand);
  double b = g_rand_int_range (rand, 0, 4) > 0 ? random_number (rand)
             : a * (1.0 + g_rand_double_range (rand, -1e-3, 1e-3));

  if (type == &chain_scale_log)
    {
      a = fabs (a);
      b = fabs (b);
    }
  chain_range_init (&range);
  chain_range_include (&range, type, a);
  chain_range_include (&range, type, b);
  return range;
}

static void
check_ticks (const ChainScale *scale,
             gsize             most)
{
  ChainTick ticks[CHAIN_MAX_TICKS];
  gsize n = chain_scale_ticks (scale, most, ticks);

  g_assert_cmpuint (n, <=, most);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (ticks[i].value >= scale->low && ticks[i].value <= scale->high);
      g_assert_true (i == 0 || ticks[i].value > ticks[i - 1].value);
      if (i > 0)
        g_assert_cmpstr (ticks[i].label, !=, ticks[i - 1].label);
      g_assert_true (g_utf8_validate (ticks[i].label, -1, NULL));
    }
}

/* There and back again: within 1e-12 of the size of the axis, or of the value on a log axis. */
static void
check_round_trip (const ChainScale *scale,
                  GRand            *rand)
{
  double last = -HUGE_VAL;

  for (int i = 0; i <= 4; i++)
    {
      double view = scale->view_low
                    + (i + g_rand_double (rand)) / 5.0 * (scale->view_high - scale->view_low);
      double value = chain_scale_from_view (scale, view);
      double again = chain_scale_from_view (scale, chain_scale_to_view (scale, value));
      double size = scale->type == &chain_scale_linear
                    ? fmax (fabs (scale->low), fabs (scale->high)) : fabs (value);

      g_assert_true (isfinite (value));
      g_assert_cmpfloat (value, >=, last);
      /* Denormals have fewer digits than that. */
      if (size > 1e-290)
        g_assert_cmpfloat (fabs (again / size - value / size), <=, 1e-12);
      last = value;
    }
}

static void
test_random (gconstpointer data)
{
  const ChainScaleType *type = data;
  GRand *rand = g_rand_new_with_seed (2);

  for (int i = 0; i < CASES; i++)
    {
      double threshold = pow (10.0, g_rand_int_range (rand, -20, 3));
      ChainScale scale;

      chain_scale_init (&scale, type, threshold, random_range (rand, type),
                        g_rand_boolean (rand) ? 0.0 : 0.05);
      g_assert_true (scale.low < scale.high);
      g_assert_true (chain_scale_represents (&scale, scale.low));
      g_assert_true (chain_scale_represents (&scale, scale.high));

      chain_scale_set_view (&scale, 0.0, 1.0);
      check_ticks (&scale, (gsize) g_rand_int_range (rand, 0, CHAIN_MAX_TICKS + 1));
      check_round_trip (&scale, rand);
    }

  g_rand_free (rand);
}

/* An ordinary axis has neither no ticks nor one. */
static void
test_enough (void)
{
  GRand *rand = g_rand_new_with_seed (3);

  for (int i = 0; i < CASES; i++)
    {
      double low = g_rand_double_range (rand, -10.0, 10.0);
      ChainRange range = { low, low + pow (10.0, g_rand_double_range (rand, -3.0, 3.0)) };
      ChainTick ticks[CHAIN_MAX_TICKS];
      ChainScale scale;

      chain_scale_init (&scale, &chain_scale_linear, 0.0, range, 0.0);
      g_assert_cmpuint (chain_scale_ticks (&scale, 8, ticks), >=, 3);

      range.low = pow (10.0, g_rand_double_range (rand, -300.0, 290.0));
      range.high = range.low * pow (10.0, g_rand_double_range (rand, 0.05, 9.0));
      chain_scale_init (&scale, &chain_scale_log, 0.0, range, 0.0);
      g_assert_cmpuint (chain_scale_ticks (&scale, 8, ticks), >=, 2);
    }

  g_rand_free (rand);
}

static void
check_labels (const ChainScaleType *type,
              double                low,
              double                high,
              gsize                 most,
              const char           *expected)
{
  GString *labels = g_string_new (NULL);
  ChainTick ticks[CHAIN_MAX_TICKS];
  ChainScale scale;
  gsize n;

  chain_scale_init (&scale, type, 0.001, (ChainRange) { low, high }, 0.0);
  n = chain_scale_ticks (&scale, most, ticks);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? " " : "", ticks[i].label);
  g_assert_cmpstr (labels->str, ==, expected);
  g_string_free (labels, TRUE);
}

static void
test_labels (void)
{
  check_labels (&chain_scale_linear, 0.0, 2.0, 5, "0.0 0.5 1.0 1.5 2.0");
  check_labels (&chain_scale_linear, -0.25, 0.75, 6, "−0.2 0.0 0.2 0.4 0.6");
  check_labels (&chain_scale_linear, 0.0, 640.0, 4, "0 200 400 600");
  check_labels (&chain_scale_linear, 0.0, 3e6, 4, "0 1×10<sup>6</sup> 2×10<sup>6</sup> 3×10<sup>6</sup>");
  check_labels (&chain_scale_log, 0.01, 2.0, 8, "10<sup>−2</sup> 10<sup>−1</sup> 1");
  check_labels (&chain_scale_log, 0.15, 0.7, 8, "0.2 0.3 0.4 0.5 0.6 0.7");
  check_labels (&chain_scale_symlog, -1.0, 1.0, 5, "−1 −10<sup>−3</sup> 0 10<sup>−3</sup> 1");
  check_labels (&chain_scale_symlog, -1.0, 1.0, 4, "−1 −10<sup>−3</sup> 10<sup>−3</sup> 1");
  check_labels (&chain_scale_linear, -0.2, 4.2, 2, "0 4");
}

static void
test_states (void)
{
  const ChainScaleType *types[] = { &chain_scale_linear, &chain_scale_log, &chain_scale_symlog };
  const double values[] = { 0.0, 1.0, -3.0, 0x1p-1074, DBL_MIN, DBL_MAX, -DBL_MAX, 1e300 };

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
    {
      ChainRange range;
      ChainScale scale;

      chain_range_init (&range);
      chain_range_include (&range, types[t], NAN);
      chain_range_include (&range, types[t], INFINITY);
      chain_scale_init (&scale, types[t], 1.0, range, 0.05);
      g_assert_cmpint (scale.state, ==, CHAIN_RANGE_EMPTY);
      g_assert_true (scale.low < scale.high);

      for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
        {
          bool shown = types[t] != &chain_scale_log || values[i] > 0.0;

          chain_range_init (&range);
          chain_range_include (&range, types[t], values[i]);
          chain_scale_init (&scale, types[t], 1.0, range, 0.05);
          g_assert_cmpint (scale.state, ==, shown ? CHAIN_RANGE_CONSTANT : CHAIN_RANGE_EMPTY);
          g_assert_true (scale.low < scale.high);
          g_assert_true (isfinite (chain_scale_to_view (&scale, values[i])));
          g_assert_true (isfinite (chain_scale_to_view (&scale, NAN)));
          g_assert_true (isfinite (chain_scale_to_view (&scale, -INFINITY)));
        }
    }
}

/* What is under the pointer stays there, on every kind of axis; and back again. */
static void
test_zoom (void)
{
  static const ChainScaleType *const types[] = { &chain_scale_linear, &chain_scale_log, &chain_scale_symlog };
  GRand *rand = g_rand_new_with_seed (9);

  for (int round = 0; round < 3000; round++)
    {
      const ChainScaleType *type = types[round % 3];
      double low = g_rand_double_range (rand, 0.001, 1.0), high = low + g_rand_double_range (rand, 0.5, 1000.0);
      double view = g_rand_double_range (rand, 20.0, 420.0), factor = g_rand_double_range (rand, 0.1, 3.0);
      ChainScale before, after, back;
      ChainRange range;

      chain_scale_init (&before, type, 1.0, (ChainRange) { low, high }, 0.0);
      chain_scale_set_view (&before, 20.0, 420.0);
      range = chain_scale_zoom (&before, view, factor);
      g_assert_cmpfloat (range.low, <, range.high);
      chain_scale_init (&after, type, 1.0, range, 0.0);
      chain_scale_set_view (&after, 20.0, 420.0);
      g_assert_cmpfloat_with_epsilon (chain_scale_to_view (&after, chain_scale_from_view (&before, view)), view, 1e-6);

      range = chain_scale_pan (&before, 33.0);
      chain_scale_init (&after, type, 1.0, range, 0.0);
      chain_scale_set_view (&after, 20.0, 420.0);
      g_assert_cmpfloat_with_epsilon (chain_scale_to_view (&after, low), 53.0, 1e-6);
      range = chain_scale_pan (&after, -33.0);
      chain_scale_init (&back, type, 1.0, range, 0.0);
      g_assert_cmpfloat_with_epsilon (back.low, low, 1e-9 * high);
    }
  g_rand_free (rand);
}

/* The ticks of both axes of a page as the plots lay them out. */
static void
check_page (double            width,
            double            height,
            const ChainStyle *style,
            const ChainScale *scale)
{
  ChainFrame frame;
  bool room;
  double em;

  g_assert_true (chain_frame_measure (&frame, style, width, height));
  em = chain_frame_em (&frame);
  frame.x = frame.y = *scale;
  frame.inside.top += ceil (0.8 * em);
  frame.inside.bottom -= ceil (1.8 * em);
  chain_frame_layout_y (&frame, 8);
  chain_frame_layout_x (&frame, 9);

  /* two lines one above the other, and between them as much again */
  room = frame.inside.bottom - frame.inside.top >= 3.0 * em;
  if (frame.n_x_ticks < 2 || (room && frame.n_y_ticks < 2))
    g_error ("%g by %g, text %g times, %g to %g, threshold %g: %" G_GSIZE_FORMAT " ticks on the x axis and %" G_GSIZE_FORMAT " on the y axis, not 2",
             width, height, style->text_scale, scale->low, scale->high, scale->threshold,
             frame.n_x_ticks, frame.n_y_ticks);
  g_assert_true (frame.x_labels);
  /* a narrow page has none at the left */
  if (room && !frame.y_labels)
    g_assert_cmpfloat (width, <, 12.0 * em);
  chain_frame_end (&frame);
}

/* One label tells no distance: two at least, at any size and any size of text. */
static void
test_two_labels (void)
{
  static const struct
  {
    const ChainScaleType *type;
    double threshold;
    ChainRange range;
  } axes[] = {
    { &chain_scale_linear, 0.0, { -0.24, 4.24 } },
    { &chain_scale_linear, 0.0, { -0.05, 1.05 } },
    { &chain_scale_linear, 0.0, { -1.04, 1.04 } },
    { &chain_scale_linear, 0.0, { 0.0, 639.0 } },
    { &chain_scale_log, 0.0, { 1e-5, 3.0 } },
    { &chain_scale_log, 0.0, { 0.09, 12.0 } },
    { &chain_scale_log, 0.0, { 0.3, 8.0 } },
    { &chain_scale_log, 0.0, { 0.41, 0.49 } },
    { &chain_scale_symlog, 1e-3, { -1.1, 1.1 } },
    { &chain_scale_symlog, 1e-5, { -11.0, 11.0 } },
    { &chain_scale_symlog, 1.0, { 0.0, 12000.0 } },
    { &chain_scale_symlog, 1.0, { 130.0, 800.0 } },
  };
  ChainStyle style;

  chain_style_init (&style, false);
  for (gsize i = 0; i < G_N_ELEMENTS (axes); i++)
    for (double text = 1.0; text <= 2.0; text += 0.25)
      for (double width = 180.0; width <= 1300.0; width *= 1.31)
        {
          ChainScale scale;

          style.text_scale = text;
          chain_scale_init (&scale, axes[i].type, axes[i].threshold, axes[i].range, 0.0);
          check_page (width, 96.0, &style, &scale);
          check_page (width, width * 0.6, &style, &scale);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/scale/random/linear", &chain_scale_linear, test_random);
  g_test_add_data_func ("/scale/random/log", &chain_scale_log, test_random);
  g_test_add_data_func ("/scale/random/symlog", &chain_scale_symlog, test_random);
  g_test_add_func ("/scale/enough", test_enough);
  g_test_add_func ("/scale/labels", test_labels);
  g_test_add_func ("/scale/states", test_states);
  g_test_add_func ("/scale/zoom", test_zoom);
  g_test_add_func ("/scale/two-labels", test_two_labels);
  return g_test_run ();
}
