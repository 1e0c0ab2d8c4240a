// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-text-row.h"

struct _ChainTextRow
{
  ChainRow parent_instance;

  ChainField *field; /* template */
  char *standard;
};

G_DEFINE_FINAL_TYPE (ChainTextRow, chain_text_row, CHAIN_TYPE_ROW)

enum
{
  PROP_STANDARD = 1,
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
on_typed (ChainTextRow *self,
          const char   *text)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, text);
}

static void
chain_text_row_reset (ChainRow *row)
{
  ChainTextRow *self = CHAIN_TEXT_ROW (row);

  chain_field_refuse (self->field, NULL);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, self->standard);
}

static void
chain_text_row_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STANDARD:
      g_value_set_string (value, CHAIN_TEXT_ROW (object)->standard);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_text_row_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  ChainTextRow *self = CHAIN_TEXT_ROW (object);

  switch (id)
    {
    case PROP_STANDARD:
      self->standard = g_value_dup_string (value);
      chain_text_row_set_text (self, self->standard);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_text_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_TEXT_ROW);

  G_OBJECT_CLASS (chain_text_row_parent_class)->dispose (object);
}

static void
chain_text_row_finalize (GObject *object)
{
  g_free (CHAIN_TEXT_ROW (object)->standard);

  G_OBJECT_CLASS (chain_text_row_parent_class)->finalize (object);
}

static void
chain_text_row_class_init (ChainTextRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = chain_text_row_get_property;
  object_class->set_property = chain_text_row_set_property;
  object_class->dispose = chain_text_row_dispose;
  object_class->finalize = chain_text_row_finalize;
  CHAIN_ROW_CLASS (klass)->reset = chain_text_row_reset;

  /* The default. */
  properties[PROP_STANDARD] =
    g_param_spec_string ("standard", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user wants a text, which the handler sets, or refuses. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_TEXT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (CHAIN_TYPE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-text-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainTextRow, field);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
}

static void
chain_text_row_init (ChainTextRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chain_text_row_set_text:
 *
 * Does not emit “edited”. What is being typed stays, unless @text is another than before.
 */
void
chain_text_row_set_text (ChainTextRow *self,
                         const char   *text)
{
  g_return_if_fail (CHAIN_IS_TEXT_ROW (self));

  if (g_strcmp0 (chain_field_get_shown (self->field), text) != 0)
    {
      chain_field_show (self->field, text);
      chain_field_refuse (self->field, NULL);
    }
  chain_row_set_reset (CHAIN_ROW (self), g_strcmp0 (text, self->standard) != 0 ? self->standard : NULL);
}

/**
 * chain_text_row_refuse:
 * @message: why a text cannot be taken over
 */
void
chain_text_row_refuse (ChainTextRow *self,
                       const char   *message)
{
  g_return_if_fail (CHAIN_IS_TEXT_ROW (self));

  chain_field_refuse (self->field, message);
}

/**
 * chain_text_row_get_field:
 *
 * Returns: (transfer none): where the text can be typed
 */
ChainField *
chain_text_row_get_field (ChainTextRow *self)
{
  g_return_val_if_fail (CHAIN_IS_TEXT_ROW (self), NULL);

  return self->field;
}
