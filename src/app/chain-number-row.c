// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-number-row.h"

#include <float.h>
#include <math.h>

#include "chain-slider.h"

struct _ChainNumberRow
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *label;
  ChainSlider *slider;
  GtkAdjustment *adjustment; /* of log10 of the value where the row is logarithmic */
  ChainNumberField *field;
  GtkRevealer *revealer;
  GtkLabel *message;

  char *key;
  char *title;
  double value;
  double lower;
  double upper;
  gboolean logarithmic;
  gboolean updating; /* the parts are being given the value, they do not give it */
};

G_DEFINE_FINAL_TYPE (ChainNumberRow, chain_number_row, GTK_TYPE_BOX)

enum
{
  PROP_KEY = 1,
  PROP_SIGN,
  PROP_TITLE,
  PROP_LOWER,
  PROP_UPPER,
  PROP_LOGARITHMIC,
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

static double
to_position (ChainNumberRow *self,
             double          value)
{
  if (!self->logarithmic)
    return value;

  return value > 0.0 ? log10 (value) : -DBL_MAX;
}

/* A slider's position is never meant to the last bit on a logarithmic scale; where it is linear,
 * the position is the value: an assistive technology may set it exactly. */
static double
from_position (ChainNumberRow *self,
               double          position)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!self->logarithmic)
    return position;

  g_ascii_formatd (buffer, sizeof buffer, "%.3g", pow (10.0, position));
  return g_ascii_strtod (buffer, NULL);
}

/* Keeps and shows @value. The slider stays where it is if it gave the value: rounding must not
 * pull it from under the pointer. */
static void
take_value (ChainNumberRow *self,
            double          value,
            gboolean        move_slider)
{
  g_autofree char *text = chain_number_field_format (value);

  self->value = value;
  self->updating = TRUE;
  if (move_slider) /* clamps itself to its ends; the value stays what it is */
    gtk_adjustment_set_value (self->adjustment, to_position (self, value));
  chain_number_field_set_value (self->field, value);
  self->updating = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
on_slider_moved (ChainNumberRow *self)
{
  double value = from_position (self, gtk_adjustment_get_value (self->adjustment));

  if (self->updating || value == self->value)
    return;

  take_value (self, value, FALSE);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
on_field_edited (ChainNumberRow *self)
{
  take_value (self, chain_number_field_get_value (self->field), TRUE);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
on_message (ChainNumberRow *self)
{
  const char *message = chain_number_field_get_message (self->field);

  /* the old sentence stays while the revealer closes */
  if (message != NULL)
    gtk_label_set_text (self->message, message);
  gtk_revealer_set_reveal_child (self->revealer, message != NULL);
}

static void
chain_number_row_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ChainNumberRow *self = CHAIN_NUMBER_ROW (object);

  switch (id)
    {
    case PROP_VALUE:
      g_value_set_double (value, self->value);
      break;
    case PROP_SIGN:
      g_value_set_string (value, gtk_label_get_text (self->label));
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_LOWER:
      g_value_set_double (value, self->lower);
      break;
    case PROP_UPPER:
      g_value_set_double (value, self->upper);
      break;
    case PROP_LOGARITHMIC:
      g_value_set_boolean (value, self->logarithmic);
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_number_row_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ChainNumberRow *self = CHAIN_NUMBER_ROW (object);

  switch (id)
    {
    case PROP_VALUE:
      chain_number_row_set_value (self, g_value_get_double (value));
      break;
    case PROP_SIGN:
      gtk_label_set_text (self->label, g_value_get_string (value));
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_LOWER:
      self->lower = g_value_get_double (value);
      break;
    case PROP_UPPER:
      self->upper = g_value_get_double (value);
      break;
    case PROP_LOGARITHMIC:
      self->logarithmic = g_value_get_boolean (value);
      break;
    case PROP_KEY:
      self->key = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
configure_slider (ChainNumberRow *self)
{
  /* keys move a weight by a twentieth, the learning rate by a twentieth of a decade */
  self->updating = TRUE;
  gtk_adjustment_configure (self->adjustment, to_position (self, self->value),
                            to_position (self, self->lower), to_position (self, self->upper),
                            0.05, 0.5, 0.0);
  self->updating = FALSE;

  gtk_scale_set_has_origin (GTK_SCALE (self->slider), self->logarithmic);
  /* the pointer gives round numbers; what is rounded here is only what the pointer does */
  gtk_range_set_round_digits (GTK_RANGE (self->slider), self->logarithmic ? -1 : 2);
}

static void
chain_number_row_constructed (GObject *object)
{
  ChainNumberRow *self = CHAIN_NUMBER_ROW (object);

  G_OBJECT_CLASS (chain_number_row_parent_class)->constructed (object);

  configure_slider (self);
  g_object_set (self->field, "key", self->key, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  take_value (self, self->value, TRUE);
}

static void
chain_number_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_NUMBER_ROW);

  G_OBJECT_CLASS (chain_number_row_parent_class)->dispose (object);
}

static void
chain_number_row_finalize (GObject *object)
{
  ChainNumberRow *self = CHAIN_NUMBER_ROW (object);

  g_free (self->title);
  g_free (self->key);

  G_OBJECT_CLASS (chain_number_row_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  /* Key of the experiment file whose rule and sentence hold. */
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, construct);
  /* What the derivation writes: W₁. */
  properties[PROP_SIGN] = g_param_spec_string ("sign", NULL, NULL, NULL, construct);
  /* What is read out for slider and field. */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, construct);
  properties[PROP_LOWER] =
    g_param_spec_double ("lower", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, construct);
  properties[PROP_UPPER] =
    g_param_spec_double ("upper", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 1.0, construct);
  properties[PROP_LOGARITHMIC] = g_param_spec_boolean ("logarithmic", NULL, NULL, FALSE, construct);
  properties[PROP_VALUE] =
    g_param_spec_double ("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chain_number_row_class_init (ChainNumberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = chain_number_row_get_property;
  object_class->set_property = chain_number_row_set_property;
  object_class->constructed = chain_number_row_constructed;
  object_class->dispose = chain_number_row_dispose;
  object_class->finalize = chain_number_row_finalize;
  install_properties (object_class);

  /* The user has given another value: not emitted when a program sets it. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CHAIN_TYPE_SLIDER);
  g_type_ensure (CHAIN_TYPE_NUMBER_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, label);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, slider);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, adjustment);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, field);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, message);
  gtk_widget_class_bind_template_callback (widget_class, on_slider_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_field_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_message);
}

static void
chain_number_row_init (ChainNumberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

double
chain_number_row_get_value (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), 0.0);

  return self->value;
}

/**
 * chain_number_row_set_value:
 * @value: kept exactly, also beyond the slider's ends
 *
 * Does not emit “edited”.
 */
void
chain_number_row_set_value (ChainNumberRow *self,
                            double          value)
{
  g_return_if_fail (CHAIN_IS_NUMBER_ROW (self));

  if (value != self->value)
    take_value (self, value, TRUE);
}

/**
 * chain_number_row_get_adjustment:
 *
 * Returns: (transfer none): the slider's, of log10 of the value where the row is logarithmic
 */
GtkAdjustment *
chain_number_row_get_adjustment (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), NULL);

  return self->adjustment;
}

/**
 * chain_number_row_get_field:
 *
 * Returns: (transfer none): where the value can be typed
 */
ChainNumberField *
chain_number_row_get_field (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), NULL);

  return self->field;
}
