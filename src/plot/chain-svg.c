// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The names of a document in the order in which they first appear: borrowed from its text. */
typedef struct
{
  const char *name;
  size_t length;
} Name;

typedef struct
{
  Name *names; /* owned */
  size_t n;
  size_t capacity;
} Names;

static const size_t no_name = (size_t) -1;

/* The place of a name in the order, which it takes now if it is new. */
static size_t
number_of (Names      *names,
           const char *name,
           size_t      length)
{
  for (size_t i = 0; i < names->n; i++)
    if (names->names[i].length == length && memcmp (names->names[i].name, name, length) == 0)
      return i;

  if (names->n == names->capacity)
    {
      size_t capacity = names->capacity == 0 ? 64 : 2 * names->capacity;
      Name *grown = realloc (names->names, capacity * sizeof *grown);

      if (grown == NULL)
        return no_name;
      names->names = grown;
      names->capacity = capacity;
    }

  names->names[names->n] = (Name) { name, length };
  return names->n++;
}

/* The length of what introduces a name at @text, or 0. */
static size_t
introduces_name (const char *text,
                 size_t      left)
{
  static const char *const marks[] = { " id=\"", "href=\"#", "url(#" };

  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    {
      size_t length = strlen (marks[i]);

      if (left > length && memcmp (text, marks[i], length) == 0)
        return length;
    }

  return 0;
}

static size_t
name_length (const char *text,
             size_t      left)
{
  size_t length = 0;

  while (length < left && text[length] != '"' && text[length] != ')')
    length++;

  return length;
}

static bool
copy_renumbered (const char  *text,
                 size_t       left,
                 Names       *names,
                 ChainBuffer *to)
{
  size_t plain = 0; /* not copied yet */

  while (plain < left)
    {
      size_t mark = introduces_name (text + plain, left - plain);
      size_t length, number;
      char name[32];

      if (mark == 0)
        {
          plain++;
          continue;
        }

      plain += mark;
      length = name_length (text + plain, left - plain);
      number = number_of (names, text + plain, length);
      snprintf (name, sizeof name, "n%zu", number + 1);
      if (number == no_name || !chain_buffer_append (to, text, plain)
          || !chain_buffer_print (to, name))
        return false;
      text += plain + length;
      left -= plain + length;
      plain = 0;
    }

  return chain_buffer_append (to, text, left);
}

/* The element that programs show as the picture's name, and read aloud. */
static bool
print_title (ChainBuffer *to,
             const char  *title)
{
  bool good = chain_buffer_print (to, "\n<title>");

  for (; *title != '\0' && good; title++)
    switch (*title)
      {
      case '&':
        good = chain_buffer_print (to, "&amp;");
        break;
      case '<':
        good = chain_buffer_print (to, "&lt;");
        break;
      case '>':
        good = chain_buffer_print (to, "&gt;");
        break;
      default:
        /* What XML has no room for, in any spelling. */
        good = ((unsigned char) *title < 0x20 && *title != '\t')
               || chain_buffer_append (to, title, 1);
      }

  return good && chain_buffer_print (to, "</title>");
}

/* The length of the document up to the end of its first tag. */
static size_t
head_length (const ChainBuffer *svg)
{
  const char *text = (const char *) svg->data;

  for (size_t i = 0; i + 4 < svg->length; i++)
    if (memcmp (text + i, "<svg", 4) == 0)
      {
        while (i < svg->length && text[i] != '>')
          i++;
        return i < svg->length ? i + 1 : 0;
      }

  return 0;
}

/**
 * chain_svg_rewrite:
 * @svg: as Cairo writes it
 * @title: (nullable): plain text
 * @rewritten: (out): to be freed with chain_buffer_clear(); empty on failure
 *
 * Cairo counts the names of surfaces and clips in a process, so that the same picture differs
 * the second time. Here they are numbered in the order of their appearance. The title is added.
 *
 * Returns: false where there is not enough memory
 */
bool
chain_svg_rewrite (const ChainBuffer *svg,
                   const char        *title,
                   ChainBuffer       *rewritten)
{
  const char *text = (const char *) svg->data;
  size_t head = head_length (svg);
  Names names = { 0 };
  bool good;

  *rewritten = (ChainBuffer) { NULL, 0 };
  good = chain_buffer_append (rewritten, text, head)
         && (title == NULL || print_title (rewritten, title))
         && copy_renumbered (text + head, svg->length - head, &names, rewritten);
  free (names.names);

  if (!good)
    chain_buffer_clear (rewritten);
  return good;
}
