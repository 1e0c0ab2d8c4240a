// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-picture.h"

#include <string.h>

#include <glib/gi18n.h>

#include "chain-cli.h"
#include "chain-export.h"
#include "chain-fit-plot.h"
#include "chain-gradient-plot.h"
#include "chain-loss-plot.h"

#define PNG ".png"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainSeries, chain_series_free)

static gboolean
export_png (ChainDraw    draw,
            const void  *plot,
            int          width,
            int          height,
            ChainBuffer *buffer)
{
  return chain_export_png (draw, plot, width, height, 1.0, buffer);
}

static gboolean
draw_fit (const ChainSession *session,
          int                 width,
          int                 height,
          ChainBuffer        *buffer)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  const ChainDataset *dataset = chain_session_get_dataset (session);
  const ChainFitRun run = { experiment->shape, chain_session_get_point (session)->parameters };
  ChainFitPlot plot;

  chain_fit_plot_init (&plot);
  plot.runs = &run;
  plot.n_runs = 1;
  plot.x = dataset->x;
  plot.y = dataset->y;
  plot.n_samples = dataset->n;
  plot.x_min = plot.x_max = dataset->x[0];
  for (gsize i = 1; i < dataset->n; i++)
    {
      plot.x_min = MIN (plot.x_min, dataset->x[i]);
      plot.x_max = MAX (plot.x_max, dataset->x[i]);
    }

  return export_png (chain_draw_fit, &plot, width, height, buffer);
}

static gboolean
draw_loss (const ChainSession *session,
           int                 width,
           int                 height,
           ChainBuffer        *buffer)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  g_autoptr (ChainSeries) losses = chain_series_new (CHAIN_SERIES_CAPACITY);
  const ChainLossRun run = {
    .loss = losses,
    .diverged = chain_session_get_status (session) == CHAIN_SESSION_DIVERGED,
    .diverged_step = chain_session_get_diverged_step (session),
  };
  g_autofree uint64_t *changes = g_new (uint64_t, experiment->n_changes + 1);
  ChainLossPlot plot;

  if (losses == NULL)
    g_error ("out of memory");
  chain_session_get_channel (session, CHAIN_CHANNEL_LOSS, losses);
  for (gsize i = 0; i < experiment->n_changes; i++)
    changes[i] = experiment->changes[i].step;

  chain_loss_plot_init (&plot);
  plot.runs = &run;
  plot.n_runs = 1;
  plot.best_constant = chain_dataset_variance (chain_session_get_dataset (session));
  plot.changes = changes;
  plot.n_changes = experiment->n_changes;
  return export_png (chain_draw_loss, &plot, width, height, buffer);
}

static gboolean
draw_gradient (const ChainSession *session,
               int                 width,
               int                 height,
               ChainBuffer        *buffer)
{
  ChainGradientPlot plot;

  chain_gradient_plot_init (&plot);
  plot.shape = chain_session_get_experiment (session)->shape;
  plot.gradients = chain_session_get_point (session)->gradients;
  return export_png (chain_draw_gradient, &plot, width, height, buffer);
}

static const struct
{
  const char *name;
  gboolean (*draw) (const ChainSession *session, int width, int height, ChainBuffer *buffer);
} kinds[] = {
  { "fit", draw_fit },
  { "loss", draw_loss },
  { "gradient", draw_gradient },
};

/* Whether a PNG may go to @path: a device has any name, but “fit.svg” with a PNG in it would
 * surprise. */
static gboolean
may_be_png (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *lower = g_ascii_strdown (base, -1);

  return strchr (base, '.') == NULL || g_str_has_suffix (lower, PNG);
}

/**
 * chain_cli_picture_parse:
 * @picture: (out)
 * @option: "fit=FILE.png", which @picture borrows
 *
 * Returns: %FALSE where @option is something else, which has been said
 */
gboolean
chain_cli_picture_parse (ChainCliPicture *picture,
                         const char      *option)
{
  const char *equals = strchr (option, '=');

  *picture = (ChainCliPicture) { .path = equals != NULL ? equals + 1 : "" };

  while (picture->kind < (int) G_N_ELEMENTS (kinds))
    {
      const char *name = kinds[picture->kind].name;

      if (equals == option + strlen (name) && g_str_has_prefix (option, name))
        break;
      picture->kind++;
    }

  if (picture->kind < (int) G_N_ELEMENTS (kinds) && *picture->path != '\0' && may_be_png (picture->path))
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE,
                      _("--plot: expected fit=FILE.png, loss=FILE.png or gradient=FILE.png, got “%s”"), option);
  return FALSE;
}

/**
 * chain_cli_picture_parse_size:
 * @option: "800x600", in pixels
 *
 * Returns: %FALSE where @option is something else, which has been said
 */
gboolean
chain_cli_picture_parse_size (const char *option,
                              int        *width,
                              int        *height)
{
  g_auto (GStrv) parts = g_strsplit (option, "x", 2);
  guint64 sides[2] = { 0, 0 };

  if (g_strv_length (parts) == 2
      && chain_decimal_parse_whole (parts[0], CHAIN_EXPORT_MAX_PIXELS, &sides[0])
      && chain_decimal_parse_whole (parts[1], CHAIN_EXPORT_MAX_PIXELS, &sides[1])
      && sides[0] > 0 && sides[1] > 0)
    {
      *width = (int) sides[0];
      *height = (int) sides[1];
      return TRUE;
    }

  chain_cli_complain (CHAIN_CLI_USAGE, _("--size: expected WIDTHxHEIGHT, each from 1 to %d pixels, got “%s”"),
                      CHAIN_EXPORT_MAX_PIXELS, option);
  return FALSE;
}

/**
 * chain_cli_picture_open:
 *
 * Opens the file before the run, so that a mistake in its name costs no run.
 */
gboolean
chain_cli_picture_open (ChainCliPicture  *picture,
                        GError          **error)
{
  picture->output = chain_output_open (picture->path, error);
  return picture->output != NULL;
}

/**
 * chain_cli_picture_write:
 * @session: the run, at its end
 *
 * Draws the run into the file.
 *
 * Returns: %FALSE where there is not enough memory, or the file cannot be written
 */
gboolean
chain_cli_picture_write (ChainCliPicture     *picture,
                         const ChainSession  *session,
                         int                  width,
                         int                  height,
                         GError             **error)
{
  ChainBuffer buffer = { NULL, 0 };

  if (!kinds[picture->kind].draw (session, width, height, &buffer))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOMEM,
                   _("Cannot write “%s”: there is not enough memory for %d×%d pixels"),
                   picture->path, width, height);
      return FALSE;
    }

  chain_output_write (picture->output, buffer.data, buffer.length);
  chain_buffer_clear (&buffer);
  return chain_output_close (g_steal_pointer (&picture->output), error);
}
