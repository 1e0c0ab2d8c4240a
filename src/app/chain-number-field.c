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
  GtkEntry parent_instance;

  char *key;       /* whose rule holds */
  gboolean whole;
  char *zero;      /* the word that stands for 0, or NULL */
  ChainNumberJudge judge;
  gpointer judge_data;
  double value;
  guint64 number;  /* where it is whole: 64 bits are more than a double has */
  char *shown;     /* the text of @value: what differs from it has been typed */
  char *message;   /* why the last text was refused, or NULL */

  gboolean writing; /* the text changes by our own doing */
  guint commit_idle;
};

G_DEFINE_FINAL_TYPE (ChainNumberField, chain_number_field, GTK_TYPE_ENTRY)

enum
{
  PROP_KEY = 1,
  PROP_WHOLE,
  PROP_ZERO,
  PROP_VALUE,
  PROP_MESSAGE,
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
set_message (ChainNumberField *self,
             const char       *message)
{
  if (g_strcmp0 (self->message, message) == 0)
    return;

  g_free (self->message);
  self->message = g_strdup (message);
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

/* Shows the value; the whole of it is in the tooltip where the field is too narrow. */
static void
write_text (ChainNumberField *self)
{
  g_free (self->shown);
  self->shown = chain_number_field_dup_text (self);
  self->writing = TRUE;
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self)), self->shown) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), self->shown);
  self->writing = FALSE;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), g_utf8_strlen (self->shown, -1) > 8 ? self->shown : NULL);
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

/**
 * chain_number_field_commit:
 *
 * Takes over what has been typed, or says why not and keeps the old value.
 */
void
chain_number_field_commit (ChainNumberField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self));
  ChainNumberJudge judge = self->judge != NULL ? self->judge : judge_by_key;
  gpointer data = self->judge != NULL ? self->judge_data : self;
  g_autofree char *normal = NULL;
  g_autoptr (GError) error = NULL;
  double value = self->value;
  guint64 number = self->number;
  gboolean changed;

  g_clear_handle_id (&self->commit_idle, g_source_remove);
  if (strcmp (text, self->shown) == 0)
    return;

  if (chain_number_text_is_ambiguous (text, self->whole))
    {
      /* Translators: a number whose comma may separate decimals or thousands, as 1,000 */
      g_autofree char *message = g_strdup_printf (_("“%s” can mean two numbers: write the decimals with a point, "
                                                    "and thousands without a sign"), text);

      write_text (self);
      set_message (self, message);
      return;
    }

  normal = chain_number_text_normalize (text, self->whole, self->zero);
  if (!judge (normal, data, NULL)
      || !(self->whole ? chain_decimal_parse_whole (normal, G_MAXUINT64, &number)
                       : chain_decimal_parse (normal, &value)))
    {
      /* the sentence quotes what was typed */
      g_autofree char *typed = g_strdup (text);

      if (judge (typed, data, &error))
        return;
      write_text (self);
      set_message (self, error->message);
      return;
    }

  set_message (self, NULL);
  changed = self->whole ? number != self->number : value != self->value;
  if (self->whole)
    chain_number_field_set_number (self, number);
  else
    chain_number_field_set_value (self, value);
  write_text (self);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
on_activate (GtkEntry *entry,
             gpointer  data)
{
  ChainNumberField *self = CHAIN_NUMBER_FIELD (entry);

  chain_number_field_commit (self);
  /* Ready to be typed again where it was refused. Not otherwise: each selection claims the X
   * server's primary one, and GTK 4.8 drops the next field's when that is answered late. */
  if (self->message != NULL)
    gtk_editable_select_region (GTK_EDITABLE (self), 0, -1);
  else
    gtk_editable_set_position (GTK_EDITABLE (self), -1);
}

/* Whether keys are for this field, or will be when its window is looked at again. The state flag
 * is not set where a window gets keys and has not been told that it has the focus. */
static gboolean
has_focus (ChainNumberField *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static void
on_focus_leave (GtkEventControllerFocus *controller,
                ChainNumberField        *self)
{
  /* Another window is looked at, and the focus waits here: so does what is half typed. */
  if (has_focus (self))
    return;

  chain_number_field_commit (self);
  /* a long number shows its beginning */
  gtk_editable_set_position (GTK_EDITABLE (self), 0);
}

static gboolean
on_commit_idle (gpointer data)
{
  ChainNumberField *self = data;

  self->commit_idle = 0;
  chain_number_field_commit (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (GtkEditable *editable,
            gpointer     data)
{
  ChainNumberField *self = CHAIN_NUMBER_FIELD (editable);

  if (self->writing)
    return;

  set_message (self, NULL);

  /* Text that an assistive technology sets comes without a focus to leave, and without Enter;
   * it deletes first and inserts then, hence not at once. */
  if (!has_focus (self) && self->commit_idle == 0)
    self->commit_idle = g_idle_add (on_commit_idle, self);
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                ChainNumberField      *self)
{
  if (keyval != GDK_KEY_Escape || strcmp (gtk_editable_get_text (GTK_EDITABLE (self)), self->shown) == 0)
    return GDK_EVENT_PROPAGATE;

  write_text (self);
  set_message (self, NULL);
  return GDK_EVENT_STOP;
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
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
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
chain_number_field_dispose (GObject *object)
{
  g_clear_handle_id (&CHAIN_NUMBER_FIELD (object)->commit_idle, g_source_remove);

  G_OBJECT_CLASS (chain_number_field_parent_class)->dispose (object);
}

static void
chain_number_field_finalize (GObject *object)
{
  ChainNumberField *self = CHAIN_NUMBER_FIELD (object);

  g_free (self->key);
  g_free (self->zero);
  g_free (self->shown);
  g_free (self->message);

  G_OBJECT_CLASS (chain_number_field_parent_class)->finalize (object);
}

static void
chain_number_field_class_init (ChainNumberFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = chain_number_field_get_property;
  object_class->set_property = chain_number_field_set_property;
  object_class->dispose = chain_number_field_dispose;
  object_class->finalize = chain_number_field_finalize;

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
  /* Why the last text was refused. */
  properties[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The user has given another value: not emitted when a program sets it. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_NUMBER_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chain_number_field_init (ChainNumberField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);

  g_signal_connect (self, "activate", G_CALLBACK (on_activate), NULL);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  gtk_entry_set_alignment (GTK_ENTRY (self), 1.0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "number");
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
  set_message (self, NULL);
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
  set_message (self, NULL);
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

/**
 * chain_number_field_refuse:
 * @message: why what was taken over cannot stay; the value is the old one again already
 */
void
chain_number_field_refuse (ChainNumberField *self,
                           const char       *message)
{
  g_return_if_fail (CHAIN_IS_NUMBER_FIELD (self));

  set_message (self, message);
}

/**
 * chain_number_field_get_message:
 *
 * Returns: (nullable): why the last text was refused
 */
const char *
chain_number_field_get_message (ChainNumberField *self)
{
  g_return_val_if_fail (CHAIN_IS_NUMBER_FIELD (self), NULL);

  return self->message;
}
