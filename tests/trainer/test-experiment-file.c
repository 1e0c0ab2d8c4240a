// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-experiment-file.h"

#include <float.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "experiment-util.h"

#define MEBIBYTE (1024 * 1024)

/* Reading */

static void
test_defaults (void)
{
  static const char *const texts[] = { "", "\n\n", "# nothing\n", "[Data]\n[Training]",
                                       "[Experiment]\r\nformat=1\r\n", "\xef\xbb\xbf[Experiment]\r\nformat=1\r\n",
                                       "\xef\xbb\xbf" };
  g_auto (ChainExperiment) expected;

  g_assert_true (chain_experiment_init (&expected));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (ChainExperiment) experiment;

      test_parse (&experiment, texts[i]);
      test_assert_equal (&experiment, &expected);
    }
  test_assert_round_trip (&expected);
}

static void
test_every_key (void)
{
  const double parameters[] = { 1, 2, 3, 4, 5, 6, 7, -0.0, 9 };
  const double state[] = { 9, 8, 7, 6, 5, 4, 3, 2, 1e-320 };
  g_auto (ChainExperiment) experiment;

  test_parse (&experiment,
         "# a comment\n"
         "[Parameters]\nW1=1;2\nb1=3;4\n  W2 = 5 ; 6 \nb2=7\nW3=-0\nb3=+9\n"
         "[Network]\nhidden=2;1;\n"
         "[State]\nstep=9223372036854775807\nparameters=9;8;7;6;5;4;3;2;1e-320\n"
         "first-moments=9;8;7;6;5;4;3;2;-1\nsecond-moments=9;8;7;6;5;4;3;2;0\nbeta1-power=0\nbeta2-power=0.5\n"
         "[Data]\nx-min=-1.5e0\nx-max=1E+2\ncount=65536\nsamples=2:4; 1:1\n"
         "target=1;-2.5;0;3\nnoise=0.25\nnoise-seed=9223372036854775807\nnormalize=both\n"
         "[Initial]\nmethod=manual\nseed=7\nscale=1e-2\n"
         "[Changes]\n100=learning-rate:0.05\n0=learning-rate:1000\n9=learning-rate:5e-324;\n"
         "[Training]\nlearning-rate=0.25\noptimizer=adam\nmomentum=0.5\nbeta1=0\nbeta2=0.75\nrho=0.125\n"
         "epsilon=1\nschedule=cosine\nschedule-steps=9223372036854775807\nschedule-factor=1\nbatch-size=2\n"
         "shuffle-seed=0\nstop-steps=9223372036854775807\nstop-loss=1e308\n"
         "[Experiment]\nformat=1\nname=\\sa\\n\\t\\\\ b=[c];d\\s  \n"
         "watch=a\\nb\nwhy=c d");

  g_assert_cmpstr (experiment.name, ==, " a\n\t\\ b=[c];d ");
  g_assert_cmpstr (experiment.watch, ==, "a\nb");
  g_assert_cmpstr (experiment.why, ==, "c d");
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
  g_assert_cmpuint (experiment.initializer.seed, ==, 7);
  g_assert_cmpfloat (experiment.initializer.scale, ==, 0.01);
  g_assert_cmpuint (experiment.target.n, ==, 4);
  g_assert_cmpfloat (experiment.target.coefficients[1], ==, -2.5);
  g_assert_cmpfloat (experiment.noise, ==, 0.25);
  g_assert_cmpuint (experiment.noise_seed, ==, G_MAXINT64);
  g_assert_cmpint (experiment.normalize, ==, CHAIN_NORMALIZE_BOTH);
  g_assert_cmpfloat (experiment.learning_rate, ==, 0.25);
  g_assert_cmpint (experiment.optimizer.kind, ==, CHAIN_OPTIMIZER_ADAM);
  g_assert_cmpfloat (experiment.optimizer.momentum, ==, 0.5);
  g_assert_cmpfloat (experiment.optimizer.beta1, ==, 0.0);
  g_assert_cmpfloat (experiment.optimizer.beta2, ==, 0.75);
  g_assert_cmpfloat (experiment.optimizer.rho, ==, 0.125);
  g_assert_cmpfloat (experiment.optimizer.epsilon, ==, 1.0);
  g_assert_cmpint (experiment.schedule.kind, ==, CHAIN_SCHEDULE_COSINE);
  g_assert_cmpuint (experiment.schedule.steps, ==, G_MAXINT64);
  g_assert_cmpfloat (experiment.schedule.factor, ==, 1.0);
  g_assert_cmpuint (experiment.batch_size, ==, 2);
  g_assert_cmpuint (experiment.shuffle_seed, ==, 0);
  g_assert_cmpuint (experiment.stop_steps, ==, G_MAXINT64);
  g_assert_cmpfloat (experiment.stop_loss, ==, 1e308);
  g_assert_true (experiment.has_state);
  g_assert_cmpfloat (experiment.state.moments.first[8], ==, -1.0);
  g_assert_cmpfloat (experiment.state.moments.second[0], ==, 9.0);
  g_assert_cmpfloat (experiment.state.moments.beta1_power, ==, 0.0);
  g_assert_cmpfloat (experiment.state.moments.beta2_power, ==, 0.5);
  g_assert_cmpuint (experiment.state.step, ==, G_MAXINT64);
  g_assert_true (test_bits_equal (experiment.state.parameters, state, 9));
  g_assert_cmpuint (experiment.n_changes, ==, 3);
  g_assert_cmpuint (experiment.changes[0].step, ==, 0);
  g_assert_cmpfloat (experiment.changes[0].value, ==, 1000.0);
  g_assert_cmpuint (experiment.changes[1].step, ==, 9);
  g_assert_cmpfloat (experiment.changes[1].value, ==, 0x1p-1074);
  g_assert_cmpuint (experiment.changes[2].step, ==, 100);
  test_assert_round_trip (&experiment);
}

static void
test_some_parameters (void)
{
  const double some[] = { 0.5, 7, 0.8, -0.2, 1.2, 0.3 };
  g_auto (ChainExperiment) smallest;
  g_auto (ChainExperiment) wide;

  test_parse (&smallest, "[Parameters]\nb1=7");
  g_assert_true (test_bits_equal (smallest.parameters, some, 6));

  test_parse (&wide, "[Network]\nhidden=4;4");
  g_assert_cmpint (wide.initializer.method, ==, CHAIN_INITIALIZER_XAVIER_UNIFORM);
  test_assert_round_trip (&wide);
}

/* Where the file does not say how the run starts, its parameters do. */
static void
test_methods (void)
{
  static const struct
  {
    const char *text;
    ChainInitializerMethod method;
  } cases[] = {
    { "", CHAIN_INITIALIZER_MANUAL },
    { "[Initial]\nmethod=manual", CHAIN_INITIALIZER_MANUAL },
    { "[Initial]\nmethod=xavier-uniform", CHAIN_INITIALIZER_XAVIER_UNIFORM },
    { "[Initial]\nmethod=zeros\n[Parameters]\n", CHAIN_INITIALIZER_ZEROS },
    { "[Initial]\nmethod=constant\nscale=0.01", CHAIN_INITIALIZER_CONSTANT },
    { "[Network]\nhidden=2;1", CHAIN_INITIALIZER_XAVIER_UNIFORM },
    { "[Network]\nhidden=2;1\n[Initial]\nmethod=he-normal", CHAIN_INITIALIZER_HE_NORMAL },
    { "[Network]\nhidden=2;1\n[Initial]\nmethod=uniform", CHAIN_INITIALIZER_UNIFORM },
    { "[Network]\nhidden=2;1\n[Initial]\nmethod=xavier-normal", CHAIN_INITIALIZER_XAVIER_NORMAL },
    { "[Network]\nhidden=2;1\n[Initial]\nmethod=he-uniform", CHAIN_INITIALIZER_HE_UNIFORM },
    { "[Network]\nhidden=2;1\n[Parameters]\nW1=1;2\nb1=1;2\nW2=1;2\nb2=1\nW3=1\nb3=1", CHAIN_INITIALIZER_MANUAL },
    { "[Network]\nhidden=2;1\n[Initial]\nmethod=manual\n[Parameters]\nW1=1;2\nb1=1;2\nW2=1;2\nb2=1\nW3=1\nb3=1",
      CHAIN_INITIALIZER_MANUAL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (ChainExperiment) experiment;

      test_parse (&experiment, cases[i].text);
      g_assert_cmpint (experiment.initializer.method, ==, cases[i].method);
      test_assert_round_trip (&experiment);
    }
}

static void
test_targets (void)
{
  static const struct
  {
    const char *text;
    gsize n;
    double at_3;
  } cases[] = {
    { "x^2", 3, 9.0 }, { "0;0;1", 3, 9.0 }, { "0;0;1;", 3, 9.0 }, { "5", 1, 5.0 }, { "1; -1", 2, -2.0 },
    { "0;0;0;0;0;0;0;0;1", 9, 6561.0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *setting = g_strconcat ("target=", cases[i].text, NULL);
      const char *const settings[] = { setting, NULL };
      g_auto (ChainExperiment) experiment;
      g_autoptr (GError) error = NULL;

      g_assert_true (chain_experiment_init (&experiment));
      chain_experiment_parse (&experiment, NULL, 0, settings, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (experiment.target.n, ==, cases[i].n);
      g_assert_cmpfloat (chain_polynomial_evaluate (&experiment.target, 3.0), ==, cases[i].at_3);
      test_assert_round_trip (&experiment);
    }
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

/* Limits: the largest file that is accepted, one change, sample or byte too many. */

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
  g_autofree char *largest = test_repeat ("", "#", MEBIBYTE);
  g_autofree char *larger = test_repeat ("", "#", MEBIBYTE + 1);
  g_autofree char *samples = test_repeat ("[Data]\nsamples=", "1:1;", CHAIN_MAX_EXPLICIT_SAMPLES);
  g_autofree char *more_samples = test_repeat ("[Data]\nsamples=", "1:1;", CHAIN_MAX_EXPLICIT_SAMPLES + 1);
  g_autofree char *changes = changes_text (CHAIN_MAX_CHANGES);
  g_autofree char *more_changes = changes_text (CHAIN_MAX_CHANGES + 1);
  g_autofree char *name = test_repeat ("[Experiment]\nname=", "ü", 4096);
  g_autofree char *longer_name = test_repeat ("[Experiment]\nname=", "ü", 4097);
  g_autofree char *separators = test_repeat ("[Data]\nsamples=", ";", MEBIBYTE - 100);
  const char *const accepted[] = { largest, samples, changes, name };

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_auto (ChainExperiment) experiment;

      test_parse (&experiment, accepted[i]);
      test_assert_round_trip (&experiment);
    }

  test_assert_refused (larger, -1, NULL, CHAIN_EXPERIMENT_ERROR_SYNTAX, "The file is larger than 1 MiB");
  test_assert_refused (more_samples, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE, NULL);
  test_assert_refused (more_changes, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE,
                  "[Changes]: expected at most 2048 changes, got 2049");
  test_assert_refused (longer_name, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE, NULL);
  test_assert_refused (separators, -1, NULL, CHAIN_EXPERIMENT_ERROR_VALUE, NULL);
}

/* Random experiments */

static void
test_random (void)
{
  for (int i = 0; i < 500; i++)
    {
      g_auto (ChainExperiment) experiment;

      test_random_experiment (&experiment, (gsize) g_test_rand_int_range (0, 20),
                         (gsize) g_test_rand_int_range (0, 20));
      test_assert_round_trip (&experiment);
    }
}

/* The largest experiment that there can be must fit into the file. */
static void
test_largest (void)
{
  g_auto (ChainExperiment) experiment;
  g_autofree char *name = test_repeat ("", "😀", 4096);

  test_random_experiment (&experiment, CHAIN_MAX_EXPLICIT_SAMPLES, CHAIN_MAX_CHANGES);
  g_assert_true (chain_experiment_set_name (&experiment, name));
  g_assert_true (chain_experiment_set_watch (&experiment, name));
  g_assert_true (chain_experiment_set_why (&experiment, name));
  experiment.shape = (ChainShape) { 16, 16 };
  experiment.initializer = (ChainInitializer) { CHAIN_INITIALIZER_MANUAL, G_MAXINT64, DBL_MIN };
  experiment.x_min = -DBL_MAX;
  experiment.target.n = CHAIN_MAX_DEGREE + 1;
  for (gsize i = 0; i < experiment.target.n; i++)
    experiment.target.coefficients[i] = -DBL_MIN;
  experiment.noise = experiment.optimizer.epsilon = experiment.schedule.factor = experiment.stop_loss = DBL_MIN;
  experiment.optimizer.kind = CHAIN_OPTIMIZER_ADAM;
  experiment.optimizer.momentum = experiment.optimizer.rho = DBL_MIN;
  experiment.optimizer.beta1 = experiment.optimizer.beta2 = DBL_MIN;
  experiment.has_state = true;
  experiment.state.step = G_MAXINT64;
  experiment.state.moments.beta1_power = experiment.state.moments.beta2_power = DBL_MIN;
  for (gsize i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    {
      experiment.frozen[i] = true;
      experiment.parameters[i] = experiment.state.parameters[i] = experiment.state.moments.first[i] = -DBL_MIN;
      experiment.state.moments.second[i] = DBL_MIN;
    }
  for (gsize i = 0; i < experiment.n_samples; i++)
    experiment.samples_x[i] = experiment.samples_y[i] = -DBL_MIN;
  for (gsize i = 0; i < experiment.n_changes; i++)
    experiment.changes[i] = (ChainChange) { experiment.changes[i].step, CHAIN_CHANGE_LEARNING_RATE, DBL_MIN };
  test_assert_round_trip (&experiment);
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

      test_random_experiment (&experiment, 3, 2);
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
          test_assert_round_trip (&experiment);
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
  g_assert_true (chain_experiment_check_value ("stop-steps", "9223372036854775807", &value, &error));
  g_assert_cmpfloat (value, ==, 0x1p63);
  g_assert_true (chain_experiment_check_value ("count", "64", &value, &error));
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

  test_random_experiment (&experiment, 10, 3);
  g_assert_true (chain_experiment_init (&read));
  g_assert_true (chain_experiment_write (&experiment, path, &error));
  g_assert_true (chain_experiment_read (&read, path, NULL, &error));
  g_assert_no_error (error);
  test_assert_equal (&experiment, &read);

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
  test_assert_equal (&experiment, &read);

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
  g_test_add_func ("/experiment-file/methods", test_methods);
  g_test_add_func ("/experiment-file/targets", test_targets);
  g_test_add_func ("/experiment-file/settings", test_settings);
  g_test_add_func ("/experiment-file/limits", test_limits);
  g_test_add_func ("/experiment-file/random", test_random);
  g_test_add_func ("/experiment-file/largest", test_largest);
  g_test_add_func ("/experiment-file/mutations", test_mutations);
  g_test_add_func ("/experiment-file/check-value", test_check_value);
  g_test_add_func ("/experiment-file/files", test_files);
  return g_test_run ();
}
