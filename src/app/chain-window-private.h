// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-data-panel.h"
#include "chain-export-job.h"
#include "chain-network-panel.h"
#include "chain-number-row.h"
#include "chain-optimizer-panel.h"
#include "chain-plot-board.h"
#include "chain-rate-panel.h"
#include "chain-readout.h"
#include "chain-run.h"
#include "chain-scenario-browser.h"
#include "chain-sheet-job.h"
#include "chain-stop-panel.h"
#include "chain-tone.h"
#include "chain-undo.h"
#include "chain-weights-panel.h"
#include "chain-window.h"

#define CHAIN_N_WEIGHTS 6 /* of the network with one neuron a layer */

struct _ChainWindow
{
  GtkApplicationWindow parent_instance;

  /* template */
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkButton *run_button;
  GtkStack *run_stack;
  GtkAdjustment *speed;
  GtkScale *speed_scale;
  GtkLabel *speed_label;
  GtkWidget *sidebar;
  ChainRatePanel *rate_panel;
  ChainWeightsPanel *weights_panel;
  ChainDataPanel *data_panel;
  ChainOptimizerPanel *optimizer_panel;
  ChainNetworkPanel *network_panel;
  ChainStopPanel *stop_panel;
  ChainPlotBoard *board;
  ChainPlotView *fit;       /* the board's, like the following */
  ChainPlotView *loss;
  ChainPlotView *gradients;
  GMenu *recent_menu;
  GtkMenuButton *scenarios_button;
  ChainScenarioBrowser *scenarios;
  GtkInfoBar *banner;
  GtkLabel *banner_label;
  GtkWidget *retry_button;
  GtkWidget *show_button;
  GtkInfoBar *recovery;
  GtkInfoBar *message;
  GtkLabel *message_label;
  ChainReadout *readout;
  GtkLabel *note;
  GtkWidget *verdict;
  GtkLabel *verdict_label;
  GtkButton *verdict_button;

  /* in the panels */
  ChainNumberRow *learning_rate;
  ChainNumberRow *weights[CHAIN_N_WEIGHTS];

  ChainTrainer *trainer; /* NULL once the window is closed */
  ChainRun run;
  gboolean running;      /* as asked for */
  gboolean steered;      /* something was changed live by hand since the start of the run */
  bool frozen[CHAIN_MAX_PARAMETERS]; /* as asked for */
  uint64_t load_serial;  /* of the last load: snapshots of an older generation are dropped */
  uint64_t last_serial;  /* of the last command */
  uint64_t shown_serial; /* of the last command in what is shown */
  const ChainSnapshot *seen;
  guint tick;
  gint64 frame_interval; /* microseconds between two drawings of a run at least */
  gint64 frame_due;
  gboolean presentation;
  gboolean had_sidebar;  /* before the presentation */
  gboolean was_fullscreen;
  gint64 readout_time;

  ChainUndo *undo;
  guint64 revision;       /* of the experiment: each change gives it another */
  guint64 last_revision;
  ChainDocument *document;
  guint verdict_kind;     /* what there would be to say, a ChainVerdictKind */
  gint64 verdict_time;    /*   and since when */
  guint held_key;
  GQueue deferred;        /* actions that wait for what was typed before them */

  unsigned wants;         /* ChainWant: what snapshots hold */
  gboolean export_pending;
  uint64_t export_serial; /* what an export waits for */
  ChainExportChoices export_choices;
  ChainSheetFormat sheet_format;  /* that was chosen last */

  GtkDialog *question;       /* about what would be lost, while it is open */
  gboolean closing;          /* for good */
  gboolean close_when_saved;
  char *recovery_path;       /* where unsaved changes are kept, once there were any */
  guint recovery_timeout;
  char *recoverable;         /* what can be recovered, while that is offered */
  GtkNativeDialog *chooser;
  GFile *chooser_folder;  /* where the next one begins; NULL: wherever it was the last time */
  guint note_timeout;
  gboolean note_is_of_run;   /* and goes with it */
  uint64_t change_serial;    /* of a live change that may be refused yet, or 0 */
  guint flash_timeout;
  ChainTone *tone;           /* NULL while none is wished for */
};

/* chain-window-run.c: the run and what shows it */
void     chain_window_load                (ChainWindow           *self,
                                           const ChainExperiment *experiment);
void     chain_window_restart             (ChainWindow           *self,
                                           gboolean               keep_running);
void     chain_window_apply_experiment    (ChainWindow           *self,
                                           const ChainExperiment *experiment,
                                           const char            *gesture);
void     chain_window_set_running         (ChainWindow           *self,
                                           gboolean               running);
void     chain_window_step                (ChainWindow           *self,
                                           uint64_t               n);
void     chain_window_set_learning_rate   (ChainWindow           *self,
                                           double                 learning_rate);
void     chain_window_set_frozen          (ChainWindow           *self,
                                           gsize                  parameter,
                                           gboolean               frozen);
void     chain_window_new_weights         (ChainWindow           *self);
void     chain_window_continue            (ChainWindow           *self);
void     chain_window_set_weight          (ChainWindow           *self,
                                           gsize                  parameter,
                                           double                 value);
void     chain_window_set_time_limit      (ChainWindow           *self,
                                           double                 seconds);
void     chain_window_set_speed           (ChainWindow           *self,
                                           double                 steps_per_second);
void     chain_window_want                (ChainWindow           *self,
                                           unsigned               wants);
void     chain_window_stop_ticking        (ChainWindow           *self);
void     chain_window_apply_preferences   (ChainWindow           *self);

void     chain_window_retry               (ChainWindow           *self,
                                           double                 learning_rate);
void     chain_window_restore             (ChainWindow           *self,
                                           const ChainMoment     *moment);

/* chain-window-undo.c: what can be taken back */
void     chain_window_init_undo           (ChainWindow           *self);
void     chain_window_install_undo        (GtkWidgetClass        *widget_class);
void     chain_window_remember            (ChainWindow           *self,
                                           const char            *gesture);
void     chain_window_remember_run        (ChainWindow           *self);
gboolean chain_window_is_modified         (ChainWindow           *self);

/* chain-window-divergence.c: a run that cannot go on */
void     chain_window_install_divergence  (GtkWidgetClass        *widget_class);
void     chain_window_show_divergence     (ChainWindow           *self);

/* chain-window-verdict.c: what is happening, and what can be done about it */
void     chain_window_install_verdict     (GtkWidgetClass        *widget_class);
void     chain_window_show_verdict        (ChainWindow           *self);

/* chain-window-close.c: unsaved changes, asked about and kept */
void     chain_window_install_close       (GtkWidgetClass        *widget_class);
gboolean chain_window_ask_before_closing  (ChainWindow           *self);
void     chain_window_was_saved           (ChainWindow           *self);
void     chain_window_keep_for_recovery   (ChainWindow           *self);
void     chain_window_forget_recovery     (ChainWindow           *self);
void     chain_window_offer_recovery      (ChainWindow           *self);

/* chain-window-files.c: experiments in files */
typedef void (*ChainFileChosen) (ChainWindow *self,
                                 GFile       *file);

void     chain_window_install_files       (GtkWidgetClass        *widget_class);
void     chain_window_init_files          (ChainWindow           *self);
void     chain_window_update_recent       (ChainWindow           *self);
gboolean chain_window_choose_file         (ChainWindow           *self,
                                           const char            *title,
                                           GtkFileChooserAction   action,
                                           const char            *kind,
                                           const char            *suffix,
                                           const char            *suggestion,
                                           ChainFileChosen        chosen);
void     chain_window_take_file           (ChainWindow           *self,
                                           GFile                 *file);
char    *chain_window_get_path            (ChainWindow           *self,
                                           GFile                 *file);
char    *chain_window_dup_name            (ChainWindow           *self);
void     chain_window_replace             (ChainWindow           *self,
                                           const ChainExperiment *experiment,
                                           GFile                 *file);
gboolean chain_window_save                (ChainWindow           *self,
                                           GFile                 *file);

/* chain-window-sidebar.c: the groups of controls */
void     chain_window_bind_sidebar        (GtkWidgetClass        *widget_class);
void     chain_window_init_sidebar        (ChainWindow           *self);
void     chain_window_show_sidebar        (ChainWindow           *self);
void     chain_window_show_steered        (ChainWindow           *self);
void     chain_window_show_limit          (ChainWindow           *self);
void     chain_window_commit_typing       (ChainWindow           *self);

/* chain-window-presentation.c: for a projector */
void     chain_window_install_presentation (GtkWidgetClass       *widget_class);
void     chain_window_set_presentation    (ChainWindow           *self,
                                           gboolean               presentation);

/* chain-window-actions.c: what all actions have in common, and the other actions */
void     chain_window_install_action      (GtkWidgetClass        *widget_class,
                                           const char            *name,
                                           const char            *parameter_type,
                                           GtkWidgetActionActivateFunc activate);
void     chain_window_perform_deferred    (ChainWindow           *self);
void     chain_window_forget_deferred     (ChainWindow           *self);
void     chain_window_install_actions     (GtkWidgetClass        *widget_class);

/* chain-window-export.c: pictures and data */
void     chain_window_install_export      (GtkWidgetClass        *widget_class);
void     chain_window_init_export         (ChainWindow           *self);
void     chain_window_export_ready        (ChainWindow           *self);
ChainPortrait *chain_window_new_portrait  (ChainWindow           *self);
void     chain_window_choose_export       (ChainWindow           *self,
                                           const char            *title,
                                           const char            *kind,
                                           const char            *extension,
                                           const char            *stem,
                                           ChainFileChosen        chosen,
                                           gpointer               order,
                                           GDestroyNotify         destroy);
char    *chain_window_get_export_path     (ChainWindow           *self,
                                           GFile                 *file);
void     chain_window_export              (ChainWindow           *self,
                                           ChainPortrait         *portrait,
                                           const ChainExportChoices *choices,
                                           const char            *path);
void     chain_window_export_sheet        (ChainWindow           *self,
                                           ChainSheetMoment      *moment,
                                           const ChainSheetChoices *choices,
                                           ChainSheetFormat       format,
                                           const char            *path);

/* chain-window-tone.c: the loss to be heard */
void     chain_window_update_tone         (ChainWindow           *self);

/* chain-window-sheet.c: the worked sheet */
void     chain_window_install_sheet       (GtkWidgetClass        *widget_class);

/* chain-window.c: what the window says */
void     chain_window_notify_running      (ChainWindow           *self);
void     chain_window_show_message        (ChainWindow           *self,
                                           const char            *message);
void     chain_window_show_note           (ChainWindow           *self,
                                           const char            *note);
void     chain_window_show_run_note       (ChainWindow           *self,
                                           const char            *note);
void     chain_window_clear_run_note      (ChainWindow           *self);
void     chain_window_show_title          (ChainWindow           *self);
void     chain_window_show_experiment     (ChainWindow           *self);
