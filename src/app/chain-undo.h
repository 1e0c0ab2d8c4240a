// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "chain-experiment.h"

/* What can be taken back, and taken back again: two stacks of moments before a change.
 *
 * A moment is what the window knows of its run, and the serial under which the worker keeps the
 * run itself, with state, change log and history: see chain_trainer_keep(). Nothing is replayed.
 *
 * All changes of one gesture make one entry: those that bear the same text and follow each other
 * without another press of a key or button in between, however long a slider is dragged. */

#define CHAIN_UNDO_DEPTH 24

/* What is saved under one name: all moments since it was opened share it. Reference-counted. */
typedef struct
{
  GFile *file;           /* (nullable): where it is saved; owned */
  guint64 saved_revision;
} ChainDocument;

typedef struct
{
  ChainExperiment experiment; /* as the run began; owned */
  gboolean steered;
  bool frozen[CHAIN_MAX_PARAMETERS];
  gboolean running;
  ChainDocument *document;    /* owned */
  guint64 revision;
  uint64_t kept;
} ChainMoment;

typedef struct _ChainUndo ChainUndo;

/* Called with each moment that is dropped, so that what the worker keeps for it can go too. */
typedef void (*ChainMomentDropped) (const ChainMoment *moment,
                                    gpointer           data);

ChainUndo   *chain_undo_new         (ChainMomentDropped  dropped,
                                     gpointer            data);
void         chain_undo_free        (ChainUndo          *undo);
gboolean     chain_undo_continues   (ChainUndo          *undo,
                                     const char         *gesture);
void         chain_undo_set_held    (ChainUndo          *undo,
                                     gboolean            held);
void         chain_undo_set_joined  (ChainUndo          *undo,
                                     gboolean            joined);
void         chain_undo_end_gesture (ChainUndo          *undo);
void         chain_undo_push        (ChainUndo          *undo,
                                     ChainMoment        *moment);
ChainMoment *chain_undo_back        (ChainUndo          *undo);
ChainMoment *chain_undo_forward     (ChainUndo          *undo);
void         chain_undo_went_back   (ChainUndo          *undo,
                                     ChainMoment        *from);
void         chain_undo_went_forward (ChainUndo         *undo,
                                      ChainMoment       *from);

ChainDocument *chain_document_new   (GFile              *file,
                                     guint64             revision);
void         chain_document_free    (ChainDocument      *document);

ChainMoment *chain_moment_new       (const ChainExperiment *experiment,
                                     ChainDocument         *document);
void         chain_moment_free      (ChainMoment        *moment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainMoment, chain_moment_free)
