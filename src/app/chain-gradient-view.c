// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-gradient-view.h"

#include <glib/gi18n.h>

#include "chain-fit-view.h"
#include "chain-gradient-tips.h"
#include "chain-menu.h"
#include "chain-probe.h"

struct _ChainGradientView
{
  ChainPlotView parent_instance;

  GtkWidget *tip; /* owned: what the tooltip holds, with lines that are not endless */
};

G_DEFINE_FINAL_TYPE (ChainGradientView, chain_gradient_view, CHAIN_TYPE_PLOT_VIEW)

static ChainPicture
chain_gradient_view_get_picture (ChainPlotView *view)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);

  return model != NULL && chain_plot_model_get_choices (model)->show_factors ? CHAIN_PICTURE_FACTORS
                                                                             : CHAIN_PICTURE_GRADIENTS;
}

static void
chain_gradient_view_add_items (ChainPlotView *view,
                               GMenu         *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  chain_menu_append (section, _("_Why: Their Factors"), "plot.factors", "w");
  if (chain_gradient_view_get_picture (view) == CHAIN_PICTURE_GRADIENTS)
    chain_menu_append (section, _("_Linear Scale"), "plot.linear-gradients", "l");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
chain_gradient_view_get_legend (ChainPlotView       *view,
                                const ChainPictures *pictures,
                                double               width,
                                double               height,
                                ChainLegend         *legend)
{
  if (chain_gradient_view_get_picture (view) == CHAIN_PICTURE_FACTORS)
    chain_factor_plot_legend (&pictures->factors, width, height, legend);
}

static void
chain_gradient_view_toggle (ChainPlotView *view,
                            unsigned       item)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);

  chain_plot_model_get_choices (model)->factors_hidden ^= 1u << item;
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_FACTORS);
}

/* ---- what is on the screen, in words ---- */

/* Each layer's verdict with its criterion, in sentences. */
static char *
describe_verdicts (const ChainRun *run)
{
  GString *text = g_string_new (NULL);
  ChainLayerState layers[CHAIN_N_LAYERS];

  chain_layer_states_find (layers, run->shape, run->point.gradients, run->point.parameters, &run->dataset);
  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    {
      if (layer > 0)
        g_string_append_c (text, '\n');
      /* Translators: number of a layer; its verdict, as vanishing; the criterion, a sentence */
      g_string_append_printf (text, _("Layer %d: %s. %s"), layer + 1,
                              chain_layer_verdict_name (layers[layer].verdict),
                              chain_layer_verdict_explain (layers[layer].verdict));
    }

  return g_string_free (text, FALSE);
}

/* Of the factors, the sample that they are of. */
static char *
chain_gradient_view_describe (ChainPlotView *view)
{
  return chain_gradient_view_get_picture (view) == CHAIN_PICTURE_FACTORS
         ? chain_probe_describe (chain_plot_view_get_model (view)) : NULL;
}

/* By the layout that draws: what is under the pointer; with the keyboard, the whole. */
static gboolean
chain_gradient_view_query_tooltip (GtkWidget  *widget,
                                   int         x,
                                   int         y,
                                   gboolean    keyboard,
                                   GtkTooltip *tooltip)
{
  ChainPlotView *view = CHAIN_PLOT_VIEW (widget);
  const ChainPictures *pictures = chain_plot_view_get_pictures (view);
  const ChainRun *run = pictures != NULL ? chain_plot_model_get_run (chain_plot_view_get_model (view)) : NULL;
  GtkWidget *tip = CHAIN_GRADIENT_VIEW (widget)->tip;
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autofree char *markup = NULL;
  g_autofree char *text = NULL;

  if (run == NULL || !run->has_point)
    return FALSE;

  if (!keyboard && chain_gradient_view_get_picture (view) == CHAIN_PICTURE_GRADIENTS)
    markup = chain_gradient_tips_at (&pictures->run.figure.gradient, run, width, height, x, y);
  else if (!keyboard)
    markup = chain_gradient_tips_at_factors (&pictures->factors, run, width, height, x, y);
  if (markup == NULL)
    {
      text = chain_gradient_view_get_picture (view) == CHAIN_PICTURE_GRADIENTS ? describe_verdicts (run)
                                                                               : chain_gradient_view_describe (view);
      if (text == NULL)
        return FALSE;
      markup = g_markup_escape_text (text, -1);
    }
  gtk_label_set_markup (GTK_LABEL (tip), markup);
  gtk_tooltip_set_custom (tooltip, tip);
  return TRUE;
}

static void
chain_gradient_view_dispose (GObject *object)
{
  g_clear_object (&CHAIN_GRADIENT_VIEW (object)->tip);

  G_OBJECT_CLASS (chain_gradient_view_parent_class)->dispose (object);
}

static void
chain_gradient_view_class_init (ChainGradientViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_gradient_view_dispose;
  widget_class->query_tooltip = chain_gradient_view_query_tooltip;
  view_class->get_picture = chain_gradient_view_get_picture;
  view_class->get_legend = chain_gradient_view_get_legend;
  view_class->toggle = chain_gradient_view_toggle;
  view_class->add_items = chain_gradient_view_add_items;
  view_class->describe = chain_gradient_view_describe;

  chain_fit_view_bind_probe (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "plot.factors", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "plot.linear-gradients", NULL);
}

static void
chain_gradient_view_init (ChainGradientView *self)
{
  self->tip = g_object_ref_sink (g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "max-width-chars", 60, "xalign", 0.0, NULL));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
