// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-manual.h"

#include "chain-manual-page.h"
#include "chain-popovers.h"
#include "chain-theme.h"
#include "chain-window.h"

/* In the order of reading. */
static const char *const chapters[] = {
  "start", "network", "loss", "backpropagation", "descent", "views", "check", "limits", "lessons", "files",
};

struct _ChainManual
{
  GtkWindow parent_instance;

  /* template */
  GtkListBox *chapters;
  GtkScrolledWindow *scrolled;

  const char *page;     /* one of @chapters */
  char *section;        /* to be scrolled to once the page has its size; NULL: none */
  GPtrArray *visited;   /* places, the last one is shown */
};

G_DEFINE_FINAL_TYPE (ChainManual, chain_manual, GTK_TYPE_WINDOW)

static int
find_chapter (const char *page)
{
  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    if (g_str_equal (chapters[i], page))
      return (int) i;

  return -1;
}

static GtkWidget *
find_section (GtkWidget  *widget,
              const char *id)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_widget_get_name (widget), id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_section (child, id);

  return found;
}

/* Before the next frame the page is laid out, and its sections have a place. */
static gboolean
scroll (gpointer data)
{
  ChainManual *self = data;
  GtkWidget *page = gtk_scrolled_window_get_child (self->scrolled);
  GtkWidget *section = self->section != NULL ? find_section (page, self->section) : NULL;
  double y = 0.0;

  if (section != NULL)
    gtk_widget_translate_coordinates (section, gtk_widget_get_first_child (page), 0.0, 0.0, NULL, &y);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), y);
  g_clear_pointer (&self->section, g_free);
  return G_SOURCE_REMOVE;
}

/* Opens the scenario in the window that was used last. */
static void
open_scenario (ChainManual *self,
               const char  *id)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *i = gtk_application_get_windows (application); i != NULL; i = i->next)
    if (CHAIN_IS_WINDOW (i->data))
      {
        gtk_widget_activate_action (i->data, "win.scenario", "s", id);
        gtk_window_present (i->data);
        return;
      }
}

static gboolean
on_link (GtkLabel   *label,
         const char *uri,
         gpointer    data)
{
  if (g_str_has_prefix (uri, "scenario:"))
    open_scenario (data, uri + strlen ("scenario:"));
  else
    chain_manual_go (data, uri + strlen ("page:"));
  return TRUE;
}

static void
show_page (ChainManual *self,
           const char  *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "#", 2);
  int chapter = parts[0][0] != '\0' ? find_chapter (parts[0]) : find_chapter (self->page);

  g_return_if_fail (chapter >= 0);

  if (self->page != chapters[chapter])
    {
      GtkWidget *page = chain_manual_page_new (chapters[chapter], on_link, self);

      self->page = chapters[chapter];
      gtk_scrolled_window_set_child (self->scrolled, page);
      g_object_unref (page);
    }
  gtk_list_box_select_row (self->chapters, gtk_list_box_get_row_at_index (self->chapters, chapter));
  g_free (self->section);
  self->section = g_strdup (parts[1]);
  g_idle_add_full (GDK_PRIORITY_REDRAW + 10, scroll, g_object_ref (self), g_object_unref);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "manual.back", self->visited->len > 1);
}

static void
on_chapter (ChainManual   *self,
            GtkListBoxRow *row)
{
  if (row != NULL && self->page != chapters[gtk_list_box_row_get_index (row)])
    chain_manual_go (self, chapters[gtk_list_box_row_get_index (row)]);
}

static void
on_back (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ChainManual *self = CHAIN_MANUAL (widget);

  if (self->visited->len < 2)
    return;
  g_ptr_array_set_size (self->visited, (int) self->visited->len - 1);
  show_page (self, g_ptr_array_index (self->visited, self->visited->len - 1));
}

static void
chain_manual_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (chain_manual_parent_class)->css_changed (widget, change);
  chain_theme_mark (widget);
}

static void
chain_manual_finalize (GObject *object)
{
  ChainManual *self = CHAIN_MANUAL (object);

  g_free (self->section);
  g_ptr_array_unref (self->visited);

  G_OBJECT_CLASS (chain_manual_parent_class)->finalize (object);
}

static void
chain_manual_class_init (ChainManualClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chain_manual_finalize;
  widget_class->css_changed = chain_manual_css_changed;
  gtk_widget_class_install_action (widget_class, "manual.back", NULL, on_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "manual.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-manual.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainManual, chapters);
  gtk_widget_class_bind_template_child (widget_class, ChainManual, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, on_chapter);
}

static void
chain_manual_init (ChainManual *self)
{
  self->visited = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  chain_popovers_watch (self->scrolled);

  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      g_autofree char *title = chain_manual_page_read_title (chapters[i]);
      GtkWidget *label = gtk_label_new (title);

      gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
      gtk_list_box_append (self->chapters, label);
    }
}

/**
 * chain_manual_go:
 * @place: PAGE, PAGE#SECTION or #SECTION
 *
 * Shows another page; the way back is kept.
 */
void
chain_manual_go (ChainManual *self,
                 const char  *place)
{
  g_return_if_fail (CHAIN_IS_MANUAL (self));

  g_ptr_array_add (self->visited, place[0] == '#' ? g_strconcat (self->page, place, NULL) : g_strdup (place));
  show_page (self, place);
}

/**
 * chain_manual_get_page:
 *
 * Returns: the page that is shown
 */
const char *
chain_manual_get_page (ChainManual *self)
{
  g_return_val_if_fail (CHAIN_IS_MANUAL (self), NULL);

  return self->page;
}

/**
 * chain_manual_present:
 * @place: (nullable): as for chain_manual_go(); %NULL for the page that is shown, or the first
 *
 * Shows the manual of @application: there is one.
 */
void
chain_manual_present (GtkApplication *application,
                      const char     *place)
{
  ChainManual *self = NULL;

  for (GList *i = gtk_application_get_windows (application); i != NULL; i = i->next)
    if (CHAIN_IS_MANUAL (i->data))
      self = i->data;

  if (self == NULL)
    self = g_object_new (CHAIN_TYPE_MANUAL, "application", application, NULL);
  if (place != NULL || self->page == NULL)
    chain_manual_go (self, place != NULL ? place : chapters[0]);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->chapters)));
  gtk_window_present (GTK_WINDOW (self));
}
