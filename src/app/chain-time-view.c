// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-time-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-plot-style.h"
#include "chain-step-axis.h"
#include "chain-time-menu.h"

/* A turn of the wheel, and a stroke of + or −. */
#define ZOOM 0.8
/* A smaller rectangle is a hand that shook, in pixels. */
#define LEAST_DRAG 8.0
/* A rectangle is of steps alone unless it is this high. */
#define LEAST_HEIGHT 24.0
/* How near the pointer has to come to a change to mean it. */
#define SNAP 4.0
#define PLACES 200.0

struct _ChainTimeView
{
  ChainPlotView parent_instance;

  ChainPicture picture;
  gboolean dragging;
  ChainBox band;      /* of the drag, inside the axes */
  ChainArea area;     /* as it was when the drag began */
  double pointer;     /* x; NaN while it is elsewhere */
};

G_DEFINE_FINAL_TYPE (ChainTimeView, chain_time_view, CHAIN_TYPE_PLOT_VIEW)

enum
{
  PROP_PICTURE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static ChainPicture
chain_time_view_get_picture (ChainPlotView *view)
{
  return CHAIN_TIME_VIEW (view)->picture;
}

static const ChainTimePlot *
get_time_plot (ChainTimeView       *self,
               const ChainPictures *pictures)
{
  return self->picture == CHAIN_PICTURE_NORMS ? &pictures->norms : &pictures->parameters;
}

static ChainPlotModel *
get_model (ChainTimeView *self)
{
  return chain_plot_view_get_model (CHAIN_PLOT_VIEW (self));
}

static ChainPlotChoices *
get_choices (ChainTimeView *self)
{
  return chain_plot_model_get_choices (get_model (self));
}

static void
changed (ChainTimeView *self)
{
  chain_plot_model_changed (get_model (self), CHAIN_PICTURES_TIME);
}

static void
chain_time_view_get_legend (ChainPlotView       *view,
                            const ChainPictures *pictures,
                            double               width,
                            double               height,
                            ChainLegend         *legend)
{
  ChainTimeView *self = CHAIN_TIME_VIEW (view);

  if (self->picture == CHAIN_PICTURE_LOSS)
    chain_loss_plot_legend (&pictures->run.figure.loss, width, height, legend);
  else
    chain_time_plot_legend (get_time_plot (self, pictures), width, height, legend);
}

static void
chain_time_view_toggle (ChainPlotView *view,
                        unsigned       item)
{
  ChainTimeView *self = CHAIN_TIME_VIEW (view);
  ChainPlotChoices *choices = get_choices (self);

  if (self->picture == CHAIN_PICTURE_LOSS)
    choices->loss_hidden ^= 1u << item;
  else if (self->picture == CHAIN_PICTURE_PARAMETERS)
    choices->parameters_hidden ^= 1u << item;
  else
    choices->norms_hidden ^= 1u << item;
  changed (self);
}

static void
chain_time_view_add_items (ChainPlotView *view,
                           GMenu         *menu)
{
  chain_time_menu_add_items (menu, chain_plot_view_get_model (view), CHAIN_TIME_VIEW (view)->picture);
}

static void
chain_time_view_add_children (ChainPlotView  *view,
                              GtkPopoverMenu *popover)
{
  if (CHAIN_TIME_VIEW (view)->picture == CHAIN_PICTURE_LOSS)
    chain_time_menu_add_average (popover, chain_plot_view_get_model (view));
}

/* ---- where the pointer is ---- */

static gboolean
get_area (ChainTimeView *self,
          ChainArea     *area)
{
  const ChainPictures *pictures = chain_plot_view_get_pictures (CHAIN_PLOT_VIEW (self));
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  if (pictures == NULL)
    return FALSE;
  if (self->picture == CHAIN_PICTURE_LOSS)
    return chain_loss_plot_area (&pictures->run.figure.loss, width, height, area);

  return chain_time_plot_area (get_time_plot (self, pictures), width, height, area);
}

/* A change is one step among many: the pointer need not hit it. */
static void
snap_to_change (ChainTimeView   *self,
                const ChainArea *area,
                double           x,
                uint64_t        *step)
{
  const ChainRun *run = chain_plot_model_get_run (get_model (self));
  double nearest = SNAP;

  for (gsize i = 0; i < run->n_change_steps; i++)
    {
      double distance = fabs (chain_scale_to_view (&area->x, (double) run->change_steps[i]) - x);

      if (distance <= nearest)
        {
          nearest = distance;
          *step = run->change_steps[i];
        }
    }
}

static void
set_crosshair (ChainTimeView *self,
               gboolean       shown,
               uint64_t       step)
{
  ChainPlotChoices *choices = get_choices (self);

  if (choices->has_crosshair == shown && (!shown || choices->crosshair == step))
    return;

  choices->has_crosshair = shown;
  choices->crosshair = step;
  chain_plot_model_pointed (get_model (self), CHAIN_PICTURES_TIME);
}

static gboolean
is_inside (const ChainArea *area,
           double           x,
           double           y)
{
  return x >= area->inside.left && x <= area->inside.right && y >= area->inside.top && y <= area->inside.bottom;
}

static void
on_motion (ChainTimeView *self,
           double         x,
           double         y)
{
  ChainArea area;
  uint64_t step;

  self->pointer = x;
  if (self->dragging || !get_area (self, &area))
    return;
  if (!is_inside (&area, x, y) || !chain_step_axis_pick (&area, x, &step))
    {
      set_crosshair (self, FALSE, 0);
      return;
    }

  snap_to_change (self, &area, x, &step);
  set_crosshair (self, TRUE, step);
}

static void
on_leave (ChainTimeView *self)
{
  self->pointer = NAN;
  set_crosshair (self, FALSE, 0);
}

/* ---- zoom ---- */

static void
zoom_steps (ChainTimeView *self,
            double         x,
            double         factor)
{
  ChainArea area;

  if (!get_area (self, &area))
    return;
  if (!isfinite (x))
    x = (area.inside.left + area.inside.right) / 2.0;
  chain_plot_model_show_steps (get_model (self), chain_scale_zoom (&area.x, CLAMP (x, area.inside.left, area.inside.right),
                                                                   factor));
}

static gboolean
on_scroll (ChainTimeView *self,
           double         dx,
           double         dy)
{
  if (dy != 0.0)
    zoom_steps (self, self->pointer, pow (ZOOM, -dy));
  return TRUE;
}

static void
on_drag_begin (ChainTimeView  *self,
               double          x,
               double          y,
               GtkGestureDrag *drag)
{
  self->dragging = get_area (self, &self->area) && is_inside (&self->area, x, y);
  self->band = (ChainBox) { x, y, x, y };
  if (!self->dragging)
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag_update (ChainTimeView  *self,
                double          dx,
                double          dy,
                GtkGestureDrag *drag)
{
  const ChainBox *inside = &self->area.inside;
  double x, y;

  if (!self->dragging || !gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;

  set_crosshair (self, FALSE, 0);
  dx = CLAMP (x + dx, inside->left, inside->right);
  dy = CLAMP (y + dy, inside->top, inside->bottom);
  self->band = (ChainBox) { MIN (x, dx), MIN (y, dy), MAX (x, dx), MAX (y, dy) };
  if (self->picture != CHAIN_PICTURE_LOSS || self->band.bottom - self->band.top < LEAST_HEIGHT)
    {
      self->band.top = inside->top;
      self->band.bottom = inside->bottom;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (ChainTimeView  *self,
             double          dx,
             double          dy,
             GtkGestureDrag *drag)
{
  const ChainBox *band = &self->band;
  gboolean dragging = self->dragging;

  on_drag_update (self, dx, dy, drag);
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!dragging || band->right - band->left < LEAST_DRAG)
    return;

  if (band->top > self->area.inside.top || band->bottom < self->area.inside.bottom)
    get_choices (self)->losses = (ChainRange) { chain_scale_from_view (&self->area.y, band->bottom),
                                                chain_scale_from_view (&self->area.y, band->top) };
  chain_plot_model_show_steps (get_model (self),
                               (ChainRange) { chain_scale_from_view (&self->area.x, band->left),
                                              chain_scale_from_view (&self->area.x, band->right) });
}

static void
on_drag_cancel (ChainTimeView *self)
{
  self->dragging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
chain_time_view_draw_gesture (ChainPlotView *view,
                              cairo_t       *cr)
{
  ChainTimeView *self = CHAIN_TIME_VIEW (view);
  const ChainBox *band = &self->band;
  ChainStyle style;

  if (!self->dragging || band->right - band->left < LEAST_DRAG)
    return;

  chain_plot_style_read (GTK_WIDGET (view), &style);
  style.colors[CHAIN_COLOR_PROBE].alpha = 0.15;
  chain_style_set_source (&style, CHAIN_COLOR_PROBE, cr);
  cairo_rectangle (cr, floor (band->left) + 0.5, floor (band->top) + 0.5, floor (band->right - band->left),
                   floor (band->bottom - band->top));
  cairo_fill_preserve (cr);
  style.colors[CHAIN_COLOR_PROBE].alpha = 1.0;
  chain_style_set_source (&style, CHAIN_COLOR_PROBE, cr);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

static void
on_pressed (ChainTimeView   *self,
            int              n,
            double           x,
            double           y)
{
  if (n == 2)
    chain_plot_model_show_all (get_model (self));
}

/* ---- keys ---- */

static gboolean
on_move (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  ChainTimeView *self = CHAIN_TIME_VIEW (widget);
  ChainPlotChoices *choices = get_choices (self);
  const ChainSeries *losses = chain_plot_model_get_run (get_model (self))->losses;
  int move = g_variant_get_int32 (arguments);
  ChainArea area;
  uint64_t step = 0;
  double x;

  if (!get_area (self, &area))
    return TRUE;

  x = (area.inside.left + area.inside.right) / 2.0;
  if (choices->has_crosshair)
    x = chain_scale_to_view (&area.x, (double) choices->crosshair) + move * (area.inside.right - area.inside.left) / PLACES;
  if (!chain_step_axis_pick (&area, CLAMP (x, area.inside.left, area.inside.right), &step))
    return TRUE;

  /* where a step is wider than a stroke */
  if (choices->has_crosshair && step == choices->crosshair)
    step = move < 0 ? MAX (step, losses->start + 1) - 1 : MIN (step + 1, losses->start + losses->count - 1);
  set_crosshair (self, TRUE, step);
  chain_plot_view_tell (CHAIN_PLOT_VIEW (self));
  return TRUE;
}

static gboolean
on_zoom (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  ChainTimeView *self = CHAIN_TIME_VIEW (widget);
  ChainPlotChoices *choices = get_choices (self);
  ChainArea area;
  double x = NAN;

  if (choices->has_crosshair && get_area (self, &area))
    x = chain_scale_to_view (&area.x, (double) choices->crosshair);
  zoom_steps (self, x, pow (ZOOM, g_variant_get_int32 (arguments)));
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  set_crosshair (CHAIN_TIME_VIEW (widget), FALSE, 0);
  return TRUE;
}

/* The key l is for the axis of what is shown. */
static gboolean
on_log (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   data)
{
  switch (CHAIN_TIME_VIEW (widget)->picture)
    {
    case CHAIN_PICTURE_PARAMETERS:
      return gtk_widget_activate_action (widget, "plot.log-parameters", NULL);
    case CHAIN_PICTURE_NORMS:
      return gtk_widget_activate_action (widget, "plot.linear-norms", NULL);
    default:
      return gtk_widget_activate_action (widget, "plot.log-loss", NULL);
    }
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const guint zoom_in[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  static const guint zoom_out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, on_move, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, on_move, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, on_move, "i", -10);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, on_move, "i", 10);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, on_move, "i", -1000);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, on_move, "i", 1000);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_in); i++)
    gtk_widget_class_add_binding (widget_class, zoom_in[i], 0, on_zoom, "i", 1);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_out); i++)
    gtk_widget_class_add_binding (widget_class, zoom_out[i], 0, on_zoom, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_l, 0, on_log, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_x, 0, "plot.log-steps", NULL);
}

/* ---- the object ---- */

static char *
chain_time_view_describe (ChainPlotView *view)
{
  ChainTimeView *self = CHAIN_TIME_VIEW (view);
  const ChainRun *run = chain_plot_model_get_run (chain_plot_view_get_model (view));
  const ChainPlotChoices *choices = get_choices (self);
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, choices->crosshair);
  ChainBucket bucket;

  if (!choices->has_crosshair
      || chain_series_query (run->losses, choices->crosshair, choices->crosshair + 1, &bucket) == 0)
    return NULL;

  if (bucket.min == bucket.max)
    return g_strdup_printf (_("At step %s: loss %.6g"), step, bucket.first);
  return g_strdup_printf (_("Around step %s: loss %.6g to %.6g"), step, bucket.min, bucket.max);
}

static void
chain_time_view_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (id == PROP_PICTURE)
    g_value_set_string (value, chain_picture_get_name (CHAIN_TIME_VIEW (object)->picture));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
chain_time_view_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (id == PROP_PICTURE)
    chain_picture_from_name (g_value_get_string (value), &CHAIN_TIME_VIEW (object)->picture);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
chain_time_view_class_init (ChainTimeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);

  object_class->get_property = chain_time_view_get_property;
  object_class->set_property = chain_time_view_set_property;
  view_class->get_picture = chain_time_view_get_picture;
  view_class->get_legend = chain_time_view_get_legend;
  view_class->toggle = chain_time_view_toggle;
  view_class->add_items = chain_time_view_add_items;
  view_class->add_children = chain_time_view_add_children;
  view_class->draw_gesture = chain_time_view_draw_gesture;
  view_class->describe = chain_time_view_describe;

  /* The name of one of the pictures over time. */
  properties[PROP_PICTURE] = g_param_spec_string ("picture", NULL, NULL, "loss",
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_keys (GTK_WIDGET_CLASS (klass));
}

static void
chain_time_view_init (ChainTimeView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->picture = CHAIN_PICTURE_LOSS;
  self->pointer = NAN;
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}
