// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check-view.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "chain-background.h"
#include "chain-check-curve.h"
#include "chain-check-table.h"
#include "chain-page.h"
#include "chain-slider.h"

/* Between two checks that nobody asked for, in microseconds. */
#define PAUSE (G_USEC_PER_SEC / 4)

struct _ChainCheckView
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkToggleButton *live;
  GtkLabel *verdict;
  GtkMenuButton *why;
  GtkLabel *reason;
  ChainCheckTable *table;
  ChainCheckCurve *curve;
  GtkAdjustment *epsilon;
  ChainSlider *slider;
  GtkLabel *epsilon_label;

  ChainPlotModel *model;
  gulong handler;
  GCancellable *cancellable;  /* of the check that is being made; NULL: none */
  gint64 rest_until;          /* when the next may begin that nobody asked for */
  guint timeout;
  int chosen;                 /* the parameter that has a curve for its group; −1: the largest */
  guint loads;                /* of the run that was checked last, or is being checked */
  double parameters[CHAIN_MAX_PARAMETERS]; /* and its state */
  gboolean updating;
};

static void chain_check_view_page_init (ChainPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChainCheckView, chain_check_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CHAIN_TYPE_PAGE, chain_check_view_page_init))

static void consider (ChainCheckView *self);

static const ChainRun *
get_run (ChainCheckView *self)
{
  return self->model != NULL ? chain_plot_model_get_run (self->model) : NULL;
}

/* ---- the check ---- */

static void
free_checker (gpointer data)
{
  chain_checker_clear (data);
  g_free (data);
}

static void
run_check (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  ChainChecker *checker = data;

  while (!g_cancellable_is_cancelled (cancellable) && !chain_checker_advance (checker));
  g_task_return_boolean (task, checker->report.is_complete);
}

static void
on_checked (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  ChainCheckView *self = CHAIN_CHECK_VIEW (object);
  const ChainChecker *checker = g_task_get_task_data (G_TASK (result));

  /* one that was cancelled has been replaced, or belongs to a run that is gone */
  if (!g_task_propagate_boolean (G_TASK (result), NULL)
      || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  chain_plot_model_get_choices (self->model)->check = checker->report;
  chain_plot_model_changed (self->model, 1u << CHAIN_PICTURE_CHECK);
}

static void
cancel (ChainCheckView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
}

static void
start (ChainCheckView *self)
{
  const ChainRun *run = get_run (self);
  ChainChecker *checker;
  g_autoptr (GTask) task = NULL;

  cancel (self);
  checker = g_new (ChainChecker, 1);
  if (!chain_checker_begin (checker, run->shape, run->point.parameters, &run->dataset, self->chosen))
    g_error ("no memory for a gradient check");
  checker->report.step = run->step;

  self->loads = run->loads;
  memcpy (self->parameters, run->point.parameters, sizeof self->parameters);
  self->rest_until = g_get_monotonic_time () + PAUSE;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_checked, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, checker, free_checker);
  chain_background_run (task, run_check);
}

static gboolean
is_checked (ChainCheckView *self)
{
  const ChainRun *run = get_run (self);

  return self->loads == run->loads
         && memcmp (self->parameters, run->point.parameters,
                    chain_shape_n_parameters (run->shape) * sizeof *self->parameters) == 0
         && (self->cancellable != NULL || chain_plot_model_get_choices (self->model)->check.is_complete);
}

static gboolean
on_timeout (gpointer data)
{
  ChainCheckView *self = data;

  self->timeout = 0;
  consider (self);
  return G_SOURCE_REMOVE;
}

/* Checks the present state if it is to be checked by itself, is another one, and it is time. */
static void
consider (ChainCheckView *self)
{
  const ChainRun *run = get_run (self);
  gint64 rest = self->rest_until - g_get_monotonic_time ();

  if (run == NULL || !run->has_point || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !gtk_toggle_button_get_active (self->live) || self->cancellable != NULL || self->timeout != 0
      || is_checked (self))
    return;

  if (rest > 0)
    self->timeout = g_timeout_add ((guint) (rest / 1000 + 1), on_timeout, self);
  else
    start (self);
}

/* ---- what is shown ---- */

static char *
describe_verdict (ChainCheckView *self)
{
  const ChainRun *run = get_run (self);
  const ChainCheckReport *report = &chain_plot_model_get_choices (self->model)->check;
  guint n = (guint) chain_shape_n_parameters (report->shape);
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, report->step);
  g_autofree char *samples = NULL;
  g_autofree char *text = NULL;

  if (!report->is_complete)
    return g_strdup (run->has_point ? _("Not checked yet") : "");

  /* Translators: so many of so many parameters pass the gradient check of that step */
  text = g_strdup_printf (_("%u of %u pass at step %s"), (guint) chain_check_report_n_passed (report), n, step);
  if (report->n_samples == report->n_all)
    return g_steal_pointer (&text);

  /* Translators: so many of so many samples were checked */
  samples = g_strdup_printf (ngettext ("%u of %u sample", "%u of %u samples", (guint) report->n_all),
                             (guint) report->n_samples, (guint) report->n_all);
  return g_strdup_printf ("%s · %s", text, samples);
}

/* Why the document's criterion fails now and then, with the numbers of this state. */
static char *
describe_reason (const ChainCheckReport *report)
{
  double worst = 0.0;
  char loss[CHAIN_NUMBER_SIZE], rounding[CHAIN_NUMBER_SIZE], error[CHAIN_NUMBER_SIZE];
  gboolean passes;

  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    worst = fmax (worst, report->errors[group][CHAIN_CHECK_DOCUMENT_PLACE]);
  passes = worst < 1e-7;
  if (!report->is_complete || !isfinite (report->check.loss))
    return g_strdup (_("The document’s criterion, an error below 10<sup>−7</sup> at ε = 10<sup>−7</sup>, fails where the "
                       "loss is large: two losses are rounded to 16 digits each, and their difference is divided by "
                       "2ε. What is left of the rounding may be larger than 10<sup>−7</sup> though the gradient is right."));

  chain_number_significant (loss, report->check.loss, 3);
  chain_number_significant (rounding, report->check.loss * 0x1p-53 / 1e-7, 2);
  chain_number_significant (error, worst, 2);
  /* Translators: loss; expected error; largest error; and then one of the two sentences that follow */
  return g_strdup_printf (_("The document asks for an error below 10<sup>−7</sup> at ε = 10<sup>−7</sup>. The loss is %s here. "
                            "Two losses are rounded to 16 digits each, and their difference is divided by 2ε: that "
                            "alone makes an error of about %s; the largest is %s. %s The criteria of the table grow "
                            "with the loss, and the complex step has no difference that could cancel."),
                          loss, rounding, error,
                          passes ? _("So the document’s criterion is met here, and fails where the loss is larger.")
                                 : _("So the document’s criterion fails here, though the gradient is right."));
}

static void
on_why (GtkMenuButton *button,
        gpointer       data)
{
  ChainCheckView *self = data;
  g_autofree char *reason = describe_reason (&chain_plot_model_get_choices (self->model)->check);

  gtk_label_set_markup (self->reason, reason);
}

static void
update_epsilon (ChainCheckView *self)
{
  int place = chain_plot_model_get_choices (self->model)->check_place;
  char number[CHAIN_NUMBER_SIZE];
  g_autofree char *markup = NULL;

  chain_number_significant (number, chain_check_epsilon ((gsize) place), 3);
  markup = g_strdup_printf ("ε = %s", number);
  if (g_strcmp0 (gtk_label_get_label (self->epsilon_label), markup) != 0)
    gtk_label_set_markup (self->epsilon_label, markup);
  self->updating = TRUE;
  gtk_adjustment_set_value (self->epsilon, -1.0 - place / 4.0);
  self->updating = FALSE;
}

static void
update (ChainCheckView *self)
{
  const ChainRun *run = get_run (self);
  const ChainCheckReport *report = &chain_plot_model_get_choices (self->model)->check;
  g_autofree char *verdict = NULL;

  verdict = describe_verdict (self);
  if (g_strcmp0 (gtk_label_get_text (self->verdict), verdict) != 0)
    {
      gtk_label_set_text (self->verdict, verdict);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->verdict), verdict);
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "failed");
  if (report->is_complete && chain_check_report_n_passed (report) < chain_shape_n_parameters (report->shape))
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "failed");
  chain_check_table_show (self->table, run->shape, report);
  update_epsilon (self);
}

static void
on_model_changed (ChainCheckView *self,
                  guint           pictures)
{
  const ChainRun *run = get_run (self);

  if ((pictures & 1u << CHAIN_PICTURE_CHECK) == 0 || run == NULL || !run->has_point)
    return;

  if (self->loads != run->loads)
    {
      cancel (self);
      self->chosen = -1;
    }
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  update (self);
  consider (self);
}

/* ---- what is asked for ---- */

static void
on_check (ChainCheckView *self)
{
  chain_check_view_check (self);
}

static void
on_live (ChainCheckView *self)
{
  consider (self);
}

static void
on_chosen (ChainCheckView *self,
           guint           row)
{
  self->chosen = (int) row;
  chain_check_view_check (self);
}

static void
on_epsilon (ChainCheckView *self)
{
  if (!self->updating && self->model != NULL)
    chain_check_curve_set_place (self->curve, (int) lround (4.0 * (-1.0 - gtk_adjustment_get_value (self->epsilon))));
}

/* ---- the object ---- */

static void
chain_check_view_set_model (ChainPage      *page,
                            ChainPlotModel *model)
{
  ChainCheckView *self = CHAIN_CHECK_VIEW (page);

  if (self->model != NULL)
    g_clear_signal_handler (&self->handler, self->model);
  cancel (self);
  g_set_object (&self->model, model);
  chain_plot_view_set_model (CHAIN_PLOT_VIEW (self->curve), model);
  if (model != NULL)
    self->handler = g_signal_connect_swapped (model, "changed", G_CALLBACK (on_model_changed), self);
}

static GtkWidget *
chain_check_view_new_menu (ChainPage *page)
{
  return chain_plot_view_new_menu (CHAIN_PLOT_VIEW (CHAIN_CHECK_VIEW (page)->curve));
}

static void
chain_check_view_page_init (ChainPageInterface *iface)
{
  iface->set_model = chain_check_view_set_model;
  iface->new_menu = chain_check_view_new_menu;
}

static void
chain_check_view_map (GtkWidget *widget)
{
  ChainCheckView *self = CHAIN_CHECK_VIEW (widget);
  const ChainRun *run = get_run (self);

  GTK_WIDGET_CLASS (chain_check_view_parent_class)->map (widget);
  if (run == NULL || !run->has_point)
    return;
  update (self);
  consider (self);
}

static void
chain_check_view_unmap (GtkWidget *widget)
{
  cancel (CHAIN_CHECK_VIEW (widget));
  GTK_WIDGET_CLASS (chain_check_view_parent_class)->unmap (widget);
}

static void
chain_check_view_dispose (GObject *object)
{
  ChainCheckView *self = CHAIN_CHECK_VIEW (object);

  if (self->curve != NULL)
    chain_check_view_set_model (CHAIN_PAGE (self), NULL);
  cancel (self);
  self->curve = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (chain_check_view_parent_class)->dispose (object);
}

static void
chain_check_view_class_init (ChainCheckViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_check_view_dispose;
  widget_class->map = chain_check_view_map;
  widget_class->unmap = chain_check_view_unmap;

  g_type_ensure (CHAIN_TYPE_CHECK_CURVE);
  g_type_ensure (CHAIN_TYPE_CHECK_TABLE);
  g_type_ensure (CHAIN_TYPE_SLIDER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gradient-check");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-check-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, box);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, live);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, verdict);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, why);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, reason);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, table);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, curve);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, epsilon);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, slider);
  gtk_widget_class_bind_template_child (widget_class, ChainCheckView, epsilon_label);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_live);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_epsilon);
}

static void
chain_check_view_init (ChainCheckView *self)
{
  self->chosen = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->why, on_why, self, NULL);
}

/**
 * chain_check_view_check:
 *
 * Checks the present state; what came of it is shown when it is there.
 */
void
chain_check_view_check (ChainCheckView *self)
{
  g_return_if_fail (CHAIN_IS_CHECK_VIEW (self));

  if (get_run (self) != NULL && get_run (self)->has_point)
    start (self);
}

/**
 * chain_check_view_get_checking:
 *
 * Returns: whether a check is being made
 */
gboolean
chain_check_view_get_checking (ChainCheckView *self)
{
  g_return_val_if_fail (CHAIN_IS_CHECK_VIEW (self), FALSE);

  return self->cancellable != NULL;
}
