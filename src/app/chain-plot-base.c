// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-base.h"

static GskRenderNode *
new_node (const ChainPlotBase *base)
{
  return gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) base->width, (float) base->height));
}

/* The plot as it is drawn. */
static GskRenderNode *
draw (const ChainPlotBase *base,
      const ChainPictures *pictures)
{
  GskRenderNode *node = new_node (base);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  const void *plot;
  ChainDraw whole = chain_pictures_get_plot (pictures, base->picture, &plot);

  if (base->layers != NULL)
    base->layers (plot, cr, base->width, base->height, CHAIN_LAYER_BASE);
  else
    whole (plot, cr, base->width, base->height);
  cairo_destroy (cr);
  return node;
}

/* The same as pixels of the screen. */
static GskRenderNode *
rasterize (const ChainPlotBase *base)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, base->width * base->scale,
                                                         base->height * base->scale);
  GskRenderNode *node = new_node (base);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, base->scale, base->scale);
  cr = cairo_create (surface);
  gsk_render_node_draw (base->node, cr);
  cairo_destroy (cr);

  cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, surface, 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
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
 * It is made to pixels when it is asked for a second time: a plot that is another in each frame
 * would only be copied once more.
 *
 * Returns: (transfer none): the plot; where it has layers, the lower one
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
  if (base->node != NULL && base->picture == picture && base->width == width
      && base->height == height && base->scale == scale && chain_style_equal (&base->style, style))
    {
      GskRenderNode *drawn = base->node;

      if (!base->is_pixels)
        {
          base->node = rasterize (base);
          base->is_pixels = TRUE;
          gsk_render_node_unref (drawn);
        }
      return base->node;
    }

  chain_plot_base_clear (base);
  base->picture = picture;
  base->layers = chain_pictures_get_layers (pictures, picture);
  base->style = *style;
  base->width = width;
  base->height = height;
  base->scale = scale;
  base->is_pixels = FALSE;
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
