// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-number-field.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "chain-decimal.h"
#include "chain-experiment-file.h"
#include "chain-number-text.h"

struct _ChainNumberField
{
  ChainField parent_instance;

  char *key;       /* whose rule holds */
  gboolean whole;
  char *zero;      /* the word that stands for 0, or NULL */
  ChainNumberJudge judge;
  gpointer judge_data;
  double value;
  guint64 number;  /* where it is whole: 64 bits are more than a double has */
};

G_DEFINE_FINAL_TYPE (ChainNumberField, chain_number_field, CHAIN_TYPE_FIELD)

enum
{
  PROP_KEY = 1,
  PROP_WHOLE,
  PROP_ZERO,
  PROP_VALUE,
  N_PROPS
};

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Shows the value; the whole of it is in the tooltip where the field is too narrow. */
static void
write_text (ChainNumberField *self)
{
  g_autofree char *text = chain_number_field_dup_text (self);

  chain_field_show (CHAIN_FIELD (self), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), g_utf8_strlen (text, -1) > 8 ? text : NULL);
}

static gboolean
judge_by_key (const char  *text,
              gpointer     data,
              GError     **error)
{
  const char *key = ((ChainNumberField *) data)->key;
  double value;

  if (key != NULL)
    return chain_experiment_check_value (key, text, &value, error);

  /* one that is in no experiment: any number that is not below zero */
  if (chain_decimal_parse (text, &value) && value >= 0.0 && value < INFINITY)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("Expected a number of at least 0, got “%s”"), text);
  return FALSE;
}

/* Takes over what has been typed, or says why not. */
static void
chain_number_field_typed (ChainField *field,
                          const char *text)
{
  ChainNumberField *self = CHAIN_NUMBER_FIELD (field);
  ChainNumberJudge judge = self->judge != NULL ? self->judge : judge_by_key;
  gpointer data = self->judge != NULL ? self->judge_data : self;
  g_autofree char *normal = NULL;
  g_autoptr (GError) error = NULL;
  double value = self->value;
  guint64 number = self->number;
  gboolean changed;

  if (chain_number_text_is_ambiguous (text, self->whole))
    {
      /* Translators: a number whose comma may separate decimals or thousands, as 1,000 */
      g_autofree char *message = g_strdup_printf (_("“%s” can mean two numbers: write the decimals with a point, "
                                                    "and thousands without a sign"), text);

      chain_field_refuse (field, message);
      return;
    }

  normal = chain_number_text_normalize (text, self->whole, self->zero);
  if (!judge (normal, data, NULL)
      || !(self->whole ? chain_decimal_parse_whole (normal, G_MAXUINT64, &number)
                       : chain_decimal_parse (normal, &value)))
    {
      /* the sentence quotes what was typed */
      if (!judge (text, data, &error))
        chain_field_refuse (field, error->message);
      return;
    }

  changed = self->whole ? number != self->number : value != self->value;
  if (self->whole)
    chain_number_field_set_number (self, number);
  else
    chain_number_field_set_value (self, value);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
chain_number_field_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  ChainNumberField *self = CHAIN_NUMBER_FIELD (object);

  switch (id)
    {
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, self->whole);
      break;
    case PROP_ZERO:
      g_value_set_string (value, self->zero);
      break;
    case PROP_VALUE:
      g_value_set_double (value, self->value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_number_field_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  ChainNumberField *self = CHAIN_NUMBER_FIELD (object);

  switch (id)
    {
    case PROP_KEY:
      g_free (self->key);
      self->key = g_value_dup_string (value);
      break;
    case PROP_WHOLE:
      self->whole = g_value_get_boolean (value);
      write_text (self);
      break;
    case PROP_ZERO:
      g_free (self->zero);
      self->zero = g_value_dup_string (value);
      write_text (self);
      break;
    case PROP_VALUE:
      chain_number_field_set_value (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_number_field_finalize (GObject *object)
{
  ChainNumberField *self = CHAIN_NUMBER_FIELD (object);

  g_free (self->key);
  g_free (self->zero);

  G_OBJECT_CLASS (chain_number_field_parent_class)->finalize (object);
}

static void
chain_number_field_class_init (ChainNumberFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = chain_number_field_get_property;
  object_class->set_property = chain_number_field_set_property;
  object_class->finalize = chain_number_field_finalize;
  CHAIN_FIELD_CLASS (klass)->typed = chain_number_field_typed;

  /* Key of the experiment file whose rule and sentence hold. */
  properties[PROP_KEY] =
    g_param_spec_string ("key", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /* Whether the value is a whole number, from 0 on. */
  properties[PROP_WHOLE] = g_param_spec_boolean ("whole", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /* The word shown for 0, where that has a meaning of its own. */
  properties[PROP_ZERO] = g_param_spec_string ("zero", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] =
    g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user has given another value: not emitted when a program sets it. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_NUMBER_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chain_number_field_init (ChainNumberField *self)
{
  gtk_entry_set_alignment (GTK_ENTRY (self), 1.0);
  write_text (self);
}

double
chain_number_field_get_value (ChainNumberField *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_FIELD (self), 0.0);

  return self->value;
}

/**
 * chain_number_field_set_value:
 * @value: shown as it is, also out of the key's range
 *
 * What is being typed meanwhile stays, unless @value is another than before.
 */
void
chain_number_field_set_value (ChainNumberField *self,
                              double            value)
{
  g_return_if_fail (CHAIN_IS_NUMBER_FIELD (self));

  if (self->value == value)
    return;

  self->value = value;
  write_text (self);
  chain_field_refuse (CHAIN_FIELD (self), NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/* The same for whole numbers. */

guint64
chain_number_field_get_number (ChainNumberField *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_FIELD (self), 0);

  return self->number;
}

void
chain_number_field_set_number (ChainNumberField *self,
                               guint64           number)
{
  g_return_if_fail (CHAIN_IS_NUMBER_FIELD (self));

  if (self->number == number)
    return;

  self->number = number;
  self->value = (double) number;
  write_text (self);
  chain_field_refuse (CHAIN_FIELD (self), NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/**
 * chain_number_field_dup_text:
 *
 * Returns: (transfer full): the value as it is shown
 */
char *
chain_number_field_dup_text (ChainNumberField *self)
{
  if (self->zero != NULL && self->value == 0.0)
    return g_strdup (self->zero);
  if (self->whole)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, self->number);

  return chain_number_text_typeset (self->value);
}

/**
 * chain_number_field_set_judge:
 * @judge: what decides on a text instead of the key's rule
 */
void
chain_number_field_set_judge (ChainNumberField *self,
                              ChainNumberJudge  judge,
                              gpointer          data)
{
  g_return_if_fail (CHAIN_IS_NUMBER_FIELD (self));

  self->judge = judge;
  self->judge_data = data;
}
