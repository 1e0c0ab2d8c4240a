// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-sheet-job.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-background.h"
#include "chain-output.h"
#include "chain-sheet-pages.h"

struct _ChainSheetMoment
{
  gatomicrefcount references;
  gboolean is_finite;
  ChainShape shape;
  ChainDataset dataset;
  ChainDataset plain;
  ChainPoint point;
  bool frozen[CHAIN_MAX_PARAMETERS];
  guint64 step;
  ChainOptimizer optimizer;
  double step_size;
  gsize batch_size;
  char *title;
};

typedef struct
{
  ChainSheetMoment *moment;
  ChainSheetChoices choices;
  ChainSheetFormat format;
  char *path;
} Job;

/* ---- the moment ---- */

static void
copy_samples (ChainDataset       *dataset,
              const ChainDataset *from)
{
  if (!chain_dataset_init_samples (dataset, from->n, from->x, from->y))
    g_error ("no memory for the samples");
  dataset->scaling = from->scaling;
}

static gboolean
is_finite (const ChainRun *run)
{
  if (!run->has_point || !isfinite (run->point.loss))
    return FALSE;
  for (gsize i = 0; i < chain_shape_n_parameters (run->shape); i++)
    if (!isfinite (run->point.gradients[i]) || !isfinite (run->point.parameters[i]))
      return FALSE;

  return TRUE;
}

/**
 * chain_sheet_moment_new:
 *
 * Returns: (transfer full): what @run is now
 */
ChainSheetMoment *
chain_sheet_moment_new (const ChainRun *run)
{
  ChainSheetMoment *moment = g_new0 (ChainSheetMoment, 1);

  g_atomic_ref_count_init (&moment->references);
  moment->is_finite = is_finite (run);
  moment->shape = run->shape;
  copy_samples (&moment->dataset, &run->dataset);
  copy_samples (&moment->plain, &run->samples);
  moment->point = run->point;
  memcpy (moment->frozen, run->frozen, sizeof moment->frozen);
  moment->step = run->step;
  moment->optimizer = run->experiment.optimizer;
  moment->step_size = run->step_size;
  moment->batch_size = run->has_batches ? run->experiment.batch_size : 0;
  moment->title = chain_run_dup_title (run);
  return moment;
}

ChainSheetMoment *
chain_sheet_moment_ref (ChainSheetMoment *moment)
{
  g_atomic_ref_count_inc (&moment->references);
  return moment;
}

void
chain_sheet_moment_unref (ChainSheetMoment *moment)
{
  if (!g_atomic_ref_count_dec (&moment->references))
    return;

  chain_dataset_clear (&moment->dataset);
  chain_dataset_clear (&moment->plain);
  g_free (moment->title);
  g_free (moment);
}

ChainShape
chain_sheet_moment_get_shape (const ChainSheetMoment *moment)
{
  return moment->shape;
}

/**
 * chain_sheet_moment_dup_title:
 *
 * Returns: (transfer full): of the run
 */
char *
chain_sheet_moment_dup_title (const ChainSheetMoment *moment)
{
  return g_strdup (moment->title);
}

/**
 * chain_sheet_moment_dup_name:
 *
 * Returns: (transfer full): what a parameter is called: “W₁”
 */
char *
chain_sheet_moment_dup_name (const ChainSheetMoment *moment,
                             gsize                   parameter)
{
  GString *name = g_string_new (NULL);

  chain_token_write_alone (chain_token_symbol (chain_symbol_of_parameter (moment->shape, parameter)),
                           CHAIN_NOTATION_TEXT, name);
  return g_string_free (name, FALSE);
}

/**
 * chain_sheet_moment_dup_sample:
 * @x: in the units of the data
 *
 * Returns: (transfer full): which sample is explained there
 */
char *
chain_sheet_moment_dup_sample (const ChainSheetMoment *moment,
                               double                  x)
{
  return g_strdup_printf (_("Sample %d of %d"), (int) chain_explanation_nearest_sample (&moment->plain, x) + 1, (int) moment->plain.n);
}

static ChainSheet *
make_sheet (const ChainSheetMoment  *moment,
            const ChainSheetChoices *choices,
            GError                 **error)
{
  const ChainExplanationSource source = {
    .shape = moment->shape,
    .parameters = moment->point.parameters,
    .dataset = &moment->dataset,
    .plain = &moment->plain,
    .sample = chain_explanation_nearest_sample (&moment->plain, choices->x),
    .batch = choices->batch,
    .parameter = choices->parameter,
    .digits = choices->digits,
    .step = moment->step,
    .optimizer = moment->optimizer,
    .step_size = moment->step_size,
    .moments = &moment->point.moments,
    .frozen = moment->frozen,
    .batch_size = moment->batch_size,
  };

  if (moment->is_finite)
    return chain_explanation_new (&source);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _("There is nothing to explain: the loss or a gradient is not finite."));
  return NULL;
}

/* ---- jobs ---- */

static void
free_job (gpointer data)
{
  Job *job = data;

  chain_sheet_moment_unref (job->moment);
  g_free (job->path);
  g_free (job);
}

static void
run_job (ChainSheetMoment        *moment,
         const ChainSheetChoices *choices,
         ChainSheetFormat         format,
         const char              *path,
         GCancellable            *cancellable,
         GTaskThreadFunc          function,
         GAsyncReadyCallback      callback,
         gpointer                 data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->moment = chain_sheet_moment_ref (moment);
  job->choices = *choices;
  job->format = format;
  job->path = g_strdup (path);
  g_task_set_task_data (task, job, free_job);
  chain_background_run (task, function);
}

static void
make (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  ChainSheet *sheet = make_sheet (job->moment, &job->choices, &error);

  if (sheet != NULL)
    g_task_return_pointer (task, sheet, (GDestroyNotify) chain_sheet_free);
  else
    g_task_return_error (task, error);
}

/* The bytes of the file. */
static GBytes *
render (const Job        *job,
        const ChainSheet *sheet,
        GCancellable     *cancellable,
        GError          **error)
{
  static char *(*const writers[CHAIN_N_SHEET_FORMATS]) (const ChainSheet *sheet) = {
    [CHAIN_SHEET_TEXT] = chain_sheet_to_text,
    [CHAIN_SHEET_CSV] = chain_sheet_to_csv,
    [CHAIN_SHEET_MARKDOWN] = chain_sheet_to_markdown,
    [CHAIN_SHEET_LATEX] = chain_sheet_to_latex,
  };
  char *text;

  if (job->format == CHAIN_SHEET_PDF)
    return chain_sheet_to_pdf (sheet, job->moment->title, cancellable, error);

  text = writers[job->format] (sheet);
  return g_bytes_new_take (text, strlen (text));
}

static void
write_file (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (ChainSheet) sheet = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  sheet = make_sheet (job->moment, &job->choices, &error);
  if (sheet != NULL)
    bytes = render (job, sheet, cancellable, &error);
  if (bytes != NULL && !g_cancellable_set_error_if_cancelled (cancellable, &error)
      && chain_output_write_file (job->path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    g_task_return_pointer (task, g_strdup (job->path), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * chain_sheet_make_async:
 *
 * Makes a sheet, however long that takes.
 */
void
chain_sheet_make_async (ChainSheetMoment        *moment,
                        const ChainSheetChoices *choices,
                        GCancellable            *cancellable,
                        GAsyncReadyCallback      callback,
                        gpointer                 data)
{
  run_job (moment, choices, CHAIN_SHEET_TEXT, NULL, cancellable, make, callback, data);
}

/**
 * chain_sheet_make_finish:
 *
 * Returns: (transfer full): the sheet, or %NULL with a sentence
 */
ChainSheet *
chain_sheet_make_finish (GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chain_sheet_write_async:
 * @path: where to write, wholly or not at all
 */
void
chain_sheet_write_async (ChainSheetMoment        *moment,
                         const ChainSheetChoices *choices,
                         ChainSheetFormat         format,
                         const char              *path,
                         GCancellable            *cancellable,
                         GAsyncReadyCallback      callback,
                         gpointer                 data)
{
  run_job (moment, choices, format, path, cancellable, write_file, callback, data);
}

/**
 * chain_sheet_write_finish:
 *
 * Returns: (transfer full): the path that was written, or %NULL with a sentence
 */
char *
chain_sheet_write_finish (GAsyncResult *result,
                          GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chain_sheet_format_get_extension:
 *
 * Returns: how a file of that format ends
 */
const char *
chain_sheet_format_get_extension (ChainSheetFormat format)
{
  static const char *const extensions[CHAIN_N_SHEET_FORMATS] = { "pdf", "txt", "csv", "md", "tex" };

  return extensions[format];
}
