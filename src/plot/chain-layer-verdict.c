// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-layer-verdict.h"

#include <math.h>
#include <stdbool.h>

#include "chain-plot-i18n.h"

/**
 * chain_layer_verdict_of_layer:
 * @gradients: of the whole network, in flat order
 * @layer: 1 to 3
 *
 * With mₗ the largest size of a gradient in layer l, and M the largest m of all layers:
 *
 *     exploding   if a gradient of the layer is not finite, or mₗ > 1000
 *     vanishing   if mₗ < M/1000, or mₗ = 0
 *     healthy     otherwise
 *
 * Vanishing is relative: near a minimum all gradients are small, and nothing is wrong. A layer
 * that gets a thousand times less than another stands still while that one learns. Exploding is
 * absolute: with 1000 and a learning rate of 0.01, a step moves a weight of ordinary size by ten.
 *
 * Returns: the verdict
 */
ChainLayerVerdict
chain_layer_verdict_of_layer (ChainShape    shape,
                        const double *gradients,
                        int           layer)
{
  double own = 0.0, most = 0.0;
  bool finite = true;

  for (ChainGroup group = CHAIN_W1; group < CHAIN_N_GROUPS; group++)
    {
      const double *values = gradients + chain_shape_group_offset (shape, group);

      for (size_t i = 0; i < chain_shape_group_length (shape, group); i++)
        {
          double size = fabs (values[i]);
          bool mine = (int) group / 2 == layer - 1;

          if (!isfinite (size))
            finite = finite && !mine;
          else
            {
              most = fmax (most, size);
              own = mine ? fmax (own, size) : own;
            }
        }
    }

  if (!finite || own > CHAIN_LAYER_VERDICT_EXPLODING_SIZE)
    return CHAIN_LAYER_VERDICT_EXPLODING;

  return own == 0.0 || own < CHAIN_LAYER_VERDICT_VANISHING_RATIO * most ? CHAIN_LAYER_VERDICT_VANISHING
                                                                  : CHAIN_LAYER_VERDICT_HEALTHY;
}

/**
 * chain_layer_verdict_name:
 *
 * Returns: one translated word
 */
const char *
chain_layer_verdict_name (ChainLayerVerdict verdict)
{
  switch (verdict)
    {
    case CHAIN_LAYER_VERDICT_VANISHING:
      return _("vanishing");
    case CHAIN_LAYER_VERDICT_EXPLODING:
      return _("exploding");
    default:
      return _("healthy");
    }
}

/**
 * chain_layer_verdict_explain:
 *
 * Returns: the criterion, a translated sentence for a tooltip
 */
const char *
chain_layer_verdict_explain (ChainLayerVerdict verdict)
{
  switch (verdict)
    {
    case CHAIN_LAYER_VERDICT_VANISHING:
      return _("The layer’s largest gradient is less than a thousandth of the largest of all layers.");
    case CHAIN_LAYER_VERDICT_EXPLODING:
      return _("The layer’s largest gradient is above 1000, or not a finite number.");
    default:
      return _("The layer’s largest gradient is at least a thousandth of the largest of all layers, "
               "and at most 1000.");
    }
}
