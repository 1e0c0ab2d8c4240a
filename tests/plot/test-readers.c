// SPDX-License-Identifier: GPL-3.0-or-later
/* Exported files, read by other programs: argv[1] is one of them. Not registered where it is
 * missing. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chain-export.h"
#include "chain-figure.h"

static char *program;

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status = 1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return output;
}

static char *
write_file (const ChainBuffer *buffer,
            const char        *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("chain-XXXXXX", &error);
  char *path = g_build_filename (directory, name, NULL);

  g_assert_no_error (error);
  g_file_set_contents (path, (const char *) buffer->data, (gssize) buffer->length, &error);
  g_assert_no_error (error);
  return path;
}

static void
remove_file (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (directory);
}

static void
make_figure (ChainFigure *figure)
{
  static const double gradients[] = { 1e-3, -0.2, 0.3, 0.4, -0.5, 6.0 };

  chain_figure_init (figure);
  figure->title = "Ein Lauf";
  figure->caption = "learning rate 0.01";
  figure->gradient.gradients = gradients;
}

/* The text is text, on one page, with the metadata. */
static void
test_pdf (void)
{
  ChainExportOptions options = { .title = "x\302\262 on [0, 2]", .time = 1700000000 };
  ChainBuffer buffer;
  ChainFigure figure;
  g_autofree char *path = NULL, *text = NULL;

  make_figure (&figure);
  g_assert_true (chain_export_pdf (chain_draw_figure, &figure, 1000.0, 760.0, &options, &buffer));
  g_assert_nonnull (memmem (buffer.data, buffer.length, "20231114221320Z", 15));
  path = write_file (&buffer, "figure.pdf");
  text = run ((const char *[]) { program, path, "-", NULL });
  g_assert_nonnull (strstr (text, "Ein Lauf"));
  g_assert_nonnull (strstr (text, "learning rate 0.01"));
  g_assert_nonnull (strstr (text, "Gradients"));
  /* One form feed for each page. */
  g_assert_true (strchr (text, '\f') == strrchr (text, '\f'));
  remove_file (path);
  chain_buffer_clear (&buffer);
}

static cairo_surface_t *
read_png (const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

/* It has the size it should have, transparent or not, and shows what Cairo's own picture does. */
static void
test_svg (void)
{
  ChainExportOptions options = { .title = "a < b & c" };

  for (int transparent = 0; transparent < 2; transparent++)
    {
      ChainFigure figure;
      ChainBuffer buffer;
      cairo_surface_t *surface;
      g_autofree char *path = NULL, *png = NULL, *nothing = NULL;
      const guint32 *pixels;
      int ink = 0, clear = 0;

      make_figure (&figure);
      if (transparent)
        figure.style.colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;
      g_assert_true (chain_export_svg (chain_draw_figure, &figure, 600.0, 400.0, &options, &buffer));
      g_assert_nonnull (memmem (buffer.data, buffer.length, "<title>a &lt; b &amp; c</title>", 31));
      g_assert_nonnull (memmem (buffer.data, buffer.length, "width=\"600px\" height=\"400px\"", 28));
      path = write_file (&buffer, "figure.svg");
      png = g_strconcat (path, ".png", NULL);
      nothing = run ((const char *[]) { program, "-o", png, path, NULL });
      surface = read_png (png);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 600);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 400);
      pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (surface);
      for (int i = 0; i < 600 * 400; i++)
        {
          ink += pixels[i] >> 24 > 0 && (pixels[i] & 0xffffff) != 0xffffff;
          clear += pixels[i] >> 24 == 0;
        }
      g_assert_cmpint (ink, >, 2000);
      if (transparent)
        g_assert_cmpint (clear, >, 120000);
      else
        g_assert_cmpint (clear, ==, 0);

      cairo_surface_destroy (surface);
      g_unlink (png);
      remove_file (path);
      chain_buffer_clear (&buffer);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  if (g_str_has_suffix (program, "pdftotext"))
    g_test_add_func ("/readers/pdf", test_pdf);
  else
    g_test_add_func ("/readers/svg", test_svg);
  return g_test_run ();
}
