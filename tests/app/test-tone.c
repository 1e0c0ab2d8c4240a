// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#define RATE 44100.0

static void
set_tone (gboolean on)
{
  g_action_group_change_action_state (G_ACTION_GROUP (test_application), CHAIN_SETTINGS_TONE, g_variant_new_boolean (on));
}

static gboolean
get_tone (void)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (test_application), CHAIN_SETTINGS_TONE);

  return g_variant_get_boolean (state);
}

static void
test_pitch (void)
{
  g_assert_cmpfloat_with_epsilon (chain_tone_pitch (2.0, 2.0, 0.0), 880.0, 1e-9);
  /* half an octave a decade */
  g_assert_cmpfloat_with_epsilon (chain_tone_pitch (0.02, 2.0, 0.0), 440.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (chain_tone_pitch (2e-6, 2.0, 0.0), 110.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (chain_tone_pitch (1e-9, 2.0, NAN), 110.0, 1e-9);
  /* above the floor */
  g_assert_cmpfloat_with_epsilon (chain_tone_pitch (1.01, 2.0, 1.0), 440.0, 1e-6);
  g_assert_cmpfloat (chain_tone_pitch (1.0, 2.0, 1.0), ==, 110.0);
  g_assert_cmpfloat (chain_tone_pitch (0.5, 2.0, 1.0), ==, 110.0);
  g_assert_cmpfloat (chain_tone_pitch (1.0, 1.0, 1.0), ==, 110.0);
  /* a loss that rises */
  g_assert_cmpfloat_with_epsilon (chain_tone_pitch (1e300, 2.0, 0.0), 1760.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (chain_tone_pitch (INFINITY, 2.0, 0.0), 1760.0, 1e-9);
}

/* Off at first; where there is no device, a sentence says so, and it is off again. */
static void
test_no_device (void)
{
  ChainWindow *window;

  g_setenv ("CHAIN_TONE_SINK", "there-is-no-such-element", TRUE);
  window = test_window_new ();
  g_assert_false (get_tone ());
  g_assert_null (window->tone);
  set_tone (TRUE);
  test_wait_until (!get_tone ());
  g_assert_null (window->tone);
  g_assert_cmpstr (gtk_label_get_text (window->note), !=, "");
  test_window_close (window);
}

#ifdef TEST_SOUND
typedef struct
{
  float *samples;
  gsize n;
} Recording;

/* Of the tone between two times, in Hz: how often it rises through 0. */
static double
measure_pitch (const Recording *recording,
               gsize            from,
               gsize            to)
{
  gsize first = 0, last = 0, n = 0;

  for (gsize i = from + 1; i < to; i++)
    if (recording->samples[i - 1] < 0.0f && recording->samples[i] >= 0.0f)
      {
        first = n == 0 ? i : first;
        last = i;
        n++;
      }
  return n > 1 ? (double) (n - 1) * RATE / (double) (last - first) : 0.0;
}

/* A run is heard: lower and lower, without a click, and not while it is paused. */
static void
test_run (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("XDG_DATA_HOME"), "tone.raw", NULL);
  g_autofree char *sink = g_strdup_printf ("filesink sync=true buffer-mode=unbuffered location=%s", path);
  g_autofree char *contents = NULL;
  Recording recording;
  ChainWindow *window;
  gsize size, end, playing = 0;

  g_setenv ("CHAIN_TONE_SINK", sink, TRUE);
  window = test_window_new ();
  set_tone (TRUE);
  test_iterate (0.5);
  g_assert_true (get_tone ());
  chain_window_set_speed (window, 1000.0);
  test_activate (window, "win.run");
  test_wait_until (window->run.step > 1500);
  test_activate (window, "win.run");
  test_iterate (0.8);
  g_assert_cmpstr (gtk_label_get_text (window->note), ==, "");
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  recording = (Recording) { (float *) contents, size / sizeof (float) };
  end = recording.n;

  for (gsize i = 1; i < end; i++)
    {
      /* a sine of 1,760 Hz with the volume of 0.2 rises by 0.0501 at most */
      g_assert_cmpfloat (fabs (recording.samples[i] - recording.samples[i - 1]), <, 0.0502);
      playing += fabs (recording.samples[i]) > 0.1;
    }
  g_assert_cmpuint (playing, >, (gsize) (0.5 * RATE / 2.0));
  g_assert_cmpfloat (fabs (recording.samples[0]), <, 0.001);
  g_assert_cmpfloat (fabs (recording.samples[end - 1]), <, 0.001);
  g_assert_cmpfloat (measure_pitch (&recording, end / 2, end * 3 / 4), <, 0.8 * measure_pitch (&recording, 1000, 5000));

  /* while it rests, nothing is made */
  test_iterate (0.5);
  g_clear_pointer (&contents, g_free);
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_cmpuint (size / sizeof (float), ==, end);

  set_tone (FALSE);
  g_assert_null (window->tone);
  test_window_close (window);
}
#endif

static void
add_tests (void)
{
  g_test_add_func ("/app/tone/pitch", test_pitch);
  g_test_add_func ("/app/tone/no-device", test_no_device);
#ifdef TEST_SOUND
  g_test_add_func ("/app/tone/run", test_run);
#endif
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
