// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-room.h"

#include <math.h>

/**
 * chain_room_init:
 * @room: (out): with everything free
 */
void
chain_room_init (ChainRoom      *room,
                 const ChainBox *inside)
{
  room->inside = *inside;
  room->n_labels = 0;
  room->n_rules = 0;
  for (int i = 0; i < CHAIN_ROOM_SLOTS; i++)
    {
      room->top[i] = HUGE_VAL;
      room->bottom[i] = -HUGE_VAL;
    }
}

/* The strip that holds the place @x, the nearest one where it is outside. */
static int
slot_at (const ChainRoom *room,
         double           x)
{
  double width = room->inside.right - room->inside.left;
  double slot = (x - room->inside.left) / width * CHAIN_ROOM_SLOTS;

  return slot <= 0.0 ? 0 : slot >= CHAIN_ROOM_SLOTS - 1 ? CHAIN_ROOM_SLOTS - 1 : (int) slot;
}

/**
 * chain_room_add_line:
 * @x0: the left end
 * @y0: likewise
 * @x1: the right end, not left of @x0
 * @y1: likewise
 *
 * A straight piece of a curve.
 */
void
chain_room_add_line (ChainRoom *room,
                     double     x0,
                     double     y0,
                     double     x1,
                     double     y1)
{
  double strip = (room->inside.right - room->inside.left) / CHAIN_ROOM_SLOTS;
  double slope = x1 - x0 > strip ? (y1 - y0) / (x1 - x0) : 0.0;
  int last = slot_at (room, x1);

  for (int i = slot_at (room, x0); i <= last; i++)
    {
      double left = fmax (room->inside.left + i * strip, x0);
      double right = fmin (room->inside.left + (i + 1) * strip, x1);
      double from = slope == 0.0 ? y0 : y0 + slope * (left - x0);
      double to = slope == 0.0 ? y1 : y0 + slope * (right - x0);

      double top = from < to ? from : to, bottom = from < to ? to : from;

      if (top < room->top[i])
        room->top[i] = top;
      if (bottom > room->bottom[i])
        room->bottom[i] = bottom;
    }
}

/**
 * chain_room_add_rule:
 * @y: of a horizontal line across the inside; beyond %CHAIN_ROOM_RULES they are ignored
 */
void
chain_room_add_rule (ChainRoom *room,
                     double     y)
{
  if (room->n_rules < CHAIN_ROOM_RULES)
    room->rules[room->n_rules++] = y;
}

/* Whether a box lies inside and covers no other label. */
static bool
is_possible (const ChainRoom *room,
             const ChainBox  *box)
{
  if (box->left < room->inside.left || box->right > room->inside.right
      || box->top < room->inside.top || box->bottom > room->inside.bottom)
    return false;

  for (size_t i = 0; i < room->n_labels; i++)
    {
      const ChainBox *label = &room->labels[i];

      if (box->left < label->right && label->left < box->right
          && box->top < label->bottom && label->top < box->bottom)
        return false;
    }

  return true;
}

/* Whether it covers no line either. */
static bool
is_free (const ChainRoom *room,
         const ChainBox  *box)
{
  if (!is_possible (room, box))
    return false;

  for (size_t i = 0; i < room->n_rules; i++)
    if (box->top < room->rules[i] + 1.0 && room->rules[i] - 1.0 < box->bottom)
      return false;

  for (int i = slot_at (room, box->left); i <= slot_at (room, box->right); i++)
    if (box->top < room->bottom[i] && room->top[i] < box->bottom)
      return false;

  return true;
}

/* The box that a text of this size takes, moved into the inside. */
static ChainBox
box_at (const ChainRoom *room,
        const ChainSpot *spot,
        double           width,
        double           height,
        double           pad)
{
  double left = spot->x - spot->anchor.x * width;
  double top = spot->y - spot->anchor.y * height;

  left = fmax (fmin (left, room->inside.right - width - pad), room->inside.left + pad);
  top = fmax (fmin (top, room->inside.bottom - height - pad), room->inside.top + pad);
  return (ChainBox) { left - pad, top - pad, left + width + pad, top + height + pad };
}

/* A label stays readable on a ground of its own: over the grid, over what is too pale to be avoided, and
 * over the lines that could not be. */
static void
fill_ground (const ChainFrame *frame,
             const ChainBox   *box)
{
  chain_style_set_ground (frame->style, 0.94, frame->cr);
  cairo_rectangle (frame->cr, box->left, box->top, box->right - box->left, box->bottom - box->top);
  cairo_fill (frame->cr);
}

/* Takes a place that labels must not cover from now on. */
static void
take (ChainRoom      *room,
      const ChainBox *box)
{
  if (room->n_labels < CHAIN_ROOM_LABELS)
    room->labels[room->n_labels++] = *box;
}

/**
 * chain_room_show_label:
 * @markup: a line of small text
 * @spots: where it could be, the best first
 * @n: how many
 *
 * Shows the label at the first spot where it hides nothing, or else where it hides no other
 * label, and takes that place. It is left out where there is none, or where it would hide a
 * good part of a small page.
 */
void
chain_room_show_label (ChainRoom        *room,
                       const ChainFrame *frame,
                       ChainColorRole    role,
                       const char       *markup,
                       const ChainSpot  *spots,
                       int               n)
{
  double width = chain_text_measure (frame->text, CHAIN_TEXT_SMALL, markup);
  double height = chain_text_capital (frame->text, CHAIN_TEXT_SMALL);
  double pad = 0.25 * chain_frame_em (frame);
  bool is_small = width < 0.4 * (room->inside.right - room->inside.left);
  bool found = false, found_free = false;
  ChainBox box = room->inside;

  for (int i = 0; i < n && !found_free; i++)
    {
      ChainBox candidate = box_at (room, &spots[i], width, height, pad);

      found_free = is_free (room, &candidate);
      if (found_free || (!found && is_small && is_possible (room, &candidate)))
        {
          box = candidate;
          found = true;
        }
    }

  if (!found)
    return;
  fill_ground (frame, &box);
  chain_text_show (frame->text, CHAIN_TEXT_SMALL, role, markup, box.left + pad, box.bottom - pad,
                   (ChainAnchor) { 0.0, 1.0 });
  take (room, &box);
}

/**
 * chain_room_place:
 * @width: of a box
 * @height: likewise
 * @spots: where it could be, the best first
 * @n: how many
 * @x: what the box must not be moved over when it is kept within the inside
 * @box: (out): its place, which it takes
 *
 * Returns: false where the inside has no room for it beside @x; curves and labels may be covered
 *   if there is no better place
 */
bool
chain_room_place (ChainRoom       *room,
                  double           width,
                  double           height,
                  const ChainSpot *spots,
                  int              n,
                  double           x,
                  ChainBox        *box)
{
  bool found = false;

  if (width > 0.7 * (room->inside.right - room->inside.left)
      || height > 0.7 * (room->inside.bottom - room->inside.top))
    return false;

  for (int i = 0; i < n; i++)
    {
      ChainBox candidate = box_at (room, &spots[i], width, height, 0.0);

      if (candidate.left < x && candidate.right > x)
        continue;
      if (!found || is_free (room, &candidate))
        *box = candidate;
      found = true;
      if (is_free (room, &candidate))
        break;
    }

  if (found)
    take (room, box);
  return found;
}
