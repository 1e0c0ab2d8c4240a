// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-number.h"

/* How many steps before the divergence are shown. */
#define SHOWN_STEPS 20

/* The derivation's sign of a parameter, as markup. */
static void
get_sign (ChainShape shape,
          gsize      parameter,
          char       sign[CHAIN_PARAMETER_NAME_SIZE])
{
  static const char *const signs[] = { "W₁", "b₁", "W₂", "b₂", "W₃", "b₃" };

  if (chain_shape_n_parameters (shape) == G_N_ELEMENTS (signs))
    g_strlcpy (sign, signs[parameter], CHAIN_PARAMETER_NAME_SIZE);
  else
    chain_parameter_name (shape, parameter, sign);
}

static gboolean
is_from_start (const ChainRun *run)
{
  return run->diverged_step == run->step;
}

static void
add_loss (const ChainRun *run,
          GString        *text)
{
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, run->diverged_step);
  char loss[CHAIN_NUMBER_SIZE];

  chain_number_significant (loss, run->diverged_loss, 3);
  if (isfinite (run->diverged_loss))
    g_string_append_printf (text, _("The run diverged at step %s, with a loss of %s."), step, loss);
  else
    g_string_append_printf (text, _("The run diverged at step %s, with a loss beyond all numbers."), step);
}

static void
add_stability (const ChainRun *run,
               GString        *text)
{
  double limit = chain_run_limit (run);
  char product[CHAIN_NUMBER_SIZE];

  /* of another state it would explain nothing */
  if (!isfinite (limit) || run->diagnosis.step != run->step)
    return;

  chain_number_significant (product, 2.0 * run->step_size / limit, 3);
  g_string_append_c (text, ' ');
  /* Translators: the step size times the sharpness; above 2, gradient descent is unstable */
  g_string_append_printf (text, _("At the step before, α·λ was %s, and above 2 each step overshoots further."),
                          product);
}

static void
add_runaway (const ChainRun *run,
             GString        *text)
{
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, run->runaway_step);
  char sign[CHAIN_PARAMETER_NAME_SIZE];

  get_sign (run->shape, run->runaway, sign);
  g_string_append_c (text, ' ');
  /* Translators: a parameter, and a step; “blew up”: became more than ten times as large as at the start */
  g_string_append_printf (text, _("%s blew up first, about step %s."), sign, step);
}

/**
 * chain_window_show_divergence:
 *
 * Says that the run has diverged, why, and what can be done, or takes that back.
 */
void
chain_window_show_divergence (ChainWindow *self)
{
  const ChainRun *run = &self->run;
  gboolean diverged = run->status == CHAIN_SESSION_DIVERGED;
  g_autoptr (GString) text = g_string_new (NULL);

  if (diverged)
    {
      if (is_from_start (run))
        g_string_append (text, _("With these weights the loss is not finite, so there is nothing to learn from. "
                                 "Choose others."));
      else
        {
          add_loss (run, text);
          add_stability (run, text);
          add_runaway (run, text);
        }
      /* the text is announced when it changes: not without need */
      if (g_strcmp0 (gtk_label_get_label (self->banner_label), text->str) != 0)
        gtk_label_set_markup (self->banner_label, text->str);
      gtk_widget_set_visible (self->retry_button, !is_from_start (run));
      gtk_widget_set_visible (self->show_button, !is_from_start (run));
    }
  else
    gtk_label_set_text (self->banner_label, "");

  if (gtk_info_bar_get_revealed (self->banner) != diverged)
    gtk_info_bar_set_revealed (self->banner, diverged);
}

static void
on_retry (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);

  if (self->run.status != CHAIN_SESSION_DIVERGED || is_from_start (&self->run))
    {
      chain_window_show_note (self, _("The run has not diverged."));
      return;
    }

  chain_plot_model_show_all (chain_plot_board_get_model (self->board));
  chain_window_retry (self, self->run.learning_rate / 3.0);
}

static void
on_show (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ChainWindow *self = CHAIN_WINDOW (widget);
  double step = (double) self->run.diverged_step;
  const ChainPlotChoices *choices = chain_plot_model_get_choices (chain_plot_board_get_model (self->board));

  if (self->run.status != CHAIN_SESSION_DIVERGED)
    {
      chain_window_show_note (self, _("The run has not diverged."));
      return;
    }

  if (choices->steps.low <= choices->steps.high)
    chain_plot_model_show_all (chain_plot_board_get_model (self->board));
  else
    chain_plot_board_show_steps (self->board, (ChainRange) { fmax (step - SHOWN_STEPS, 0.0), step + 1.0 });
}

/**
 * chain_window_install_divergence:
 *
 * Gives the class what the banner offers.
 */
void
chain_window_install_divergence (GtkWidgetClass *widget_class)
{
  chain_window_install_action (widget_class, "win.retry", NULL, on_retry);
  chain_window_install_action (widget_class, "win.show-divergence", NULL, on_show);
}
