// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-fit-view.h"

#include <glib/gi18n.h>

#include "chain-menu.h"
#include "chain-probe.h"

struct _ChainFitView
{
  ChainPlotView parent_instance;
};

G_DEFINE_FINAL_TYPE (ChainFitView, chain_fit_view, CHAIN_TYPE_PLOT_VIEW)

static ChainPicture
chain_fit_view_get_picture (ChainPlotView *view)
{
  return CHAIN_PICTURE_FIT;
}

static void
chain_fit_view_get_legend (ChainPlotView       *view,
                           const ChainPictures *pictures,
                           double               width,
                           double               height,
                           ChainLegend         *legend)
{
  chain_fit_plot_legend (&pictures->run.figure.fit, width, height, legend);
}

static void
chain_fit_view_toggle (ChainPlotView *view,
                       unsigned       item)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);

  chain_plot_model_get_choices (model)->fit_hidden ^= 1u << item;
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_FIT);
}

static void
chain_fit_view_add_items (ChainPlotView *view,
                          GMenu         *menu)
{
  const ChainRun *run = chain_plot_model_get_run (chain_plot_view_get_model (view));
  g_autoptr (GMenu) section = g_menu_new ();

  chain_menu_append (section, _("_Residuals"), "plot.residuals", "d");
  if (run->shape.hidden1 == 1 && run->shape.hidden2 == 1)
    chain_menu_append (section, _("Best _Monotone Curve"), "plot.monotone", "m");
  if (run->shape.hidden2 > 1)
    chain_menu_append (section, _("_Neurons of Layer 2"), "plot.contributions", "n");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static char *
chain_fit_view_describe (ChainPlotView *view)
{
  return chain_probe_describe (chain_plot_view_get_model (view));
}

static void
on_motion (ChainFitView *self,
           double        x,
           double        y)
{
  ChainPlotView *view = CHAIN_PLOT_VIEW (self);
  const ChainPictures *pictures = chain_plot_view_get_pictures (view);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  ChainArea area;

  if (pictures == NULL || !chain_fit_plot_area (&pictures->run.figure.fit, width, height, &area)
      || x < area.inside.left || x > area.inside.right || y < area.inside.top || y > area.inside.bottom)
    return;

  chain_probe_point (chain_plot_view_get_model (view), chain_scale_from_view (&area.x, x),
                     (area.x.high - area.x.low) / (area.inside.right - area.inside.left));
}

static gboolean
on_key (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   data)
{
  ChainPlotView *view = CHAIN_PLOT_VIEW (widget);
  ChainPlotModel *model = chain_plot_view_get_model (view);

  switch (g_variant_get_int32 (arguments))
    {
    case -1:
    case 1:
    case -10:
    case 10:
      chain_probe_move (model, g_variant_get_int32 (arguments));
      break;
    case -2:
    case 2:
      chain_probe_move_sample (model, g_variant_get_int32 (arguments) / 2);
      break;
    case -1000:
    case 1000:
      chain_probe_move_end (model, g_variant_get_int32 (arguments) > 0);
      break;
    default:
      chain_probe_hide (model);
      break;
    }

  chain_plot_view_tell (view);
  return TRUE;
}

/**
 * chain_fit_view_bind_probe:
 *
 * Lets the arrow keys move the probe in any view of what is at it.
 */
void
chain_fit_view_bind_probe (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad;
    GdkModifierType modifiers;
    int move;
  } keys[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, 0, -1 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 0, 1 },
    { GDK_KEY_Left, GDK_KEY_KP_Left, GDK_SHIFT_MASK, -2 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, GDK_SHIFT_MASK, 2 },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, -10 },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, 10 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, 0, -1000 },
    { GDK_KEY_End, GDK_KEY_KP_End, 0, 1000 },
    { GDK_KEY_Escape, GDK_KEY_Escape, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].modifiers, on_key, "i", keys[i].move);
      if (keys[i].keypad != keys[i].key)
        gtk_widget_class_add_binding (widget_class, keys[i].keypad, keys[i].modifiers, on_key, "i", keys[i].move);
    }
}

static void
chain_fit_view_class_init (ChainFitViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);

  view_class->get_picture = chain_fit_view_get_picture;
  view_class->get_legend = chain_fit_view_get_legend;
  view_class->toggle = chain_fit_view_toggle;
  view_class->add_items = chain_fit_view_add_items;
  view_class->describe = chain_fit_view_describe;

  chain_fit_view_bind_probe (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, 0, "plot.residuals", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "plot.monotone", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "plot.contributions", NULL);
}

static void
chain_fit_view_init (ChainFitView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
