// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network-view.h"

#include <glib/gi18n.h>

#include "chain-plain-text.h"
#include "chain-probe.h"

struct _ChainNetworkView
{
  ChainPlotView parent_instance;

  ChainNetworkPart hovered;
  ChainNetworkPart chosen;  /* by the keys */
  GtkWidget *popover;       /* of the last weight that was clicked; NULL at first */
};

G_DEFINE_FINAL_TYPE (ChainNetworkView, chain_network_view, CHAIN_TYPE_PLOT_VIEW)

static ChainPicture
chain_network_view_get_picture (ChainPlotView *view)
{
  return CHAIN_PICTURE_NETWORK;
}

/* The graph as it is drawn, and where its parts are; NULL before there is one. */
static const ChainNetworkPlot *
get_plot (ChainNetworkView   *self,
          ChainNetworkLayout *layout)
{
  const ChainPictures *pictures = chain_plot_view_get_pictures (CHAIN_PLOT_VIEW (self));
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  if (pictures == NULL || !chain_network_plot_layout (&pictures->network, width, height, layout))
    return NULL;

  return &pictures->network;
}

/* ---- what is lit ---- */

static gboolean
is_editing (ChainNetworkView *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

/* The weight whose popover is open, else what is under the pointer, else what the keys have chosen. */
static void
light (ChainNetworkView *self)
{
  ChainPlotModel *model = chain_plot_view_get_model (CHAIN_PLOT_VIEW (self));
  ChainNetworkPart *lit = &chain_plot_model_get_choices (model)->network_lit;
  ChainNetworkPart part = self->hovered.kind != CHAIN_NETWORK_NOTHING ? self->hovered : self->chosen;

  if (is_editing (self))
    part = (ChainNetworkPart) {
      CHAIN_NETWORK_PARAMETER, chain_weight_popover_get_parameter (CHAIN_WEIGHT_POPOVER (self->popover))
    };
  if (part.kind == lit->kind && part.index == lit->index)
    return;

  *lit = part;
  chain_plot_model_pointed (model, 1u << CHAIN_PICTURE_NETWORK);
}

static ChainNetworkPart
pick (ChainNetworkView *self,
      double            x,
      double            y)
{
  ChainNetworkLayout layout;

  if (get_plot (self, &layout) == NULL)
    return (ChainNetworkPart) { CHAIN_NETWORK_NOTHING, 0 };

  return chain_network_layout_pick (&layout, x, y);
}

static void
on_motion (ChainNetworkView *self,
           double            x,
           double            y)
{
  self->hovered = pick (self, x, y);
  light (self);
}

static void
on_leave (ChainNetworkView *self)
{
  self->hovered = (ChainNetworkPart) { CHAIN_NETWORK_NOTHING, 0 };
  light (self);
}

static void
on_focus_leave (ChainNetworkView *self)
{
  self->chosen = (ChainNetworkPart) { CHAIN_NETWORK_NOTHING, 0 };
  light (self);
}

/* ---- changing a weight ---- */

static void
edit (ChainNetworkView *self,
      guint             parameter)
{
  ChainNetworkLayout layout;
  ChainNetworkPoint from, to;
  GdkRectangle place;

  if (get_plot (self, &layout) == NULL)
    return;

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = chain_weight_popover_new (chain_plot_view_get_model (CHAIN_PLOT_VIEW (self)), parameter);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  chain_network_layout_edge (&layout, parameter, &from, &to);
  place = (GdkRectangle) { (int) ((from.x + to.x) / 2.0), (int) ((from.y + to.y) / 2.0), 1, 1 };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (light), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  light (self);
}

static void
on_released (ChainNetworkView *self,
             int               n,
             double            x,
             double            y)
{
  ChainNetworkPart part = pick (self, x, y);

  if (part.kind == CHAIN_NETWORK_PARAMETER)
    edit (self, (guint) part.index);
}

/* ---- keys ---- */

static gboolean
on_arrow (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  ChainNetworkView *self = CHAIN_NETWORK_VIEW (widget);
  ChainNetworkLayout layout;
  const ChainNetworkPlot *plot = get_plot (self, &layout);
  int across, down;

  if (plot == NULL)
    return FALSE;

  g_variant_get (arguments, "(ii)", &across, &down);
  if (self->chosen.kind == CHAIN_NETWORK_PARAMETER && chain_network_has_part (plot->shape, self->chosen))
    self->chosen.index = chain_network_walk (plot->shape, self->chosen.index, across, down);
  else
    self->chosen = (ChainNetworkPart) { CHAIN_NETWORK_PARAMETER, 0 };
  self->hovered = (ChainNetworkPart) { CHAIN_NETWORK_NOTHING, 0 };
  light (self);
  chain_plot_view_tell (CHAIN_PLOT_VIEW (self));
  return TRUE;
}

static gboolean
on_sample_key (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  chain_probe_move_sample (chain_plot_view_get_model (CHAIN_PLOT_VIEW (widget)), g_variant_get_int32 (arguments));
  chain_plot_view_tell (CHAIN_PLOT_VIEW (widget));
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  on_focus_leave (CHAIN_NETWORK_VIEW (widget));
  return TRUE;
}

static ChainNetworkPart
get_lit (ChainNetworkView *self)
{
  return chain_plot_model_get_choices (chain_plot_view_get_model (CHAIN_PLOT_VIEW (self)))->network_lit;
}

static gboolean
on_edit_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  ChainNetworkPart lit = get_lit (CHAIN_NETWORK_VIEW (widget));

  if (lit.kind == CHAIN_NETWORK_PARAMETER)
    edit (CHAIN_NETWORK_VIEW (widget), (guint) lit.index);
  return TRUE;
}

static gboolean
on_lock_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  ChainNetworkView *self = CHAIN_NETWORK_VIEW (widget);
  ChainNetworkPart lit = get_lit (self);
  const ChainRun *run = chain_plot_model_get_run (chain_plot_view_get_model (CHAIN_PLOT_VIEW (self)));

  if (lit.kind == CHAIN_NETWORK_PARAMETER)
    gtk_widget_activate_action (widget, "win.set-lock", "(ub)", (guint) lit.index, !run->frozen[lit.index]);
  return TRUE;
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad;
    int across;
    int down;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, on_arrow, "(ii)", arrows[i].across, arrows[i].down);
      gtk_widget_class_add_binding (widget_class, arrows[i].keypad, 0, on_arrow, "(ii)", arrows[i].across, arrows[i].down);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, on_sample_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, on_sample_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, on_edit_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, on_edit_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_l, 0, on_lock_key, NULL);
}

/* ---- words ---- */

static void
chain_network_view_add_items (ChainPlotView *view,
                              GMenu         *menu)
{
  ChainNetworkPart lit = get_lit (CHAIN_NETWORK_VIEW (view));
  const ChainRun *run = chain_plot_model_get_run (chain_plot_view_get_model (view));
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) item = NULL;
  g_autofree char *label = NULL;
  char name[CHAIN_PARAMETER_NAME_SIZE];

  if (lit.kind != CHAIN_NETWORK_PARAMETER || !chain_network_has_part (run->shape, lit))
    return;

  chain_parameter_name (run->shape, lit.index, name);
  /* Translators: %s is a weight, W1: it is to keep its value, or not */
  label = g_strdup_printf (run->frozen[lit.index] ? _("_Unlock %s") : _("_Lock %s"), name);
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "win.set-lock", "(ub)", (guint) lit.index, !run->frozen[lit.index]);
  g_menu_item_set_attribute (item, "accel", "s", "l");
  g_menu_append_item (section, item);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static char *
chain_network_view_describe (ChainPlotView *view)
{
  const ChainPictures *pictures = chain_plot_view_get_pictures (view);
  char markup[CHAIN_NETWORK_TEXT_SIZE];

  if (pictures == NULL || pictures->network.lit.kind == CHAIN_NETWORK_NOTHING)
    return NULL;

  chain_network_plot_explain (&pictures->network, pictures->network.lit, markup);
  return chain_plain_text_new (markup);
}

static gboolean
chain_network_view_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    keyboard,
                                  GtkTooltip *tooltip)
{
  ChainNetworkView *self = CHAIN_NETWORK_VIEW (widget);
  ChainNetworkLayout layout;
  const ChainNetworkPlot *plot = get_plot (self, &layout);
  char markup[CHAIN_NETWORK_TEXT_SIZE];

  /* where there is room, all of it stands below the graph, and nothing has to be covered */
  if (plot == NULL || is_editing (self) || layout.readout.bottom - layout.readout.top > 4.0 * layout.line)
    return FALSE;

  chain_network_plot_explain (plot, keyboard ? plot->lit : chain_network_layout_pick (&layout, x, y), markup);
  gtk_tooltip_set_markup (tooltip, markup);
  return TRUE;
}

/* ---- the widget ---- */

static void
chain_network_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  ChainNetworkView *self = CHAIN_NETWORK_VIEW (widget);

  GTK_WIDGET_CLASS (chain_network_view_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
chain_network_view_dispose (GObject *object)
{
  g_clear_pointer (&CHAIN_NETWORK_VIEW (object)->popover, gtk_widget_unparent);

  G_OBJECT_CLASS (chain_network_view_parent_class)->dispose (object);
}

static void
chain_network_view_class_init (ChainNetworkViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ChainPlotViewClass *view_class = CHAIN_PLOT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_network_view_dispose;
  widget_class->size_allocate = chain_network_view_size_allocate;
  widget_class->query_tooltip = chain_network_view_query_tooltip;
  view_class->get_picture = chain_network_view_get_picture;
  view_class->add_items = chain_network_view_add_items;
  view_class->describe = chain_network_view_describe;
  bind_keys (widget_class);
}

static void
chain_network_view_init (ChainNetworkView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * chain_network_view_get_popover:
 *
 * Returns: (transfer none) (nullable): the popover of the last weight that was to be changed
 */
ChainWeightPopover *
chain_network_view_get_popover (ChainNetworkView *self)
{
  g_return_val_if_fail (CHAIN_IS_NETWORK_VIEW (self), NULL);

  return self->popover != NULL ? CHAIN_WEIGHT_POPOVER (self->popover) : NULL;
}
