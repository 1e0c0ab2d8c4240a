// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-view.h"

#include <glib/gi18n.h>

#include "chain-page.h"
#include "chain-plain-text.h"
#include "chain-plot-base.h"
#include "chain-plot-style.h"
#include "chain-plot-words.h"
#include "chain-settings.h"

/* How often the words of a plot follow it: nobody listens faster to a run that goes on; and once it
 * rests, after a gesture. */
#define WORDS_RUNNING_MILLISECONDS 2000
#define WORDS_PAUSED_MILLISECONDS 200

typedef struct
{
  ChainPlotModel *model;
  gulong change_handler;
  gulong point_handler;
  ChainPlotBase base;
  guint tick;
  guint revision;                    /* of the model, as the keys are laid out */
  GtkWidget *menu;
  ChainLegend *legend;               /* as the keys are laid out */
  GtkWidget *keys[CHAIN_LEGEND_SIZE];
  gboolean updating;
  guint words_timeout;
  gboolean words_are_slow;           /* for a run that goes on */
} ChainPlotViewPrivate;

static void chain_plot_view_init_page (ChainPageInterface *page);

G_DEFINE_TYPE_WITH_CODE (ChainPlotView, chain_plot_view, GTK_TYPE_WIDGET,
                         G_ADD_PRIVATE (ChainPlotView)
                         G_IMPLEMENT_INTERFACE (CHAIN_TYPE_PAGE, chain_plot_view_init_page))

#define PRIVATE(self) ((ChainPlotViewPrivate *) chain_plot_view_get_instance_private (self))

/* ---- the legend ---- */

static void
on_key_toggled (GtkToggleButton *key,
                ChainPlotView   *self)
{
  ChainPlotViewPrivate *private = PRIVATE (self);

  if (private->updating)
    return;
  for (guint i = 0; i < private->legend->n; i++)
    if (private->keys[i] == GTK_WIDGET (key))
      CHAIN_PLOT_VIEW_GET_CLASS (self)->toggle (self, private->legend->entries[i].item);
}

/* A box over an entry that the plot has drawn. */
static GtkWidget *
new_key (ChainPlotView *self)
{
  GtkWidget *key = gtk_toggle_button_new ();

  gtk_widget_add_css_class (key, "legend-key");
  gtk_widget_set_focus_on_click (key, FALSE);
  gtk_widget_set_parent (key, GTK_WIDGET (self));
  g_signal_connect (key, "toggled", G_CALLBACK (on_key_toggled), self);
  return key;
}

static void
update_key (GtkWidget              *key,
            const ChainLegendEntry *entry)
{
  g_autofree char *name = chain_plain_text_new (entry->label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (key),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _("Shows this curve"),
                                  -1);
  gtk_widget_set_tooltip_text (key, entry->hidden ? _("Click to show") : _("Click to hide"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (key), !entry->hidden);
}

static gboolean
is_same_entry (const ChainLegendEntry *a,
               const ChainLegendEntry *b)
{
  return a->item == b->item && a->hidden == b->hidden && strcmp (a->label, b->label) == 0
         && a->box.left == b->box.left && a->box.top == b->box.top
         && a->box.right == b->box.right && a->box.bottom == b->box.bottom;
}

static void
update_keys (ChainPlotView     *self,
             const ChainLegend *legend)
{
  ChainPlotViewPrivate *private = PRIVATE (self);
  gboolean same = legend->n == private->legend->n;

  for (gsize i = 0; same && i < legend->n; i++)
    same = is_same_entry (&legend->entries[i], &private->legend->entries[i]);
  if (same)
    return;

  private->updating = TRUE;
  *private->legend = *legend;
  for (gsize i = 0; i < CHAIN_LEGEND_SIZE; i++)
    {
      if (i < legend->n && private->keys[i] == NULL)
        private->keys[i] = new_key (self);
      if (i < legend->n)
        update_key (private->keys[i], &legend->entries[i]);
      if (private->keys[i] != NULL)
        gtk_widget_set_visible (private->keys[i], i < legend->n);
    }
  private->updating = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChainPlotView *self = CHAIN_PLOT_VIEW (widget);
  ChainPlotViewPrivate *private = PRIVATE (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autofree ChainLegend *legend = g_new0 (ChainLegend, 1);
  const ChainPictures *pictures = chain_plot_view_get_pictures (self);

  private->tick = 0;
  if (private->model != NULL)
    private->revision = chain_plot_model_get_revision (private->model);
  if (pictures != NULL && width > 0 && height > 0)
    CHAIN_PLOT_VIEW_GET_CLASS (self)->get_legend (self, pictures, width, height, legend);
  update_keys (self, legend);

  return G_SOURCE_REMOVE;
}

/* Lays the legend out again before the next frame. */
static void
queue_legend (ChainPlotView *self)
{
  ChainPlotViewPrivate *private = PRIVATE (self);

  if (private->tick == 0 && CHAIN_PLOT_VIEW_GET_CLASS (self)->get_legend != NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    private->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* ---- the menu ---- */

static void
append_targeted (GMenu      *menu,
                 const char *label,
                 const char *action,
                 const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_string (target));
  g_menu_append_item (menu, item);
}

/**
 * chain_plot_view_new_menu:
 *
 * Returns: (transfer floating): a popover with all that can be done with this plot
 */
GtkWidget *
chain_plot_view_new_menu (ChainPlotView *self)
{
  ChainPlotViewClass *class = CHAIN_PLOT_VIEW_GET_CLASS (self);
  const char *name = chain_picture_get_name (class->get_picture (self));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) export = g_menu_new ();
  GtkWidget *popover;

  if (class->add_items != NULL)
    class->add_items (self, menu);
  append_targeted (export, _("_Export…"), "win.export-plot", name);
  append_targeted (export, _("_Copy"), "win.copy-plot", name);
  append_targeted (export, _("Export _Data…"), "win.export-data", name);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (export));

  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  if (class->add_children != NULL)
    class->add_children (self, GTK_POPOVER_MENU (popover));
  return popover;
}

static void
show_menu (ChainPlotView *self,
           double         x,
           double         y)
{
  ChainPlotViewPrivate *private = PRIVATE (self);

  g_clear_pointer (&private->menu, gtk_widget_unparent);
  private->menu = chain_plot_view_new_menu (self);
  gtk_widget_set_parent (private->menu, GTK_WIDGET (self));
  gtk_widget_set_halign (private->menu, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (private->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (private->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (private->menu));
}

static void
on_pressed (GtkGestureClick *click,
            int              n,
            double           x,
            double           y,
            ChainPlotView   *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (click));

  /* a click beside a field ends the typing, so that the single keys work again */
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (event != NULL && gdk_event_triggers_context_menu (event))
    {
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
      show_menu (self, x, y);
    }
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  show_menu (CHAIN_PLOT_VIEW (widget), gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  return TRUE;
}

static gboolean
on_copy_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  return gtk_widget_activate_action (widget, "win.copy-plot", "s",
                                     chain_picture_get_name (chain_plot_view_get_picture (CHAIN_PLOT_VIEW (widget))));
}

/* ---- in words ---- */

static gboolean
on_words_timeout (gpointer data)
{
  ChainPlotView *self = data;

  PRIVATE (self)->words_timeout = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    chain_plot_view_tell (self);
  return G_SOURCE_REMOVE;
}

/* Lets the words follow the plot: soon, or where they change all the time once in a while. */
static void
queue_words (ChainPlotView *self)
{
  ChainPlotViewPrivate *private = PRIVATE (self);
  const ChainRun *run = chain_plot_model_get_run (private->model);
  gboolean slow = run != NULL && run->running;

  if (private->words_timeout != 0 && (slow || !private->words_are_slow))
    return;

  g_clear_handle_id (&private->words_timeout, g_source_remove);
  private->words_are_slow = slow;
  private->words_timeout = g_timeout_add (slow ? WORDS_RUNNING_MILLISECONDS : WORDS_PAUSED_MILLISECONDS,
                                          on_words_timeout, self);
}

/* ---- the widget ---- */

static void
on_model_changed (ChainPlotView *self,
                  guint          pictures)
{
  if ((pictures & 1u << chain_plot_view_get_picture (self)) == 0)
    return;
  chain_plot_base_clear (&PRIVATE (self)->base);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  queue_words (self);
  if (PRIVATE (self)->revision != chain_plot_model_get_revision (PRIVATE (self)->model))
    queue_legend (self);
}

/* What the pointer moves is drawn over the base; without such a layer, all is another picture. */
static void
on_model_pointed (ChainPlotView *self,
                  guint          pictures)
{
  ChainPlotBase *base = &PRIVATE (self)->base;

  if ((pictures & 1u << chain_plot_view_get_picture (self)) == 0)
    return;
  if (base->layers == NULL)
    chain_plot_base_clear (base);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  queue_words (self);
}

static ChainPicture
chain_plot_view_no_picture (ChainPlotView *self)
{
  return CHAIN_PICTURE_FIGURE;
}

static void
chain_plot_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chain_plot_view_parent_class)->map (widget);
  queue_legend (CHAIN_PLOT_VIEW (widget));
  if (PRIVATE (CHAIN_PLOT_VIEW (widget))->model != NULL)
    queue_words (CHAIN_PLOT_VIEW (widget));
}

static void
chain_plot_view_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (chain_plot_view_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
  queue_legend (CHAIN_PLOT_VIEW (widget));
}

static void
chain_plot_view_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  ChainPlotViewPrivate *private = PRIVATE (CHAIN_PLOT_VIEW (widget));

  for (gsize i = 0; i < private->legend->n; i++)
    {
      const ChainBox *box = &private->legend->entries[i].box;
      GtkAllocation place = { (int) box->left, (int) box->top, (int) (box->right - box->left),
                              (int) (box->bottom - box->top) };

      gtk_widget_measure (private->keys[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (private->keys[i], &place, -1);
    }
  if (private->menu != NULL)
    gtk_popover_present (GTK_POPOVER (private->menu));
  queue_legend (CHAIN_PLOT_VIEW (widget));
}

/* Draws what lies over the base. */
static void
snapshot_overlay (ChainPlotView       *self,
                  const ChainPictures *pictures,
                  GtkSnapshot         *snapshot)
{
  ChainDrawLayers layers = PRIVATE (self)->base.layers;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  const void *plot;
  cairo_t *cr;

  if (layers == NULL && CHAIN_PLOT_VIEW_GET_CLASS (self)->draw_gesture == NULL)
    return;

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  chain_pictures_get_plot (pictures, chain_plot_view_get_picture (self), &plot);
  if (layers != NULL)
    layers (plot, cr, width, height, CHAIN_LAYER_OVERLAY);
  if (CHAIN_PLOT_VIEW_GET_CLASS (self)->draw_gesture != NULL)
    CHAIN_PLOT_VIEW_GET_CLASS (self)->draw_gesture (self, cr);
  cairo_destroy (cr);
}

static void
chain_plot_view_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  ChainPlotView *self = CHAIN_PLOT_VIEW (widget);
  ChainPlotViewPrivate *private = PRIVATE (self);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  const ChainPictures *pictures;
  ChainStyle style;

  if (width <= 0 || height <= 0 || private->model == NULL || chain_plot_model_get_run (private->model) == NULL)
    return;

  chain_plot_style_read (GTK_WIDGET (self), &style);
  pictures = chain_plot_model_describe (private->model, &style);
  gtk_snapshot_append_node (snapshot, chain_plot_base_get (&private->base, pictures, chain_plot_view_get_picture (self),
                                                           &style, width, height,
                                                           gtk_widget_get_scale_factor (widget)));
  snapshot_overlay (self, pictures, snapshot);

  for (gsize i = 0; i < private->legend->n; i++)
    gtk_widget_snapshot_child (widget, private->keys[i], snapshot);
}

static void
chain_plot_view_dispose (GObject *object)
{
  ChainPlotView *self = CHAIN_PLOT_VIEW (object);
  ChainPlotViewPrivate *private = PRIVATE (self);

  chain_plot_view_set_model (self, NULL);
  if (private->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), private->tick);
  private->tick = 0;
  g_clear_handle_id (&private->words_timeout, g_source_remove);
  private->legend->n = 0;
  g_clear_pointer (&private->menu, gtk_widget_unparent);
  for (gsize i = 0; i < CHAIN_LEGEND_SIZE; i++)
    g_clear_pointer (&private->keys[i], gtk_widget_unparent);

  G_OBJECT_CLASS (chain_plot_view_parent_class)->dispose (object);
}

static void
chain_plot_view_finalize (GObject *object)
{
  g_free (PRIVATE (CHAIN_PLOT_VIEW (object))->legend);

  G_OBJECT_CLASS (chain_plot_view_parent_class)->finalize (object);
}

static void
chain_plot_view_class_init (ChainPlotViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chain_plot_view_dispose;
  object_class->finalize = chain_plot_view_finalize;
  klass->get_picture = chain_plot_view_no_picture;
  widget_class->map = chain_plot_view_map;
  widget_class->css_changed = chain_plot_view_css_changed;
  widget_class->size_allocate = chain_plot_view_size_allocate;
  widget_class->snapshot = chain_plot_view_snapshot;

  gtk_widget_class_set_css_name (widget_class, "plot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, on_copy_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "plot.show-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0, GDK_CONTROL_MASK, "plot.show-all", NULL);
}

static void
chain_plot_view_init (ChainPlotView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  PRIVATE (self)->legend = g_new0 (ChainLegend, 1);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
chain_plot_view_page_set_model (ChainPage      *page,
                                ChainPlotModel *model)
{
  chain_plot_view_set_model (CHAIN_PLOT_VIEW (page), model);
}

static GtkWidget *
chain_plot_view_page_new_menu (ChainPage *page)
{
  return chain_plot_view_new_menu (CHAIN_PLOT_VIEW (page));
}

static void
chain_plot_view_init_page (ChainPageInterface *page)
{
  page->set_model = chain_plot_view_page_set_model;
  page->new_menu = chain_plot_view_page_new_menu;
}

/**
 * chain_plot_view_set_model:
 * @model: (nullable): what to show
 */
void
chain_plot_view_set_model (ChainPlotView  *self,
                           ChainPlotModel *model)
{
  ChainPlotViewPrivate *private = PRIVATE (self);

  g_return_if_fail (CHAIN_IS_PLOT_VIEW (self));

  if (private->model != NULL)
    {
      g_clear_signal_handler (&private->change_handler, private->model);
      g_clear_signal_handler (&private->point_handler, private->model);
    }
  chain_plot_base_clear (&private->base);
  g_set_object (&private->model, model);
  if (model != NULL)
    {
      private->change_handler = g_signal_connect_swapped (model, "changed", G_CALLBACK (on_model_changed), self);
      private->point_handler = g_signal_connect_swapped (model, "pointed", G_CALLBACK (on_model_pointed), self);
    }
}

ChainPlotModel *
chain_plot_view_get_model (ChainPlotView *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_VIEW (self), NULL);

  return PRIVATE (self)->model;
}

/**
 * chain_plot_view_get_picture:
 *
 * Returns: which plot it shows at present
 */
ChainPicture
chain_plot_view_get_picture (ChainPlotView *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_VIEW (self), CHAIN_PICTURE_FIGURE);

  return CHAIN_PLOT_VIEW_GET_CLASS (self)->get_picture (self);
}

/**
 * chain_plot_view_get_pictures:
 *
 * Returns: (nullable): the plots as they are drawn in here; valid until the next call for any view
 */
const ChainPictures *
chain_plot_view_get_pictures (ChainPlotView *self)
{
  ChainPlotModel *model = PRIVATE (self)->model;
  ChainStyle style;

  if (model == NULL || chain_plot_model_get_run (model) == NULL)
    return NULL;

  chain_plot_style_read (GTK_WIDGET (self), &style);
  return chain_plot_model_describe (model, &style);
}

/**
 * chain_plot_view_tell:
 *
 * Gives who cannot see the plot what stands in it now: what a key has just picked, and then the
 * whole. Not in every frame.
 */
void
chain_plot_view_tell (ChainPlotView *self)
{
  ChainPlotViewClass *class = CHAIN_PLOT_VIEW_GET_CLASS (self);
  const ChainPictures *pictures;
  g_autofree char *picked = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (CHAIN_IS_PLOT_VIEW (self));

  pictures = chain_plot_view_get_pictures (self);
  if (pictures == NULL)
    return;

  whole = chain_plot_words (pictures, chain_plot_model_get_run (PRIVATE (self)->model), class->get_picture (self));
  picked = class->describe != NULL ? class->describe (self) : NULL;
  if (whole != NULL && picked != NULL)
    text = g_strdup_printf ("%s\n%s", picked, whole);
  else
    text = whole != NULL ? g_steal_pointer (&whole) : g_steal_pointer (&picked);
  /* without words, those of the template stay */
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * chain_plot_view_get_legend_key:
 *
 * Returns: (nullable) (transfer none): what is clicked to hide a curve, or to show it again
 */
GtkWidget *
chain_plot_view_get_legend_key (ChainPlotView *self,
                                guint          index)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_VIEW (self), NULL);

  return index < PRIVATE (self)->legend->n ? PRIVATE (self)->keys[index] : NULL;
}
