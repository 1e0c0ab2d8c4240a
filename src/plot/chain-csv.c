// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-csv.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/**
 * chain_csv_begin:
 * @csv: (out)
 * @buffer: (out): empty; the table is appended to it
 */
void
chain_csv_begin (ChainCsv    *csv,
                 ChainBuffer *buffer)
{
  *buffer = (ChainBuffer) { NULL, 0 };
  *csv = (ChainCsv) { .buffer = buffer };
}

static void
print (ChainCsv   *csv,
       const char *text)
{
  if (!csv->failed)
    csv->failed = !chain_buffer_print (csv->buffer, text);
}

static void
begin_field (ChainCsv *csv)
{
  if (csv->within_line)
    print (csv, ",");
  csv->within_line = true;
}

/**
 * chain_csv_header:
 * @names: of the columns, with commas between them
 */
void
chain_csv_header (ChainCsv   *csv,
                  const char *names)
{
  print (csv, names);
  chain_csv_newline (csv);
}

/**
 * chain_csv_text:
 * @text: any; it is quoted where it must be
 */
void
chain_csv_text (ChainCsv   *csv,
                const char *text)
{
  bool quoted = strpbrk (text, ",\"\r\n") != NULL;

  begin_field (csv);
  if (!quoted)
    {
      print (csv, text);
      return;
    }

  print (csv, "\"");
  for (; *text != '\0'; text++)
    {
      char one[] = { *text, '\0' };

      print (csv, *text == '"' ? "\"\"" : one);
    }
  print (csv, "\"");
}

/**
 * chain_csv_number:
 * @value: any; “nan”, “inf” and “-inf” where it is not finite
 */
void
chain_csv_number (ChainCsv *csv,
                  double    value)
{
  char local[64], plain[64];
  size_t n = 0;

  /* printf() writes the decimal point of the locale, of one byte or more; all else is ASCII. */
  snprintf (local, sizeof local, "%.17g", value);
  for (size_t i = 0; local[i] != '\0'; i++)
    if (strchr ("0123456789+-einfa", local[i]) != NULL)
      plain[n++] = local[i];
    else if (n > 0 && plain[n - 1] != '.')
      plain[n++] = '.';
  plain[n] = '\0';

  begin_field (csv);
  print (csv, value != value ? "nan" : plain);
}

void
chain_csv_count (ChainCsv *csv,
                 uint64_t  value)
{
  char text[32];

  snprintf (text, sizeof text, "%" PRIu64, value);
  begin_field (csv);
  print (csv, text);
}

void
chain_csv_newline (ChainCsv *csv)
{
  print (csv, "\n");
  csv->within_line = false;
}

/**
 * chain_csv_end:
 *
 * Returns: false where there was not enough memory; the buffer is empty then
 */
bool
chain_csv_end (ChainCsv *csv)
{
  if (csv->failed)
    chain_buffer_clear (csv->buffer);
  return !csv->failed;
}

/**
 * chain_csv_series:
 * @name: what @series is
 *
 * Adds a line for each bucket, in the columns of %CHAIN_CSV_SERIES_HEADER: the steps it holds,
 * and the first, least, largest and last of their values.
 */
void
chain_csv_series (ChainCsv          *csv,
                  const char        *name,
                  const ChainSeries *series)
{
  for (size_t i = 0; i < chain_series_n_buckets (series); i++)
    {
      const ChainBucket *bucket = &series->buckets[i];
      uint64_t first = i * series->width, end = first + series->width;

      chain_csv_text (csv, name);
      chain_csv_count (csv, series->start + first);
      chain_csv_count (csv, series->start + (end < series->count ? end : series->count) - 1);
      chain_csv_number (csv, bucket->first);
      chain_csv_number (csv, bucket->min);
      chain_csv_number (csv, bucket->max);
      chain_csv_number (csv, bucket->last);
      chain_csv_newline (csv);
    }
}
