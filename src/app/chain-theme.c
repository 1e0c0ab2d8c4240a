// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-theme.h"

#include <math.h>

/* Between borders and ground, as WCAG defines it: GTK's own themes have up to 1.6, and more than 2.2
 * where contrast is high. */
#define LEAST_CONTRAST 2.0

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

/* Of the light, as WCAG has it; the curve of sRGB is nearly this. */
static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * pow (color->red, 2.2) + 0.7152 * pow (color->green, 2.2) + 0.0722 * pow (color->blue, 2.2);
}

static double
get_contrast (const GdkRGBA *a,
              const GdkRGBA *b)
{
  double x = get_luminance (a) + 0.05;
  double y = get_luminance (b) + 0.05;

  return fmax (x, y) / fmin (x, y);
}

/**
 * chain_theme_has_contrast:
 *
 * Returns: whether @widget has a theme of high contrast: the borders of others are hardly to be seen
 */
gboolean
chain_theme_has_contrast (GtkWidget *widget)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA border, ground;

  return gtk_style_context_lookup_color (style, "borders", &border)
         && gtk_style_context_lookup_color (style, "theme_bg_color", &ground)
         && get_contrast (&border, &ground) > LEAST_CONTRAST;
}

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/**
 * chain_theme_mark:
 * @window: a window of ours
 *
 * Gives @window the style class “dark” where it is, and “contrast” where that is high: GTK 4.8 has no
 * selector for either. Both are seen from its colours, whoever has chosen them: settings, environment
 * or theme. To be called when its style changes.
 */
void
chain_theme_mark (GtkWidget *window)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (window), "theme_fg_color", &color))
    return;

  set_css_class (window, "dark", 0.299f * color.red + 0.587f * color.green + 0.114f * color.blue > 0.5f);
  set_css_class (window, "contrast", chain_theme_has_contrast (window));
}
