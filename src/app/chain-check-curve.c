// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check-curve.h"


#include <glib/gi18n.h>
#include <math.h>

#include "chain-plain-text.h"

struct _ChainCheckCurve
{
  ChainPlotView parent_instance;
};

G_DEFINE_FINAL_TYPE (ChainCheckCurve, chain_check_curve, CHAIN_TYPE_PLOT_VIEW)

static ChainPicture
chain_check_curve_get_picture (ChainPlotView *view)
{
  return CHAIN_PICTURE_CHECK;
}

static void
chain_check_curve_get_legend (ChainPlotView       *view,
                              const ChainPictures *pictures,
                              double               width,
                              double               height,
                              ChainLegend         *legend)
{
  chain_check_plot_legend (&pictures->check, width, height, legend);
}

static void
chain_check_curve_toggle (ChainPlotView *view,
                          unsigned       item)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);

  chain_plot_model_get_choices (model)->check_hidden ^= 1u << item;
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_CHECK);
}

/**
 * chain_check_curve_set_place:
 * @place: of the V-curves; moved to the nearest one that there is
 *
 * Looks at the errors of that ε.
 */
void
chain_check_curve_set_place (ChainCheckCurve *self,
                             int              place)
{
  ChainPlotModel *model = chain_plot_view_get_model (CHAIN_PLOT_VIEW (self));
  ChainPlotChoices *choices;

  g_return_if_fail (CHAIN_IS_CHECK_CURVE (self));

  choices = chain_plot_model_get_choices (model);
  place = CLAMP (place, 0, CHAIN_CHECK_N_EPSILONS - 1);
  if (choices->check_place == place)
    return;

  choices->check_place = place;
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_CHECK);
}

static void
point_at (ChainCheckCurve *self,
          double           x)
{
  const ChainPictures *pictures = chain_plot_view_get_pictures (CHAIN_PLOT_VIEW (self));
  int place = -1;

  if (pictures != NULL)
    place = chain_check_plot_pick_place (&pictures->check, gtk_widget_get_width (GTK_WIDGET (self)),
                                         gtk_widget_get_height (GTK_WIDGET (self)), x);
  if (place >= 0)
    chain_check_curve_set_place (self, place);
}

static void
on_drag_begin (ChainCheckCurve *self,
               double           x,
               double           y)
{
  point_at (self, x);
}

static void
on_drag_update (ChainCheckCurve *self,
                double           dx,
                double           dy,
                GtkGestureDrag  *drag)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    point_at (self, x + dx);
}

/* To the right ε grows, and places fall. */
static gboolean
on_move (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  ChainPlotView *view = CHAIN_PLOT_VIEW (widget);
  int place = chain_plot_model_get_choices (chain_plot_view_get_model (view))->check_place;

  chain_check_curve_set_place (CHAIN_CHECK_CURVE (view), place - g_variant_get_int32 (arguments));
  chain_plot_view_tell (view);
  return TRUE;
}

/* ---- in words ---- */

/* The errors at the ε that is looked at, as markup. */
static char *
describe_errors (const ChainPlotChoices *choices)
{
  const ChainCheckReport *report = &choices->check;
  GString *text = g_string_new (NULL);
  char number[CHAIN_NUMBER_SIZE];

  chain_number_significant (number, chain_check_epsilon ((gsize) choices->check_place), 3);
  /* Translators: then follow names of parameters with their errors */
  g_string_append_printf (text, _("<b>Error of the central difference</b> [L(θ+h) − L(θ−h)] / 2h\n"
                                  "against the chain rule, for h = ε·max(1, |θ|) and ε = %s:"), number);
  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];
      double error = report->errors[group][choices->check_place];

      chain_parameter_name (report->shape, report->indices[group], name);
      if (isfinite (error))
        chain_number_significant (number, error, 3);
      else
        g_strlcpy (number, _("not finite"), sizeof number);
      g_string_append_printf (text, "\n%c<sub>%c</sub>%s: %s", name[0], name[1], name + 2, number);
    }
  g_string_append_c (text, '\n');
  g_string_append (text, _("Right of the valley the difference is too coarse: the error falls with ε². "
                           "Left of it, it is made of rounding, which grows with 1/ε."));
  return g_string_free (text, FALSE);
}

static gboolean
chain_check_curve_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  ChainPlotModel *model = chain_plot_view_get_model (CHAIN_PLOT_VIEW (widget));
  g_autofree char *markup = NULL;

  if (model == NULL || !chain_plot_model_get_choices (model)->check.is_complete)
    return FALSE;

  markup = describe_errors (chain_plot_model_get_choices (model));
  gtk_tooltip_set_markup (tooltip, markup);
  return TRUE;
}

static char *
chain_check_curve_describe (ChainPlotView *view)
{
  const ChainPlotChoices *choices = chain_plot_model_get_choices (chain_plot_view_get_model (view));
  g_autofree char *markup = NULL;

  if (!choices->check.is_complete)
    return NULL;

  markup = describe_errors (choices);
  return chain_plain_text_new (markup);
}

static void
chain_check_curve_class_init (ChainCheckCurveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);
  static const struct
  {
    guint key;
    int move;
  } keys[] = {
    { GDK_KEY_Left, -1 }, { GDK_KEY_Right, 1 }, { GDK_KEY_Page_Down, -4 }, { GDK_KEY_Page_Up, 4 },
    { GDK_KEY_Home, -CHAIN_CHECK_N_EPSILONS }, { GDK_KEY_End, CHAIN_CHECK_N_EPSILONS },
  };

  widget_class->query_tooltip = chain_check_curve_query_tooltip;
  view_class->get_picture = chain_check_curve_get_picture;
  view_class->get_legend = chain_check_curve_get_legend;
  view_class->toggle = chain_check_curve_toggle;
  view_class->describe = chain_check_curve_describe;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, on_move, "i", keys[i].move);
}

static void
chain_check_curve_init (ChainCheckCurve *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
