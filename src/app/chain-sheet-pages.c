// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-sheet-pages.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <pango/pangocairo.h>

#include "chain-sheet-markup.h"

#define FONT "DejaVu Sans, Sans 9"
#define TABLE_FONT "DejaVu Sans, Sans 7"
#define MARGIN 50.0
#define A4_WIDTH 595.276
#define A4_HEIGHT 841.89
#define TAB_GAP 6.0
#define COLUMN_GAP 8.0
#define FOOT 24.0 /* for the number of the page */

/* Something on a page: some lines of a text, or some rows of some columns of a table. */
typedef struct
{
  guint page;
  double y;
  PangoLayout *layout; /* owned; NULL: rows */
  int first, n;        /* lines, or rows: −1 is the head */
  ChainTable *table;
  const double *widths; /* of its columns */
  gsize from, to;      /* columns, besides the first */
} Item;

struct _ChainSheetPages
{
  PangoContext *context;
  double width, height; /* inside the margins */
  double tab;
  double row_height;
  double digit_width;
  GPtrArray *items;     /* of Item, from the first page on */
  GPtrArray *widths;    /* of tables */
  guint page;           /* where the next thing goes */
  double y;
};

static void
free_item (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->layout);
  g_free (item);
}

static Item *
add_item (ChainSheetPages *self)
{
  Item *item = g_new0 (Item, 1);

  item->page = self->page;
  item->y = self->y;
  g_ptr_array_add (self->items, item);
  return item;
}

static void
turn_page (ChainSheetPages *self)
{
  self->page++;
  self->y = 0.0;
}

static PangoLayout *
new_layout (const ChainSheetPages *self,
            const char            *font,
            const char            *markup)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_markup (layout, markup, -1);
  pango_font_description_free (description);
  return layout;
}

static double
measure (const ChainSheetPages *self,
         const char            *font,
         const char            *markup,
         double                *height)
{
  g_autoptr (PangoLayout) layout = new_layout (self, font, markup);
  int width, pixels;

  pango_layout_get_size (layout, &width, &pixels);
  if (height != NULL)
    *height = (double) pixels / PANGO_SCALE;
  return (double) width / PANGO_SCALE;
}

static double
get_line_height (PangoLayout *layout,
                 int          line)
{
  PangoRectangle extents;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, line), NULL, &extents);
  return (double) extents.height / PANGO_SCALE;
}

/* Puts a text where there is room, on several pages if need be. */
static void
place_text (ChainSheetPages  *self,
            const ChainBlock *block,
            double            room_below)
{
  g_autofree char *markup = chain_block_to_markup (block, (int) (1.15 * (self->width - self->tab) / self->digit_width), 0);
  g_autoptr (PangoLayout) layout = new_layout (self, FONT, markup);
  PangoTabArray *tabs = pango_tab_array_new_with_positions (1, FALSE, PANGO_TAB_LEFT, (int) (self->tab * PANGO_SCALE));
  int n, height;

  pango_layout_set_tabs (layout, tabs);
  pango_tab_array_free (tabs);
  pango_layout_set_width (layout, (int) (self->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_size (layout, NULL, &height);

  /* what fits on a page is not torn apart, and no heading stands alone */
  if (self->y > 0.0 && self->y + (double) height / PANGO_SCALE + room_below > self->height
      && (double) height / PANGO_SCALE + room_below <= self->height)
    turn_page (self);

  n = pango_layout_get_line_count (layout);
  for (int line = 0; line < n;)
    {
      Item *item = add_item (self);

      item->layout = g_object_ref (layout);
      item->first = line;
      while (line < n && (item->n == 0 || self->y + get_line_height (layout, line) <= self->height))
        {
          self->y += get_line_height (layout, line++);
          item->n++;
        }
      if (line < n)
        turn_page (self);
    }
}

/* ---- tables ---- */

static char *
get_cell (ChainTable *table,
          int         row,
          gsize       column)
{
  GString *string = g_string_new (NULL);

  if (row < 0)
    table->write_head (table, column, CHAIN_NOTATION_MARKUP, string);
  else
    table->write_cell (table, (gsize) row, column, CHAIN_NOTATION_MARKUP, string);
  return g_string_free (string, FALSE);
}

/* The length that is seen of @markup, in characters. */
static glong
get_length (const char *markup)
{
  g_autofree char *text = NULL;

  return pango_parse_markup (markup, -1, 0, NULL, &text, NULL, NULL) ? g_utf8_strlen (text, -1) : 0;
}

/* Layouts of all cells would take long: digits are equally wide. */
static double *
measure_columns (ChainSheetPages *self,
                 ChainTable      *table)
{
  double *widths = g_new0 (double, table->n_columns);
  double digit = measure (self, TABLE_FONT, "00000000", NULL) / 8.0;

  for (gsize column = 0; column < table->n_columns; column++)
    for (int row = -1; row < (int) table->n_rows; row++)
      {
        g_autofree char *cell = get_cell (table, row, column);
        gboolean is_word = table->n_feet == 0 || row < 0 || row >= (int) (table->n_rows - table->n_feet);
        double width = is_word ? measure (self, TABLE_FONT, cell, NULL) : digit * (double) get_length (cell);

        widths[column] = MAX (widths[column], width);
      }

  g_ptr_array_add (self->widths, widths);
  return widths;
}

static void
place_rows (ChainSheetPages *self,
            ChainTable      *table,
            const double    *widths,
            gsize            from,
            gsize            to)
{
  int row = 0;

  if (self->y > 0.0 && self->y + 4.0 * self->row_height > self->height)
    turn_page (self);
  while (row < (int) table->n_rows)
    {
      Item *item = add_item (self);

      item->table = table;
      item->widths = widths;
      item->from = from;
      item->to = to;
      item->first = row;
      self->y += self->row_height; /* the head */
      while (row < (int) table->n_rows && self->y + self->row_height <= self->height)
        {
          self->y += self->row_height;
          item->n++;
          row++;
        }
      if (row < (int) table->n_rows)
        turn_page (self);
    }
}

/* As many columns side by side as there is room for. */
static void
place_table (ChainSheetPages *self,
             ChainTable      *table)
{
  const double *widths = measure_columns (self, table);

  for (gsize from = 1; from < table->n_columns;)
    {
      gsize to = from;
      double width = widths[0];

      do
        width += widths[to++] + COLUMN_GAP;
      while (to < table->n_columns && width + widths[to] + COLUMN_GAP <= self->width);

      place_rows (self, table, widths, from, to);
      self->y += self->row_height;
      from = to;
    }
}

static void
draw_row (const ChainSheetPages *self,
          const Item            *item,
          int                    row,
          double                 y,
          cairo_t               *cr)
{
  double x = 0.0;

  for (gsize column = 0; column < item->to; column = column == 0 ? item->from : column + 1)
    {
      g_autofree char *cell = get_cell (item->table, row, column);
      g_autoptr (PangoLayout) layout = new_layout (self, TABLE_FONT, cell);
      int width;

      pango_layout_get_size (layout, &width, NULL);
      x += item->widths[column];
      cairo_move_to (cr, x - (double) width / PANGO_SCALE, y);
      pango_cairo_show_layout (cr, layout);
      cairo_new_path (cr);
      x += COLUMN_GAP;
    }
}

static void
draw_rule (const Item *item,
           double      y,
           cairo_t    *cr)
{
  double width = item->widths[0];

  for (gsize column = item->from; column < item->to; column++)
    width += item->widths[column] + COLUMN_GAP;
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, 0.0, y);
  cairo_line_to (cr, width, y);
  cairo_stroke (cr);
}

static void
draw_rows (const ChainSheetPages *self,
           const Item            *item,
           cairo_t               *cr)
{
  ChainTable *table = item->table;
  double y = item->y;

  draw_row (self, item, -1, y, cr);
  y += self->row_height;
  draw_rule (item, y - 1.0, cr);
  for (int row = item->first; row < item->first + item->n; row++)
    {
      if (table->n_feet > 0 && (gsize) row == table->n_rows - table->n_feet)
        draw_rule (item, y - 1.0, cr);
      draw_row (self, item, row, y, cr);
      y += self->row_height;
    }
}

/* ---- pages ---- */

static void
place (ChainSheetPages  *self,
       const ChainSheet *sheet)
{
  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (sheet, i);
      gboolean is_head = block->kind == CHAIN_BLOCK_HEADING || block->kind == CHAIN_BLOCK_TITLE;

      if (self->y > 0.0 && block->kind == CHAIN_BLOCK_HEADING)
        self->y += 0.6 * self->row_height;
      if (block->kind == CHAIN_BLOCK_TABLE)
        place_table (self, block->table);
      else
        place_text (self, block, is_head ? 4.0 * self->row_height : 0.0);
      self->y += block->kind == CHAIN_BLOCK_FORMULA ? 2.0 : 5.0;
    }
}

/* The widest left side of a formula: behind it is the tab stop of all. */
static void
find_tab (ChainSheetPages  *self,
          const ChainSheet *sheet)
{
  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (sheet, i);
      g_autofree char *left = block->kind == CHAIN_BLOCK_FORMULA ? chain_block_left_markup (block) : NULL;

      if (left != NULL)
        self->tab = MAX (self->tab, measure (self, FONT, left, NULL));
    }
  self->tab += TAB_GAP;
}

/**
 * chain_sheet_pages_new:
 * @sheet: borrowed; outlives the pages
 * @width: of the paper, in points
 */
ChainSheetPages *
chain_sheet_pages_new (const ChainSheet *sheet,
                       double            width,
                       double            height)
{
  ChainSheetPages *self = g_new0 (ChainSheetPages, 1);
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new (); /* a thread's own */
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72.0);
  self->context = pango_font_map_create_context (fonts);
  /* paper has no pixels that letters would have to fit */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  cairo_font_options_destroy (options);
  self->width = width - 2.0 * MARGIN;
  self->height = height - 2.0 * MARGIN - FOOT;
  self->items = g_ptr_array_new_with_free_func (free_item);
  self->widths = g_ptr_array_new_with_free_func (g_free);
  measure (self, TABLE_FONT, "0<sub>1</sub>", &self->row_height);
  self->row_height *= 1.1; /* for rules between rows */
  self->digit_width = measure (self, FONT, "00000000", NULL) / 8.0;
  find_tab (self, sheet);
  place (self, sheet);
  return self;
}

void
chain_sheet_pages_free (ChainSheetPages *self)
{
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->widths);
  g_object_unref (self->context);
  g_free (self);
}

guint
chain_sheet_pages_get_n (const ChainSheetPages *self)
{
  return self->page + 1;
}

static void
draw_lines (const Item *item,
            cairo_t    *cr)
{
  double y = item->y;

  for (int line = item->first; line < item->first + item->n; line++)
    {
      PangoLayoutLine *text = pango_layout_get_line_readonly (item->layout, line);
      PangoRectangle extents;

      pango_layout_line_get_extents (text, NULL, &extents);
      cairo_move_to (cr, 0.0, y - (double) extents.y / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, text);
      cairo_new_path (cr);
      y += (double) extents.height / PANGO_SCALE;
    }
}

static void
draw_number (const ChainSheetPages *self,
             guint                  page,
             cairo_t               *cr)
{
  /* Translators: of a printed page */
  g_autofree char *text = g_strdup_printf (_("page %u of %u"), page + 1, chain_sheet_pages_get_n (self));
  g_autoptr (PangoLayout) layout = new_layout (self, TABLE_FONT, text);

  cairo_move_to (cr, self->width - measure (self, TABLE_FONT, text, NULL), self->height + FOOT - self->row_height);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
}

/**
 * chain_sheet_pages_draw:
 * @page: from 0
 * @cr: in points, from the corner of the paper
 */
void
chain_sheet_pages_draw (const ChainSheetPages *self,
                        guint                  page,
                        cairo_t               *cr)
{
  cairo_save (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = self->items->pdata[i];

      if (item->page == page && item->layout != NULL)
        draw_lines (item, cr);
      else if (item->page == page)
        draw_rows (self, item, cr);
    }
  draw_number (self, page, cr);
  cairo_restore (cr);
}

static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * chain_sheet_to_pdf:
 * @title: of the document
 *
 * Returns: (transfer full): a PDF of A4 pages, the same bytes for the same sheet, or %NULL
 */
GBytes *
chain_sheet_to_pdf (const ChainSheet *sheet,
                    const char       *title,
                    GCancellable     *cancellable,
                    GError          **error)
{
  g_autoptr (ChainSheetPages) pages = chain_sheet_pages_new (sheet, A4_WIDTH, A4_HEIGHT);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Chainrule");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "1970-01-01T00:00:00Z");
  for (guint page = 0; page < chain_sheet_pages_get_n (pages) && !g_cancellable_is_cancelled (cancellable); page++)
    {
      chain_sheet_pages_draw (pages, page, cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The pages cannot be drawn: %s"), cairo_status_to_string (status));
  if (status != CAIRO_STATUS_SUCCESS || g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_byte_array_unref (bytes);
      return NULL;
    }
  return g_byte_array_free_to_bytes (bytes);
}
