// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-choice-row.h"

#include <glib/gi18n.h>

struct _ChainChoiceRow
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *label;
  GtkWidget *mark;
  GtkDropDown *drop_down;
  GtkButton *reset;

  char *title;
  gboolean updating; /* the drop-down is being given the value */
};

G_DEFINE_FINAL_TYPE (ChainChoiceRow, chain_choice_row, GTK_TYPE_BOX)

enum
{
  PROP_SIGN = 1,
  PROP_SIGN_CHARS,
  PROP_TITLE,
  PROP_RESTARTS,
  N_PROPS
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
show_reset (ChainChoiceRow *self,
            gboolean        visible)
{
  /* not invisible: its room stays, so that nothing moves */
  gtk_widget_set_child_visible (GTK_WIDGET (self->reset), visible);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_STATE_HIDDEN, !visible, -1);
}

static void
on_selected (ChainChoiceRow *self)
{
  show_reset (self, chain_choice_row_get_selected (self) != 0);
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
on_reset (ChainChoiceRow *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self->reset)))
    gtk_widget_grab_focus (GTK_WIDGET (self->drop_down));
  gtk_drop_down_set_selected (self->drop_down, 0);
}

static void
chain_choice_row_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ChainChoiceRow *self = CHAIN_CHOICE_ROW (object);

  switch (id)
    {
    case PROP_SIGN:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_SIGN_CHARS:
      g_value_set_int (value, gtk_label_get_width_chars (self->label));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_RESTARTS:
      g_value_set_boolean (value, gtk_widget_get_visible (self->mark));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_choice_row_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ChainChoiceRow *self = CHAIN_CHOICE_ROW (object);

  switch (id)
    {
    case PROP_SIGN:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    case PROP_SIGN_CHARS:
      gtk_label_set_width_chars (self->label, g_value_get_int (value));
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_RESTARTS:
      gtk_widget_set_visible (self->mark, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_choice_row_constructed (GObject *object)
{
  ChainChoiceRow *self = CHAIN_CHOICE_ROW (object);
  /* Translators: a button's name for a screen reader; %s is what it resets */
  g_autofree char *reset = g_strdup_printf (_("Reset: %s"), self->title);

  G_OBJECT_CLASS (chain_choice_row_parent_class)->constructed (object);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
}

static void
chain_choice_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_CHOICE_ROW);

  G_OBJECT_CLASS (chain_choice_row_parent_class)->dispose (object);
}

static void
chain_choice_row_finalize (GObject *object)
{
  g_free (CHAIN_CHOICE_ROW (object)->title);

  G_OBJECT_CLASS (chain_choice_row_parent_class)->finalize (object);
}

static void
chain_choice_row_class_init (ChainChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = chain_choice_row_get_property;
  object_class->set_property = chain_choice_row_set_property;
  object_class->constructed = chain_choice_row_constructed;
  object_class->dispose = chain_choice_row_dispose;
  object_class->finalize = chain_choice_row_finalize;

  properties[PROP_SIGN] = g_param_spec_string ("sign", NULL, NULL, NULL, construct);
  properties[PROP_SIGN_CHARS] = g_param_spec_int ("sign-chars", NULL, NULL, 0, 100, 3, construct);
  /* What is read out. */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, construct);
  /* Whether a change starts the run again: shown by a small mark. */
  properties[PROP_RESTARTS] = g_param_spec_boolean ("restarts", NULL, NULL, FALSE, construct);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user has chosen another: not emitted when a program does. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_CHOICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainChoiceRow, label);
  gtk_widget_class_bind_template_child (widget_class, ChainChoiceRow, mark);
  gtk_widget_class_bind_template_child (widget_class, ChainChoiceRow, drop_down);
  gtk_widget_class_bind_template_child (widget_class, ChainChoiceRow, reset);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
}

static void
chain_choice_row_init (ChainChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chain_choice_row_set_choices:
 * @choices: what there is to choose from, to be translated, the default first
 */
void
chain_choice_row_set_choices (ChainChoiceRow    *self,
                              const char *const *choices,
                              guint              n_choices)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *tooltip = NULL;

  g_return_if_fail (CHAIN_IS_CHOICE_ROW (self) && n_choices > 0);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (list, _(choices[i]));
  /* Translators: tooltip of a button that brings back the default value */
  tooltip = g_strdup_printf (_("Back to %s"), _(choices[0]));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reset), tooltip);

  self->updating = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (list));
  self->updating = FALSE;
}

guint
chain_choice_row_get_selected (ChainChoiceRow *self)
{
  g_return_val_if_fail (CHAIN_IS_CHOICE_ROW (self), 0);

  return gtk_drop_down_get_selected (self->drop_down);
}

/**
 * chain_choice_row_set_selected:
 *
 * Does not emit “edited”.
 */
void
chain_choice_row_set_selected (ChainChoiceRow *self,
                               guint           selected)
{
  g_return_if_fail (CHAIN_IS_CHOICE_ROW (self));

  self->updating = TRUE;
  gtk_drop_down_set_selected (self->drop_down, selected);
  self->updating = FALSE;
}

GtkDropDown *
chain_choice_row_get_drop_down (ChainChoiceRow *self)
{
  g_return_val_if_fail (CHAIN_IS_CHOICE_ROW (self), NULL);

  return self->drop_down;
}

GtkButton *
chain_choice_row_get_reset (ChainChoiceRow *self)
{
  g_return_val_if_fail (CHAIN_IS_CHOICE_ROW (self), NULL);

  return self->reset;
}
