// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-legend.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TWO_PI 6.283185307179586

/* Distances in em. */
#define LINE_KEY 1.8
#define CIRCLE_KEY 0.5
#define KEY_GAP 0.4
#define ENTRY_GAP 1.0
#define ROW 1.35
#define BELOW 0.75

#define MOST_ROWS 4.0

/* How pale the key of a hidden curve is. */
#define PALE 0.35

/**
 * chain_legend_init:
 * @legend: (out): without entries
 */
void
chain_legend_init (ChainLegend *legend)
{
  legend->n = 0;
}

/**
 * chain_legend_add:
 * @item: what the plot calls it
 * @hidden: whether its curve is not drawn
 * @pen: what its curve is drawn with
 * @label: markup
 *
 * Adds an entry. Beyond %CHAIN_LEGEND_SIZE they are left out.
 */
void
chain_legend_add (ChainLegend *legend,
                  unsigned     item,
                  bool         hidden,
                  ChainKey     key,
                  ChainPen     pen,
                  const char  *label)
{
  ChainLegendEntry *entry = &legend->entries[legend->n];

  /* Half a tag is not markup. */
  if (legend->n == CHAIN_LEGEND_SIZE || strlen (label) >= CHAIN_LEGEND_LABEL_SIZE)
    return;

  *entry = (ChainLegendEntry) { .item = item, .hidden = hidden, .key = key, .pen = pen };
  snprintf (entry->label, sizeof entry->label, "%s", label);
  legend->n++;
}

static double
key_width (const ChainLegendEntry *entry,
           double                  em)
{
  return (entry->key == CHAIN_KEY_LINE ? LINE_KEY : CIRCLE_KEY) * em;
}

static double
entry_width (const ChainLegendEntry *entry,
             ChainFrame             *frame,
             double                  em)
{
  return key_width (entry, em) + KEY_GAP * em
         + chain_text_measure (frame->text, CHAIN_TEXT_SMALL, entry->label);
}

/* Moves a finished row to the right end. */
static void
align_row (ChainLegend *legend,
           size_t       first,
           size_t       end,
           double       right)
{
  double shift = end > first ? right - legend->entries[end - 1].box.right : 0.0;

  for (size_t i = first; i < end; i++)
    {
      legend->entries[i].box.left += shift;
      legend->entries[i].box.right += shift;
    }
}

/**
 * chain_legend_layout:
 * @legend: entries that find no room are removed, the last first
 * @frame: its inside has its final right end; its top is moved below the legend
 *
 * Puts the entries in rows from the left of the page to the right of the inside, right-aligned,
 * as long as they leave most of the page's height to the plot.
 */
void
chain_legend_layout (ChainLegend *legend,
                     ChainFrame  *frame)
{
  double em = chain_frame_em (frame);
  double room = frame->inside.right - frame->page.left - 0.5 * em;
  double height = frame->page.bottom - frame->page.top;
  double share = floor (0.22 * height / (ROW * em));
  size_t most = height > 8.0 * em ? (size_t) fmin (fmax (share, 1.0), MOST_ROWS) : 0;
  double top = frame->inside.top + 0.15 * em;
  double x = 0.0;
  size_t rows = 0, first = 0, i;

  for (i = 0; i < legend->n; i++)
    {
      ChainLegendEntry *entry = &legend->entries[i];
      double width = entry_width (entry, frame, em);

      if (width > room)
        break;
      if (rows == 0 || x + width > room)
        {
          if (rows == most)
            break;
          align_row (legend, first, i, frame->inside.right);
          first = i;
          x = 0.0;
          rows++;
        }
      entry->box = (ChainBox) {
        x, top + (double) (rows - 1) * ROW * em, x + width, top + (double) rows * ROW * em
      };
      x += width + ENTRY_GAP * em;
    }

  legend->n = i;
  align_row (legend, first, i, frame->inside.right);
  frame->inside.top += ceil (rows > 0 ? ((double) rows * ROW + BELOW) * em : 0.6 * em);
}

static void
draw_key (const ChainLegendEntry *entry,
          const ChainFrame       *frame,
          double                  middle)
{
  double em = chain_frame_em (frame);
  ChainPen pen = entry->pen;

  if (entry->hidden)
    pen.opacity *= PALE;

  if (entry->key == CHAIN_KEY_LINE)
    {
      cairo_move_to (frame->cr, entry->box.left, middle);
      cairo_line_to (frame->cr, entry->box.left + key_width (entry, em), middle);
    }
  else if (entry->key == CHAIN_KEY_CIRCLE)
    cairo_arc (frame->cr, entry->box.left + 0.25 * em, middle, 0.22 * em, 0.0, TWO_PI);
  else
    {
      cairo_move_to (frame->cr, entry->box.left, middle);
      cairo_rel_line_to (frame->cr, 0.28 * em, -0.28 * em);
      cairo_rel_line_to (frame->cr, 0.28 * em, 0.28 * em);
      cairo_rel_line_to (frame->cr, -0.28 * em, 0.28 * em);
      cairo_close_path (frame->cr);
    }
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/**
 * chain_legend_draw:
 * @frame: that it was laid out for
 */
void
chain_legend_draw (const ChainLegend *legend,
                   const ChainFrame  *frame)
{
  double em = chain_frame_em (frame);

  for (size_t i = 0; i < legend->n; i++)
    {
      const ChainLegendEntry *entry = &legend->entries[i];
      double baseline = entry->box.bottom - 0.15 * em;
      char struck[CHAIN_LEGEND_LABEL_SIZE + 8];

      draw_key (entry, frame,
                baseline - 0.4 * chain_text_capital (frame->text, CHAIN_TEXT_SMALL));
      snprintf (struck, sizeof struck, entry->hidden ? "<s>%s</s>" : "%s", entry->label);
      chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, struck,
                       entry->box.left + key_width (entry, em) + KEY_GAP * em, baseline,
                       (ChainAnchor) { 0.0, 1.0 });
    }
}

/**
 * chain_legend_find:
 * @x: a place on the page
 * @y: likewise
 *
 * Returns: the index of the entry there, or -1
 */
int
chain_legend_find (const ChainLegend *legend,
                   double             x,
                   double             y)
{
  for (size_t i = 0; i < legend->n; i++)
    {
      const ChainBox *box = &legend->entries[i].box;

      if (x >= box->left && x < box->right && y >= box->top && y < box->bottom)
        return (int) i;
    }

  return -1;
}
