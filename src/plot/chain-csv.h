// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdint.h>

#include "chain-buffer.h"
#include "chain-series.h"

/* A table as comma-separated values (RFC 4180, lines end with a line feed), read the same in
 * every locale. Numbers have 17 digits, from which the same double comes back. */

typedef struct
{
  ChainBuffer *buffer;
  bool within_line;
  bool failed; /* there was not enough memory */
} ChainCsv;

void chain_csv_begin   (ChainCsv    *csv,
                        ChainBuffer *buffer);
void chain_csv_header  (ChainCsv    *csv,
                        const char  *names);
void chain_csv_text    (ChainCsv    *csv,
                        const char  *text);
void chain_csv_number  (ChainCsv    *csv,
                        double       value);
void chain_csv_count   (ChainCsv    *csv,
                        uint64_t     value);
void chain_csv_newline (ChainCsv    *csv);
bool chain_csv_end     (ChainCsv    *csv);

#define CHAIN_CSV_SERIES_HEADER "series,first_step,last_step,first,min,max,last"

void chain_csv_series  (ChainCsv          *csv,
                        const char        *name,
                        const ChainSeries *series);
