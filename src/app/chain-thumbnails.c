// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-thumbnails.h"

#include <math.h>

#include "chain-background.h"
#include "chain-fit-plot.h"
#include "chain-loss-plot.h"
#include "chain-scenario.h"
#include "chain-session.h"

/* Where each story has been told. */
#define STEPS 10000
#define GAP 12.0
#define TEXT_SCALE 0.75

typedef struct
{
  ChainStyle style;
  int scale;
} Job;

static void
draw_session (const ChainSession *session,
              const ChainStyle   *style,
              cairo_t            *cr)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  const ChainDataset *dataset = chain_session_get_dataset (session);
  ChainSeries *losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  double width = (CHAIN_THUMBNAIL_WIDTH - GAP) / 2.0;
  ChainFitRun fit_run = { .shape = experiment->shape, .parameters = chain_session_get_point (session)->parameters };
  ChainLossRun loss_run = {
    .loss = losses,
    .diverged = chain_session_get_status (session) == CHAIN_SESSION_DIVERGED,
    .diverged_step = chain_session_get_diverged_step (session),
  };
  ChainFitPlot fit;
  ChainLossPlot loss;

  if (losses == NULL)
    g_error ("no memory for the history");
  chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, losses);

  chain_fit_plot_init (&fit);
  fit.style = *style;
  fit.runs = &fit_run;
  fit.n_runs = 1;
  fit.x = dataset->x;
  fit.y = dataset->y;
  fit.n_samples = dataset->n;
  fit.show_samples = dataset->n < 10;
  fit.show_legend = false;
  fit.x_min = experiment->n_samples > 0 ? 0.0 : experiment->x_min;
  fit.x_max = experiment->n_samples > 0 ? 3.0 : experiment->x_max;
  chain_fit_plot_draw (&fit, cr, width, CHAIN_THUMBNAIL_HEIGHT);

  chain_loss_plot_init (&loss);
  loss.style = *style;
  loss.runs = &loss_run;
  loss.n_runs = 1;
  loss.best_constant = loss.floor = NAN;
  loss.show_legend = false;
  cairo_translate (cr, width + GAP, 0.0);
  chain_loss_plot_draw (&loss, cr, width, CHAIN_THUMBNAIL_HEIGHT);

  chain_series_free (losses);
}

static GdkTexture *
draw_scenario (const ChainScenario *scenario,
               const Job           *job)
{
  int width = CHAIN_THUMBNAIL_WIDTH * job->scale;
  int height = CHAIN_THUMBNAIL_HEIGHT * job->scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  ChainExperiment experiment;
  ChainSession *session;
  gsize stride;

  if (!chain_experiment_init (&experiment) || !chain_scenario_load (scenario, NULL, &experiment, NULL))
    g_error ("no scenario %s", scenario->id);
  session = chain_session_new (&experiment);
  if (session == NULL)
    g_error ("no memory for a run");
  chain_session_step (session, STEPS);

  cairo_scale (cr, job->scale, job->scale);
  draw_session (session, &job->style, cr);
  chain_session_free (session);
  chain_experiment_clear (&experiment);

  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = (gsize) cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
draw_all (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  g_autoptr (GPtrArray) textures = g_ptr_array_new_with_free_func (g_object_unref);
  const ChainScenario *scenarios;
  gsize n;

  scenarios = chain_scenario_get_all (&n);
  for (gsize i = 0; i < n; i++)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      g_ptr_array_add (textures, draw_scenario (&scenarios[i], data));
    }

  g_task_return_pointer (task, g_steal_pointer (&textures), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * chain_thumbnails_draw_async:
 * @style: how they look; copied
 * @scale: pixels for each of theirs
 *
 * Runs each scenario and draws what becomes of it, in a thread.
 */
void
chain_thumbnails_draw_async (const ChainStyle    *style,
                             int                  scale,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->style = *style;
  job->style.text_scale *= TEXT_SCALE;
  job->scale = scale;
  g_task_set_source_tag (task, chain_thumbnails_draw_async);
  g_task_set_task_data (task, job, g_free);
  chain_background_run (task, draw_all);
}

/**
 * chain_thumbnails_draw_finish:
 *
 * Returns: (transfer full) (element-type GdkTexture) (nullable): a picture for each scenario, in
 *   their order; %NULL with @error set where it was cancelled
 */
GPtrArray *
chain_thumbnails_draw_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
