// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-derivation-view.h"

#include <glib/gi18n.h>

#include "chain-popovers.h"
#include "chain-settings.h"
#include "chain-sheet-markup.h"
#include "chain-table-view.h"

/* A sheet is made at most ten times a second, and shown for ten times as long as it takes to show
 * it: a run that is drawn at full speed is not held up. */
#define LEAST_INTERVAL (G_USEC_PER_SEC / 10)
#define SHARE 10

#define TAB_GAP 8
/* the margins of the text, and room for a scroll bar */
#define SIDES 40

struct _ChainDerivationView
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *box;
  GtkDropDown *parameter;
  GtkToggleButton *batch;
  GtkDropDown *digits;
  GtkWidget *scroller;
  GtkLabel *above;           /* of the table */
  ChainTableView *table;
  GtkLabel *below;

  ChainPlotModel *model;
  ChainShape shape;          /* of the list of parameters */
  ChainSheet *sheet;         /* that is shown */
  GCancellable *cancellable; /* of the one that is being made, or NULL */
  gboolean is_old;           /* what is shown is not what the run is now */
  guint timeout;
  gint64 due;                /* when the next one may be made */
  int width;                 /* for which the text is broken into lines */
};

static void chain_derivation_view_page_init (ChainPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChainDerivationView, chain_derivation_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CHAIN_TYPE_PAGE, chain_derivation_view_page_init))

/* ---- the sheet as labels ---- */

/* The widest left side, in pixels: behind it is the tab stop of all formulas. */
static int
measure_tab (ChainDerivationView *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->above), NULL);
  int widest = 0;

  for (guint i = 0; i < self->sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (self->sheet, i);
      g_autofree char *left = block->kind != CHAIN_BLOCK_TABLE || block->table->n_feet == 0
                              ? chain_block_left_markup (block) : NULL;
      int width;

      if (left == NULL)
        continue;
      pango_layout_set_markup (layout, left, -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest + TAB_GAP;
}

static int
get_char_width (ChainDerivationView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->above));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = pango_font_metrics_get_approximate_digit_width (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return MAX (width, 1);
}

static void
append_block (GString          *string,
              const ChainBlock *block,
              int               width,
              int               text_width)
{
  g_autofree char *markup = chain_block_to_markup (block, width, text_width);

  if (string->len > 0)
    g_string_append (string, block->kind == CHAIN_BLOCK_FORMULA ? "\n" : "\n\n");
  g_string_append (string, markup);
}

static void
set_label (GtkLabel      *label,
           const GString *markup,
           PangoTabArray *tabs)
{
  gtk_label_set_tabs (label, tabs);
  if (g_strcmp0 (gtk_label_get_label (label), markup->str) != 0)
    gtk_label_set_markup (label, markup->str);
  gtk_widget_set_visible (GTK_WIDGET (label), markup->len > 0);
}

static void
show_sheet (ChainDerivationView *self)
{
  g_autoptr (GString) above = g_string_new (NULL), below = g_string_new (NULL);
  g_autoptr (GString) rules = g_string_new (NULL);
  GString *string = above;
  ChainTable *table = NULL;
  gboolean begun = FALSE; /* with the first heading */
  PangoTabArray *tabs;
  int tab, width, text_width;

  if (self->sheet == NULL || self->width == 0)
    return;

  tab = measure_tab (self);
  /* text is narrower than digits; GTK would take much longer to break it into lines */
  text_width = MAX (self->width * 8 / (7 * get_char_width (self)), 16);
  width = MAX ((self->width - tab) * 8 / (7 * get_char_width (self)), 16);
  for (guint i = 0; i < self->sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (self->sheet, i);

      begun |= block->kind == CHAIN_BLOCK_HEADING;
      if (block->kind == CHAIN_BLOCK_TABLE && block->table->n_feet > 0)
        {
          table = block->table;
          string = below;
        }
      else if (begun)
        append_block (string, block, width, text_width);
      else if (block->kind == CHAIN_BLOCK_PARAGRAPH)
        append_block (rules, block, width, text_width);
    }

  /* who reads the window knows the step, and reads how to read it at the end */
  g_string_append_printf (string, "%s%s", begun ? "\n\n" : "", rules->str);
  tabs = pango_tab_array_new_with_positions (1, TRUE, PANGO_TAB_LEFT, tab);
  set_label (self->above, above, tabs);
  set_label (self->below, below, tabs);
  pango_tab_array_free (tabs);
  chain_table_view_set_table (self->table, table);
  gtk_widget_set_visible (GTK_WIDGET (self->table), table != NULL);
}

/* ---- making it ---- */

static void update (ChainDerivationView *self);

static gboolean
on_timeout (gpointer data)
{
  ChainDerivationView *self = data;

  self->timeout = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
take_sheet (ChainDerivationView *self,
            ChainSheet          *sheet)
{
  gint64 start = g_get_monotonic_time ();
  ChainSheet *old = g_steal_pointer (&self->sheet);

  self->sheet = sheet;
  show_sheet (self);
  g_clear_pointer (&old, chain_sheet_free); /* whose table was shown */
  self->due = g_get_monotonic_time () + MAX (LEAST_INTERVAL, SHARE * (g_get_monotonic_time () - start));
}

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (ChainDerivationView) self = data;
  g_autoptr (GError) error = NULL;
  ChainSheet *sheet = chain_sheet_make_finish (result, &error);

  g_clear_object (&self->cancellable);
  if (sheet == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      sheet = chain_sheet_new ();
      chain_sheet_add_text (sheet, CHAIN_BLOCK_PARAGRAPH, "%s", error->message);
    }
  if (sheet != NULL && self->model != NULL)
    take_sheet (self, sheet);
  else
    g_clear_pointer (&sheet, chain_sheet_free);
  update (self);
}

/* Makes a sheet of the run as it is, if the one that is shown is old, and as soon as there is time. */
static void
update (ChainDerivationView *self)
{
  const ChainRun *run = self->model != NULL ? chain_plot_model_get_run (self->model) : NULL;
  gint64 wait = self->due - g_get_monotonic_time ();
  g_autoptr (ChainSheetMoment) moment = NULL;
  ChainSheetChoices choices;

  if (!self->is_old || run == NULL || !run->has_point || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || self->cancellable != NULL || self->timeout != 0)
    return;

  if (wait > 0)
    {
      self->timeout = g_timeout_add ((guint) (wait / 1000) + 1, on_timeout, self);
      return;
    }

  self->is_old = FALSE;
  self->cancellable = g_cancellable_new ();
  chain_derivation_view_get_choices (self, &choices);
  moment = chain_sheet_moment_new (run);
  chain_sheet_make_async (moment, &choices, self->cancellable, on_made, g_object_ref (self));
}

/* ---- what is asked for ---- */

static void
on_chosen (ChainDerivationView *self)
{
  self->is_old = TRUE;
  self->due = 0;
  g_clear_handle_id (&self->timeout, g_source_remove);
  update (self);
}

static void
list_digits (ChainDerivationView *self)
{
  g_autoptr (GtkStringList) numbers = gtk_string_list_new (NULL);

  for (int digits = CHAIN_EXPLANATION_MIN_DIGITS; digits <= CHAIN_EXPLANATION_MAX_DIGITS; digits++)
    {
      g_autofree char *number = g_strdup_printf ("%d", digits);

      gtk_string_list_append (numbers, number);
    }
  gtk_drop_down_set_model (self->digits, G_LIST_MODEL (numbers));
}

/* The names of the parameters, when the network has others. */
static void
list_parameters (ChainDerivationView *self,
                 ChainShape           shape)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (shape.hidden1 == self->shape.hidden1 && shape.hidden2 == self->shape.hidden2)
    return;

  self->shape = shape;
  for (gsize i = 0; i < chain_shape_n_parameters (shape); i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);

      chain_token_write_alone (chain_token_symbol (chain_symbol_of_parameter (shape, i)), CHAIN_NOTATION_TEXT, name);
      gtk_string_list_append (names, name->str);
    }
  gtk_string_list_append (names, _("all"));
  gtk_drop_down_set_model (self->parameter, G_LIST_MODEL (names));
}

static void
on_model_changed (ChainDerivationView *self)
{
  const ChainRun *run = chain_plot_model_get_run (self->model);

  if (run == NULL)
    return;

  list_parameters (self, run->has_point ? run->shape : run->experiment.shape);
  self->is_old = TRUE;
  update (self);
}

static void
chain_derivation_view_set_model (ChainPage      *page,
                                 ChainPlotModel *model)
{
  ChainDerivationView *self = CHAIN_DERIVATION_VIEW (page);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (g_set_object (&self->model, model) && model != NULL)
    {
      g_signal_connect_object (model, "changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (model, "pointed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
      on_model_changed (self);
    }
}

static void
chain_derivation_view_page_init (ChainPageInterface *iface)
{
  iface->set_model = chain_derivation_view_set_model;
}

/* ---- the object ---- */

static void
chain_derivation_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chain_derivation_view_parent_class)->map (widget);
  update (CHAIN_DERIVATION_VIEW (widget));
}

static gboolean
on_resized (gpointer data)
{
  g_autoptr (ChainDerivationView) self = data;

  show_sheet (self);
  return G_SOURCE_REMOVE;
}

static void
chain_derivation_view_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  ChainDerivationView *self = CHAIN_DERIVATION_VIEW (widget);

  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  if (self->width == width - SIDES)
    return;

  /* a label cannot be given another text while it is laid out */
  self->width = width - SIDES;
  g_idle_add (on_resized, g_object_ref (self));
}

static void
chain_derivation_view_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  gtk_widget_measure (CHAIN_DERIVATION_VIEW (widget)->box, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
chain_derivation_view_dispose (GObject *object)
{
  ChainDerivationView *self = CHAIN_DERIVATION_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  if (self->box != NULL)
    chain_table_view_set_table (self->table, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->sheet, chain_sheet_free);

  G_OBJECT_CLASS (chain_derivation_view_parent_class)->dispose (object);
}

static void
chain_derivation_view_class_init (ChainDerivationViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_derivation_view_dispose;
  widget_class->map = chain_derivation_view_map;
  widget_class->size_allocate = chain_derivation_view_size_allocate;
  widget_class->measure = chain_derivation_view_measure;

  g_type_ensure (CHAIN_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-derivation-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, box);
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, parameter);
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, batch);
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, digits);
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, scroller);
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, above);
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, table);
  gtk_widget_class_bind_template_child (widget_class, ChainDerivationView, below);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
chain_derivation_view_init (ChainDerivationView *self)
{
  g_autoptr (GVariant) digits = chain_settings_get (CHAIN_SETTINGS_DIGITS);

  gtk_widget_init_template (GTK_WIDGET (self));
  chain_popovers_watch (GTK_SCROLLED_WINDOW (self->scroller));
  list_digits (self);
  gtk_drop_down_set_selected (self->digits, (guint) (g_variant_get_int32 (digits) - CHAIN_EXPLANATION_MIN_DIGITS));
}

/**
 * chain_derivation_view_get_choices:
 * @choices: (out): what is chosen to be explained, of the sample under the probe
 */
void
chain_derivation_view_get_choices (ChainDerivationView *self,
                                   ChainSheetChoices   *choices)
{
  guint n = (guint) chain_shape_n_parameters (self->shape);
  guint selected = gtk_drop_down_get_selected (self->parameter);
  double x, y;

  g_return_if_fail (CHAIN_IS_DERIVATION_VIEW (self));

  chain_plot_choices_get_sample (chain_plot_model_get_choices (self->model), chain_plot_model_get_run (self->model),
                                 &x, &y);
  *choices = (ChainSheetChoices) {
    .x = x,
    .batch = gtk_toggle_button_get_active (self->batch),
    .parameter = selected < n ? (int) selected : CHAIN_ALL_PARAMETERS,
    .digits = CHAIN_EXPLANATION_MIN_DIGITS + (int) gtk_drop_down_get_selected (self->digits),
  };
}

/**
 * chain_derivation_view_show_sample:
 *
 * Explains the gradients of all parameters, of one sample.
 */
void
chain_derivation_view_show_sample (ChainDerivationView *self)
{
  g_return_if_fail (CHAIN_IS_DERIVATION_VIEW (self));

  gtk_drop_down_set_selected (self->parameter, (guint) chain_shape_n_parameters (self->shape));
  gtk_toggle_button_set_active (self->batch, FALSE);
}

/**
 * chain_derivation_view_get_text:
 *
 * Returns: (transfer none): what is read above the table, or alone
 */
const char *
chain_derivation_view_get_text (ChainDerivationView *self)
{
  g_return_val_if_fail (CHAIN_IS_DERIVATION_VIEW (self), NULL);

  return gtk_label_get_text (self->above);
}
