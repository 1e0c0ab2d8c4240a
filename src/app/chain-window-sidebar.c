// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include "chain-field.h"
#include "chain-popovers.h"
#include "chain-settings.h"

/* The sidebar: what its groups want is done here, and what is done is shown in them. */

/* ---- what is wanted ---- */

static void
on_panel_edited (ChainWindow *self,
                 gpointer     experiment,
                 const char  *gesture)
{
  chain_window_apply_experiment (self, experiment, gesture);
}

static void
on_time_limit (ChainWindow *self)
{
  double seconds = chain_number_row_get_value (chain_stop_panel_get_seconds (self->stop_panel));

  chain_window_set_time_limit (self, seconds > 0.0 ? seconds : INFINITY);
}

static void
on_rate (ChainWindow *self)
{
  chain_window_set_learning_rate (self, chain_number_row_get_value (self->learning_rate));
}

static void
on_locked (ChainWindow *self,
           guint        parameter,
           gboolean     locked)
{
  chain_window_set_frozen (self, parameter, locked);
}

static void
on_new_weights (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  chain_window_new_weights (CHAIN_WINDOW (widget));
}

static void
on_continue (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  chain_window_continue (CHAIN_WINDOW (widget));
}

static void
on_sidebar_visible (ChainWindow *self)
{
  GtkWidget *focus;

  chain_popovers_close (self->sidebar);
  /* nor may keys go to what cannot be seen */
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (!gtk_widget_get_visible (self->sidebar) && focus != NULL && gtk_widget_is_ancestor (focus, self->sidebar))
    gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->run_button));
  if (self->presentation)
    return;

  chain_settings_set (CHAIN_SETTINGS_SIDEBAR, g_variant_new_boolean (gtk_widget_get_visible (self->sidebar)));
}

/* ---- what is folded ---- */

/* The groups by their names in the settings, from top to bottom. */
static const char *const group_names[] = { "learning-rate", "weights", "data", "optimizer", "network", "stop" };

#define N_GROUPS G_N_ELEMENTS (group_names)

static void
get_groups (ChainWindow *self,
            ChainFold   *groups[N_GROUPS])
{
  GtkWidget *panels[N_GROUPS] = { GTK_WIDGET (self->rate_panel), GTK_WIDGET (self->weights_panel),
                                  GTK_WIDGET (self->data_panel), GTK_WIDGET (self->optimizer_panel),
                                  GTK_WIDGET (self->network_panel), GTK_WIDGET (self->stop_panel) };

  for (guint i = 0; i < N_GROUPS; i++)
    groups[i] = CHAIN_FOLD (gtk_widget_get_first_child (panels[i]));
}

static void
on_group_folded (ChainWindow *self)
{
  const char *folded[N_GROUPS];
  ChainFold *groups[N_GROUPS];
  gssize n = 0;

  chain_popovers_close (self->sidebar);
  get_groups (self, groups);
  for (guint i = 0; i < N_GROUPS; i++)
    if (chain_fold_get_folded (groups[i]))
      folded[n++] = group_names[i];
  chain_settings_set (CHAIN_SETTINGS_FOLDED, g_variant_new_strv (folded, n));
}

static void
init_groups (ChainWindow *self)
{
  g_autoptr (GVariant) value = chain_settings_get (CHAIN_SETTINGS_FOLDED);
  g_autofree const char **folded = g_variant_get_strv (value, NULL);
  ChainFold *groups[N_GROUPS];

  get_groups (self, groups);
  for (guint i = 0; i < N_GROUPS; i++)
    {
      chain_fold_set_folded (groups[i], g_strv_contains (folded, group_names[i]));
      g_signal_connect_object (groups[i], "notify::folded", G_CALLBACK (on_group_folded), self, G_CONNECT_SWAPPED);
    }
}

/* ---- what is shown ---- */

/**
 * chain_window_show_sidebar:
 *
 * Shows the run's initial values in the sidebar.
 */
void
chain_window_show_sidebar (ChainWindow *self)
{
  GtkWidget *panels[] = { GTK_WIDGET (self->rate_panel), GTK_WIDGET (self->weights_panel),
                          GTK_WIDGET (self->data_panel), GTK_WIDGET (self->optimizer_panel),
                          GTK_WIDGET (self->network_panel), GTK_WIDGET (self->stop_panel) };

  chain_popovers_close (self->sidebar);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    chain_panel_refresh (CHAIN_PANEL (panels[i]));

  for (guint i = 0; i < CHAIN_N_WEIGHTS; i++)
    self->weights[i] = chain_weights_panel_get_row (self->weights_panel, i);
  chain_weights_panel_set_frozen (self->weights_panel, self->frozen);
}

/**
 * chain_window_show_steered:
 *
 * Shows what changes while the run goes on.
 */
void
chain_window_show_steered (ChainWindow *self)
{
  chain_rate_panel_set_rate (self->rate_panel, self->run.learning_rate);
  chain_weights_panel_set_frozen (self->weights_panel, self->frozen);
}

/**
 * chain_window_show_limit:
 *
 * Marks on the learning rate's slider where it becomes unstable now.
 */
void
chain_window_show_limit (ChainWindow *self)
{
  chain_rate_panel_set_limit (self->rate_panel, chain_run_limit (&self->run),
                              self->run.step_size / self->run.learning_rate);
}

/* ---- what is being typed ---- */

/**
 * chain_window_commit_typing:
 *
 * Takes over what is typed in a field and not entered yet: what is shown is what is meant. To be
 * called before whatever uses the experiment and is no action of the window: those do it all.
 */
void
chain_window_commit_typing (ChainWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *field = focus != NULL ? gtk_widget_get_ancestor (focus, CHAIN_TYPE_FIELD) : NULL;

  if (field != NULL)
    chain_field_commit (CHAIN_FIELD (field));
}

/* ---- the object ---- */

/**
 * chain_window_bind_sidebar:
 *
 * Binds the sidebar's part of the template, and gives the class its actions.
 */
void
chain_window_bind_sidebar (GtkWidgetClass *widget_class)
{
  g_type_ensure (CHAIN_TYPE_RATE_PANEL);
  g_type_ensure (CHAIN_TYPE_WEIGHTS_PANEL);
  g_type_ensure (CHAIN_TYPE_DATA_PANEL);
  g_type_ensure (CHAIN_TYPE_OPTIMIZER_PANEL);
  g_type_ensure (CHAIN_TYPE_NETWORK_PANEL);
  g_type_ensure (CHAIN_TYPE_STOP_PANEL);

  gtk_widget_class_bind_template_child (widget_class, ChainWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, rate_panel);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, weights_panel);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, data_panel);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, optimizer_panel);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, network_panel);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, stop_panel);
  gtk_widget_class_bind_template_callback (widget_class, on_panel_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_rate);
  gtk_widget_class_bind_template_callback (widget_class, on_time_limit);
  gtk_widget_class_bind_template_callback (widget_class, on_locked);

  chain_window_install_action (widget_class, "win.new-weights", NULL, on_new_weights);
  chain_window_install_action (widget_class, "win.continue", NULL, on_continue);
}

/**
 * chain_window_init_sidebar:
 *
 * Lets the groups show the run's experiment, as the template has been made.
 */
void
chain_window_init_sidebar (ChainWindow *self)
{
  GtkWidget *panels[] = { GTK_WIDGET (self->rate_panel), GTK_WIDGET (self->weights_panel),
                          GTK_WIDGET (self->data_panel), GTK_WIDGET (self->optimizer_panel),
                          GTK_WIDGET (self->network_panel), GTK_WIDGET (self->stop_panel) };
  g_autoptr (GVariant) visible = chain_settings_get (CHAIN_SETTINGS_SIDEBAR);
  g_autoptr (GPropertyAction) action = g_property_action_new ("sidebar", self->sidebar, "visible");

  self->learning_rate = chain_rate_panel_get_row (self->rate_panel);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    chain_panel_set_experiment (CHAIN_PANEL (panels[i]), &self->run.experiment);

  init_groups (self);
  gtk_widget_set_visible (self->sidebar, g_variant_get_boolean (visible));
  g_signal_connect_object (self->sidebar, "notify::visible", G_CALLBACK (on_sidebar_visible), self,
                           G_CONNECT_SWAPPED);
  chain_popovers_watch (GTK_SCROLLED_WINDOW (self->sidebar));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}
