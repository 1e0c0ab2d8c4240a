// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network-layout.h"

#include <math.h>

/* How near the pointer has to come to an edge. */
#define REACH 5.0

/* The widest figures that are always shown whole; longer ones lose digits. */
#define WIDE_FIGURE "h −0.0000"
#define NARROW_FIGURE "−0.000"

/* ---- nodes and parameters ---- */

static int
column_length (ChainShape shape,
               int        column)
{
  return column == 1 ? shape.hidden1 : column == 2 ? shape.hidden2 : 1;
}

size_t
chain_network_n_nodes (ChainShape shape)
{
  return (size_t) (shape.hidden1 + shape.hidden2 + 2);
}

/**
 * chain_network_has_part:
 *
 * Returns: whether a network of that shape has it; a part of another may be in none
 */
bool
chain_network_has_part (ChainShape       shape,
                        ChainNetworkPart part)
{
  return part.kind == CHAIN_NETWORK_NOTHING
         || part.index < (part.kind == CHAIN_NETWORK_NODE ? chain_network_n_nodes (shape)
                                                          : chain_shape_n_parameters (shape));
}

/**
 * chain_network_locate_node:
 * @row: (out): from 0
 *
 * Returns: the node's column, from 0
 */
int
chain_network_locate_node (ChainShape shape,
                           size_t     node,
                           int       *row)
{
  int column = 0;

  *row = (int) node;
  while (*row >= column_length (shape, column))
    *row -= column_length (shape, column++);

  return column;
}

size_t
chain_network_find_node (ChainShape shape,
                         int        column,
                         int        row)
{
  for (int i = 0; i < column; i++)
    row += column_length (shape, i);

  return (size_t) row;
}

/* The column that @parameter leads into, and the rows of its ends; @from is −1 for a bias. */
static int
locate_edge (ChainShape shape,
             size_t     parameter,
             int       *from,
             int       *to)
{
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, parameter, &row, &column);
  bool is_bias = group == CHAIN_B1 || group == CHAIN_B2 || group == CHAIN_B3;

  *to = group == CHAIN_W3 ? 0 : row;
  *from = is_bias ? -1 : group == CHAIN_W1 ? 0 : group == CHAIN_W2 ? column : row;
  return (int) group / 2 + 1;
}

/* ---- places ---- */

static double
stub_of (const ChainNetworkLayout *layout,
         int                       column)
{
  return fmin (fmax (0.16 * layout->columns[column].pitch, 2.0), 0.8 * layout->em);
}

/**
 * chain_network_layout_square:
 *
 * Returns: the side of the square that a bias of @column comes from
 */
double
chain_network_layout_square (const ChainNetworkLayout *layout,
                             int                       column)
{
  return fmin (fmax (0.18 * layout->columns[column].pitch, 2.0), 0.55 * layout->em);
}

/* What hangs below a node. x has no bias, and no need to be in line with others. */
static double
hanging (const ChainNetworkLayout *layout,
         int                       column)
{
  return column == 0 ? 0.0 : stub_of (layout, column) + chain_network_layout_square (layout, column);
}

/**
 * chain_network_layout_node:
 *
 * Returns: the middle of the node
 */
ChainNetworkPoint
chain_network_layout_node (const ChainNetworkLayout *layout,
                           int                       column,
                           int                       row)
{
  const ChainNetworkColumn *place = &layout->columns[column];

  /* with a single neuron in each layer all edges are level */
  return (ChainNetworkPoint) {
    place->x, layout->graph.top + (row + 0.5) * place->pitch - hanging (layout, column == 0 ? 3 : column) / 2.0
  };
}

/**
 * chain_network_layout_edge:
 * @from: (out): where the edge begins; for a bias the middle of its square
 * @to: (out): where it ends, at a node
 *
 * Returns: whether it is a weight's, and not a bias'
 */
bool
chain_network_layout_edge (const ChainNetworkLayout *layout,
                           size_t                    parameter,
                           ChainNetworkPoint        *from,
                           ChainNetworkPoint        *to)
{
  int source, target;
  int column = locate_edge (layout->shape, parameter, &source, &target);

  *to = chain_network_layout_node (layout, column, target);
  if (source < 0)
    {
      to->y += layout->columns[column].half_height;
      *from = (ChainNetworkPoint) {
        to->x, to->y + stub_of (layout, column) + chain_network_layout_square (layout, column) / 2.0
      };
      return false;
    }

  to->x -= layout->columns[column].half_width;
  *from = chain_network_layout_node (layout, column - 1, source);
  from->x += layout->columns[column - 1].half_width;
  return true;
}

/* Makes nodes with up to @most lines of figures as large as their column allows. */
static void
size_nodes (ChainNetworkLayout *layout,
            const ChainFrame   *frame,
            int                 most)
{
  double em = layout->em;
  double taken = 0.0;

  for (int i = 0; i < CHAIN_NETWORK_COLUMNS; i++)
    {
      ChainNetworkColumn *column = &layout->columns[i];
      double room;

      column->n = column_length (layout->shape, i);
      column->pitch = (layout->graph.bottom - layout->graph.top) / column->n;
      room = 0.94 * column->pitch - hanging (layout, i);
      column->lines = i == 0 && most > 1 ? 1 : most;
      while (column->lines > 0 && column->lines * layout->line + 0.5 * em > room)
        column->lines--;

      if (column->lines > 0)
        {
          column->half_height = (column->lines * layout->line + 0.5 * em) / 2.0;
          column->half_width = (chain_text_measure (frame->text, CHAIN_TEXT_SMALL,
                                                    most > 1 && i > 0 ? WIDE_FIGURE : NARROW_FIGURE) + 0.6 * em) / 2.0;
        }
      else
        column->half_width = column->half_height = fmin (fmax (room / 2.0, 1.5), 0.7 * em);
      taken += 2.0 * column->half_width;
    }

  layout->gap = (layout->graph.right - layout->graph.left - taken) / (CHAIN_NETWORK_COLUMNS - 1);
}

/**
 * chain_network_layout_init:
 * @layout: (out)
 * @frame: the page
 */
void
chain_network_layout_init (ChainNetworkLayout *layout,
                           const ChainFrame   *frame,
                           ChainShape          shape)
{
  double em = chain_frame_em (frame), margin = 0.5 * em;
  double height = frame->page.bottom - frame->page.top;
  int lines = height > 17.0 * em ? 4 : height > 11.0 * em ? 3 : height > 8.0 * em ? 2 : 0;
  double x;

  *layout = (ChainNetworkLayout) { .shape = shape, .em = em, .has_captions = height > 8.0 * em };
  layout->line = chain_text_line (frame->text, CHAIN_TEXT_SMALL);
  layout->graph = (ChainBox) { frame->page.left + margin, frame->page.top + (layout->has_captions ? 1.5 * em : 0.2 * em),
                               frame->page.right - margin, frame->page.bottom - 0.2 * em };
  layout->readout = layout->graph;
  /* letters above and below the line make it a little higher */
  layout->readout.top = layout->readout.bottom - ceil (1.1 * lines * layout->line);
  layout->graph.bottom = layout->readout.top - (lines > 0 ? 0.4 * em : 0.0);

  for (int most = 3; most >= 0; most--)
    {
      size_nodes (layout, frame, most);
      if (layout->gap >= 2.5 * em)
        break;
    }

  x = layout->graph.left;
  for (int i = 0; i < CHAIN_NETWORK_COLUMNS; i++)
    {
      layout->columns[i].x = x + layout->columns[i].half_width;
      x += 2.0 * layout->columns[i].half_width + layout->gap;
    }
}

/* ---- the pointer and the keys ---- */

static double
distance_to_edge (ChainNetworkPoint from,
                  ChainNetworkPoint to,
                  double            x,
                  double            y)
{
  double dx = to.x - from.x, dy = to.y - from.y;
  double length = dx * dx + dy * dy;
  double t = length > 0.0 ? ((x - from.x) * dx + (y - from.y) * dy) / length : 0.0;

  t = fmin (fmax (t, 0.0), 1.0);
  return hypot (x - from.x - t * dx, y - from.y - t * dy);
}

/**
 * chain_network_layout_pick:
 *
 * Returns: what is at that place of the page: a node before an edge, and the nearest edge
 */
ChainNetworkPart
chain_network_layout_pick (const ChainNetworkLayout *layout,
                           double                    x,
                           double                    y)
{
  ChainNetworkPart picked = { CHAIN_NETWORK_NOTHING, 0 };
  double nearest = REACH;

  for (size_t i = 0; i < chain_network_n_nodes (layout->shape); i++)
    {
      int row, column = chain_network_locate_node (layout->shape, i, &row);
      ChainNetworkPoint middle = chain_network_layout_node (layout, column, row);

      if (fabs (x - middle.x) <= layout->columns[column].half_width
          && fabs (y - middle.y) <= layout->columns[column].half_height)
        return (ChainNetworkPart) { CHAIN_NETWORK_NODE, i };
    }

  for (size_t i = 0; i < chain_shape_n_parameters (layout->shape); i++)
    {
      ChainNetworkPoint from, to;
      bool is_weight = chain_network_layout_edge (layout, i, &from, &to);
      double distance = distance_to_edge (from, to, x, y);

      /* a bias is short: it comes before the weights that pass it by */
      if (!is_weight && distance <= REACH)
        distance /= 4.0;
      if (distance < nearest)
        {
          nearest = distance;
          picked = (ChainNetworkPart) { CHAIN_NETWORK_PARAMETER, i };
        }
    }

  return picked;
}

/* The parameters that lead into one column, from top to bottom: each neuron's weights and then its bias. */
static size_t
list_parameters (ChainShape shape,
                 int        column,
                 size_t     list[CHAIN_MAX_PARAMETERS])
{
  size_t weights = chain_shape_group_offset (shape, (ChainGroup) (2 * (column - 1)));
  size_t biases = chain_shape_group_offset (shape, (ChainGroup) (2 * (column - 1) + 1));
  int inputs = column_length (shape, column - 1);
  size_t n = 0;

  for (int row = 0; row < column_length (shape, column); row++)
    {
      for (int i = 0; i < inputs; i++)
        list[n++] = weights + (size_t) (row * inputs + i);
      list[n++] = biases + (size_t) row;
    }

  return n;
}

/**
 * chain_network_walk:
 * @across: columns to the right
 * @down: parameters downwards, within the column
 *
 * Returns: the parameter that a key leads to; where there is none, @parameter itself
 */
size_t
chain_network_walk (ChainShape shape,
                    size_t     parameter,
                    int        across,
                    int        down)
{
  size_t list[CHAIN_MAX_PARAMETERS];
  int from, to, column = locate_edge (shape, parameter, &from, &to);
  int target = column + across;
  size_t n = list_parameters (shape, column, list), place = 0;

  while (list[place] != parameter)
    place++;

  if (target != column && target >= 1 && target < CHAIN_NETWORK_COLUMNS)
    {
      double share = ((double) place + 0.5) / (double) n;

      n = list_parameters (shape, target, list);
      return list[(size_t) (share * (double) n)];
    }
  if ((down < 0 && place < (size_t) -down) || (down > 0 && place + (size_t) down >= n))
    return parameter;

  return down < 0 ? list[place - (size_t) -down] : list[place + (size_t) down];
}

/* ---- paths ---- */

/* Whether the value of @from's node (or of the one that its edge leads into) flows through @part. */
static bool
flows_through (ChainShape       shape,
               int              column,
               int              row,
               ChainNetworkPart part)
{
  int source, target, into;

  if (part.kind == CHAIN_NETWORK_NODE)
    {
      into = chain_network_locate_node (shape, part.index, &target);
      return into > column || (into == column && target == row);
    }

  into = locate_edge (shape, part.index, &source, &target);
  if (source < 0 || into <= column)
    return false;
  return into > column + 1 || source == row;
}

/**
 * chain_network_is_on_path:
 * @from: what is looked at
 *
 * Returns: whether @part is what is looked at, leads into a node that is, or lies on the way from
 *   there to the output: what the derivative of the loss by @from is made of
 */
bool
chain_network_is_on_path (ChainShape       shape,
                          ChainNetworkPart from,
                          ChainNetworkPart part)
{
  int row, column, source, target;

  if (from.kind == CHAIN_NETWORK_NOTHING || (from.kind == part.kind && from.index == part.index))
    return true;

  if (from.kind == CHAIN_NETWORK_NODE)
    {
      column = chain_network_locate_node (shape, from.index, &row);
      if (part.kind == CHAIN_NETWORK_PARAMETER && locate_edge (shape, part.index, &source, &target) == column
          && target == row)
        return true;
      return flows_through (shape, column, row, part);
    }

  column = locate_edge (shape, from.index, &source, &row);
  /* a weight's last factor is what it multiplies */
  if (part.kind == CHAIN_NETWORK_NODE && source >= 0 && part.index == chain_network_find_node (shape, column - 1, source))
    return true;
  return flows_through (shape, column, row, part);
}
