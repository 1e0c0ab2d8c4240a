// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-keys.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#define GETTEXT_PACKAGE "chainrule"
#include <glib/gi18n-lib.h>

#include "chain-decimal.h"
#include "chain-samples-file.h"

#define FORMAT_NUMBER 1
#define MAX_NAME_LENGTH 4096 /* characters: with the largest data a file stays below 1 MiB */

/* [Experiment] */

static gboolean
parse_format (const ChainKey   *key,
              const char       *text,
              ChainExperiment  *experiment,
              GError          **error)
{
  guint64 number;

  if (!chain_decimal_parse_whole (text, FORMAT_NUMBER, &number) || number != FORMAT_NUMBER)
    return chain_key_refuse_value (key, _(key->expected), text, error);

  return TRUE;
}

static void
format_format (const ChainKey        *key,
               const ChainExperiment *experiment,
               GString               *text)
{
  g_string_append_printf (text, "%d", FORMAT_NUMBER);
}

/* The escapes of GKeyFile: the letter behind a backslash, and what it stands for. */
static const char escape_letters[] = "sntr\\";
static const char escape_meanings[] = " \n\t\r\\";

/* Returns @text without its escapes, or NULL where one is unknown. */
static char *
unescape (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      const char *letter;

      if (*p != '\\')
        {
          g_string_append_c (plain, *p);
          continue;
        }

      letter = p[1] != '\0' ? strchr (escape_letters, *++p) : NULL;
      if (letter == NULL)
        return NULL;
      g_string_append_c (plain, escape_meanings[letter - escape_letters]);
    }

  return g_strdup (plain->str);
}

static gboolean
parse_prose (const ChainKey   *key,
             const char       *text,
             ChainExperiment  *experiment,
             GError          **error)
{
  char **field = G_STRUCT_MEMBER_P (experiment, key->field);
  g_autofree char *prose = unescape (text);

  if (prose == NULL || g_utf8_strlen (prose, -1) > MAX_NAME_LENGTH)
    return chain_key_refuse_value (key, _(key->expected), text, error);

  /* the experiment frees it, which knows no GLib */
  free (*field);
  *field = strdup (prose);
  if (*field == NULL)
    g_error ("out of memory");
  return TRUE;
}

static void
format_prose (const ChainKey        *key,
              const ChainExperiment *experiment,
              GString               *text)
{
  const char *prose = G_STRUCT_MEMBER (const char *, experiment, key->field);

  for (const char *p = prose; *p != '\0'; p++)
    {
      const char *meaning = strchr (escape_meanings, *p);

      /* blanks inside a value stand for themselves, those at its ends would be lost */
      if (meaning == NULL || (*p == ' ' && p > prose && p[1] != '\0'))
        g_string_append_c (text, *p);
      else
        g_string_append_printf (text, "\\%c", escape_letters[meaning - escape_meanings]);
    }
}

static gboolean
has_watch (const ChainExperiment *experiment)
{
  return experiment->watch[0] != '\0';
}

static gboolean
has_why (const ChainExperiment *experiment)
{
  return experiment->why[0] != '\0';
}

/* [Network] */

static gboolean
parse_hidden (const ChainKey   *key,
              const char       *text,
              ChainExperiment  *experiment,
              GError          **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", 3);
  guint n = g_strv_length (parts);
  guint64 widths[2];

  if (n == 3 && parts[2][0] == '\0')
    n--;
  if (n != 2)
    return chain_key_refuse_value (key, _(key->expected), text, error);

  for (gsize i = 0; i < 2; i++)
    if (!chain_decimal_parse_whole (parts[i], CHAIN_MAX_WIDTH, &widths[i]) || widths[i] < 1)
      return chain_key_refuse_value (key, _(key->expected), text, error);

  experiment->shape = (ChainShape) { (int) widths[0], (int) widths[1] };
  return TRUE;
}

static void
format_hidden (const ChainKey        *key,
               const ChainExperiment *experiment,
               GString               *text)
{
  g_string_append_printf (text, "%d;%d", experiment->shape.hidden1, experiment->shape.hidden2);
}

/* [Parameters] */

static gboolean
parse_parameters (const ChainKey   *key,
                  const char       *text,
                  ChainExperiment  *experiment,
                  GError          **error)
{
  return chain_key_parse_list (key, text, chain_shape_group_length (experiment->shape, key->group_id),
                               experiment->parameters
                                 + chain_shape_group_offset (experiment->shape, key->group_id),
                               error);
}

static void
format_parameters (const ChainKey        *key,
                   const ChainExperiment *experiment,
                   GString               *text)
{
  chain_key_append_list (text,
                         experiment->parameters + chain_shape_group_offset (experiment->shape, key->group_id),
                         chain_shape_group_length (experiment->shape, key->group_id));
}

static gboolean
has_parameters (const ChainExperiment *experiment)
{
  return experiment->initializer.method == CHAIN_INITIALIZER_MANUAL;
}

/* [Data] */

/* [Training] frozen: which parameters keep their values */

static gboolean
parse_frozen (const ChainKey   *key,
              const char       *text,
              ChainExperiment  *experiment,
              GError          **error)
{
  g_auto (GStrv) names = g_strsplit (text, ";", CHAIN_MAX_PARAMETERS + 1);
  guint n = g_strv_length (names);

  memset (experiment->frozen, 0, sizeof experiment->frozen);
  if (n > 1 && names[n - 1][0] == '\0')
    n--;
  for (guint i = 0; i < n; i++)
    {
      int parameter = chain_parameter_find (experiment->shape, g_strstrip (names[i]));

      if (parameter < 0 || experiment->frozen[parameter])
        return chain_key_refuse_value (key, _(key->expected), text, error);
      experiment->frozen[parameter] = true;
    }

  return TRUE;
}

static void
format_frozen (const ChainKey        *key,
               const ChainExperiment *experiment,
               GString               *text)
{
  const char *separator = "";

  for (gsize i = 0; i < chain_shape_n_parameters (experiment->shape); i++)
    if (experiment->frozen[i])
      {
        char name[CHAIN_PARAMETER_NAME_SIZE];

        chain_parameter_name (experiment->shape, i, name);
        g_string_append_printf (text, "%s%s", separator, name);
        separator = ";";
      }
}

static gboolean
has_frozen (const ChainExperiment *experiment)
{
  for (gsize i = 0; i < chain_shape_n_parameters (experiment->shape); i++)
    if (experiment->frozen[i])
      return TRUE;

  return FALSE;
}

/* Parses the coefficients of 1, x, x², …; x² itself has a short form. */
static gboolean
parse_target (const ChainKey   *key,
              const char       *text,
              ChainExperiment  *experiment,
              GError          **error)
{
  gboolean is_square = strcmp (text, "x^2") == 0;
  const char *list = is_square ? "0;0;1" : text;
  ChainPolynomial target = { 0 };

  while (++target.n <= CHAIN_MAX_DEGREE + 1)
    if (chain_decimal_parse_list (list, target.n, target.coefficients))
      {
        experiment->target = target;
        return TRUE;
      }

  return chain_key_refuse_value (key, _(key->expected), text, error);
}

static void
format_target (const ChainKey        *key,
               const ChainExperiment *experiment,
               GString               *text)
{
  chain_key_append_list (text, experiment->target.coefficients, experiment->target.n);
}

/* Cuts “2:4” in two and parses both. */
static gboolean
parse_sample (char   *sample,
              double *x,
              double *y)
{
  char *colon = strchr (sample, ':');

  if (colon == NULL)
    return FALSE;

  *colon = '\0';
  if (chain_decimal_parse (sample, x) && chain_decimal_parse (colon + 1, y))
    return TRUE;

  *colon = ':'; /* whole again, for the sentence */
  return FALSE;
}

static gboolean
parse_samples (const ChainKey   *key,
               const char       *text,
               ChainExperiment  *experiment,
               GError          **error)
{
  g_auto (GStrv) samples = g_strsplit (text, ";", CHAIN_MAX_EXPLICIT_SAMPLES + 1);
  gsize n = g_strv_length (samples);
  g_autofree double *x = NULL;
  g_autofree double *y = NULL;

  if (n > 1 && samples[n - 1][0] == '\0')
    n--;
  if (n > CHAIN_MAX_EXPLICIT_SAMPLES)
    return chain_key_refuse_value (key, _(key->expected), text, error);

  x = g_new (double, n + 1);
  y = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    if (!parse_sample (samples[i], &x[i], &y[i]))
      return chain_key_refuse_value (key, _(key->expected), samples[i], error);

  if (!chain_experiment_set_samples (experiment, n, x, y))
    g_error ("out of memory");
  return TRUE;
}

static void
format_samples (const ChainKey        *key,
                const ChainExperiment *experiment,
                GString               *text)
{
  for (gsize i = 0; i < experiment->n_samples; i++)
    {
      if (i > 0)
        g_string_append_c (text, ';');
      chain_key_append_number (text, experiment->samples_x[i]);
      g_string_append_c (text, ':');
      chain_key_append_number (text, experiment->samples_y[i]);
    }
}

/* Reads the file once: what is kept, and written, is its samples. */
static gboolean
parse_samples_file (const ChainKey   *key,
                    const char       *text,
                    ChainExperiment  *experiment,
                    GError          **error)
{
  g_autofree double *x = NULL;
  g_autofree double *y = NULL;
  gsize n;

  if (text[0] == '\0')
    return chain_key_refuse_value (key, _(key->expected), text, error);
  if (!chain_samples_file_read (text, &n, &x, &y, error))
    {
      g_prefix_error (error, "[%s] %s: ", key->group, key->name);
      return FALSE;
    }

  if (!chain_experiment_set_samples (experiment, n, x, y))
    g_error ("out of memory");
  return TRUE;
}

static gboolean
never (const ChainExperiment *experiment)
{
  return FALSE;
}

/* [State]: what the optimiser remembers is part of it, and nothing else */

static gboolean
has_state (const ChainExperiment *experiment)
{
  return experiment->has_state;
}

static gboolean
has_first_moments (const ChainExperiment *experiment)
{
  ChainOptimizerKind kind = experiment->optimizer.kind;

  return experiment->has_state && (kind == CHAIN_OPTIMIZER_MOMENTUM || kind == CHAIN_OPTIMIZER_NESTEROV
                                   || kind == CHAIN_OPTIMIZER_ADAM);
}

static gboolean
has_second_moments (const ChainExperiment *experiment)
{
  ChainOptimizerKind kind = experiment->optimizer.kind;

  return experiment->has_state && (kind == CHAIN_OPTIMIZER_ADAGRAD || kind == CHAIN_OPTIMIZER_RMSPROP
                                   || kind == CHAIN_OPTIMIZER_ADAM);
}

static gboolean
has_powers (const ChainExperiment *experiment)
{
  return experiment->has_state && experiment->optimizer.kind == CHAIN_OPTIMIZER_ADAM;
}

/* A value for each parameter of the network. */
static gboolean
parse_state_list (const ChainKey   *key,
                  const char       *text,
                  ChainExperiment  *experiment,
                  GError          **error)
{
  return chain_key_parse_list (key, text, chain_shape_n_parameters (experiment->shape),
                               G_STRUCT_MEMBER_P (experiment, key->field), error);
}

static void
format_state_list (const ChainKey        *key,
                   const ChainExperiment *experiment,
                   GString               *text)
{
  chain_key_append_list (text, G_STRUCT_MEMBER_P (experiment, key->field),
                         chain_shape_n_parameters (experiment->shape));
}

static const char *const methods[] = {
  [CHAIN_INITIALIZER_MANUAL] = "manual",
  [CHAIN_INITIALIZER_ZEROS] = "zeros",
  [CHAIN_INITIALIZER_CONSTANT] = "constant",
  [CHAIN_INITIALIZER_UNIFORM] = "uniform",
  [CHAIN_INITIALIZER_XAVIER_UNIFORM] = "xavier-uniform",
  [CHAIN_INITIALIZER_XAVIER_NORMAL] = "xavier-normal",
  [CHAIN_INITIALIZER_HE_UNIFORM] = "he-uniform",
  [CHAIN_INITIALIZER_HE_NORMAL] = "he-normal",
  [CHAIN_N_INITIALIZERS] = NULL,
};

static const char *const normalizes[] = {
  [CHAIN_NORMALIZE_NONE] = "none",
  [CHAIN_NORMALIZE_INPUTS] = "inputs",
  [CHAIN_NORMALIZE_BOTH] = "both",
  [CHAIN_N_NORMALIZES] = NULL,
};

static const char *const optimizers[] = {
  [CHAIN_OPTIMIZER_GRADIENT_DESCENT] = "gradient-descent",
  [CHAIN_OPTIMIZER_MOMENTUM] = "momentum",
  [CHAIN_OPTIMIZER_NESTEROV] = "nesterov",
  [CHAIN_OPTIMIZER_ADAGRAD] = "adagrad",
  [CHAIN_OPTIMIZER_RMSPROP] = "rmsprop",
  [CHAIN_OPTIMIZER_ADAM] = "adam",
  [CHAIN_N_OPTIMIZERS] = NULL,
};

static const char *const schedules[] = {
  [CHAIN_SCHEDULE_CONSTANT] = "constant",
  [CHAIN_SCHEDULE_STEP] = "step",
  [CHAIN_SCHEDULE_COSINE] = "cosine",
  [CHAIN_SCHEDULE_EXPONENTIAL] = "exponential",
  [CHAIN_N_SCHEDULES] = NULL,
};

#define FIELD(name) .field = G_STRUCT_OFFSET (ChainExperiment, name)
#define PROSE .parse = parse_prose, .format = format_prose, \
              .expected = N_("at most 4096 characters, with no escapes but \\\\ \\s \\t \\n \\r")
#define NUMBER .parse = chain_key_parse_number, .format = chain_key_format_number
#define WHOLE .parse = chain_key_parse_whole, .format = chain_key_format_whole
#define SIZE .parse = chain_key_parse_size, .format = chain_key_format_size
#define WORD .parse = chain_key_parse_word, .format = chain_key_format_word
#define STATE_LIST .parse = parse_state_list, .format = format_state_list

#define ANY_NUMBER .expected = N_("a number"), .min = -DBL_MAX, .max = DBL_MAX
#define ANY_WHOLE .expected = N_("a whole number from 0 to 9223372036854775807"), .max = CHAIN_KEY_MAX_WHOLE
#define DECAY .expected = N_("a number in [0, 1)"), .max = CHAIN_KEY_BELOW_ONE
#define PART .expected = N_("a number in [0, 1]"), .max = 1.0
#define POSITIVE(sentence, end) .expected = sentence, .min = CHAIN_KEY_SMALLEST_POSITIVE, .max = end
#define PARAMETERS(id) .parse = parse_parameters, .format = format_parameters, \
                       .applies = has_parameters, .group_id = id, ANY_NUMBER

/* Widths come first: they say how long the lists are. */
const ChainKey chain_keys[] = {
  { "Experiment", "format", N_("1, the only format there is"), parse_format, format_format },
  { "Experiment", "name", PROSE, FIELD (name) },
  { "Experiment", "watch", PROSE, FIELD (watch), .applies = has_watch },
  { "Experiment", "why", PROSE, FIELD (why), .applies = has_why },

  { "Network", "hidden", N_("two whole numbers from 1 to 16, like “1;1”"), parse_hidden, format_hidden },

  { "Initial", "method", WORD, FIELD (initializer.method), .words = methods },
  { "Initial", "seed", WHOLE, FIELD (initializer.seed), ANY_WHOLE },
  { "Initial", "scale", NUMBER, FIELD (initializer.scale), POSITIVE (N_("a number in (0, 1000]"), 1000.0) },

  { "Parameters", "W1", PARAMETERS (CHAIN_W1) },
  { "Parameters", "b1", PARAMETERS (CHAIN_B1) },
  { "Parameters", "W2", PARAMETERS (CHAIN_W2) },
  { "Parameters", "b2", PARAMETERS (CHAIN_B2) },
  { "Parameters", "W3", PARAMETERS (CHAIN_W3) },
  { "Parameters", "b3", PARAMETERS (CHAIN_B3) },

  { "Data", "x-min", NUMBER, FIELD (x_min), ANY_NUMBER },
  { "Data", "x-max", NUMBER, FIELD (x_max), ANY_NUMBER },
  { "Data", "count", N_("a whole number from 1 to 65536"), SIZE,
    FIELD (count), .min = 1, .max = CHAIN_MAX_SAMPLES },
  { "Data", "target", N_("x^2, or 1 to 9 coefficients of 1, x, x², … up to degree 8 separated by “;”"),
    parse_target, format_target },
  { "Data", "samples", N_("at most 16384 samples x:y separated by “;”"), parse_samples, format_samples },
  { "Data", "samples-file", N_("the name of a file"), parse_samples_file, NULL, never, .is_path = TRUE },
  { "Data", "noise", NUMBER, FIELD (noise), PART },
  { "Data", "noise-seed", WHOLE, FIELD (noise_seed), ANY_WHOLE },
  { "Data", "normalize", WORD, FIELD (normalize), .words = normalizes },

  { "Training", "optimizer", WORD, FIELD (optimizer.kind), .words = optimizers },
  { "Training", "learning-rate", NUMBER, FIELD (learning_rate),
    POSITIVE (N_("a number in (0, 1000]"), CHAIN_MAX_LEARNING_RATE) },
  { "Training", "frozen", N_("names of parameters separated by “;”"), parse_frozen, format_frozen, has_frozen },
  { "Training", "momentum", NUMBER, FIELD (optimizer.momentum), DECAY },
  { "Training", "beta1", NUMBER, FIELD (optimizer.beta1), DECAY },
  { "Training", "beta2", NUMBER, FIELD (optimizer.beta2), DECAY },
  { "Training", "rho", NUMBER, FIELD (optimizer.rho), DECAY },
  { "Training", "epsilon", NUMBER, FIELD (optimizer.epsilon), POSITIVE (N_("a number in (0, 1]"), 1.0) },
  { "Training", "schedule", WORD, FIELD (schedule.kind), .words = schedules },
  { "Training", "schedule-steps", N_("a whole number from 1 to 9223372036854775807"), SIZE,
    FIELD (schedule.steps), .min = 1, .max = CHAIN_KEY_MAX_WHOLE },
  { "Training", "schedule-factor", NUMBER, FIELD (schedule.factor), POSITIVE (N_("a number in (0, 1]"), 1.0) },
  { "Training", "batch-size", N_("a whole number from 0, which means all, to the number of samples"), SIZE,
    FIELD (batch_size), .min = 0, .max = CHAIN_MAX_SAMPLES },
  { "Training", "shuffle-seed", WHOLE, FIELD (shuffle_seed), ANY_WHOLE },
  { "Training", "stop-steps", WHOLE, FIELD (stop_steps), ANY_WHOLE },
  { "Training", "stop-loss", N_("a number from 0 on"), NUMBER, FIELD (stop_loss), .min = 0.0, .max = DBL_MAX },

  { "State", "step", WHOLE, FIELD (state.step), ANY_WHOLE, .applies = has_state },
  { "State", "parameters", STATE_LIST, FIELD (state.parameters), ANY_NUMBER, .applies = has_state },
  { "State", "first-moments", STATE_LIST, FIELD (state.moments.first), ANY_NUMBER,
    .applies = has_first_moments },
  { "State", "second-moments", STATE_LIST, FIELD (state.moments.second), .min = 0.0, .max = DBL_MAX,
    .applies = has_second_moments },
  { "State", "beta1-power", NUMBER, FIELD (state.moments.beta1_power), PART, .applies = has_powers },
  { "State", "beta2-power", NUMBER, FIELD (state.moments.beta2_power), PART, .applies = has_powers },
  { NULL }
};

/**
 * chain_key_find:
 *
 * Returns: (nullable): the row of the key @name
 */
const ChainKey *
chain_key_find (const char *name)
{
  for (const ChainKey *key = chain_keys; key->name != NULL; key++)
    if (strcmp (key->name, name) == 0)
      return key;

  return NULL;
}
