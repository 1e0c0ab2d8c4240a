// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-check-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-number.h"

/* Of a value; its tooltip has all of them. */
#define VALUE_DIGITS 4

typedef enum
{
  COLUMN_NAME,
  COLUMN_VERDICT, /* beside the name, which is always in view */
  COLUMN_ANALYTIC,
  COLUMN_NUMERIC,
  COLUMN_NUMERIC_ERROR,
  COLUMN_COMPLEX,
  COLUMN_COMPLEX_ERROR,
  N_COLUMNS
} Column;

struct _ChainCheckTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkStringList *names;
  GtkSingleSelection *selection;
  GPtrArray *cells;          /* GtkListItem, of those in view */
  ChainShape shape;
  ChainCheckReport *report;  /* a copy; not complete: none */
};

G_DEFINE_FINAL_TYPE (ChainCheckTable, chain_check_table, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- cells ---- */

static char *
format (double value,
        int    digits)
{
  char markup[CHAIN_NUMBER_SIZE];

  if (!isfinite (value))
    return g_strdup (_("not finite"));
  chain_number_significant (markup, value, digits);
  return g_strdup (markup);
}

/* What stands in a cell, as markup. */
static char *
write_cell (ChainCheckTable *self,
            guint            row,
            Column           column,
            int              digits)
{
  const ChainCheck *check = &self->report->check;
  char name[CHAIN_PARAMETER_NAME_SIZE];

  if (column == COLUMN_NAME)
    {
      chain_parameter_name (self->shape, row, name);
      return g_strdup_printf ("%c<sub>%c</sub>%s", name[0], name[1], name + 2);
    }
  if (!self->report->is_complete)
    return g_strdup ("–");

  switch (column)
    {
    case COLUMN_ANALYTIC:
      return format (check->analytic[row], digits);
    case COLUMN_NUMERIC:
      return format (check->numeric[row], digits);
    case COLUMN_NUMERIC_ERROR:
      return format (check->numeric[row] - check->analytic[row], 2);
    case COLUMN_COMPLEX:
      return format (check->complex_step[row], digits);
    case COLUMN_COMPLEX_ERROR:
      return format (check->complex_step[row] - check->analytic[row], 2);
    default:
      return g_strdup (chain_check_passes (check, row) ? "✓" : "✗");
    }
}

/* One method's error with what it may be. */
static char *
explain_error (const char *name,
               double      error,
               double      tolerance,
               const char *formula)
{
  g_autofree char *got = format (fabs (error), 3);
  g_autofree char *limit = format (tolerance, 3);

  /* Translators: a method; its error; passes or fails; how its tolerance is computed, and how large it is */
  return g_strdup_printf (_("%s: error %s, %s: at most %s = %s"), name, got,
                          fabs (error) <= tolerance ? _("passes") : _("fails"), formula, limit);
}

static char *
explain_verdict (ChainCheckTable *self,
                 guint            row)
{
  const ChainCheck *check = &self->report->check;
  double analytic = check->analytic[row];
  g_autofree char *numeric = explain_error (_("Central difference"), check->numeric[row] - analytic,
                                            chain_check_numeric_tolerance (check->loss, analytic),
                                            "10<sup>−7</sup>·max(1, L, |∂L/∂θ|)");
  g_autofree char *complex_step = explain_error (_("Complex step"), check->complex_step[row] - analytic,
                                                 chain_check_complex_tolerance (check->loss, analytic),
                                                 "10<sup>−12</sup>·max(1, L, |∂L/∂θ|)");

  return g_strdup_printf ("%s\n%s", numeric, complex_step);
}

/* What a column is, and the value with all its digits. */
static char *
write_tip (ChainCheckTable *self,
           guint            row,
           Column           column)
{
  static const char *const titles[N_COLUMNS] = {
    [COLUMN_NAME] = N_("A parameter: a click shows its curve over ε"),
    [COLUMN_ANALYTIC] = N_("∂L/∂θ by the chain rule"),
    [COLUMN_NUMERIC] = N_("[L(θ+h) − L(θ−h)] / 2h with h = 10<sup>−6</sup>·max(1, |θ|)"),
    [COLUMN_NUMERIC_ERROR] = N_("Central difference less chain rule"),
    [COLUMN_COMPLEX] = N_("Im L(θ + ih) / h with h = 10<sup>−100</sup>: no difference, so nothing cancels"),
    [COLUMN_COMPLEX_ERROR] = N_("Complex step less chain rule"),
  };
  g_autofree char *value = NULL;

  if (column == COLUMN_NAME || !self->report->is_complete)
    return titles[column] != NULL ? g_strdup (_(titles[column])) : NULL;
  if (column == COLUMN_VERDICT)
    return explain_verdict (self, row);

  value = write_cell (self, row, column, 17);
  return g_strdup_printf ("%s\n%s", _(titles[column]), value);
}

static Column
column_of (GtkListItem *item)
{
  return (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "column"));
}

static void
fill (ChainCheckTable *self,
      GtkListItem     *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  guint row = gtk_list_item_get_position (item);
  Column column = column_of (item);
  g_autofree char *markup = write_cell (self, row, column, VALUE_DIGITS);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  if (column != COLUMN_VERDICT)
    return;

  gtk_widget_remove_css_class (label, "failed");
  if (self->report->is_complete && !chain_check_passes (&self->report->check, row))
    gtk_widget_add_css_class (label, "failed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  !self->report->is_complete ? _("not checked")
                                  : chain_check_passes (&self->report->check, row) ? _("passes") : _("fails"), -1);
}

static void
fill_all (ChainCheckTable *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    fill (self, self->cells->pdata[i]);
}

static gboolean
on_tooltip (GtkWidget   *label,
            int          x,
            int          y,
            gboolean     keyboard,
            GtkTooltip  *tooltip,
            GtkListItem *item)
{
  ChainCheckTable *self = CHAIN_CHECK_TABLE (gtk_widget_get_ancestor (label, CHAIN_TYPE_CHECK_TABLE));
  g_autofree char *markup = NULL;

  if (self == NULL)
    return FALSE;
  markup = write_tip (self, gtk_list_item_get_position (item), column_of (item));
  gtk_tooltip_set_markup (tooltip, markup);
  return markup != NULL;
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (label), "column", column);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_has_tooltip (label, TRUE);
  g_signal_connect_object (label, "query-tooltip", G_CALLBACK (on_tooltip), item, 0);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (ChainCheckTable *self,
         GtkListItem     *item)
{
  g_ptr_array_add (self->cells, item);
  fill (self, item);
}

static void
on_unbind (ChainCheckTable *self,
           GtkListItem     *item)
{
  g_ptr_array_remove_fast (self->cells, item);
}

/* ---- the object ---- */

static void
on_selected (ChainCheckTable *self)
{
  guint row = gtk_single_selection_get_selected (self->selection);

  if (row != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, row);
}

/* Numbers have room before titles have, some of which are long. */
static void
shorten_titles (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (widget, gtk_label_get_text (GTK_LABEL (widget)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    shorten_titles (child);
}

static void
add_columns (ChainCheckTable *self,
             GtkColumnView   *view)
{
  static const char *const titles[N_COLUMNS] = {
    [COLUMN_NAME] = "θ",
    [COLUMN_VERDICT] = " ",
    [COLUMN_ANALYTIC] = N_("Chain rule"),
    [COLUMN_NUMERIC] = N_("Difference"),
    [COLUMN_NUMERIC_ERROR] = N_("Error"),
    [COLUMN_COMPLEX] = N_("Complex step"),
    [COLUMN_COMPLEX_ERROR] = N_("Error"),
  };

  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GINT_TO_POINTER (i));
      g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
      column = gtk_column_view_column_new (i == COLUMN_NAME || i == COLUMN_VERDICT ? titles[i] : _(titles[i]), factory);
      gtk_column_view_column_set_expand (column, i != COLUMN_NAME && i != COLUMN_VERDICT);
      gtk_column_view_append_column (view, column);
    }
  shorten_titles (gtk_widget_get_first_child (GTK_WIDGET (view)));
}

static void
chain_check_table_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chain_check_table_parent_class)->map (widget);
  fill_all (CHAIN_CHECK_TABLE (widget));
}

static void
chain_check_table_dispose (GObject *object)
{
  ChainCheckTable *self = CHAIN_CHECK_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (chain_check_table_parent_class)->dispose (object);
}

static void
chain_check_table_finalize (GObject *object)
{
  ChainCheckTable *self = CHAIN_CHECK_TABLE (object);

  g_ptr_array_unref (self->cells);
  g_free (self->report);

  G_OBJECT_CLASS (chain_check_table_parent_class)->finalize (object);
}

static void
chain_check_table_class_init (ChainCheckTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chain_check_table_dispose;
  object_class->finalize = chain_check_table_finalize;
  GTK_WIDGET_CLASS (klass)->map = chain_check_table_map;
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CHAIN_TYPE_CHECK_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
chain_check_table_init (ChainCheckTable *self)
{
  GtkWidget *view;

  self->cells = g_ptr_array_new ();
  self->report = g_new0 (ChainCheckReport, 1);
  self->names = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->names));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);

  view = gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)));
  gtk_widget_add_css_class (view, "check-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Gradient check"), -1);
  add_columns (self, GTK_COLUMN_VIEW (view));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), view);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static gboolean
is_same_shape (ChainShape a,
               ChainShape b)
{
  return a.hidden1 == b.hidden1 && a.hidden2 == b.hidden2;
}

/* As many rows as there are parameters. */
static void
set_shape (ChainCheckTable *self,
           ChainShape       shape)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (gsize i = 0; i < chain_shape_n_parameters (shape); i++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];

      chain_parameter_name (shape, i, name);
      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  self->shape = shape;
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          (const char *const *) names);
}

/**
 * chain_check_table_show:
 * @shape: of the network, whose parameters are listed
 * @report: copied; what is not complete, or of another shape, is no report
 */
void
chain_check_table_show (ChainCheckTable        *self,
                        ChainShape              shape,
                        const ChainCheckReport *report)
{
  g_return_if_fail (CHAIN_IS_CHECK_TABLE (self));

  *self->report = *report;
  self->report->is_complete = report->is_complete && is_same_shape (shape, report->shape);
  if (!is_same_shape (shape, self->shape))
    set_shape (self, shape);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill_all (self);
}

/**
 * chain_check_table_dup_text:
 *
 * Returns: (transfer full): what stands in a cell, as markup; for tests and for who cannot see it
 */
char *
chain_check_table_dup_text (ChainCheckTable *self,
                            guint            row,
                            guint            column)
{
  g_return_val_if_fail (CHAIN_IS_CHECK_TABLE (self) && column < N_COLUMNS, NULL);

  return write_cell (self, row, (Column) column, VALUE_DIGITS);
}
