// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-history.h"

#include <math.h>

#include "chain-cli.h"
#include "chain-kernel.h"

/* step,loss,W1,…,b3,dW1,…,db3 */
static void
write_header (ChainCliHistory *history)
{
  static const char *const prefixes[] = { "", "d" };
  ChainShape shape = chain_session_get_experiment (history->session)->shape;

  chain_output_printf (history->output, chain_session_has_batches (history->session) ? "step,batch-loss,loss"
                                                                                      : "step,loss");
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    for (gsize p = 0; p < history->n_parameters; p++)
      {
        char name[CHAIN_PARAMETER_NAME_SIZE];

        chain_parameter_name (shape, p, name);
        chain_output_printf (history->output, ",%s%s", prefixes[i], name);
      }
  chain_output_printf (history->output, "\n");
}

/**
 * chain_cli_history_open:
 * @history: (out): to be cleared with chain_cli_history_clear(), whether this succeeds or not
 * @path: the CSV file
 * @session: the run, which must outlive @history
 * @every: the distance between rows, at least 1
 */
gboolean
chain_cli_history_open (ChainCliHistory     *history,
                        const char          *path,
                        const ChainSession  *session,
                        guint64              every,
                        GError             **error)
{
  *history = (ChainCliHistory) {
    .output = chain_output_open (path, error),
    .session = session,
    .n_parameters = chain_shape_n_parameters (chain_session_get_experiment (session)->shape),
    .every = every,
    .is_empty = TRUE,
  };
  if (history->output == NULL)
    return FALSE;

  write_header (history);
  return TRUE;
}

/**
 * chain_cli_history_next:
 *
 * Rows lie at whole multiples of their distance, also in a run that begins at a later step, so
 * that the histories of its parts make that of the whole.
 *
 * Returns: the first step after @step that has a row
 */
guint64
chain_cli_history_next (const ChainCliHistory *history,
                        guint64                step)
{
  return step + (history->every - step % history->every);
}

static void
write_values (ChainCliHistory *history,
              const double    *values)
{
  for (gsize p = 0; p < history->n_parameters; p++)
    {
      char buffer[CHAIN_DECIMAL_SIZE];

      chain_output_printf (history->output, ",%s", chain_cli_number (values[p], buffer));
    }
}

static gboolean
all_finite (const double *values,
            gsize         n)
{
  for (gsize i = 0; i < n; i++)
    if (!isfinite (values[i]))
      return FALSE;

  return TRUE;
}

/* Writes the row of @point, the state after @step updates, if all in it is finite. */
static gboolean
write_row (ChainCliHistory  *history,
           guint64           step,
           const ChainPoint *point)
{
  gboolean has_batches = chain_session_has_batches (history->session);
  const ChainDataset *dataset = chain_session_get_dataset (history->session);
  ChainShape shape = chain_session_get_experiment (history->session)->shape;
  double losses[2] = { point->loss, point->loss }; /* of the batch and of the whole data */
  double whole[CHAIN_MAX_PARAMETERS];
  const double *gradients = point->gradients;
  char buffer[CHAIN_DECIMAL_SIZE];

  if (has_batches)
    {
      losses[1] = chain_kernel_evaluate (shape, point->parameters, dataset->n, dataset->x, dataset->y, whole);
      gradients = whole;
    }
  if (!all_finite (losses, 2) || !all_finite (point->parameters, history->n_parameters)
      || !all_finite (gradients, history->n_parameters))
    return FALSE;

  chain_output_printf (history->output, "%" G_GUINT64_FORMAT, step);
  for (gsize i = has_batches ? 0 : 1; i < 2; i++)
    chain_output_printf (history->output, ",%s", chain_cli_number (losses[i], buffer));
  write_values (history, point->parameters);
  write_values (history, gradients);
  chain_output_printf (history->output, "\n");
  history->is_empty = FALSE;
  history->last_row = step;
  return TRUE;
}

/**
 * chain_cli_history_add:
 *
 * Writes the row of the run's present state.
 */
void
chain_cli_history_add (ChainCliHistory *history)
{
  write_row (history, chain_session_get_step (history->session), chain_session_get_point (history->session));
}

/**
 * chain_cli_history_end:
 *
 * Writes the last row at the end of the run, if it is not there yet: the state that broke a
 * diverged run where it is finite, otherwise the present one.
 */
void
chain_cli_history_end (ChainCliHistory *history)
{
  const ChainSession *session = history->session;

  if (chain_session_get_status (session) == CHAIN_SESSION_DIVERGED
      && write_row (history, chain_session_get_diverged_step (session), chain_session_get_diverged (session)))
    return;

  if (history->is_empty || history->last_row != chain_session_get_step (session))
    chain_cli_history_add (history);
}

/**
 * chain_cli_history_close:
 *
 * Returns: %FALSE where the file could not be written whole; it is as it was then
 */
gboolean
chain_cli_history_close (ChainCliHistory  *history,
                         GError          **error)
{
  return chain_output_close (g_steal_pointer (&history->output), error);
}

void
chain_cli_history_clear (ChainCliHistory *history)
{
  g_clear_pointer (&history->output, chain_output_discard);
}
