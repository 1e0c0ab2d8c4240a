// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-picture.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "chain-cli.h"
#include "chain-export.h"

#define DEFAULT_WIDTH 960
#define DEFAULT_HEIGHT 600

/* What can be drawn, and where it lies in the plots of a run. */
static const struct
{
  const char *name;
  ChainDraw draw;
  gsize plot;
} kinds[] = {
  { "fit", chain_draw_fit, G_STRUCT_OFFSET (ChainCliPlots, figure.fit) },
  { "loss", chain_draw_loss, G_STRUCT_OFFSET (ChainCliPlots, figure.loss) },
  { "gradient", chain_draw_gradient, G_STRUCT_OFFSET (ChainCliPlots, figure.gradient) },
  { "factors", chain_draw_factor, G_STRUCT_OFFSET (ChainCliPlots, factors) },
  { "network", chain_draw_network, G_STRUCT_OFFSET (ChainCliPlots, network) },
  { "activations", chain_draw_activation, G_STRUCT_OFFSET (ChainCliPlots, activations) },
  { "flow", chain_draw_flow, G_STRUCT_OFFSET (ChainCliPlots, flow) },
  { "check", chain_draw_check, G_STRUCT_OFFSET (ChainCliPlots, check) },
  { "parameters", chain_draw_time, G_STRUCT_OFFSET (ChainCliPlots, parameters) },
  { "norms", chain_draw_time, G_STRUCT_OFFSET (ChainCliPlots, norms) },
  { "all", chain_draw_figure, G_STRUCT_OFFSET (ChainCliPlots, figure) },
};

enum
{
  FORMAT_PNG,
  FORMAT_SVG,
  FORMAT_PDF,
  N_FORMATS
};

static const char *const extensions[N_FORMATS] = { ".png", ".svg", ".pdf" };

/* Returns what @path is to hold, or -1: its extension says so. A device has any name, and gets a
 * PNG. */
static int
find_format (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *lower = g_ascii_strdown (base, -1);

  for (int format = 0; format < N_FORMATS; format++)
    if (g_str_has_suffix (lower, extensions[format]))
      return format;

  return strchr (base, '.') == NULL ? FORMAT_PNG : -1;
}

/* Returns the kind that the first @length bytes of @name are, or -1. */
static int
find_kind (const char *name,
           gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strlen (kinds[i].name) == length && strncmp (kinds[i].name, name, length) == 0)
      return (int) i;

  return -1;
}

/* The size of a picture, before its scale. */
static void
get_size (const ChainCliPicture *picture,
          const ChainCliLook    *look,
          double                *width,
          double                *height)
{
  *width = look->width > 0 ? look->width : DEFAULT_WIDTH;
  *height = look->height > 0 ? look->height : DEFAULT_HEIGHT;
  if (look->width == 0 && kinds[picture->kind].draw == chain_draw_figure)
    chain_cli_plots_get_figure_size (width, height);
}

/* Only what has pixels has too many of them. */
static gboolean
check_pixels (const ChainCliPicture *picture,
              const ChainCliLook    *look)
{
  double width, height;

  get_size (picture, look, &width, &height);
  width = round (width * look->scale);
  height = round (height * look->scale);
  if (picture->format != FORMAT_PNG
      || (fmin (width, height) >= 1.0 && fmax (width, height) <= CHAIN_EXPORT_MAX_PIXELS))
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE, _("--scale: expected sides from 1 to %d pixels, got %.0f×%.0f"),
                      CHAIN_EXPORT_MAX_PIXELS, width, height);
  return FALSE;
}

/**
 * chain_cli_picture_parse:
 * @picture: (out)
 * @look: parsed before
 * @option: "fit=FILE.png", which @picture borrows
 *
 * Returns: %FALSE where @option is something else, which has been said
 */
gboolean
chain_cli_picture_parse (ChainCliPicture    *picture,
                         const ChainCliLook *look,
                         const char         *option)
{
  const char *equals = strchr (option, '=');

  *picture = (ChainCliPicture) { .kind = -1, .format = -1, .path = "" };
  if (equals != NULL)
    {
      picture->kind = find_kind (option, (gsize) (equals - option));
      picture->path = equals + 1;
      picture->format = find_format (picture->path);
    }

  if (picture->kind >= 0 && picture->format >= 0 && *picture->path != '\0')
    return check_pixels (picture, look);

  chain_cli_complain (CHAIN_CLI_USAGE, _("--plot: expected KIND=FILE.png, FILE.svg or FILE.pdf, with fit, loss, gradient, "
                                         "factors, network, activations, flow, check, parameters, norms or all as KIND, "
                                         "got “%s”"), option);
  return FALSE;
}

/**
 * chain_cli_picture_wants_check:
 *
 * Returns: whether chain_cli_plots_check() has to be called before it is written
 */
gboolean
chain_cli_picture_wants_check (const ChainCliPicture *picture)
{
  return kinds[picture->kind].draw == chain_draw_check;
}

/**
 * chain_cli_look_parse_size:
 * @option: "800x600", in pixels before the scale
 *
 * Returns: %FALSE where @option is something else, which has been said
 */
gboolean
chain_cli_look_parse_size (ChainCliLook *look,
                           const char   *option)
{
  g_auto (GStrv) parts = g_strsplit (option, "x", 2);
  guint64 sides[2] = { 0, 0 };

  if (g_strv_length (parts) == 2
      && chain_decimal_parse_whole (parts[0], CHAIN_EXPORT_MAX_PIXELS, &sides[0])
      && chain_decimal_parse_whole (parts[1], CHAIN_EXPORT_MAX_PIXELS, &sides[1])
      && sides[0] > 0 && sides[1] > 0)
    {
      look->width = (int) sides[0];
      look->height = (int) sides[1];
      return TRUE;
    }

  chain_cli_complain (CHAIN_CLI_USAGE, _("--size: expected WIDTHxHEIGHT, each from 1 to %d pixels, got “%s”"),
                      CHAIN_EXPORT_MAX_PIXELS, option);
  return FALSE;
}

/**
 * chain_cli_look_parse_scale:
 * @option: "2"
 *
 * Returns: %FALSE where @option is something else, which has been said
 */
gboolean
chain_cli_look_parse_scale (ChainCliLook *look,
                            const char   *option)
{
  if (chain_decimal_parse (option, &look->scale) && look->scale > 0.0 && look->scale <= CHAIN_EXPORT_MAX_SCALE)
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE, _("--scale: expected a number in (0, %d], got “%s”"),
                      (int) CHAIN_EXPORT_MAX_SCALE, option);
  return FALSE;
}

/**
 * chain_cli_look_parse_theme:
 * @option: "light" or "dark"
 *
 * Returns: %FALSE where @option is something else, which has been said
 */
gboolean
chain_cli_look_parse_theme (ChainCliLook *look,
                            const char   *option)
{
  look->dark = strcmp (option, "dark") == 0;
  if (look->dark || strcmp (option, "light") == 0)
    return TRUE;

  chain_cli_complain (CHAIN_CLI_USAGE, _("--theme: expected light or dark, got “%s”"), option);
  return FALSE;
}

/**
 * chain_cli_look_take_time:
 *
 * Takes the date of a PDF from SOURCE_DATE_EPOCH, and otherwise the beginning of 1970: never the
 * clock's, so that the same run gives the same bytes.
 *
 * Returns: %FALSE where the variable holds something else, which has been said
 */
gboolean
chain_cli_look_take_time (ChainCliLook *look)
{
  const char *text = g_getenv ("SOURCE_DATE_EPOCH");
  guint64 seconds = 0;

  /* the end of the year 9999 */
  if (text != NULL && !chain_decimal_parse_whole (text, G_GUINT64_CONSTANT (253402300799), &seconds))
    {
      chain_cli_complain (CHAIN_CLI_USAGE, _("SOURCE_DATE_EPOCH: expected a whole number of seconds since 1970, got “%s”"),
                          text);
      return FALSE;
    }

  look->time = (gint64) seconds;
  return TRUE;
}

/**
 * chain_cli_look_make_style:
 * @style: (out)
 */
void
chain_cli_look_make_style (const ChainCliLook *look,
                           ChainStyle         *style)
{
  chain_style_init (style, look->dark);
  if (look->transparent)
    style->colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;
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

static gboolean
make_file (const ChainCliPicture *picture,
           const ChainCliLook    *look,
           const ChainCliPlots   *plots,
           ChainBuffer           *buffer)
{
  const ChainExportOptions options = { .title = plots->figure.title, .time = look->time };
  const void *plot = G_STRUCT_MEMBER_P (plots, kinds[picture->kind].plot);
  ChainDraw draw = kinds[picture->kind].draw;
  double width, height;

  get_size (picture, look, &width, &height);
  switch (picture->format)
    {
    case FORMAT_SVG:
      return chain_export_svg (draw, plot, width, height, &options, buffer);
    case FORMAT_PDF:
      return chain_export_pdf (draw, plot, width, height, &options, buffer);
    default:
      return chain_export_png (draw, plot, width, height, look->scale, buffer);
    }
}

/**
 * chain_cli_picture_write:
 * @plots: of the run, at its end
 *
 * Draws into the file.
 *
 * Returns: %FALSE where there is not enough memory, or the file cannot be written
 */
gboolean
chain_cli_picture_write (ChainCliPicture      *picture,
                         const ChainCliLook   *look,
                         const ChainCliPlots  *plots,
                         GError              **error)
{
  ChainBuffer buffer = { NULL, 0 };

  if (!make_file (picture, look, plots, &buffer))
    {
      g_autofree char *name = g_filename_display_name (picture->path);

      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOMEM,
                   _("Cannot write “%s”: there is not enough memory for a picture of that size"), name);
      return FALSE;
    }

  chain_output_write (picture->output, buffer.data, buffer.length);
  chain_buffer_clear (&buffer);
  return chain_output_close (g_steal_pointer (&picture->output), error);
}
