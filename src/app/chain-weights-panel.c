// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-weights-panel.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "chain-accessible.h"
#include "chain-locale.h"

struct _ChainWeightsPanel
{
  ChainPanel parent_instance;

  /* template */
  ChainFold *fold;
  GtkBox *content;
  GtkWidget *origin;
  GtkDropDown *method;
  ChainNumberRow *seed;
  ChainNumberRow *scale;
  GtkBox *small;
  GtkBox *neurons;
  ChainNumberRow *weight_W1;
  ChainNumberRow *weight_b1;
  ChainNumberRow *weight_W2;
  ChainNumberRow *weight_b2;
  ChainNumberRow *weight_W3;
  ChainNumberRow *weight_b3;

  ChainShape shape;                           /* that the neurons are for */
  ChainNumberRow *rows[CHAIN_MAX_PARAMETERS]; /* NULL where there is none yet */
  ChainFold *folds[2 * CHAIN_MAX_WIDTH + 1];  /* of the neurons, the last one is the output */
  double parameters[CHAIN_MAX_PARAMETERS];
  bool frozen[CHAIN_MAX_PARAMETERS];
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ChainWeightsPanel, chain_weights_panel, CHAIN_TYPE_PANEL)

enum
{
  SIGNAL_LOCKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const method_names[CHAIN_N_INITIALIZERS] = {
  [CHAIN_INITIALIZER_MANUAL] = NC_("weights", "Manual"),
  [CHAIN_INITIALIZER_ZEROS] = NC_("weights", "Zeros"),
  [CHAIN_INITIALIZER_CONSTANT] = NC_("weights", "Constant"),
  [CHAIN_INITIALIZER_UNIFORM] = NC_("weights", "Uniform"),
  [CHAIN_INITIALIZER_XAVIER_UNIFORM] = NC_("weights", "Xavier uniform"),
  [CHAIN_INITIALIZER_XAVIER_NORMAL] = NC_("weights", "Xavier normal"),
  [CHAIN_INITIALIZER_HE_UNIFORM] = NC_("weights", "He uniform"),
  [CHAIN_INITIALIZER_HE_NORMAL] = NC_("weights", "He normal"),
};

static gboolean
is_small (ChainShape shape)
{
  return chain_shape_n_parameters (shape) == CHAIN_N_GROUPS;
}

static guint
get_parameter (ChainNumberRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "parameter"));
}

static const char *
get_method_name (ChainInitializerMethod method)
{
  return g_dpgettext2 (NULL, "weights", method_names[method]);
}

/* ---- what is edited ---- */

static void
on_row_edited (ChainWeightsPanel *self,
               ChainNumberRow    *row)
{
  chain_panel_edit_row (CHAIN_PANEL (self), row);
}

/* Makes a copy whose weights are given: those that its initializer would draw. */
static void
copy_as_manual (ChainWeightsPanel *self,
                ChainExperiment   *changed)
{
  const ChainExperiment *experiment = chain_panel_get_experiment (CHAIN_PANEL (self));

  if (!chain_experiment_copy (changed, experiment))
    g_error ("no memory for an experiment");
  chain_experiment_initial_parameters (experiment, changed->parameters);
  changed->initializer.method = CHAIN_INITIALIZER_MANUAL;
}

/* Drawn weights are the experiment's own as soon as one of them is chosen. */
static void
on_weight_edited (ChainWeightsPanel *self,
                  ChainNumberRow    *row)
{
  char name[CHAIN_PARAMETER_NAME_SIZE];
  ChainExperiment changed;

  copy_as_manual (self, &changed);
  changed.parameters[get_parameter (row)] = chain_number_row_get_value (row);
  chain_parameter_name (changed.shape, get_parameter (row), name);
  chain_panel_replace (CHAIN_PANEL (self), &changed, name);
  chain_experiment_clear (&changed);
}

static void
on_weight_locked (ChainWeightsPanel *self,
                  ChainNumberRow    *row)
{
  guint parameter = get_parameter (row);

  self->frozen[parameter] = chain_number_row_get_locked (row);
  g_signal_emit (self, signals[SIGNAL_LOCKED], 0, parameter, (gboolean) self->frozen[parameter]);
}

static void
on_method_selected (ChainWeightsPanel *self)
{
  guint method = gtk_drop_down_get_selected (self->method);
  ChainExperiment changed;

  if (self->updating || method >= CHAIN_N_INITIALIZERS)
    return;

  copy_as_manual (self, &changed);
  changed.initializer.method = method;
  chain_panel_replace (CHAIN_PANEL (self), &changed, "method");
  chain_experiment_clear (&changed);
}

/* ---- a wider network ---- */

/* “W₂[1][3]” for W2[1][3]. */
static char *
get_sign (ChainShape shape,
          guint      parameter)
{
  static const char *const digits[] = { "₁", "₂", "₃" };
  char name[CHAIN_PARAMETER_NAME_SIZE];

  chain_parameter_name (shape, parameter, name);
  return g_strdup_printf ("%c%s%s", name[0], digits[name[1] - '1'], name + 2);
}

/* Which neuron a parameter leads into: those of layer 1, those of layer 2, the output. */
static guint
get_neuron (ChainShape shape,
            guint      parameter)
{
  int row, column;

  switch (chain_parameter_locate (shape, parameter, &row, &column))
    {
    case CHAIN_W1:
    case CHAIN_B1:
      return (guint) row;
    case CHAIN_W2:
    case CHAIN_B2:
      return (guint) (shape.hidden1 + row);
    default:
      return (guint) (shape.hidden1 + shape.hidden2);
    }
}

static guint
get_n_neurons (ChainShape shape)
{
  return (guint) (shape.hidden1 + shape.hidden2 + 1);
}

static void
adopt_row (ChainWeightsPanel *self,
           ChainNumberRow    *row,
           guint              parameter)
{
  self->rows[parameter] = row;
  g_object_set_data (G_OBJECT (row), "parameter", GUINT_TO_POINTER (parameter));
}

static void
show_parameter (ChainWeightsPanel *self,
                guint              parameter)
{
  chain_number_row_set_value (self->rows[parameter], self->parameters[parameter]);
  chain_number_row_set_locked (self->rows[parameter], self->frozen[parameter]);
}

static void
add_row (ChainWeightsPanel *self,
         GtkBox            *box,
         guint              parameter)
{
  char name[CHAIN_PARAMETER_NAME_SIZE];
  g_autofree char *sign = get_sign (self->shape, parameter);
  g_autofree char *title = NULL;
  GtkWidget *row;
  int i, j;

  chain_parameter_name (self->shape, parameter, name);
  /* Translators: %s is a parameter, W2[1][3] */
  title = g_strdup_printf (_("Initial %s"), name);
  row = g_object_new (CHAIN_TYPE_NUMBER_ROW,
                      "key", chain_group_get_name (chain_parameter_locate (self->shape, parameter, &i, &j)),
                      "sign", sign,
                      "sign-chars", 7,
                      "title", title,
                      "lower", -5.0,
                      "upper", 5.0,
                      "restarts", TRUE,
                      "lockable", TRUE,
                      "tooltip-text", _("Another value starts the run again; a lock does not."),
                      NULL);
  g_signal_connect_object (row, "edited", G_CALLBACK (on_weight_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "locked", G_CALLBACK (on_weight_locked), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, row);
  chain_accessible_complete (row);
  adopt_row (self, CHAIN_NUMBER_ROW (row), parameter);
  show_parameter (self, parameter);
}

/* A neuron has rows once somebody wants to see them: there can be 321. */
static void
on_neuron_folded (ChainFold         *fold,
                  GParamSpec        *pspec,
                  ChainWeightsPanel *self)
{
  guint neuron = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (fold), "neuron"));
  GtkBox *box = chain_fold_get_content (fold);

  if (chain_fold_get_folded (fold) || gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
    return;

  for (guint i = 0; i < chain_shape_n_parameters (self->shape); i++)
    if (get_neuron (self->shape, i) == neuron)
      add_row (self, box, i);
}

static char *
get_neuron_title (ChainShape shape,
                  guint      neuron)
{
  if (neuron < (guint) shape.hidden1)
    return g_strdup_printf (_("Layer 1, neuron %u"), neuron + 1);
  if (neuron < (guint) (shape.hidden1 + shape.hidden2))
    return g_strdup_printf (_("Layer 2, neuron %u"), neuron - (guint) shape.hidden1 + 1);

  return g_strdup (_("Output"));
}

static void
forget_neurons (ChainWeightsPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->neurons))) != NULL)
    gtk_box_remove (self->neurons, child);
  memset (self->folds, 0, sizeof self->folds);
  memset (self->rows, 0, sizeof self->rows);
}

static void
make_neurons (ChainWeightsPanel *self)
{
  for (guint i = 0; i < get_n_neurons (self->shape); i++)
    {
      g_autofree char *title = get_neuron_title (self->shape, i);

      self->folds[i] = g_object_new (CHAIN_TYPE_FOLD, "title", title, "folded", TRUE, "css-classes",
                                     (const char *[]) { "fold", "neuron", NULL }, NULL);
      g_object_set_data (G_OBJECT (self->folds[i]), "neuron", GUINT_TO_POINTER (i));
      g_signal_connect_object (self->folds[i], "notify::folded", G_CALLBACK (on_neuron_folded), self, 0);
      gtk_box_append (self->neurons, GTK_WIDGET (self->folds[i]));
    }
}

static void
summarize_neurons (ChainWeightsPanel *self)
{
  GString *summaries[G_N_ELEMENTS (self->folds)] = { NULL };

  for (guint i = 0; i < chain_shape_n_parameters (self->shape); i++)
    {
      guint neuron = get_neuron (self->shape, i);
      g_autofree char *sign = get_sign (self->shape, i);
      g_autofree char *value = chain_locale_format ("%.3g", self->parameters[i]);

      if (summaries[neuron] == NULL)
        summaries[neuron] = g_string_new (NULL);
      g_string_append_printf (summaries[neuron], "%s%s %s", summaries[neuron]->len > 0 ? ", " : "", sign, value);
    }
  for (guint i = 0; i < get_n_neurons (self->shape); i++)
    {
      chain_fold_set_summary (self->folds[i], summaries[i]->str); // NOLINT: every neuron has a parameter
      g_string_free (summaries[i], TRUE);
    }
}

/* ---- what is shown ---- */

static void
set_shape (ChainWeightsPanel *self,
           ChainShape         shape)
{
  ChainNumberRow *small[CHAIN_N_GROUPS] = { self->weight_W1, self->weight_b1, self->weight_W2,
                                            self->weight_b2, self->weight_W3, self->weight_b3 };

  if (self->shape.hidden1 == shape.hidden1 && self->shape.hidden2 == shape.hidden2)
    return;

  self->shape = shape;
  forget_neurons (self);
  if (is_small (shape))
    for (guint i = 0; i < CHAIN_N_GROUPS; i++)
      adopt_row (self, small[i], i);
  else
    make_neurons (self);
  gtk_widget_set_visible (GTK_WIDGET (self->small), is_small (shape));
  gtk_widget_set_visible (GTK_WIDGET (self->neurons), !is_small (shape));
  /* a long list has where it comes from on top */
  gtk_box_reorder_child_after (self->content, self->origin, is_small (shape) ? GTK_WIDGET (self->small) : NULL);
}

static void
show_initializer (ChainWeightsPanel      *self,
                  const ChainInitializer *initializer)
{
  ChainInitializerMethod method = initializer->method;
  gboolean seeded = method != CHAIN_INITIALIZER_MANUAL && method != CHAIN_INITIALIZER_ZEROS
                    && method != CHAIN_INITIALIZER_CONSTANT;
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, initializer->seed);
  g_autofree char *summary = NULL;

  self->updating = TRUE;
  gtk_drop_down_set_selected (self->method, method);
  self->updating = FALSE;
  chain_number_row_set_number (self->seed, initializer->seed);
  chain_number_row_set_value (self->scale, initializer->scale);
  gtk_widget_set_visible (GTK_WIDGET (self->seed), seeded);
  gtk_widget_set_visible (GTK_WIDGET (self->scale), seeded || method == CHAIN_INITIALIZER_CONSTANT);

  if (seeded)
    /* Translators: an initialiser and its seed */
    summary = g_strdup_printf (_("%s, seed %s"), get_method_name (method), seed);
  else
    summary = g_strdup (get_method_name (method));
  chain_fold_set_summary (self->fold, summary);
}

static void
chain_weights_panel_show (ChainPanel            *panel,
                          const ChainExperiment *experiment)
{
  ChainWeightsPanel *self = CHAIN_WEIGHTS_PANEL (panel);
  gboolean manual = experiment->initializer.method == CHAIN_INITIALIZER_MANUAL;
  ChainExperiment standard;

  chain_experiment_initial_parameters (experiment, self->parameters);
  set_shape (self, experiment->shape);
  show_initializer (self, &experiment->initializer);
  for (guint i = 0; i < chain_shape_n_parameters (self->shape); i++)
    if (self->rows[i] != NULL)
      show_parameter (self, i);

  if (!is_small (self->shape))
    {
      summarize_neurons (self);
      return;
    }

  /* drawn weights have no default to go back to */
  if (!chain_experiment_init (&standard))
    g_error ("no memory for an experiment");
  for (guint i = 0; i < CHAIN_N_GROUPS; i++)
    chain_number_row_set_default (self->rows[i], manual ? standard.parameters[i] : HUGE_VAL);
  chain_experiment_clear (&standard);
}

static void
set_methods (ChainWeightsPanel *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < CHAIN_N_INITIALIZERS; i++)
    gtk_string_list_append (list, get_method_name (i));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->method, G_LIST_MODEL (list));
  self->updating = FALSE;
}

static void
chain_weights_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_WEIGHTS_PANEL);

  G_OBJECT_CLASS (chain_weights_panel_parent_class)->dispose (object);
}

static void
chain_weights_panel_class_init (ChainWeightsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_weights_panel_dispose;
  CHAIN_PANEL_CLASS (klass)->show = chain_weights_panel_show;

  /* The user has locked a parameter or unlocked it. */
  signals[SIGNAL_LOCKED] =
    g_signal_new ("locked", CHAIN_TYPE_WEIGHTS_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);

  g_type_ensure (CHAIN_TYPE_FOLD);
  g_type_ensure (CHAIN_TYPE_NUMBER_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-weights-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, fold);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, content);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, origin);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, method);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, seed);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, scale);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, small);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, neurons);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, weight_W1);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, weight_b1);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, weight_W2);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, weight_b2);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, weight_W3);
  gtk_widget_class_bind_template_child (widget_class, ChainWeightsPanel, weight_b3);
  gtk_widget_class_bind_template_callback (widget_class, on_row_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_weight_locked);
  gtk_widget_class_bind_template_callback (widget_class, on_method_selected);
}

static void
chain_weights_panel_init (ChainWeightsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_methods (self);
}

/**
 * chain_weights_panel_set_frozen:
 * @frozen: which parameters are locked now, in flat order
 */
void
chain_weights_panel_set_frozen (ChainWeightsPanel *self,
                                const bool        *frozen)
{
  g_return_if_fail (CHAIN_IS_WEIGHTS_PANEL (self));

  if (memcmp (self->frozen, frozen, sizeof self->frozen) == 0)
    return;

  memcpy (self->frozen, frozen, sizeof self->frozen);
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    if (self->rows[i] != NULL)
      chain_number_row_set_locked (self->rows[i], self->frozen[i]);
}

GtkDropDown *
chain_weights_panel_get_method (ChainWeightsPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHTS_PANEL (self), NULL);

  return self->method;
}

ChainNumberRow *
chain_weights_panel_get_seed (ChainWeightsPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHTS_PANEL (self), NULL);

  return self->seed;
}

ChainNumberRow *
chain_weights_panel_get_scale (ChainWeightsPanel *self)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHTS_PANEL (self), NULL);

  return self->scale;
}

/**
 * chain_weights_panel_get_row:
 * @parameter: a flat index
 *
 * Returns: (transfer none) (nullable): where it is set; %NULL as long as its neuron has not been
 *   unfolded
 */
ChainNumberRow *
chain_weights_panel_get_row (ChainWeightsPanel *self,
                             guint              parameter)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHTS_PANEL (self) && parameter < CHAIN_MAX_PARAMETERS, NULL);

  return self->rows[parameter];
}

/**
 * chain_weights_panel_get_neuron:
 * @neuron: counted through layer 1, layer 2 and the output
 *
 * Returns: (transfer none) (nullable): its group; %NULL in a network of one neuron a layer
 */
ChainFold *
chain_weights_panel_get_neuron (ChainWeightsPanel *self,
                                guint              neuron)
{
  g_return_val_if_fail (CHAIN_IS_WEIGHTS_PANEL (self) && neuron < G_N_ELEMENTS (self->folds), NULL);

  return self->folds[neuron];
}
