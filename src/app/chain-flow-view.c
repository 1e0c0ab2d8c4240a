// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-flow-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-facts.h"
#include "chain-fit-view.h"

struct _ChainFlowView
{
  ChainPlotView parent_instance;
};

G_DEFINE_FINAL_TYPE (ChainFlowView, chain_flow_view, CHAIN_TYPE_PLOT_VIEW)

static ChainPicture
chain_flow_view_get_picture (ChainPlotView *view)
{
  return CHAIN_PICTURE_FLOW;
}

static void
chain_flow_view_get_legend (ChainPlotView       *view,
                            const ChainPictures *pictures,
                            double               width,
                            double               height,
                            ChainLegend         *legend)
{
  chain_flow_plot_legend (&pictures->flow, width, height, legend);
}

static void
chain_flow_view_toggle (ChainPlotView *view,
                        unsigned       item)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);

  chain_plot_model_get_choices (model)->flow_hidden ^= 1u << item;
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_FLOW);
}

/* ---- in words ---- */

static void
write_number (char   markup[CHAIN_NUMBER_SIZE],
              double value)
{
  if (isfinite (value))
    chain_number_significant (markup, value, 4);
  else
    g_strlcpy (markup, _("not finite"), CHAIN_NUMBER_SIZE);
}

/* The signal from place to place, formulas and values, and how the layers compare. */
static char *
describe_flow (const ChainFlowPlot *plot)
{
  static const char *const formulas[CHAIN_N_FLOW_PLACES] = {
    "∂L/∂ŷ = 2(ŷ − y)", "∂L/∂h<sub>2</sub> = ∂L/∂ŷ · W<sub>3</sub>",
    "∂L/∂z<sub>2</sub> = ∂L/∂h<sub>2</sub> · (1 − h<sub>2</sub>²)",
    "∂L/∂h<sub>1</sub> = ∂L/∂z<sub>2</sub> · W<sub>2</sub>",
    "∂L/∂z<sub>1</sub> = ∂L/∂h<sub>1</sub> · (1 − h<sub>1</sub>²)",
  };
  GString *text = g_string_new (NULL);
  char first[CHAIN_NUMBER_SIZE], second[CHAIN_NUMBER_SIZE], third[CHAIN_NUMBER_SIZE];
  ChainFlow flow;

  chain_flow_init (&flow, plot->shape, plot->parameters, plot->n_samples, plot->x, plot->y, plot->stride);
  chain_flow_sample (&flow, plot->shape, plot->parameters, plot->sample_x, plot->sample_y);
  write_number (first, plot->sample_x);
  write_number (second, plot->sample_y);
  /* Translators: the sample; then what the columns are: of it, over all samples, and their mean with signs */
  g_string_append_printf (text, _("<b>The signal on its way back</b>, at x = %s, y = %s\n"
                                  "its size there · root mean square over the samples · size of the mean"), first, second);
  for (int place = 0; place < CHAIN_N_FLOW_PLACES; place++)
    {
      write_number (first, flow.sample[place]);
      write_number (second, flow.rms[place]);
      write_number (third, flow.mean[place]);
      g_string_append_printf (text, "\n%s: %s · %s · %s", formulas[place], first, second, third);
    }

  if (plot->gradients == NULL)
    return g_string_free (text, FALSE);
  write_number (first, chain_facts_layer_norm (plot->shape, plot->gradients, 0));
  write_number (second, chain_facts_layer_norm (plot->shape, plot->gradients, 2));
  write_number (third, chain_facts_norm_ratio (plot->shape, plot->gradients));
  g_string_append_c (text, '\n');
  /* Translators: lengths of two gradients, and the first divided by the second */
  g_string_append_printf (text, _("Gradient of layer 1: %s, of layer 3: %s, ratio %s. Far below 1 it vanishes on its way, "
                                  "far above 1 it explodes."), first, second, third);
  return g_string_free (text, FALSE);
}

static gboolean
chain_flow_view_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard,
                               GtkTooltip *tooltip)
{
  const ChainPictures *pictures = chain_plot_view_get_pictures (CHAIN_PLOT_VIEW (widget));
  g_autofree char *markup = NULL;

  if (pictures == NULL || pictures->flow.parameters == NULL)
    return FALSE;

  markup = describe_flow (&pictures->flow);
  gtk_tooltip_set_markup (tooltip, markup);
  return TRUE;
}

static void
chain_flow_view_class_init (ChainFlowViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);

  widget_class->query_tooltip = chain_flow_view_query_tooltip;
  view_class->get_picture = chain_flow_view_get_picture;
  view_class->get_legend = chain_flow_view_get_legend;
  view_class->toggle = chain_flow_view_toggle;

  chain_fit_view_bind_probe (widget_class);
}

static void
chain_flow_view_init (ChainFlowView *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
