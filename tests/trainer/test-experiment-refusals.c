// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-file.h"

#include <locale.h>

#include "experiment-util.h"

typedef struct
{
  const char *group;
  const char *key;
  const char *value;
  const char *sentence;
} BadValue;

#define METHODS "manual, zeros, constant, uniform, xavier-uniform, xavier-normal, he-uniform, he-normal"
#define WHOLE "expected a whole number from 0 to 9223372036854775807, got "
#define TARGET "expected x^2, or 1 to 9 coefficients of 1, x, x², … up to degree 8 separated by “;”, got "

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
  { "Changes", "100", "0.05", "[Changes] 100: expected learning-rate:VALUE, freeze:PARAMETER or thaw:PARAMETER, got “0.05”" },
  { "Changes", "100", "freeze:Q", "[Changes] 100: expected the name of a parameter, got “Q”" },
  { "Changes", "100", "freeze:W2;thaw:W2", "[Changes] 100: expected each key and each parameter once, got “freeze:W2;thaw:W2”" },
  { "Training", "frozen", "W1;W1", "[Training] frozen: expected names of parameters separated by “;”, got “W1;W1”" },
  { "Training", "frozen", "W1[2]", "[Training] frozen: expected names of parameters separated by “;”, got “W1[2]”" },
  { "Changes", "100", "W1:0.05", NULL },
  { "Changes", "100", "", NULL },
  { "Changes", "100", "learning-rate:1;learning-rate:2", NULL },
  { "Changes", "0100", "learning-rate:1", NULL },
  { "Changes", "1e2", "learning-rate:1", NULL },
  { "Changes", "9223372036854775808", "learning-rate:1", NULL },
  { "Initial", "method", "", "[Initial] method: expected one of " METHODS ", got “”" },
  { "Initial", "method", "Zeros", "[Initial] method: expected one of " METHODS ", got “Zeros”" },
  { "Initial", "method", "xavier", NULL },
  { "Initial", "seed", "-1", "[Initial] seed: " WHOLE "“-1”" },
  { "Initial", "seed", "9223372036854775808", NULL },
  { "Initial", "seed", "1.0", NULL },
  { "Initial", "seed", "", NULL },
  { "Initial", "scale", "0", "[Initial] scale: expected a number in (0, 1000], got “0”" },
  { "Initial", "scale", "1000.5", NULL },
  { "Initial", "scale", "-1", NULL },
  { "Initial", "scale", "", NULL },
  { "Data", "target", "", "[Data] target: " TARGET "“”" },
  { "Data", "target", "0;0;0;0;0;0;0;0;0;1", "[Data] target: " TARGET "“0;0;0;0;0;0;0;0;0;1”" },
  { "Data", "target", "x^3", "[Data] target: " TARGET "“x^3”" },
  { "Data", "target", "1;;2", NULL },
  { "Data", "target", "1;nan", NULL },
  { "Data", "target", ";", NULL },
  { "Data", "noise", "-0.1", "[Data] noise: expected a number in [0, 1], got “-0.1”" },
  { "Data", "noise", "1.1", NULL },
  { "Data", "noise", "", NULL },
  { "Data", "noise-seed", "-1", "[Data] noise-seed: " WHOLE "“-1”" },
  { "Data", "noise-seed", "0x1", NULL },
  { "Data", "normalize", "yes", "[Data] normalize: expected one of none, inputs, both, got “yes”" },
  { "Data", "normalize", "", NULL },
  { "Training", "optimizer", "sgd",
    "[Training] optimizer: expected one of gradient-descent, momentum, nesterov, adagrad, rmsprop, adam, got “sgd”" },
  { "Training", "optimizer", "", NULL },
  { "Training", "momentum", "1", "[Training] momentum: expected a number in [0, 1), got “1”" },
  { "Training", "momentum", "-0.1", NULL },
  { "Training", "beta1", "1", "[Training] beta1: expected a number in [0, 1), got “1”" },
  { "Training", "beta1", "", NULL },
  { "Training", "beta2", "1.5", "[Training] beta2: expected a number in [0, 1), got “1.5”" },
  { "Training", "rho", "1", "[Training] rho: expected a number in [0, 1), got “1”" },
  { "Training", "epsilon", "0", "[Training] epsilon: expected a number in (0, 1], got “0”" },
  { "Training", "epsilon", "1.1", NULL },
  { "Training", "schedule", "linear",
    "[Training] schedule: expected one of constant, step, cosine, exponential, got “linear”" },
  { "Training", "schedule-steps", "0",
    "[Training] schedule-steps: expected a whole number from 1 to 9223372036854775807, got “0”" },
  { "Training", "schedule-steps", "9223372036854775808", NULL },
  { "Training", "schedule-factor", "0", "[Training] schedule-factor: expected a number in (0, 1], got “0”" },
  { "Training", "schedule-factor", "1.5", NULL },
  { "Training", "batch-size", "-1",
    "[Training] batch-size: expected a whole number from 0, which means all, to the number of samples, got “-1”" },
  { "Training", "batch-size", "65537", NULL },
  { "Training", "batch-size", "", NULL },
  { "Training", "shuffle-seed", "-1", "[Training] shuffle-seed: " WHOLE "“-1”" },
  { "Training", "stop-steps", "-1", "[Training] stop-steps: " WHOLE "“-1”" },
  { "Training", "stop-steps", "", NULL },
  { "Training", "stop-loss", "-1", "[Training] stop-loss: expected a number from 0 on, got “-1”" },
  { "Training", "stop-loss", "inf", NULL },
  { "State", "step", "-1", NULL },
  { "State", "step", "9223372036854775808", NULL },
  { "State", "parameters", "1;2;3", "[State] parameters: expected 6 numbers separated by “;”, got “1;2;3”" },
  { "State", "parameters", "1;2;3;4;5;6;7", NULL },
  { "State", "first-moments", "1;2;3",
    "[State] first-moments: expected 6 numbers separated by “;”, got “1;2;3”" },
  { "State", "second-moments", "1;2;3;4;5;-6",
    "[State] second-moments: expected 6 numbers from 0 on separated by “;”, got “1;2;3;4;5;-6”" },
  { "State", "beta1-power", "1.5", "[State] beta1-power: expected a number in [0, 1], got “1.5”" },
  { "State", "beta2-power", "-1", "[State] beta2-power: expected a number in [0, 1], got “-1”" },
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

      test_assert_refused (text, -1, NULL, code, bad->sentence);
      test_assert_refused (NULL, 0, settings, code, bad->sentence);
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
    { "[State]\nstep=1", CHAIN_EXPERIMENT_ERROR_CONFLICT,
      "[State]: expected all of step, parameters with optimizer=gradient-descent, got no parameters" },
    { "[State]\nparameters=1;2;3;4;5;6", CHAIN_EXPERIMENT_ERROR_CONFLICT, NULL },
    { "[Training]\nlearning-rate=\x1b[31m0123456789012345678901234567890123456789", CHAIN_EXPERIMENT_ERROR_VALUE,
      "[Training] learning-rate: expected a number in (0, 1000], got “�[31m01234567890123456789012345678901234…”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    test_assert_refused (bad[i].text, -1, NULL, bad[i].code, bad[i].sentence);

  test_assert_refused ("[Data]\ncount=1\0" "2\n", 17, NULL, CHAIN_EXPERIMENT_ERROR_SYNTAX,
                  "Line 2: expected a text, got a NUL byte");
}

/* Settings that do not go together, as the keys of a file and as settings. */
static void
test_conflicts (void)
{
  static const struct
  {
    const char *keys[8]; /* group and key=value, in turn */
    const char *sentence;
  } bad[] = {
    { { "Initial", "method=zeros", "Parameters", "W1=1" },
      "[Initial] method: expected manual, or no [Parameters]: they are either given or drawn, got “zeros”" },
    { { "Network", "hidden=2;1", "Initial", "method=manual" },
      "[Initial] method: expected [Parameters] with it, or a method that draws them, with hidden=2;1, "
      "got “manual” alone" },
    { { "Network", "hidden=2;2", "Parameters", "W1=1;2" },
      "[Parameters]: expected all of W1, b1, W2, b2, W3, b3 or none with hidden=2;2, got only 1 of them" },
    { { "Data", "count=10", "Training", "batch-size=11" },
      "[Training] batch-size: expected a whole number from 0, which means all, to 10, the number of samples, "
      "got “11”" },
    { { "Data", "samples=1:1;2:2", "Training", "batch-size=3" },
      "[Training] batch-size: expected a whole number from 0, which means all, to 2, the number of samples, "
      "got “3”" },
    { { "Training", "optimizer=momentum", "State", "step=1", "State", "parameters=1;2;3;4;5;6" },
      "[State]: expected all of step, parameters, first-moments with optimizer=momentum, got no first-moments" },
    { { "State", "second-moments=1;2;3;4;5;6", "State", "step=1", "State", "parameters=1;2;3;4;5;6" },
      "[State]: expected only step, parameters with optimizer=gradient-descent, got also second-moments" },
    { { "Training", "optimizer=rmsprop", "State", "second-moments=1;2;3;4;5;6" },
      "[State]: expected all of step, parameters, second-moments with optimizer=rmsprop, got no step" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      GHashTable *groups = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GString) text = g_string_new (NULL);
      const char *settings[5] = { NULL };

      for (gsize k = 0; k < 8 && bad[i].keys[k] != NULL; k += 2)
        {
          settings[k / 2] = bad[i].keys[k + 1];
          if (!g_hash_table_add (groups, (gpointer) bad[i].keys[k]))
            g_string_append_printf (text, "%s\n", bad[i].keys[k + 1]);
          else
            g_string_append_printf (text, "[%s]\n%s\n", bad[i].keys[k], bad[i].keys[k + 1]);
        }
      g_hash_table_unref (groups);

      test_assert_refused (text->str, -1, NULL, CHAIN_EXPERIMENT_ERROR_CONFLICT, bad[i].sentence);
      test_assert_refused (NULL, 0, settings, CHAIN_EXPERIMENT_ERROR_CONFLICT, bad[i].sentence);
    }
}

#define ADAM "[Training]\noptimizer=adam\n[State]\nparameters=1;2;3;4;5;6\nfirst-moments=1;2;3;4;5;6\n" \
             "second-moments=1;2;3;4;5;6\n"

/* A state whose βᵗ no run can have */
static void
test_powers (void)
{
  g_auto (ChainExperiment) experiment;

  test_parse (&experiment, ADAM "step=0\nbeta1-power=1\nbeta2-power=1");
  chain_experiment_clear (&experiment);
  test_parse (&experiment, ADAM "step=1\nbeta1-power=0\nbeta2-power=0.9");
  test_assert_refused (ADAM "step=1\nbeta1-power=1\nbeta2-power=0.9", -1, NULL, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                       "[State] beta1-power: expected a number below 1 after step 0, got “1”");
  test_assert_refused (ADAM "step=0\nbeta1-power=1\nbeta2-power=0.9", -1, NULL, CHAIN_EXPERIMENT_ERROR_CONFLICT,
                       "[State] beta2-power: expected 1 at step 0, got “0.9”");
}

/* A run that is on its way has had its start. */
static void
test_new_start (void)
{
  static const char *const refused[][2] = {
    { "W1=3", "[Parameters] W1: expected no other start for a run that stands at step 7 ([State]), got “3”" },
    { "seed=3", "[Initial] seed: expected no other start for a run that stands at step 7 ([State]), got “3”" },
    { "hidden=1;1", "[Network] hidden: expected no other start for a run that stands at step 7 ([State]), got “1;1”" },
    { "method=zeros", NULL }, { "scale=2", NULL }, { "b3=0", NULL }, { "optimizer=nesterov", NULL },
  };
  static const char *const accepted[] = {
    "learning-rate=1", "batch-size=7", "9=learning-rate:1", "name=x", "stop-steps=9", "count=9", "noise=0.5",
    "shuffle-seed=4", "schedule=cosine", "parameters=6;5;4;3;2;1", NULL
  };
  static const char *const rate[] = { "learning-rate=0.5", NULL };
  static const char state[] = "[State]\nstep=7\nparameters=1;2;3;4;5;6";
  const char *const whole[] = { "W1=3", "step=7", "parameters=1;2;3;4;5;6", NULL };
  g_auto (ChainExperiment) experiment;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      const char *const settings[] = { refused[i][0], NULL };

      test_assert_refused (state, -1, settings, CHAIN_EXPERIMENT_ERROR_CONFLICT, refused[i][1]);
    }

  test_assert_refused ("[Changes]\n8=learning-rate:1\n[State]\nstep=7\nparameters=1;2;3;4;5;6", -1, rate,
                       CHAIN_EXPERIMENT_ERROR_CONFLICT,
                       "[Training] learning-rate: expected a change such as 8=learning-rate:VALUE, "
                       "for [Changes] has replaced this rate, got “0.5”");
  g_assert_true (chain_experiment_init (&experiment));
  g_assert_true (chain_experiment_parse (&experiment, "[Changes]\n9=learning-rate:1\n[State]\nstep=7\n"
                                         "parameters=1;2;3;4;5;6", -1, rate, NULL));
  /* a lock is no rate */
  g_assert_true (chain_experiment_parse (&experiment, "[Changes]\n5=freeze:W1\n[State]\nstep=7\n"
                                         "parameters=1;2;3;4;5;6", -1, rate, NULL));
  g_assert_true (chain_experiment_parse (&experiment, state, -1, accepted, NULL));
  g_assert_true (chain_experiment_parse (&experiment, NULL, 0, whole, NULL));
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

      test_assert_refused ("[Training]\nlearning-rate=1", -1, settings, code, bad[i][1]);
    }
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment-refusals/values", test_bad_values);
  g_test_add_func ("/experiment-refusals/texts", test_bad_texts);
  g_test_add_func ("/experiment-refusals/conflicts", test_conflicts);
  g_test_add_func ("/experiment-refusals/powers", test_powers);
  g_test_add_func ("/experiment-refusals/new-start", test_new_start);
  g_test_add_func ("/experiment-refusals/settings", test_bad_settings);
  return g_test_run ();
}
