// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-activation-view.h"

#include <glib/gi18n.h>

#include "chain-facts.h"
#include "chain-fit-view.h"
#include "chain-plain-text.h"

struct _ChainActivationView
{
  ChainPlotView parent_instance;
};

G_DEFINE_FINAL_TYPE (ChainActivationView, chain_activation_view, CHAIN_TYPE_PLOT_VIEW)

static ChainPicture
chain_activation_view_get_picture (ChainPlotView *view)
{
  return CHAIN_PICTURE_ACTIVATIONS;
}

static void
chain_activation_view_get_legend (ChainPlotView       *view,
                                  const ChainPictures *pictures,
                                  double               width,
                                  double               height,
                                  ChainLegend         *legend)
{
  chain_activation_plot_legend (&pictures->activations, width, height, legend);
}

static void
chain_activation_view_toggle (ChainPlotView *view,
                              unsigned       item)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);

  chain_plot_model_get_choices (model)->activations_hidden ^= 1u << item;
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_ACTIVATIONS);
}

/* ---- the neuron ---- */

static void
choose_neuron (ChainPlotView *view,
               int            neuron)
{
  ChainPlotModel *model = chain_plot_view_get_model (view);
  ChainPlotChoices *choices = chain_plot_model_get_choices (model);

  if (choices->neuron == neuron)
    return;

  choices->neuron = neuron;
  chain_plot_model_changed (model, 1u << CHAIN_PICTURE_ACTIVATIONS);
}

static int
pick_neuron (ChainPlotView *view,
             double         x,
             double         y)
{
  const ChainPictures *pictures = chain_plot_view_get_pictures (view);

  if (pictures == NULL)
    return -1;
  return chain_activation_plot_pick_neuron (&pictures->activations, gtk_widget_get_width (GTK_WIDGET (view)),
                                            gtk_widget_get_height (GTK_WIDGET (view)), x, y);
}

/* A click on the row that is chosen, or beside the rows, shows all again. */
static void
on_released (ChainPlotView *view,
             int            n,
             double         x,
             double         y)
{
  int neuron = pick_neuron (view, x, y);

  choose_neuron (view, neuron == chain_plot_model_get_choices (chain_plot_view_get_model (view))->neuron ? -1 : neuron);
}

/* In turn with all of them. */
static gboolean
on_move (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  ChainPlotView *view = CHAIN_PLOT_VIEW (widget);
  ChainPlotModel *model = chain_plot_view_get_model (view);
  ChainShape shape = chain_plot_model_get_run (model)->shape;
  int n = shape.hidden1 + shape.hidden2;
  int neuron = chain_plot_model_get_choices (model)->neuron + g_variant_get_int32 (arguments);

  choose_neuron (view, neuron < -1 ? n - 1 : neuron >= n ? -1 : neuron);
  chain_plot_view_tell (view);
  return TRUE;
}

/* ---- in words ---- */

static void
write_name (ChainShape shape,
            int        neuron,
            char       letter,
            char       markup[32])
{
  char name[CHAIN_NEURON_NAME_SIZE];

  chain_neuron_name (shape, neuron, letter, name);
  g_snprintf (markup, 32, "%c<sub>%c</sub>%s", letter, name[1], name + 2);
}

static gsize
count_saturated (const ChainActivationPlot *plot,
                 int                        neuron,
                 gsize                     *n)
{
  g_autofree ChainActivationBins *bins = g_new (ChainActivationBins, 1);

  chain_activation_bins_init (bins, plot->shape, plot->parameters, plot->n_samples, plot->x, plot->stride);
  *n = bins->n_samples;
  return bins->neurons[neuron].n_saturated;
}

/* Name, formula and present values of a neuron. */
static char *
describe_neuron (const ChainActivationPlot *plot,
                 int                        neuron)
{
  gboolean second = neuron >= plot->shape.hidden1;
  int index = second ? neuron - plot->shape.hidden1 : neuron;
  char z_name[32], h_name[32], numbers[4][CHAIN_NUMBER_SIZE];
  ChainForward forward;
  gsize n, saturated = count_saturated (plot, neuron, &n);

  chain_network_forward (plot->shape, plot->parameters, plot->sample, &forward);
  write_name (plot->shape, neuron, 'z', z_name);
  write_name (plot->shape, neuron, 'h', h_name);
  chain_number_significant (numbers[0], forward.x, 6);
  chain_number_significant (numbers[1], second ? forward.z2[index] : forward.z1[index], 6);
  chain_number_significant (numbers[2], second ? forward.h2[index] : forward.h1[index], 6);
  chain_number_significant (numbers[3], second ? forward.s2[index] : forward.s1[index], 6);
  /* Translators: number of a layer, of a neuron; then its formulas with their values at the sample x; then of
   * how many samples it is saturated */
  return g_strdup_printf (ngettext ("<b>Layer %d, neuron %d</b>\n"
                                    "At x = %s: %s = %s, %s = tanh %s = %s,\n"
                                    "its derivative 1 − %s² = %s\n"
                                    "Saturated, |%s| &gt; %.2f, by %zu of %zu sample",
                                    "<b>Layer %d, neuron %d</b>\n"
                                    "At x = %s: %s = %s, %s = tanh %s = %s,\n"
                                    "its derivative 1 − %s² = %s\n"
                                    "Saturated, |%s| &gt; %.2f, by %zu of %zu samples", n),
                          second ? 2 : 1, index + 1, numbers[0], z_name, numbers[1], h_name, z_name, numbers[2],
                          h_name, numbers[3], h_name, CHAIN_SATURATION, saturated, n);
}

static char *
describe_plot (void)
{
  return g_strdup_printf (_("<b>Activations</b>\nh = tanh z is between −1 and 1, and tanh 0 = 0.\n"
                            "Its derivative tanh′ z = 1 − tanh² z is largest at 0, where it is 1.\n"
                            "Each mark is the place of samples, on both curves. In the grey zones, |h| &gt; %.2f, "
                            "the derivative is nearly 0 and lets no gradient through.\n"
                            "Below, for each neuron: how many samples have which z. Click a row to see that neuron alone."),
                          CHAIN_SATURATION);
}

static gboolean
chain_activation_view_query_tooltip (GtkWidget  *widget,
                                     int         x,
                                     int         y,
                                     gboolean    keyboard,
                                     GtkTooltip *tooltip)
{
  ChainPlotView *view = CHAIN_PLOT_VIEW (widget);
  const ChainPictures *pictures = chain_plot_view_get_pictures (view);
  g_autofree char *markup = NULL;
  int neuron;

  if (pictures == NULL || pictures->activations.parameters == NULL)
    return FALSE;

  neuron = keyboard ? pictures->activations.neuron : pick_neuron (view, x, y);
  markup = neuron >= 0 ? describe_neuron (&pictures->activations, neuron) : describe_plot ();
  gtk_tooltip_set_markup (tooltip, markup);
  return TRUE;
}

static char *
chain_activation_view_describe (ChainPlotView *view)
{
  const ChainPictures *pictures = chain_plot_view_get_pictures (view);
  g_autofree char *markup = NULL;

  if (pictures == NULL || pictures->activations.parameters == NULL || pictures->activations.neuron < 0)
    return NULL;

  markup = describe_neuron (&pictures->activations, pictures->activations.neuron);
  return chain_plain_text_new (markup);
}

static void
chain_activation_view_class_init (ChainActivationViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);

  widget_class->query_tooltip = chain_activation_view_query_tooltip;
  view_class->get_picture = chain_activation_view_get_picture;
  view_class->get_legend = chain_activation_view_get_legend;
  view_class->toggle = chain_activation_view_toggle;
  view_class->describe = chain_activation_view_describe;

  chain_fit_view_bind_probe (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, 0, on_move, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, 0, on_move, "i", -1);
}

static void
chain_activation_view_init (ChainActivationView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
