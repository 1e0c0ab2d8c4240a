// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>
#include <math.h>

#include "chain-export.h"
#include "chain-style.h"

/* Pictures in memory whose pixels are looked at. */

#define BORDER 16

/* A picture with a border around it that a plot must leave alone. */
typedef struct
{
  cairo_surface_t *surface;
  const guint32 *pixels;
  int stride;
  int width;
  int height;
} Picture;

static inline Picture
draw (ChainDraw   function,
      const void *plot,
      int         width,
      int         height)
{
  Picture picture = { .width = width, .height = height };
  cairo_matrix_t before, after;
  double x0, y0, x1, y1;
  cairo_t *cr;

  picture.surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width + 2 * BORDER,
                                                height + 2 * BORDER);
  cr = cairo_create (picture.surface);
  cairo_translate (cr, BORDER, BORDER);
  cairo_set_line_width (cr, 7.0);
  cairo_get_matrix (cr, &before);
  function (plot, cr, width, height);

  cairo_get_matrix (cr, &after);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 7.0);
  g_assert_false (cairo_has_current_point (cr));
  cairo_clip_extents (cr, &x0, &y0, &x1, &y1);
  g_assert_cmpfloat (x1 - x0, ==, width + 2 * BORDER);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);

  cairo_surface_flush (picture.surface);
  g_assert_cmpint (cairo_surface_status (picture.surface), ==, CAIRO_STATUS_SUCCESS);
  picture.pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (picture.surface);
  picture.stride = cairo_image_surface_get_stride (picture.surface) / 4;
  return picture;
}

static inline guint32
pixel (const Picture *picture,
       int            x,
       int            y)
{
  return picture->pixels[(y + BORDER) * picture->stride + x + BORDER];
}

static inline guint32
color_of (const ChainColor *color)
{
  return 0xff000000u | (guint32) lround (color->red * 255.0) << 16
         | (guint32) lround (color->green * 255.0) << 8 | (guint32) lround (color->blue * 255.0);
}

static inline int
count_color (const Picture    *picture,
             const ChainStyle *style,
             ChainColorRole    role)
{
  guint32 color = color_of (&style->colors[role]);
  int n = 0;

  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      n += pixel (picture, x, y) == color;

  return n;
}

/* The page is opaque everywhere, there is ink on it, and nothing beside it. */
static inline void
check_page (const Picture    *picture,
            const ChainStyle *style)
{
  guint32 ground = color_of (&style->colors[CHAIN_COLOR_BACKGROUND]);
  int ink = 0;

  for (int y = -BORDER; y < picture->height + BORDER; y++)
    for (int x = -BORDER; x < picture->width + BORDER; x++)
      if (x < 0 || y < 0 || x >= picture->width || y >= picture->height)
        g_assert_cmphex (pixel (picture, x, y), ==, 0);
      else
        {
          g_assert_cmphex (pixel (picture, x, y) >> 24, ==, 0xff);
          ink += pixel (picture, x, y) != ground;
        }

  g_assert_cmpint (ink, >, 10);
}

static inline void
check_sizes (ChainDraw         function,
             const void       *plot,
             const ChainStyle *style)
{
  static const int sizes[][2] = { { 80, 60 }, { 300, 200 }, { 460, 340 }, { 1600, 1000 }, { 60, 900 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Picture picture = draw (function, plot, sizes[i][0], sizes[i][1]);

      check_page (&picture, style);
      cairo_surface_destroy (picture.surface);
    }
}

static inline void
check_colors (ChainDraw             function,
              const void           *plot,
              const ChainStyle     *style,
              const ChainColorRole *roles,
              gsize                 n)
{
  Picture picture = draw (function, plot, 460, 340);

  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (count_color (&picture, style, roles[i]), >, 5);
  cairo_surface_destroy (picture.surface);
}
