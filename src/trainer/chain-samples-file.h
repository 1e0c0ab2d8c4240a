// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

/* Samples as a table: a CSV file of two columns, x and y.
 *
 * Tab, semicolon or comma separates the columns, the first of these that stands in the first
 * line. That line may hold names. Blank lines and lines that begin with “#” do not count. Numbers
 * have a point, as in a .chainrule file. */

gboolean chain_samples_file_read (const char  *path,
                                  gsize       *n,
                                  double     **x,
                                  double     **y,
                                  GError     **error);
