// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-theme.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.Settings"
#define NAMESPACE "org.freedesktop.appearance"
#define KEY "color-scheme"

/* What the portal says. */
enum
{
  SCHEME_NONE,
  SCHEME_DARK,
  SCHEME_LIGHT
};

static gboolean follows_system;
static guint32 scheme;      /* as the portal said last */
static GDBusProxy *portal;  /* NULL until asked for */
static gboolean asked;

static void
show (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (settings == NULL || !follows_system)
    return;

  if (scheme == SCHEME_NONE)
    gtk_settings_reset_property (settings, "gtk-application-prefer-dark-theme");
  else
    g_object_set (settings, "gtk-application-prefer-dark-theme", scheme == SCHEME_DARK, NULL);
}

/* @value is a number, in as many variants as the portal's version wraps it. */
static void
take (GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);

  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *unwrapped = g_variant_get_variant (inner);

      g_variant_unref (inner);
      inner = unwrapped;
    }
  if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    return;

  scheme = g_variant_get_uint32 (inner);
  if (scheme > SCHEME_LIGHT)
    scheme = SCHEME_NONE;
  show ();
}

static void
on_signal (GDBusProxy *proxy,
           const char *sender,
           const char *name,
           GVariant   *parameters,
           gpointer    data)
{
  g_autoptr (GVariant) value = NULL;
  const char *space, *key;

  if (!g_str_equal (name, "SettingChanged") || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;

  g_variant_get (parameters, "(&s&s@v)", &space, &key, &value);
  if (g_str_equal (space, NAMESPACE) && g_str_equal (key, KEY))
    take (value);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  /* no portal, or one that does not know: light */
  g_autoptr (GVariant) reply = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (reply == NULL || g_variant_n_children (reply) != 1)
    return;

  value = g_variant_get_child_value (reply, 0);
  take (value);
}

static void
on_proxy (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  portal = g_dbus_proxy_new_for_bus_finish (result, NULL);
  if (portal == NULL)
    return;

  g_signal_connect (portal, "g-signal", G_CALLBACK (on_signal), NULL);
  g_dbus_proxy_call (portal, "Read", g_variant_new ("(ss)", NAMESPACE, KEY), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                     on_read, NULL);
}

static void
ask (void)
{
  if (asked)
    return;

  asked = TRUE;
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION, G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES, NULL,
                            PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, NULL, on_proxy, NULL);
}

/**
 * chain_theme_apply:
 * @theme: “light”, “dark”, or “system”: as the desktop has it, now and when it changes; light
 *   where it does not say
 */
void
chain_theme_apply (const char *theme)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (settings == NULL)
    return;

  follows_system = g_str_equal (theme, "system");
  if (follows_system)
    {
      ask ();
      show ();
    }
  else
    g_object_set (settings, "gtk-application-prefer-dark-theme", g_str_equal (theme, "dark"), NULL);
}

/**
 * chain_theme_mark:
 * @window: a window of ours
 *
 * Gives @window the style class “dark” where it is: GTK 4.8 has no selector for a dark theme.
 * Whether it is dark is seen from its colour, whoever has chosen it: settings, environment or
 * theme. To be called when its style changes.
 */
void
chain_theme_mark (GtkWidget *window)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (window), "theme_fg_color", &color))
    return;

  if (0.299f * color.red + 0.587f * color.green + 0.114f * color.blue > 0.5f)
    gtk_widget_add_css_class (window, "dark");
  else
    gtk_widget_remove_css_class (window, "dark");
}
