// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include "chain-popovers.h"

/* For a projector: the whole screen, larger text, and the controls out of the way. */

/* The class makes the text larger, also the plots', which take their font from their widget. */
#define CSS_CLASS "presentation"

/* Whoever leaves the whole screen by the desktop's own means has left the presentation too. With
 * the header goes the button that had the focus: nothing has it then, so that Space starts. */
static void
on_fullscreened (ChainWindow *self)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  else
    chain_window_set_presentation (self, FALSE);
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  ChainWindow *self = CHAIN_WINDOW (widget);

  if (!self->presentation)
    return FALSE;

  chain_window_set_presentation (self, FALSE);
  return TRUE;
}

/**
 * chain_window_set_presentation:
 *
 * Begins a presentation, or puts everything back as it was before.
 */
void
chain_window_set_presentation (ChainWindow *self,
                               gboolean     presentation)
{
  if (self->presentation == presentation)
    return;

  /* their buttons are hidden with the header, or move */
  chain_popovers_close (GTK_WIDGET (self));
  if (presentation)
    {
      /* first: what is hidden for the presentation is not remembered as hidden */
      self->presentation = TRUE;
      self->had_sidebar = gtk_widget_get_visible (self->sidebar);
      self->was_fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
      gtk_widget_hide (self->sidebar);
      gtk_widget_add_css_class (GTK_WIDGET (self), CSS_CLASS);
      gtk_window_fullscreen (GTK_WINDOW (self));
      g_signal_connect (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), NULL);
    }
  else
    {
      g_signal_handlers_disconnect_by_func (self, on_fullscreened, NULL);
      if (!self->was_fullscreen)
        gtk_window_unfullscreen (GTK_WINDOW (self));
      gtk_widget_remove_css_class (GTK_WIDGET (self), CSS_CLASS);
      gtk_widget_set_visible (self->sidebar, self->had_sidebar);
      gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->run_button));
      self->presentation = FALSE;
    }
  g_object_notify (G_OBJECT (self), "presentation");
}

/**
 * chain_window_install_presentation:
 *
 * Gives the class its action and keys. Escape is its own only where nothing in the window has
 * a use for it.
 */
void
chain_window_install_presentation (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "win.presentation", "presentation");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "win.presentation", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}
