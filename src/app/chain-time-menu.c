// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-time-menu.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-menu.h"

static void
append_traces (GMenu      *menu,
               const char *label,
               guint       choice)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, "plot.traces", g_variant_new_uint32 (choice));
  g_menu_append_item (menu, item);
}

/* Where there are too many parameters to be drawn at once: which of them. */
static void
add_traces (GMenu          *menu,
            const ChainRun *run)
{
  g_autoptr (GMenu) traces = g_menu_new ();

  if (chain_shape_n_parameters (run->shape) <= CHAIN_MAX_TRACES)
    return;

  append_traces (traces, _("A few of each"), CHAIN_TRACES_SPREAD);
  append_traces (traces, "W₁", CHAIN_TRACES_W1);
  append_traces (traces, "b₁", CHAIN_TRACES_B1);
  for (int k = 0; k < run->shape.hidden2; k++)
    {
      g_autofree char *label = run->shape.hidden2 > 1 ? g_strdup_printf (_("W₂ into neuron %d"), k + 1) : g_strdup ("W₂");

      append_traces (traces, label, CHAIN_TRACES_W2 + (guint) k);
    }
  append_traces (traces, "b₂", CHAIN_TRACES_B2);
  append_traces (traces, "W₃, b₃", CHAIN_TRACES_W3);
  g_menu_append_submenu (menu, _("Parameters _Shown"), G_MENU_MODEL (traces));
}

/**
 * chain_time_menu_add_items:
 * @picture: a picture over the steps
 *
 * Adds what its reader can choose: the axes, what is drawn, and all steps again.
 */
void
chain_time_menu_add_items (GMenu          *menu,
                           ChainPlotModel *model,
                           ChainPicture    picture)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) zoom = g_menu_new ();

  if (picture == CHAIN_PICTURE_LOSS)
    chain_menu_append (section, _("_Logarithmic Loss"), "plot.log-loss", "l");
  else if (picture == CHAIN_PICTURE_PARAMETERS)
    chain_menu_append (section, _("_Symmetric Logarithm"), "plot.log-parameters", "l");
  else
    chain_menu_append (section, _("_Linear Norms"), "plot.linear-norms", "l");
  chain_menu_append (section, _("Logarithmic _Steps"), "plot.log-steps", "x");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));

  if (picture == CHAIN_PICTURE_LOSS)
    {
      g_autoptr (GMenu) average = g_menu_new ();
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

      g_menu_item_set_attribute (item, "custom", "s", "average");
      g_menu_append_item (average, item);
      g_menu_append_section (menu, _("Average over steps"), G_MENU_MODEL (average));
    }

  if (picture == CHAIN_PICTURE_PARAMETERS)
    add_traces (zoom, chain_plot_model_get_run (model));

  chain_menu_append (zoom, _("Show _All"), "plot.show-all", "<Control>0");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (zoom));
}

/* The slider's places: none, then about so many steps. 1/(1 − β) is how far an average looks. */
static double
get_beta (double position)
{
  return position <= 0.0 ? 0.0 : 1.0 - pow (10.0, -position);
}

static char *
format_average (GtkScale *scale,
                double    position,
                gpointer  data)
{
  if (position <= 0.0)
    /* Translators: no average is drawn */
    return g_strdup (_("off"));

  return g_strdup_printf ("%.0f", pow (10.0, position));
}

static void
on_average_changed (ChainPlotModel *model,
                    GtkAdjustment  *adjustment)
{
  chain_plot_model_get_choices (model)->average = get_beta (gtk_adjustment_get_value (adjustment));
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_LOSS);
}

/**
 * chain_time_menu_add_average:
 * @popover: of a menu that chain_time_menu_add_items() made for the loss
 *
 * Adds the slider for the average, which no menu item can be.
 */
void
chain_time_menu_add_average (GtkPopoverMenu *popover,
                             ChainPlotModel *model)
{
  double average = chain_plot_model_get_choices (model)->average;
  GtkAdjustment *adjustment;
  GtkWidget *scale;

  adjustment = gtk_adjustment_new (average > 0.0 ? -log10 (1.0 - average) : 0.0, 0.0, 5.0, 0.1, 0.5, 0.0);
  scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  gtk_scale_set_format_value_func (GTK_SCALE (scale), format_average, NULL, NULL);
  gtk_widget_set_size_request (scale, 180, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Average over steps"), -1);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_average_changed), model, G_CONNECT_SWAPPED);
  gtk_popover_menu_add_child (popover, scale, "average");
}
