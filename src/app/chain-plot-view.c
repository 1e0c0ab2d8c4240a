// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-view.h"

struct _ChainPlotView
{
  GtkWidget parent_instance;

  ChainPlotViewDraw draw;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (ChainPlotView, chain_plot_view, GTK_TYPE_WIDGET)

static void
chain_plot_view_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  ChainPlotView *self = CHAIN_PLOT_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  ChainStyle style;
  cairo_t *cr;

  if (self->draw == NULL || width <= 0 || height <= 0)
    return;

  chain_plot_view_get_style (self, &style);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  self->draw (&style, cr, width, height, self->data);
  cairo_destroy (cr);
}

static void
on_pressed (ChainPlotView *self)
{
  /* a click beside a field ends the typing, so that the single keys work again */
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
chain_plot_view_class_init (ChainPlotViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = chain_plot_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
chain_plot_view_init (ChainPlotView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * chain_plot_view_set_draw:
 * @draw: called whenever the widget is drawn, on the main thread
 * @data: for @draw; must live as long as the view
 */
void
chain_plot_view_set_draw (ChainPlotView    *self,
                          ChainPlotViewDraw draw,
                          gpointer          data)
{
  g_return_if_fail (CHAIN_IS_PLOT_VIEW (self));

  self->draw = draw;
  self->data = data;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

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
 * chain_plot_view_get_style:
 * @style: (out): how a plot looks that fits in here: fonts, text size, light or dark
 *
 * The background is transparent: it is the card's. Current in a snapshot; up to a frame old
 * elsewhere.
 */
void
chain_plot_view_get_style (ChainPlotView *self,
                           ChainStyle    *style)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRGBA text;

  g_return_if_fail (CHAIN_IS_PLOT_VIEW (self));

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  /* light text stands on dark ground */
  chain_style_init (style, 0.299 * text.red + 0.587 * text.green + 0.114 * text.blue > 0.5);
  style->colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;
  style->colors[CHAIN_COLOR_TEXT] = (ChainColor) { text.red, text.green, text.blue, text.alpha };
  read_font (widget, style);
}
