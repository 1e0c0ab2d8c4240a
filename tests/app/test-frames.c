// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-base.h"
#include "chain-plot-style.h"
#include "test-app.h"

/* What is kept of a plot from frame to frame: as long as it is the same, and no longer. */

static ChainWindow *
window_with_run (void)
{
  ChainWindow *window = test_window_new ();

  test_activate (window, "win.step");
  test_wait_until (window->run.step == 1 && test_is_settled (window));
  return window;
}

static ChainPlotModel *
get_model (ChainWindow *window)
{
  return chain_plot_board_get_model (window->board);
}

/* What @view shows in a frame now. */
static GskRenderNode *
take_frame (ChainPlotView *view)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (view)->snapshot (GTK_WIDGET (view), snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

/* The lowest layer of it: borrowed. */
static GskRenderNode *
get_base (GskRenderNode *frame)
{
  return gsk_render_node_get_node_type (frame) == GSK_CONTAINER_NODE ? gsk_container_node_get_child (frame, 0) : frame;
}

static cairo_surface_t *
new_surface (ChainPlotView *view,
             int            scale)
{
  cairo_surface_t *surface;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, scale * gtk_widget_get_width (GTK_WIDGET (view)),
                                        scale * gtk_widget_get_height (GTK_WIDGET (view)));
  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

/* Cairo rounds what it replays a little differently: by a few of 255 where it blends. */
static int
count_differences (cairo_surface_t *a,
                   cairo_surface_t *b)
{
  const guchar *left, *right;
  int size = cairo_image_surface_get_stride (a) * cairo_image_surface_get_height (a), n = 0;

  cairo_surface_flush (a);
  cairo_surface_flush (b);
  left = cairo_image_surface_get_data (a);
  right = cairo_image_surface_get_data (b);
  for (int i = 0; i < size; i++)
    n += ABS (left[i] - right[i]) > 3;
  return n;
}

/* How far @node is from what a file with this plot would show. */
static int
compare (ChainPlotView *view,
         GskRenderNode *node,
         int            scale)
{
  int n;
  cairo_surface_t *shown = new_surface (view, scale), *drawn = new_surface (view, scale);
  const void *plot;
  ChainDraw draw = chain_pictures_get_plot (chain_plot_view_get_pictures (view), chain_plot_view_get_picture (view), &plot);
  cairo_t *cr = cairo_create (shown);

  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cr = cairo_create (drawn);
  draw (plot, cr, gtk_widget_get_width (GTK_WIDGET (view)), gtk_widget_get_height (GTK_WIDGET (view)));
  cairo_destroy (cr);
  n = count_differences (shown, drawn);
  cairo_surface_destroy (shown);
  cairo_surface_destroy (drawn);
  return n;
}

static void
check_view (ChainPlotView *view)
{
  GskRenderNode *frame = take_frame (view);

  g_assert_cmpint (compare (view, frame, 1), ==, 0);
  gsk_render_node_unref (frame);
}

static void
point_at (ChainWindow *window,
          guint64      step,
          double       x)
{
  ChainPlotChoices *choices = chain_plot_model_get_choices (get_model (window));

  choices->has_crosshair = TRUE;
  choices->crosshair = step;
  choices->probe_x = x;
  chain_plot_model_pointed (get_model (window), CHAIN_PICTURES_ALL);
}

/* While the pointer moves, what lies below is the same; where it shows all that depends on it, it
 * is another. */
static void
test_pointer (void)
{
  ChainWindow *window = window_with_run ();
  ChainPlotView *views[] = { window->fit, window->loss };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      GskRenderNode *frames[3];

      point_at (window, 0, 0.5);
      gsk_render_node_unref (take_frame (views[i])); /* drawn; from the next time on it is pixels */
      frames[0] = take_frame (views[i]);
      g_assert_cmpint (compare (views[i], frames[0], 1), ==, 0);
      point_at (window, 1, 0.75);
      frames[1] = take_frame (views[i]);
      g_assert_cmpint (compare (views[i], frames[1], 1), ==, 0);
      g_assert_true (get_base (frames[0]) == get_base (frames[1]));
      chain_plot_model_changed (get_model (window), CHAIN_PICTURES_ALL);
      frames[2] = take_frame (views[i]);
      g_assert_true (get_base (frames[1]) != get_base (frames[2]));
      for (gsize k = 0; k < G_N_ELEMENTS (frames); k++)
        gsk_render_node_unref (frames[k]);
    }

  /* where the pointer is elsewhere than it was, other factors are looked at */
  g_action_group_change_action_state (chain_plot_model_get_actions (get_model (window)), "factors",
                                      g_variant_new_boolean (TRUE));
  check_view (window->gradients);
  point_at (window, 1, 1.25);
  check_view (window->gradients);
  test_window_close (window);
}

static void
check_all (ChainWindow *window)
{
  check_view (window->fit);
  check_view (window->loss);
  check_view (window->gradients);
}

/* Nothing that was kept outlives what it shows. Each is looked at twice: as drawn, and as pixels. */
static void
test_fresh (void)
{
  ChainWindow *window = window_with_run ();
  ChainPlotChoices *choices = chain_plot_model_get_choices (get_model (window));
  int width = gtk_widget_get_width (GTK_WIDGET (window->loss));

  for (int pointing = 0; pointing < 2; pointing++)
    {
      if (pointing)
        point_at (window, 1, 0.5);
      check_all (window);
      check_all (window);

      test_activate (window, "win.step");
      test_wait_until (window->run.step == 2 + (guint64) pointing && test_is_settled (window));
      check_all (window);
      check_all (window);

      CHAIN_PLOT_VIEW_GET_CLASS (window->fit)->toggle (window->fit, CHAIN_FIT_NETWORK);
      CHAIN_PLOT_VIEW_GET_CLASS (window->loss)->toggle (window->loss, CHAIN_LOSS_FLOOR);
      check_all (window);
      check_all (window);

      g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", !pointing, NULL);
      check_all (window);
      chain_settings_set (CHAIN_SETTINGS_COLORS, g_variant_new_string (pointing ? "standard" : "high-contrast"));
      check_all (window);
      check_all (window);
    }

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (window->loss)) < width);
  check_all (window);

  choices->has_crosshair = FALSE;
  choices->probe_x = NAN;
  chain_plot_model_pointed (get_model (window), CHAIN_PICTURES_ALL);
  check_all (window);
  test_activate (window, "win.reset");
  test_wait_until (window->run.step == 0 && test_is_settled (window));
  check_all (window);
  test_window_close (window);
}

/* Pixels are those of the screen: those of another are coarse. */
static void
test_scale (void)
{
  ChainWindow *window = window_with_run ();
  int width = gtk_widget_get_width (GTK_WIDGET (window->fit)), height = gtk_widget_get_height (GTK_WIDGET (window->fit));
  const ChainPictures *pictures = chain_plot_view_get_pictures (window->fit);
  ChainPlotBase base = { NULL };
  ChainStyle style;
  GskRenderNode *coarse;

  chain_plot_style_read (GTK_WIDGET (window->fit), &style);
  chain_plot_base_get (&base, pictures, CHAIN_PICTURE_FIT, &style, width, height, 1);
  coarse = gsk_render_node_ref (chain_plot_base_get (&base, pictures, CHAIN_PICTURE_FIT, &style, width, height, 1));
  g_assert_cmpint (compare (window->fit, coarse, 1), ==, 0);
  for (int i = 0; i < 2; i++)
    {
      GskRenderNode *fine = chain_plot_base_get (&base, pictures, CHAIN_PICTURE_FIT, &style, width, height, 2);

      /* text is placed anew at each scale, by less than a pixel */
      g_assert_cmpint (50 * compare (window->fit, fine, 2), <, compare (window->fit, coarse, 2));
    }
  gsk_render_node_unref (coarse);
  chain_plot_base_clear (&base);
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/frames/pointer", test_pointer);
  g_test_add_func ("/app/frames/fresh", test_fresh);
  g_test_add_func ("/app/frames/scale", test_scale);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
