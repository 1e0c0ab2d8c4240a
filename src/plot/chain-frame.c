// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-frame.h"

#include <math.h>

/* The most unlabelled ticks of an axis. */
#define MOST_MINOR 128

/* A line one unit wide covers whole pixels when it runs half way between them. */
static double
crisp (double place)
{
  return floor (place) + 0.5;
}

/**
 * chain_frame_begin:
 * @frame: (out): the page, ground drawn; the inside is the whole page yet
 * @width: of the page, in units of @cr
 * @height: likewise
 *
 * To be ended with chain_frame_end(), which restores the state of @cr.
 *
 * Returns: false where the page is too small to draw anything; there is nothing to end then
 */
bool
chain_frame_begin (ChainFrame       *frame,
                   const ChainStyle *style,
                   cairo_t          *cr,
                   double            width,
                   double            height)
{
  return chain_frame_begin_layers (frame, style, cr, width, height, CHAIN_LAYERS_ALL);
}

/**
 * chain_frame_begin_layers:
 * @layers: what is going to be drawn
 *
 * Like chain_frame_begin(), but the ground is drawn with the base only.
 */
bool
chain_frame_begin_layers (ChainFrame       *frame,
                          const ChainStyle *style,
                          cairo_t          *cr,
                          double            width,
                          double            height,
                          ChainLayers       layers)
{
  ChainBox page = { 0.0, 0.0, width, height };

  if (!(width >= 1.0) || !(height >= 1.0))
    return false;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_clip (cr);
  if ((layers & CHAIN_LAYER_BASE) && style->colors[CHAIN_COLOR_BACKGROUND].alpha > 0.0)
    {
      chain_style_set_source (style, CHAIN_COLOR_BACKGROUND, cr);
      cairo_paint (cr);
    }

  *frame = (ChainFrame) {
    .cr = cr, .style = style, .text = chain_text_new (cr, style), .page = page, .inside = page,
  };
  return true;
}

/**
 * chain_frame_measure:
 * @frame: (out): a page like that of chain_frame_begin(), for its layout only
 *
 * To be ended with chain_frame_end(). Text has the same size on any surface, so a layout made
 * here is that of the drawing.
 *
 * Returns: false where the page is too small to draw anything; there is nothing to end then
 */
bool
chain_frame_measure (ChainFrame       *frame,
                     const ChainStyle *style,
                     double            width,
                     double            height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  if (!chain_frame_begin (frame, style, cr, width, height))
    {
      cairo_destroy (cr);
      return false;
    }

  frame->measuring = true;
  return true;
}

/**
 * chain_frame_end:
 *
 * Frees what the frame holds, and restores the state of the Cairo context.
 */
void
chain_frame_end (ChainFrame *frame)
{
  chain_text_free (frame->text);
  cairo_restore (frame->cr);
  if (frame->measuring)
    cairo_destroy (frame->cr);
}

/**
 * chain_frame_get_area:
 * @frame: laid out
 * @area: (out)
 */
void
chain_frame_get_area (const ChainFrame *frame,
                      ChainArea        *area)
{
  *area = (ChainArea) { frame->inside, frame->x, frame->y };
  chain_scale_set_view (&area->x, frame->inside.left, frame->inside.right);
  chain_scale_set_view (&area->y, frame->inside.bottom, frame->inside.top);
}

/**
 * chain_frame_em:
 *
 * Returns: the unit of all distances: the height of a small line of text, so that a page with
 *   larger text has larger margins; but never so much that margins are all that is left
 */
double
chain_frame_em (const ChainFrame *frame)
{
  return fmin (chain_text_line (frame->text, CHAIN_TEXT_SMALL),
               fmin (frame->page.right, frame->page.bottom) / 3.0);
}

static double
widest_label (ChainFrame      *frame,
              const ChainTick *ticks,
              size_t           n)
{
  double widest = 0.0;

  for (size_t i = 0; i < n; i++)
    widest = fmax (widest, chain_text_measure (frame->text, CHAIN_TEXT_SMALL, ticks[i].label));

  return widest;
}

/* Whether all labels stand clear of each other, one above the other. */
static bool
y_labels_fit (ChainFrame *frame)
{
  double least = chain_frame_em (frame);

  for (size_t i = 1; i < frame->n_y_ticks; i++)
    if (chain_scale_to_view (&frame->y, frame->y_ticks[i - 1].value)
        - chain_scale_to_view (&frame->y, frame->y_ticks[i].value) < least)
      return false;

  return true;
}

/**
 * chain_frame_layout_y:
 * @most: ticks, if there is room for them
 *
 * Takes from the inside the margin that the labels of the y axis need at the left. The inside
 * must have its final top and bottom.
 */
void
chain_frame_layout_y (ChainFrame *frame,
                      size_t      most)
{
  double em = chain_frame_em (frame);
  double room = (frame->inside.bottom - frame->inside.top) / (3.0 * em);
  double width;

  chain_scale_set_view (&frame->y, frame->inside.bottom, frame->inside.top);
  if (room < (double) most)
    most = room < 2.0 ? 2 : (size_t) room;
  do
    frame->n_y_ticks = chain_scale_ticks (&frame->y, most, frame->y_ticks);
  while (!y_labels_fit (frame) && --most > 0);

  width = widest_label (frame, frame->y_ticks, frame->n_y_ticks) + 0.9 * em;
  frame->y_labels = width < 0.3 * (frame->inside.right - frame->inside.left)
                    && frame->n_y_ticks > 1;
  frame->inside.left += frame->y_labels ? ceil (width) : 1.0;
}

/* Where the label of a tick is: kept on the page, even where its tick is at the edge. */
static double
place_x_label (ChainFrame      *frame,
               const ChainTick *tick,
               double          *half)
{
  double x = chain_scale_to_view (&frame->x, tick->value);

  *half = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, tick->label) / 2.0;
  return fmin (fmax (x, frame->page.left + *half + 1.0), frame->page.right - *half - 1.0);
}

/* Likewise, side by side. */
static bool
x_labels_fit (ChainFrame *frame)
{
  double gap = 0.8 * chain_frame_em (frame);
  double end = -HUGE_VAL;

  for (size_t i = 0; i < frame->n_x_ticks; i++)
    {
      double half;
      double place = place_x_label (frame, &frame->x_ticks[i], &half);

      if (place - half < end + gap)
        return false;
      end = place + half;
    }

  return true;
}

/**
 * chain_frame_layout_x:
 * @most: ticks, if there is room for them
 *
 * Finds as many ticks of the x axis as have room for their labels. The inside must have its
 * final left and right; its bottom must leave room for a line of text.
 */
void
chain_frame_layout_x (ChainFrame *frame,
                      size_t      most)
{
  double room = (frame->inside.right - frame->inside.left) / (4.5 * chain_frame_em (frame));

  chain_scale_set_view (&frame->x, frame->inside.left, frame->inside.right);
  /* decades on both sides of 0 are few, and not one of them is where a reader would expect it */
  if (frame->x.type != &chain_scale_symlog && room < (double) most)
    most = room < 2.0 ? 2 : (size_t) room;

  do
    frame->n_x_ticks = chain_scale_ticks (&frame->x, most, frame->x_ticks);
  while (!x_labels_fit (frame) && --most > 0);

  frame->x_labels = frame->page.bottom - frame->inside.bottom
                    >= chain_text_line (frame->text, CHAIN_TEXT_SMALL);
}

/* The name of the x axis goes into the last gap between labels that is wide enough: it costs no
 * line of its own, and hides no label. */
static void
draw_x_caption (ChainFrame *frame,
                const char *caption,
                double      y)
{
  double em = chain_frame_em (frame);
  double width = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, caption);
  double right = frame->inside.right;

  for (size_t i = frame->n_x_ticks; i-- > 0;)
    {
      double half;
      double place = place_x_label (frame, &frame->x_ticks[i], &half);

      if (right - (place + half) >= width + 1.4 * em)
        {
          bool last = i == frame->n_x_ticks - 1;
          double x = last ? right : (right + place + half) / 2.0;

          chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, caption,
                           x, y, (ChainAnchor) { last ? 1.0 : 0.5, 0.0 });
          return;
        }
      right = place - half;
    }
}

static void
draw_x_label (ChainFrame      *frame,
              const ChainTick *tick,
              double           y)
{
  double half;
  double x = place_x_label (frame, tick, &half);

  chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, tick->label,
                   x, y, (ChainAnchor) { 0.5, 0.0 });
}

/* The places without label, if that many do not run into a grey area on an axis of this length. */
static size_t
minor_ticks (const ChainFrame *frame,
             const ChainScale *scale,
             ChainMinor        minor,
             double           *values)
{
  double length = fabs (scale->view_high - scale->view_low);
  double most = length / ((minor == CHAIN_MINOR_LINES ? 1.0 : 0.4) * chain_frame_em (frame));

  if (minor == CHAIN_MINOR_NONE)
    return 0;

  return chain_scale_minor_ticks (scale, most < MOST_MINOR ? (size_t) most : MOST_MINOR, values);
}

/**
 * chain_frame_draw_x:
 * @minor: what becomes of ticks without a label
 * @caption: (nullable): markup, the name of the axis
 *
 * Draws the vertical lines of the grid and the labels below them.
 */
void
chain_frame_draw_x (ChainFrame *frame,
                    ChainMinor  minor,
                    const char *caption)
{
  double em = chain_frame_em (frame);
  double baseline = frame->inside.bottom + 0.5 * em;
  double values[MOST_MINOR];
  size_t n = minor_ticks (frame, &frame->x, minor, values);

  chain_style_set_source (frame->style, CHAIN_COLOR_GRID, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  for (size_t i = 0; i < n + frame->n_x_ticks; i++)
    {
      double value = i < n ? values[i] : frame->x_ticks[i - n].value;
      double x = crisp (chain_scale_to_view (&frame->x, value));
      bool mark = i < n && minor == CHAIN_MINOR_MARKS;

      cairo_move_to (frame->cr, x, mark ? frame->inside.bottom - 0.35 * em : frame->inside.top);
      cairo_line_to (frame->cr, x, frame->inside.bottom);
    }
  cairo_stroke (frame->cr);

  if (!frame->x_labels)
    return;
  for (size_t i = 0; i < frame->n_x_ticks; i++)
    draw_x_label (frame, &frame->x_ticks[i], baseline);
  if (caption != NULL)
    draw_x_caption (frame, caption, baseline);
}

/**
 * chain_frame_draw_y:
 * @minor: what becomes of ticks without a label
 *
 * Draws the horizontal lines of the grid and the labels left of them.
 */
void
chain_frame_draw_y (ChainFrame *frame,
                    ChainMinor  minor)
{
  double em = chain_frame_em (frame);
  double values[MOST_MINOR];
  size_t n = minor_ticks (frame, &frame->y, minor, values);

  cairo_set_line_width (frame->cr, 1.0);
  for (size_t i = 0; i < n + frame->n_y_ticks; i++)
    {
      double value = i < n ? values[i] : frame->y_ticks[i - n].value;
      double y = crisp (chain_scale_to_view (&frame->y, value));
      bool mark = i < n && minor == CHAIN_MINOR_MARKS;

      chain_style_set_source (frame->style, mark ? CHAIN_COLOR_FRAME : CHAIN_COLOR_GRID, frame->cr);
      cairo_move_to (frame->cr, frame->inside.left, y);
      cairo_line_to (frame->cr, mark ? frame->inside.left + 0.3 * em : frame->inside.right, y);
      cairo_stroke (frame->cr);
    }

  for (size_t i = 0; frame->y_labels && i < frame->n_y_ticks; i++)
    chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, frame->y_ticks[i].label,
                     frame->inside.left - 0.5 * em,
                     chain_scale_to_view (&frame->y, frame->y_ticks[i].value),
                     (ChainAnchor) { 1.0, 0.5 });
}

/**
 * chain_frame_draw_axes:
 *
 * Draws the left and the lower edge of the inside. The other two would only add ink.
 */
void
chain_frame_draw_axes (ChainFrame *frame)
{
  double x = crisp (frame->inside.left);
  double y = crisp (frame->inside.bottom - 1.0);

  chain_style_set_source (frame->style, CHAIN_COLOR_FRAME, frame->cr);
  cairo_set_line_width (frame->cr, 1.0);
  cairo_move_to (frame->cr, x, frame->inside.top);
  cairo_line_to (frame->cr, x, y);
  cairo_line_to (frame->cr, frame->inside.right, y);
  cairo_stroke (frame->cr);
}

/**
 * chain_frame_clip:
 *
 * Until chain_frame_unclip(), nothing is drawn outside the inside.
 */
void
chain_frame_clip (ChainFrame *frame)
{
  cairo_save (frame->cr);
  cairo_rectangle (frame->cr, frame->inside.left, frame->inside.top,
                   frame->inside.right - frame->inside.left,
                   frame->inside.bottom - frame->inside.top);
  cairo_clip (frame->cr);
}

void
chain_frame_unclip (ChainFrame *frame)
{
  cairo_restore (frame->cr);
}

/**
 * chain_frame_say:
 * @markup: a sentence, shown in the middle of the inside instead of data that are not there or
 *   cannot be drawn
 */
void
chain_frame_say (ChainFrame    *frame,
                 ChainColorRole role,
                 const char    *markup)
{
  double em = chain_frame_em (frame);
  double width = frame->inside.right - frame->inside.left;
  double height = frame->inside.bottom - frame->inside.top;
  double margin = fmin (em, width / 8.0);
  double measured = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup) + em;
  double plate = fmin (measured, width - 1.0);
  double taken = chain_text_paragraph (frame->text, CHAIN_TEXT_SMALL, markup, width - 2.0 * margin,
                                       height);

  /* There may be a grid or samples behind it. */
  chain_style_set_ground (frame->style, 0.85, frame->cr);
  cairo_rectangle (frame->cr, frame->inside.left + 1.0 + (width - 1.0 - plate) / 2.0,
                   frame->inside.top + (height - taken - 0.6 * em) / 2.0, plate, taken + 0.6 * em);
  cairo_fill (frame->cr);

  chain_text_show_paragraph (frame->text, CHAIN_TEXT_SMALL, role, markup,
                             frame->inside.left + margin, frame->inside.top,
                             width - 2.0 * margin, height, (ChainAnchor) { 0.5, 0.5 });
}
