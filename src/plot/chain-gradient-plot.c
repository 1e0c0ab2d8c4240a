// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-gradient-plot.h"

#include <math.h>

#include "chain-gradient-layout.h"
#include "chain-pen.h"

/**
 * chain_gradient_plot_init:
 * @plot: (out): a plot of a network with one neuron in each layer, without gradients
 */
void
chain_gradient_plot_init (ChainGradientPlot *plot)
{
  *plot = (ChainGradientPlot) { .shape = { 1, 1 }, .show_verdicts = true };
  chain_style_init (&plot->style, false);
}

static void
draw_bars (const ChainGradientLayout *layout)
{
  const ChainFrame *frame = &layout->frame;
  double zero = round (chain_scale_to_view (&frame->x, 0.0));
  double thickness = fmin (fmax (round (0.5 * layout->row), 2.0), 1.2 * chain_frame_em (frame));

  for (size_t i = 0; i < layout->n; i++)
    {
      double value = layout->plot->gradients[i];
      double end = chain_scale_to_view (&frame->x, value);

      if (!isfinite (value) || value == 0.0)
        continue;
      chain_style_set_source (frame->style,
                              value < 0.0 ? CHAIN_COLOR_NEGATIVE : CHAIN_COLOR_POSITIVE, frame->cr);
      /* However small, a gradient that is not 0 has a bar. */
      if (fabs (end - zero) < 1.0)
        end = zero + copysign (1.0, value);
      cairo_rectangle (frame->cr, fmin (zero, end),
                       round (chain_gradient_layout_get_middle (layout, i) - thickness / 2.0),
                       fabs (end - zero), round (thickness));
      cairo_fill (frame->cr);
    }
}

/* The range of each gradient: a thin line with ends, over the bar. */
static void
draw_whiskers (const ChainGradientLayout *layout)
{
  /* many of them close together must not outshine the bars */
  const ChainPen pen = { CHAIN_COLOR_TEXT, layout->rows == CHAIN_ROWS_LABELLED ? 0.8 : 0.4, 1.0, CHAIN_DASH_NONE };
  const ChainFrame *frame = &layout->frame;
  double end = fmin (floor (0.12 * layout->row), 3.0);

  for (size_t i = 0; i < layout->n; i++)
    {
      double y = floor (chain_gradient_layout_get_middle (layout, i)) + 0.5;
      double left, right;

      if (!chain_gradient_layout_has_whisker (layout, i))
        continue;
      left = floor (chain_scale_to_view (&frame->x, layout->plot->least[i])) + 0.5;
      right = floor (chain_scale_to_view (&frame->x, layout->plot->largest[i])) + 0.5;
      cairo_move_to (frame->cr, left, y);
      cairo_line_to (frame->cr, right, y);
      cairo_move_to (frame->cr, left, y - end);
      cairo_line_to (frame->cr, left, y + end);
      cairo_move_to (frame->cr, right, y - end);
      cairo_line_to (frame->cr, right, y + end);
    }
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

static void
draw_zero_line (const ChainGradientLayout *layout)
{
  const ChainFrame *frame = &layout->frame;
  double x = floor (chain_scale_to_view (&frame->x, 0.0)) + 0.5;

  chain_style_set_source (frame->style, CHAIN_COLOR_FRAME, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  cairo_move_to (frame->cr, x, frame->inside.top);
  cairo_line_to (frame->cr, x, frame->inside.bottom);
  cairo_stroke (frame->cr);
}

/* A hairline over the whole page between two layers. */
static void
draw_separators (const ChainGradientLayout *layout)
{
  const ChainFrame *frame = &layout->frame;

  chain_style_set_source (frame->style, CHAIN_COLOR_GRID, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  for (size_t i = 1; i < layout->n; i++)
    {
      double y = floor ((chain_gradient_layout_get_middle (layout, i - 1) + chain_gradient_layout_get_middle (layout, i)) / 2.0) + 0.5;

      if (chain_gradient_layout_get_layer (layout, i) == chain_gradient_layout_get_layer (layout, i - 1))
        continue;
      cairo_move_to (frame->cr, frame->page.left, y);
      cairo_line_to (frame->cr, frame->page.right, y);
      cairo_stroke (frame->cr);
    }
}

static void
draw_names (const ChainGradientLayout *layout,
            double         x)
{
  ChainShape shape = layout->plot->shape;
  ChainText *text = layout->frame.text;
  char markup[CHAIN_FORMULA_SIZE];

  for (size_t i = 0; i < layout->n && layout->rows == CHAIN_ROWS_LABELLED; i++)
    {
      chain_formula_gradient (layout->plot->shape, i, markup);
      chain_text_show (text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, x,
                       chain_gradient_layout_get_middle (layout, i), (ChainAnchor) { 0.0, 0.5 });
    }

  for (ChainGroup g = CHAIN_W1; g < CHAIN_N_GROUPS && layout->rows == CHAIN_ROWS_BARE; g++)
    {
      size_t first = chain_shape_group_offset (shape, g);
      size_t last = first + chain_shape_group_length (shape, g) - 1;

      /* A short group between others has no room for a name; the long ones tell where it is. */
      if ((double) (last - first + 1) * layout->row < 0.9 * chain_frame_em (&layout->frame))
        continue;
      chain_gradient_layout_write_group (g, markup);
      chain_text_show (text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, x,
                       (chain_gradient_layout_get_middle (layout, first) + chain_gradient_layout_get_middle (layout, last)) / 2.0,
                       (ChainAnchor) { 0.0, 0.5 });
    }
}

static void
draw_words (const ChainGradientLayout *layout)
{
  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      const ChainBox *box = &layout->words[i];
      ChainLayerVerdict verdict = layout->layers[i].verdict;
      bool trouble = verdict == CHAIN_LAYER_VERDICT_VANISHING || verdict == CHAIN_LAYER_VERDICT_EXPLODING;
      char markup[CHAIN_FORMULA_SIZE];

      if (box->right <= box->left)
        continue;
      chain_gradient_layout_write_word (layout, i, markup);
      chain_text_show (layout->frame.text, CHAIN_TEXT_SMALL, trouble ? CHAIN_COLOR_ALERT : CHAIN_COLOR_DIM_TEXT,
                       markup, box->left, (box->top + box->bottom) / 2.0, (ChainAnchor) { 0.0, 0.5 });
    }
}

static void
draw_values (const ChainGradientLayout *layout,
             double         right)
{
  for (size_t i = 0; i < layout->n; i++)
    {
      char markup[CHAIN_FORMULA_SIZE];

      chain_gradient_layout_write_value (layout->plot->gradients[i], markup);
      chain_text_show (layout->frame.text, CHAIN_TEXT_SMALL, CHAIN_COLOR_TEXT, markup, right,
                       chain_gradient_layout_get_middle (layout, i), (ChainAnchor) { 1.0, 0.5 });
    }
}

static void
draw_rows (ChainGradientLayout *layout)
{
  ChainFrame *frame = &layout->frame;

  draw_separators (layout);
  chain_frame_draw_x (frame, CHAIN_MINOR_LINES, NULL);
  chain_frame_clip (frame);
  draw_bars (layout);
  draw_zero_line (layout);
  draw_whiskers (layout);
  chain_frame_unclip (frame);

  if (layout->names > 0.0)
    draw_names (layout, layout->margin);
  if (layout->values > 0.0)
    draw_values (layout, frame->page.right - layout->margin);
}

/* A strip with the colours of the map, above the labels of its axis. */
static void
draw_key (ChainFrame *frame)
{
  double em = chain_frame_em (frame);
  double zero = chain_scale_to_view (&frame->x, 0.0);
  cairo_pattern_t *strip = cairo_pattern_create_linear (frame->inside.left, 0.0,
                                                        frame->inside.right, 0.0);
  const ChainColor *negative = &frame->style->colors[CHAIN_COLOR_NEGATIVE];
  const ChainColor *positive = &frame->style->colors[CHAIN_COLOR_POSITIVE];
  double middle = (zero - frame->inside.left) / (frame->inside.right - frame->inside.left);

  cairo_pattern_add_color_stop_rgba (strip, 0.0, negative->red, negative->green, negative->blue, 1.0);
  cairo_pattern_add_color_stop_rgba (strip, middle, negative->red, negative->green, negative->blue, 0.0);
  cairo_pattern_add_color_stop_rgba (strip, middle, positive->red, positive->green, positive->blue, 0.0);
  cairo_pattern_add_color_stop_rgba (strip, 1.0, positive->red, positive->green, positive->blue, 1.0);

  cairo_rectangle (frame->cr, frame->inside.left, frame->inside.bottom - 0.6 * em,
                   frame->inside.right - frame->inside.left, 0.6 * em);
  chain_style_set_source (frame->style, CHAIN_COLOR_GRID, frame->cr);
  cairo_fill_preserve (frame->cr);
  cairo_set_source (frame->cr, strip);
  cairo_fill (frame->cr);
  cairo_pattern_destroy (strip);
}

static void
draw_map (ChainGradientLayout *layout)
{
  ChainFrame *frame = &layout->frame;

  if (layout->has_key)
    {
      /* The axis of the key has no grid above it. */
      frame->inside.top = frame->inside.bottom - 0.9 * chain_frame_em (frame);
      chain_frame_draw_x (frame, CHAIN_MINOR_LINES, NULL);
      draw_key (frame);
    }
  chain_heat_map_draw (&layout->map, frame, layout->plot->gradients);
}

/**
 * chain_gradient_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Draws the gradient of each parameter, from bars with names and values to a heat map, as the
 * height allows. Any thread may call it.
 */
void
chain_gradient_plot_draw (const ChainGradientPlot *plot,
                          cairo_t                 *cr,
                          double                   width,
                          double                   height)
{
  ChainGradientLayout layout = { 0 };

  if (!chain_frame_begin (&layout.frame, &plot->style, cr, width, height))
    return;

  chain_gradient_layout_init (&layout, plot);
  if (layout.absence != NULL)
    chain_frame_say (&layout.frame, CHAIN_COLOR_DIM_TEXT, layout.absence);
  else
    {
      draw_words (&layout);
      if (layout.rows == CHAIN_ROWS_NONE)
        draw_map (&layout);
      else
        draw_rows (&layout);
    }
  chain_frame_end (&layout.frame);
}

/* The parameter whose row or cell is there, or −1. */
static int
find_parameter (const ChainGradientLayout *layout,
                double                     x,
                double                     y)
{
  if (layout->rows == CHAIN_ROWS_NONE)
    return chain_heat_map_find (&layout->map, x, y);

  for (size_t i = 0; i < layout->n; i++)
    if (fabs (y - chain_gradient_layout_get_middle (layout, i)) <= layout->row / 2.0)
      return (int) i;

  return -1;
}

/**
 * chain_gradient_plot_pick:
 * @x: a place on the page, of the pointer
 * @y: likewise
 * @pick: (out): what is drawn there
 *
 * Returns: false where nothing is that could be said more about
 */
bool
chain_gradient_plot_pick (const ChainGradientPlot *plot,
                          double                   width,
                          double                   height,
                          double                   x,
                          double                   y,
                          ChainGradientPick       *pick)
{
  ChainGradientLayout layout = { 0 };

  *pick = (ChainGradientPick) { .layer = -1, .parameter = -1 };
  if (!chain_frame_measure (&layout.frame, &plot->style, width, height))
    return false;

  chain_gradient_layout_init (&layout, plot);
  for (int i = 0; i < CHAIN_N_LAYERS && layout.absence == NULL; i++)
    if (x >= layout.words[i].left && x < layout.words[i].right
        && y >= layout.words[i].top && y < layout.words[i].bottom)
      {
        pick->layer = i;
        pick->state = layout.layers[i];
      }
  if (layout.absence == NULL && pick->layer < 0)
    pick->parameter = find_parameter (&layout, x, y);
  chain_frame_end (&layout.frame);

  return pick->layer >= 0 || pick->parameter >= 0;
}
