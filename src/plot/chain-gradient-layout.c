// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-gradient-layout.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chain-plot-i18n.h"

#define LEAST_BARE_ROW 4.0

static ChainGroup
group_of (const ChainGradientLayout *layout,
          size_t                     index)
{
  int row, column;

  return chain_parameter_locate (layout->plot->shape, index, &row, &column);
}

/**
 * chain_gradient_layout_get_layer:
 *
 * Returns: the layer of parameter @index, 0 to 2
 */
int
chain_gradient_layout_get_layer (const ChainGradientLayout *layout,
                                 size_t                     index)
{
  return (int) group_of (layout, index) / 2;
}

/**
 * chain_gradient_layout_has_whisker:
 *
 * Returns: whether a range of parameter @index is known and drawn; a map has no whiskers
 */
bool
chain_gradient_layout_has_whisker (const ChainGradientLayout *layout,
                                   size_t                     index)
{
  const ChainGradientPlot *plot = layout->plot;

  return plot->least != NULL && plot->largest != NULL && layout->rows != CHAIN_ROWS_NONE
         && isfinite (plot->least[index]) && isfinite (plot->largest[index])
         && plot->least[index] <= plot->largest[index];
}

/* The largest finite gradient of each layer, without sign. */
static void
measure_layers (const ChainGradientLayout *layout,
                double                     largest[CHAIN_N_LAYERS])
{
  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    largest[layer] = 0.0;

  for (size_t i = 0; i < layout->n; i++)
    {
      double *layer = &largest[chain_gradient_layout_get_layer (layout, i)];
      double size = fabs (layout->plot->gradients[i]);

      if (isfinite (size))
        *layer = fmax (*layer, size);
      if (chain_gradient_layout_has_whisker (layout, i))
        *layer = fmax (*layer, fmax (fabs (layout->plot->least[i]),
                                     fabs (layout->plot->largest[i])));
    }
}

/* A symmetric axis. A logarithmic one ends at a whole power of ten, at least 1. Its linear part
 * ends at a power of ten: at least a decade below the largest gradient of the weakest layer, and
 * three below the end of the axis. Whole decades and layers, not single gradients, because a
 * gradient that changes its sign passes 0, and the axis must not jump then. */
static void
choose_axis (ChainGradientLayout *layout)
{
  double largest[CHAIN_N_LAYERS];
  double most = 0.0, least = HUGE_VAL;
  ChainRange range;

  measure_layers (layout, largest);
  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    {
      most = fmax (most, largest[layer]);
      if (largest[layer] > 0.0)
        least = fmin (least, largest[layer]);
    }

  if (layout->plot->scale == CHAIN_GRADIENT_LINEAR)
    {
      range.high = most > 0.0 ? most : 1.0;
      range.low = -range.high;
      chain_scale_init (&layout->frame.x, &chain_scale_linear, 0.0, range, 0.03);
    }
  else
    {
      /* Colours need the whole of their strength; a map may end lower. */
      double least_end = layout->rows == CHAIN_ROWS_NONE ? -307.0 : 0.0;
      double last = most > 0.0 ? fmin (fmax (ceil (log10 (most)), least_end), 308.0) : 0.0;
      double first = least < HUGE_VAL ? fmin (floor (log10 (least)) - 1.0, last - 3.0) : -3.0;

      range.high = fmax (pow (10.0, last), most);
      range.low = -range.high;
      /* Lower powers of ten are denormal, too coarse for a map. */
      chain_scale_init (&layout->frame.x, &chain_scale_symlog,
                        pow (10.0, fmax (first, -307.0)), range,
                        layout->rows == CHAIN_ROWS_NONE ? 0.0 : 0.02);
    }
}

/**
 * chain_gradient_layout_write_group:
 * @markup: (out): “∂L/∂W₂”
 */
void
chain_gradient_layout_write_group (ChainGroup group,
                                   char       markup[CHAIN_FORMULA_SIZE])
{
  const char *name = chain_group_get_name (group);

  snprintf (markup, CHAIN_FORMULA_SIZE, "∂L/∂%c<sub>%s</sub>", name[0], name + 1);
}

/**
 * chain_gradient_layout_write_value:
 * @markup: (out)
 *
 * Five decimals align, and move visibly while a run goes on; what they cannot show is written
 * with a power of ten.
 */
void
chain_gradient_layout_write_value (double value,
                                   char   markup[CHAIN_FORMULA_SIZE])
{
  char number[CHAIN_NUMBER_SIZE];
  double size = fabs (value);

  if (!isfinite (value))
    {
      snprintf (markup, CHAIN_FORMULA_SIZE, "%s", _("not finite"));
      return;
    }

  if (value == 0.0)
    chain_number_fixed (number, 0.0, 0);
  else if (size < 1e-3 || size >= 1e4)
    chain_number_scientific (number, value, 3);
  else
    chain_number_fixed (number, value, size >= 100.0 ? 3 : 5);
  snprintf (markup, CHAIN_FORMULA_SIZE, "%s%s", value > 0.0 ? "+" : "", number);
}

/**
 * chain_gradient_layout_write_word:
 * @layer: 0 to 2
 * @markup: (out): its verdict, with the name of the layer where that is not to be seen
 */
void
chain_gradient_layout_write_word (const ChainGradientLayout *layout,
                                  int                        layer,
                                  char                       markup[CHAIN_FORMULA_SIZE])
{
  const char *word = chain_layer_verdict_name (layout->layers[layer].verdict);
  char name[96];

  snprintf (name, sizeof name, _("layer %d"), layer + 1);
  if (layout->words_in_line)
    snprintf (markup, CHAIN_FORMULA_SIZE, "%s %s", name, word);
  else
    snprintf (markup, CHAIN_FORMULA_SIZE, "%s", word);
}

/* Whether rows are so high that a word fits between two of them. */
static bool
has_verdicts_between (const ChainGradientLayout *layout)
{
  return layout->plot->show_verdicts && layout->rows == CHAIN_ROWS_LABELLED
         && layout->row >= 2.3 * chain_frame_em (&layout->frame);
}

static double
widest_name (const ChainGradientLayout *layout)
{
  double widest = 0.0;
  char markup[CHAIN_FORMULA_SIZE];

  for (int v = CHAIN_LAYER_VERDICT_HEALTHY; v <= CHAIN_LAYER_VERDICT_EXPLODING && has_verdicts_between (layout); v++)
    widest = fmax (widest, chain_text_measure (layout->frame.text, CHAIN_TEXT_SMALL,
                                               chain_layer_verdict_name ((ChainLayerVerdict) v)));
  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS && layout->rows != CHAIN_ROWS_LABELLED; group++)
    {
      chain_gradient_layout_write_group (group, markup);
      widest = fmax (widest, chain_text_measure (layout->frame.text, CHAIN_TEXT_SMALL, markup));
    }
  for (size_t i = 0; i < layout->n && layout->rows == CHAIN_ROWS_LABELLED; i++)
    {
      chain_formula_gradient (layout->plot->shape, i, markup);
      widest = fmax (widest, chain_text_measure (layout->frame.text, CHAIN_TEXT_SMALL, markup));
    }

  return widest;
}

/* Not less than an ordinary small number takes, so that the bars keep their place. */
static double
widest_value (const ChainGradientLayout *layout)
{
  double widest = chain_text_measure (layout->frame.text, CHAIN_TEXT_SMALL,
                                      "−0.000×10<sup>−00</sup>");
  char markup[CHAIN_FORMULA_SIZE];

  for (size_t i = 0; i < layout->n; i++)
    {
      chain_gradient_layout_write_value (layout->plot->gradients[i], markup);
      widest = fmax (widest, chain_text_measure (layout->frame.text, CHAIN_TEXT_SMALL, markup));
    }

  return widest;
}

/**
 * chain_gradient_layout_get_middle:
 *
 * Returns: where the middle of the row of parameter @index is
 */
double
chain_gradient_layout_get_middle (const ChainGradientLayout *layout,
                                  size_t                     index)
{
  return layout->frame.inside.top + ((double) index + 0.5) * layout->row
         + chain_gradient_layout_get_layer (layout, index) * layout->gap;
}

/* Decides how much detail there is room for. The inside must have its final top and bottom. */
static void
choose_rows (ChainGradientLayout *layout)
{
  double em = chain_frame_em (&layout->frame);
  double height = layout->frame.inside.bottom - layout->frame.inside.top;
  double n = (double) layout->n;

  /* A layer's gap is 0.4 of a row, and there are two of them. */
  layout->row = height / (n + 0.8);
  layout->gap = 0.4 * layout->row;
  layout->rows = layout->row >= em ? CHAIN_ROWS_LABELLED
                  : layout->row >= LEAST_BARE_ROW ? CHAIN_ROWS_BARE : CHAIN_ROWS_NONE;
}

/* All words in a line above the rows or the map, from which it takes its place. */
static void
lay_out_word_line (ChainGradientLayout *layout)
{
  ChainFrame *frame = &layout->frame;
  double em = chain_frame_em (frame), x = 0.5 * em;
  double top = frame->inside.top;
  char markup[CHAIN_FORMULA_SIZE];

  layout->words_in_line = true;
  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      double width;

      chain_gradient_layout_write_word (layout, i, markup);
      width = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup);
      layout->words[i] = (ChainBox) { x, top, x + width, top + ceil (1.4 * em) };
      x += width + 1.5 * em;
    }
  if (x - em > frame->page.right || frame->inside.bottom - top < 9.0 * em)
    memset (layout->words, 0, sizeof layout->words);
  else
    frame->inside.top += ceil (1.4 * em);
}

/* The word for each layer between the names of its first two parameters, of which every layer
 * has at least two. */
static void
lay_out_words_between (ChainGradientLayout *layout)
{
  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      double em = chain_frame_em (&layout->frame);
      size_t first = chain_shape_group_offset (layout->plot->shape, (ChainGroup) (2 * i));
      double middle = (chain_gradient_layout_get_middle (layout, first)
                       + chain_gradient_layout_get_middle (layout, first + 1)) / 2.0;
      char markup[CHAIN_FORMULA_SIZE];

      chain_gradient_layout_write_word (layout, i, markup);
      layout->words[i] = (ChainBox) {
        layout->margin, middle - 0.7 * em,
        layout->margin + chain_text_measure (layout->frame.text, CHAIN_TEXT_SMALL, markup), middle + 0.7 * em
      };
    }
}

static void
lay_out_rows (ChainGradientLayout *layout)
{
  ChainFrame *frame = &layout->frame;
  double em = chain_frame_em (frame);
  double width = frame->page.right - frame->page.left;
  double margin = layout->margin;

  layout->names = widest_name (layout);
  layout->values = layout->rows == CHAIN_ROWS_LABELLED ? widest_value (layout) : 0.0;
  /* Without room for bars that can be compared, the values go, and then the names. */
  if (layout->names + layout->values + 4.0 * margin > 0.7 * width)
    layout->values = 0.0;
  if (layout->names + 2.0 * margin > 0.5 * width)
    layout->names = 0.0;

  frame->inside.left = ceil (margin + (layout->names > 0.0 ? layout->names + em : 0.0));
  frame->inside.right = floor (frame->page.right - margin - (layout->values > 0.0 ? layout->values + em : 0.0));
  chain_frame_layout_x (frame, 9);
  if (layout->names > 0.0 && has_verdicts_between (layout))
    lay_out_words_between (layout);
}

/* Each word over the columns of its layer, unless two of them would not stand clear of each other. */
static void
move_words_over_map (ChainGradientLayout *layout)
{
  const ChainFrame *frame = &layout->frame;
  ChainBox words[CHAIN_N_LAYERS];

  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      double width = layout->words[i].right - layout->words[i].left;
      double middle = (layout->map.left[2 * i] + layout->map.left[2 * i + 1] + layout->map.cell_width) / 2.0;

      words[i] = layout->words[i];
      words[i].left = fmin (fmax (middle - width / 2.0, layout->margin),
                            frame->page.right - layout->margin - width);
      words[i].right = words[i].left + width;
      if (i > 0 && words[i].left < words[i - 1].right + chain_frame_em (frame))
        return;
    }

  memcpy (layout->words, words, sizeof words);
}

static void
lay_out_map (ChainGradientLayout *layout)
{
  ChainFrame *frame = &layout->frame;
  double em = chain_frame_em (frame);
  ChainBox box;

  frame->inside.left += ceil (1.5 * em);
  frame->inside.right -= ceil (1.5 * em);
  chain_frame_layout_x (frame, 9);
  box = frame->inside;
  layout->has_key = frame->x_labels && box.bottom - box.top > 6.0 * em;
  if (layout->has_key)
    box.bottom -= 1.8 * em;
  chain_heat_map_layout (&layout->map, frame, &box, layout->plot->shape);
  move_words_over_map (layout);
}

/* Returns the sentence for gradients that leave nothing to see, or NULL. */
static const char *
explain_absence (const ChainGradientLayout *layout)
{
  bool zero = true, finite = false;

  if (layout->plot->gradients == NULL)
    return _("No gradients yet: nothing has been computed.");

  for (size_t i = 0; i < layout->n; i++)
    {
      zero = zero && layout->plot->gradients[i] == 0.0;
      finite = finite || isfinite (layout->plot->gradients[i]);
    }

  if (zero)
    return _("Every gradient is exactly 0: no parameter moves.");
  return finite ? NULL : _("No gradient is a finite number.");
}

/**
 * chain_gradient_layout_init:
 * @layout: of which the frame has begun; the rest is made for @plot
 */
void
chain_gradient_layout_init (ChainGradientLayout     *layout,
                            const ChainGradientPlot *plot)
{
  ChainFrame *frame = &layout->frame;
  double em = chain_frame_em (frame);

  layout->plot = plot;
  layout->n = chain_shape_n_parameters (plot->shape);
  layout->margin = 0.5 * em;
  frame->inside.top += ceil (0.4 * em);
  frame->inside.bottom -= ceil (frame->page.bottom > 5.0 * em ? 1.8 * em : 0.3 * em);
  layout->absence = explain_absence (layout);
  if (layout->absence != NULL)
    return;

  chain_layer_states_find (layout->layers, plot->shape, plot->gradients, plot->parameters, plot->samples);
  choose_rows (layout);
  if (plot->show_verdicts && !has_verdicts_between (layout))
    {
      lay_out_word_line (layout);
      choose_rows (layout);
    }
  choose_axis (layout);
  if (layout->rows == CHAIN_ROWS_NONE)
    lay_out_map (layout);
  else
    lay_out_rows (layout);
}
