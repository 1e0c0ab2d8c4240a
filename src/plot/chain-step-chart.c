// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-step-chart.h"

#include <math.h>

/* Returns the sentence for what cannot be drawn, or NULL. */
static const char *
lay_out (ChainStepChart *chart)
{
  ChainFrame *frame = &chart->frame;
  double em = chain_frame_em (frame);

  frame->inside.right -= ceil (1.1 * em);
  frame->inside.bottom -= ceil (frame->page.bottom > 5.0 * em ? 1.8 * em : 0.3 * em);
  chain_legend_init (&chart->legend);
  chart->type->prepare (chart);
  chain_legend_layout (&chart->legend, frame);
  chain_frame_layout_y (frame, 8);
  chain_frame_layout_x (frame, 8);

  return chart->type->explain_absence (chart);
}

/**
 * chain_step_chart_draw:
 * @layers: what of it
 *
 * Draws the base, or what the pointer moves over it. One after the other is the whole drawing.
 */
void
chain_step_chart_draw (ChainStepChart *chart,
                       cairo_t        *cr,
                       double          width,
                       double          height,
                       ChainLayers     layers)
{
  ChainFrame *frame = &chart->frame;
  const char *absence;

  if (!chain_frame_begin_layers (frame, chart->style, cr, width, height, layers))
    return;

  absence = lay_out (chart);
  if (absence == NULL)
    {
      if (layers & CHAIN_LAYER_BASE)
        chart->type->draw_base (chart);
      if (layers & CHAIN_LAYER_OVERLAY)
        chart->type->draw_overlay (chart);
    }
  else if (layers & CHAIN_LAYER_BASE)
    {
      chain_frame_draw_axes (frame);
      chain_frame_say (frame, CHAIN_COLOR_DIM_TEXT, absence);
    }

  chain_frame_end (frame);
}

/**
 * chain_step_chart_area:
 * @area: (out): where the curves are, and the maps between steps or values and places
 *
 * Returns: false where there is no curve, or the page is too small
 */
bool
chain_step_chart_area (ChainStepChart *chart,
                       double          width,
                       double          height,
                       ChainArea      *area)
{
  bool any;

  if (!chain_frame_measure (&chart->frame, chart->style, width, height))
    return false;

  any = lay_out (chart) == NULL;
  chain_frame_get_area (&chart->frame, area);
  chain_frame_end (&chart->frame);
  return any;
}

/**
 * chain_step_chart_legend:
 * @legend: (out): the entries that there is room for, with their boxes
 */
void
chain_step_chart_legend (ChainStepChart *chart,
                         double          width,
                         double          height,
                         ChainLegend    *legend)
{
  chain_legend_init (legend);
  if (!chain_frame_measure (&chart->frame, chart->style, width, height))
    return;

  if (lay_out (chart) == NULL)
    *legend = chart->legend;
  chain_frame_end (&chart->frame);
}
