// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-style.h"

#include "chain-settings.h"
#include "chain-theme.h"

/* Font and size of @widget's text. GTK's size is in pixels and has the resolution and the
 * desktop's text scale in it already; a style counts in points of 1/72 of 96 pixels. */
static void
read_font (GtkWidget  *widget,
           ChainStyle *style)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (pango_context_get_font_description (context));
  double pixels = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  g_autofree char *text = NULL;

  style->resolution = 96.0;
  style->text_scale = 1.0;
  if (!pango_font_description_get_size_is_absolute (font))
    style->resolution = pango_cairo_context_get_resolution (context);
  else
    pango_font_description_set_size (font, (int) (pixels * 72.0 / 96.0 * PANGO_SCALE));

  text = pango_font_description_to_string (font);
  /* a description that does not fit is not worth half of it */
  if (strlen (text) < sizeof style->font)
    g_strlcpy (style->font, text, sizeof style->font);
}

/**
 * chain_plot_style_read:
 * @widget: where a plot is shown
 * @style: (out): how a plot looks that fits in there: fonts, text size, light or dark
 *
 * The background is transparent: it is the card's. Current in a snapshot; up to a frame old
 * elsewhere.
 */
void
chain_plot_style_read (GtkWidget  *widget,
                       ChainStyle *style)
{
  GdkRGBA text;
  gboolean dark;
  g_autoptr (GVariant) colors = chain_settings_get (CHAIN_SETTINGS_COLORS);

  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  /* light text stands on dark ground */
  dark = 0.299 * text.red + 0.587 * text.green + 0.114 * text.blue > 0.5;
  chain_style_init (style, dark);
  style->colors[CHAIN_COLOR_TEXT] = (ChainColor) { text.red, text.green, text.blue, text.alpha };
  if (g_str_equal (g_variant_get_string (colors, NULL), "high-contrast") || chain_theme_has_contrast (widget))
    chain_style_set_high_contrast (style, dark);
  style->colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;
  read_font (widget, style);
}
