// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-export.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "chain-figure.h"

static cairo_status_t
read_bytes (void          *closure,
            unsigned char *data,
            unsigned int   length)
{
  ChainBuffer *rest = closure;

  if (rest->length < length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, rest->data, length);
  rest->data += length;
  rest->length -= length;
  return CAIRO_STATUS_SUCCESS;
}

static void
test_png (void)
{
  static const double scales[] = { 0.5, 1.0, 2.0, 3.0, 8.0 };
  ChainFigure figure;

  chain_figure_init (&figure);
  figure.title = "a < b & c";
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      ChainBuffer first, second, rest;
      cairo_surface_t *surface;

      g_assert_true (chain_export_png (chain_draw_figure, &figure, 300.0, 200.0, scales[i], &first));
      g_assert_true (chain_export_png (chain_draw_figure, &figure, 300.0, 200.0, scales[i], &second));
      g_assert_cmpmem (first.data, first.length, second.data, second.length);

      rest = first;
      surface = cairo_image_surface_create_from_png_stream (read_bytes, &rest);
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, (int) (300.0 * scales[i]));
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, (int) (200.0 * scales[i]));

      cairo_surface_destroy (surface);
      chain_buffer_clear (&first);
      chain_buffer_clear (&second);
      g_assert_null (first.data);
    }
}

static void
test_refused (void)
{
  static const double bad[][3] = {
    { 0.0, 100.0, 1.0 }, { 100.0, -1.0, 1.0 }, { 100.0, 100.0, 0.0 }, { 100.0, 100.0, 8.1 },
    { 100.0, 100.0, NAN }, { NAN, 100.0, 1.0 }, { 40000.0, 100.0, 1.0 }, { 10000.0, 100.0, 8.0 },
  };
  ChainFitPlot plot;

  chain_fit_plot_init (&plot);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      ChainBuffer buffer;

      g_assert_false (chain_export_png (chain_draw_fit, &plot, bad[i][0], bad[i][1], bad[i][2], &buffer));
      g_assert_null (buffer.data);
      g_assert_cmpuint (buffer.length, ==, 0);
    }
}

static gpointer
export_in_thread (gpointer data)
{
  ChainBuffer *buffer = g_new0 (ChainBuffer, 1);

  g_assert_true (chain_export_png (chain_draw_figure, data, 500.0, 380.0, 2.0, buffer));
  return buffer;
}

/* Two threads at once, and the same bytes. */
static void
test_threads (void)
{
  ChainFigure figure;
  GThread *threads[2];
  ChainBuffer *buffers[2];

  chain_figure_init (&figure);
  for (int i = 0; i < 2; i++)
    threads[i] = g_thread_new ("export", export_in_thread, &figure);
  for (int i = 0; i < 2; i++)
    buffers[i] = g_thread_join (threads[i]);
  g_assert_cmpmem (buffers[0]->data, buffers[0]->length, buffers[1]->data, buffers[1]->length);
  for (int i = 0; i < 2; i++)
    {
      chain_buffer_clear (buffers[i]);
      g_free (buffers[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/png", test_png);
  g_test_add_func ("/export/refused", test_refused);
  g_test_add_func ("/export/threads", test_threads);
  return g_test_run ();
}
