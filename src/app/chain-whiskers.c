// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-whiskers.h"

#include <string.h>

void
chain_whiskers_clear (ChainWhiskers *whiskers)
{
  memset (whiskers->used, 0, sizeof whiskers->used);
  whiskers->interval = 0;
}

/* Goes on to the interval of @number, forgetting those that it leaves behind. */
static void
go_on (ChainWhiskers *whiskers,
       gint64         number)
{
  gint64 steps = MIN (number - whiskers->interval, CHAIN_WHISKERS_INTERVALS);

  for (gint64 i = 0; i < steps; i++)
    whiskers->used[(number - i) % CHAIN_WHISKERS_INTERVALS] = FALSE;
  whiskers->interval = number;
}

/**
 * chain_whiskers_add:
 * @microseconds: the time, of a clock that never goes back
 * @n: of @values, always the same number
 */
void
chain_whiskers_add (ChainWhiskers *whiskers,
                    gint64         microseconds,
                    gsize          n,
                    const double  *values)
{
  gsize slot;

  if (microseconds / CHAIN_WHISKERS_MICROSECONDS > whiskers->interval)
    go_on (whiskers, microseconds / CHAIN_WHISKERS_MICROSECONDS);

  slot = (gsize) (whiskers->interval % CHAIN_WHISKERS_INTERVALS);
  if (!whiskers->used[slot])
    {
      memcpy (whiskers->least[slot], values, n * sizeof *values);
      memcpy (whiskers->largest[slot], values, n * sizeof *values);
      whiskers->used[slot] = TRUE;
      return;
    }

  for (gsize i = 0; i < n; i++)
    {
      whiskers->least[slot][i] = MIN (whiskers->least[slot][i], values[i]);
      whiskers->largest[slot][i] = MAX (whiskers->largest[slot][i], values[i]);
    }
}

/**
 * chain_whiskers_get:
 * @least: (out): @n values
 * @largest: (out): @n values
 *
 * Returns: whether there is any value
 */
gboolean
chain_whiskers_get (const ChainWhiskers *whiskers,
                    gsize                n,
                    double              *least,
                    double              *largest)
{
  gboolean any = FALSE;

  for (gsize slot = 0; slot < CHAIN_WHISKERS_INTERVALS; slot++)
    {
      if (!whiskers->used[slot])
        continue;
      for (gsize i = 0; i < n; i++)
        {
          least[i] = any ? MIN (least[i], whiskers->least[slot][i]) : whiskers->least[slot][i];
          largest[i] = any ? MAX (largest[i], whiskers->largest[slot][i]) : whiskers->largest[slot][i];
        }
      any = TRUE;
    }

  return any;
}
