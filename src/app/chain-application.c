// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-application.h"

#include <glib/gi18n.h>

#include "chain-config.h"
#include "chain-manual.h"
#include "chain-preferences.h"
#include "chain-settings.h"
#include "chain-theme.h"
#include "chain-window-private.h"

#define RESOURCE_PATH "/io/github/chainrule/Chainrule"

struct _ChainApplication
{
  GtkApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (ChainApplication, chain_application, GTK_TYPE_APPLICATION)

/* Keys with modifiers. Those without are the window's, in the bubble phase: as accelerators they
 * would steal from whoever types. */
static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.scenarios", { "<Control>l" } },
  { "win.export", { "<Control>e" } },
  { "win.sheet", { "<Control><Shift>p" } },
  { "win.worked-example", { "<Control><Shift>w" } },
  { "plot.view::network", { "<Alt>1" } },
  { "plot.view::derivation", { "<Alt>2" } },
  { "plot.view::activations", { "<Alt>3" } },
  { "plot.view::flow", { "<Alt>4" } },
  { "plot.view::check", { "<Alt>5" } },
  { "plot.view::parameters", { "<Alt>6" } },
  { "plot.view::norms", { "<Alt>7" } },
  { "plot.next-view", { "<Control>Page_Down" } },
  { "plot.previous-view", { "<Control>Page_Up" } },
  { "window.close", { "<Control>w" } },
  { "win.copy-as::command", { "<Control><Shift>c" } },
  { "app.tone", { "<Control>t" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.about", { "<Shift>F1" } },
  { "app.quit", { "<Control>q" } },
};

static const GOptionEntry options[] = {
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and exit"), NULL },
  { NULL }
};

/* ---- preferences: an action each, whose state is what the settings hold ---- */

static void
apply_to_windows (ChainApplication *self)
{
  for (GList *i = gtk_application_get_windows (GTK_APPLICATION (self)); i != NULL; i = i->next)
    if (CHAIN_IS_WINDOW (i->data))
      chain_window_apply_preferences (i->data);
}

static gboolean
is_choice (GVariant          *value,
           const char *const *choices)
{
  return g_strv_contains (choices, g_variant_get_string (value, NULL));
}

static gboolean
is_theme (GVariant *value)
{
  return is_choice (value, (const char *const[]) { "system", "light", "dark", NULL });
}

static gboolean
are_colors (GVariant *value)
{
  return is_choice (value, (const char *const[]) { "standard", "high-contrast", NULL });
}

static gboolean
are_digits (GVariant *value)
{
  return g_variant_get_int32 (value) >= 3 && g_variant_get_int32 (value) <= 17;
}

static gboolean
is_frame_rate (GVariant *value)
{
  return g_variant_get_int32 (value) >= 0 && g_variant_get_int32 (value) <= 1000;
}

static gboolean
is_boolean (GVariant *value)
{
  return TRUE;
}

static const struct
{
  const char *key; /* also the action's name */
  gboolean (*is_valid) (GVariant *value);
} preferences[] = {
  { CHAIN_SETTINGS_THEME, is_theme },
  { CHAIN_SETTINGS_COLORS, are_colors },
  { CHAIN_SETTINGS_DIGITS, are_digits },
  { CHAIN_SETTINGS_FRAME_RATE, is_frame_rate },
  { CHAIN_SETTINGS_TONE, is_boolean },
};

static void
on_preference (GSimpleAction *action,
               GVariant      *state,
               gpointer       data)
{
  const char *key = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < G_N_ELEMENTS (preferences); i++)
    /* an action can be called from outside, with anything */
    if (g_str_equal (preferences[i].key, key) && !preferences[i].is_valid (state))
      return;

  g_simple_action_set_state (action, state);
  chain_settings_set (key, state);
  if (g_str_equal (key, CHAIN_SETTINGS_THEME))
    chain_theme_apply (g_variant_get_string (state, NULL));
  else
    apply_to_windows (data);
}

static void
on_preferences (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  chain_preferences_present (data);
}

static void
on_help (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  chain_manual_present (data, NULL);
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (data),
                         "program-name", _("Chainrule"),
                         "logo-icon-name", CHAIN_APPLICATION_ID,
                         "version", CHAIN_VERSION,
                         "comments", _("A small network learns y = x² before your eyes."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name, for the credits */
                         "translator-credits", _("translator-credits"),
                         "modal", TRUE,
                         NULL);
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  /* one may take another with it */
  GList *windows = g_list_copy_deep (gtk_application_get_windows (data), (GCopyFunc) (GCallback) g_object_ref, NULL);

  /* each in its own way, which may one day be to ask */
  for (GList *i = windows; i != NULL; i = i->next)
    gtk_window_close (i->data);

  g_list_free_full (windows, g_object_unref);
}

static const GActionEntry actions[] = {
  { "about", on_about },
  { "help", on_help },
  { "preferences", on_preferences },
  { "quit", on_quit },
};

static void
add_preferences (ChainApplication *self)
{
  g_autoptr (GVariant) theme = chain_settings_get (CHAIN_SETTINGS_THEME);

  for (guint i = 0; i < G_N_ELEMENTS (preferences); i++)
    {
      g_autoptr (GVariant) value = chain_settings_get (preferences[i].key);
      g_autoptr (GSimpleAction) action = NULL;

      /* what is on or off can be toggled by a key */
      action = g_simple_action_new_stateful (preferences[i].key,
                                             g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
                                             ? NULL : g_variant_get_type (value), value);
      g_signal_connect (action, "change-state", G_CALLBACK (on_preference), self);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
    }
  chain_theme_apply (g_variant_get_string (theme, NULL));
}

static void
load_css (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
chain_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (chain_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (CHAIN_APPLICATION_ID);
  load_css ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  add_preferences (CHAIN_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           accelerators[i].keys);
}

/* What was open last; a file that is gone or broken is no reason to begin with a complaint. */
static void
open_last (ChainWindow *window)
{
  g_autoptr (GVariant) last = chain_settings_get (CHAIN_SETTINGS_LAST);
  const char *uri = g_variant_get_string (last, NULL);
  g_autoptr (GFile) file = NULL;

  if (uri[0] == '\0')
    return;

  file = g_file_new_for_uri (uri);
  if (!g_file_query_exists (file, NULL) || !chain_window_open (window, file))
    {
      chain_settings_set (CHAIN_SETTINGS_LAST, g_variant_new_string (""));
      chain_window_show_message (window, NULL);
    }
}

/* A second start opens a second window. */
static void
chain_application_activate (GApplication *application)
{
  gboolean first = gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;
  ChainWindow *window = chain_window_new (GTK_APPLICATION (application));

  if (first)
    {
      open_last (window);
      chain_window_offer_recovery (window);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
chain_application_open (GApplication  *application,
                        GFile        **files,
                        int            n_files,
                        const char    *hint)
{
  gboolean first = gtk_application_get_windows (GTK_APPLICATION (application)) == NULL;

  for (int i = 0; i < n_files; i++)
    {
      ChainWindow *window = chain_window_new (GTK_APPLICATION (application));

      /* before it is shown, so that the first frame is the file's */
      chain_window_open (window, files[i]);
      if (i == 0 && first)
        chain_window_offer_recovery (window);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static int
chain_application_handle_local_options (GApplication *application,
                                        GVariantDict *dict)
{
  if (!g_variant_dict_contains (dict, "version"))
    return -1;

  g_print ("chainrule %s\n", CHAIN_VERSION);
  return 0;
}

static void
chain_application_class_init (ChainApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = chain_application_startup;
  application_class->activate = chain_application_activate;
  application_class->open = chain_application_open;
  application_class->handle_local_options = chain_application_handle_local_options;
}

static void
chain_application_init (ChainApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE.chainrule]"));
}

/**
 * chain_application_new:
 *
 * Returns: (transfer full): the program
 */
ChainApplication *
chain_application_new (void)
{
  return g_object_new (CHAIN_TYPE_APPLICATION,
                       "application-id", CHAIN_APPLICATION_ID,
                       "resource-base-path", RESOURCE_PATH,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
