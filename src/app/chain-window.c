// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-accessible.h"
#include "chain-popovers.h"
#include "chain-settings.h"
#include "chain-slider.h"
#include "chain-theme.h"
#include "chain-window-private.h"

#define NOTE_SECONDS 8

G_DEFINE_FINAL_TYPE (ChainWindow, chain_window, GTK_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_RUNNING = 1,
  PROP_PRESENTATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* ---- what the window says ---- */

/**
 * chain_window_notify_running:
 *
 * Shows on the button what it will do next, and tells whoever watches the action.
 */
void
chain_window_notify_running (ChainWindow *self)
{
  gtk_stack_set_visible_child_name (self->run_stack, self->running ? "pause" : "start");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->run_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->running ? _("Pause") : _("Start"), -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/**
 * chain_window_show_message:
 * @message: (nullable): what could not be done and why, until it is closed; %NULL for nothing
 */
void
chain_window_show_message (ChainWindow *self,
                           const char  *message)
{
  gtk_label_set_text (self->message_label, message != NULL ? message : "");
  gtk_info_bar_set_revealed (self->message, message != NULL);
}

static void
hide_note (ChainWindow *self)
{
  self->note_is_of_run = FALSE;
  gtk_label_set_text (self->note, "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), NULL);
  gtk_widget_show (self->verdict);
}

static gboolean
on_note_timeout (gpointer data)
{
  ChainWindow *self = data;

  self->note_timeout = 0;
  hide_note (self);
  return G_SOURCE_REMOVE;
}

/**
 * chain_window_show_note:
 * @note: a remark that goes away by itself
 */
void
chain_window_show_note (ChainWindow *self,
                        const char  *note)
{
  self->note_is_of_run = FALSE;
  gtk_widget_hide (self->verdict);
  gtk_label_set_text (self->note, note);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), note);
  g_clear_handle_id (&self->note_timeout, g_source_remove);
  self->note_timeout = g_timeout_add_seconds (NOTE_SECONDS, on_note_timeout, self);
}

/**
 * chain_window_show_run_note:
 * @note: a remark that goes away by itself, and with the run that it is about
 */
void
chain_window_show_run_note (ChainWindow *self,
                            const char  *note)
{
  chain_window_show_note (self, note);
  self->note_is_of_run = TRUE;
}

/**
 * chain_window_clear_run_note:
 *
 * To be called where what was said of the run holds no longer.
 */
void
chain_window_clear_run_note (ChainWindow *self)
{
  if (!self->note_is_of_run)
    return;

  g_clear_handle_id (&self->note_timeout, g_source_remove);
  hide_note (self);
}

/**
 * chain_window_show_title:
 *
 * Shows what the experiment is called, with a dot before it where there are unsaved changes.
 */
void
chain_window_show_title (ChainWindow *self)
{
  g_autofree char *name = chain_window_dup_name (self);
  g_autofree char *title = g_strconcat (chain_window_is_modified (self) ? "• " : "", name, NULL);

  gtk_label_set_text (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

/**
 * chain_window_show_experiment:
 *
 * Shows the run's initial values in the sidebar and what they are in the title.
 */
void
chain_window_show_experiment (ChainWindow *self)
{
  g_autofree char *subtitle = chain_run_dup_subtitle (&self->run);

  chain_window_show_title (self);
  gtk_label_set_text (self->subtitle, subtitle);
  chain_window_show_sidebar (self);
}

/* ---- what is done in it ---- */

/* The slider's right end is “as fast as can be”, what lies before it is a round number. */
static double
get_speed (ChainWindow *self)
{
  double position = gtk_adjustment_get_value (self->speed);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (position >= gtk_adjustment_get_upper (self->speed))
    return INFINITY;

  g_ascii_formatd (buffer, sizeof buffer, "%.2g", pow (10.0, position));
  return g_ascii_strtod (buffer, NULL);
}

static void
on_speed_changed (ChainWindow *self)
{
  double speed = get_speed (self);
  g_autofree char *text = NULL;

  /* Translators: steps in a second; “unlimited” is the end of that slider */
  text = isinf (speed) ? g_strdup (_("unlimited")) : g_strdup_printf (_("%.0f/s"), speed);
  gtk_label_set_text (self->speed_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->speed_scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  chain_window_set_speed (self, speed);
}

static void
on_scenario_chosen (ChainWindow *self,
                    guint        index)
{
  const ChainScenario *scenarios;
  gsize n;

  scenarios = chain_scenario_get_all (&n);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.scenario", "s", scenarios[index].id);
  /* what comes next is to start it */
  gtk_widget_grab_focus (GTK_WIDGET (self->run_button));
}

static void
on_menu_opened (ChainWindow *self)
{
  chain_window_update_recent (self);
}

static void
on_message_closed (ChainWindow *self)
{
  chain_window_show_message (self, NULL);
}

static void
chain_window_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (chain_window_parent_class)->css_changed (widget, change);
  chain_theme_mark (widget);
}

/* ---- the object ---- */

static void
restore_size (ChainWindow *self)
{
  g_autoptr (GVariant) width = chain_settings_get (CHAIN_SETTINGS_WIDTH);
  g_autoptr (GVariant) height = chain_settings_get (CHAIN_SETTINGS_HEIGHT);
  g_autoptr (GVariant) maximized = chain_settings_get (CHAIN_SETTINGS_MAXIMIZED);

  gtk_window_set_default_size (GTK_WINDOW (self), g_variant_get_int32 (width), g_variant_get_int32 (height));
  if (g_variant_get_boolean (maximized))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
chain_window_close_request (GtkWindow *window)
{
  ChainWindow *self = CHAIN_WINDOW (window);
  int width, height;

  chain_window_commit_typing (self);
  if (chain_window_ask_before_closing (self))
    return TRUE;

  /* GTK would never free those that are open */
  chain_popovers_close (GTK_WIDGET (self));
  chain_window_forget_recovery (self);
  chain_settings_set (CHAIN_SETTINGS_SPEED, g_variant_new_double (gtk_adjustment_get_value (self->speed)));
  gtk_window_get_default_size (window, &width, &height);
  chain_settings_set (CHAIN_SETTINGS_MAXIMIZED, g_variant_new_boolean (gtk_window_is_maximized (window)));
  if (width > 0 && height > 0)
    {
      chain_settings_set (CHAIN_SETTINGS_WIDTH, g_variant_new_int32 (width));
      chain_settings_set (CHAIN_SETTINGS_HEIGHT, g_variant_new_int32 (height));
    }

  return GTK_WINDOW_CLASS (chain_window_parent_class)->close_request (window);
}

static void
chain_window_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, CHAIN_WINDOW (object)->running);
      break;
    case PROP_PRESENTATION:
      g_value_set_boolean (value, CHAIN_WINDOW (object)->presentation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_window_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_RUNNING:
      /* a run that goes on would start again only to be paused */
      if (g_value_get_boolean (value))
        chain_window_commit_typing (CHAIN_WINDOW (object));
      chain_window_set_running (CHAIN_WINDOW (object), g_value_get_boolean (value));
      break;
    case PROP_PRESENTATION:
      chain_window_set_presentation (CHAIN_WINDOW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
chain_window_constructed (GObject *object)
{
  ChainWindow *self = CHAIN_WINDOW (object);
  g_autoptr (GVariant) speed = chain_settings_get (CHAIN_SETTINGS_SPEED);
  ChainExperiment experiment;

  G_OBJECT_CLASS (chain_window_parent_class)->constructed (object);

  restore_size (self);
  self->fit = chain_plot_board_get_view (self->board, CHAIN_PICTURE_FIT);
  self->loss = chain_plot_board_get_view (self->board, CHAIN_PICTURE_LOSS);
  self->gradients = chain_plot_board_get_view (self->board, CHAIN_PICTURE_GRADIENTS);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "plot",
                                  chain_plot_model_get_actions (chain_plot_board_get_model (self->board)));

  self->trainer = chain_trainer_new ();
  if (!chain_experiment_init (&experiment))
    g_error ("no memory for an experiment");
  chain_window_load (self, &experiment);
  chain_experiment_clear (&experiment);
  chain_plot_board_set_run (self->board, &self->run);
  chain_window_init_export (self);
  gtk_adjustment_set_value (self->speed, g_variant_get_double (speed));
  chain_window_apply_preferences (self);

  /* so that Space starts, and nothing else, before anything has been touched */
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->run_button));
}

static void
chain_window_dispose (GObject *object)
{
  ChainWindow *self = CHAIN_WINDOW (object);

  /* which keeps the sidebar, which keeps the group that the action is in */
  g_action_map_remove_action (G_ACTION_MAP (self), "sidebar");
  chain_window_stop_ticking (self);
  chain_window_forget_recovery (self);
  chain_window_forget_deferred (self);
  g_clear_pointer (&self->recoverable, g_free);
  g_clear_handle_id (&self->note_timeout, g_source_remove);
  g_clear_pointer (&self->trainer, chain_trainer_free);
  self->seen = NULL;
  g_clear_object (&self->chooser);
  g_clear_object (&self->chooser_folder);
  g_clear_pointer (&self->undo, chain_undo_free);
  g_clear_pointer (&self->document, chain_document_free);

  G_OBJECT_CLASS (chain_window_parent_class)->dispose (object);
}

static void
chain_window_finalize (GObject *object)
{
  chain_run_clear (&CHAIN_WINDOW (object)->run);

  G_OBJECT_CLASS (chain_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CHAIN_TYPE_PLOT_BOARD);
  g_type_ensure (CHAIN_TYPE_READOUT);
  g_type_ensure (CHAIN_TYPE_SCENARIO_BROWSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-window.ui");

  gtk_widget_class_bind_template_child (widget_class, ChainWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, run_button);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, run_stack);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, speed);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, speed_scale);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, speed_label);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, board);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, scenarios_button);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, scenarios);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, show_button);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, recovery);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, message);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, message_label);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, readout);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, note);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, verdict);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, ChainWindow, verdict_button);

  gtk_widget_class_bind_template_callback (widget_class, on_speed_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_message_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_scenario_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_opened);
}

static void
chain_window_class_init (ChainWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = chain_window_get_property;
  object_class->set_property = chain_window_set_property;
  object_class->constructed = chain_window_constructed;
  object_class->dispose = chain_window_dispose;
  object_class->finalize = chain_window_finalize;
  widget_class->css_changed = chain_window_css_changed;
  GTK_WINDOW_CLASS (klass)->close_request = chain_window_close_request;

  /* Whether the run goes on. */
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /* Larger text on the whole screen, without the controls. */
  properties[PROP_PRESENTATION] =
    g_param_spec_boolean ("presentation", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  chain_window_bind_sidebar (widget_class);
  gtk_widget_class_install_property_action (widget_class, "win.run", "running");
  chain_window_install_actions (widget_class);
  chain_window_install_export (widget_class);
  chain_window_install_sheet (widget_class);
  chain_window_install_files (widget_class);
  chain_window_install_close (widget_class);
  chain_window_install_undo (widget_class);
  chain_window_install_divergence (widget_class);
  chain_window_install_verdict (widget_class);
  chain_window_install_presentation (widget_class);
}

static void
chain_window_init (ChainWindow *self)
{
  chain_run_init (&self->run);
  gtk_widget_init_template (GTK_WIDGET (self));
  chain_window_init_sidebar (self);
  chain_window_init_undo (self);
  chain_window_init_files (self);
  chain_accessible_complete (GTK_WIDGET (self));
}

/**
 * chain_window_new:
 *
 * Returns: (transfer none): a window with the default experiment, paused at step 0; not shown yet
 */
ChainWindow *
chain_window_new (GtkApplication *application)
{
  return g_object_new (CHAIN_TYPE_WINDOW, "application", application, NULL);
}
