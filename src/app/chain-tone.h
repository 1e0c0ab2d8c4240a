// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* A tone that can be heard while a run goes on, as high as its loss. Main thread only; nothing here
 * waits for a device. Without GStreamer there is none. */

typedef struct _ChainTone ChainTone;

/* @reason is a sentence: there is no tone, now or any more. Never called from chain_tone_new(), nor
 * after chain_tone_close(). */
typedef void (*ChainToneFailed) (const char *reason,
                                 gpointer    data);

double     chain_tone_pitch (double          loss,
                             double          start,
                             double          floor_loss);
ChainTone *chain_tone_new   (ChainToneFailed failed,
                             gpointer        data);
void       chain_tone_play  (ChainTone      *self,
                             double          pitch);
void       chain_tone_rest  (ChainTone      *self);
void       chain_tone_close (ChainTone      *self);
