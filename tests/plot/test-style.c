// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-style.h"

#include <glib.h>
#include <math.h>

static double
linear_part (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* Relative luminance and contrast as WCAG 2.1 defines them. */
static double
luminance (const ChainColor *color)
{
  return 0.2126 * linear_part (color->red) + 0.7152 * linear_part (color->green)
         + 0.0722 * linear_part (color->blue);
}

static double
contrast (const ChainColor *a,
          const ChainColor *b)
{
  double light = fmax (luminance (a), luminance (b));
  double dark = fmin (luminance (a), luminance (b));

  return (light + 0.05) / (dark + 0.05);
}

static void
test_contrast (gconstpointer data)
{
  static const ChainColorRole texts[] = {
    CHAIN_COLOR_TEXT, CHAIN_COLOR_DIM_TEXT, CHAIN_COLOR_NETWORK, CHAIN_COLOR_REFERENCE,
    CHAIN_COLOR_ALERT, CHAIN_COLOR_ERROR,
  };
  static const ChainColorRole marks[] = {
    CHAIN_COLOR_TARGET, CHAIN_COLOR_SAMPLE, CHAIN_COLOR_POSITIVE, CHAIN_COLOR_NEGATIVE,
    CHAIN_COLOR_PROBE, CHAIN_COLOR_CHANGE, CHAIN_COLOR_W1, CHAIN_COLOR_W2, CHAIN_COLOR_W3,
    CHAIN_COLOR_INPUT,
  };
  ChainStyle style;

  chain_style_init (&style, GPOINTER_TO_INT (data));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpfloat (contrast (&style.colors[texts[i]], &style.colors[CHAIN_COLOR_BACKGROUND]),
                       >=, 4.5);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    g_assert_cmpfloat (contrast (&style.colors[marks[i]], &style.colors[CHAIN_COLOR_BACKGROUND]),
                       >=, 3.0);
}

/* What is drawn with stands out more, and stays apart from what it stands beside. */
static void
test_high_contrast (gconstpointer data)
{
  gboolean dark = GPOINTER_TO_INT (data);
  ChainStyle style;

  chain_style_init (&style, dark);
  chain_style_set_high_contrast (&style, dark);
  for (int role = CHAIN_COLOR_TEXT; role < CHAIN_N_COLORS; role++)
    {
      double least = role == CHAIN_COLOR_GRID ? 1.5 : role == CHAIN_COLOR_FRAME ? 4.5
                     : role == CHAIN_COLOR_SLOPE1 || role == CHAIN_COLOR_SLOPE2 ? 4.0 : 7.0;

      g_assert_cmpfloat (style.colors[role].alpha, ==, 1.0);
      g_assert_cmpfloat (contrast (&style.colors[role], &style.colors[CHAIN_COLOR_BACKGROUND]), >=, least);
    }
}

static void
test_complete (void)
{
  ChainStyle style;

  chain_style_init (&style, FALSE);
  for (int role = 0; role < CHAIN_N_COLORS; role++)
    g_assert_cmpfloat (style.colors[role].alpha, ==, 1.0);
  g_assert_cmpstr (style.font, !=, "");
  g_assert_cmpfloat (style.resolution, ==, 96.0);
  g_assert_cmpfloat (style.text_scale, ==, 1.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/style/complete", test_complete);
  g_test_add_data_func ("/style/contrast/light", GINT_TO_POINTER (FALSE), test_contrast);
  g_test_add_data_func ("/style/contrast/dark", GINT_TO_POINTER (TRUE), test_contrast);
  g_test_add_data_func ("/style/high-contrast/light", GINT_TO_POINTER (FALSE), test_high_contrast);
  g_test_add_data_func ("/style/high-contrast/dark", GINT_TO_POINTER (TRUE), test_high_contrast);
  return g_test_run ();
}
