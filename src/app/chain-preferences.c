// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-preferences.h"

#include "chain-accessible.h"
#include "chain-settings.h"

struct _ChainPreferences
{
  GtkWindow parent_instance;

  /* template */
  GtkDropDown *theme;
  GtkDropDown *colors;
  GtkSpinButton *digits_button;
  GtkDropDown *frame_rate;
  GtkSwitch *tone;

  GActionGroup *actions;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ChainPreferences, chain_preferences, GTK_TYPE_WINDOW)

/* In the order of the template's items. */
static const char *const themes[] = { "system", "light", "dark" };
static const char *const colors[] = { "standard", "high-contrast" };
static const int frame_rates[] = { 0, 30, 10 };

/* ---- from the actions ---- */

static guint
find_string (GVariant          *state,
             const char *const *strings,
             guint              n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (strings[i], g_variant_get_string (state, NULL)))
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/* Nothing for one that was set by other means. */
static guint
find_frame_rate (GVariant *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (frame_rates); i++)
    if (frame_rates[i] == g_variant_get_int32 (state))
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
update (ChainPreferences *self)
{
  g_autoptr (GVariant) theme = g_action_group_get_action_state (self->actions, CHAIN_SETTINGS_THEME);
  g_autoptr (GVariant) color_set = g_action_group_get_action_state (self->actions, CHAIN_SETTINGS_COLORS);
  g_autoptr (GVariant) digits = g_action_group_get_action_state (self->actions, CHAIN_SETTINGS_DIGITS);
  g_autoptr (GVariant) frame_rate = g_action_group_get_action_state (self->actions, CHAIN_SETTINGS_FRAME_RATE);
  g_autoptr (GVariant) tone = g_action_group_get_action_state (self->actions, CHAIN_SETTINGS_TONE);

  self->updating = TRUE;
  gtk_drop_down_set_selected (self->theme, find_string (theme, themes, G_N_ELEMENTS (themes)));
  gtk_drop_down_set_selected (self->colors, find_string (color_set, colors, G_N_ELEMENTS (colors)));
  gtk_spin_button_set_value (self->digits_button, g_variant_get_int32 (digits));
  gtk_drop_down_set_selected (self->frame_rate, find_frame_rate (frame_rate));
  gtk_switch_set_active (self->tone, g_variant_get_boolean (tone));
  self->updating = FALSE;
}

/* ---- to the actions ---- */

static void
on_changed (ChainPreferences *self)
{
  guint theme = gtk_drop_down_get_selected (self->theme);
  guint color_set = gtk_drop_down_get_selected (self->colors);
  guint frame_rate = gtk_drop_down_get_selected (self->frame_rate);
  int digits = gtk_spin_button_get_value_as_int (self->digits_button);
  gboolean tone = gtk_switch_get_active (self->tone);

  /* the template sets its own values before there are actions */
  if (self->updating || self->actions == NULL)
    return;

  /* all are read before the first is set: that shows them all again */
  if (theme < G_N_ELEMENTS (themes))
    g_action_group_change_action_state (self->actions, CHAIN_SETTINGS_THEME, g_variant_new_string (themes[theme]));
  if (color_set < G_N_ELEMENTS (colors))
    g_action_group_change_action_state (self->actions, CHAIN_SETTINGS_COLORS,
                                        g_variant_new_string (colors[color_set]));
  g_action_group_change_action_state (self->actions, CHAIN_SETTINGS_DIGITS, g_variant_new_int32 (digits));
  if (frame_rate < G_N_ELEMENTS (frame_rates))
    g_action_group_change_action_state (self->actions, CHAIN_SETTINGS_FRAME_RATE,
                                        g_variant_new_int32 (frame_rates[frame_rate]));
  g_action_group_change_action_state (self->actions, CHAIN_SETTINGS_TONE, g_variant_new_boolean (tone));
}

/* ---- the object ---- */

static void
chain_preferences_dispose (GObject *object)
{
  g_clear_object (&CHAIN_PREFERENCES (object)->actions);

  G_OBJECT_CLASS (chain_preferences_parent_class)->dispose (object);
}

static void
chain_preferences_class_init (ChainPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainPreferences, theme);
  gtk_widget_class_bind_template_child (widget_class, ChainPreferences, colors);
  gtk_widget_class_bind_template_child (widget_class, ChainPreferences, digits_button);
  gtk_widget_class_bind_template_child (widget_class, ChainPreferences, frame_rate);
  gtk_widget_class_bind_template_child (widget_class, ChainPreferences, tone);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
chain_preferences_init (ChainPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chain_accessible_complete (GTK_WIDGET (self));
}

/**
 * chain_preferences_present:
 *
 * Returns: (transfer none): the program's preferences, of which there is one window at most
 */
GtkWidget *
chain_preferences_present (GtkApplication *application)
{
  GtkWindow *parent = gtk_application_get_active_window (application);
  ChainPreferences *self;

  for (GList *i = gtk_application_get_windows (application); i != NULL; i = i->next)
    if (CHAIN_IS_PREFERENCES (i->data))
      {
        gtk_window_present (i->data);
        return i->data;
      }

  self = g_object_new (CHAIN_TYPE_PREFERENCES, "application", application, "transient-for", parent,
                       "destroy-with-parent", TRUE, NULL);
  self->actions = g_object_ref (G_ACTION_GROUP (application));
  update (self);
  g_signal_connect_object (application, "action-state-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
