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

/* A size in pixels is that size, whatever the scale of text and lines. */
static void
test_pixels (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 333, 777 }, { 1001, 50 } };
  static const double scales[] = { 0.3, 1.0, 3.3 };
  ChainFitPlot plot;

  chain_fit_plot_init (&plot);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (scales); j++)
      {
        ChainBuffer buffer, rest;
        cairo_surface_t *surface;

        g_assert_true (chain_export_pixels (chain_draw_fit, &plot, sizes[i][0], sizes[i][1], scales[j],
                                            NULL, &buffer));
        rest = buffer;
        surface = cairo_image_surface_create_from_png_stream (read_bytes, &rest);
        g_assert_cmpint (cairo_image_surface_get_width (surface), ==, sizes[i][0]);
        g_assert_cmpint (cairo_image_surface_get_height (surface), ==, sizes[i][1]);
        cairo_surface_destroy (surface);
        chain_buffer_clear (&buffer);
      }
}

typedef bool (*Export) (ChainDraw draw, const void *plot, double width, double height,
                        const ChainExportOptions *options, ChainBuffer *buffer);

/* The same bytes again from one process, and from two threads; others for another title. */
static void
test_same_bytes (gconstpointer data)
{
  Export export = data == NULL ? chain_export_svg : chain_export_pdf;
  ChainExportOptions options = { .title = "a < b & \303\274", .time = 1700000000 };
  ChainBuffer first, second, other;
  ChainFigure figure;

  chain_figure_init (&figure);
  figure.title = "a < b & c";
  g_assert_true (export (chain_draw_figure, &figure, 600.0, 400.0, &options, &first));
  g_assert_true (export (chain_draw_figure, &figure, 600.0, 400.0, &options, &second));
  g_assert_cmpmem (first.data, first.length, second.data, second.length);
  options.title = "another";
  g_assert_true (export (chain_draw_figure, &figure, 600.0, 400.0, &options, &other));
  g_assert_false (other.length == first.length && memcmp (other.data, first.data, first.length) == 0);
  chain_buffer_clear (&first);
  chain_buffer_clear (&second);
  chain_buffer_clear (&other);
}

static void
test_bad_pages (void)
{
  static const double bad[][2] = { { 0.0, 10.0 }, { 10.0, NAN }, { -1.0, 10.0 }, { 1e9, 10.0 } };
  ChainFitPlot plot;
  ChainBuffer buffer;

  chain_fit_plot_init (&plot);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (chain_export_svg (chain_draw_fit, &plot, bad[i][0], bad[i][1], NULL, &buffer));
      g_assert_null (buffer.data);
      g_assert_false (chain_export_pdf (chain_draw_fit, &plot, bad[i][0], bad[i][1], NULL, &buffer));
      g_assert_null (buffer.data);
    }
}

/* Cancelled before it begins or, by the drawing itself, on the way: nothing is left. */
static void
cancel_while_drawing (const void *plot,
                      cairo_t    *cr,
                      double      width,
                      double      height)
{
  cairo_paint (cr);
  atomic_store ((atomic_bool *) plot, true);
}

static void
test_cancel (void)
{
  for (int format = 0; format < 3; format++)
    for (int early = 0; early < 2; early++)
      {
        atomic_bool cancelled = early;
        ChainExportOptions options = { .cancelled = &cancelled };
        ChainBuffer buffer;
        bool good = format == 0 ? chain_export_pixels (cancel_while_drawing, &cancelled, 64, 64, 1.0,
                                                       &options, &buffer)
                    : format == 1 ? chain_export_svg (cancel_while_drawing, &cancelled, 64.0, 64.0,
                                                      &options, &buffer)
                                  : chain_export_pdf (cancel_while_drawing, &cancelled, 64.0, 64.0,
                                                      &options, &buffer);

        g_assert_false (good);
        g_assert_null (buffer.data);
      }
}

static gpointer
export_in_thread (gpointer data)
{
  ChainBuffer *buffer = g_new0 (ChainBuffer, 1);

  g_assert_true (chain_export_svg (chain_draw_figure, data, 500.0, 380.0, NULL, buffer));
  chain_buffer_clear (buffer);
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

/* Sees how much was done whenever it is drawn. */
typedef struct
{
  const ChainFigure *figure;
  atomic_int *progress;
  int last;
  int calls;
} Watched;

static void
draw_watched (const void *plot,
              cairo_t    *cr,
              double      width,
              double      height)
{
  Watched *watched = (Watched *) plot;
  int done = atomic_load (watched->progress);

  g_assert_cmpint (done, >=, watched->last);
  watched->last = done;
  watched->calls++;
  chain_draw_figure (watched->figure, cr, width, height);
}

/* How much is done grows to nearly all, and who asks gets the same bytes. */
static void
test_progress (void)
{
  double gradients[] = { 0.5, -0.2, 0.1, 0.0, 1.5, -1e-7 };
  ChainFigure figure;
  ChainBuffer plain, watched_png;
  atomic_int progress;
  ChainExportOptions options = { .progress = &progress };
  Watched watched = { &figure, &progress, 0, 0 };

  atomic_init (&progress, 0);
  chain_figure_init (&figure);
  figure.title = "Title";
  figure.gradient.gradients = gradients;
  g_assert_true (chain_export_pixels (chain_draw_figure, &figure, 3000, 2460, 3.0, NULL, &plain));
  g_assert_true (chain_export_pixels (draw_watched, &watched, 3000, 2460, 3.0, &options, &watched_png));
  g_assert_cmpint (watched.calls, >, 3);
  g_assert_cmpint (watched.last, >, 200);
  g_test_message ("%d thousandths at the end", atomic_load (&progress));
  g_assert_cmpint (atomic_load (&progress), >=, 800);
  g_assert_cmpint (atomic_load (&progress), <, 1000);
  g_assert_cmpmem (plain.data, plain.length, watched_png.data, watched_png.length);
  chain_buffer_clear (&plain);
  chain_buffer_clear (&watched_png);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/png", test_png);
  g_test_add_func ("/export/refused", test_refused);
  g_test_add_func ("/export/pixels", test_pixels);
  g_test_add_data_func ("/export/svg/same-bytes", NULL, test_same_bytes);
  g_test_add_data_func ("/export/pdf/same-bytes", "pdf", test_same_bytes);
  g_test_add_func ("/export/bad-pages", test_bad_pages);
  g_test_add_func ("/export/cancel", test_cancel);
  g_test_add_func ("/export/threads", test_threads);
  g_test_add_func ("/export/progress", test_progress);
  return g_test_run ();
}
