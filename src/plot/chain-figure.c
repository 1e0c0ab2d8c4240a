// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-figure.h"

#include <math.h>
#include <stdlib.h>

#include "chain-frame.h"
#include "chain-plot-i18n.h"

/**
 * chain_figure_init:
 * @figure: (out): three empty plots without title and caption
 */
void
chain_figure_init (ChainFigure *figure)
{
  *figure = (ChainFigure) { .title = NULL };
  chain_style_init (&figure->style, false);
  chain_fit_plot_init (&figure->fit);
  chain_loss_plot_init (&figure->loss);
  chain_gradient_plot_init (&figure->gradient);
}

/* Plain text at the top of @box, which begins below it afterwards. */
static void
draw_text (ChainFrame    *frame,
           ChainTextSize  size,
           ChainColorRole role,
           const char    *plain,
           ChainBox      *box)
{
  double width = box->right - box->left;
  double height = (box->bottom - box->top) / 4.0;
  char *markup;

  if (plain == NULL || *plain == '\0' || height < chain_text_line (frame->text, size))
    return;

  markup = chain_text_escape (plain);
  chain_text_show_paragraph (frame->text, size, role, markup, box->left, box->top, width, height,
                             (ChainAnchor) { 0.0, 0.0 });
  box->top += ceil (chain_text_paragraph (frame->text, size, markup, width, height)
                    + 0.3 * chain_frame_em (frame));
  free (markup);
}

/* Moves the origin to the place of a plot, below its heading; what is left of @box is its size. */
static void
begin_panel (ChainFrame *frame,
             const char *heading,
             ChainBox   *box)
{
  double line = ceil (1.1 * chain_text_line (frame->text, CHAIN_TEXT_HEADING));

  if (box->bottom - box->top > 5.0 * line)
    {
      chain_text_show (frame->text, CHAIN_TEXT_HEADING, CHAIN_COLOR_TEXT, heading, box->left,
                       box->top, (ChainAnchor) { 0.0, 0.0 });
      box->top += line;
    }

  cairo_save (frame->cr);
  cairo_translate (frame->cr, box->left, box->top);
}

/* Three panels: two beside each other, and the third below them as wide as both. */
static void
draw_panels (ChainFrame        *frame,
             const ChainFigure *figure,
             const ChainBox    *box)
{
  double gap = round (1.6 * chain_frame_em (frame));
  double column = floor ((box->right - box->left - gap) / 2.0);
  double row = floor ((box->bottom - box->top - gap) * 0.58);
  ChainBox fit = { box->left, box->top, box->left + column, box->top + row };
  ChainBox loss = { box->right - column, box->top, box->right, box->top + row };
  ChainBox gradient = { box->left, box->top + row + gap, box->right, box->bottom };
  ChainFitPlot fit_plot = figure->fit;
  ChainLossPlot loss_plot = figure->loss;
  ChainGradientPlot gradient_plot = figure->gradient;
  ChainStyle style = figure->style;

  /* The page has been painted; a second coat would show where the ground is translucent. */
  if (style.colors[CHAIN_COLOR_BACKGROUND].alpha < 1.0)
    style.colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;
  fit_plot.style = loss_plot.style = gradient_plot.style = style;

  begin_panel (frame, _("Fit"), &fit);
  chain_fit_plot_draw (&fit_plot, frame->cr, fit.right - fit.left, fit.bottom - fit.top);
  cairo_restore (frame->cr);

  begin_panel (frame, _("Loss"), &loss);
  chain_loss_plot_draw (&loss_plot, frame->cr, loss.right - loss.left, loss.bottom - loss.top);
  cairo_restore (frame->cr);

  begin_panel (frame, _("Gradients"), &gradient);
  chain_gradient_plot_draw (&gradient_plot, frame->cr, gradient.right - gradient.left,
                            gradient.bottom - gradient.top);
  cairo_restore (frame->cr);
}

/**
 * chain_figure_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, %CHAIN_FIGURE_WIDTH by default, 240 to 10,000
 * @height: likewise, %CHAIN_FIGURE_HEIGHT by default, 180 to 10,000
 *
 * Draws title, caption and the three plots. Any thread may call it.
 */
void
chain_figure_draw (const ChainFigure *figure,
                   cairo_t           *cr,
                   double             width,
                   double             height)
{
  ChainFrame frame;
  ChainBox box;
  double margin;

  if (!chain_frame_begin (&frame, &figure->style, cr, width, height))
    return;

  margin = round (fmin (1.6 * chain_frame_em (&frame), fmin (width, height) / 12.0));
  box = (ChainBox) { margin, margin, floor (width) - margin, floor (height) - margin };
  draw_text (&frame, CHAIN_TEXT_TITLE, CHAIN_COLOR_TEXT, figure->title, &box);
  draw_text (&frame, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, figure->caption, &box);
  if (box.top > margin)
    box.top += round (0.6 * margin);
  draw_panels (&frame, figure, &box);

  chain_frame_end (&frame);
}
