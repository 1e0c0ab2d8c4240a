// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-settings.h"

#include <glib/gi18n.h>

#include "chain-config.h"

/* The schema's keys with their defaults, for the case that it cannot be found. */
static const struct
{
  const char *key;
  const char *value;
} defaults[] = {
  { CHAIN_SETTINGS_THEME, "'system'" },
  { CHAIN_SETTINGS_COLORS, "'standard'" },
  { CHAIN_SETTINGS_DIGITS, "4" },
  { CHAIN_SETTINGS_FRAME_RATE, "0" },
  { CHAIN_SETTINGS_TONE, "false" },
  { CHAIN_SETTINGS_FOLDED, "['data', 'optimizer', 'network', 'stop']" },
  { CHAIN_SETTINGS_WIDTH, "1280" },
  { CHAIN_SETTINGS_HEIGHT, "800" },
  { CHAIN_SETTINGS_MAXIMIZED, "false" },
  { CHAIN_SETTINGS_SIDEBAR, "true" },
  { CHAIN_SETTINGS_VIEW, "'network'" },
  { CHAIN_SETTINGS_SPEED, "2.0791812460476247" },
  { CHAIN_SETTINGS_LAST, "''" },
  { CHAIN_SETTINGS_RECENT, "@as []" },
  { CHAIN_SETTINGS_EXPORT_PICTURE, "'chainrule'" },
  { CHAIN_SETTINGS_EXPORT_FORMAT, "'png'" },
  { CHAIN_SETTINGS_EXPORT_THEME, "'light'" },
  { CHAIN_SETTINGS_EXPORT_TRANSPARENT, "false" },
  { CHAIN_SETTINGS_EXPORT_EXACT, "false" },
  { CHAIN_SETTINGS_EXPORT_SCALE, "2" },
  { CHAIN_SETTINGS_EXPORT_WIDTH, "1600" },
  { CHAIN_SETTINGS_EXPORT_HEIGHT, "1000" },
  { CHAIN_SETTINGS_EXPORT_FOLDER, "''" },
};

/* Where a compiled schema lies as seen from the program: in the build tree (also from a test),
 * and installed under a prefix that the system does not search. */
static const char *const schema_places[] = {
  "../../data",
  "../share/glib-2.0/schemas",
};

static GHashTable *values;  /* key → GVariant */
static GSettings *settings; /* NULL without a schema */

static gboolean
schema_has_all_keys (GSettingsSchema *schema)
{
  /* an older schema of an installed version must not end the program either */
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (!g_settings_schema_has_key (schema, defaults[i].key))
      return FALSE;

  return TRUE;
}

static GSettingsSchema *
look_up (GSettingsSchemaSource *source)
{
  GSettingsSchema *schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, CHAIN_APPLICATION_ID, TRUE);
  if (schema != NULL && !schema_has_all_keys (schema))
    g_clear_pointer (&schema, g_settings_schema_unref);

  return schema;
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchema *schema = look_up (g_settings_schema_source_get_default ());
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *directory = program != NULL ? g_path_get_dirname (program) : NULL;

  for (guint i = 0; schema == NULL && directory != NULL && i < G_N_ELEMENTS (schema_places); i++)
    {
      g_autofree char *place = g_build_filename (directory, schema_places[i], NULL);
      g_autoptr (GSettingsSchemaSource) source = NULL;

      source = g_settings_schema_source_new_from_directory (place, g_settings_schema_source_get_default (),
                                                            FALSE, NULL);
      schema = look_up (source);
    }

  return schema;
}

static void
initialize (void)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (values != NULL)
    return;

  values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    g_hash_table_insert (values, (gpointer) defaults[i].key,
                         g_variant_ref_sink (g_variant_new_parsed (defaults[i].value)));

  schema = find_schema ();
  if (schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);
  else
    /* Translators: %s is the name of the schema */
    g_printerr (_("chainrule: the settings schema %s is not installed; nothing will be remembered.\n"),
                CHAIN_APPLICATION_ID);
}

/**
 * chain_settings_get:
 * @key: one of the CHAIN_SETTINGS_ names
 *
 * Returns: (transfer full): its value
 */
GVariant *
chain_settings_get (const char *key)
{
  initialize ();

  if (settings != NULL)
    return g_settings_get_value (settings, key);

  return g_variant_ref (g_hash_table_lookup (values, key));
}

/**
 * chain_settings_set:
 * @key: one of the CHAIN_SETTINGS_ names
 * @value: of the key's type; consumed if floating
 *
 * Remembers @value; does nothing where it is what holds already.
 */
void
chain_settings_set (const char *key,
                    GVariant   *value)
{
  g_autoptr (GVariant) new_value = g_variant_ref_sink (value);
  g_autoptr (GVariant) old_value = chain_settings_get (key);

  if (g_variant_equal (old_value, new_value))
    return;

  if (settings != NULL)
    g_settings_set_value (settings, key, new_value);
  else
    for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
      if (g_str_equal (defaults[i].key, key))
        g_hash_table_replace (values, (gpointer) defaults[i].key, g_steal_pointer (&new_value));
}
