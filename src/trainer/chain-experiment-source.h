// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* The lines of a .chainrule file before any value is looked at, private to the experiment file.
 *
 * GKeyFile syntax, but read by ourselves: GKeyFile merges groups and keys that stand twice
 * without a word, and an error of its own names no line. What is accepted here, GKeyFile
 * accepts with the same meaning. */

#define CHAIN_SOURCE_MAX_LENGTH (1024 * 1024)

/* Keys are unique over the file, so that a key alone says its group; keys that begin with a
 * digit are the steps of this group. */
#define CHAIN_GROUP_CHANGES "Changes"

typedef struct
{
  GHashTable *values; /* key → text, both owned */
  GHashTable *groups; /* the groups seen, owned */
  GHashTable *settings; /* the keys that have their value from a setting, owned */
  char *folder;       /* of the file, owned; NULL for the current directory */
  const char *group;  /* the one that the next line belongs to, NULL at the beginning */
  guint line;
} ChainSource;

void     chain_source_init        (ChainSource *source,
                                   const char  *folder);
void     chain_source_clear       (ChainSource *source);
gboolean chain_source_add_text    (ChainSource  *source,
                                   const char   *text,
                                   gsize         length,
                                   GError      **error);
gboolean chain_source_add_setting (ChainSource  *source,
                                   const char   *setting,
                                   GError      **error);
char    *chain_source_resolve     (const ChainSource *source,
                                   const char        *name);
char    *chain_source_strip       (char *text);
guint    chain_source_count_lines (const char *text,
                                   const char *end);
char    *chain_source_read_bytes  (const char  *path,
                                   gsize        max,
                                   gsize       *length,
                                   GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChainSource, chain_source_clear)
