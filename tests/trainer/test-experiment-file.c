// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-file.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "test-util.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChainExperiment, chain_experiment_clear)

#define MEBIBYTE (1024 * 1024)

static void
parse (ChainExperiment *experiment,
       const char      *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (chain_experiment_init (experiment));
  chain_experiment_parse (experiment, text, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_equal (const ChainExperiment *a,
              const ChainExperiment *b)
{
  gsize n = chain_shape_n_parameters (a->shape);

  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpint (a->shape.hidden1, ==, b->shape.hidden1);
  g_assert_cmpint (a->shape.hidden2, ==, b->shape.hidden2);
  g_assert_cmpint (a->initializer.method, ==, b->initializer.method);
  g_assert_true (a->initializer.method != CHAIN_INITIALIZER_MANUAL || test_bits_equal (a->parameters, b->parameters, n));
  g_assert_true (test_bits_equal (&a->x_min, &b->x_min, 1));
  g_assert_true (test_bits_equal (&a->x_max, &b->x_max, 1));
  g_assert_cmpuint (a->count, ==, b->count);
  g_assert_cmpuint (a->n_samples, ==, b->n_samples);
  g_assert_true (a->n_samples == 0
                 || (test_bits_equal (a->samples_x, b->samples_x, a->n_samples)
                     && test_bits_equal (a->samples_y, b->samples_y, a->n_samples)));
  g_assert_true (test_bits_equal (&a->learning_rate, &b->learning_rate, 1));
  g_assert_cmpint (a->has_state, ==, b->has_state);
  g_assert_true (!a->has_state || (a->state.step == b->state.step
                                   && test_bits_equal (a->state.parameters, b->state.parameters, n)));
  g_assert_cmpuint (a->n_changes, ==, b->n_changes);
  for (gsize i = 0; i < a->n_changes; i++)
    {
      g_assert_cmpuint (a->changes[i].step, ==, b->changes[i].step);
      g_assert_cmpint (a->changes[i].key, ==, b->changes[i].key);
      g_assert_true (test_bits_equal (&a->changes[i].value, &b->changes[i].value, 1));
    }
}

static void
assert_round_trip (const ChainExperiment *experiment)
{
  g_autofree char *text = chain_experiment_to_text (experiment);
  g_autofree char *again = NULL;
  g_auto (ChainExperiment) parsed;

  g_assert_cmpuint (strlen (text), <=, MEBIBYTE);
  parse (&parsed, text);
  assert_equal (experiment, &parsed);
  again = chain_experiment_to_text (&parsed);
  g_assert_cmpstr (again, ==, text);
}

/* Reading */

static void
test_defaults (void)
{
  static const char *const texts[] = { "", "\n\n", "# nothing\n", "[Data]\n[Training]",
                                       "[Experiment]\r\nformat=1\r\n" };
  g_auto (ChainExperiment) expected;

  g_assert_true (chain_experiment_init (&expected));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (ChainExperiment) experiment;

      parse (&experiment, texts[i]);
      assert_equal (&experiment, &expected);
    }
  assert_round_trip (&expected);
}

static void
test_every_key (void)
{
  const double parameters[] = { 1, 2, 3, 4, 5, 6, 7, -0.0, 9 };
  const double state[] = { 9, 8, 7, 6, 5, 4, 3, 2, 1e-320 };
  g_auto (ChainExperiment) experiment;

  parse (&experiment,
         "# a comment\n"
         "[Parameters]\nW1=1;2\nb1=3;4\n  W2 = 5 ; 6 \nb2=7\nW3=-0\nb3=+9\n"
         "[Network]\nhidden=2;1;\n"
         "[State]\nstep=9223372036854775807\nparameters=9;8;7;6;5;4;3;2;1e-320\n"
         "[Data]\nx-min=-1.5e0\nx-max=1E+2\ncount=65536\nsamples=2:4; 1:1\n"
         "[Changes]\n100=learning-rate:0.05\n0=learning-rate:1000\n9=learning-rate:5e-324;\n"
         "[Training]\nlearning-rate=0.25\n"
         "[Experiment]\nformat=1\nname=\\sa\\n\\t\\\\ b=[c];d\\s  ");

  g_assert_cmpstr (experiment.name, ==, " a\n\t\\ b=[c];d ");
  g_assert_cmpint (experiment.shape.hidden1, ==, 2);
  g_assert_cmpint (experiment.shape.hidden2, ==, 1);
  g_assert_cmpint (experiment.initializer.method, ==, CHAIN_INITIALIZER_MANUAL);
  g_assert_true (test_bits_equal (experiment.parameters, parameters, 9));
  g_assert_cmpfloat (experiment.x_min, ==, -1.5);
  g_assert_cmpfloat (experiment.x_max, ==, 100.0);
  g_assert_cmpuint (experiment.count, ==, 65536);
  g_assert_cmpuint (experiment.n_samples, ==, 2);
  g_assert_cmpfloat (experiment.samples_x[0], ==, 2.0);
  g_assert_cmpfloat (experiment.samples_y[1], ==, 1.0);
  g_assert_cmpfloat (experiment.learning_rate, ==, 0.25);
  g_assert_true (experiment.has_state);
  g_assert_cmpuint (experiment.state.step, ==, G_MAXINT64);
  g_assert_true (test_bits_equal (experiment.state.parameters, state, 9));
  g_assert_cmpuint (experiment.n_changes, ==, 3);
  g_assert_cmpuint (experiment.changes[0].step, ==, 0);
  g_assert_cmpfloat (experiment.changes[0].value, ==, 1000.0);
  g_assert_cmpuint (experiment.changes[1].step, ==, 9);
  g_assert_cmpfloat (experiment.changes[1].value, ==, 0x1p-1074);
  g_assert_cmpuint (experiment.changes[2].step, ==, 100);
  assert_round_trip (&experiment);
}

static void
test_some_parameters (void)
{
  const double some[] = { 0.5, 7, 0.8, -0.2, 1.2, 0.3 };
  g_auto (ChainExperiment) smallest;
  g_auto (ChainExperiment) wide;

  parse (&smallest, "[Parameters]\nb1=7");
  g_assert_true (test_bits_equal (smallest.parameters, some, 6));

  parse (&wide, "[Network]\nhidden=4;4");
  g_assert_cmpint (wide.initializer.method, ==, CHAIN_INITIALIZER_XAVIER_UNIFORM);
  assert_round_trip (&wide);
}

static void
test_settings (void)
{
  static const char *const settings[] = { "learning-rate=1", " W1 = 3 ", "learning-rate=2", "samples=",
                                          "100=learning-rate:0.5", "name=a=b", NULL };
  g_auto (ChainExperiment) experiment;
  g_autoptr (GError) error = NULL;

  /* the file alone would be refused: only what results is validated */
  g_assert_true (chain_experiment_init (&experiment));
  chain_experiment_parse (&experiment, "[Training]\nlearning-rate=abc\n[Data]\nsamples=1:1\ncount=5\n", -1,
                          settings, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (experiment.learning_rate, ==, 2.0);
  g_assert_cmpfloat (experiment.parameters[0], ==, 3.0);
  g_assert_cmpuint (experiment.count, ==, 5);
  g_assert_cmpuint (experiment.n_samples, ==, 0);
  g_assert_cmpuint (experiment.n_changes, ==, 1);
  g_assert_cmpstr (experiment.name, ==, "a=b");
}

/* Refusing */

static void
assert_refused (const char        *text,
                gssize             length,
                const char *const *settings,
                int                code,
                const char        *sentence)
{
  g_auto (ChainExperiment) experiment;
  g_auto (ChainExperiment) before;
  g_autoptr (GError) error = NULL;

  parse (&experiment, "[Experiment]\nname=mine\n[Data]\nsamples=1:2;3:4\n[Changes]\n5=learning-rate:1");
  g_assert_true (chain_experiment_copy (&before, &experiment));

  if (chain_experiment_parse (&experiment, text, length, settings, &error))
    g_error ("accepted: %s %s", text, settings != NULL ? settings[0] : "");

  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, code);
  if (sentence != NULL)
    g_assert_cmpstr (error->message, ==, sentence);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  assert_equal (&experiment, &before);
}

typedef struct
{
  const char *group;
  const char *key;
  const char *value;
  const char *sentence;
} BadValue;

static const BadValue bad_values[] = {
  { "Experiment", "format", "2", "[Experiment] format: expected 1, the only format there is, got “2”" },
  { "Experiment", "format", "", "[Experiment] format: expected 1, the only format there is, got “”" },
  { "Experiment", "name", "a\\q", NULL },
  { "Experiment", "name", "a\\", NULL },
  { "Network", "hidden", "0;1",
    "[Network] hidden: expected two whole numbers from 1 to 16, like “1;1”, got “0;1”" },
  { "Network", "hidden", "1;17", NULL },
  { "Network", "hidden", "1", NULL },
  { "Network", "hidden", "1;1;1", NULL },
  { "Network", "hidden", "1;1;;", NULL },
  { "Network", "hidden", "1.0;1", NULL },
  { "Network", "hidden", "+1;1", NULL },
  { "Network", "hidden", "", NULL },
  { "Parameters", "W1", "", "[Parameters] W1: expected a number, got “”" },
  { "Parameters", "W1", "abc", "[Parameters] W1: expected a number, got “abc”" },
  { "Parameters", "W1", "nan", "[Parameters] W1: expected a number, got “nan”" },
  { "Parameters", "b1", "-inf", "[Parameters] b1: expected a number, got “-inf”" },
  { "Parameters", "W2", "1e999", "[Parameters] W2: expected a number, got “1e999”" },
  { "Parameters", "b2", "0,5", "[Parameters] b2: expected a number, got “0,5”" },
  { "Parameters", "W3", "0.5x", "[Parameters] W3: expected a number, got “0.5x”" },
  { "Parameters", "b3", "1;2", "[Parameters] b3: expected a number, got “1;2”" },
  { "Parameters", "b3", "0x1p3", NULL },
  { "Parameters", "b3", ".5", NULL },
  { "Parameters", "b3", "5.", NULL },
  { "Parameters", "b3", "1e", NULL },
  { "Parameters", "b3", "- 1", NULL },
  { "Parameters", "b3", "1 2", NULL },
  { "Parameters", "b3", "--1", NULL },
  { "Parameters", "b3", "1e5.5", NULL },
  { "Data", "x-min", "3", "[Data] x-min: expected a number below x-max, which is 2, got “3”" },
  { "Data", "x-min", "2", "[Data] x-min: expected a number below x-max, which is 2, got “2”" },
  { "Data", "x-max", "1d", "[Data] x-max: expected a number, got “1d”" },
  { "Data", "count", "0", "[Data] count: expected a whole number from 1 to 65536, got “0”" },
  { "Data", "count", "65537", NULL },
  { "Data", "count", "-1", NULL },
  { "Data", "count", "1e3", NULL },
  { "Data", "count", "", NULL },
  { "Data", "count", "99999999999999999999", NULL },
  { "Data", "samples", "2:4;1", "[Data] samples: expected at most 16384 samples x:y separated by “;”, got “1”" },
  { "Data", "samples", "2:4;;1:1", NULL },
  { "Data", "samples", ";", NULL },
  { "Data", "samples", "1:2:3", NULL },
  { "Data", "samples", "1:nan", NULL },
  { "Training", "learning-rate", "abc", "[Training] learning-rate: expected a number in (0, 1000], got “abc”" },
  { "Training", "learning-rate", "0", "[Training] learning-rate: expected a number in (0, 1000], got “0”" },
  { "Training", "learning-rate", "-0", NULL },
  { "Training", "learning-rate", "1e-400", NULL },
  { "Training", "learning-rate", "1000.0001", NULL },
  { "Training", "learning-rate", "", "[Training] learning-rate: expected a number in (0, 1000], got “”" },
  { "Training", "learning-rate", "0.1 # fast", NULL },
  { "Changes", "100", "learning-rate:abc", "[Changes] 100: expected a number in (0, 1000], got “abc”" },
  { "Changes", "100", "learning-rate:0", NULL },
  { "Changes", "100", "0.05", "[Changes] 100: expected learning-rate:VALUE, got “0.05”" },
  { "Changes", "100", "W1:0.05", NULL },
  { "Changes", "100", "", NULL },
  { "Changes", "100", "learning-rate:1;learning-rate:2", NULL },
  { "Changes", "0100", "learning-rate:1", NULL },
  { "Changes", "1e2", "learning-rate:1", NULL },
  { "Changes", "9223372036854775808", "learning-rate:1", NULL },
  { "State", "step", "-1", NULL },
  { "State", "step", "9223372036854775808", NULL },
  { "State", "parameters", "1;2;3", "[State] parameters: expected 6 numbers separated by “;”, got “1;2;3”" },
  { "State", "parameters", "1;2;3;4;5;6;7", NULL },
};

/* The file and --set have one rule and one sentence. */
static void
test_bad_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_values); i++)
    {
      const BadValue *bad = &bad_values[i];
      gboolean conflict = strcmp (bad->key, "x-min") == 0;
      int code = conflict ? CHAIN_EXPERIMENT_ERROR_CONFLICT : CHAIN_EXPERIMENT_ERROR_VALUE;
      g_autofree char *text = g_strdup_printf ("[%s]\n%s=%s\n", bad->group, bad->key, bad->value);
      g_autofree char *setting = g_strdup_printf ("%s=%s", bad->key, bad->value);
      const char *const settings[] = { setting, NULL };

      assert_refused (text, -1, NULL, code, bad->sentence);
      assert_refused (NULL, 0, settings, code, bad->sentence);
    }
}

static void
test_bad_texts (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *sentence;
  } bad[] = {
    { "[Foo]\n", CHAIN_EXPERIMENT_ERROR_UNKNOWN, "[Foo]: there is no such group" },
    { "[]\n", CHAIN_EXPERIMENT_ERROR_UNKNOWN, NULL },
    { "[ Data ]\n", CHAIN_EXPERIMENT_ERROR_UNKNOWN, NULL },
    { "[Data]\n[Data]\n", CHAIN_EXPERIMENT_ERROR_UNKNOWN, "[Data]: this group stands twice" },
    { "[Data]\ncount=1\ncount=1", CHAIN_EXPERIMENT_ERROR_UNKNOWN, "[Data] count: this key stands twice" },
    { "[Data]\nrate=1", CHAIN_EXPERIMENT_ERROR_UNKNOWN, "[Data] rate: there is no such key" },
    { "[Data]\ncount[de]=1", CHAIN_EXPERIMENT_ERROR_UNKNOWN, NULL },
    { "[Data]\nlearning-rate=1", CHAIN_EXPERIMENT_ERROR_UNKNOWN,
      "[Data] learning-rate: this key belongs to [Training]" },
    { "[Data]\n100=learning-rate:1", CHAIN_EXPERIMENT_ERROR_UNKNOWN, "[Data] 100: this key belongs to [Changes]" },
    { "[Changes]\n1=learning-rate:1\n1=learning-rate:1", CHAIN_EXPERIMENT_ERROR_UNKNOWN, NULL },
    { "count=1", CHAIN_EXPERIMENT_ERROR_SYNTAX,
      "Line 1: expected a [Group] before the first key, got “count=1”" },
    { "\n[Data]\nhello", CHAIN_EXPERIMENT_ERROR_SYNTAX, "Line 3: expected [Group] or key=value, got “hello”" },
    { "[Data]\n=1", CHAIN_EXPERIMENT_ERROR_SYNTAX, NULL },
    { "[Data", CHAIN_EXPERIMENT_ERROR_SYNTAX, NULL },
    { "[Data]\n\xff\n", CHAIN_EXPERIMENT_ERROR_SYNTAX, "Line 2: expected a text in UTF-8" },
    { "[Network]\nhidden=2;2\n[Parameters]\nW1=1;2", CHAIN_EXPERIMENT_ERROR_CONFLICT,
      "[Parameters]: expected all of W1, b1, W2, b2, W3, b3 or none with hidden=2;2, got only 1 of them" },
    { "[Network]\nhidden=2;1\n[Parameters]\nW1=1", CHAIN_EXPERIMENT_ERROR_VALUE,
      "[Parameters] W1: expected 2 numbers separated by “;”, got “1”" },
    { "[State]\nstep=1", CHAIN_EXPERIMENT_ERROR_CONFLICT, NULL },
    { "[State]\nparameters=1;2;3;4;5;6", CHAIN_EXPERIMENT_ERROR_CONFLICT, NULL },
    { "[Training]\nlearning-rate=\x1b[31m0123456789012345678901234567890123456789", CHAIN_EXPERIMENT_ERROR_VALUE,
      "[Training] learning-rate: expected a number in (0, 1000], got “�[31m01234567890123456789012345678901234…”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i].text, -1, NULL, bad[i].code, bad[i].sentence);

  assert_refused ("[Data]\ncount=1\0" "2\n", 17, NULL, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                  "Line 2: expected a text, got a NUL byte");
}

static void
test_bad_settings (void)
{
  static const char *const bad[][2] = {
    { "foo", "Expected KEY=VALUE, got “foo”" },
    { "=1", NULL },
    { "", NULL },
    { "foo=1", "foo: there is no such key" },
    { "name=\xff", NULL },
    { "\xff=1", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const settings[] = { bad[i][0], NULL };
      int code = i == 3 ? CHAIN_EXPERIMENT_ERROR_UNKNOWN : CHAIN_EXPERIMENT_ERROR_SYNTAX;

      assert_refused ("[Training]\nlearning-rate=1", -1, settings, code, bad[i][1]);
    }
}

/* Limits: the largest file that is accepted, one change, sample or byte too many. */

static char *
repeat (const char *head,
        const char *part,
        gsize       n)
{
  GString *text = g_string_new (head);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, part);

  return g_string_free (text, FALSE);
}

static char *
changes_text (gsize n)
{
  GString *text = g_string_new ("[Changes]\n");

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%" G_GSIZE_FORMAT "=learning-rate:1\n", i);

  return g_string_free (text, FALSE);
}

static void
test_limits (void)
{
  g_autofree char *largest = repeat ("", "#", MEBIBYTE);
  g_autofree char *larger = repeat ("", "#", MEBIBYTE + 1);
  g_autofree char *samples = repeat ("[Data]\nsamples=", "1:1;", CHAIN_MAX_EXPLICIT_SAMPLES);
  g_autofree char *more_samples = repeat ("[Data]\nsamples=", "1:1;", CHAIN_MAX_EXPLICIT_SAMPLES + 1);
  g_autofree char *changes = changes_text (CHAIN_MAX_CHANGES);
  g_autofree char *more_changes = changes_text (CHAIN_MAX_CHANGES + 1);
  g_autofree char *name = repeat ("[Experiment]\nname=", "ü", 4096);
  g_autofree char *longer_name = repeat ("[Experiment]\nname=", "ü", 4097);
  g_autofree char *separators = repeat ("[Data]\nsamples=", ";", MEBIBYTE - 100);
  const char *const accepted[] = { largest, samples, changes, name };

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_auto (ChainExperiment) experiment;

      parse (&experiment, accepted[i]);
      assert_round_trip (&experiment);
    }

  assert_refused (larger, -1, NULL, CHAIN_EXPERIMENT_ERROR_SYNTAX, "The file is larger than 1 MiB");
  assert_refused (more_samples, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE, NULL);
  assert_refused (more_changes, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE,
                  "[Changes]: expected at most 3072 changes, got 3073");
  assert_refused (longer_name, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE, NULL);
  assert_refused (separators, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE, NULL);
}

/* Random experiments */

static double
random_double (void)
{
  static const double special[] = { 0.0, -0.0, 0x1p-1074, -0x1p-1074, 0x1.fffffffffffffp+1023, 1e308,
                                    0.1, 1.0, 2.2250738585072014e-308 };
  guint64 bits;
  double value;

  if (g_test_rand_int_range (0, 4) == 0)
    return special[g_test_rand_int_range (0, G_N_ELEMENTS (special))];

  do
    {
      bits = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      memcpy (&value, &bits, sizeof value);
    }
  while (!isfinite (value));

  return value;
}

static double
random_rate (void)
{
  double value;

  do
    value = fabs (random_double ());
  while (value == 0.0 || value > CHAIN_MAX_LEARNING_RATE);

  return value;
}

static void
random_experiment (ChainExperiment *experiment,
                   gsize            n_samples,
                   gsize            n_changes)
{
  static const char *const names[] = { "", " ", "a b", "\t\n\r\\s ", "ünïcödé = [x];#", "  two  " };
  g_autofree double *samples = g_new (double, 2 * n_samples + 1);
  g_autofree ChainChange *changes = g_new (ChainChange, n_changes + 1);

  g_assert_true (chain_experiment_init (experiment));
  g_assert_true (chain_experiment_set_name (experiment, names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]));
  experiment->shape = (ChainShape) { g_test_rand_int_range (1, 17), g_test_rand_int_range (1, 17) };
  experiment->initializer.method = chain_shape_n_parameters (experiment->shape) == 6 || g_test_rand_bit ()
                                     ? CHAIN_INITIALIZER_MANUAL : CHAIN_INITIALIZER_XAVIER_UNIFORM;
  do
    {
      experiment->x_min = random_double ();
      experiment->x_max = random_double ();
    }
  while (experiment->x_min >= experiment->x_max);
  experiment->count = (size_t) g_test_rand_int_range (1, 65537);
  experiment->learning_rate = random_rate ();
  experiment->has_state = g_test_rand_bit ();
  experiment->state.step = (guint64) (guint32) g_test_rand_int () << 31;
  for (gsize i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    {
      experiment->parameters[i] = random_double ();
      experiment->state.parameters[i] = random_double ();
    }

  for (gsize i = 0; i < 2 * n_samples; i++)
    samples[i] = random_double ();
  g_assert_true (chain_experiment_set_samples (experiment, n_samples, samples, samples + n_samples));

  for (gsize i = 0; i < n_changes; i++)
    changes[i] = (ChainChange) { G_MAXINT64 - n_changes + i, CHAIN_CHANGE_LEARNING_RATE, random_rate () };
  g_assert_true (chain_experiment_set_changes (experiment, n_changes, changes));
}

static void
test_random (void)
{
  for (int i = 0; i < 500; i++)
    {
      g_auto (ChainExperiment) experiment;

      random_experiment (&experiment, (gsize) g_test_rand_int_range (0, 20),
                         (gsize) g_test_rand_int_range (0, 20));
      assert_round_trip (&experiment);
    }
}

/* The largest experiment that there can be must fit into the file. */
static void
test_largest (void)
{
  g_auto (ChainExperiment) experiment;
  g_autofree char *name = repeat ("", "\n", 4096);

  random_experiment (&experiment, CHAIN_MAX_EXPLICIT_SAMPLES, CHAIN_MAX_CHANGES);
  g_assert_true (chain_experiment_set_name (&experiment, name));
  experiment.shape = (ChainShape) { 16, 16 };
  experiment.has_state = true;
  for (gsize i = 0; i < experiment.n_samples; i++)
    experiment.samples_x[i] = experiment.samples_y[i] = -2.2250738585072014e-308;
  for (gsize i = 0; i < experiment.n_changes; i++)
    experiment.changes[i].value = 2.2250738585072014e-308;
  assert_round_trip (&experiment);
}

static void
test_smallest_without_parameters (void)
{
  double drawn[6];
  g_auto (ChainExperiment) experiment;
  g_auto (ChainExperiment) parsed;
  g_autofree char *text = NULL;

  g_assert_true (chain_experiment_init (&experiment));
  experiment.initializer.method = CHAIN_INITIALIZER_XAVIER_UNIFORM;
  chain_experiment_initial_parameters (&experiment, drawn);
  text = chain_experiment_to_text (&experiment);
  parse (&parsed, text);
  g_assert_true (test_bits_equal (parsed.parameters, drawn, 6));
}

/* Any bytes may come: nothing but a refusal or a valid experiment may follow. What is accepted,
 * GKeyFile accepts, too. */
static void
test_mutations (void)
{
  for (int i = 0; i < 3000; i++)
    {
      g_auto (ChainExperiment) experiment;
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      random_experiment (&experiment, 3, 2);
      text = chain_experiment_to_text (&experiment);
      length = strlen (text);
      for (int n = g_test_rand_int_range (0, 6); n > 0; n--)
        {
          static const char bytes[] = "[]=;:#\n\\ .-e09\0\xff";
          gsize at = (gsize) g_test_rand_int_range (0, (int) length);

          text[at] = bytes[g_test_rand_int_range (0, sizeof bytes)];
        }
      if (g_test_rand_int_range (0, 4) == 0)
        length = (gsize) g_test_rand_int_range (0, (int) length);

      if (chain_experiment_parse (&experiment, text, (gssize) length, NULL, &error))
        {
          g_autoptr (GKeyFile) file = g_key_file_new ();

          g_assert_true (g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL) || length == 0);
          assert_round_trip (&experiment);
        }
      else
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* One scalar, for a field of the window */
static void
test_check_value (void)
{
  g_autoptr (GError) error = NULL;
  double value = 7.0;

  g_assert_true (chain_experiment_check_value ("learning-rate", " 0.5 ", &value, &error));
  g_assert_cmpfloat (value, ==, 0.5);
  g_assert_true (chain_experiment_check_value ("W1", "-1e308", &value, &error));
  g_assert_cmpfloat (value, ==, -1e308);
  g_assert_true (chain_experiment_check_value ("count", "64", &value, &error));
  g_assert_cmpfloat (value, ==, 64.0);
  g_assert_no_error (error);

  g_assert_false (chain_experiment_check_value ("learning-rate", "abc", &value, &error));
  g_assert_cmpstr (error->message, ==, "[Training] learning-rate: expected a number in (0, 1000], got “abc”");
  g_assert_cmpfloat (value, ==, 64.0);
  g_clear_error (&error);
  g_assert_false (chain_experiment_check_value ("count", "1.5", &value, &error));
  g_clear_error (&error);
  g_assert_false (chain_experiment_check_value ("W1", "1;", &value, NULL));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("chainrule-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "x.chainrule", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "x.chainrule", NULL);
  g_auto (ChainExperiment) experiment;
  g_auto (ChainExperiment) read;
  g_autoptr (GError) error = NULL;

  random_experiment (&experiment, 10, 3);
  g_assert_true (chain_experiment_init (&read));
  g_assert_true (chain_experiment_write (&experiment, path, &error));
  g_assert_true (chain_experiment_read (&read, path, NULL, &error));
  g_assert_no_error (error);
  assert_equal (&experiment, &read);

  g_assert_false (chain_experiment_read (&read, folder, NULL, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_READ);
  g_clear_error (&error);
  g_assert_false (chain_experiment_read (&read, nowhere, NULL, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_READ);
  g_clear_error (&error);
  g_assert_false (chain_experiment_read (&read, "/dev/zero", NULL, &error));
  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, CHAIN_EXPERIMENT_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_false (chain_experiment_write (&experiment, nowhere, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  assert_equal (&experiment, &read);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment-file/defaults", test_defaults);
  g_test_add_func ("/experiment-file/every-key", test_every_key);
  g_test_add_func ("/experiment-file/some-parameters", test_some_parameters);
  g_test_add_func ("/experiment-file/settings", test_settings);
  g_test_add_func ("/experiment-file/bad-values", test_bad_values);
  g_test_add_func ("/experiment-file/bad-texts", test_bad_texts);
  g_test_add_func ("/experiment-file/bad-settings", test_bad_settings);
  g_test_add_func ("/experiment-file/limits", test_limits);
  g_test_add_func ("/experiment-file/random", test_random);
  g_test_add_func ("/experiment-file/largest", test_largest);
  g_test_add_func ("/experiment-file/smallest-without-parameters", test_smallest_without_parameters);
  g_test_add_func ("/experiment-file/mutations", test_mutations);
  g_test_add_func ("/experiment-file/check-value", test_check_value);
  g_test_add_func ("/experiment-file/files", test_files);
  return g_test_run ();
}
