// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-undo.h"

/* Changes without any key or button, as assistive technologies make them, belong together where
 * they follow each other within this time. */
#define GESTURE_MICROSECONDS G_USEC_PER_SEC

struct _ChainUndo
{
  ChainMomentDropped dropped;
  gpointer data;

  GQueue past;   /* the latest at the head */
  GQueue future; /* the next at the head */

  char *gesture; /* what the last entry is for; NULL: nothing joins it */
  gint64 gesture_time;
  gboolean held; /* a key or a button is down */
  gboolean joined; /* what is changed belongs to the last entry */
};

/**
 * chain_document_new:
 * @file: (nullable): where it comes from
 * @revision: what it holds
 *
 * Returns: (transfer full): a document, a g_rc_box, to be freed with chain_document_free()
 */
ChainDocument *
chain_document_new (GFile   *file,
                    guint64  revision)
{
  ChainDocument *document = g_rc_box_new0 (ChainDocument);

  g_set_object (&document->file, file);
  document->saved_revision = revision;
  return document;
}

static void
clear_document (gpointer data)
{
  ChainDocument *document = data;

  g_clear_object (&document->file);
}

/**
 * chain_document_free:
 *
 * Gives one reference back.
 */
void
chain_document_free (ChainDocument *document)
{
  g_rc_box_release_full (document, clear_document);
}

/**
 * chain_moment_new:
 * @experiment: copied
 * @document: what it is a state of
 *
 * Returns: (transfer full): a moment of a run of @experiment; the rest is to be filled in
 */
ChainMoment *
chain_moment_new (const ChainExperiment *experiment,
                  ChainDocument         *document)
{
  ChainMoment *moment = g_new0 (ChainMoment, 1);

  if (!chain_experiment_copy (&moment->experiment, experiment))
    g_error ("no memory for an experiment");
  moment->document = g_rc_box_acquire (document);
  return moment;
}

void
chain_moment_free (ChainMoment *moment)
{
  chain_experiment_clear (&moment->experiment);
  chain_document_free (moment->document);
  g_free (moment);
}

/**
 * chain_undo_new:
 * @dropped: called for moments that nobody can go back to any more
 */
ChainUndo *
chain_undo_new (ChainMomentDropped dropped,
                gpointer           data)
{
  ChainUndo *undo = g_new0 (ChainUndo, 1);

  undo->dropped = dropped;
  undo->data = data;
  return undo;
}

/**
 * chain_undo_free:
 *
 * Frees all without telling: what the worker keeps ends with the worker.
 */
void
chain_undo_free (ChainUndo *undo)
{
  g_queue_clear_full (&undo->past, (GDestroyNotify) chain_moment_free);
  g_queue_clear_full (&undo->future, (GDestroyNotify) chain_moment_free);
  g_free (undo->gesture);
  g_free (undo);
}

static void
drop (ChainUndo   *undo,
      ChainMoment *moment)
{
  undo->dropped (moment, undo->data);
  chain_moment_free (moment);
}

/**
 * chain_undo_continues:
 * @gesture: (nullable): what is being changed; %NULL is something else each time
 *
 * Returns: whether the change that comes now belongs to the last entry; if not, a moment is to
 *   be pushed before it is made
 */
gboolean
chain_undo_continues (ChainUndo  *undo,
                      const char *gesture)
{
  gint64 now = g_get_monotonic_time ();
  gboolean same = gesture != NULL && g_strcmp0 (gesture, undo->gesture) == 0
                  && undo->future.length == 0
                  && (undo->held || now - undo->gesture_time < GESTURE_MICROSECONDS);

  if (!same)
    {
      g_free (undo->gesture);
      undo->gesture = g_strdup (gesture);
    }
  undo->gesture_time = now;
  return same || undo->joined;
}

/**
 * chain_undo_set_held:
 * @held: whether a key or a button is down now
 *
 * What comes after a press is another gesture; while it is held, one gesture lasts as long as
 * it does.
 */
void
chain_undo_set_held (ChainUndo *undo,
                     gboolean   held)
{
  if (held)
    g_clear_pointer (&undo->gesture, g_free);
  undo->held = held;
}

/**
 * chain_undo_set_joined:
 * @joined: whether changes belong to the last entry, whatever they are
 *
 * For what is typed and then used by an action that makes another change.
 */
void
chain_undo_set_joined (ChainUndo *undo,
                       gboolean   joined)
{
  undo->joined = joined;
}

/**
 * chain_undo_end_gesture:
 *
 * What comes is another gesture.
 */
void
chain_undo_end_gesture (ChainUndo *undo)
{
  g_clear_pointer (&undo->gesture, g_free);
}

/**
 * chain_undo_push:
 * @moment: (transfer full): what a change, the next thing to happen, can be taken back to
 */
void
chain_undo_push (ChainUndo   *undo,
                 ChainMoment *moment)
{
  ChainMoment *other;

  while ((other = g_queue_pop_head (&undo->future)) != NULL)
    drop (undo, other);

  g_queue_push_head (&undo->past, moment);
  while (undo->past.length > CHAIN_UNDO_DEPTH)
    drop (undo, g_queue_pop_tail (&undo->past));
}

/**
 * chain_undo_back:
 *
 * Returns: (transfer full) (nullable): the moment before the last change; where it is gone to,
 *   the one left is to be handed to chain_undo_went_back()
 */
ChainMoment *
chain_undo_back (ChainUndo *undo)
{
  g_clear_pointer (&undo->gesture, g_free);
  return g_queue_pop_head (&undo->past);
}

/**
 * chain_undo_forward:
 *
 * Returns: (transfer full) (nullable): the moment that was left by going back; the one left now
 *   is to be handed to chain_undo_went_forward()
 */
ChainMoment *
chain_undo_forward (ChainUndo *undo)
{
  g_clear_pointer (&undo->gesture, g_free);
  return g_queue_pop_head (&undo->future);
}

/**
 * chain_undo_went_back:
 * @from: (transfer full): the moment that was left
 */
void
chain_undo_went_back (ChainUndo   *undo,
                      ChainMoment *from)
{
  g_queue_push_head (&undo->future, from);
}

/**
 * chain_undo_went_forward:
 * @from: (transfer full): the moment that was left
 */
void
chain_undo_went_forward (ChainUndo   *undo,
                         ChainMoment *from)
{
  g_queue_push_head (&undo->past, from);
}
