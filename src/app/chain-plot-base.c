// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-base.h"

/* The pixels of @surface, which it takes over. */
static GdkTexture *
new_texture (cairo_surface_t *surface)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static GskRenderNode *
draw (const ChainPlotBase *base,
      const ChainPictures *pictures)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, base->width * base->scale,
                                                         base->height * base->scale);
  cairo_t *cr = cairo_create (surface);
  const void *plot;
  ChainDraw whole = chain_pictures_get_plot (pictures, base->picture, &plot);
  g_autoptr (GdkTexture) texture = NULL;

  cairo_scale (cr, base->scale, base->scale);
  if (base->layers != NULL)
    base->layers (plot, cr, base->width, base->height, CHAIN_LAYER_BASE);
  else
    whole (plot, cr, base->width, base->height);
  cairo_destroy (cr);

  texture = new_texture (surface);
  return gsk_texture_node_new (texture, &GRAPHENE_RECT_INIT (0, 0, (float) base->width, (float) base->height));
}

/**
 * chain_plot_base_get:
 * @base: zeros at first
 * @pictures: whose data are those of the last time, unless chain_plot_base_clear() was called since
 * @picture: what to show
 * @style: that of @pictures
 * @width: in pixels of the widget
 * @height: likewise
 * @scale: pixels of the screen to one of them
 *
 * Returns: (transfer none): the plot, whole where nothing in it follows the pointer
 */
GskRenderNode *
chain_plot_base_get (ChainPlotBase       *base,
                     const ChainPictures *pictures,
                     ChainPicture         picture,
                     const ChainStyle    *style,
                     int                  width,
                     int                  height,
                     int                  scale)
{
  ChainDrawLayers layers = chain_pictures_get_layers (pictures, picture);

  if (base->node != NULL && base->picture == picture && base->layers == layers && base->width == width
      && base->height == height && base->scale == scale && chain_style_equal (&base->style, style))
    return base->node;

  chain_plot_base_clear (base);
  base->picture = picture;
  base->layers = layers;
  base->style = *style;
  base->width = width;
  base->height = height;
  base->scale = scale;
  base->node = draw (base, pictures);
  return base->node;
}

/**
 * chain_plot_base_clear:
 *
 * Forgets the pixels: what they show is not what it was.
 */
void
chain_plot_base_clear (ChainPlotBase *base)
{
  g_clear_pointer (&base->node, gsk_render_node_unref);
}
