// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-table-view.h"

#include <glib/gi18n.h>

/* Rows beyond those in view that are kept up to date. */
#define MARGIN 3.0

struct _ChainTableView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkColumnView *list;
  ChainTable *table;   /* borrowed */
  GPtrArray *cells;    /* of those GtkListItems that stand for a row now */
  guint refresh;
};

G_DEFINE_FINAL_TYPE (ChainTableView, chain_table_view, GTK_TYPE_WIDGET)

/* ---- rows: objects that know nothing; where they stand says what they are ---- */

#define CHAIN_TYPE_ROWS (chain_rows_get_type ())
G_DECLARE_FINAL_TYPE (ChainRows, chain_rows, CHAIN, ROWS, GObject)

struct _ChainRows
{
  GObject parent_instance;
  guint n;
};

static GType
chain_rows_get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
chain_rows_get_n_items (GListModel *model)
{
  return CHAIN_ROWS (model)->n;
}

static gpointer
chain_rows_get_item (GListModel *model,
                     guint       position)
{
  return position < CHAIN_ROWS (model)->n ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
chain_rows_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = chain_rows_get_item_type;
  iface->get_n_items = chain_rows_get_n_items;
  iface->get_item = chain_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChainRows, chain_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, chain_rows_iface_init))

static void
chain_rows_class_init (ChainRowsClass *klass)
{
}

static void
chain_rows_init (ChainRows *self)
{
}

/* ---- cells ---- */

static void
write_cell (ChainTableView *self,
            GtkListItem    *item)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (item), "column"));
  guint row = gtk_list_item_get_position (item);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  g_autoptr (GString) markup = g_string_new (NULL);

  if (self->table == NULL || row >= self->table->n_rows || column >= self->table->n_columns)
    return;

  self->table->write_cell (self->table, row, column, CHAIN_NOTATION_MARKUP, markup);
  if (row + self->table->n_feet >= self->table->n_rows)
    {
      g_string_prepend (markup, "<b>");
      g_string_append (markup, "</b>");
    }
  if (g_strcmp0 (gtk_label_get_label (label), markup->str) != 0)
    gtk_label_set_markup (label, markup->str);
}

/* Many more rows have widgets than are in view. */
static gboolean
write_visible (gpointer data)
{
  ChainTableView *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  double size = gtk_adjustment_get_upper (adjustment);
  double n = self->table != NULL ? (double) self->table->n_rows : 0.0;
  double first = size > 0.0 ? gtk_adjustment_get_value (adjustment) / size * n - MARGIN : 0.0;
  double last = size > 0.0 ? first + gtk_adjustment_get_page_size (adjustment) / size * n + 2.0 * MARGIN : n;

  self->refresh = 0;
  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkListItem *item = self->cells->pdata[i];
      double row = gtk_list_item_get_position (item);

      if (row >= first && row <= last)
        write_cell (self, item);
    }

  return G_SOURCE_REMOVE;
}

static void
queue_refresh (ChainTableView *self)
{
  if (self->refresh == 0)
    self->refresh = g_idle_add_full (G_PRIORITY_HIGH_IDLE, write_visible, self, NULL);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
  g_object_set_data (G_OBJECT (item), "column", column);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  ChainTableView *self = g_object_get_data (G_OBJECT (factory), "view");

  g_ptr_array_add (self->cells, item);
  write_cell (self, item);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  data)
{
  ChainTableView *self = g_object_get_data (G_OBJECT (factory), "view");

  g_ptr_array_remove_fast (self->cells, item);
}

/* ---- the table ---- */

static char *
get_title (ChainTable *table,
           gsize       column)
{
  GString *title = g_string_new (NULL);

  /* the head of a column has no markup */
  table->write_head (table, column, CHAIN_NOTATION_TEXT, title);
  return g_string_free (title, FALSE);
}

/* Whether @table has the columns that are there, and as many rows. */
static gboolean
is_similar (ChainTableView *self,
            ChainTable     *table)
{
  GListModel *columns = gtk_column_view_get_columns (self->list);
  GtkSelectionModel *rows = gtk_column_view_get_model (self->list);

  if (rows == NULL || g_list_model_get_n_items (G_LIST_MODEL (rows)) != table->n_rows
      || g_list_model_get_n_items (columns) != table->n_columns)
    return FALSE;

  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *title = get_title (table, i);

      if (g_strcmp0 (title, gtk_column_view_column_get_title (column)) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
add_column (ChainTableView *self,
            guint           i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *title = get_title (self->table, i);
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "view", self);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (i));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_append_column (self->list, column);
}

static void
clear (ChainTableView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->list);

  gtk_column_view_set_model (self->list, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->list, column);
    }
}

/**
 * chain_table_view_set_table:
 * @table: (nullable): borrowed until the next call
 */
void
chain_table_view_set_table (ChainTableView *self,
                            ChainTable     *table)
{
  g_autoptr (GtkNoSelection) selection = NULL;
  ChainRows *rows;

  g_return_if_fail (CHAIN_IS_TABLE_VIEW (self));

  self->table = table;
  if (table == NULL)
    {
      clear (self);
      return;
    }
  if (is_similar (self, table))
    {
      queue_refresh (self);
      return;
    }

  clear (self);
  for (guint i = 0; i < table->n_columns; i++)
    add_column (self, i);
  rows = g_object_new (CHAIN_TYPE_ROWS, NULL);
  rows->n = (guint) table->n_rows;
  selection = gtk_no_selection_new (G_LIST_MODEL (rows));
  gtk_column_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/* ---- the object ---- */

static void
chain_table_view_dispose (GObject *object)
{
  ChainTableView *self = CHAIN_TABLE_VIEW (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  self->table = NULL;
  if (self->scroller != NULL)
    clear (self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (chain_table_view_parent_class)->dispose (object);
}

static void
chain_table_view_finalize (GObject *object)
{
  g_ptr_array_unref (CHAIN_TABLE_VIEW (object)->cells);

  G_OBJECT_CLASS (chain_table_view_parent_class)->finalize (object);
}

static void
chain_table_view_class_init (ChainTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chain_table_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = chain_table_view_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
chain_table_view_init (ChainTableView *self)
{
  GtkAdjustment *adjustment;

  self->cells = g_ptr_array_new ();
  self->list = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_column_separators (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Samples"), -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
}
