// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

/* Each list of the sidebar is opened, then what surrounds it changes: neither may a list stay open
 * that has no place any more, nor may GTK complain of its place. */

static ChainFold *
get_group (GtkWidget *widget)
{
  return CHAIN_FOLD (gtk_widget_get_ancestor (widget, CHAIN_TYPE_FOLD));
}

static void
unfold (GtkWidget *widget)
{
  if (CHAIN_IS_FOLD (widget))
    chain_fold_set_folded (CHAIN_FOLD (widget), FALSE);
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = gtk_widget_get_next_sibling (i))
    unfold (i);
}

static void
scroll (ChainWindow *window,
        gboolean     to_end)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window->sidebar));

  gtk_adjustment_set_value (adjustment, to_end ? gtk_adjustment_get_upper (adjustment) : 0.0);
}

static void
scroll_to_start (ChainWindow *window,
                 GtkWidget   *list)
{
  scroll (window, FALSE);
}

static void
scroll_to_end (ChainWindow *window,
               GtkWidget   *list)
{
  scroll (window, TRUE);
}

static void
hide_sidebar (ChainWindow *window,
              GtkWidget   *list)
{
  test_activate (window, "win.sidebar");
  test_iterate (0.05);
  test_activate (window, "win.sidebar");
}

static void
hide_sidebar_at_once (ChainWindow *window,
                      GtkWidget   *list)
{
  test_activate (window, "win.sidebar");
  test_activate (window, "win.sidebar");
}

static void
fold (ChainWindow *window,
      GtkWidget   *list)
{
  chain_fold_set_folded (get_group (list), TRUE);
  test_iterate (0.05);
  chain_fold_set_folded (get_group (list), FALSE);
}

static void
present (ChainWindow *window,
         GtkWidget   *list)
{
  chain_window_set_presentation (window, TRUE);
  test_iterate (0.05);
  chain_window_set_presentation (window, FALSE);
}

static void
load (ChainWindow *window,
      GtkWidget   *list)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.scenario", "s", "wider-network"));
  test_wait_until (test_is_settled (window));
  test_activate (window, "win.undo");
}

static void
fold_others (ChainWindow *window,
             GtkWidget   *list)
{
  ChainFold *group = get_group (list);
  GtkWidget *panel = gtk_widget_get_parent (GTK_WIDGET (group));

  for (GtkWidget *i = gtk_widget_get_prev_sibling (panel); i != NULL; i = gtk_widget_get_prev_sibling (i))
    if (CHAIN_IS_FOLD (gtk_widget_get_first_child (i)))
      chain_fold_set_folded (CHAIN_FOLD (gtk_widget_get_first_child (i)), TRUE);
  test_iterate (0.05);
  unfold (window->sidebar);
}

static void
resize (ChainWindow *window,
        GtkWidget   *list)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 500);
  test_iterate (0.05);
  gtk_window_set_default_size (GTK_WINDOW (window), 1390, 890);
  test_wait_until (gtk_widget_get_height (GTK_WIDGET (window)) > 800);
}

static const struct
{
  const char *name;
  void (*change) (ChainWindow *window, GtkWidget *list);
} changes[] = {
  { "scroll to the end", scroll_to_end },
  { "scroll to the start", scroll_to_start },
  { "hide the sidebar", hide_sidebar },
  { "hide the sidebar at once", hide_sidebar_at_once },
  { "fold", fold },
  { "present", present },
  { "fold the groups above", fold_others },
  { "load", load },
  { "resize", resize },
};

static void
collect (GtkWidget *widget,
         GPtrArray *lists)
{
  if (GTK_IS_DROP_DOWN (widget))
    g_ptr_array_add (lists, widget);
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = gtk_widget_get_next_sibling (i))
    collect (i, lists);
}

static GtkWidget *
get_popover (GtkWidget *list)
{
  return gtk_widget_get_last_child (list);
}

static gboolean
is_in_sight (ChainWindow *window,
             GtkWidget   *list)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (list)
         && gtk_widget_compute_bounds (list, window->sidebar, &bounds)
         && bounds.origin.y >= 0.0f
         && bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (window->sidebar);
}

static void
test_lists (void)
{
  ChainWindow *window = test_window_new ();
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  unfold (window->sidebar);
  collect (window->sidebar, lists);
  g_assert_cmpuint (lists->len, >=, 4);
  /* one at the top, one far down */
  for (guint i = 0; i < lists->len; i += lists->len - 1)
    for (guint k = 0; k < G_N_ELEMENTS (changes); k++)
      {
        GtkWidget *list = lists->pdata[i];

        g_test_message ("list %u: %s", i, changes[k].name);
        /* brings it into view */
        gtk_widget_grab_focus (GTK_WIDGET (window->run_button));
        gtk_widget_grab_focus (list);
        test_iterate (0.05);
        g_signal_emit_by_name (list, "activate");
        test_wait_until (gtk_widget_get_mapped (get_popover (list)));
        changes[k].change (window, list);
        test_iterate (0.05);
        g_assert_true (!gtk_widget_get_mapped (get_popover (list)) || is_in_sight (window, list));
        gtk_popover_popdown (GTK_POPOVER (get_popover (list)));
        test_iterate (0.05);
      }

  test_window_close (window);
}

/* As GTK's own menu of the title does, where no window manager has one. */
static void
on_closed (GtkWidget *popover)
{
  gtk_widget_unparent (popover);
}

/* What is gone as soon as it is closed is not touched any more. */
static void
test_gone (void)
{
  ChainWindow *window = test_window_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_set_parent (popover, GTK_WIDGET (window->run_button));
  g_object_add_weak_pointer (G_OBJECT (popover), (gpointer *) &popover);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  test_wait_until (gtk_widget_get_mapped (popover));
  chain_window_set_presentation (window, TRUE);
  test_wait_until (popover == NULL);
  chain_window_set_presentation (window, FALSE);

  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/lists/gone", test_gone);
  g_test_add_func ("/app/lists/places", test_lists);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
