// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-gradient-view.h"

#include <glib/gi18n.h>

#include "chain-fit-view.h"
#include "chain-layer-verdict.h"
#include "chain-menu.h"
#include "chain-probe.h"

struct _ChainGradientView
{
  ChainPlotView parent_instance;
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

/* Each layer's verdict with its criterion, in sentences. */
static char *
describe_verdicts (const ChainRun *run)
{
  GString *text = g_string_new (NULL);

  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    {
      ChainLayerVerdict verdict = chain_layer_verdict_of_layer (run->shape, run->point.gradients, layer);

      if (layer > 0)
        g_string_append_c (text, '\n');
      /* Translators: number of a layer; its verdict, as vanishing; the criterion, a sentence */
      g_string_append_printf (text, _("Layer %d: %s. %s"), layer + 1, chain_layer_verdict_name (verdict),
                              chain_layer_verdict_explain (verdict));
    }

  return g_string_free (text, FALSE);
}

static char *
chain_gradient_view_describe (ChainPlotView *view)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);
  const ChainRun *run = chain_plot_model_get_run (model);

  if (run->has_point && chain_gradient_view_get_picture (view) == CHAIN_PICTURE_GRADIENTS)
    return describe_verdicts (run);

  return chain_probe_describe (model);
}

static char *
describe_factors (ChainPlotModel *model)
{
  const ChainRun *run = chain_plot_model_get_run (model);
  double x, y;

  chain_plot_choices_get_sample (chain_plot_model_get_choices (model), run, &x, &y);
  /* Translators: the sample whose gradients are taken apart */
  return g_strdup_printf (_("At x = %.6g, y = %.6g: the longest filled piece is the factor that makes the "
                            "gradient small. The ring is the mean over all samples. "
                            "Move the line in the fit to look elsewhere."), x, y);
}

static gboolean
chain_gradient_view_query_tooltip (GtkWidget  *widget,
                                   int         x,
                                   int         y,
                                   gboolean    keyboard,
                                   GtkTooltip *tooltip)
{
  ChainPlotModel *model = chain_plot_view_get_model (CHAIN_PLOT_VIEW (widget));
  const ChainRun *run = model != NULL ? chain_plot_model_get_run (model) : NULL;
  g_autofree char *text = NULL;

  if (run == NULL || !run->has_point)
    return FALSE;

  if (chain_gradient_view_get_picture (CHAIN_PLOT_VIEW (widget)) == CHAIN_PICTURE_GRADIENTS)
    text = describe_verdicts (run);
  else
    text = describe_factors (model);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
chain_gradient_view_class_init (ChainGradientViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);

  widget_class->query_tooltip = chain_gradient_view_query_tooltip;
  view_class->get_picture = chain_gradient_view_get_picture;
  view_class->add_items = chain_gradient_view_add_items;
  view_class->describe = chain_gradient_view_describe;

  chain_fit_view_bind_probe (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "plot.factors", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "plot.linear-gradients", NULL);
}

static void
chain_gradient_view_init (ChainGradientView *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
