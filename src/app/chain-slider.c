// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-slider.h"

#include <math.h>

#define BAR_HEIGHT 4.0f
#define LIMIT_WIDTH 2.0f
#define LIMIT_HEIGHT 16.0f

struct _ChainSlider
{
  GtkScale parent_instance;

  double limit; /* NaN: none */
};

G_DEFINE_FINAL_TYPE (ChainSlider, chain_slider, GTK_TYPE_SCALE)

/* Where @child is in @widget. gtk_range_get_slider_range() would say so for the thumb, but mixes
 * up x and y in GTK 4.8. */
static gboolean
get_place (GtkWidget  *widget,
           GtkWidget  *child,
           const char *css_name,
           float      *from,
           float      *to)
{
  graphene_rect_t bounds;

  while (child != NULL && !g_str_equal (gtk_widget_get_css_name (child), css_name))
    child = gtk_widget_get_next_sibling (child);
  if (child == NULL || !gtk_widget_compute_bounds (child, widget, &bounds))
    return FALSE;

  *from = bounds.origin.x;
  *to = bounds.origin.x + bounds.size.width;
  return TRUE;
}

/* Colours that style.css defines for light windows and for dark ones. */
static gboolean
look_up_color (GtkWidget  *widget,
               const char *light,
               const char *dark,
               GdkRGBA    *color)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  gboolean is_dark = root != NULL && gtk_widget_has_css_class (GTK_WIDGET (root), "dark");

  return gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), is_dark ? dark : light, color);
}

/* The bar from zero to the thumb; GTK can draw it from the lower end only. */
static void
append_bar (GtkWidget   *widget,
            GtkSnapshot *snapshot)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (widget));
  GtkWidget *trough = gtk_widget_get_first_child (widget);
  float lower = (float) gtk_adjustment_get_lower (adjustment);
  float upper = (float) gtk_adjustment_get_upper (adjustment);
  float left, right, from, to, zero;
  GdkRGBA color;

  if (gtk_scale_get_has_origin (GTK_SCALE (widget)) || !(lower < 0.0f && upper > 0.0f) || trough == NULL
      || !look_up_color (widget, "chain_bar", "chain_blue_dark", &color)
      || !get_place (widget, trough, "trough", &left, &right)
      || !get_place (widget, gtk_widget_get_first_child (trough), "slider", &from, &to))
    return;

  /* the middle of the thumb travels the whole trough */
  zero = left - lower / (upper - lower) * (right - left);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    zero = left + right - zero;

  /* up to the edge of the thumb, which has been drawn already */
  left = zero < from ? zero : to;
  right = zero < from ? from : zero;
  if (left < right)
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (left, 0.5f * ((float) gtk_widget_get_height (widget) - BAR_HEIGHT),
                                                    right - left, BAR_HEIGHT));
}

/* Where on @widget @value lies. */
static gboolean
get_position (GtkWidget *widget,
              double     value,
              float     *x)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (widget));
  double lower = gtk_adjustment_get_lower (adjustment);
  double upper = gtk_adjustment_get_upper (adjustment);
  double share = (value - lower) / (upper - lower);
  float left, right;

  if (!(share >= 0.0 && share <= 1.0)
      || !get_place (widget, gtk_widget_get_first_child (widget), "trough", &left, &right))
    return FALSE;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    share = 1.0 - share;
  *x = left + (float) share * (right - left);
  return TRUE;
}

static void
append_rectangle (GtkWidget     *widget,
                  GtkSnapshot   *snapshot,
                  const GdkRGBA *color,
                  float          from,
                  float          to,
                  float          height)
{
  if (from < to)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (from, 0.5f * ((float) gtk_widget_get_height (widget) - height),
                                                    to - from, height));
}

/* The limit and what lies beyond it, where the thumb does not cover it. */
static void
append_limit (GtkWidget   *widget,
              GtkSnapshot *snapshot)
{
  GtkWidget *trough = gtk_widget_get_first_child (widget);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float left, right, from, to, limit;
  GdkRGBA color, pale;

  if (!isfinite (CHAIN_SLIDER (widget)->limit)
      || !get_position (widget, CHAIN_SLIDER (widget)->limit, &limit)
      || !look_up_color (widget, "chain_limit", "chain_limit_dark", &color)
      || !get_place (widget, trough, "trough", &left, &right)
      || !get_place (widget, gtk_widget_get_first_child (trough), "slider", &from, &to))
    return;

  /* what the value has of it is strong, the rest is pale */
  pale = color;
  pale.alpha *= 0.4f;
  if (right_to_left)
    {
      append_rectangle (widget, snapshot, &pale, left, MIN (limit, from), BAR_HEIGHT);
      append_rectangle (widget, snapshot, &color, to, limit, BAR_HEIGHT);
    }
  else
    {
      append_rectangle (widget, snapshot, &color, limit, from, BAR_HEIGHT);
      append_rectangle (widget, snapshot, &pale, MAX (limit, to), right, BAR_HEIGHT);
    }
  if (limit < from || limit > to)
    append_rectangle (widget, snapshot, &color, limit - 0.5f * LIMIT_WIDTH, limit + 0.5f * LIMIT_WIDTH, LIMIT_HEIGHT);
}

static void
chain_slider_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  GTK_WIDGET_CLASS (chain_slider_parent_class)->snapshot (widget, snapshot);
  append_bar (widget, snapshot);
  append_limit (widget, snapshot);
}

/* To scroll the sidebar with the pointer over a slider must not change a weight. */
static void
chain_slider_constructed (GObject *object)
{
  g_autoptr (GListModel) controllers = NULL;

  G_OBJECT_CLASS (chain_slider_parent_class)->constructed (object);

  controllers = gtk_widget_observe_controllers (GTK_WIDGET (object));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
chain_slider_class_init (ChainSliderClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = chain_slider_snapshot;
  G_OBJECT_CLASS (klass)->constructed = chain_slider_constructed;
}

static void
chain_slider_init (ChainSlider *self)
{
  self->limit = NAN;
}

/**
 * chain_slider_set_limit:
 * @limit: where on the slider's scale a limit is marked; NaN for none
 */
void
chain_slider_set_limit (ChainSlider *self,
                        double       limit)
{
  g_return_if_fail (CHAIN_IS_SLIDER (self));

  if (self->limit == limit || (isnan (self->limit) && isnan (limit)))
    return;

  self->limit = limit;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * chain_slider_get_limit_place:
 * @widget: a relative of the slider
 * @x: (out): the limit in the coordinates of @widget
 *
 * Returns: whether there is a limit on the slider
 */
gboolean
chain_slider_get_limit_place (ChainSlider *self,
                              GtkWidget   *widget,
                              double      *x)
{
  float place;
  double y;

  g_return_val_if_fail (CHAIN_IS_SLIDER (self), FALSE);

  return isfinite (self->limit) && get_position (GTK_WIDGET (self), self->limit, &place)
         && gtk_widget_translate_coordinates (GTK_WIDGET (self), widget, place, 0.0, x, &y);
}
