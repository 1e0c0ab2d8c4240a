// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-choice-row.h"

#include <glib/gi18n.h>

struct _ChainChoiceRow
{
  ChainRow parent_instance;

  GtkDropDown *drop_down; /* template */
  const char *standard; /* the first choice, translated */
  gboolean updating; /* the drop-down is being given the value */
};

G_DEFINE_FINAL_TYPE (ChainChoiceRow, chain_choice_row, CHAIN_TYPE_ROW)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_selected (ChainChoiceRow *self)
{
  chain_row_set_reset (CHAIN_ROW (self), chain_choice_row_get_selected (self) != 0 ? self->standard : NULL);
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
chain_choice_row_reset (ChainRow *row)
{
  gtk_drop_down_set_selected (CHAIN_CHOICE_ROW (row)->drop_down, 0);
}

static void
chain_choice_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_CHOICE_ROW);

  G_OBJECT_CLASS (chain_choice_row_parent_class)->dispose (object);
}

static void
chain_choice_row_class_init (ChainChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chain_choice_row_dispose;
  CHAIN_ROW_CLASS (klass)->reset = chain_choice_row_reset;

  /* The user has chosen another: not emitted when a program does. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_CHOICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainChoiceRow, drop_down);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
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

  g_return_if_fail (CHAIN_IS_CHOICE_ROW (self) && n_choices > 0);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (list, _(choices[i]));
  self->standard = _(choices[0]);

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
