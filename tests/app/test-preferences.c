// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-plot-style.h"
#include "chain-preferences.h"

static void
set_state (const char *action,
           GVariant   *state)
{
  g_action_group_change_action_state (G_ACTION_GROUP (test_application), action, state);
}

static gboolean
is_dark (void)
{
  gboolean dark;

  g_object_get (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", &dark, NULL);
  return dark;
}

static GtkWidget *
find_by_id (GtkWidget  *window,
            const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (window, CHAIN_TYPE_PREFERENCES, id));
}

/* Each control sets the setting, and follows what is set elsewhere. */
static void
test_controls (void)
{
  ChainWindow *window = test_window_new ();
  GtkWidget *dialog = chain_preferences_present (test_application);
  g_autoptr (GVariant) digits = NULL;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_assert_true (chain_preferences_present (test_application) == dialog);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_by_id (dialog, "theme")), 2);
  g_assert_true (is_dark ());
  set_state ("theme", g_variant_new_string ("light"));
  g_assert_false (is_dark ());
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (find_by_id (dialog, "theme"))), ==, 1);
  set_state ("theme", g_variant_new_string ("pink"));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (find_by_id (dialog, "theme"))), ==, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_by_id (dialog, "digits_button")), 17);
  digits = chain_settings_get (CHAIN_SETTINGS_DIGITS);
  g_assert_cmpint (g_variant_get_int32 (digits), ==, 17);
  set_state ("digits", g_variant_new_int32 (18));
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (find_by_id (dialog, "digits_button"))), ==, 17);
  set_state ("digits", g_variant_new_int32 (4));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_by_id (dialog, "frame_rate")), 2);
  g_assert_cmpint (window->frame_interval, ==, G_USEC_PER_SEC / 10);
  set_state ("frame-rate", g_variant_new_int32 (0));
  g_assert_cmpint (window->frame_interval, ==, 0);

  /* it goes with its window */
  set_state ("theme", g_variant_new_string ("system"));
  test_window_close (window);
  test_wait_until (dialog == NULL);
}

static gsize
count_digits (const char *text)
{
  gsize n = 0;

  for (; *text != '\0' && *text != 'e'; text++)
    n += g_ascii_isdigit (*text);
  return n;
}

static void
test_digits (void)
{
  ChainWindow *window = test_window_new ();
  GtkLabel *loss = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (window->readout), CHAIN_TYPE_READOUT, "loss"));

  for (int digits = 3; digits <= 17; digits++)
    {
      set_state ("digits", g_variant_new_int32 (digits));
      /* 0.2 has a digit that is none of it */
      g_assert_cmpuint (count_digits (gtk_label_get_text (loss)), ==, (gsize) digits + (window->run.point.loss < 1.0));
    }
  set_state ("digits", g_variant_new_int32 (4));
  test_window_close (window);
}

static void
test_colors (void)
{
  ChainWindow *window = test_window_new ();
  ChainStyle before, after;

  chain_plot_style_read (GTK_WIDGET (window->fit), &before);
  set_state ("colors", g_variant_new_string ("high-contrast"));
  chain_plot_style_read (GTK_WIDGET (window->fit), &after);
  g_assert_cmpfloat (after.colors[CHAIN_COLOR_NETWORK].blue, <, before.colors[CHAIN_COLOR_NETWORK].blue);
  g_assert_cmpfloat (after.colors[CHAIN_COLOR_BACKGROUND].alpha, ==, 0.0);
  set_state ("colors", g_variant_new_string ("standard"));
  chain_plot_style_read (GTK_WIDGET (window->fit), &after);
  g_assert_cmpmem (&after, sizeof after, &before, sizeof before);
  test_window_close (window);
}

/* A desktop of high contrast is followed without being told. */
static void
test_contrast (void)
{
  static const struct
  {
    const char *theme;
    gboolean dark;
    gboolean contrast;
  } cases[] = {
    { "Adwaita", FALSE, FALSE }, { "Adwaita", TRUE, FALSE }, { "HighContrast", FALSE, TRUE }, { "HighContrast", TRUE, TRUE },
  };
  GtkSettings *settings = gtk_settings_get_default ();
  ChainWindow *window = test_window_new ();
  g_autofree char *before = NULL;

  g_object_get (settings, "gtk-theme-name", &before, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ChainStyle style, expected;

      g_test_message ("%s, %s", cases[i].theme, cases[i].dark ? "dark" : "light");

      g_object_set (settings, "gtk-theme-name", cases[i].theme, "gtk-application-prefer-dark-theme", cases[i].dark, NULL);
      test_wait_until (gtk_widget_has_css_class (GTK_WIDGET (window), "contrast") == cases[i].contrast
                       && gtk_widget_has_css_class (GTK_WIDGET (window), "dark") == cases[i].dark);
      test_iterate (0.1);
      chain_plot_style_read (GTK_WIDGET (window->fit), &style);
      chain_style_init (&expected, cases[i].dark);
      if (cases[i].contrast)
        chain_style_set_high_contrast (&expected, cases[i].dark);
      g_assert_cmpfloat (style.colors[CHAIN_COLOR_NETWORK].blue, ==, expected.colors[CHAIN_COLOR_NETWORK].blue);
    }
  g_object_set (settings, "gtk-theme-name", before, "gtk-application-prefer-dark-theme", FALSE, NULL);
  test_window_close (window);
}

static guint n_drawn;

static void
on_drawn (gpointer data)
{
  n_drawn++;
}

static void
test_frame_rate (void)
{
  ChainWindow *window = test_window_new ();
  gint64 start;

  set_state ("frame-rate", g_variant_new_int32 (10));
  g_signal_connect (chain_plot_board_get_model (window->board), "changed", G_CALLBACK (on_drawn), NULL);
  test_activate (window, "win.run");
  start = g_get_monotonic_time ();
  n_drawn = 0;
  test_wait_until (g_get_monotonic_time () - start > G_USEC_PER_SEC);
  g_assert_cmpuint (n_drawn, >=, 3);
  g_assert_cmpuint (n_drawn, <=, 12);

  /* what is commanded is drawn at once */
  test_activate (window, "win.run");
  test_wait_until (test_is_settled (window) && !window->run.running);
  set_state ("frame-rate", g_variant_new_int32 (0));
  test_window_close (window);
}

/* ---- the desktop ---- */

static GDBusConnection *bus;
static guint32 scheme;

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(v)", g_variant_new_variant (g_variant_new_uint32 (scheme))));
}

static void
set_scheme (guint32 value)
{
  scheme = value;
  g_assert_true (g_dbus_connection_emit_signal (bus, NULL, "/org/freedesktop/portal/desktop",
                                                "org.freedesktop.portal.Settings", "SettingChanged",
                                                g_variant_new ("(ssv)", "org.freedesktop.appearance", "color-scheme",
                                                               g_variant_new_uint32 (value)),
                                                NULL));
}

static void
on_name (GDBusConnection *connection,
         const char      *name,
         gpointer         data)
{
  *(gboolean *) data = TRUE;
}

/* A portal of our own, on a bus of our own. */
static void
start_portal (void)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  const char *xml = "<node><interface name='org.freedesktop.portal.Settings'>"
                    "<method name='Read'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
                    "<arg type='v' direction='out'/></method>"
                    "<signal name='SettingChanged'><arg type='s'/><arg type='s'/><arg type='v'/></signal>"
                    "</interface></node>";
  GDBusNodeInfo *info = g_dbus_node_info_new_for_xml (xml, NULL);
  gboolean owned = FALSE;

  bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  g_assert_nonnull (bus);
  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/freedesktop/portal/desktop", info->interfaces[0],
                                                       &table, NULL, NULL, NULL), !=, 0);
  g_dbus_node_info_unref (info);
  g_bus_own_name_on_connection (bus, "org.freedesktop.portal.Desktop", G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL,
                                &owned, NULL);
  test_wait_until (owned);
}

/* As the desktop has it, now and when it changes, unless somebody has chosen. */
static void
test_system (void)
{
  scheme = 1;
  start_portal ();
  set_state ("theme", g_variant_new_string ("light"));
  set_state ("theme", g_variant_new_string ("system"));
  set_scheme (1);
  test_wait_until (is_dark ());
  set_scheme (2);
  test_wait_until (!is_dark ());
  set_scheme (1);
  test_wait_until (is_dark ());
  set_state ("theme", g_variant_new_string ("light"));
  g_assert_false (is_dark ());
  set_scheme (0);
  set_scheme (1);
  set_state ("theme", g_variant_new_string ("dark"));
  g_assert_true (is_dark ());
  set_state ("theme", g_variant_new_string ("system"));
  set_scheme (0);
  test_wait_until (!is_dark ());
}

/* ---- presentation ---- */

static int
text_size (ChainWindow *window)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (window->fit));

  return pango_font_description_get_size (pango_context_get_font_description (context));
}

static void
test_presentation (void)
{
  ChainWindow *window = test_window_new ();
  int size = text_size (window);
  g_autoptr (GVariant) sidebar = NULL;

  test_activate (window, "win.presentation");
  g_assert_false (gtk_widget_get_visible (window->sidebar));
  test_wait_until (abs (text_size (window) * 10 - size * 14) < size);
  sidebar = chain_settings_get (CHAIN_SETTINGS_SIDEBAR);
  g_assert_true (g_variant_get_boolean (sidebar));

  test_activate (window, "win.presentation");
  g_assert_true (gtk_widget_get_visible (window->sidebar));
  test_wait_until (text_size (window) == size);

  /* it stays away where it was */
  test_activate (window, "win.sidebar");
  test_activate (window, "win.presentation");
  test_activate (window, "win.presentation");
  g_assert_false (gtk_widget_get_visible (window->sidebar));
  test_activate (window, "win.sidebar");
  test_window_close (window);
}

/* ---- groups ---- */

static void
test_groups (void)
{
  ChainWindow *window = test_window_new ();
  ChainFold *rate = CHAIN_FOLD (gtk_widget_get_first_child (GTK_WIDGET (window->rate_panel)));
  ChainFold *stop = CHAIN_FOLD (gtk_widget_get_first_child (GTK_WIDGET (window->stop_panel)));

  g_assert_false (chain_fold_get_folded (rate));
  g_assert_true (chain_fold_get_folded (stop));
  chain_fold_set_folded (rate, TRUE);
  chain_fold_set_folded (stop, FALSE);
  test_window_close (window);

  window = test_window_new ();
  rate = CHAIN_FOLD (gtk_widget_get_first_child (GTK_WIDGET (window->rate_panel)));
  stop = CHAIN_FOLD (gtk_widget_get_first_child (GTK_WIDGET (window->stop_panel)));
  g_assert_true (chain_fold_get_folded (rate));
  g_assert_false (chain_fold_get_folded (stop));
  chain_fold_set_folded (rate, FALSE);
  chain_fold_set_folded (stop, TRUE);
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/preferences/controls", test_controls);
  g_test_add_func ("/app/preferences/digits", test_digits);
  g_test_add_func ("/app/preferences/colors", test_colors);
  g_test_add_func ("/app/preferences/contrast", test_contrast);
  g_test_add_func ("/app/preferences/frame-rate", test_frame_rate);
  g_test_add_func ("/app/preferences/system", test_system);
  g_test_add_func ("/app/preferences/presentation", test_presentation);
  g_test_add_func ("/app/preferences/groups", test_groups);
}

int
main (int   argc,
      char *argv[])
{
  GTestDBus *dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  int result;

  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_test_dbus_up (dbus);
  g_setenv ("DISPLAY", display, TRUE); /* which it takes away */
  result = test_main (argc, argv, add_tests);
  g_test_dbus_stop (dbus);

  return result;
}
