// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-popovers.h"

/**
 * chain_popovers_close:
 *
 * Closes menus, lists and the like that are open in @widget. Some are gone when they are closed,
 * as the menu of the title.
 */
void
chain_popovers_close (GtkWidget *widget)
{
  GtkWidget *next;

  g_object_ref (widget);
  if (GTK_IS_POPOVER (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *i = gtk_widget_get_first_child (widget); i != NULL; i = next)
    {
      next = gtk_widget_get_next_sibling (i);
      chain_popovers_close (i);
    }
  g_object_unref (widget);
}

static gboolean
opens_menu (guint           key,
            GdkModifierType modifiers)
{
  return key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (modifiers & GDK_SHIFT_MASK) != 0);
}

/* What was scrolled out of sight opens nothing there: the key brings it back, the next one is its
 * own. Any key opens a list or chooses from it. */
static gboolean
on_key (GtkScrolledWindow *scroller,
        guint              key,
        guint              code,
        GdkModifierType    modifiers)
{
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (scroller);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (scroller))));
  GtkWidget *list = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_DROP_DOWN) : NULL;
  GtkWidget *control = list != NULL ? list : GTK_IS_TEXT (focus) ? gtk_widget_get_parent (focus) : focus;
  double page = gtk_adjustment_get_page_size (place);
  graphene_rect_t bounds;
  double past;

  if (focus == NULL || (list == NULL && !opens_menu (key, modifiers)))
    return FALSE;
  if (!gtk_widget_compute_bounds (control, GTK_WIDGET (scroller), &bounds))
    return FALSE;

  past = bounds.origin.y + bounds.size.height - page;
  if (bounds.size.height > page ? past > -page && bounds.origin.y < page : bounds.origin.y >= 0.0f && past <= 0.0)
    return FALSE;

  gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + (past > 0.0 ? past : bounds.origin.y));
  return TRUE;
}

static void
on_scrolled (GtkWidget *scroller)
{
  chain_popovers_close (scroller);
}

/**
 * chain_popovers_watch:
 *
 * From now on what is open in @scroller does not follow its place out of sight, and nothing that
 * is out of sight opens.
 */
void
chain_popovers_watch (GtkScrolledWindow *scroller)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "value-changed",
                           G_CALLBACK (on_scrolled), scroller, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), scroller, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (scroller), keys);
}
