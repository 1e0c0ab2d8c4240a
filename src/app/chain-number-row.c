// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-number-row.h"

#include <float.h>
#include <glib/gi18n.h>
#include <math.h>

#include "chain-accessible.h"
#include "chain-number-text.h"

/* How much of a logarithmic slider stands for 0, where 0 has a meaning. */
#define ZERO_SHARE 0.06

struct _ChainNumberRow
{
  ChainRow parent_instance;

  /* template */
  ChainSlider *slider;
  GtkAdjustment *adjustment; /* of log10 of the value where the row is logarithmic */
  ChainNumberField *field;
  GtkToggleButton *lock;

  char *key;
  char *zero;
  double value;   /* the field's */
  double lower;
  double upper;
  double standard; /* NaN: there is none */
  gboolean logarithmic;
  gboolean whole;
  gboolean updating; /* the parts are being given the value, they do not give it */
};

G_DEFINE_FINAL_TYPE (ChainNumberRow, chain_number_row, CHAIN_TYPE_ROW)

enum
{
  PROP_KEY = 1,
  PROP_LOWER,
  PROP_UPPER,
  PROP_LOGARITHMIC,
  PROP_WHOLE,
  PROP_ZERO,
  PROP_STANDARD,
  PROP_LOCKABLE,
  PROP_VALUE,
  N_PROPS
};

enum
{
  SIGNAL_EDITED,
  SIGNAL_LOCKED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- the slider's scale ---- */

static double
get_lower_position (ChainNumberRow *self)
{
  double lower, upper;

  if (!self->logarithmic)
    return self->lower;

  lower = log10 (self->lower);
  upper = log10 (self->upper);
  return self->zero != NULL ? lower - ZERO_SHARE * (upper - lower) : lower;
}

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
  double value;

  if (!self->logarithmic)
    return self->whole ? rint (position) : position;
  if (self->zero != NULL && position < 0.5 * (get_lower_position (self) + log10 (self->lower)))
    return 0.0;

  g_ascii_formatd (buffer, sizeof buffer, "%.3g", pow (10.0, position));
  value = CLAMP (g_ascii_strtod (buffer, NULL), self->lower, self->upper);
  return self->whole ? rint (value) : value;
}

static void
configure_slider (ChainNumberRow *self)
{
  double lower = get_lower_position (self);
  double upper = self->logarithmic ? log10 (self->upper) : self->upper;
  /* keys move a weight by a twentieth, the learning rate by a twentieth of a decade */
  double step = self->logarithmic ? 0.05 : self->whole ? 1.0 : fmax ((upper - lower) / 200.0, 0.01);

  self->updating = TRUE;
  gtk_adjustment_configure (self->adjustment, to_position (self, self->value), lower, upper,
                            step, 10.0 * step, 0.0);
  self->updating = FALSE;

  gtk_scale_set_has_origin (GTK_SCALE (self->slider), !(self->lower < 0.0));
  /* the pointer gives round numbers; what is rounded here is only what the pointer does */
  gtk_range_set_round_digits (GTK_RANGE (self->slider), self->logarithmic ? -1 : self->whole ? 0 : 2);
}

/* ---- the value ---- */

static void
update_reset (ChainNumberRow *self)
{
  g_autofree char *text = NULL;

  if (!isfinite (self->standard) || self->value == self->standard)
    text = NULL;
  else if (self->zero != NULL && self->standard == 0.0)
    text = g_strdup (self->zero);
  else if (self->whole)
    text = g_strdup_printf ("%.0f", self->standard);
  else
    text = chain_number_text_typeset (self->standard);
  chain_row_set_reset (CHAIN_ROW (self), text);
}

/* Shows what the field has. The slider stays where it is if it gave the value: rounding must not
 * pull it from under the pointer. */
static void
show_value (ChainNumberRow *self,
            gboolean        move_slider)
{
  g_autofree char *text = chain_number_field_dup_text (self->field);

  self->value = chain_number_field_get_value (self->field);
  self->updating = TRUE;
  if (move_slider) /* clamps itself to its ends; the value stays what it is */
    gtk_adjustment_set_value (self->adjustment, to_position (self, self->value));
  self->updating = FALSE;
  update_reset (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
take_value (ChainNumberRow *self,
            double          value,
            gboolean        move_slider)
{
  if (self->whole)
    chain_number_field_set_number (self->field, (guint64) value);
  else
    chain_number_field_set_value (self->field, value);
  show_value (self, move_slider);
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
  show_value (self, TRUE);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
chain_number_row_reset (ChainRow *row)
{
  ChainNumberRow *self = CHAIN_NUMBER_ROW (row);

  if (!isfinite (self->standard) || self->value == self->standard)
    return;

  take_value (self, self->standard, TRUE);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
show_lock (ChainNumberRow *self)
{
  gboolean locked = gtk_toggle_button_get_active (self->lock);

  gtk_button_set_icon_name (GTK_BUTTON (self->lock), locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
  if (locked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "locked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "locked");
}

static void
on_lock_toggled (ChainNumberRow *self)
{
  show_lock (self);
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_LOCKED], 0);
}

/* ---- the object ---- */

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
    case PROP_LOWER:
      g_value_set_double (value, self->lower);
      break;
    case PROP_UPPER:
      g_value_set_double (value, self->upper);
      break;
    case PROP_LOGARITHMIC:
      g_value_set_boolean (value, self->logarithmic);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, self->whole);
      break;
    case PROP_ZERO:
      g_value_set_string (value, self->zero);
      break;
    case PROP_STANDARD:
      g_value_set_double (value, self->standard);
      break;
    case PROP_LOCKABLE:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->lock)));
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
    case PROP_LOWER:
      self->lower = g_value_get_double (value);
      break;
    case PROP_UPPER:
      self->upper = g_value_get_double (value);
      break;
    case PROP_LOGARITHMIC:
      self->logarithmic = g_value_get_boolean (value);
      break;
    case PROP_WHOLE:
      self->whole = g_value_get_boolean (value);
      break;
    case PROP_ZERO:
      self->zero = g_value_dup_string (value);
      break;
    case PROP_STANDARD:
      self->standard = g_value_get_double (value);
      break;
    case PROP_LOCKABLE:
      gtk_widget_set_visible (GTK_WIDGET (self->lock), g_value_get_boolean (value));
      break;
    case PROP_KEY:
      self->key = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_number_row_constructed (GObject *object)
{
  ChainNumberRow *self = CHAIN_NUMBER_ROW (object);
  /* Translators: a button's name for a screen reader; %s is a parameter */
  g_autofree char *lock = g_strdup_printf (_("Lock: %s"), chain_row_get_title (CHAIN_ROW (self)));

  G_OBJECT_CLASS (chain_number_row_parent_class)->constructed (object);

  configure_slider (self);
  g_object_set (self->field, "key", self->key, "whole", self->whole, "zero", self->zero, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lock), GTK_ACCESSIBLE_PROPERTY_LABEL, lock, -1);
  /* where its tooltip goes, the field's description goes with it */
  g_signal_connect_swapped (self->field, "notify::tooltip-text", G_CALLBACK (chain_accessible_complete), self);
  show_lock (self);
  show_value (self, TRUE);
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

  g_free (self->key);
  g_free (self->zero);

  G_OBJECT_CLASS (chain_number_row_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  /* Key of the experiment file whose rule and sentence hold. */
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, construct);
  properties[PROP_LOWER] =
    g_param_spec_double ("lower", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, construct);
  properties[PROP_UPPER] =
    g_param_spec_double ("upper", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 1.0, construct);
  properties[PROP_LOGARITHMIC] = g_param_spec_boolean ("logarithmic", NULL, NULL, FALSE, construct);
  properties[PROP_WHOLE] = g_param_spec_boolean ("whole", NULL, NULL, FALSE, construct);
  /* The word for 0, where 0 has a meaning of its own; the left end of a logarithmic slider. */
  properties[PROP_ZERO] = g_param_spec_string ("zero", NULL, NULL, NULL, construct);
  /* The default; infinite where there is none. */
  properties[PROP_STANDARD] =
    g_param_spec_double ("standard", NULL, NULL, -HUGE_VAL, HUGE_VAL, HUGE_VAL, construct);
  properties[PROP_LOCKABLE] = g_param_spec_boolean ("lockable", NULL, NULL, FALSE, construct);
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
  CHAIN_ROW_CLASS (klass)->reset = chain_number_row_reset;
  install_properties (object_class);

  /* The user has given another value, or has locked or unlocked it: not emitted when a program
   * does. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOCKED] =
    g_signal_new ("locked", CHAIN_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CHAIN_TYPE_SLIDER);
  g_type_ensure (CHAIN_TYPE_NUMBER_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, slider);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, adjustment);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, field);
  gtk_widget_class_bind_template_child (widget_class, ChainNumberRow, lock);
  gtk_widget_class_bind_template_callback (widget_class, on_slider_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_field_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_lock_toggled);
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

/* The same for whole numbers, of which a double has not all. */

guint64
chain_number_row_get_number (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), 0);

  return chain_number_field_get_number (self->field);
}

void
chain_number_row_set_number (ChainNumberRow *self,
                             guint64         number)
{
  g_return_if_fail (CHAIN_IS_NUMBER_ROW (self));

  if (number == chain_number_field_get_number (self->field))
    return;

  chain_number_field_set_number (self->field, number);
  show_value (self, TRUE);
}

/**
 * chain_number_row_dup_text:
 *
 * Returns: (transfer full): the value as the experiment file writes it, with all of its bits
 */
char *
chain_number_row_dup_text (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), NULL);

  if (self->whole)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, chain_number_field_get_number (self->field));

  return chain_number_text_format (self->value);
}

/**
 * chain_number_row_set_default:
 * @value: what the reset button brings back; infinite for nothing
 */
void
chain_number_row_set_default (ChainNumberRow *self,
                              double          value)
{
  g_return_if_fail (CHAIN_IS_NUMBER_ROW (self));

  self->standard = value;
  update_reset (self);
}

/**
 * chain_number_row_set_upper:
 * @upper: the slider's right end
 */
void
chain_number_row_set_upper (ChainNumberRow *self,
                            double          upper)
{
  g_return_if_fail (CHAIN_IS_NUMBER_ROW (self));

  if (self->upper == upper)
    return;

  self->upper = upper;
  configure_slider (self);
}

gboolean
chain_number_row_get_locked (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), FALSE);

  return gtk_toggle_button_get_active (self->lock);
}

/**
 * chain_number_row_set_locked:
 *
 * Does not emit “locked”.
 */
void
chain_number_row_set_locked (ChainNumberRow *self,
                             gboolean        locked)
{
  g_return_if_fail (CHAIN_IS_NUMBER_ROW (self));

  self->updating = TRUE;
  gtk_toggle_button_set_active (self->lock, locked);
  self->updating = FALSE;
}

/**
 * chain_number_row_refuse:
 * @message: why the value that was given cannot stay; the row has its old one again
 */
void
chain_number_row_refuse (ChainNumberRow *self,
                         const char     *message)
{
  g_return_if_fail (CHAIN_IS_NUMBER_ROW (self));

  chain_field_refuse (CHAIN_FIELD (self->field), message);
}

const char *
chain_number_row_get_key (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), NULL);

  return self->key;
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

ChainSlider *
chain_number_row_get_slider (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), NULL);

  return self->slider;
}

GtkToggleButton *
chain_number_row_get_lock (ChainNumberRow *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_ROW (self), NULL);

  return self->lock;
}
