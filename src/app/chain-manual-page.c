// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-manual-page.h"

#include <glib/gi18n.h>

#include "chain-manual-figure.h"
#include "chain-scenario.h"

#define RESOURCE_PATH "/io/github/chainrule/Chainrule/help"
#define LINE_CHARS 74

typedef struct
{
  GtkWidget *page;
  GQueue containers;   /* GtkBox, the innermost first; not owned */
  GString *text;       /* of the block that is open, as Pango markup; NULL: none */
  guint depth;         /* of sections: the size of a title */
  int number;          /* of the next step; 0: not among steps */
  GtkWidget *figure;   /* whose caption is read */
  gboolean (*on_link) (GtkLabel   *label,
                       const char *uri,
                       gpointer    data);
  gpointer data;
} Reader;

/* What an element inside a text looks like; a link is a case of its own. */
static const struct
{
  const char *name;
  const char *start;
  const char *end;
} inlines[] = {
  { "em", "<i>", "</i>" },
  { "gui", "<b>", "</b>" },
  { "key", "<span size='smaller' weight='bold'>", "</span>" },
  { "code", "<tt>", "</tt>" },
  { "cmd", "<tt>", "</tt>" },
  { "file", "<tt>", "</tt>" },
};

static int
find_inline (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (g_str_equal (inlines[i].name, name))
      return (int) i;

  return -1;
}

static const char *
get_attribute (const char **names,
               const char **values,
               const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

/* ---- widgets ---- */

static void
append (Reader    *reader,
        GtkWidget *widget)
{
  gtk_box_append (g_queue_peek_head (&reader->containers), widget);
}

/* Opens a box that what follows goes into. */
static GtkWidget *
open_box (Reader     *reader,
          const char *style)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  if (style != NULL)
    gtk_widget_add_css_class (box, style);
  append (reader, box);
  g_queue_push_head (&reader->containers, box);
  return box;
}

static GtkWidget *
append_label (Reader     *reader,
              const char *markup,
              const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  g_signal_connect (label, "activate-link", G_CALLBACK (reader->on_link), reader->data);
  append (reader, label);
  return label;
}

/* What the scenario says of itself, in the reader's language, and a way to open it. */
static void
append_scenario (Reader     *reader,
                 const char *id)
{
  const ChainScenario *scenario = chain_scenario_find (id);
  g_autofree char *name = g_markup_escape_text (chain_scenario_translate (scenario->name), -1);
  g_autofree char *watch = g_markup_escape_text (chain_scenario_translate (scenario->watch), -1);
  g_autofree char *why = g_markup_escape_text (chain_scenario_translate (scenario->why), -1);
  g_autofree char *link = g_strdup_printf ("<a href=\"scenario:%s\">%s</a>", id, _("Open this scenario"));

  append_label (reader, name, "manual-section");
  append_label (reader, watch, NULL);
  append_label (reader, why, NULL);
  append_label (reader, link, NULL);
}

static void
open_item (Reader *reader)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *bullet = reader->number > 0 ? g_strdup_printf ("%d.", reader->number++) : g_strdup ("•");
  GtkWidget *label = gtk_label_new (bullet);

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_box_append (GTK_BOX (row), label);
  append (reader, row);
  g_queue_push_head (&reader->containers, row);
  open_box (reader, NULL);
}

/* ---- reading ---- */

static gboolean
is_block (const char *name)
{
  return g_str_equal (name, "title") || g_str_equal (name, "p") || g_str_equal (name, "screen");
}

static void
start_link (Reader      *reader,
            const char **names,
            const char **values)
{
  const char *xref = get_attribute (names, values, "xref");
  const char *target = xref != NULL ? xref : get_attribute (names, values, "href");
  g_autofree char *escaped = g_markup_escape_text (target, -1);

  g_string_append_printf (reader->text, "<a href=\"%s%s\">", xref != NULL ? "page:" : "", escaped);
}

static void
on_start (GMarkupParseContext  *context,
          const char           *name,
          const char          **names,
          const char          **values,
          gpointer              data,
          GError              **error)
{
  Reader *reader = data;
  const char *id = get_attribute (names, values, "id");
  int i = find_inline (name);

  if (i >= 0)
    g_string_append (reader->text, inlines[i].start);
  else if (g_str_equal (name, "link"))
    start_link (reader, names, values);
  else if (is_block (name))
    reader->text = g_string_new (NULL);
  else if (g_str_equal (name, "section"))
    {
      gtk_widget_set_name (open_box (reader, NULL), id);
      reader->depth++;
    }
  else if (g_str_equal (name, "list") || g_str_equal (name, "steps"))
    {
      open_box (reader, NULL);
      reader->number = g_str_equal (name, "steps") ? 1 : 0;
    }
  else if (g_str_equal (name, "item"))
    open_item (reader);
  else if (g_str_equal (name, "note"))
    open_box (reader, "manual-note");
  else if (g_str_equal (name, "media"))
    {
      open_box (reader, "manual-figure");
      reader->figure = chain_manual_figure_new (get_attribute (names, values, "src"));
      append (reader, reader->figure);
    }
  else if (g_str_equal (name, "scenario"))
    append_scenario (reader, id);
}

static void
end_block (Reader     *reader,
           const char *name)
{
  g_autofree char *markup = g_string_free (g_steal_pointer (&reader->text), FALSE);

  g_strstrip (markup);
  if (g_str_equal (name, "screen"))
    append_label (reader, markup, "manual-formula");
  else if (g_str_equal (name, "p"))
    {
      append_label (reader, markup, reader->figure != NULL ? "manual-caption" : NULL);
      if (reader->figure != NULL)
        chain_manual_figure_set_caption (CHAIN_MANUAL_FIGURE (reader->figure), markup);
    }
  else
    append_label (reader, markup, reader->depth == 0 ? "manual-title" : "manual-section");
}

static void
on_end (GMarkupParseContext  *context,
        const char           *name,
        gpointer              data,
        GError              **error)
{
  Reader *reader = data;
  int i = find_inline (name);

  if (i >= 0)
    g_string_append (reader->text, inlines[i].end);
  else if (g_str_equal (name, "link"))
    g_string_append (reader->text, "</a>");
  else if (is_block (name))
    end_block (reader, name);
  else if (!g_str_equal (name, "scenario"))
    {
      g_queue_pop_head (&reader->containers);
      if (g_str_equal (name, "item"))
        g_queue_pop_head (&reader->containers); /* the row with its bullet */
      reader->depth -= g_str_equal (name, "section");
      if (g_str_equal (name, "media"))
        reader->figure = NULL;
    }
}

/* Lines of a text are broken anew; those of a formula stay. */
static void
on_text (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  Reader *reader = data;
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *escaped = NULL;

  if (reader->text == NULL)
    return;
  if (!g_str_equal (g_markup_parse_context_get_element (context), "screen"))
    g_strdelimit (copy, "\n", ' ');
  escaped = g_markup_escape_text (copy, -1);
  g_string_append (reader->text, escaped);
}

/* The page in the reader's language where there is one, else in English. */
static GBytes *
load (const char *id)
{
  const char *const *languages = g_get_language_names ();
  GBytes *bytes = NULL;

  for (guint i = 0; bytes == NULL && languages[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf (RESOURCE_PATH "/%s/%s.page", languages[i], id);

      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    }

  return bytes;
}

/* The pages are a part of the program: a mistake in one is a mistake in the program. */
static void
parse (const char          *id,
       const GMarkupParser *parser,
       gpointer             data)
{
  g_autoptr (GBytes) bytes = load (id);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (parser, G_MARKUP_PREFIX_ERROR_POSITION, data, NULL);
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    g_error ("the manual has no page %s", id);
  if (!g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error)
      || !g_markup_parse_context_end_parse (context, &error))
    g_error ("%s.page: %s", id, error->message);
}

/* The first title is the page's. */
static void
on_title_text (GMarkupParseContext  *context,
               const char           *text,
               gsize                 length,
               gpointer              data,
               GError              **error)
{
  char **title = data;

  if (*title == NULL && g_str_equal (g_markup_parse_context_get_element (context), "title"))
    *title = g_strndup (text, length);
}

/**
 * chain_manual_page_read_title:
 * @id: of the page
 *
 * Returns: (transfer full): its title, in plain text
 */
char *
chain_manual_page_read_title (const char *id)
{
  static const GMarkupParser parser = { .text = on_title_text };
  char *title = NULL;

  parse (id, &parser, &title);
  return title;
}

/**
 * chain_manual_page_new:
 * @id: of the page
 * @on_link: as the signal “activate-link” of GtkLabel; URIs are page:ID#SECTION, with one of the
 *   two, or scenario:ID
 * @data: for @on_link
 *
 * Returns: (transfer full): a box; the box of a section has the section's id as its name
 */
GtkWidget *
chain_manual_page_new (const char *id,
                       gboolean  (*on_link) (GtkLabel   *label,
                                             const char *uri,
                                             gpointer    data),
                       gpointer    data)
{
  static const GMarkupParser parser = { .start_element = on_start, .end_element = on_end, .text = on_text };
  Reader reader = { .on_link = on_link, .data = data };

  reader.page = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  gtk_widget_add_css_class (reader.page, "manual-page");
  g_queue_push_head (&reader.containers, reader.page);
  g_queue_push_head (&reader.containers, reader.page); /* <page> closes one */
  parse (id, &parser, &reader);
  g_queue_clear (&reader.containers);
  return reader.page;
}
