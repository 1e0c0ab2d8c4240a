// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-limit-label.h"

struct _ChainLimitLabel
{
  GtkWidget parent_instance;

  ChainSlider *slider; /* weak */
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (ChainLimitLabel, chain_limit_label, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (ChainLimitLabel *self)
{
  if (self->layout == NULL)
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  return self->layout;
}

static void
chain_limit_label_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  int height;

  *minimum = *natural = 0;
  if (orientation != GTK_ORIENTATION_VERTICAL)
    return;

  /* an empty layout is one line high too */
  pango_layout_get_pixel_size (get_layout (CHAIN_LIMIT_LABEL (widget)), NULL, &height);
  *minimum = *natural = height;
}

static void
chain_limit_label_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  ChainLimitLabel *self = CHAIN_LIMIT_LABEL (widget);
  double x;
  int width;

  if (self->slider == NULL || !chain_slider_get_limit_place (self->slider, widget, &x))
    return;

  pango_layout_get_pixel_size (get_layout (self), &width, NULL);
  x = CLAMP (x - 0.5 * width, 0.0, MAX (0.0, (double) (gtk_widget_get_width (widget) - width)));
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), x, 0.0, self->layout);
}

static void
chain_limit_label_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  ChainLimitLabel *self = CHAIN_LIMIT_LABEL (widget);

  GTK_WIDGET_CLASS (chain_limit_label_parent_class)->css_changed (widget, change);
  if (self->layout != NULL)
    pango_layout_context_changed (self->layout);
}

static void
chain_limit_label_dispose (GObject *object)
{
  ChainLimitLabel *self = CHAIN_LIMIT_LABEL (object);

  chain_limit_label_set_slider (self, NULL);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (chain_limit_label_parent_class)->dispose (object);
}

static void
chain_limit_label_class_init (ChainLimitLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_limit_label_dispose;
  widget_class->measure = chain_limit_label_measure;
  widget_class->snapshot = chain_limit_label_snapshot;
  widget_class->css_changed = chain_limit_label_css_changed;
  gtk_widget_class_set_css_name (widget_class, "limit");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
chain_limit_label_init (ChainLimitLabel *self)
{
}

void
chain_limit_label_set_slider (ChainLimitLabel *self,
                              ChainSlider     *slider)
{
  g_return_if_fail (CHAIN_IS_LIMIT_LABEL (self));

  g_set_weak_pointer (&self->slider, slider);
}

/**
 * chain_limit_label_set_text:
 *
 * Shows @text below the limit, where the slider has one.
 */
void
chain_limit_label_set_text (ChainLimitLabel *self,
                            const char      *text)
{
  g_return_if_fail (CHAIN_IS_LIMIT_LABEL (self));

  pango_layout_set_text (get_layout (self), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
chain_limit_label_get_text (ChainLimitLabel *self)
{
  g_return_val_if_fail (CHAIN_IS_LIMIT_LABEL (self), NULL);

  return pango_layout_get_text (get_layout (self));
}
