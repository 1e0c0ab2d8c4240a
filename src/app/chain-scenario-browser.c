// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-scenario-browser.h"

#include "chain-plot-style.h"
#include "chain-thumbnails.h"

struct _ChainScenarioBrowser
{
  GtkPopover parent_instance;

  /* template */
  GtkListBox *list;

  GPtrArray *pictures;  /* GtkPicture, not owned */
  GCancellable *cancellable;
  ChainStyle style;     /* of the pictures there are */
  int scale;
};

G_DEFINE_FINAL_TYPE (ChainScenarioBrowser, chain_scenario_browser, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
new_label (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  /* wide enough to read, and no wider because of a long sentence */
  gtk_label_set_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_scenario (ChainScenarioBrowser *self,
              const ChainScenario  *scenario)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *picture = gtk_picture_new ();
  const char *name = chain_scenario_translate (scenario->name);
  g_autofree char *watch = g_strdup (chain_scenario_translate (scenario->watch));

  gtk_widget_set_size_request (picture, CHAIN_THUMBNAIL_WIDTH, CHAIN_THUMBNAIL_HEIGHT);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  g_ptr_array_add (self->pictures, picture);

  gtk_box_append (GTK_BOX (text), new_label (name, "heading"));
  gtk_box_append (GTK_BOX (text), new_label (watch, "watch"));
  gtk_box_append (GTK_BOX (text), new_label (chain_scenario_translate (scenario->why), "why"));
  gtk_widget_set_hexpand (text, TRUE);

  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, watch, -1);
  gtk_list_box_append (self->list, row);
}

static void
on_drawn (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GPtrArray) textures = chain_thumbnails_draw_finish (result, NULL);
  ChainScenarioBrowser *self = data;

  /* cancelled: the browser may be no more */
  if (textures == NULL)
    return;

  for (guint i = 0; i < textures->len; i++)
    gtk_picture_set_paintable (g_ptr_array_index (self->pictures, i), g_ptr_array_index (textures, i));
}

static void
chain_scenario_browser_map (GtkWidget *widget)
{
  ChainScenarioBrowser *self = CHAIN_SCENARIO_BROWSER (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  ChainStyle style;

  GTK_WIDGET_CLASS (chain_scenario_browser_parent_class)->map (widget);

  /* colours and font may have changed since */
  memset (&style, 0, sizeof style);
  chain_plot_style_read (widget, &style);
  if (scale == self->scale && memcmp (&style, &self->style, sizeof style) == 0)
    return;

  self->style = style;
  self->scale = scale;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  chain_thumbnails_draw_async (&style, scale, self->cancellable, on_drawn, self);
}

static void
on_row_activated (ChainScenarioBrowser *self,
                  GtkListBoxRow        *row)
{
  chain_scenario_browser_choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
chain_scenario_browser_dispose (GObject *object)
{
  ChainScenarioBrowser *self = CHAIN_SCENARIO_BROWSER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->pictures != NULL)
    g_ptr_array_set_size (self->pictures, 0);

  G_OBJECT_CLASS (chain_scenario_browser_parent_class)->dispose (object);
}

static void
chain_scenario_browser_finalize (GObject *object)
{
  g_ptr_array_unref (CHAIN_SCENARIO_BROWSER (object)->pictures);

  G_OBJECT_CLASS (chain_scenario_browser_parent_class)->finalize (object);
}

static void
chain_scenario_browser_class_init (ChainScenarioBrowserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chain_scenario_browser_dispose;
  object_class->finalize = chain_scenario_browser_finalize;
  widget_class->map = chain_scenario_browser_map;

  /* @index: of the scenario */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CHAIN_TYPE_SCENARIO_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/chainrule/Chainrule/chain-scenario-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainScenarioBrowser, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
chain_scenario_browser_init (ChainScenarioBrowser *self)
{
  const ChainScenario *scenarios;
  gsize n;

  self->pictures = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  scenarios = chain_scenario_get_all (&n);
  for (gsize i = 0; i < n; i++)
    add_scenario (self, &scenarios[i]);
}

/**
 * chain_scenario_browser_choose:
 * @index: of the scenario
 *
 * Closes, and tells who listens which one was chosen.
 */
void
chain_scenario_browser_choose (ChainScenarioBrowser *self,
                               guint                 index)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, index);
}
