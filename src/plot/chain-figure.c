// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-figure.h"

#include <math.h>
#include <stdlib.h>

#include "chain-frame.h"
#include "chain-plot-i18n.h"

/**
 * chain_figure_init:
 * @figure: (out): three empty plots, fit, loss and gradients, without title and caption
 */
void
chain_figure_init (ChainFigure *figure)
{
  *figure = (ChainFigure) { .show_fit = true, .show_loss = true, .show_gradient = true };
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

/* The plots of a page, in the order in which they are read. */
typedef enum
{
  PANEL_FIT,
  PANEL_LOSS,
  PANEL_GRADIENT,
  PANEL_FACTORS,
  PANEL_PARAMETERS,
  PANEL_NORMS,
  N_PANELS
} Panel;

static bool
has_panel (const ChainFigure *figure,
           Panel              panel)
{
  const bool has[N_PANELS] = {
    [PANEL_FIT] = figure->show_fit,
    [PANEL_LOSS] = figure->show_loss,
    [PANEL_GRADIENT] = figure->show_gradient,
    [PANEL_FACTORS] = figure->factors != NULL,
    [PANEL_PARAMETERS] = figure->parameters != NULL,
    [PANEL_NORMS] = figure->norms != NULL,
  };

  return has[panel];
}

static int
count_panels (const ChainFigure *figure)
{
  int n = 0;

  for (int panel = 0; panel < N_PANELS; panel++)
    n += has_panel (figure, (Panel) panel);

  return n;
}

static void
draw_time_plot (const ChainTimePlot *borrowed,
                const ChainStyle    *style,
                cairo_t             *cr,
                double               width,
                double               height)
{
  ChainTimePlot plot = *borrowed;

  plot.style = *style;
  chain_time_plot_draw (&plot, cr, width, height);
}

/* Draws a plot in the page's style. */
static void
draw_plot (const ChainFigure *figure,
           Panel              panel,
           const ChainStyle  *style,
           cairo_t           *cr,
           double             width,
           double             height)
{
  ChainFitPlot fit = figure->fit;
  ChainLossPlot loss = figure->loss;
  ChainGradientPlot gradient = figure->gradient;
  ChainFactorPlot factors = figure->factors != NULL ? *figure->factors : (ChainFactorPlot) { 0 };

  fit.style = loss.style = gradient.style = factors.style = *style;
  switch (panel)
    {
    case PANEL_FIT:
      chain_fit_plot_draw (&fit, cr, width, height);
      break;
    case PANEL_LOSS:
      chain_loss_plot_draw (&loss, cr, width, height);
      break;
    case PANEL_GRADIENT:
      chain_gradient_plot_draw (&gradient, cr, width, height);
      break;
    case PANEL_FACTORS:
      chain_factor_plot_draw (&factors, cr, width, height);
      break;
    case PANEL_PARAMETERS:
      draw_time_plot (figure->parameters, style, cr, width, height);
      break;
    default:
      draw_time_plot (figure->norms, style, cr, width, height);
      break;
    }
}

static void
draw_panel (ChainFrame        *frame,
            const ChainFigure *figure,
            Panel              panel,
            ChainBox           box)
{
  const char *headings[N_PANELS] = {
    _("Fit"), _("Loss"), _("Gradients"), _("Factors"), _("Parameters"), _("Gradient norms"),
  };
  ChainStyle style = figure->style;

  /* The page has been painted; a second coat would show where the ground is translucent. */
  if (style.colors[CHAIN_COLOR_BACKGROUND].alpha < 1.0)
    style.colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;

  begin_panel (frame, headings[panel], &box);
  draw_plot (figure, panel, &style, frame->cr, box.right - box.left, box.bottom - box.top);
  cairo_restore (frame->cr);
}

/* Rows of two beside each other; one that is left over is as wide as both, and lower. */
static void
draw_panels (ChainFrame        *frame,
             const ChainFigure *figure,
             const ChainBox    *box)
{
  int n = count_panels (figure), rows = (n + 1) / 2, index = 0;
  double gap = round (1.6 * chain_frame_em (frame));
  double column = n > 1 ? floor ((box->right - box->left - gap) / 2.0) : box->right - box->left;
  double room = box->bottom - box->top - (rows - 1) * gap;
  /* 0.42 to 0.58 of two rows, whatever the number of rows. */
  double last = n % 2 == 1 && rows > 1 ? 0.72 : 1.0;
  double row = floor (room / (rows - 1 + last));

  for (int panel = 0; panel < N_PANELS; panel++)
    {
      bool wide = index == n - 1 && n % 2 == 1;
      double left = index % 2 == 0 ? box->left : box->right - column;
      double top = box->top + (index / 2) * (row + gap);

      if (!has_panel (figure, (Panel) panel))
        continue;
      draw_panel (frame, figure, (Panel) panel, (ChainBox) {
        left, top, wide ? box->right : left + column,
        index / 2 == rows - 1 ? box->bottom : top + row
      });
      index++;
    }
}

/**
 * chain_figure_get_size:
 * @width: (out): the size that the plots on the page are designed for
 * @height: (out): likewise
 */
void
chain_figure_get_size (const ChainFigure *figure,
                       double            *width,
                       double            *height)
{
  int n = count_panels (figure);
  int rows = n > 1 ? (n + 1) / 2 : 1;

  *width = CHAIN_FIGURE_WIDTH;
  *height = CHAIN_FIGURE_HEIGHT + 350.0 * (rows - 2) + (n % 2 == 0 && n > 0 ? 60.0 : 0.0);
}

/**
 * chain_figure_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, %CHAIN_FIGURE_WIDTH by default, 240 to 10,000
 * @height: likewise, %CHAIN_FIGURE_HEIGHT by default, 180 to 10,000
 *
 * Draws title, caption and the plots that there are. Any thread may call it.
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
