// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>

#include "chain-export-dialog.h"

/* ---- export ---- */

typedef struct
{
  ChainWindow *window;
  GApplication *application;
} ChainExport;

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ChainExport *export = data;
  ChainWindow *self = export->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = chain_export_finish (result, &error);

  /* the window may have been closed meanwhile; the picture is written all the same */
  if (self->trainer == NULL)
    {
      if (path == NULL)
        g_printerr ("chainrule: %s\n", error->message);
    }
  else if (path == NULL)
    chain_window_show_message (self, error->message);
  else
    {
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *note = g_strdup_printf (_("Saved “%s”"), name);

      chain_window_show_note (self, note);
      chain_window_show_message (self, NULL);
    }

  if (export->application != NULL)
    g_application_release (export->application);
  g_clear_object (&export->application);
  g_object_unref (export->window);
  g_free (export);
}

/**
 * chain_window_export:
 * @path: where to write a PNG
 *
 * Draws and writes a picture of what is shown now, off the main thread. The window says whether
 * it could; the program does not end before.
 */
void
chain_window_export (ChainWindow *self,
                     ChainPicture picture,
                     double       scale,
                     const char  *path)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  ChainExport *export = g_new0 (ChainExport, 1);
  ChainStyle style;

  export->window = g_object_ref (self);
  if (application != NULL)
    {
      export->application = G_APPLICATION (g_object_ref (application));
      g_application_hold (export->application);
    }

  chain_plot_view_get_style (self->fit, &style);
  chain_export_async (&self->run, style.font, picture, scale, path, on_exported, export);
}

static void
on_export_chosen (ChainWindow *self,
                  GFile       *file)
{
  g_autoptr (GFile) full = chain_window_with_extension (file, ".png");
  g_autofree char *path = chain_window_get_path (self, full);
  ChainPicture picture = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->chooser), "picture"));
  double *scale = g_object_get_data (G_OBJECT (self->chooser), "scale");

  if (path != NULL)
    chain_window_export (self, picture, *scale, path);
}

static void
on_picture_chosen (ChainExportDialog *dialog,
                   ChainWindow       *self)
{
  ChainPicture picture = chain_export_dialog_get_picture (dialog);
  double scale = chain_export_dialog_get_scale (dialog);
  g_autofree char *name = g_strconcat (chain_picture_get_file_name (picture), ".png", NULL);

  chain_window_choose_file (self, _("Export a Picture"), GTK_FILE_CHOOSER_ACTION_SAVE,
                            _("PNG pictures"), "png", name, on_export_chosen);
  g_object_set_data (G_OBJECT (self->chooser), "picture", GUINT_TO_POINTER (picture));
  g_object_set_data_full (G_OBJECT (self->chooser), "scale", g_memdup2 (&scale, sizeof scale), g_free);
}

static void
on_export (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  ChainExportDialog *dialog = chain_export_dialog_new (GTK_WINDOW (widget));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_picture_chosen), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- the run ---- */

static void
on_step (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  chain_window_step (CHAIN_WINDOW (widget), 1);
}

static void
on_steps (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  /* an action can be called from outside, with anything */
  chain_window_step (CHAIN_WINDOW (widget), (uint64_t) CLAMP (g_variant_get_int32 (parameter), 1, 1000000));
}

/* To the end of the epoch: with full batches each step is one. */
static void
on_epoch (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  gsize n = self->run.dataset.n;
  gsize batch = self->run.experiment.batch_size > 0 ? self->run.experiment.batch_size : n;
  gsize n_batches = (n + batch - 1) / batch;

  chain_window_step (self, n_batches - self->run.step % n_batches);
}

static void
on_reset (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  chain_window_restart (CHAIN_WINDOW (widget), FALSE);
}

/* ---- scenarios ---- */

/**
 * chain_window_take_scenario:
 *
 * Replaces the run by a paused one of @scenario; that can be undone.
 */
void
chain_window_take_scenario (ChainWindow         *self,
                            const ChainScenario *scenario)
{
  g_autoptr (GError) error = NULL;
  ChainExperiment experiment;

  if (!chain_experiment_init (&experiment))
    g_error ("no memory for an experiment");
  if (!chain_scenario_load (scenario, NULL, &experiment, &error))
    g_error ("%s: %s", scenario->id, error->message);
  chain_window_replace (self, &experiment, NULL);
  chain_experiment_clear (&experiment);
}

static void
on_scenarios (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_menu_button_popup (CHAIN_WINDOW (widget)->scenarios_button);
}

static void
on_scenario (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const ChainScenario *scenario = chain_scenario_find (g_variant_get_string (parameter, NULL));

  /* an action can be called from outside, with anything */
  if (scenario != NULL)
    chain_window_take_scenario (CHAIN_WINDOW (widget), scenario);
}

/**
 * chain_window_install_actions:
 *
 * Gives the class its actions, but for win.run, which is the property “running”. They are
 * always enabled: a disabled action disappears from assistive technologies.
 */
void
chain_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.step", NULL, on_step);
  gtk_widget_class_install_action (widget_class, "win.steps", "i", on_steps);
  gtk_widget_class_install_action (widget_class, "win.epoch", NULL, on_epoch);
  gtk_widget_class_install_action (widget_class, "win.reset", NULL, on_reset);
  gtk_widget_class_install_action (widget_class, "win.scenarios", NULL, on_scenarios);
  gtk_widget_class_install_action (widget_class, "win.scenario", "s", on_scenario);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, on_export);
}
