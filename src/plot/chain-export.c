// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-export.h"

#include <math.h>
#include <time.h>

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "chain-activation-plot.h"
#include "chain-check-plot.h"
#include "chain-factor-plot.h"
#include "chain-figure.h"
#include "chain-network-plot.h"
#include "chain-flow-plot.h"
#include "chain-svg.h"
#include "chain-time-plot.h"

/* A PDF counts in points of 1/72 inch, a picture's unit is a pixel of 1/96. */
#define POINTS 0.75

void
chain_draw_fit (const void *plot,
                cairo_t    *cr,
                double      width,
                double      height)
{
  chain_fit_plot_draw (plot, cr, width, height);
}

void
chain_draw_loss (const void *plot,
                 cairo_t    *cr,
                 double      width,
                 double      height)
{
  chain_loss_plot_draw (plot, cr, width, height);
}

void
chain_draw_gradient (const void *plot,
                     cairo_t    *cr,
                     double      width,
                     double      height)
{
  chain_gradient_plot_draw (plot, cr, width, height);
}

void
chain_draw_factor (const void *plot,
                   cairo_t    *cr,
                   double      width,
                   double      height)
{
  chain_factor_plot_draw (plot, cr, width, height);
}

void
chain_draw_time (const void *plot,
                 cairo_t    *cr,
                 double      width,
                 double      height)
{
  chain_time_plot_draw (plot, cr, width, height);
}

void
chain_draw_activation (const void *plot,
                       cairo_t    *cr,
                       double      width,
                       double      height)
{
  chain_activation_plot_draw (plot, cr, width, height);
}

void
chain_draw_network (const void *plot,
                    cairo_t    *cr,
                    double      width,
                    double      height)
{
  chain_network_plot_draw (plot, cr, width, height);
}

void
chain_draw_flow (const void *plot,
                 cairo_t    *cr,
                 double      width,
                 double      height)
{
  chain_flow_plot_draw (plot, cr, width, height);
}

void
chain_draw_check (const void *plot,
                  cairo_t    *cr,
                  double      width,
                  double      height)
{
  chain_check_plot_draw (plot, cr, width, height);
}

void
chain_draw_figure (const void *plot,
                   cairo_t    *cr,
                   double      width,
                   double      height)
{
  chain_figure_draw (plot, cr, width, height);
}

void
chain_draw_fit_layers (const void *plot,
                      cairo_t    *cr,
                      double      width,
                      double      height,
                      ChainLayers layers)
{
  chain_fit_plot_draw_layers (plot, cr, width, height, layers);
}

void
chain_draw_loss_layers (const void *plot,
                       cairo_t    *cr,
                       double      width,
                       double      height,
                       ChainLayers layers)
{
  chain_loss_plot_draw_layers (plot, cr, width, height, layers);
}

void
chain_draw_time_layers (const void *plot,
                       cairo_t    *cr,
                       double      width,
                       double      height,
                       ChainLayers layers)
{
  chain_time_plot_draw_layers (plot, cr, width, height, layers);
}

/* An image is drawn in so many bands at most, of so many rows at least. */
#define BANDS 8
#define LEAST_BAND 512
/* Strips of it that tell how long the file will be. */
#define STRIPS 12
/* Thousandths of a PNG when it has been drawn, and when it has been compressed. */
#define DRAWN 300
#define WRITTEN 990

/* Bytes on their way. */
typedef struct
{
  ChainBuffer *buffer;
  const ChainExportOptions *options;
  size_t expected; /* how many bytes there will be, about; 0: not known */
} Stream;

static const ChainExportOptions no_options = { NULL };

static bool
is_cancelled (const ChainExportOptions *options)
{
  return options->cancelled != NULL
         && atomic_load_explicit (options->cancelled, memory_order_relaxed);
}

/* Says how much is done, in thousandths. */
static void
report (const ChainExportOptions *options,
        int                       done)
{
  if (options->progress != NULL)
    atomic_store_explicit (options->progress, done, memory_order_relaxed);
}

/* A cairo_write_func_t. Nearly all the time of a large picture is spent between two calls. */
static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  Stream *stream = closure;

  if (is_cancelled (stream->options))
    return CAIRO_STATUS_WRITE_ERROR;
  if (stream->expected > 0)
    report (stream->options, DRAWN + (int) (fmin ((double) stream->buffer->length / (double) stream->expected, 1.0)
                                            * (WRITTEN - DRAWN)));

  return chain_buffer_append (stream->buffer, data, length) ? CAIRO_STATUS_SUCCESS
                                                            : CAIRO_STATUS_NO_MEMORY;
}

/* Draws on @surface, unless it failed already. */
static cairo_status_t
draw_on (cairo_surface_t *surface,
         ChainDraw        draw,
         const void      *plot,
         double           width,
         double           height,
         double           scale)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    draw (plot, cr, width, height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

/* Draws an image, from its top to its bottom where it is to be said how much is done. */
static cairo_status_t
draw_bands (cairo_surface_t *image,
            ChainDraw        draw,
            const void      *plot,
            double           scale,
            Stream          *stream)
{
  int columns = cairo_image_surface_get_width (image), rows = cairo_image_surface_get_height (image);
  int most = stream->options->progress != NULL ? BANDS : 1;
  int n = rows / LEAST_BAND + 1 < most ? rows / LEAST_BAND + 1 : most;
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  for (int i = 0; i < n && status == CAIRO_STATUS_SUCCESS; i++)
    {
      int top = (int) ((long) rows * i / n), bottom = (int) ((long) rows * (i + 1) / n);
      cairo_t *cr = cairo_create (image);

      cairo_rectangle (cr, 0.0, top, columns, bottom - top);
      cairo_clip (cr);
      cairo_scale (cr, scale, scale);
      if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
        draw (plot, cr, columns / scale, rows / scale);
      status = is_cancelled (stream->options) ? CAIRO_STATUS_WRITE_ERROR : cairo_status (cr);
      cairo_destroy (cr);
      report (stream->options, DRAWN * (i + 1) / n);
    }

  return status;
}

/* A cairo_write_func_t. */
static cairo_status_t
count (void                *closure,
       const unsigned char *data,
       unsigned int         length)
{
  size_t *total = closure;

  *total += length;
  return CAIRO_STATUS_SUCCESS;
}

/* About how many bytes a PNG of @image takes: of the whole, by a few strips of it. */
static size_t
estimate_bytes (cairo_surface_t *image)
{
  int columns = cairo_image_surface_get_width (image), rows = cairo_image_surface_get_height (image);
  int stride = cairo_image_surface_get_stride (image), height = rows / (10 * STRIPS) + 1;
  size_t total = 0;

  for (int i = 0; i < STRIPS; i++)
    {
      int top = (int) ((long) (rows - height) * i / STRIPS);
      unsigned char *data = cairo_image_surface_get_data (image) + (size_t) top * (size_t) stride;
      cairo_surface_t *strip = cairo_image_surface_create_for_data (data, CAIRO_FORMAT_ARGB32, columns, height, stride);

      if (cairo_surface_write_to_png_stream (strip, count, &total) != CAIRO_STATUS_SUCCESS)
        total = 0;
      cairo_surface_destroy (strip);
    }

  return total * (size_t) rows / (size_t) (STRIPS * height);
}

/* The end of an export: nothing is kept of one that failed. */
static bool
conclude (cairo_status_t            status,
          const ChainExportOptions *options,
          ChainBuffer              *buffer)
{
  bool good = status == CAIRO_STATUS_SUCCESS && !is_cancelled (options);

  if (!good)
    chain_buffer_clear (buffer);
  return good;
}

/**
 * chain_export_pixels:
 * @draw: draws @plot
 * @columns: of the picture, 1 to %CHAIN_EXPORT_MAX_PIXELS
 * @rows: likewise
 * @scale: pixels per unit, more than 0 and at most %CHAIN_EXPORT_MAX_SCALE: how large text and
 *   lines are
 * @options: (nullable)
 * @buffer: (out): the bytes of a PNG file with an alpha channel, to be freed with
 *   chain_buffer_clear(); empty on failure
 *
 * A picture of an exact size. Where the background's alpha is 0, it is transparent. Any thread
 * may call it. Takes 4 bytes for each pixel while it works.
 *
 * Returns: false where size or scale are out of range, there is not enough memory, or it was
 *   cancelled
 */
bool
chain_export_pixels (ChainDraw                 draw,
                     const void               *plot,
                     int                       columns,
                     int                       rows,
                     double                    scale,
                     const ChainExportOptions *options,
                     ChainBuffer              *buffer)
{
  Stream stream = { buffer, options != NULL ? options : &no_options };
  cairo_surface_t *surface;
  cairo_status_t status;

  *buffer = (ChainBuffer) { NULL, 0 };
  if (!(scale > 0.0) || scale > CHAIN_EXPORT_MAX_SCALE || columns < 1 || rows < 1
      || columns > CHAIN_EXPORT_MAX_PIXELS || rows > CHAIN_EXPORT_MAX_PIXELS
      || is_cancelled (stream.options))
    return false;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, columns, rows);
  status = cairo_surface_status (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = draw_bands (surface, draw, plot, scale, &stream);
  if (status == CAIRO_STATUS_SUCCESS && stream.options->progress != NULL)
    stream.expected = estimate_bytes (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append, &stream);
  cairo_surface_destroy (surface);

  return conclude (status, stream.options, buffer);
}

/* A side of the picture in pixels, or 0 where there can be no such picture. */
static int
pixels (double length,
        double scale)
{
  double side = round (length * scale);

  return side >= 1.0 && side <= CHAIN_EXPORT_MAX_PIXELS ? (int) side : 0;
}

/**
 * chain_export_png:
 * @draw: draws @plot
 * @width: of the picture, in the units that @draw lays it out with
 * @height: likewise
 * @scale: pixels per unit, more than 0 and at most %CHAIN_EXPORT_MAX_SCALE
 * @buffer: (out): the bytes of a PNG file, see chain_export_pixels()
 *
 * Any thread may call it.
 *
 * Returns: false where a side is not within 1 and %CHAIN_EXPORT_MAX_PIXELS pixels, the scale is
 *   out of range, or there is not enough memory
 */
bool
chain_export_png (ChainDraw    draw,
                  const void  *plot,
                  double       width,
                  double       height,
                  double       scale,
                  ChainBuffer *buffer)
{
  return chain_export_pixels (draw, plot, pixels (width, scale), pixels (height, scale), scale,
                              NULL, buffer);
}

/* Whether there can be a page of this size. */
static bool
is_page (double width,
         double height)
{
  return width >= 1.0 && height >= 1.0
         && width <= CHAIN_EXPORT_MAX_PIXELS && height <= CHAIN_EXPORT_MAX_PIXELS;
}

/**
 * chain_export_svg:
 * @draw: draws @plot
 * @width: of the picture, in pixels, 1 to %CHAIN_EXPORT_MAX_PIXELS
 * @height: likewise
 * @options: (nullable)
 * @buffer: (out): the bytes of an SVG file, to be freed with chain_buffer_clear(); empty on
 *   failure
 *
 * Text becomes outlines, which every program shows alike. Any thread may call it.
 *
 * Returns: false where the size is out of range, there is not enough memory, or it was cancelled
 */
bool
chain_export_svg (ChainDraw                 draw,
                  const void               *plot,
                  double                    width,
                  double                    height,
                  const ChainExportOptions *options,
                  ChainBuffer              *buffer)
{
  ChainBuffer raw = { NULL, 0 };
  Stream stream = { &raw, options != NULL ? options : &no_options };
  cairo_surface_t *surface;
  cairo_status_t status;

  *buffer = (ChainBuffer) { NULL, 0 };
  if (!is_page (width, height))
    return false;

  surface = cairo_svg_surface_create_for_stream (append, &stream, width, height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  status = draw_on (surface, draw, plot, width, height, 1.0);
  /* What could not be written is known only now. */
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status == CAIRO_STATUS_SUCCESS && !chain_svg_rewrite (&raw, stream.options->title, buffer))
    status = CAIRO_STATUS_NO_MEMORY;
  chain_buffer_clear (&raw);
  return conclude (status, stream.options, buffer);
}

static void
set_metadata (cairo_surface_t          *surface,
              const ChainExportOptions *options)
{
  time_t seconds = (time_t) options->time;
  struct tm parts;
  char date[64];

  if (options->title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, options->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Chainrule");
  /* Without a date Cairo takes the clock's. */
  if (gmtime_r (&seconds, &parts) == NULL || strftime (date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
  else
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

/**
 * chain_export_pdf:
 * @draw: draws @plot
 * @width: of the page, in pixels of 1/96 inch, 1 to %CHAIN_EXPORT_MAX_PIXELS
 * @height: likewise
 * @options: (nullable)
 * @buffer: (out): the bytes of a PDF file, to be freed with chain_buffer_clear(); empty on
 *   failure
 *
 * One page; text is text. Any thread may call it.
 *
 * Returns: false where the size is out of range, there is not enough memory, or it was cancelled
 */
bool
chain_export_pdf (ChainDraw                 draw,
                  const void               *plot,
                  double                    width,
                  double                    height,
                  const ChainExportOptions *options,
                  ChainBuffer              *buffer)
{
  Stream stream = { buffer, options != NULL ? options : &no_options };
  cairo_surface_t *surface;
  cairo_status_t status;

  *buffer = (ChainBuffer) { NULL, 0 };
  if (!is_page (width, height))
    return false;

  surface = cairo_pdf_surface_create_for_stream (append, &stream, width * POINTS, height * POINTS);
  set_metadata (surface, stream.options);
  status = draw_on (surface, draw, plot, width, height, POINTS);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return conclude (status, stream.options, buffer);
}
