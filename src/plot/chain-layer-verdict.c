// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-layer-verdict.h"

#include <math.h>
#include <stdbool.h>

#include "chain-plot-i18n.h"

/* The largest finite size of each layer in @sizes; false where one of a layer is not finite. */
static void
measure (ChainShape    shape,
         const double *sizes,
         double        largest[CHAIN_N_LAYERS],
         bool          finite[CHAIN_N_LAYERS])
{
  for (int layer = 0; layer < CHAIN_N_LAYERS; layer++)
    {
      size_t first = chain_shape_group_offset (shape, (ChainGroup) (2 * layer));
      size_t end = first + chain_shape_group_length (shape, (ChainGroup) (2 * layer))
                   + chain_shape_group_length (shape, (ChainGroup) (2 * layer + 1));

      largest[layer] = 0.0;
      finite[layer] = true;
      for (size_t i = first; i < end; i++)
        if (isfinite (sizes[i]))
          largest[layer] = fmax (largest[layer], fabs (sizes[i]));
        else
          finite[layer] = false;
    }
}

/* The largest gradient that a single sample has for each parameter: these do not cancel. */
static void
measure_samples (ChainShape          shape,
                 const double       *parameters,
                 const ChainDataset *samples,
                 double              sizes[CHAIN_MAX_PARAMETERS])
{
  size_t n = chain_shape_n_parameters (shape);
  size_t looked_at = samples->n < CHAIN_LAYER_SAMPLES ? samples->n : CHAIN_LAYER_SAMPLES;
  ChainForward forward;
  ChainBackward backward;

  for (size_t i = 0; i < n; i++)
    sizes[i] = 0.0;
  for (size_t k = 0; k < looked_at; k++)
    {
      size_t sample = looked_at > 1 ? k * (samples->n - 1) / (looked_at - 1) : 0;

      chain_network_forward (shape, parameters, samples->x[sample], &forward);
      chain_network_backward (shape, parameters, &forward, samples->y[sample], &backward);
      for (size_t i = 0; i < n; i++)
        sizes[i] = fmax (sizes[i], fabs (backward.gradients[i]));
    }
}

/**
 * chain_layer_states_find:
 * @gradients: of the whole network over all samples, in flat order
 * @parameters: (nullable): likewise
 * @samples: (nullable): in the units of the network; without them or @parameters, @gradients
 *   stand for those of the samples
 *
 * With mₗ the largest gradient in layer l, and sₗ the largest that a single sample has there:
 *
 *     exploding   if a gradient of the layer is not finite, or mₗ > 1000
 *     vanishing   if sₗ < S/100, where S is the largest s of all layers
 *     settled     if mₗ < sₗ/10⁶, or S = 0
 *     healthy     otherwise
 *
 * Near a minimum, on a plateau and at a saddle the gradients are small because those of the samples
 * cancel, and nothing is wrong with any layer. What vanishes is lost on the way back, sample by sample:
 * so it is the samples' own gradients that are compared, with those of the layer that gets most of
 * the error. Exploding is absolute: with 1000 and a learning rate of 0.01, a step moves a weight of
 * ordinary size by ten.
 */
void
chain_layer_states_find (ChainLayerState      layers[CHAIN_N_LAYERS],
                         ChainShape           shape,
                         const double        *gradients,
                         const double        *parameters,
                         const ChainDataset  *samples)
{
  double sizes[CHAIN_MAX_PARAMETERS];
  double gradient[CHAIN_N_LAYERS], sample[CHAIN_N_LAYERS], most = 0.0;
  bool finite[CHAIN_N_LAYERS], ignored[CHAIN_N_LAYERS];

  measure (shape, gradients, gradient, finite);
  if (parameters != NULL && samples != NULL && samples->n > 0)
    {
      measure_samples (shape, parameters, samples, sizes);
      measure (shape, sizes, sample, ignored);
    }
  else
    measure (shape, gradients, sample, ignored);
  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    most = fmax (most, sample[i]);

  for (int i = 0; i < CHAIN_N_LAYERS; i++)
    {
      ChainLayerVerdict verdict = CHAIN_LAYER_VERDICT_HEALTHY;

      if (!finite[i] || gradient[i] > CHAIN_LAYER_EXPLODING_SIZE)
        verdict = CHAIN_LAYER_VERDICT_EXPLODING;
      else if (sample[i] < CHAIN_LAYER_VANISHING_RATIO * most)
        verdict = CHAIN_LAYER_VERDICT_VANISHING;
      else if (most == 0.0 || gradient[i] < CHAIN_LAYER_SETTLED_RATIO * sample[i])
        verdict = CHAIN_LAYER_VERDICT_SETTLED;
      layers[i] = (ChainLayerState) { gradient[i], sample[i], most > 0.0 ? sample[i] / most : 0.0, verdict };
    }
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
    case CHAIN_LAYER_VERDICT_SETTLED:
      /* Translators: of the gradients of a layer: at rest, in balance */
      return _("settled");
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
    case CHAIN_LAYER_VERDICT_SETTLED:
      return _("The gradients of the samples cancel to less than a millionth: the layer is at rest.");
    case CHAIN_LAYER_VERDICT_VANISHING:
      return _("A sample’s gradient in this layer is less than a hundredth of that in another layer: "
               "it is lost on its way back.");
    case CHAIN_LAYER_VERDICT_EXPLODING:
      return _("The layer’s largest gradient is above 1000, or not a finite number.");
    default:
      return _("A sample’s gradient in this layer is at least a hundredth of that in any other layer, "
               "the samples do not cancel, and no gradient is above 1000.");
    }
}
