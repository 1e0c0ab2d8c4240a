// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-export-job.h"

#include <glib/gi18n.h>

#include "chain-export.h"
#include "chain-output.h"

static const struct
{
  const char *file_name;
  ChainDraw draw;
  double width;
  double height;
} pictures[CHAIN_N_PICTURES] = {
  [CHAIN_PICTURE_FIGURE] = { "chainrule", chain_draw_figure, CHAIN_FIGURE_WIDTH, CHAIN_FIGURE_HEIGHT },
  [CHAIN_PICTURE_FIT] = { "fit", chain_draw_fit, 640.0, 440.0 },
  [CHAIN_PICTURE_LOSS] = { "loss", chain_draw_loss, 640.0, 440.0 },
  [CHAIN_PICTURE_GRADIENTS] = { "gradients", chain_draw_gradient, 640.0, 440.0 },
};

typedef struct
{
  ChainRun run;
  ChainStyle style;
  ChainPicture picture;
  double scale;
  char *path;
} ChainExportJob;

static void
free_job (gpointer data)
{
  ChainExportJob *job = data;

  chain_run_clear (&job->run);
  g_free (job->path);
  g_free (job);
}

static const void *
get_plot (const ChainRunPictures *described,
          ChainPicture            picture)
{
  switch (picture)
    {
    case CHAIN_PICTURE_FIT:
      return &described->figure.fit;
    case CHAIN_PICTURE_LOSS:
      return &described->figure.loss;
    case CHAIN_PICTURE_GRADIENTS:
      return &described->figure.gradient;
    case CHAIN_PICTURE_FIGURE:
    case CHAIN_N_PICTURES:
      break;
    }

  return &described->figure;
}

static void
draw_and_write (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  ChainExportJob *job = data;
  g_autofree char *title = chain_run_dup_title (&job->run);
  g_autofree char *caption = chain_run_dup_caption (&job->run);
  g_autofree ChainRunPictures *described = g_new (ChainRunPictures, 1);
  ChainBuffer buffer = { 0 };
  GError *error = NULL;

  chain_run_describe (&job->run, &job->style, described);
  described->figure.title = title;
  described->figure.caption = caption;

  if (!chain_export_png (pictures[job->picture].draw, get_plot (described, job->picture),
                         pictures[job->picture].width, pictures[job->picture].height, job->scale, &buffer))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                               _("There is not enough memory for a picture of that size: choose a smaller scale."));
      return;
    }

  if (chain_output_write_file (job->path, buffer.data, buffer.length, &error))
    g_task_return_pointer (task, g_strdup (job->path), g_free);
  else
    g_task_return_error (task, error);
  chain_buffer_clear (&buffer);
}

/**
 * chain_picture_get_file_name:
 *
 * Returns: the name to suggest for a file, without extension
 */
const char *
chain_picture_get_file_name (ChainPicture picture)
{
  return pictures[picture].file_name;
}

/**
 * chain_picture_get_size:
 * @width: (out): in pixels, at scale 1
 * @height: (out): in pixels, at scale 1
 */
void
chain_picture_get_size (ChainPicture picture,
                        double      *width,
                        double      *height)
{
  *width = pictures[picture].width;
  *height = pictures[picture].height;
}

/**
 * chain_export_async:
 * @run: copied now; it may go on
 * @font: a Pango font description
 * @scale: pixels for each of the picture's own, 1..CHAIN_EXPORT_MAX_SCALE
 * @path: where to write a PNG, wholly or not at all
 *
 * Draws in the light theme on white, as paper is.
 */
void
chain_export_async (const ChainRun      *run,
                    const char          *font,
                    ChainPicture         picture,
                    double               scale,
                    const char          *path,
                    GAsyncReadyCallback  callback,
                    gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  ChainExportJob *job = g_new0 (ChainExportJob, 1);

  chain_run_copy (&job->run, run);
  chain_style_init (&job->style, false);
  g_strlcpy (job->style.font, font, sizeof job->style.font);
  job->picture = picture;
  job->scale = scale;
  job->path = g_strdup (path);

  g_task_set_source_tag (task, chain_export_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, draw_and_write);
}

/**
 * chain_export_finish:
 *
 * Returns: (transfer full): the path that was written, or %NULL with @error set to a sentence
 */
char *
chain_export_finish (GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
