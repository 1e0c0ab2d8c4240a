// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-cli-history.h"

#include <math.h>

#include "chain-cli.h"

/* step,loss,W1,…,b3,dW1,…,db3 */
static void
write_header (ChainCliHistory *history)
{
  static const char *const prefixes[] = { "", "d" };

  chain_output_printf (history->output, "step,loss");
  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    for (gsize p = 0; p < chain_shape_n_parameters (history->shape); p++)
      {
        char name[CHAIN_PARAMETER_NAME_SIZE];

        chain_parameter_name (history->shape, p, name);
        chain_output_printf (history->output, ",%s%s", prefixes[i], name);
      }
  chain_output_printf (history->output, "\n");
}

/**
 * chain_cli_history_open:
 * @history: (out): to be cleared with chain_cli_history_clear(), whether this succeeds or not
 * @path: the CSV file
 * @every: the distance between rows, at least 1
 */
gboolean
chain_cli_history_open (ChainCliHistory  *history,
                        const char       *path,
                        ChainShape        shape,
                        guint64           every,
                        GError          **error)
{
  *history = (ChainCliHistory) {
    .output = chain_output_open (path, error),
    .shape = shape,
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
  for (gsize p = 0; p < chain_shape_n_parameters (history->shape); p++)
    {
      char buffer[CHAIN_DECIMAL_SIZE];

      chain_output_printf (history->output, ",%s", chain_cli_number (values[p], buffer));
    }
}

/**
 * chain_cli_history_add:
 * @point: the finite state after @step updates
 *
 * Writes a row.
 */
void
chain_cli_history_add (ChainCliHistory  *history,
                       guint64           step,
                       const ChainPoint *point)
{
  char buffer[CHAIN_DECIMAL_SIZE];

  chain_output_printf (history->output, "%" G_GUINT64_FORMAT ",%s", step, chain_cli_number (point->loss, buffer));
  write_values (history, point->parameters);
  write_values (history, point->gradients);
  chain_output_printf (history->output, "\n");
  history->is_empty = FALSE;
  history->last_row = step;
}

static gboolean
is_finite (const ChainCliHistory *history,
           const ChainPoint      *point)
{
  for (gsize p = 0; p < chain_shape_n_parameters (history->shape); p++)
    if (!isfinite (point->parameters[p]) || !isfinite (point->gradients[p]))
      return FALSE;

  return isfinite (point->loss);
}

/**
 * chain_cli_history_end:
 * @session: the run, at its end
 *
 * Writes the last row, if it is not there yet: the state that broke a diverged run where it is
 * finite, otherwise the present one.
 */
void
chain_cli_history_end (ChainCliHistory    *history,
                       const ChainSession *session)
{
  guint64 step = chain_session_get_step (session);
  const ChainPoint *point = chain_session_get_point (session);

  if (chain_session_get_status (session) == CHAIN_SESSION_DIVERGED
      && is_finite (history, chain_session_get_diverged (session)))
    {
      step = chain_session_get_diverged_step (session);
      point = chain_session_get_diverged (session);
    }

  if ((history->is_empty || history->last_row != step) && is_finite (history, point))
    chain_cli_history_add (history, step, point);
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
