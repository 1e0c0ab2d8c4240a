// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-export-job.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-background.h"
#include "chain-output.h"
#include "chain-settings.h"

static const char *const formats[CHAIN_N_FORMATS] = { "png", "svg", "pdf", "csv" };
static const char *const themes[CHAIN_N_EXPORT_THEMES] = { "as-shown", "light", "dark" };

/* ---- what to write ---- */

static char *
get_string (const char *key)
{
  g_autoptr (GVariant) value = chain_settings_get (key);

  return g_variant_dup_string (value, NULL);
}

static int
get_number (const char *key,
            int         least,
            int         most)
{
  g_autoptr (GVariant) value = chain_settings_get (key);

  return CLAMP (g_variant_get_int32 (value), least, most);
}

static gboolean
get_boolean (const char *key)
{
  g_autoptr (GVariant) value = chain_settings_get (key);

  return g_variant_get_boolean (value);
}

static guint
get_choice (const char        *key,
            const char *const *choices,
            guint              n)
{
  g_autofree char *value = get_string (key);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (choices[i], value))
      return i;

  return 0;
}

/**
 * chain_export_choices_load:
 * @choices: (out): what was chosen the last time
 */
void
chain_export_choices_load (ChainExportChoices *choices)
{
  g_autofree char *picture = get_string (CHAIN_SETTINGS_EXPORT_PICTURE);

  *choices = (ChainExportChoices) {
    .format = get_choice (CHAIN_SETTINGS_EXPORT_FORMAT, formats, CHAIN_N_FORMATS),
    .theme = get_choice (CHAIN_SETTINGS_EXPORT_THEME, themes, CHAIN_N_EXPORT_THEMES),
    .transparent = get_boolean (CHAIN_SETTINGS_EXPORT_TRANSPARENT),
    .exact = get_boolean (CHAIN_SETTINGS_EXPORT_EXACT),
    .scale = get_number (CHAIN_SETTINGS_EXPORT_SCALE, 1, (int) CHAIN_EXPORT_MAX_SCALE),
    .width = get_number (CHAIN_SETTINGS_EXPORT_WIDTH, CHAIN_EXPORT_LEAST_PIXELS, CHAIN_EXPORT_MAX_PIXELS),
    .height = get_number (CHAIN_SETTINGS_EXPORT_HEIGHT, CHAIN_EXPORT_LEAST_PIXELS, CHAIN_EXPORT_MAX_PIXELS),
  };
  if (!chain_picture_from_name (picture, &choices->picture))
    choices->picture = CHAIN_PICTURE_FIGURE;
}

void
chain_export_choices_save (const ChainExportChoices *choices)
{
  chain_settings_set (CHAIN_SETTINGS_EXPORT_PICTURE, g_variant_new_string (chain_picture_get_name (choices->picture)));
  chain_settings_set (CHAIN_SETTINGS_EXPORT_FORMAT, g_variant_new_string (formats[choices->format]));
  chain_settings_set (CHAIN_SETTINGS_EXPORT_THEME, g_variant_new_string (themes[choices->theme]));
  chain_settings_set (CHAIN_SETTINGS_EXPORT_TRANSPARENT, g_variant_new_boolean (choices->transparent));
  chain_settings_set (CHAIN_SETTINGS_EXPORT_EXACT, g_variant_new_boolean (choices->exact));
  chain_settings_set (CHAIN_SETTINGS_EXPORT_SCALE, g_variant_new_int32 (choices->scale));
  chain_settings_set (CHAIN_SETTINGS_EXPORT_WIDTH, g_variant_new_int32 (choices->width));
  chain_settings_set (CHAIN_SETTINGS_EXPORT_HEIGHT, g_variant_new_int32 (choices->height));
}

gboolean
chain_export_choices_is_dark (const ChainExportChoices *choices,
                              const ChainPortrait      *portrait)
{
  if (choices->theme == CHAIN_EXPORT_AS_SHOWN)
    return chain_portrait_is_dark (portrait);

  return choices->theme == CHAIN_EXPORT_DARK;
}

/**
 * chain_export_choices_get_size:
 * @columns: (out): of the picture, in pixels
 * @rows: (out): likewise
 *
 * Returns: pixels for each unit that the picture is laid out with
 */
double
chain_export_choices_get_size (const ChainExportChoices *choices,
                               const ChainPortrait      *portrait,
                               int                      *columns,
                               int                      *rows)
{
  gboolean vector = choices->format != CHAIN_FORMAT_PNG;
  double scale = vector ? 1.0 : choices->scale;
  double width, height;

  chain_portrait_get_size (portrait, choices->picture, &width, &height);
  *columns = (int) round (width * scale);
  *rows = (int) round (height * scale);
  if (vector || !choices->exact)
    return scale;

  *columns = choices->width;
  *rows = choices->height;
  /* a large picture is the same one, larger, and not one with small letters */
  return CLAMP (fmin (*columns / width, *rows / height), 0.25, CHAIN_EXPORT_MAX_SCALE);
}

/**
 * chain_format_get_extension:
 *
 * Returns: how the names of such files end, without the dot
 */
const char *
chain_format_get_extension (ChainFormat format)
{
  return formats[format];
}

/* ---- writing it ---- */

typedef struct
{
  ChainPortrait *portrait;
  ChainExportChoices choices;
  char *path;
  atomic_bool cancelled;
  atomic_int *progress; /* the caller's, or NULL */
  gulong handler;
} ChainExportJob;

static void
free_job (gpointer data)
{
  ChainExportJob *job = data;

  chain_portrait_unref (job->portrait);
  g_free (job->path);
  g_free (job);
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer      data)
{
  ChainExportJob *job = data;

  atomic_store (&job->cancelled, true);
}

/* The same run makes the same bytes: the time is the one that the surroundings prescribe, or none. */
static gint64
get_time (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");

  return epoch != NULL ? g_ascii_strtoll (epoch, NULL, 10) : 0;
}

static bool
draw (const ChainExportJob     *job,
      const ChainExportChoices *choices,
      ChainBuffer              *buffer)
{
  const ChainExportOptions options = {
    .title = chain_portrait_get_title (job->portrait),
    .time = get_time (),
    .cancelled = &job->cancelled,
    .progress = job->progress,
  };
  g_autofree ChainPictures *pictures = NULL;
  const void *plot;
  ChainDraw function;
  int columns, rows;
  double scale = chain_export_choices_get_size (choices, job->portrait, &columns, &rows);

  pictures = chain_portrait_describe (job->portrait, chain_export_choices_is_dark (choices, job->portrait),
                                      choices->transparent);
  if (choices->picture == CHAIN_PICTURE_CHECK)
    chain_pictures_check (pictures, &job->cancelled);
  function = chain_pictures_get_plot (pictures, choices->picture, &plot);
  switch (choices->format)
    {
    case CHAIN_FORMAT_SVG:
      return chain_export_svg (function, plot, columns, rows, &options, buffer);
    case CHAIN_FORMAT_PDF:
      return chain_export_pdf (function, plot, columns, rows, &options, buffer);
    case CHAIN_FORMAT_CSV:
      return chain_pictures_write_csv (pictures, choices->picture, buffer);
    default:
      return chain_export_pixels (function, plot, columns, rows, scale, &options, buffer);
    }
}

/* Nothing could be drawn: somebody has cancelled it, or there is one other reason. */
static void
return_failure (GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    return;

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _("There is not enough memory for a picture of that size: choose a smaller one."));
}

static void
draw_and_write (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  ChainExportJob *job = data;
  ChainBuffer buffer = { 0 };
  GError *error = NULL;

  if (!draw (job, &job->choices, &buffer))
    {
      return_failure (task);
      return;
    }

  if (g_task_return_error_if_cancelled (task))
    ;
  else if (chain_output_write_file (job->path, buffer.data, buffer.length, &error))
    g_task_return_pointer (task, g_strdup (job->path), g_free);
  else
    g_task_return_error (task, error);
  chain_buffer_clear (&buffer);
}

static void
draw_copies (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  static const ChainFormat copied[] = { CHAIN_FORMAT_PNG, CHAIN_FORMAT_SVG };
  ChainExportJob *job = data;
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      ChainExportChoices choices = job->choices;
      ChainBuffer buffer = { 0 };

      choices.format = copied[i];
      if (!draw (job, &choices, &buffer))
        {
          return_failure (task);
          return;
        }
      g_ptr_array_add (copies, g_bytes_new (buffer.data, buffer.length));
      chain_buffer_clear (&buffer);
    }

  g_task_return_pointer (task, g_steal_pointer (&copies), (GDestroyNotify) g_ptr_array_unref);
}

static void
run_job (ChainPortrait            *portrait,
         const ChainExportChoices *choices,
         const char               *path,
         GCancellable             *cancellable,
         atomic_int               *progress,
         GTaskThreadFunc           function,
         GAsyncReadyCallback       callback,
         gpointer                  data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  ChainExportJob *job = g_new0 (ChainExportJob, 1);

  job->portrait = chain_portrait_ref (portrait);
  job->choices = *choices;
  job->path = g_strdup (path);
  atomic_init (&job->cancelled, false);
  job->progress = progress;
  g_task_set_source_tag (task, run_job);
  g_task_set_task_data (task, job, free_job);
  /* what was written is written, also if it was cancelled in the last moment */
  g_task_set_check_cancellable (task, FALSE);
  if (cancellable != NULL)
    job->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), job, NULL);
  chain_background_run (task, function);
}

/* The job outlives its handler. */
static void
disconnect (GTask *task)
{
  ChainExportJob *job = g_task_get_task_data (task);

  if (g_task_get_cancellable (task) != NULL && job->handler != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), job->handler);
  job->handler = 0;
}

/**
 * chain_export_async:
 * @choices: copied
 * @path: where to write, wholly or not at all
 * @cancellable: (nullable)
 * @progress: (nullable): how much is done, in thousandths; lives until @callback
 */
void
chain_export_async (ChainPortrait            *portrait,
                    const ChainExportChoices *choices,
                    const char               *path,
                    GCancellable             *cancellable,
                    atomic_int               *progress,
                    GAsyncReadyCallback       callback,
                    gpointer                  data)
{
  run_job (portrait, choices, path, cancellable, progress, draw_and_write, callback, data);
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
  disconnect (G_TASK (result));
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * chain_export_copy_async:
 *
 * Draws for the clipboard; the format of @choices does not matter. The rest is as in
 * chain_export_async().
 */
void
chain_export_copy_async (ChainPortrait            *portrait,
                         const ChainExportChoices *choices,
                         GCancellable             *cancellable,
                         atomic_int               *progress,
                         GAsyncReadyCallback       callback,
                         gpointer                  data)
{
  run_job (portrait, choices, NULL, cancellable, progress, draw_copies, callback, data);
}

/**
 * chain_export_copy_finish:
 *
 * Returns: (transfer full) (element-type GBytes): a PNG and an SVG, or %NULL with @error set
 */
GPtrArray *
chain_export_copy_finish (GAsyncResult  *result,
                          GError       **error)
{
  disconnect (G_TASK (result));
  return g_task_propagate_pointer (G_TASK (result), error);
}
