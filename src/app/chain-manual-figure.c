// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-manual-figure.h"

#include "chain-background.h"
#include "chain-plain-text.h"
#include "chain-plot-style.h"
#include "chain-portrait.h"
#include "chain-scenario.h"

#define WIDTH 560
#define HEIGHT 300
#define PAUSE_MICROSECONDS 1000 /* between two looks at the run */

struct _ChainManualFigure
{
  GtkWidget parent_instance;

  const ChainScenario *scenario;
  guint64 steps;
  ChainPicture picture;

  GCancellable *cancellable; /* while the scenario runs */
  ChainPortrait *portrait;   /* NULL: not yet run */
};

G_DEFINE_FINAL_TYPE (ChainManualFigure, chain_manual_figure, GTK_TYPE_WIDGET)

/* What a thread needs to know of a figure: a value. */
typedef struct
{
  const ChainScenario *scenario;
  guint64 steps;
  ChainPicture picture;
} Job;

/* ---- the run ---- */

/* The snapshot after @steps steps, or where the run stopped before; NULL if cancelled. */
static const ChainSnapshot *
run_steps (ChainTrainer *trainer,
           guint64       steps,
           GCancellable *cancellable)
{
  uint64_t serial = chain_trainer_step (trainer, steps);
  const ChainSnapshot *snapshot;

  do
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      g_usleep (PAUSE_MICROSECONDS);
      snapshot = chain_trainer_take_snapshot (trainer);
    }
  while (snapshot == NULL || snapshot->serial < serial || snapshot->running);

  return snapshot;
}

static void
check_gradient (const ChainRun   *run,
                ChainPlotChoices *choices)
{
  g_autofree ChainChecker *checker = g_new (ChainChecker, 1);

  if (!chain_checker_begin (checker, run->shape, run->point.parameters, &run->dataset, -1))
    g_error ("no memory for a gradient check");
  while (!chain_checker_advance (checker));
  choices->check = checker->report;
  chain_checker_clear (checker);
}

static void
run_scenario (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  const Job *job = data;
  ChainTrainer *trainer = chain_trainer_new ();
  g_autofree ChainPlotChoices *choices = g_new (ChainPlotChoices, 1);
  g_autofree ChainRun *run = g_new (ChainRun, 1);
  const ChainSnapshot *snapshot;
  ChainExperiment experiment;

  if (!chain_experiment_init (&experiment) || !chain_scenario_load (job->scenario, NULL, &experiment, NULL))
    g_error ("no scenario %s", job->scenario->id);

  chain_trainer_load (trainer, &experiment);
  chain_trainer_want (trainer, chain_picture_get_wants (job->picture));
  snapshot = run_steps (trainer, job->steps, cancellable);
  if (snapshot == NULL)
    g_task_return_error_if_cancelled (task);
  else
    {
      chain_run_init (run);
      chain_run_set_experiment (run, &experiment);
      chain_run_take (run, snapshot);
      chain_plot_choices_init (choices);
      if (job->picture == CHAIN_PICTURE_CHECK)
        check_gradient (run, choices);
      g_task_return_pointer (task, chain_portrait_new (run, choices, "", FALSE), (GDestroyNotify) chain_portrait_unref);
      chain_run_clear (run);
    }

  chain_trainer_free (trainer);
  chain_experiment_clear (&experiment);
}

static void
on_run (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  ChainPortrait *portrait = g_task_propagate_pointer (G_TASK (result), NULL);
  ChainManualFigure *self = data;

  /* cancelled: the figure may be no more */
  if (portrait == NULL)
    return;

  self->portrait = portrait;
  g_clear_object (&self->cancellable);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- the widget ---- */

static void
chain_manual_figure_map (GtkWidget *widget)
{
  ChainManualFigure *self = CHAIN_MANUAL_FIGURE (widget);
  g_autoptr (GTask) task = NULL;
  Job *job;

  GTK_WIDGET_CLASS (chain_manual_figure_parent_class)->map (widget);
  if (self->portrait != NULL || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (NULL, self->cancellable, on_run, self);
  job = g_new (Job, 1);
  *job = (Job) { self->scenario, self->steps, self->picture };
  g_task_set_source_tag (task, chain_manual_figure_map);
  g_task_set_task_data (task, job, g_free);
  chain_background_run (task, run_scenario);
}

static void
cancel (ChainManualFigure *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
chain_manual_figure_unmap (GtkWidget *widget)
{
  cancel (CHAIN_MANUAL_FIGURE (widget));

  GTK_WIDGET_CLASS (chain_manual_figure_parent_class)->unmap (widget);
}

static void
chain_manual_figure_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  ChainManualFigure *self = CHAIN_MANUAL_FIGURE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autofree ChainPictures *pictures = NULL;
  ChainStyle style;
  const void *plot;
  ChainDraw draw;
  cairo_t *cr;

  if (self->portrait == NULL)
    return;

  chain_plot_style_read (widget, &style);
  pictures = chain_portrait_describe_as (self->portrait, &style);
  draw = chain_pictures_get_plot (pictures, self->picture, &plot);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw (plot, cr, width, height);
  cairo_destroy (cr);
}

static void
chain_manual_figure_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? WIDTH / 2 : HEIGHT;
  *natural = across ? WIDTH : HEIGHT;
}

static void
chain_manual_figure_dispose (GObject *object)
{
  ChainManualFigure *self = CHAIN_MANUAL_FIGURE (object);

  cancel (self);
  g_clear_pointer (&self->portrait, chain_portrait_unref);

  G_OBJECT_CLASS (chain_manual_figure_parent_class)->dispose (object);
}

static void
chain_manual_figure_class_init (ChainManualFigureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_manual_figure_dispose;
  widget_class->map = chain_manual_figure_map;
  widget_class->unmap = chain_manual_figure_unmap;
  widget_class->snapshot = chain_manual_figure_snapshot;
  widget_class->measure = chain_manual_figure_measure;
  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
chain_manual_figure_init (ChainManualFigure *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
}

/**
 * chain_manual_figure_new:
 * @source: SCENARIO/STEPS/PICTURE, as a page of the manual has it
 */
GtkWidget *
chain_manual_figure_new (const char *source)
{
  ChainManualFigure *self = g_object_new (CHAIN_TYPE_MANUAL_FIGURE, NULL);
  g_auto (GStrv) parts = g_strsplit (source, "/", -1);

  if (g_strv_length (parts) != 3
      || (self->scenario = chain_scenario_find (parts[0])) == NULL
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXUINT32, &self->steps, NULL)
      || !chain_picture_from_name (parts[2], &self->picture))
    g_error ("no picture %s for the manual", source);

  chain_manual_figure_set_caption (self, chain_picture_get_title (self->picture));
  return GTK_WIDGET (self);
}

/**
 * chain_manual_figure_set_caption:
 * @caption: what is to be seen, as Pango markup: the picture's accessible name
 */
void
chain_manual_figure_set_caption (ChainManualFigure *self,
                                 const char        *caption)
{
  g_autofree char *text = chain_plain_text_new (caption);

  g_return_if_fail (CHAIN_IS_MANUAL_FIGURE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
