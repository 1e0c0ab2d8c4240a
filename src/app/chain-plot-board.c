// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-board.h"

#include <glib/gi18n.h>

#include "chain-fit-view.h"
#include "chain-gradient-view.h"
#include "chain-time-view.h"

struct _ChainPlotBoard
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *overlay;
  ChainPlotView *fit;
  ChainPlotView *gradients;
  ChainPlotView *loss;
  GtkStack *stack;
  ChainPlotView *parameters;
  ChainPlotView *norms;
  GtkLabel *fit_remark;
  GtkLabel *gradients_remark;
  GtkLabel *loss_remark;
  GtkMenuButton *fit_menu;
  GtkMenuButton *gradients_menu;
  GtkMenuButton *loss_menu;
  GtkMenuButton *time_menu;
  ChainToast *toast;

  ChainPlotModel *model;
};

G_DEFINE_FINAL_TYPE (ChainPlotBoard, chain_plot_board, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_WANTS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ChainPlotView *
get_time_view (ChainPlotBoard *self)
{
  return CHAIN_PLOT_VIEW (gtk_stack_get_visible_child (self->stack));
}

static void
on_page (ChainPlotBoard *self)
{
  if (gtk_stack_get_visible_child (self->stack) != NULL)
    g_signal_emit (self, signals[SIGNAL_WANTS_CHANGED], 0);
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
  ChainPlotView *view = data;
  ChainPlotBoard *self = CHAIN_PLOT_BOARD (gtk_widget_get_ancestor (GTK_WIDGET (button), CHAIN_TYPE_PLOT_BOARD));

  if (self == NULL)
    return;
  if (view == NULL)
    view = get_time_view (self);
  gtk_menu_button_set_popover (button, chain_plot_view_new_menu (view));
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

  g_type_ensure (CHAIN_TYPE_FIT_VIEW);
  g_type_ensure (CHAIN_TYPE_GRADIENT_VIEW);
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
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, parameters);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, norms);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, fit_remark);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, gradients_remark);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, loss_remark);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, fit_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, gradients_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, loss_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, time_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainPlotBoard, toast);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
}

static void
chain_plot_board_init (ChainPlotBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->model = chain_plot_model_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plot", chain_plot_model_get_actions (self->model));
  g_signal_connect_swapped (self->model, "changed", G_CALLBACK (on_model_changed), self);
  chain_plot_view_set_model (self->fit, self->model);
  chain_plot_view_set_model (self->gradients, self->model);
  chain_plot_view_set_model (self->loss, self->model);
  chain_plot_view_set_model (self->parameters, self->model);
  chain_plot_view_set_model (self->norms, self->model);

  gtk_menu_button_set_create_popup_func (self->fit_menu, on_menu, self->fit, NULL);
  gtk_menu_button_set_create_popup_func (self->gradients_menu, on_menu, self->gradients, NULL);
  gtk_menu_button_set_create_popup_func (self->loss_menu, on_menu, self->loss, NULL);
  gtk_menu_button_set_create_popup_func (self->time_menu, on_menu, NULL, NULL);
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
    case CHAIN_PICTURE_PARAMETERS:
      return self->parameters;
    case CHAIN_PICTURE_NORMS:
      return self->norms;
    default:
      return NULL;
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

  if (picture == CHAIN_PICTURE_PARAMETERS || picture == CHAIN_PICTURE_NORMS)
    gtk_stack_set_visible_child_name (self->stack, chain_picture_get_name (picture));
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
  g_return_val_if_fail (CHAIN_IS_PLOT_BOARD (self), 0);

  switch (chain_plot_view_get_picture (get_time_view (self)))
    {
    case CHAIN_PICTURE_PARAMETERS:
      return CHAIN_WANT_PARAMETERS;
    case CHAIN_PICTURE_NORMS:
      return CHAIN_WANT_NORMS;
    default:
      return 0;
    }
}
