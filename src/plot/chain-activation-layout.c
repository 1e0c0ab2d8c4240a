// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-activation-layout.h"

#include <math.h>
#include <stdio.h>

#include "chain-plot-i18n.h"

/* The part of the height that the rows of neurons have. */
#define ROWS_SHARE 0.32

const ChainColorRole chain_activation_roles[2] = { CHAIN_COLOR_W1, CHAIN_COLOR_W2 };

/**
 * chain_activation_plot_init:
 * @plot: (out): of a network with one neuron in each layer, without parameters or samples
 */
void
chain_activation_plot_init (ChainActivationPlot *plot)
{
  *plot = (ChainActivationPlot) {
    .shape = { 1, 1 }, .stride = 1, .sample = NAN, .neuron = -1, .show_legend = true,
  };
  chain_style_init (&plot->style, false);
}

/**
 * chain_neuron_name:
 * @neuron: counted through, from 0
 * @letter: 'z' or 'h'
 * @name: (out): "z1" in a layer of one, otherwise "z2[3]", counted from 1
 */
void
chain_neuron_name (ChainShape shape,
                   int        neuron,
                   char       letter,
                   char       name[CHAIN_NEURON_NAME_SIZE])
{
  bool second = neuron >= shape.hidden1;
  int width = second ? shape.hidden2 : shape.hidden1;
  int index = second ? neuron - shape.hidden1 : neuron;

  if (width == 1)
    snprintf (name, CHAIN_NEURON_NAME_SIZE, "%c%d", letter, second ? 2 : 1);
  else
    snprintf (name, CHAIN_NEURON_NAME_SIZE, "%c%d[%d]", letter, second ? 2 : 1, (index + 1) % 100);
}

bool
chain_activation_is_hidden (const ChainActivationLayout *drawing,
                            ChainActivationItem          item)
{
  return (drawing->plot->hidden >> item & 1u) != 0;
}

int
chain_activation_layer (const ChainActivationLayout *drawing,
                        int                          neuron)
{
  return neuron >= drawing->plot->shape.hidden1;
}

int
chain_activation_n_neurons (const ChainActivationLayout *drawing)
{
  return drawing->plot->shape.hidden1 + drawing->plot->shape.hidden2;
}

/* Whether its places are shown on the curves. */
bool
chain_activation_is_shown (const ChainActivationLayout *drawing,
                           int                          neuron)
{
  int chosen = drawing->plot->neuron;
  int item = CHAIN_ACTIVATION_LAYER1 + chain_activation_layer (drawing, neuron);

  return !chain_activation_is_hidden (drawing, (ChainActivationItem) item) && (chosen < 0 || chosen == neuron);
}

ChainPen
chain_activation_pen (ChainActivationItem item)
{
  switch (item)
    {
    case CHAIN_ACTIVATION_TANH:
      return (ChainPen) { CHAIN_COLOR_TEXT, 1.0, 1.6, CHAIN_DASH_NONE };
    case CHAIN_ACTIVATION_SLOPE:
      return (ChainPen) { CHAIN_COLOR_TEXT, 1.0, 1.4, CHAIN_DASH_DASHED };
    case CHAIN_ACTIVATION_IDENTITIES:
      return (ChainPen) { CHAIN_COLOR_REFERENCE, 1.0, 1.2, CHAIN_DASH_DOTTED };
    default:
      return (ChainPen) { chain_activation_roles[item - CHAIN_ACTIVATION_LAYER1], 1.0, 1.4, CHAIN_DASH_NONE };
    }
}

static void
fill_legend (ChainActivationLayout *drawing)
{
  const char *names[CHAIN_N_ACTIVATION_ITEMS] = {
    "tanh z", "tanh′ z", "h<sub>1</sub>", "h<sub>2</sub>", _("identities"),
  };
  static const ChainKey keys[CHAIN_N_ACTIVATION_ITEMS] = {
    CHAIN_KEY_LINE, CHAIN_KEY_LINE, CHAIN_KEY_CIRCLE, CHAIN_KEY_DIAMOND, CHAIN_KEY_LINE,
  };

  chain_legend_init (&drawing->legend);
  for (int item = 0; item < CHAIN_N_ACTIVATION_ITEMS && drawing->plot->show_legend; item++)
    chain_legend_add (&drawing->legend, (unsigned) item,
                      chain_activation_is_hidden (drawing, (ChainActivationItem) item), keys[item],
                      chain_activation_pen ((ChainActivationItem) item), names[item]);
}

void
chain_activation_name_row (const ChainActivationLayout *drawing,
                           int                          neuron,
                           char                         markup[CHAIN_ACTIVATION_LABEL_SIZE])
{
  char name[CHAIN_NEURON_NAME_SIZE];

  chain_neuron_name (drawing->plot->shape, neuron, 'z', name);
  snprintf (markup, CHAIN_ACTIVATION_LABEL_SIZE, "z<sub>%c</sub>%s", name[1], name + 2);
}

/* Room for the names of the rows, left of them: of all, or where they are low of each layer. */
static double
measure_names (ChainActivationLayout *drawing)
{
  double em = chain_frame_em (&drawing->frame), widest = 0.0;
  char markup[CHAIN_ACTIVATION_LABEL_SIZE];

  drawing->row_names = drawing->row >= 0.9 * em;
  for (int i = 0; i < chain_activation_n_neurons (drawing) && drawing->row_names; i++)
    {
      chain_activation_name_row (drawing, i, markup);
      widest = fmax (widest, chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL, markup));
    }
  if (!drawing->row_names)
    widest = chain_text_measure (drawing->frame.text, CHAIN_TEXT_SMALL, "z<sub>1</sub>");
  return widest + 0.9 * em;
}

static double
layer_gap (const ChainActivationLayout *drawing)
{
  return round (0.4 * chain_frame_em (&drawing->frame));
}

void
chain_activation_lay_out (ChainActivationLayout *drawing)
{
  ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame), left, bottom, height, limit;

  frame->inside.right -= ceil (0.6 * em);
  frame->inside.bottom -= ceil (frame->page.bottom > 5.0 * em ? 1.8 * em : 0.3 * em);
  fill_legend (drawing);
  chain_legend_layout (&drawing->legend, frame);

  bottom = frame->inside.bottom;
  height = floor (ROWS_SHARE * (bottom - frame->inside.top));
  drawing->row = (height - layer_gap (drawing)) / chain_activation_n_neurons (drawing);
  frame->inside.bottom = bottom - height - round (0.5 * em);

  limit = drawing->bins.limit > 0.0 ? drawing->bins.limit : CHAIN_ACTIVATION_LEAST_LIMIT;
  chain_scale_init (&frame->x, &chain_scale_linear, 0.0, (ChainRange) { -limit, limit }, 0.0);
  chain_scale_init (&frame->y, &chain_scale_linear, 0.0,
                    (ChainRange) { CHAIN_ACTIVATION_LEAST, CHAIN_ACTIVATION_MOST }, 0.0);
  left = frame->inside.left + measure_names (drawing);
  chain_frame_layout_y (frame, 5);
  frame->inside.left = ceil (left < 0.3 * frame->inside.right ? fmax (left, frame->inside.left) : frame->inside.left);

  drawing->rows = (ChainBox) { frame->inside.left, bottom - height, frame->inside.right, bottom };
  frame->inside.bottom = bottom; /* the x axis is below the rows */
  chain_frame_layout_x (frame, 9);
}

double
chain_activation_row_top (const ChainActivationLayout *drawing,
                          int                          neuron)
{
  return drawing->rows.top + neuron * drawing->row
         + (chain_activation_layer (drawing, neuron) == 1 ? layer_gap (drawing) : 0.0);
}

/**
 * chain_activation_plot_legend:
 * @legend: (out): the entries that there is room for, with their boxes; their items are
 *   #ChainActivationItem
 */
void
chain_activation_plot_legend (const ChainActivationPlot *plot,
                              double                     width,
                              double                     height,
                              ChainLegend               *legend)
{
  ChainActivationLayout drawing = { .plot = plot };

  chain_legend_init (legend);
  if (plot->parameters == NULL || !chain_frame_measure (&drawing.frame, &plot->style, width, height))
    return;

  chain_activation_lay_out (&drawing);
  *legend = drawing.legend;
  chain_frame_end (&drawing.frame);
}

/**
 * chain_activation_plot_pick_neuron:
 * @x: a place on the page
 * @y: likewise
 *
 * Returns: the neuron whose row is there, counted through; −1 where there is none
 */
int
chain_activation_plot_pick_neuron (const ChainActivationPlot *plot,
                                   double                     width,
                                   double                     height,
                                   double                     x,
                                   double                     y)
{
  ChainActivationLayout drawing = { .plot = plot };
  int found = -1;

  if (plot->parameters == NULL || !chain_frame_measure (&drawing.frame, &plot->style, width, height))
    return -1;

  chain_activation_lay_out (&drawing);
  for (int i = 0; i < chain_activation_n_neurons (&drawing) && x >= 0.0 && x <= drawing.rows.right; i++)
    if (y >= chain_activation_row_top (&drawing, i) && y < chain_activation_row_top (&drawing, i) + drawing.row)
      found = i;
  chain_frame_end (&drawing.frame);
  return found;
}
