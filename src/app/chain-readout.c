// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-readout.h"

#include <glib/gi18n.h>
#include <math.h>

/* Significant digits of the loss. */
#define MIN_DIGITS 4
#define MAX_DIGITS 15

struct _ChainReadout
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *step;
  GtkLabel *loss;
  GtkLabel *gradient;
  GtkLabel *speed;

  double last_loss; /* shown before */
  uint64_t last_step;
  int digits;
};

G_DEFINE_FINAL_TYPE (ChainReadout, chain_readout, GTK_TYPE_BOX)

static char *
format_number (double value,
               int    digits)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];
  char *exponent;

  if (!isfinite (value))
    return g_strdup (_("not finite"));

  if (value != 0.0 && (fabs (value) < 1e-4 || fabs (value) >= 1e7))
    g_snprintf (format, sizeof format, "%%.%de", digits - 1);
  else if (fabs (value) >= pow (10.0, digits - 1))
    g_strlcpy (format, "%.0f", sizeof format);
  else
    g_snprintf (format, sizeof format, "%%#.%dg", digits);
  g_ascii_formatd (buffer, sizeof buffer, format, value);

  /* 6.021e-05 as people write it */
  exponent = strchr (buffer, 'e');
  if (exponent != NULL)
    {
      int power = (int) g_ascii_strtoll (exponent + 1, NULL, 10);

      *exponent = '\0';
      return g_strdup_printf ("%se%d", buffer, power);
    }

  return g_strdup (buffer);
}

/* As many digits as it takes to see the loss move: grows at once, and shrinks only where two
 * are too many, so that the line does not flicker. */
static int
choose_digits (ChainReadout   *self,
               const ChainRun *run)
{
  double moved = fabs (run->point.loss - self->last_loss);
  int needed;

  if (run->step < self->last_step || !isfinite (moved) || !(run->point.loss > 0.0))
    return MIN_DIGITS;
  if (run->step == self->last_step || moved == 0.0)
    return self->digits;

  needed = (int) ceil (log10 (run->point.loss / moved)) + 1;
  needed = CLAMP (needed, MIN_DIGITS, MAX_DIGITS);
  return needed < self->digits - 2 || needed > self->digits ? needed : self->digits;
}

static char *
format_speed (const ChainRun *run)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double speed = run->steps_per_second;

  if (!run->running)
    return g_strdup (run->status == CHAIN_SESSION_DIVERGED ? _("diverged") : _("paused"));
  if (!(speed > 0.0)) /* not measured yet */
    return g_strdup (_("running"));
  if (speed >= 1e6)
    {
      g_ascii_formatd (buffer, sizeof buffer, "%.2f", speed * 1e-6);
      return g_strdup_printf (_("%s million steps/s"), buffer);
    }

  g_ascii_formatd (buffer, sizeof buffer, speed < 10.0 ? "%.1f" : "%.0f", speed);
  return g_strdup_printf (_("%s steps/s"), buffer);
}

static void
chain_readout_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAIN_TYPE_READOUT);

  G_OBJECT_CLASS (chain_readout_parent_class)->dispose (object);
}

static void
chain_readout_class_init (ChainReadoutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chain_readout_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-readout.ui");
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, step);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, loss);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, gradient);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, speed);
}

static void
chain_readout_init (ChainReadout *self)
{
  self->digits = MIN_DIGITS;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * chain_readout_show:
 *
 * Shows where @run stands, for eyes and for whoever has it read out.
 */
void
chain_readout_show (ChainReadout   *self,
                    const ChainRun *run)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, run->step);
  g_autofree char *step = NULL;
  g_autofree char *loss = NULL;
  g_autofree char *gradient = NULL;
  g_autofree char *speed = NULL;
  g_autofree char *spoken = NULL;

  g_return_if_fail (CHAIN_IS_READOUT (self));

  if (!run->has_point)
    return;

  self->digits = choose_digits (self, run);
  self->last_loss = run->point.loss;
  self->last_step = run->step;
  step = g_strdup_printf (_("Step %s"), number);
  loss = format_number (run->point.loss, self->digits);
  gradient = format_number (chain_run_gradient_norm (run), MIN_DIGITS);
  speed = format_speed (run);

  gtk_label_set_text (self->step, step);
  gtk_label_set_text (self->loss, loss);
  gtk_label_set_text (self->gradient, gradient);
  gtk_label_set_text (self->speed, speed);

  /* Translators: read out by a screen reader; the last one is a speed, or “paused” */
  spoken = g_strdup_printf (_("Step %s, loss %s, gradient norm %s, %s"), number, loss, gradient, speed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
