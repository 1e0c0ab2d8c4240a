// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-data-panel.h"

#include <glib/gi18n.h>

#include "chain-decimal.h"
#include "chain-locale.h"
#include "chain-number-text.h"

struct _ChainDataPanel
{
  ChainPanel parent_instance;

  /* template */
  ChainFold *fold;
  GtkWidget *grid;
  ChainNumberRow *x_min;
  ChainNumberRow *x_max;
  ChainNumberRow *count;
  ChainTextRow *target;
  ChainNumberRow *noise;
  ChainNumberRow *noise_seed;
  ChainChoiceRow *normalize;
  GtkWidget *table;
  GtkLabel *table_label;
  GtkRevealer *revealer;
  GtkLabel *message;

  GtkNativeDialog *chooser;
};

G_DEFINE_FINAL_TYPE (ChainDataPanel, chain_data_panel, CHAIN_TYPE_PANEL)

static const char *const normalize_words[CHAIN_N_NORMALIZES] = {
  [CHAIN_NORMALIZE_NONE] = "none",
  [CHAIN_NORMALIZE_INPUTS] = "inputs",
  [CHAIN_NORMALIZE_BOTH] = "both",
};

static const char *const normalize_names[CHAIN_N_NORMALIZES] = {
  [CHAIN_NORMALIZE_NONE] = N_("as it is"),
  [CHAIN_NORMALIZE_INPUTS] = N_("x normalised"),
  [CHAIN_NORMALIZE_BOTH] = N_("x and y normalised"),
};

static void
show_message (ChainDataPanel *self,
              const char     *message)
{
  if (message != NULL)
    gtk_label_set_text (self->message, message);
  gtk_revealer_set_reveal_child (self->revealer, message != NULL);
}

static void
on_row_edited (ChainDataPanel *self,
               ChainNumberRow *row)
{
  chain_panel_edit_row (CHAIN_PANEL (self), row);
}

static void
on_normalize_edited (ChainDataPanel *self)
{
  chain_panel_edit (CHAIN_PANEL (self), "normalize", normalize_words[chain_choice_row_get_selected (self->normalize)],
                    NULL);
}

static void
on_target_edited (ChainDataPanel *self,
                  const char     *text)
{
  g_autoptr (GError) error = NULL;

  if (!chain_panel_edit (CHAIN_PANEL (self), "target", text, &error))
    chain_text_row_refuse (self->target, error->message);
}

static void
on_chosen (GtkNativeDialog *chooser,
           int              response,
           ChainDataPanel  *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

      if (path != NULL)
        chain_data_panel_read_samples (self, path);
    }
  g_clear_object (&self->chooser);
}

static void
on_choose_file (ChainDataPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  if (self->chooser == NULL)
    {
      self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (_("Samples from a Table"),
                                                                      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                                      GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL));
      gtk_native_dialog_set_modal (self->chooser, TRUE);
      gtk_file_filter_set_name (tables, _("Tables (CSV)"));
      gtk_file_filter_add_suffix (tables, "csv");
      gtk_file_filter_add_suffix (tables, "tsv");
      gtk_file_filter_add_suffix (tables, "txt");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), tables);
      gtk_file_filter_set_name (all, _("All files"));
      gtk_file_filter_add_pattern (all, "*");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
      g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, 0);
    }
  gtk_native_dialog_show (self->chooser);
}

static void
on_back_to_grid (ChainDataPanel *self)
{
  g_autoptr (GError) error = NULL;

  /* a batch can be larger than the grid */
  if (!chain_panel_edit (CHAIN_PANEL (self), "samples", "", &error))
    show_message (self, error->message);
  else
    show_message (self, NULL);
}

static char *
summarize (const ChainExperiment *experiment)
{
  GString *summary = g_string_new (NULL);
  guint n = (guint) (experiment->n_samples > 0 ? experiment->n_samples : experiment->count);

  if (experiment->n_samples == 0)
    {
      g_autofree char *x_min = chain_locale_format ("%.4g", experiment->x_min);
      g_autofree char *x_max = chain_locale_format ("%.4g", experiment->x_max);

      /* Translators: an interval */
      g_string_append_printf (summary, _("x from %s to %s"), x_min, x_max);
      g_string_append (summary, ", ");
    }
  g_string_append_printf (summary, ngettext ("%u sample", "%u samples", n), n);
  g_string_append (summary, ", ");
  if (experiment->noise > 0.0)
    {
      g_autofree char *noise = chain_number_text_typeset (experiment->noise);

      g_string_append_printf (summary, _("noise %s"), noise);
    }
  else
    g_string_append (summary, _("no noise"));
  if (experiment->normalize != CHAIN_NORMALIZE_NONE)
    g_string_append_printf (summary, ", %s", _(normalize_names[experiment->normalize]));

  return g_string_free (summary, FALSE);
}

static char *
format_target (const ChainPolynomial *target)
{
  GString *text = g_string_new (NULL);
  char buffer[CHAIN_DECIMAL_SIZE];

  if (target->n == 3 && target->coefficients[0] == 0.0 && target->coefficients[1] == 0.0
      && target->coefficients[2] == 1.0)
    g_string_append (text, "x^2");
  else
    for (gsize i = 0; i < target->n; i++)
      g_string_append_printf (text, "%s%s", i > 0 ? ";" : "", chain_decimal_format (target->coefficients[i], buffer));

  return g_string_free (text, FALSE);
}

static void
chain_data_panel_show (ChainPanel            *panel,
                       const ChainExperiment *experiment)
{
  ChainDataPanel *self = CHAIN_DATA_PANEL (panel);
  g_autofree char *summary = summarize (experiment);
  g_autofree char *target = format_target (&experiment->target);
  g_autofree char *table = g_strdup_printf (ngettext ("%u sample from a table", "%u samples from a table",
                                                      (guint) experiment->n_samples),
                                            (guint) experiment->n_samples);

  chain_number_row_set_value (self->x_min, experiment->x_min);
  chain_number_row_set_value (self->x_max, experiment->x_max);
  chain_number_row_set_number (self->count, experiment->count);
  chain_text_row_set_text (self->target, target);
  chain_number_row_set_value (self->noise, experiment->noise);
  chain_number_row_set_number (self->noise_seed, experiment->noise_seed);
  chain_choice_row_set_selected (self->normalize, experiment->normalize);
  gtk_label_set_text (self->table_label, table);
  gtk_widget_set_visible (self->grid, experiment->n_samples == 0);
  gtk_widget_set_visible (self->table, experiment->n_samples > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->noise_seed), experiment->noise > 0.0);
  chain_fold_set_summary (self->fold, summary);
}

/* The sentence stays while the revealer closes, and not longer: nobody is to find it. */
static void
on_revealed (ChainDataPanel *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) && !gtk_revealer_get_child_revealed (self->revealer))
    gtk_label_set_text (self->message, "");
}

static void
chain_data_panel_dispose (GObject *object)
{
  g_clear_object (&CHAIN_DATA_PANEL (object)->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_DATA_PANEL);

  G_OBJECT_CLASS (chain_data_panel_parent_class)->dispose (object);
}

static void
chain_data_panel_class_init (ChainDataPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_data_panel_dispose;
  CHAIN_PANEL_CLASS (klass)->show = chain_data_panel_show;

  g_type_ensure (CHAIN_TYPE_FOLD);
  g_type_ensure (CHAIN_TYPE_NUMBER_ROW);
  g_type_ensure (CHAIN_TYPE_CHOICE_ROW);
  g_type_ensure (CHAIN_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-data-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, fold);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, grid);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, x_min);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, x_max);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, count);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, target);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, noise);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, noise_seed);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, normalize);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, table);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, table_label);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, revealer);
  gtk_widget_class_bind_template_child (widget_class, ChainDataPanel, message);
  gtk_widget_class_bind_template_callback (widget_class, on_row_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_normalize_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_target_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_file);
  gtk_widget_class_bind_template_callback (widget_class, on_back_to_grid);
}

static void
chain_data_panel_init (ChainDataPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (on_revealed), self,
                           G_CONNECT_SWAPPED);
  chain_choice_row_set_choices (self->normalize, normalize_names, CHAIN_N_NORMALIZES);
}

/**
 * chain_data_panel_read_samples:
 * @path: a table of x and y
 *
 * Asks for the experiment with these samples, or says why they cannot be used.
 *
 * Returns: whether they can
 */
gboolean
chain_data_panel_read_samples (ChainDataPanel *self,
                               const char     *path)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (CHAIN_IS_DATA_PANEL (self), FALSE);

  if (!chain_panel_edit (CHAIN_PANEL (self), "samples-file", path, &error))
    {
      show_message (self, error->message);
      return FALSE;
    }

  show_message (self, NULL);
  return TRUE;
}

ChainChoiceRow *
chain_data_panel_get_normalize (ChainDataPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_DATA_PANEL (self), NULL);

  return self->normalize;
}

ChainTextRow *
chain_data_panel_get_target (ChainDataPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_DATA_PANEL (self), NULL);

  return self->target;
}

/**
 * chain_data_panel_get_row:
 * @key: of the experiment file
 *
 * Returns: (transfer none) (nullable): where it is set
 */
ChainNumberRow *
chain_data_panel_get_row (ChainDataPanel *self,
                          const char     *key)
{
  ChainNumberRow *rows[] = { self->x_min, self->x_max, self->count, self->noise, self->noise_seed };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (chain_number_row_get_key (rows[i]), key))
      return rows[i];

  return NULL;
}

/**
 * chain_data_panel_get_message:
 *
 * Returns: (nullable): why a table could not be used
 */
const char *
chain_data_panel_get_message (ChainDataPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_DATA_PANEL (self), NULL);

  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->message) : NULL;
}
