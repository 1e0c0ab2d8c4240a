// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-derivation.h"

#include <math.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

/* What the next step makes of the gradients: each optimiser's rule (see chain_optimizer_update())
 * with its numbers. */

typedef struct
{
  ChainDerivation *derivation;
  gsize index;
  ChainSymbol theta, gradient; /* the parameter's */
  const ChainQuantity *g;
  ChainQuantity alpha;
} Update;

static ChainSymbol
plain (ChainSymbolName name)
{
  return (ChainSymbol) { .name = name };
}

/* Numbers of the experiment are what their text says. */
static ChainQuantity
given (double value)
{
  return chain_quantity_new (value, TRUE);
}

static int
digits (const Update *update)
{
  return update->derivation->source->digits;
}

static ChainBlock *
last_block (const Update *update)
{
  GPtrArray *blocks = update->derivation->sheet->blocks;

  return g_ptr_array_index (blocks, blocks->len - 1);
}

/* Writes a line as “left ← …”. */
static ChainQuantity
assign (Update      *update,
        ChainLine   *line,
        ChainSymbol  left)
{
  ChainQuantity value = chain_line_finish (line, update->derivation->sheet, chain_token_symbol (left), digits (update));

  last_block (update)->assigns = TRUE;
  chain_derivation_compare (update->derivation, left, &value);
  return value;
}

/* A line that begins with θ − α · … */
static ChainLine *
begin_step (const Update *update)
{
  ChainLine *line = chain_line_new ("·");

  chain_line_term (line, FALSE);
  chain_line_factor (line, update->theta, &update->derivation->parameters[update->index]);
  chain_line_term (line, TRUE);
  chain_line_factor (line, plain (CHAIN_SYMBOL_ALPHA), &update->alpha);
  return line;
}

/* W₁ ← W₁ − α · ∂L/∂W₁ (derivation, “Gradient Descent Update”) */
static void
descend (Update *update)
{
  ChainLine *line = begin_step (update);

  chain_line_factor (line, update->gradient, update->g);
  assign (update, line, update->theta);
}

/* v ← μ·v + g */
static ChainQuantity
accelerate (Update *update)
{
  const ChainExplanationSource *source = update->derivation->source;
  ChainQuantity mu = given (source->optimizer.momentum);
  ChainQuantity v = given (source->moments->first[update->index]);
  ChainLine *line = chain_line_new ("·");

  chain_line_term (line, FALSE);
  chain_line_factor (line, plain (CHAIN_SYMBOL_MU), &mu);
  chain_line_factor (line, plain (CHAIN_SYMBOL_V), &v);
  chain_line_term (line, FALSE);
  chain_line_factor (line, update->gradient, update->g);
  return assign (update, line, plain (CHAIN_SYMBOL_V));
}

/* θ ← θ − α·v; Nesterov: θ ← θ − α·g − α·μ·v */
static void
step_by_velocity (Update *update)
{
  const ChainOptimizer *optimizer = &update->derivation->source->optimizer;
  ChainQuantity mu = given (optimizer->momentum);
  ChainQuantity v = accelerate (update);
  ChainLine *line = begin_step (update);

  if (optimizer->kind == CHAIN_OPTIMIZER_NESTEROV)
    {
      chain_line_factor (line, update->gradient, update->g);
      chain_line_term (line, TRUE);
      chain_line_factor (line, plain (CHAIN_SYMBOL_ALPHA), &update->alpha);
      chain_line_factor (line, plain (CHAIN_SYMBOL_MU), &mu);
    }
  chain_line_factor (line, plain (CHAIN_SYMBOL_V), &v);
  assign (update, line, update->theta);
}

/* mean ← decay·mean + g − decay·g, of the gradient or of its square */
static ChainQuantity
average (Update          *update,
         ChainSymbolName  mean,
         double           old,
         ChainSymbolName  decay,
         double           decay_value,
         gboolean         square)
{
  ChainQuantity m = given (old), beta = given (decay_value);
  ChainLine *line = chain_line_new ("·");

  chain_line_term (line, FALSE);
  chain_line_factor (line, plain (decay), &beta);
  chain_line_factor (line, plain (mean), &m);
  for (int part = 0; part < 2; part++)
    {
      chain_line_term (line, part == 1);
      if (part == 1)
        chain_line_factor (line, plain (decay), &beta);
      if (square)
        chain_line_square (line, update->gradient, update->g);
      else
        chain_line_factor (line, update->gradient, update->g);
    }
  return assign (update, line, plain (mean));
}

/* G ← G + g² */
static ChainQuantity
accumulate (Update *update)
{
  ChainQuantity G = given (update->derivation->source->moments->second[update->index]);
  ChainLine *line = chain_line_new ("·");

  chain_line_term (line, FALSE);
  chain_line_factor (line, plain (CHAIN_SYMBOL_G), &G);
  chain_line_term (line, FALSE);
  chain_line_square (line, update->gradient, update->g);
  return assign (update, line, plain (CHAIN_SYMBOL_G));
}

/* θ − α·m / (√v + ε) */
static double
scaled_step (const double *operands)
{
  return operands[0] - operands[1] * operands[2] / (sqrt (operands[3]) + operands[4]);
}

static double
without_bias (const double *operands)
{
  return operands[0] / (1.0 - operands[1]);
}

static void
put_symbol (GArray      *tokens,
            const char  *before,
            ChainSymbol  symbol,
            gboolean     root)
{
  ChainToken token = chain_token_symbol (symbol);

  token.root = root;
  chain_tokens_append (tokens, chain_token_text (before));
  chain_tokens_append (tokens, token);
}

/* @direction is what takes the place of the gradient, @scale the mean or sum of its squares. */
static void
step_by_scale (Update              *update,
               ChainSymbol          direction,
               const ChainQuantity *direction_value,
               ChainSymbolName      scale,
               const ChainQuantity *scale_value)
{
  ChainDerivation *derivation = update->derivation;
  ChainQuantity operands[] = {
    derivation->parameters[update->index], update->alpha, *direction_value, *scale_value,
    given (derivation->source->optimizer.epsilon),
  };
  GArray *symbolic = chain_tokens_new ();

  put_symbol (symbolic, "", update->theta, FALSE);
  put_symbol (symbolic, " - ", plain (CHAIN_SYMBOL_ALPHA), FALSE);
  put_symbol (symbolic, "·", direction, FALSE);
  put_symbol (symbolic, " / (", plain (scale), TRUE);
  put_symbol (symbolic, " + ", plain (CHAIN_SYMBOL_EPSILON), FALSE);
  chain_tokens_append (symbolic, chain_token_text (")"));
  chain_line_function (derivation->sheet, chain_token_symbol (update->theta), digits (update), symbolic,
                       operands, scaled_step);
  last_block (update)->assigns = TRUE;
}

/* m̂ = m / (1 − βᵗ) */
static ChainQuantity
correct (Update              *update,
         ChainSymbolName      corrected,
         ChainSymbolName      mean,
         const ChainQuantity *mean_value,
         ChainSymbolName      power,
         double               power_value)
{
  ChainQuantity operands[] = { *mean_value, given (power_value) };
  GArray *symbolic = chain_tokens_new ();

  put_symbol (symbolic, "", plain (mean), FALSE);
  put_symbol (symbolic, " / (1 - ", plain (power), FALSE);
  chain_tokens_append (symbolic, chain_token_text (")"));
  return chain_line_function (update->derivation->sheet, chain_token_symbol (plain (corrected)), digits (update),
                              symbolic, operands, without_bias);
}

static void
step_by_adam (Update *update)
{
  const ChainExplanationSource *source = update->derivation->source;
  const ChainOptimizer *optimizer = &source->optimizer;
  const ChainMoments *moments = source->moments;
  ChainQuantity m = average (update, CHAIN_SYMBOL_M, moments->first[update->index], CHAIN_SYMBOL_BETA1,
                             optimizer->beta1, FALSE);
  ChainQuantity v = average (update, CHAIN_SYMBOL_V, moments->second[update->index], CHAIN_SYMBOL_BETA2,
                             optimizer->beta2, TRUE);
  ChainQuantity m_hat = correct (update, CHAIN_SYMBOL_M_HAT, CHAIN_SYMBOL_M, &m, CHAIN_SYMBOL_BETA1_POWER,
                                 moments->beta1_power * optimizer->beta1);
  ChainQuantity v_hat = correct (update, CHAIN_SYMBOL_V_HAT, CHAIN_SYMBOL_V, &v, CHAIN_SYMBOL_BETA2_POWER,
                                 moments->beta2_power * optimizer->beta2);

  step_by_scale (update, plain (CHAIN_SYMBOL_M_HAT), &m_hat, CHAIN_SYMBOL_V_HAT, &v_hat);
}

static void
explain_parameter (Update *update)
{
  const ChainExplanationSource *source = update->derivation->source;
  ChainQuantity scale;

  switch (source->optimizer.kind)
    {
    case CHAIN_OPTIMIZER_MOMENTUM:
    case CHAIN_OPTIMIZER_NESTEROV:
      step_by_velocity (update);
      break;
    case CHAIN_OPTIMIZER_ADAGRAD:
      scale = accumulate (update);
      step_by_scale (update, update->gradient, update->g, CHAIN_SYMBOL_G, &scale);
      break;
    case CHAIN_OPTIMIZER_RMSPROP:
      scale = average (update, CHAIN_SYMBOL_V, source->moments->second[update->index], CHAIN_SYMBOL_RHO,
                       source->optimizer.rho, TRUE);
      step_by_scale (update, update->gradient, update->g, CHAIN_SYMBOL_V, &scale);
      break;
    case CHAIN_OPTIMIZER_ADAM:
      step_by_adam (update);
      break;
    default:
      descend (update);
    }
}

static const char *
describe_optimizer (ChainOptimizerKind kind)
{
  static const char *const names[CHAIN_N_OPTIMIZERS] = {
    N_("gradient descent"), N_("momentum"), N_("Nesterov’s momentum"), N_("AdaGrad"), N_("RMSProp"), N_("Adam"),
  };

  return _(names[kind]);
}

/* The gradients of the step: of all samples, or of the one that there is. */
static void
explain_which (ChainDerivation *self)
{
  const ChainExplanationSource *source = self->source;
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, source->step + 1);

  chain_sheet_add_text (self->sheet, CHAIN_BLOCK_HEADING, _("Update by %s, step %s"),
                           describe_optimizer (source->optimizer.kind), step);
  if (source->batch_size > 0)
    chain_sheet_add_text (self->sheet, CHAIN_BLOCK_PARAGRAPH,
                             _("The run takes mini-batches of %d samples, and its next step uses the gradients of its own. Below is the step that all %d samples together would make."),
                             (int) source->batch_size, (int) source->dataset->n);
  else if (!source->batch && source->dataset->n > 1)
    chain_sheet_add_text (self->sheet, CHAIN_BLOCK_PARAGRAPH,
                             _("A step uses the mean of the gradients of all %d samples, not that of the sample above. The means are filled in here; the table of the batch shows where they come from."),
                             (int) source->dataset->n);
}

/**
 * chain_derivation_explain_update:
 *
 * The next step of the parameters that are asked for. The gradients are those of the loss of all
 * samples.
 */
void
chain_derivation_explain_update (ChainDerivation *self)
{
  const ChainExplanationSource *source = self->source;

  explain_which (self);
  for (gsize index = 0; index < chain_shape_n_parameters (source->shape); index++)
    {
      ChainSymbol theta = chain_symbol_of_parameter (source->shape, index);
      Update update = { self, index, theta, theta, &self->step_gradients[index], given (source->step_size) };

      if (!chain_derivation_is_wanted (self, index))
        continue;

      update.gradient.form = CHAIN_FORM_GRADIENT;
      if (source->frozen[index])
        {
          chain_line_value (self->sheet, chain_token_symbol (theta), source->digits, &self->parameters[index]);
          last_block (&update)->remark = g_strdup (_("It is frozen and keeps its value."));
        }
      else
        explain_parameter (&update);
    }
}
