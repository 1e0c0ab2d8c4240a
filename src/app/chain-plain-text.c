// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plain-text.h"

#include <pango/pango.h>

/**
 * chain_plain_text_new:
 * @markup: Pango markup
 *
 * Without its marks a power would be another number: 10⁻³ is “10^−3” here, and x² keeps its sign.
 *
 * Returns: (transfer full): its text; @markup itself where that is none
 */
char *
chain_plain_text_new (const char *markup)
{
  g_autoptr (GString) powers = g_string_new (markup);
  char *text = NULL;

  g_string_replace (powers, "<sup>2</sup>", "²", 0);
  g_string_replace (powers, "<sup>", "^", 0);
  g_string_replace (powers, "</sup>", "", 0);
  if (!pango_parse_markup (powers->str, -1, 0, NULL, &text, NULL, NULL))
    text = g_strdup (markup);

  return text;
}
