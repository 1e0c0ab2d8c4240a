// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-activation-plot.h"

#include <math.h>
#include <stdio.h>

#include "chain-activation-layout.h"
#include "chain-csv.h"
#include "chain-plot-i18n.h"
#include "chain-tanh.h"

#define TWO_PI 6.283185307179586

/* Bars across a row. */
#define N_BARS 64

/* The least width that has room for words among the curves, in em. */
#define WORDS 22.0

/* ---- the curves ---- */

static void
shade_saturation (const ChainActivationLayout *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double place = chain_activation_saturation ();
  double left = chain_scale_to_view (&frame->x, -place), right = chain_scale_to_view (&frame->x, place);
  double top = chain_scale_to_view (&frame->y, CHAIN_ACTIVATION_MOST);
  ChainPen pen = { CHAIN_COLOR_FRAME, 0.16, 1.0, CHAIN_DASH_NONE };

  cairo_rectangle (frame->cr, frame->inside.left, top, left - frame->inside.left, drawing->rows.bottom - top);
  cairo_rectangle (frame->cr, right, top, frame->inside.right - right, drawing->rows.bottom - top);
  chain_pen_set_source (&pen, frame->style, frame->cr);
  cairo_fill (frame->cr);
}

static double
value_of (double z,
          bool   slope)
{
  double sech2, h = chain_tanh (z, &sech2);

  return slope ? sech2 : h;
}

static void
draw_curve (ChainActivationLayout *drawing,
            ChainActivationItem    item)
{
  ChainFrame *frame = &drawing->frame;
  bool slope = item == CHAIN_ACTIVATION_SLOPE;
  ChainPen pen = chain_activation_pen (item);
  double before = 0.0;

  if (chain_activation_is_hidden (drawing, item))
    return;

  for (double x = frame->inside.left; x <= frame->inside.right; x += 1.0)
    {
      double y = chain_scale_to_view (&frame->y, value_of (chain_scale_from_view (&frame->x, x), slope));

      if (x > frame->inside.left)
        chain_room_add_line (&drawing->room, x - 1.0, before, x, y);
      cairo_line_to (frame->cr, x, y);
      before = y;
    }
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

static double
clamp_to_axis (const ChainActivationLayout *drawing,
               double                       z)
{
  return fmin (fmax (z, -drawing->bins.limit), drawing->bins.limit);
}

static void
trace_mark (const ChainFrame *frame,
            double            x,
            double            y,
            double            radius,
            int               layer)
{
  if (layer == 0)
    {
      cairo_new_sub_path (frame->cr);
      cairo_arc (frame->cr, x, y, radius, 0.0, TWO_PI);
      return;
    }

  radius *= 1.35;
  cairo_move_to (frame->cr, x, y - radius);
  cairo_line_to (frame->cr, x + radius, y);
  cairo_line_to (frame->cr, x, y + radius);
  cairo_line_to (frame->cr, x - radius, y);
  cairo_close_path (frame->cr);
}

static void
draw_mark (const ChainActivationLayout *drawing,
           double                       z,
           bool                         slope,
           int                          layer,
           double                       opacity)
{
  const ChainFrame *frame = &drawing->frame;
  double x = chain_scale_to_view (&frame->x, z), y = chain_scale_to_view (&frame->y, value_of (z, slope));
  ChainPen pen = { chain_activation_roles[layer], 0.35 * opacity, 1.1, CHAIN_DASH_NONE };

  trace_mark (frame, x, y, 0.24 * chain_frame_em (frame), layer);
  chain_pen_set_source (&pen, frame->style, frame->cr);
  cairo_fill_preserve (frame->cr);
  pen.opacity = opacity;
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

/* A mark for each bin: so many samples as they are, the cost is that of the bins. */
static void
draw_places (const ChainActivationLayout *drawing,
             int                          layer)
{
  double counts[CHAIN_ACTIVATION_BINS] = { 0.0 }, sums[CHAIN_ACTIVATION_BINS] = { 0.0 }, most = 1.0;

  for (int i = 0; i < chain_activation_n_neurons (drawing); i++)
    for (int j = 0; j < CHAIN_ACTIVATION_BINS; j++)
      {
        if (chain_activation_layer (drawing, i) != layer || !chain_activation_is_shown (drawing, i))
          break;
        counts[j] += drawing->bins.neurons[i].counts[j];
        sums[j] += drawing->bins.neurons[i].sums[j];
        most = fmax (most, counts[j]);
      }

  for (int j = 0; j < CHAIN_ACTIVATION_BINS; j++)
    for (int slope = 0; slope < 2 && counts[j] > 0.0; slope++)
      if (!chain_activation_is_hidden (drawing, slope ? CHAIN_ACTIVATION_SLOPE : CHAIN_ACTIVATION_TANH))
        draw_mark (drawing, sums[j] / counts[j], slope != 0, layer, 0.3 + 0.7 * sqrt (counts[j] / most));
}

/* The sample as large marks, with a line down to its z. Where a layer shows several neurons, the
 * line is in their rows only. */
static void
draw_sample (const ChainActivationLayout *drawing,
             int                          neuron,
             double                       z,
             bool                         alone)
{
  const ChainFrame *frame = &drawing->frame;
  int layer = chain_activation_layer (drawing, neuron);
  double place = clamp_to_axis (drawing, z);
  double x = floor (chain_scale_to_view (&frame->x, place)) + 0.5;
  double highest = fmax (value_of (z, false), value_of (z, true));
  double top = chain_activation_row_top (drawing, neuron);
  ChainPen pen = { CHAIN_COLOR_TEXT, 0.8, 1.0, CHAIN_DASH_NONE };

  cairo_move_to (frame->cr, x, alone ? chain_scale_to_view (&frame->y, highest) : top);
  cairo_line_to (frame->cr, x, top + drawing->row);
  chain_pen_stroke (&pen, frame->style, frame->cr);
  for (int slope = 0; slope < 2; slope++)
    {
      if (chain_activation_is_hidden (drawing, slope ? CHAIN_ACTIVATION_SLOPE : CHAIN_ACTIVATION_TANH))
        continue;
      trace_mark (frame, chain_scale_to_view (&frame->x, place),
                  chain_scale_to_view (&frame->y, value_of (z, slope != 0)), 0.36 * chain_frame_em (frame), layer);
      chain_pen_set_source (&pen, frame->style, frame->cr);
      cairo_set_line_width (frame->cr, 2.6);
      cairo_stroke_preserve (frame->cr);
      chain_style_set_source (frame->style, chain_activation_roles[layer], frame->cr);
      cairo_fill (frame->cr);
    }
}

/* What the sample gives in a neuron: in its row, on the side where there is more room. */
static void
say_neuron (const ChainActivationLayout *drawing,
            int                          neuron,
            double                       h,
            double                       slope)
{
  const ChainFrame *frame = &drawing->frame;
  const ChainActivationNeuron *places = &drawing->bins.neurons[neuron];
  double em = chain_frame_em (frame), cap = chain_text_capital (frame->text, CHAIN_TEXT_SMALL);
  double y = chain_activation_row_top (drawing, neuron) + drawing->row / 2.0, width, left;
  double before = chain_scale_to_view (&frame->x, clamp_to_axis (drawing, places->low)) - drawing->rows.left;
  double after = drawing->rows.right - chain_scale_to_view (&frame->x, clamp_to_axis (drawing, places->high));
  int layer = chain_activation_layer (drawing, neuron);
  ChainColor ground = frame->style->colors[CHAIN_COLOR_BACKGROUND];
  bool crowded;
  char h_text[CHAIN_NUMBER_SIZE], slope_text[CHAIN_NUMBER_SIZE], markup[CHAIN_ACTIVATION_LABEL_SIZE];

  chain_number_significant (h_text, h, 4);
  chain_number_significant (slope_text, slope, 4);
  snprintf (markup, sizeof markup, "h<sub>%d</sub> = %s,  1−h<sub>%d</sub><sup>2</sup> = %s", layer + 1, h_text,
            layer + 1, slope_text);
  width = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup);
  if (width + em > 0.6 * (drawing->rows.right - drawing->rows.left)
      || drawing->rows.bottom - drawing->rows.top < 3.0 * em)
    return;

  y = fmin (fmax (y, drawing->rows.top + 0.6 * em), drawing->rows.bottom - 0.6 * em);
  left = before >= after ? drawing->rows.left + 0.5 * em : drawing->rows.right - 0.5 * em - width;
  /* there may be bars, or other rows, behind it */
  crowded = fmax (before, after) < width + 1.5 * em || drawing->row < 2.0 * cap;
  cairo_set_source_rgba (frame->cr, ground.red, ground.green, ground.blue, crowded ? 0.85 : 0.0);
  cairo_rectangle (frame->cr, left - 0.3 * em, y - 0.5 * cap - 0.3 * em, width + 0.6 * em, cap + 0.6 * em);
  cairo_fill (frame->cr);
  chain_text_show (frame->text, CHAIN_TEXT_SMALL, chain_activation_roles[layer], markup, left, y,
                   (ChainAnchor) { 0.0, 0.5 });
}

/* The sample's places; with figures where a layer has one neuron to tell about. */
static void
draw_samples (ChainActivationLayout *drawing)
{
  const ChainActivationPlot *plot = drawing->plot;
  ChainForward forward;

  if (!isfinite (plot->sample))
    return;

  chain_network_forward (plot->shape, plot->parameters, plot->sample, &forward);
  for (int i = 0; i < chain_activation_n_neurons (drawing); i++)
    {
      int layer = chain_activation_layer (drawing, i), j = i - (layer == 0 ? 0 : plot->shape.hidden1);
      bool alone = plot->neuron >= 0 || (layer == 0 ? plot->shape.hidden1 : plot->shape.hidden2) == 1;
      double z = layer == 0 ? forward.z1[j] : forward.z2[j];

      if (!chain_activation_is_shown (drawing, i) || !isfinite (z))
        continue;
      draw_sample (drawing, i, z, alone);
      if (alone)
        say_neuron (drawing, i, layer == 0 ? forward.h1[j] : forward.h2[j],
                    layer == 0 ? forward.s1[j] : forward.s2[j]);
    }
}

/* ---- the identities ---- */

static void
draw_asymptote (const ChainActivationLayout *drawing,
                double                       value)
{
  const ChainFrame *frame = &drawing->frame;
  double y = floor (chain_scale_to_view (&frame->y, value)) + 0.5;
  ChainPen pen = chain_activation_pen (CHAIN_ACTIVATION_IDENTITIES);

  cairo_move_to (frame->cr, frame->inside.left, y);
  cairo_line_to (frame->cr, frame->inside.right, y);
  chain_pen_stroke (&pen, frame->style, frame->cr);
}

static void
say_identity (ChainActivationLayout *drawing,
              const char            *markup,
              double                 z,
              double                 value,
              ChainAnchor            anchor)
{
  const ChainFrame *frame = &drawing->frame;
  double em = 0.6 * chain_frame_em (frame);
  ChainSpot spot = {
    chain_scale_to_view (&frame->x, z) + (anchor.x == 0.0 ? em : anchor.x == 1.0 ? -em : 0.0),
    chain_scale_to_view (&frame->y, value) + (anchor.y == 0.0 ? em : anchor.y == 1.0 ? -em : 0.0), anchor,
  };

  chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_REFERENCE, markup, &spot, 1);
}

static void
draw_identity_dot (const ChainActivationLayout *drawing,
                   double                       value)
{
  const ChainFrame *frame = &drawing->frame;

  cairo_arc (frame->cr, chain_scale_to_view (&frame->x, 0.0), chain_scale_to_view (&frame->y, value),
             0.2 * chain_frame_em (frame), 0.0, TWO_PI);
  chain_style_set_source (frame->style, CHAIN_COLOR_REFERENCE, frame->cr);
  cairo_fill (frame->cr);
}

/* What the document says of tanh, where it can be seen. */
static void
draw_identities (ChainActivationLayout *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double limit = drawing->bins.limit;

  if (chain_activation_is_hidden (drawing, CHAIN_ACTIVATION_IDENTITIES))
    return;

  chain_room_add_rule (&drawing->room, chain_scale_to_view (&frame->y, 1.0));
  chain_room_add_rule (&drawing->room, chain_scale_to_view (&frame->y, -1.0));
  draw_identity_dot (drawing, 0.0);
  draw_identity_dot (drawing, 1.0);
  if (frame->inside.right - frame->inside.left < WORDS * chain_frame_em (frame))
    return;
  say_identity (drawing, _("tanh′ 0 = 1, the maximum"), 0.0, 1.0, (ChainAnchor) { 0.5, 1.0 });
  say_identity (drawing, "tanh 0 = 0", 0.0, 0.0, (ChainAnchor) { 0.0, 0.0 });
  say_identity (drawing, "tanh′ = 1 − tanh²", -0.2 * limit, 0.5, (ChainAnchor) { 1.0, 1.0 });
  say_identity (drawing, "−1 &lt; tanh z", -limit, -1.0, (ChainAnchor) { 0.0, 0.0 });
  say_identity (drawing, "tanh z &lt; 1", limit, 1.0, (ChainAnchor) { 1.0, 1.0 });
}

/* ---- what is not on the axis ---- */

/* What is beyond an edge, or no number at all, is said in words. */
static void
say_beyond (ChainActivationLayout *drawing,
            int                    layer)
{
  const ChainFrame *frame = &drawing->frame;
  size_t beyond = 0, not_finite = 0;
  double farthest = 0.0;
  char limit[CHAIN_NUMBER_SIZE], number[CHAIN_NUMBER_SIZE], markup[CHAIN_ACTIVATION_LABEL_SIZE];
  double y = frame->inside.bottom - (layer == 0 ? 3.4 : 1.9) * chain_frame_em (frame);
  ChainSpot spots[] = {
    { frame->inside.left, y, { 0.0, 1.0 } }, { frame->inside.right, y, { 1.0, 1.0 } },
    { frame->inside.left, frame->inside.top, { 0.0, 0.0 } },
  };

  for (int i = 0; i < chain_activation_n_neurons (drawing); i++)
    if (chain_activation_layer (drawing, i) == layer)
      {
        const ChainActivationNeuron *neuron = &drawing->bins.neurons[i];

        beyond += neuron->n_below + neuron->n_above;
        not_finite += neuron->n_not_finite;
        if (neuron->low <= neuron->high)
          farthest = fmax (farthest, fmax (-neuron->low, neuron->high));
      }

  chain_number_significant (limit, drawing->bins.limit, 3);
  chain_number_significant (number, farthest, 3);
  if (not_finite > 0)
    /* Translators: a layer's number; how many of its values z are inf or NaN */
    snprintf (markup, sizeof markup, _("z<sub>%d</sub>: %zu not finite"), layer + 1, not_finite);
  else
    /* Translators: z of a layer: so many values are beyond ±limit, the edge of the axis, the largest is that */
    snprintf (markup, sizeof markup, _("z<sub>%d</sub>: %zu beyond ±%s, up to %s"), layer + 1, beyond, limit, number);
  if (beyond + not_finite > 0)
    chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_ALERT, markup, spots, 3);
}

static void
say_saturated (ChainActivationLayout *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double em = chain_frame_em (frame), edge = chain_activation_saturation ();
  double top = frame->inside.top + 0.4 * em;
  double left = chain_scale_to_view (&frame->x, -edge) - 0.5 * em;
  ChainSpot spot = { left, top, { 1.0, 0.0 } };

  if (frame->inside.right - frame->inside.left > WORDS * em)
    chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_DIM_TEXT, _("saturated"), &spot, 1);
}

static void
say_stride (ChainActivationLayout *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  char markup[CHAIN_ACTIVATION_LABEL_SIZE];
  ChainSpot spot = { frame->inside.right, frame->inside.bottom, { 1.0, 1.0 } };

  if (drawing->plot->stride <= 1)
    return;
  /* Translators: so many of so many samples */
  snprintf (markup, sizeof markup,
            dngettext ("chainrule", "%zu of %zu sample", "%zu of %zu samples", drawing->plot->n_samples),
            drawing->bins.n_samples, drawing->plot->n_samples);
  chain_room_show_label (&drawing->room, frame, CHAIN_COLOR_DIM_TEXT, markup, &spot, 1);
}

/* ---- the rows ---- */

/* The samples in each bar of a row. Returns the largest number of them. */
static double
count_bars (const ChainActivationNeuron *neuron,
            double                       bars[N_BARS])
{
  const int each = CHAIN_ACTIVATION_BINS / N_BARS;
  double highest = 1.0;

  for (int i = 0; i < N_BARS; i++)
    {
      bars[i] = 0.0;
      for (int j = i * each; j < (i + 1) * each; j++)
        bars[i] += neuron->counts[j];
      highest = fmax (highest, bars[i]);
    }
  return highest;
}

/* Bars where there is room for their heights, else shades; the highest of a row is as high as it. */
static void
draw_row (const ChainActivationLayout *drawing,
          int                          neuron)
{
  const ChainFrame *frame = &drawing->frame;
  double width = (drawing->rows.right - drawing->rows.left) / N_BARS;
  double top = chain_activation_row_top (drawing, neuron), height = drawing->row - (drawing->row > 4.0 ? 1.0 : 0.0);
  bool is_high = drawing->row > 7.0;
  double bars[N_BARS], highest = count_bars (&drawing->bins.neurons[neuron], bars);
  bool is_shown = chain_activation_is_shown (drawing, neuron);
  ChainColorRole role = chain_activation_roles[chain_activation_layer (drawing, neuron)];

  for (int i = 0; i < N_BARS; i++)
    {
      double share = is_high ? fmax (bars[i] / highest, 1.0 / height) : 1.0;
      ChainPen pen = { role, is_shown ? 0.85 : 0.25, 1.0, CHAIN_DASH_NONE };

      if (bars[i] == 0.0)
        continue;
      if (!is_high)
        pen.opacity *= 0.25 + 0.75 * sqrt (bars[i] / highest);
      cairo_rectangle (frame->cr, drawing->rows.left + i * width, top + (1.0 - share) * height,
                       width - (width > 3.0 ? 1.0 : 0.0), share * height);
      chain_pen_set_source (&pen, frame->style, frame->cr);
      cairo_fill (frame->cr);
    }
}

static void
draw_row_names (const ChainActivationLayout *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  double x = drawing->rows.left - 0.5 * chain_frame_em (frame);
  int n1 = drawing->plot->shape.hidden1, n = chain_activation_n_neurons (drawing);
  char markup[CHAIN_ACTIVATION_LABEL_SIZE];

  if (x < 1.5 * chain_frame_em (frame) || drawing->rows.bottom - drawing->rows.top < 2.0 * chain_frame_em (frame))
    return;

  for (int i = 0; i < n && drawing->row_names; i++)
    {
      chain_activation_name_row (drawing, i, markup);
      chain_text_show (frame->text, CHAIN_TEXT_SMALL,
                       i == drawing->plot->neuron ? CHAIN_COLOR_TEXT : CHAIN_COLOR_DIM_TEXT, markup, x,
                       chain_activation_row_top (drawing, i) + 0.5 * drawing->row, (ChainAnchor) { 1.0, 0.5 });
    }
  for (int layer = 0; layer < 2 && !drawing->row_names; layer++)
    {
      int first = layer == 0 ? 0 : n1, end = layer == 0 ? n1 : n;

      snprintf (markup, sizeof markup, "z<sub>%d</sub>", layer + 1);
      chain_text_show (frame->text, CHAIN_TEXT_SMALL, CHAIN_COLOR_DIM_TEXT, markup, x,
                       chain_activation_row_top (drawing, first) + 0.5 * drawing->row * (end - first),
                       (ChainAnchor) { 1.0, 0.5 });
    }
}

static void
draw_rows (const ChainActivationLayout *drawing)
{
  const ChainFrame *frame = &drawing->frame;
  int chosen = drawing->plot->neuron;

  for (int i = 0; i < chain_activation_n_neurons (drawing); i++)
    draw_row (drawing, i);
  draw_row_names (drawing);
  if (chosen < 0 || chosen >= chain_activation_n_neurons (drawing))
    return;

  cairo_rectangle (frame->cr, drawing->rows.left - 0.5, floor (chain_activation_row_top (drawing, chosen)) - 0.5,
                   drawing->rows.right - drawing->rows.left + 1.0, ceil (drawing->row) + 1.0);
  chain_pen_stroke (&(ChainPen) { CHAIN_COLOR_TEXT, 0.8, 1.0, CHAIN_DASH_NONE }, frame->style, frame->cr);
}

/* ---- the plot ---- */

/* From here on the inside is that of the curves alone. */
static void
enter_curves (ChainActivationLayout *drawing)
{
  drawing->frame.inside.bottom = drawing->rows.top - round (0.5 * chain_frame_em (&drawing->frame));
  chain_room_init (&drawing->room, &drawing->frame.inside);
}

static void
draw_inside (ChainActivationLayout *drawing)
{
  ChainFrame *frame = &drawing->frame;

  shade_saturation (drawing);
  chain_frame_draw_x (frame, CHAIN_MINOR_NONE, "z");
  enter_curves (drawing);
  chain_frame_draw_y (frame, CHAIN_MINOR_NONE);
  chain_frame_draw_axes (frame);
  for (int i = 0; i < 2 && !chain_activation_is_hidden (drawing, CHAIN_ACTIVATION_IDENTITIES); i++)
    draw_asymptote (drawing, i == 0 ? -1.0 : 1.0);
  draw_curve (drawing, CHAIN_ACTIVATION_SLOPE);
  draw_curve (drawing, CHAIN_ACTIVATION_TANH);
  draw_rows (drawing);
  draw_places (drawing, 0);
  draw_places (drawing, 1);
  draw_identities (drawing);
  say_beyond (drawing, 0);
  say_beyond (drawing, 1);
  draw_samples (drawing);
  say_saturated (drawing);
  say_stride (drawing);
  chain_legend_draw (&drawing->legend, frame);
}

/**
 * chain_activation_plot_draw:
 * @cr: drawn on from 0, 0; its state is the same afterwards
 * @width: in units of @cr, 80 to 10,000
 * @height: likewise, 60 to 10,000
 *
 * Passes the samples through the network and draws them; but for that pass the cost does not
 * depend on their number. Any thread may call it.
 */
void
chain_activation_plot_draw (const ChainActivationPlot *plot,
                            cairo_t                   *cr,
                            double                     width,
                            double                     height)
{
  ChainActivationLayout drawing = { .plot = plot };

  if (!chain_frame_begin (&drawing.frame, &plot->style, cr, width, height))
    return;

  if (plot->parameters != NULL)
    {
      chain_activation_bins_init (&drawing.bins, plot->shape, plot->parameters, plot->n_samples, plot->x, plot->stride);
      chain_activation_lay_out (&drawing);
      draw_inside (&drawing);
    }
  else
    chain_frame_say (&drawing.frame, CHAIN_COLOR_DIM_TEXT, _("No activations yet: nothing has been computed."));

  chain_frame_end (&drawing.frame);
}

/**
 * chain_activation_plot_write_csv:
 * @buffer: (out): lines of neuron, x, z, h, slope for every sample that is drawn
 *
 * Returns: false where there is not enough memory; the buffer is empty then
 */
bool
chain_activation_plot_write_csv (const ChainActivationPlot *plot,
                                 ChainBuffer               *buffer)
{
  size_t n = plot->parameters != NULL ? plot->n_samples : 0;
  int h1 = plot->shape.hidden1;
  ChainCsv csv;

  chain_csv_begin (&csv, buffer);
  chain_csv_header (&csv, "neuron,x,z,h,slope");
  for (size_t i = 0; i < n; i += plot->stride)
    {
      ChainForward forward;

      chain_network_forward (plot->shape, plot->parameters, plot->x[i], &forward);
      for (int j = 0; j < h1 + plot->shape.hidden2; j++)
        {
          char name[CHAIN_NEURON_NAME_SIZE];

          chain_neuron_name (plot->shape, j, 'h', name);
          chain_csv_text (&csv, name);
          chain_csv_number (&csv, plot->x[i]);
          chain_csv_number (&csv, j < h1 ? forward.z1[j] : forward.z2[j - h1]);
          chain_csv_number (&csv, j < h1 ? forward.h1[j] : forward.h2[j - h1]);
          chain_csv_number (&csv, j < h1 ? forward.s1[j] : forward.s2[j - h1]);
          chain_csv_newline (&csv);
        }
    }
  return chain_csv_end (&csv);
}
