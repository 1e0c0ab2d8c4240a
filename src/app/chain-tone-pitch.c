// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-tone.h"

#include <math.h>

#define LOWEST 110.0
#define OCTAVES 3.0  /* between the floor and the start */
#define DECADES 6.0  /* likewise, of the loss */
#define MOST (4.0 / 3.0)

/**
 * chain_tone_pitch:
 * @loss: of the present step
 * @start: of the first step
 * @floor_loss: the least that can be reached; not finite for 0
 *
 * Returns: in Hz, 110 · 2^(3·s), where s = 1 + log₁₀ ((loss − floor) / (start − floor)) / 6 is kept
 *   between 0 and 4/3: 880 Hz at the start, half an octave less for each decade, 110 Hz at a millionth of the
 *   way to the floor and below, and 1,760 Hz at most for a loss that rises
 */
double
chain_tone_pitch (double loss,
                  double start,
                  double floor_loss)
{
  double least = isfinite (floor_loss) ? floor_loss : 0.0;
  double share = 1.0 + log10 ((loss - least) / (start - least)) / DECADES;

  if (!(loss > least))
    return LOWEST;
  if (!(start > least) || !isfinite (loss))
    return LOWEST * exp2 (OCTAVES * MOST);
  return LOWEST * exp2 (OCTAVES * fmin (fmax (share, 0.0), MOST));
}
