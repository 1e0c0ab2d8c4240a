// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-board.h"

#include <glib/gi18n.h>

#include "chain-activation-view.h"
#include "chain-check-view.h"
#include "chain-fit-view.h"
#include "chain-flow-view.h"
#include "chain-gradient-view.h"
#include "chain-network-view.h"
#include "chain-page.h"
#include "chain-settings.h"
#include "chain-time-view.h"

struct _ChainPlotBoard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *overlay;
  ChainPlotView *fit;
  ChainPlotView *gradients;
  ChainPlotView *loss;
  GtkStack *stack;           /* of ChainPages, one at a time */
  ChainDerivationView *derivation;
  GtkMenuButton *page_button;
  GtkLabel *page_title;
  GtkLabel *fit_remark;
  GtkLabel *gradients_remark;
  GtkLabel *loss_remark;
  GtkMenuButton *fit_menu;
  GtkMenuButton *gradients_menu;
  GtkMenuButton *loss_menu;
  GtkMenuButton *page_menu;
  ChainToast *toast;

  ChainPlotModel *model;
  guint traces;   /* that are asked for */
};

G_DEFINE_FINAL_TYPE (ChainPlotBoard, chain_plot_board, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_WANTS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- the pages of the fourth card ---- */

static void
on_page (ChainPlotBoard *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  const char *title;

  if (page == NULL)
    return;

  title = gtk_stack_page_get_title (gtk_stack_get_page (self->stack, page));
  gtk_label_set_text (self->page_title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->page_button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->page_menu), chain_page_has_menu (CHAIN_PAGE (page)));
  chain_settings_set (CHAIN_SETTINGS_VIEW, g_variant_new_string (gtk_stack_get_visible_child_name (self->stack)));
  g_signal_emit (self, signals[SIGNAL_WANTS_CHANGED], 0);
}

/* The page beside the one in view: after the last comes the first. */
static void
turn (ChainPlotBoard *self,
      guint           by)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pages));

  for (guint i = 0; i < n; i++)
    if (gtk_selection_model_is_selected (pages, i))
      {
        gtk_selection_model_select_item (pages, (i + by) % n, TRUE);
        return;
      }
}

static void
on_next_view (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  turn (data, 1);
}

static void
on_previous_view (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  ChainPlotBoard *self = data;
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);

  turn (self, g_list_model_get_n_items (G_LIST_MODEL (pages)) - 1);
}

/* Menu, keys and tests choose a page by plot.view, whose state is the name of the one in view. */
static void
add_actions (ChainPlotBoard *self)
{
  static const GActionEntry entries[] = {
    { "next-view", on_next_view },
    { "previous-view", on_previous_view },
  };
  GActionMap *map = G_ACTION_MAP (chain_plot_model_get_actions (self->model));
  g_autoptr (GPropertyAction) view = g_property_action_new ("view", self->stack, "visible-child-name");

  g_action_map_add_action (map, G_ACTION (view));
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
}

static void
init_pages (ChainPlotBoard *self)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);
  g_autoptr (GVariant) view = chain_settings_get (CHAIN_SETTINGS_VIEW);
  const char *name = g_variant_get_string (view, NULL);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (pages), i);
      GtkStackPage *page = GTK_STACK_PAGE (item);
      g_autofree char *action = g_strconcat ("plot.view::", gtk_stack_page_get_name (page), NULL);

      chain_page_set_model (CHAIN_PAGE (gtk_stack_page_get_child (page)), self->model);
      g_menu_append (menu, gtk_stack_page_get_title (page), action);
    }
  gtk_menu_button_set_menu_model (self->page_button, G_MENU_MODEL (menu));

  /* settings can name a page of another version */
  if (gtk_stack_get_child_by_name (self->stack, name) != NULL)
    gtk_stack_set_visible_child_name (self->stack, name);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (on_page), self, G_CONNECT_SWAPPED);
  on_page (self);
}

/* ---- headers ---- */

/* A change of text lays the window out anew. */
static void
set_remark (GtkLabel   *label,
            const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
on_model_changed (ChainPlotBoard *self)
{
  const ChainPlotChoices *choices = chain_plot_model_get_choices (self->model);
  const ChainRun *run = chain_plot_model_get_run (self->model);
  g_autofree char *loss = NULL;

  if (choices->traces != self->traces)
    {
      self->traces = choices->traces;
      g_signal_emit (self, signals[SIGNAL_WANTS_CHANGED], 0);
    }

  if (run == NULL)
    return;

  loss = g_strdup_printf ("%s · %s", _("all samples"),
                          choices->log_loss ? _("log") : _("linear"));
  set_remark (self->loss_remark, loss);
  set_remark (self->gradients_remark, choices->show_factors ? _("size of the factors")
                                      : choices->linear_gradients ? _("linear") : _("symmetric log"));
}

/* What is in a menu depends on what is shown: it is made when it is opened. */
static void
on_menu (GtkMenuButton *button,
         gpointer       data)
{
  gtk_menu_button_set_popover (button, chain_plot_view_new_menu (data));
}

static void
on_page_menu (GtkMenuButton *button,
              gpointer       data)
{
  gtk_menu_button_set_popover (button, chain_page_new_menu (CHAIN_PAGE (gtk_stack_get_visible_child (data))));
}

/* ---- the object ---- */

static void
chain_plot_board_dispose (GObject *object)
{
  ChainPlotBoard *self = CHAIN_PLOT_BOARD (object);

  if (self->model != NULL)
    {
      chain_plot_model_set_run (self->model, NULL);
      g_signal_handlers_disconnect_by_data (self->model, self);
      /* which keeps the stack, whose pages keep the model */
      g_action_map_remove_action (G_ACTION_MAP (chain_plot_model_get_actions (self->model)), "view");
    }
  g_clear_object (&self->model);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (chain_plot_board_parent_class)->dispose (object);
}

static void
chain_plot_board_class_init (ChainPlotBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_plot_board_dispose;

  signals[SIGNAL_WANTS_CHANGED] =
    g_signal_new ("wants-changed", CHAIN_TYPE_PLOT_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CHAIN_TYPE_ACTIVATION_VIEW);
  g_type_ensure (CHAIN_TYPE_CHECK_VIEW);
  g_type_ensure (CHAIN_TYPE_DERIVATION_VIEW);
  g_type_ensure (CHAIN_TYPE_FIT_VIEW);
  g_type_ensure (CHAIN_TYPE_FLOW_VIEW);
  g_type_ensure (CHAIN_TYPE_GRADIENT_VIEW);
  g_type_ensure (CHAIN_TYPE_NETWORK_VIEW);
  g_type_ensure (CHAIN_TYPE_TIME_VIEW);
  g_type_ensure (CHAIN_TYPE_TOAST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "board");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-plot-board.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, overlay);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, fit);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, gradients);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, loss);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, stack);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, derivation);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, page_button);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, page_title);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, fit_remark);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, gradients_remark);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, loss_remark);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, fit_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, gradients_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, loss_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, page_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, toast);
}

static void
chain_plot_board_init (ChainPlotBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->model = chain_plot_model_new ();
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (on_model_changed), self);
  chain_plot_view_set_model (self->fit, self->model);
  chain_plot_view_set_model (self->gradients, self->model);
  chain_plot_view_set_model (self->loss, self->model);
  add_actions (self);
  init_pages (self);

  gtk_menu_button_set_create_popup_func (self->fit_menu, on_menu, self->fit, NULL);
  gtk_menu_button_set_create_popup_func (self->gradients_menu, on_menu, self->gradients, NULL);
  gtk_menu_button_set_create_popup_func (self->loss_menu, on_menu, self->loss, NULL);
  gtk_menu_button_set_create_popup_func (self->page_menu, on_page_menu, self->stack, NULL);
}

/**
 * chain_plot_board_set_run:
 * @run: borrowed: outlives the board
 */
void
chain_plot_board_set_run (ChainPlotBoard *self,
                          const ChainRun *run)
{
  g_return_if_fail (CHAIN_IS_PLOT_BOARD (self));

  chain_plot_model_set_run (self->model, run);
}

/**
 * chain_plot_board_update:
 *
 * Shows what has become of the run.
 */
void
chain_plot_board_update (ChainPlotBoard *self)
{
  g_return_if_fail (CHAIN_IS_PLOT_BOARD (self));

  chain_plot_model_update (self->model);
}

/**
 * chain_plot_board_show_steps:
 * @steps: what to look at; no range for all of them
 */
void
chain_plot_board_show_steps (ChainPlotBoard *self,
                             ChainRange      steps)
{
  g_return_if_fail (CHAIN_IS_PLOT_BOARD (self));

  chain_plot_model_get_choices (self->model)->steps = steps;
  chain_range_init (&chain_plot_model_get_choices (self->model)->losses);
  chain_plot_model_changed (self->model, CHAIN_PICTURES_TIME);
}

ChainPlotModel *
chain_plot_board_get_model (ChainPlotBoard *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_BOARD (self), NULL);

  return self->model;
}

/**
 * chain_plot_board_get_view:
 *
 * Returns: (transfer none) (nullable): the view of @picture
 */
ChainPlotView *
chain_plot_board_get_view (ChainPlotBoard *self,
                           ChainPicture    picture)
{
  GtkWidget *page;

  g_return_val_if_fail (CHAIN_IS_PLOT_BOARD (self), NULL);

  switch (picture)
    {
    case CHAIN_PICTURE_FIT:
      return self->fit;
    case CHAIN_PICTURE_LOSS:
      return self->loss;
    case CHAIN_PICTURE_GRADIENTS:
    case CHAIN_PICTURE_FACTORS:
      return self->gradients;
    default:
      page = gtk_stack_get_child_by_name (self->stack, chain_picture_get_name (picture));
      return CHAIN_IS_PLOT_VIEW (page) ? CHAIN_PLOT_VIEW (page) : NULL;
    }
}

/**
 * chain_plot_board_get_focused:
 *
 * Returns: the plot that has the focus; the figure where none has it
 */
ChainPicture
chain_plot_board_get_focused (ChainPlotBoard *self)
{
  GtkWidget *focus, *view;

  g_return_val_if_fail (CHAIN_IS_PLOT_BOARD (self), CHAIN_PICTURE_FIGURE);

  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  view = focus != NULL ? gtk_widget_get_ancestor (focus, CHAIN_TYPE_PLOT_VIEW) : NULL;
  return view != NULL ? chain_plot_view_get_picture (CHAIN_PLOT_VIEW (view)) : CHAIN_PICTURE_FIGURE;
}

/**
 * chain_plot_board_show:
 *
 * Brings @picture into view, where it is one of several in a card.
 */
void
chain_plot_board_show (ChainPlotBoard *self,
                       ChainPicture    picture)
{
  g_return_if_fail (CHAIN_IS_PLOT_BOARD (self));

  if (gtk_stack_get_child_by_name (self->stack, chain_picture_get_name (picture)) != NULL)
    gtk_stack_set_visible_child_name (self->stack, chain_picture_get_name (picture));
}

/**
 * chain_plot_board_get_derivation:
 *
 * Returns: (transfer none): the page with the chain rule
 */
ChainDerivationView *
chain_plot_board_get_derivation (ChainPlotBoard *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_BOARD (self), NULL);

  return self->derivation;
}

ChainToast *
chain_plot_board_get_toast (ChainPlotBoard *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_BOARD (self), NULL);

  return self->toast;
}

/**
 * chain_plot_board_get_wants:
 *
 * Returns: ChainWant, or-ed: what of the history is in view
 */
unsigned
chain_plot_board_get_wants (ChainPlotBoard *self)
{
  ChainPicture picture;

  g_return_val_if_fail (CHAIN_IS_PLOT_BOARD (self), 0);

  return chain_picture_from_name (gtk_stack_get_visible_child_name (self->stack), &picture)
         ? chain_picture_get_wants (picture)
           | chain_plot_model_get_choices (self->model)->traces << CHAIN_WANT_CHOICE_SHIFT : 0;
}
