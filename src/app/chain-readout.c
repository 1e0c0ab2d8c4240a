// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-readout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "chain-locale.h"

/* What moves behind these digits of the loss is of no account, and in the end rounding. */
#define MOST_DIGITS 10

#define SPACING 14

/* In the order in which they stand. */
typedef enum
{
  ITEM_STEP,
  ITEM_LOSS,
  ITEM_BATCH,
  ITEM_R_SQUARED,
  ITEM_REACHABLE,
  ITEM_GRADIENT,
  ITEM_STABILITY,
  ITEM_SPEED,
  N_ITEMS
} Item;

/* The most important first: where there is no room for all, the last ones are left out. */
static const Item by_importance[N_ITEMS] = {
  ITEM_STEP, ITEM_LOSS, ITEM_SPEED, ITEM_STABILITY, ITEM_R_SQUARED, ITEM_GRADIENT, ITEM_BATCH, ITEM_REACHABLE
};

/* Without these the line says nothing. */
#define N_NEEDED 3

/* What stands around a value; step and speed stand for themselves. */
static const char *const item_ids[N_ITEMS] = {
  [ITEM_LOSS] = "loss_item",
  [ITEM_BATCH] = "batch_item",
  [ITEM_R_SQUARED] = "r_squared_item",
  [ITEM_REACHABLE] = "reachable_item",
  [ITEM_GRADIENT] = "gradient_item",
  [ITEM_STABILITY] = "stability_item",
};

struct _ChainReadout
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *items[N_ITEMS];
  GtkLabel *step;
  GtkLabel *loss;
  GtkLabel *batch;
  GtkLabel *r_squared;
  GtkLabel *reachable;
  GtkLabel *gradient;
  GtkLabel *stability;
  GtkLabel *speed;

  double last_loss; /* shown before */
  uint64_t last_step;
  int min_digits;
  int digits;   /* of the loss */
};

G_DEFINE_FINAL_TYPE (ChainReadout, chain_readout, GTK_TYPE_WIDGET)

/* “6.021×10⁻⁵” as the plots write it, yet in characters, which can be read out, too. */
static char *
format_number (double value,
               int    digits)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];
  g_autofree char *mantissa = NULL;
  char *exponent;
  GString *power;
  int n;

  if (!isfinite (value))
    return g_strdup (_("not finite"));

  if (value != 0.0 && (fabs (value) < 1e-4 || fabs (value) >= 1e6))
    g_snprintf (format, sizeof format, "%%.%de", digits - 1);
  else if (fabs (value) >= pow (10.0, digits - 1))
    g_strlcpy (format, "%.0f", sizeof format);
  else
    g_snprintf (format, sizeof format, "%%#.%dg", digits);
  g_ascii_formatd (buffer, sizeof buffer, format, value);

  exponent = strchr (buffer, 'e');
  if (exponent == NULL)
    return chain_locale_typeset (buffer);

  *exponent++ = '\0';
  mantissa = chain_locale_typeset (buffer);
  power = g_string_new (mantissa);
  n = (int) g_ascii_strtoll (exponent, NULL, 10);
  g_snprintf (buffer, sizeof buffer, "%d", ABS (n));
  g_string_append (power, n < 0 ? "×10⁻" : "×10");
  for (const char *digit = buffer; *digit != '\0'; digit++)
    g_string_append (power, raised[g_ascii_digit_value (*digit)]);

  return g_string_free (power, FALSE);
}

/* As many digits as it takes to see the loss move: grows at once, and shrinks only where two
 * are too many, so that the line does not flicker. A loss that moves by less than MOST_DIGITS show
 * stands still, and has those that the plots show. */
static int
choose_digits (ChainReadout   *self,
               const ChainRun *run)
{
  double moved = fabs (run->point.loss - self->last_loss);
  int needed;

  if (run->step < self->last_step || !isfinite (moved) || !(run->point.loss > 0.0))
    return self->min_digits;
  if (run->step == self->last_step || moved == 0.0)
    return MAX (self->digits, self->min_digits);

  needed = (int) ceil (log10 (run->point.loss / moved)) + 1;
  if (needed > MOST_DIGITS)
    return self->min_digits;

  needed = MAX (needed, self->min_digits);
  return needed < self->digits - 2 || needed > self->digits ? needed : self->digits;
}

static char *
format_speed (const ChainRun *run)
{
  g_autofree char *number = NULL;
  double speed = run->steps_per_second;

  if (!(speed > 0.0)) /* not measured yet */
    return g_strdup (_("running"));
  if (speed >= 1e6)
    {
      number = chain_locale_format ("%.2f", speed * 1e-6);
      return g_strdup_printf (_("%s million steps/s"), number);
    }

  number = chain_locale_format (speed < 10.0 ? "%.1f" : "%.0f", speed);
  return g_strdup_printf (_("%s steps/s"), number);
}

/* A word for what stands still, a speed for what does not. */
static char *
format_state (const ChainRun *run)
{
  if (run->running)
    return format_speed (run);

  switch (run->status)
    {
    case CHAIN_SESSION_DIVERGED:
      return g_strdup (_("diverged"));
    case CHAIN_SESSION_STOPPED_STEPS:
    case CHAIN_SESSION_STOPPED_LOSS:
      return g_strdup (_("stopped"));
    default:
      return g_strdup (_("paused"));
    }
}

static void
chain_readout_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  ChainReadout *self = CHAIN_READOUT (widget);

  *minimum = *natural = 0;
  for (guint i = 0; i < N_ITEMS; i++)
    {
      GtkWidget *item = self->items[by_importance[i]];
      int item_minimum, item_natural;

      if (!gtk_widget_get_visible (item))
        continue;

      gtk_widget_measure (item, orientation, -1, &item_minimum, &item_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = *natural = MAX (*natural, item_natural);
      else
        {
          *natural += item_natural + (i > 0 ? SPACING : 0);
          if (i < N_NEEDED)
            *minimum = *natural;
        }
    }
}

static void
chain_readout_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  ChainReadout *self = CHAIN_READOUT (widget);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widths[N_ITEMS] = { 0 };
  int left = width, x = 0;

  for (guint i = 0; i < N_ITEMS; i++)
    {
      Item item = by_importance[i];
      int needed;

      if (!gtk_widget_get_visible (self->items[item]))
        continue;

      gtk_widget_measure (self->items[item], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &needed, NULL, NULL);
      /* nothing less important stands where something more important had no room */
      if (needed > left && i >= N_NEEDED)
        break;

      widths[item] = needed;
      left -= needed + SPACING;
    }

  for (Item item = 0; item < N_ITEMS; item++)
    {
      gtk_widget_set_child_visible (self->items[item], widths[item] > 0);
      if (widths[item] == 0)
        continue;

      gtk_widget_size_allocate (self->items[item],
                                &(GtkAllocation) { right_to_left ? width - x - widths[item] : x, 0,
                                                   widths[item], height },
                                -1);
      x += widths[item] + SPACING;
    }
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
  widget_class->measure = chain_readout_measure;
  widget_class->size_allocate = chain_readout_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/chainrule/Chainrule/chain-readout.ui");
  for (Item item = 0; item < N_ITEMS; item++)
    if (item_ids[item] != NULL)
      gtk_widget_class_bind_template_child_full (widget_class, item_ids[item], FALSE,
                                                 (gssize) (G_STRUCT_OFFSET (ChainReadout, items)
                                                           + item * sizeof (GtkWidget *)));
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, step);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, loss);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, batch);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, r_squared);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, reachable);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, gradient);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, stability);
  gtk_widget_class_bind_template_child (widget_class, ChainReadout, speed);
}

static void
chain_readout_init (ChainReadout *self)
{
  self->min_digits = self->digits = 4;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->items[ITEM_STEP] = GTK_WIDGET (self->step);
  self->items[ITEM_SPEED] = GTK_WIDGET (self->speed);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* Shows a value, or nothing where it is not defined. */
static void
show_item (ChainReadout *self,
           Item          item,
           GtkLabel     *label,
           gboolean      defined,
           char         *text)
{
  if (defined)
    gtk_label_set_text (label, text);
  gtk_widget_set_visible (self->items[item], defined);
  g_free (text);
}

static void
show_facts (ChainReadout   *self,
            const ChainRun *run)
{
  double r_squared = chain_facts_r_squared (run->point.loss, run->variance);
  double reachable = chain_facts_reachable (run->point.loss, run->variance, run->floor);
  double limit = chain_run_limit (run);
  g_autofree char *product = chain_locale_format ("%.2f", 2.0 * run->step_size / limit);
  g_autofree char *percentage = chain_locale_format ("%.1f", reachable);

  show_item (self, ITEM_BATCH, self->batch, run->has_batches, format_number (run->batch_loss, self->min_digits));
  show_item (self, ITEM_R_SQUARED, self->r_squared, isfinite (r_squared),
             r_squared > -10.0 ? chain_locale_format ("%.4f", r_squared) : format_number (r_squared, 3));
  /* where all can be reached, R² says it */
  show_item (self, ITEM_REACHABLE, self->reachable, run->floor > 0.0 && isfinite (reachable),
             /* Translators: a percentage */
             g_strdup_printf (_("%s %%"), percentage));
  show_item (self, ITEM_STABILITY, self->stability, isfinite (limit),
             /* Translators: α·λ, where 2 is the limit of stability: “0.64 of 2” */
             g_strdup_printf (_("%s of 2"), product));
}

/**
 * chain_readout_set_digits:
 * @digits: how many significant digits to show at least; the loss has more where it takes more
 *   to see it move
 */
void
chain_readout_set_digits (ChainReadout *self,
                          int           digits)
{
  g_return_if_fail (CHAIN_IS_READOUT (self));

  self->min_digits = self->digits = CLAMP (digits, 3, 17);
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
  gradient = format_number (chain_facts_norm (run->shape, run->point.gradients), self->min_digits);
  speed = format_state (run);

  gtk_label_set_text (self->step, step);
  gtk_label_set_text (self->loss, loss);
  gtk_label_set_text (self->gradient, gradient);
  gtk_label_set_text (self->speed, speed);
  show_facts (self, run);

  /* Translators: read out by a screen reader; the last one is a speed, or “paused” */
  spoken = g_strdup_printf (_("Step %s, loss %s, gradient norm %s, %s"), number, loss, gradient, speed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
