// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-panel.h"

#include <string.h>

#include "chain-experiment-file.h"

typedef struct
{
  const ChainExperiment *experiment; /* borrowed */
} ChainPanelPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ChainPanel, chain_panel, GTK_TYPE_BOX)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
chain_panel_class_init (ChainPanelClass *klass)
{
  /* The user wants another experiment, a pointer to which is the first argument; the second says
   * what undo takes back at once. */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", CHAIN_TYPE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
}

static void
chain_panel_init (ChainPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/**
 * chain_panel_set_experiment:
 * @experiment: what the panel shows and edits from now on; must live as long as the panel, and
 *   chain_panel_refresh() is to be called when it has changed
 */
void
chain_panel_set_experiment (ChainPanel            *self,
                            const ChainExperiment *experiment)
{
  ChainPanelPrivate *priv = chain_panel_get_instance_private (self);

  g_return_if_fail (CHAIN_IS_PANEL (self) && experiment != NULL);

  priv->experiment = experiment;
  chain_panel_refresh (self);
}

const ChainExperiment *
chain_panel_get_experiment (ChainPanel *self)
{
  ChainPanelPrivate *priv = chain_panel_get_instance_private (self);

  g_return_val_if_fail (CHAIN_IS_PANEL (self), NULL);

  return priv->experiment;
}

/**
 * chain_panel_refresh:
 *
 * Shows the experiment as it is now.
 */
void
chain_panel_refresh (ChainPanel *self)
{
  ChainPanelPrivate *priv = chain_panel_get_instance_private (self);

  g_return_if_fail (CHAIN_IS_PANEL (self));

  if (priv->experiment != NULL)
    CHAIN_PANEL_GET_CLASS (self)->show (self, priv->experiment);
}

/* Reads @setting into a copy of the panel's experiment as the file would: the same rules, also
 * those between keys, and the same sentences. */
static gboolean
make_changed (ChainPanel       *self,
              const char       *key,
              const char       *setting,
              ChainExperiment  *changed,
              GError          **error)
{
  ChainPanelPrivate *priv = chain_panel_get_instance_private (self);
  const char *settings[] = { setting, NULL };
  ChainExperiment start = *priv->experiment; /* borrows its arrays */
  g_autofree char *text = NULL;

  start.has_state = false;
  if (g_str_equal (key, "samples-file"))
    start.n_samples = 0; /* they come from one place */
  text = chain_experiment_to_text (&start);
  if (!chain_experiment_init (changed))
    g_error ("no memory for an experiment");
  if (chain_experiment_parse (changed, text, -1, settings, error))
    return TRUE;

  chain_experiment_clear (changed);
  return FALSE;
}

/**
 * chain_panel_edit:
 * @key: of the experiment file
 * @text: its new value as the file writes it
 *
 * Asks for the experiment with another value.
 *
 * Returns: %FALSE where the file would refuse it
 */
gboolean
chain_panel_edit (ChainPanel  *self,
                  const char  *key,
                  const char  *text,
                  GError     **error)
{
  g_autofree char *setting = g_strconcat (key, "=", text, NULL);
  ChainExperiment changed;

  if (!make_changed (self, key, setting, &changed, error))
    return FALSE;

  chain_panel_replace (self, &changed, key);
  chain_experiment_clear (&changed);
  return TRUE;
}

/**
 * chain_panel_edit_row:
 * @row: has been edited, and bears the key that it edits
 *
 * chain_panel_edit() with what @row has; where that is refused the row has its old value again
 * and says why.
 */
void
chain_panel_edit_row (ChainPanel     *self,
                      ChainNumberRow *row)
{
  g_autofree char *text = chain_number_row_dup_text (row);
  g_autoptr (GError) error = NULL;

  if (chain_panel_edit (self, chain_number_row_get_key (row), text, &error))
    return;

  chain_panel_refresh (self);
  chain_number_row_refuse (row, error->message);
}

/**
 * chain_panel_replace:
 * @changed: a changed copy of the panel's experiment
 * @gesture: what undo takes back at once
 *
 * Asks for @changed.
 */
void
chain_panel_replace (ChainPanel            *self,
                     const ChainExperiment *changed,
                     const char            *gesture)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, changed, gesture);
}
