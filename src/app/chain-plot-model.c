// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-plot-model.h"

#include <math.h>

#include "chain-whiskers.h"

struct _ChainPlotModel
{
  GObject parent_instance;

  const ChainRun *run;       /* the window's */
  ChainPlotChoices choices;
  ChainPictures *pictures;
  GSimpleActionGroup *actions;

  guint revision;            /* of what legends depend on */
  gboolean had_point;
  gboolean had_floor;
  gsize n_parameters;
  gsize first_parameter;
  gsize n_norms;

  guint loads;               /* of the run, when the following were made */
  gboolean has_monotone;
  ChainMonotoneFit monotone;
  ChainWhiskers *whiskers;
  uint64_t whisker_step;     /* the last one in them */
};

G_DEFINE_FINAL_TYPE (ChainPlotModel, chain_plot_model, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_POINTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- choices that are on or off, as actions ---- */

static const struct
{
  const char *name;
  gsize offset;
  ChainPictureMask pictures;
} toggles[] = {
  { "residuals", G_STRUCT_OFFSET (ChainPlotChoices, show_residuals), 1u << CHAIN_PICTURE_FIT },
  { "monotone", G_STRUCT_OFFSET (ChainPlotChoices, show_monotone), 1u << CHAIN_PICTURE_FIT },
  { "contributions", G_STRUCT_OFFSET (ChainPlotChoices, show_contributions), 1u << CHAIN_PICTURE_FIT },
  { "log-loss", G_STRUCT_OFFSET (ChainPlotChoices, log_loss), 1u << CHAIN_PICTURE_LOSS },
  { "log-steps", G_STRUCT_OFFSET (ChainPlotChoices, log_steps), CHAIN_PICTURES_TIME },
  { "linear-gradients", G_STRUCT_OFFSET (ChainPlotChoices, linear_gradients), 1u << CHAIN_PICTURE_GRADIENTS },
  { "factors", G_STRUCT_OFFSET (ChainPlotChoices, show_factors),
    1u << CHAIN_PICTURE_GRADIENTS | 1u << CHAIN_PICTURE_FACTORS },
  { "log-parameters", G_STRUCT_OFFSET (ChainPlotChoices, log_parameters), 1u << CHAIN_PICTURE_PARAMETERS },
  { "linear-norms", G_STRUCT_OFFSET (ChainPlotChoices, linear_norms), 1u << CHAIN_PICTURE_NORMS },
};

static gboolean *
get_toggle (ChainPlotModel *self,
            guint           i)
{
  return G_STRUCT_MEMBER_P (&self->choices, toggles[i].offset);
}

static void
on_toggle (GSimpleAction *action,
           GVariant      *state,
           gpointer       data)
{
  ChainPlotModel *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    if (g_str_equal (toggles[i].name, g_action_get_name (G_ACTION (action))))
      {
        *get_toggle (self, i) = g_variant_get_boolean (state);
        /* what was zoomed into on one kind of axis is nowhere on the other */
        if (g_str_equal (toggles[i].name, "log-loss"))
          chain_range_init (&self->choices.losses);
        chain_plot_model_changed (self, toggles[i].pictures);
      }
}

static void
on_show_all (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  chain_plot_model_show_all (data);
}

/* Which parameters of a wide network are shown over time. */
static void
on_traces (GSimpleAction *action,
           GVariant      *state,
           gpointer       data)
{
  ChainPlotModel *self = data;

  self->choices.traces = g_variant_get_uint32 (state);
  self->choices.parameters_hidden = 0;
  g_simple_action_set_state (action, state);
  chain_plot_model_changed (self, 1u << CHAIN_PICTURE_PARAMETERS);
}

static void
add_actions (ChainPlotModel *self)
{
  g_autoptr (GSimpleAction) traces = g_simple_action_new_stateful ("traces", G_VARIANT_TYPE_UINT32,
                                                                   g_variant_new_uint32 (CHAIN_TRACES_SPREAD));
  g_autoptr (GSimpleAction) show_all = g_simple_action_new ("show-all", NULL);

  self->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    {
      g_autoptr (GSimpleAction) action = NULL;

      action = g_simple_action_new_stateful (toggles[i].name, NULL, g_variant_new_boolean (*get_toggle (self, i)));
      g_signal_connect (action, "change-state", G_CALLBACK (on_toggle), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }

  g_signal_connect (traces, "change-state", G_CALLBACK (on_traces), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (traces));
  g_signal_connect (show_all, "activate", G_CALLBACK (on_show_all), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (show_all));
}

static void
update_actions (ChainPlotModel *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), toggles[i].name);

      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (*get_toggle (self, i)));
    }
}

/* ---- the run ---- */

static void
forget_monotone (ChainPlotModel *self)
{
  if (self->has_monotone)
    chain_monotone_fit_clear (&self->monotone);
  self->has_monotone = FALSE;
}

/* What belonged to another experiment must not be drawn with this one. */
static void
follow_loads (ChainPlotModel *self)
{
  if (self->loads == self->run->loads)
    return;

  self->loads = self->run->loads;
  self->revision++;
  forget_monotone (self);
  chain_whiskers_clear (self->whiskers);
  self->whisker_step = self->run->step;
  self->choices.has_range = FALSE;
  self->choices.has_crosshair = FALSE;
  self->choices.neuron = -1;
  self->choices.check.is_complete = FALSE;
  if (self->choices.probe_sample >= (gssize) self->run->samples.n)
    self->choices.probe_sample = -1;
  chain_range_init (&self->choices.steps);
  chain_range_init (&self->choices.losses);
}

static void
follow_structure (ChainPlotModel *self)
{
  const ChainRun *run = self->run;
  gboolean has_floor = isfinite (run->floor);

  if (self->had_point == run->has_point && self->had_floor == has_floor
      && self->n_parameters == run->parameters.n
      && self->first_parameter == run->parameters.index[0] && self->n_norms == run->norms.n)
    return;

  self->had_point = run->has_point;
  self->had_floor = has_floor;
  self->n_parameters = run->parameters.n;
  self->first_parameter = run->parameters.index[0];
  self->n_norms = run->norms.n;
  self->revision++;
}

static void
update_whiskers (ChainPlotModel *self)
{
  gsize n = chain_shape_n_parameters (self->run->shape);

  /* the last step of a run is made when it runs no more, and belongs to the range all the same */
  if (!self->run->running && self->run->step == self->whisker_step)
    return;

  self->whisker_step = self->run->step;
  chain_whiskers_add (self->whiskers, g_get_monotonic_time (), n, self->run->point.gradients);
  self->choices.has_range = chain_whiskers_get (self->whiskers, n, self->choices.least, self->choices.largest);
}

static const ChainMonotoneFit *
get_monotone (ChainPlotModel *self)
{
  if (!self->choices.show_monotone || self->run->shape.hidden1 > 1 || self->run->shape.hidden2 > 1)
    return NULL;

  if (!self->has_monotone)
    self->has_monotone = chain_monotone_fit_init (&self->monotone, &self->run->samples);
  return self->has_monotone ? &self->monotone : NULL;
}

/* ---- the object ---- */

static void
chain_plot_model_finalize (GObject *object)
{
  ChainPlotModel *self = CHAIN_PLOT_MODEL (object);

  forget_monotone (self);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->pictures, g_free);
  g_clear_pointer (&self->whiskers, g_free);

  G_OBJECT_CLASS (chain_plot_model_parent_class)->finalize (object);
}

static void
chain_plot_model_class_init (ChainPlotModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chain_plot_model_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CHAIN_TYPE_PLOT_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_POINTED] =
    g_signal_new ("pointed", CHAIN_TYPE_PLOT_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
chain_plot_model_init (ChainPlotModel *self)
{
  chain_plot_choices_init (&self->choices);
  self->pictures = g_new0 (ChainPictures, 1);
  self->whiskers = g_new0 (ChainWhiskers, 1);
  add_actions (self);
}

ChainPlotModel *
chain_plot_model_new (void)
{
  return g_object_new (CHAIN_TYPE_PLOT_MODEL, NULL);
}

/**
 * chain_plot_model_set_run:
 * @run: borrowed: outlives the model, or is replaced before
 */
void
chain_plot_model_set_run (ChainPlotModel *self,
                          const ChainRun *run)
{
  g_return_if_fail (CHAIN_IS_PLOT_MODEL (self));

  self->run = run;
  if (run != NULL)
    chain_plot_model_update (self);
}

/**
 * chain_plot_model_update:
 *
 * Takes notice that the run is not what it was.
 */
void
chain_plot_model_update (ChainPlotModel *self)
{
  g_return_if_fail (CHAIN_IS_PLOT_MODEL (self));

  follow_loads (self);
  follow_structure (self);
  update_whiskers (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, CHAIN_PICTURES_ALL);
}

/**
 * chain_plot_model_get_run:
 *
 * Returns: (nullable): what the plots show
 */
const ChainRun *
chain_plot_model_get_run (ChainPlotModel *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_MODEL (self), NULL);

  return self->run;
}

/**
 * chain_plot_model_get_choices:
 *
 * Returns: to be changed; chain_plot_model_changed() afterwards
 */
ChainPlotChoices *
chain_plot_model_get_choices (ChainPlotModel *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_MODEL (self), NULL);

  return &self->choices;
}

/**
 * chain_plot_model_changed:
 * @pictures: those that the choices made look different
 */
void
chain_plot_model_changed (ChainPlotModel  *self,
                          ChainPictureMask pictures)
{
  g_return_if_fail (CHAIN_IS_PLOT_MODEL (self));

  self->revision++;
  update_actions (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, pictures);
}

/**
 * chain_plot_model_pointed:
 * @pictures: those that show the probe or the crosshair, which have moved, come or gone, or that
 *   depend on them in another way
 */
void
chain_plot_model_pointed (ChainPlotModel  *self,
                          ChainPictureMask pictures)
{
  g_return_if_fail (CHAIN_IS_PLOT_MODEL (self));

  g_signal_emit (self, signals[SIGNAL_POINTED], 0, pictures);
}

/**
 * chain_plot_model_show_all:
 *
 * Shows all steps and losses there are, instead of what was zoomed into.
 */
void
chain_plot_model_show_all (ChainPlotModel *self)
{
  g_return_if_fail (CHAIN_IS_PLOT_MODEL (self));

  chain_range_init (&self->choices.steps);
  chain_range_init (&self->choices.losses);
  chain_plot_model_changed (self, CHAIN_PICTURES_TIME);
}

/**
 * chain_plot_model_show_steps:
 * @steps: of them, what there is
 *
 * Looks at @steps, at least at as many as make a line. All of them is not a choice but none: so the
 * axis follows the run.
 */
void
chain_plot_model_show_steps (ChainPlotModel *self,
                             ChainRange      steps)
{
  const ChainSeries *losses;
  double first, last;

  g_return_if_fail (CHAIN_IS_PLOT_MODEL (self) && self->run != NULL);

  losses = self->run->losses;
  first = (double) losses->start;
  last = losses->count > 0 ? (double) (losses->start + losses->count - 1) : 0.0;
  steps.low = fmax (steps.low, first);
  steps.high = fmin (steps.high, last);
  if (steps.high - steps.low < 2.0)
    {
      double middle = (steps.low + steps.high) / 2.0;

      steps.low = fmax (first, floor (middle) - 1.0);
      steps.high = fmin (last, steps.low + 2.0);
    }

  if ((steps.low <= first && steps.high >= last) || !(steps.low < steps.high))
    chain_range_init (&self->choices.steps);
  else
    self->choices.steps = steps;
  chain_plot_model_changed (self, CHAIN_PICTURES_TIME);
}

/**
 * chain_plot_model_describe:
 *
 * Returns: the plots as they are to be drawn now; valid until the next call
 */
const ChainPictures *
chain_plot_model_describe (ChainPlotModel   *self,
                           const ChainStyle *style)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_MODEL (self) && self->run != NULL, NULL);

  follow_loads (self);
  chain_pictures_describe (self->pictures, self->run, &self->choices, get_monotone (self), style);
  return self->pictures;
}

/**
 * chain_plot_model_get_revision:
 *
 * Returns: a number that is another one as soon as a legend may be
 */
guint
chain_plot_model_get_revision (ChainPlotModel *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_MODEL (self), 0);

  return self->revision;
}

/**
 * chain_plot_model_get_actions:
 *
 * Returns: (transfer none): the choices as actions, for menus and keys
 */
GActionGroup *
chain_plot_model_get_actions (ChainPlotModel *self)
{
  g_return_val_if_fail (CHAIN_IS_PLOT_MODEL (self), NULL);

  return G_ACTION_GROUP (self->actions);
}
