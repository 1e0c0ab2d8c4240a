// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-picture.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "chain-cli.h"
#include "chain-export.h"
#include "chain-fit-plot.h"
#include "chain-floor.h"
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

/* The network in plain units: with x′ = (x − μx)/σx and y′ = (y − μy)/σy it is one of the same
 * widths, with W1/σx, b1 − W1·μx/σx, W3·σy and b3·σy + μy. Returns whether these are finite. */
static gboolean
unscale_parameters (ChainShape          shape,
                    const ChainScaling *scaling,
                    double             *parameters)
{
  double *W1 = parameters + chain_shape_group_offset (shape, CHAIN_W1);
  double *b1 = parameters + chain_shape_group_offset (shape, CHAIN_B1);
  double *W3 = parameters + chain_shape_group_offset (shape, CHAIN_W3);
  double *b3 = parameters + chain_shape_group_offset (shape, CHAIN_B3);

  for (int j = 0; j < shape.hidden1; j++)
    {
      W1[j] /= scaling->x_deviation;
      b1[j] -= W1[j] * scaling->x_mean;
    }
  for (int k = 0; k < shape.hidden2; k++)
    W3[k] *= scaling->y_deviation;
  *b3 = *b3 * scaling->y_deviation + scaling->y_mean;

  for (gsize i = 0; i < chain_shape_n_parameters (shape); i++)
    if (!isfinite (parameters[i]))
      return FALSE;
  return TRUE;
}

static gboolean
draw_fit (const ChainSession *session,
          int                 width,
          int                 height,
          ChainBuffer        *buffer)
{
  const ChainExperiment *experiment = chain_session_get_experiment (session);
  double parameters[CHAIN_MAX_PARAMETERS];
  const ChainFitRun run = { experiment->shape, parameters };
  g_auto (ChainDataset) plain = { 0 };
  ChainFitPlot plot;

  chain_cli_make_plain (experiment, &plain);
  memcpy (parameters, chain_session_get_point (session)->parameters, sizeof parameters);

  chain_fit_plot_init (&plot);
  plot.runs = &run;
  plot.n_runs = unscale_parameters (experiment->shape, &chain_session_get_dataset (session)->scaling, parameters);
  plot.target = experiment->target.coefficients;
  plot.n_target = experiment->target.n;
  plot.x = plain.x;
  plot.y = plain.y;
  plot.n_samples = plain.n;
  plot.x_min = plot.x_max = plain.x[0];
  for (gsize i = 1; i < plain.n; i++)
    {
      plot.x_min = MIN (plot.x_min, plain.x[i]);
      plot.x_max = MAX (plot.x_max, plain.x[i]);
    }

  return export_png (chain_draw_fit, &plot, width, height, buffer);
}

/* Returns the loss of the best monotone curve, or NAN where a network is bound to none. */
static double
get_floor (const ChainSession *session)
{
  ChainShape shape = chain_session_get_experiment (session)->shape;
  ChainMonotoneFit fit;
  double loss;

  if (shape.hidden1 * shape.hidden2 > 1)
    return NAN;
  if (!chain_monotone_fit_init (&fit, chain_session_get_dataset (session)))
    g_error ("out of memory");

  loss = fit.loss;
  chain_monotone_fit_clear (&fit);
  return loss;
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
  plot.floor = get_floor (session);
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
  double gradients[CHAIN_MAX_PARAMETERS];
  ChainGradientPlot plot;

  chain_session_evaluate (session, gradients);
  chain_gradient_plot_init (&plot);
  plot.shape = chain_session_get_experiment (session)->shape;
  plot.gradients = gradients;
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
