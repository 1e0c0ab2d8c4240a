// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-text.h"

#include <string.h>

#include <pango/pangocairo.h>

/* A longer word is broken where it has to be, in bytes. */
#define LONGEST_WORD 40

struct _ChainText
{
  cairo_t *cr;
  const ChainStyle *style;
  PangoContext *context;
  PangoLayout *layout;  /* of paragraphs */
  GHashTable *lines;    /* of size and markup: labels are measured several times before they are shown */
  PangoFontDescription *fonts[CHAIN_N_TEXT_SIZES];
  double capital[CHAIN_N_TEXT_SIZES];
  double line[CHAIN_N_TEXT_SIZES];
};

static const double factors[CHAIN_N_TEXT_SIZES] = { 5.0 / 6.0, 1.0, 1.0, 4.0 / 3.0 };

/* The style's font in one of the sizes. */
static PangoFontDescription *
make_font (const ChainStyle *style,
           ChainTextSize     size)
{
  PangoFontDescription *font = pango_font_description_from_string (style->font);
  double points = pango_font_description_get_size (font);

  if (points <= 0.0)
    points = 10.0 * PANGO_SCALE;
  points *= factors[size] * style->text_scale;

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, points);
  else
    pango_font_description_set_size (font, (int) (points + 0.5));
  if (size >= CHAIN_TEXT_HEADING)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);

  return font;
}

/* Pango 1.50 gets the size of its own <sub> and <sup> wrong where the page is scaled: it takes the
 * font's metrics in device units. A plain scale and a shift of the baseline are right everywhere. */
static void
set_scripts (ChainText    *text,
             PangoLayout  *layout,
             ChainTextSize size,
             const char   *markup)
{
  GString *expanded = g_string_new (markup);
  int capital = (int) (text->capital[size] * PANGO_SCALE);
  char *raised = g_strdup_printf ("<span size='72%%' rise='%d'>", capital / 2);
  char *lowered = g_strdup_printf ("<span size='72%%' rise='%d'>", -capital / 4);

  g_string_replace (expanded, "<sup>", raised, 0);
  g_string_replace (expanded, "<sub>", lowered, 0);
  g_string_replace (expanded, "</sup>", "</span>", 0);
  g_string_replace (expanded, "</sub>", "</span>", 0);
  pango_layout_set_markup (layout, expanded->str, -1);

  g_string_free (expanded, TRUE);
  g_free (raised);
  g_free (lowered);
}

/* Digits of equal width, whatever the font's default: numbers that change must not shiver. */
static void
set_markup (ChainText    *text,
            PangoLayout  *layout,
            ChainTextSize size,
            const char   *markup)
{
  PangoAttrList *attributes;

  pango_layout_set_font_description (layout, text->fonts[size]);
  if (strstr (markup, "<su") != NULL)
    set_scripts (text, layout, size, markup);
  else
    pango_layout_set_markup (layout, markup, -1);
  attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  if (attributes == NULL)
    attributes = pango_attr_list_new ();
  pango_attr_list_insert_before (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/**
 * chain_text_new:
 * @cr: what the text will be drawn on; must outlive the result
 * @style: font, resolution, scale and colours; must outlive the result
 *
 * Returns: to be freed with chain_text_free(), in the same thread: Pango keeps its fonts per
 *   thread
 */
ChainText *
chain_text_new (cairo_t          *cr,
                const ChainStyle *style)
{
  ChainText *text = g_new0 (ChainText, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  text->cr = cr;
  text->style = style;
  text->context = pango_cairo_create_context (cr);

  /* Metrics that do not depend on the pixel grid: a file looks like the screen. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  pango_cairo_context_set_font_options (text->context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (text->context, style->resolution);
  pango_context_set_round_glyph_positions (text->context, FALSE);
  text->layout = pango_layout_new (text->context);
  text->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  for (ChainTextSize size = CHAIN_TEXT_SMALL; size < CHAIN_N_TEXT_SIZES; size++)
    {
      PangoRectangle ink, logical;

      text->fonts[size] = make_font (style, size);
      set_markup (text, text->layout, size, "H");
      pango_layout_line_get_extents (pango_layout_get_line_readonly (text->layout, 0),
                                     &ink, &logical);
      text->capital[size] = (double) -ink.y / PANGO_SCALE;
      text->line[size] = (double) logical.height / PANGO_SCALE;
    }

  return text;
}

void
chain_text_free (ChainText *text)
{
  for (ChainTextSize size = CHAIN_TEXT_SMALL; size < CHAIN_N_TEXT_SIZES; size++)
    pango_font_description_free (text->fonts[size]);
  g_hash_table_unref (text->lines);
  g_object_unref (text->layout);
  g_object_unref (text->context);
  g_free (text);
}

/**
 * chain_text_capital:
 *
 * Returns: the height of a capital letter, in units of the page
 */
double
chain_text_capital (const ChainText *text,
                    ChainTextSize    size)
{
  return text->capital[size];
}

/**
 * chain_text_line:
 *
 * Returns: the distance of two lines, in units of the page
 */
double
chain_text_line (const ChainText *text,
                 ChainTextSize    size)
{
  return text->line[size];
}

/* Returns: (transfer none): a label, laid out as one line of any length. */
static PangoLayout *
get_line (ChainText    *text,
          ChainTextSize size,
          const char   *markup)
{
  char *key = g_strdup_printf ("%d%s", (int) size, markup);
  PangoLayout *line = g_hash_table_lookup (text->lines, key);

  if (line != NULL)
    {
      g_free (key);
      return line;
    }

  line = pango_layout_new (text->context);
  set_markup (text, line, size, markup);
  g_hash_table_insert (text->lines, key, line);
  return line;
}

/**
 * chain_text_measure:
 * @markup: one line of Pango markup
 *
 * Returns: the width it takes, in units of the page
 */
double
chain_text_measure (ChainText    *text,
                    ChainTextSize size,
                    const char   *markup)
{
  PangoRectangle logical;

  pango_layout_get_extents (get_line (text, size, markup), NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

/**
 * chain_text_show:
 * @role: its colour
 * @markup: one line of Pango markup
 * @x: where the @anchor of the text comes to be
 * @y: likewise
 */
void
chain_text_show (ChainText     *text,
                 ChainTextSize  size,
                 ChainColorRole role,
                 const char    *markup,
                 double         x,
                 double         y,
                 ChainAnchor    anchor)
{
  PangoLayout *line = get_line (text, size, markup);
  double width = chain_text_measure (text, size, markup);
  double baseline = (double) pango_layout_get_baseline (line) / PANGO_SCALE;

  chain_style_set_source (text->style, role, text->cr);
  cairo_move_to (text->cr, x - anchor.x * width,
                 y + (1.0 - anchor.y) * text->capital[size] - baseline);
  pango_cairo_show_layout (text->cr, line);
  /* Pango leaves a current point, from which the next arc would draw a line. */
  cairo_new_path (text->cr);
}

/* Pango breaks lines at hyphens too, and “batch-” at the end of a line is no setting: a word with
 * one stays whole, unless it is so long that it could not. */
static void
keep_words (PangoLayout *layout)
{
  const char *text = pango_layout_get_text (layout);
  PangoAttrList *attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));

  for (const char *word = text + strspn (text, " \n"); *word != '\0'; word += strspn (word, " \n"))
    {
      size_t length = strcspn (word, " \n");

      if (memchr (word, '-', length) != NULL && length <= LONGEST_WORD)
        {
          PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);

          attribute->start_index = (guint) (word - text);
          attribute->end_index = (guint) (word - text + length);
          pango_attr_list_insert (attributes, attribute);
        }
      word += length;
    }
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/**
 * chain_text_paragraph:
 * @markup: Pango markup of any length
 * @width: where it wraps
 * @height: where it ends with an ellipsis, at least one line
 *
 * Returns: the height it takes, in units of the page
 */
double
chain_text_paragraph (ChainText    *text,
                      ChainTextSize size,
                      const char   *markup,
                      double        width,
                      double        height)
{
  PangoRectangle logical;

  pango_layout_set_width (text->layout, (int) (width * PANGO_SCALE));
  /* Pango measures the first line only when it is full: −1 is one line, whatever it measures */
  pango_layout_set_height (text->layout, height < 2.0 * text->line[size] ? -1 : (int) (height * PANGO_SCALE));
  pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap (text->layout, PANGO_WRAP_WORD_CHAR);
  set_markup (text, text->layout, size, markup);
  keep_words (text->layout);
  pango_layout_get_extents (text->layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

/**
 * chain_text_show_paragraph:
 * @x: the box that the text is put in, wrapped and shortened to fit
 * @y: likewise
 * @width: likewise
 * @height: likewise
 * @anchor: where in the box: 0 left or top, ½ middle, 1 right or bottom
 */
void
chain_text_show_paragraph (ChainText     *text,
                           ChainTextSize  size,
                           ChainColorRole role,
                           const char    *markup,
                           double         x,
                           double         y,
                           double         width,
                           double         height,
                           ChainAnchor    anchor)
{
  double taken;

  pango_layout_set_alignment (text->layout, anchor.x < 0.25 ? PANGO_ALIGN_LEFT
                                            : anchor.x > 0.75 ? PANGO_ALIGN_RIGHT
                                            : PANGO_ALIGN_CENTER);
  taken = chain_text_paragraph (text, size, markup, width, height);
  chain_style_set_source (text->style, role, text->cr);
  cairo_move_to (text->cr, x, y + anchor.y * (height - taken));
  pango_cairo_show_layout (text->cr, text->layout);
  cairo_new_path (text->cr);
  pango_layout_set_alignment (text->layout, PANGO_ALIGN_LEFT);
}

/**
 * chain_text_escape:
 * @plain: UTF-8 text, as a person wrote it
 *
 * Returns: markup that shows it, to be freed with free()
 */
char *
chain_text_escape (const char *plain)
{
  char *escaped = g_markup_escape_text (plain, -1);
  char *copy = strdup (escaped);

  g_free (escaped);
  return copy;
}
