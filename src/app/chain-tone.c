// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-tone.h"

#include <math.h>
#include <stdatomic.h>

#include <glib/gi18n.h>
#include <gst/gst.h>

#define RATE 44100
#define BUFFER_SAMPLES 512
#define VOLUME 0.2
/* Pitch and volume get this part of the way nearer to what they should be with each sample, within
 * about 10 ms: a jump would be heard as a click. */
#define GLIDE (1.0 / 441.0)
/* Until then the tone has died away, and the device can rest. */
#define REST_MILLISECONDS 300

typedef enum
{
  COMMAND_PLAY = 1,
  COMMAND_PAUSE,
  COMMAND_QUIT
} Command;

/* A thread of its own opens, starts and closes the device, each of which may take its time. Another
 * one, GStreamer's, asks for samples. */
struct _ChainTone
{
  GAsyncQueue *commands;   /* Command, for the thread */
  _Atomic double pitch;    /* what is to be heard */
  _Atomic double volume;

  /* of GStreamer's thread */
  double phase;
  double heard_pitch;
  double heard_volume;
  guint64 n_samples;

  /* of the main thread */
  ChainToneFailed failed;
  gpointer data;
  gboolean playing;
  gboolean closed;
  guint timeout;
};

typedef struct
{
  ChainTone *tone; /* a reference */
  char *reason;
} Failure;

static void
chain_tone_free (gpointer data)
{
  g_async_queue_unref (((ChainTone *) data)->commands);
}

static void
unref (ChainTone *self)
{
  g_atomic_rc_box_release_full (self, chain_tone_free);
}

/* ---- failures ---- */

static gboolean
on_failure (gpointer data)
{
  Failure *failure = data;

  if (!failure->tone->closed)
    failure->tone->failed (failure->reason, failure->tone->data);
  return G_SOURCE_REMOVE;
}

static void
failure_free (gpointer data)
{
  Failure *failure = data;

  unref (failure->tone);
  g_free (failure->reason);
  g_free (failure);
}

/* Any thread. */
static void
fail (ChainTone  *self,
      const char *reason)
{
  Failure *failure = g_new (Failure, 1);

  failure->tone = g_atomic_rc_box_acquire (self);
  /* Translators: then what the sound system says of it */
  failure->reason = g_strdup_printf (_("There is no sound: %s"), reason);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_failure, failure, failure_free);
}

/* A warning is what says that no device was found. */
static GstBusSyncReply
on_message (GstBus     *bus,
            GstMessage *message,
            gpointer    data)
{
  g_autoptr (GError) error = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    gst_message_parse_error (message, &error, NULL);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_WARNING)
    gst_message_parse_warning (message, &error, NULL);
  if (error != NULL)
    fail (data, error->message);

  gst_message_unref (message);
  return GST_BUS_DROP;
}

/* ---- samples ---- */

static void
fill (ChainTone *self,
      float     *samples,
      gsize      n)
{
  double pitch = atomic_load_explicit (&self->pitch, memory_order_relaxed);
  double volume = atomic_load_explicit (&self->volume, memory_order_relaxed);

  for (gsize i = 0; i < n; i++)
    {
      self->heard_pitch += (pitch - self->heard_pitch) * GLIDE;
      self->heard_volume += (volume - self->heard_volume) * GLIDE;
      self->phase = fmod (self->phase + self->heard_pitch / RATE, 1.0);
      samples[i] = (float) (self->heard_volume * sin (2.0 * G_PI * self->phase));
    }
}

static void
on_need_data (GstElement *source,
              guint       length,
              gpointer    data)
{
  ChainTone *self = data;
  gsize size = BUFFER_SAMPLES * sizeof (float);
  float *samples = g_malloc (size);
  GstBuffer *buffer = gst_buffer_new_wrapped (samples, size);
  GstFlowReturn result;

  fill (self, samples, BUFFER_SAMPLES);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (self->n_samples, GST_SECOND, RATE);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (BUFFER_SAMPLES, GST_SECOND, RATE);
  self->n_samples += BUFFER_SAMPLES;
  g_signal_emit_by_name (source, "push-buffer", buffer, &result);
  gst_buffer_unref (buffer);
}

/* ---- the thread ---- */

static GstElement *
open_pipeline (ChainTone *self,
               GError   **error)
{
  const char *sink = g_getenv ("CHAIN_TONE_SINK"); /* for tests */
  g_autofree char *description = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstBus) bus = NULL;
  GstElement *pipeline;

  if (!gst_init_check (NULL, NULL, error))
    return NULL;

  description = g_strdup_printf ("appsrc name=source format=time max-bytes=%u"
                                 " caps=audio/x-raw,format=F32LE,layout=interleaved,rate=%d,channels=1 ! %s",
                                 (guint) (BUFFER_SAMPLES * sizeof (float)), RATE,
                                 sink != NULL ? sink : "audioconvert ! audioresample ! autoaudiosink");
  pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  if (pipeline == NULL)
    return NULL;

  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_signal_connect (source, "need-data", G_CALLBACK (on_need_data), self);
  bus = gst_element_get_bus (pipeline);
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  return pipeline;
}

static gpointer
run (gpointer data)
{
  ChainTone *self = data;
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = open_pipeline (self, &error);
  Command command;

  if (pipeline == NULL)
    fail (self, error->message);
  while ((command = (Command) GPOINTER_TO_INT (g_async_queue_pop (self->commands))) != COMMAND_QUIT)
    if (pipeline != NULL)
      gst_element_set_state (pipeline, command == COMMAND_PLAY ? GST_STATE_PLAYING : GST_STATE_PAUSED);

  if (pipeline != NULL)
    {
      gst_element_set_state (pipeline, GST_STATE_NULL);
      gst_object_unref (pipeline);
    }
  unref (self);
  return NULL;
}

static void
send (ChainTone *self,
      Command    command)
{
  g_async_queue_push (self->commands, GINT_TO_POINTER (command));
}

/* ---- the main thread ---- */

/**
 * chain_tone_new:
 * @failed: called once there is no tone, at most for each reason
 *
 * Returns: a tone that is silent yet; to be closed with chain_tone_close()
 */
ChainTone *
chain_tone_new (ChainToneFailed failed,
                gpointer        data)
{
  ChainTone *self = g_atomic_rc_box_new0 (ChainTone);

  self->commands = g_async_queue_new ();
  self->heard_pitch = chain_tone_pitch (1.0, 1.0, 0.0);
  self->failed = failed;
  self->data = data;
  g_thread_unref (g_thread_new ("tone", run, g_atomic_rc_box_acquire (self)));
  return self;
}

/**
 * chain_tone_play:
 * @pitch: in Hz
 *
 * Lets the tone be heard, or glide to another pitch.
 */
void
chain_tone_play (ChainTone *self,
                 double     pitch)
{
  atomic_store_explicit (&self->pitch, pitch, memory_order_relaxed);
  atomic_store_explicit (&self->volume, VOLUME, memory_order_relaxed);
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (!self->playing)
    send (self, COMMAND_PLAY);
  self->playing = TRUE;
}

static gboolean
on_rest (gpointer data)
{
  ChainTone *self = data;

  self->timeout = 0;
  self->playing = FALSE;
  send (self, COMMAND_PAUSE);
  return G_SOURCE_REMOVE;
}

/**
 * chain_tone_rest:
 *
 * Lets the tone die away.
 */
void
chain_tone_rest (ChainTone *self)
{
  atomic_store_explicit (&self->volume, 0.0, memory_order_relaxed);
  if (self->playing && self->timeout == 0)
    self->timeout = g_timeout_add (REST_MILLISECONDS, on_rest, self);
}

/**
 * chain_tone_close:
 *
 * Ends the tone. The device is closed after that, by the thread.
 */
void
chain_tone_close (ChainTone *self)
{
  self->closed = TRUE;
  g_clear_handle_id (&self->timeout, g_source_remove);
  send (self, COMMAND_QUIT);
  unref (self);
}
