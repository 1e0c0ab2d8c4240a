// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-experiment-file.h"
#include "test-util.h"

/* What the tests of the experiment file share. */

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChainExperiment, chain_experiment_clear)

static inline gboolean
test_has_first (const ChainExperiment *experiment)
{
  ChainOptimizerKind kind = experiment->optimizer.kind;

  return kind == CHAIN_OPTIMIZER_MOMENTUM || kind == CHAIN_OPTIMIZER_NESTEROV || kind == CHAIN_OPTIMIZER_ADAM;
}

static inline gboolean
test_has_second (const ChainExperiment *experiment)
{
  ChainOptimizerKind kind = experiment->optimizer.kind;

  return kind == CHAIN_OPTIMIZER_ADAGRAD || kind == CHAIN_OPTIMIZER_RMSPROP || kind == CHAIN_OPTIMIZER_ADAM;
}

static inline void
test_parse (ChainExperiment *experiment,
            const char      *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (chain_experiment_init (experiment));
  chain_experiment_parse (experiment, text, -1, NULL, &error);
  g_assert_no_error (error);
}

/* Equal in all that a file holds. */
static inline void
test_assert_equal (const ChainExperiment *a,
                   const ChainExperiment *b)
{
  gsize n = chain_shape_n_parameters (a->shape);

  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->watch, ==, b->watch);
  g_assert_cmpstr (a->why, ==, b->why);
  g_assert_cmpint (a->shape.hidden1, ==, b->shape.hidden1);
  g_assert_cmpint (a->shape.hidden2, ==, b->shape.hidden2);
  g_assert_cmpint (a->initializer.method, ==, b->initializer.method);
  g_assert_cmpuint (a->initializer.seed, ==, b->initializer.seed);
  g_assert_true (test_bits_equal (&a->initializer.scale, &b->initializer.scale, 1));
  g_assert_true (a->initializer.method != CHAIN_INITIALIZER_MANUAL || test_bits_equal (a->parameters, b->parameters, n));
  g_assert_true (test_bits_equal (&a->x_min, &b->x_min, 1));
  g_assert_true (test_bits_equal (&a->x_max, &b->x_max, 1));
  g_assert_cmpuint (a->count, ==, b->count);
  g_assert_cmpuint (a->n_samples, ==, b->n_samples);
  g_assert_true (a->n_samples == 0
                 || (test_bits_equal (a->samples_x, b->samples_x, a->n_samples)
                     && test_bits_equal (a->samples_y, b->samples_y, a->n_samples)));
  g_assert_cmpuint (a->target.n, ==, b->target.n);
  g_assert_true (test_bits_equal (a->target.coefficients, b->target.coefficients, a->target.n));
  g_assert_true (test_bits_equal (&a->noise, &b->noise, 1));
  g_assert_cmpuint (a->noise_seed, ==, b->noise_seed);
  g_assert_cmpint (a->normalize, ==, b->normalize);

  g_assert_cmpint (a->optimizer.kind, ==, b->optimizer.kind);
  g_assert_true (test_bits_equal (&a->learning_rate, &b->learning_rate, 1));
  g_assert_true (test_bits_equal (&a->optimizer.momentum, &b->optimizer.momentum, 1));
  g_assert_true (test_bits_equal (&a->optimizer.beta1, &b->optimizer.beta1, 1));
  g_assert_true (test_bits_equal (&a->optimizer.beta2, &b->optimizer.beta2, 1));
  g_assert_true (test_bits_equal (&a->optimizer.rho, &b->optimizer.rho, 1));
  g_assert_true (test_bits_equal (&a->optimizer.epsilon, &b->optimizer.epsilon, 1));
  g_assert_cmpint (a->schedule.kind, ==, b->schedule.kind);
  g_assert_cmpuint (a->schedule.steps, ==, b->schedule.steps);
  g_assert_true (test_bits_equal (&a->schedule.factor, &b->schedule.factor, 1));
  g_assert_cmpuint (a->batch_size, ==, b->batch_size);
  g_assert_cmpuint (a->shuffle_seed, ==, b->shuffle_seed);
  g_assert_cmpuint (a->stop_steps, ==, b->stop_steps);
  g_assert_true (test_bits_equal (&a->stop_loss, &b->stop_loss, 1));

  g_assert_cmpmem (a->frozen, n * sizeof a->frozen[0], b->frozen, n * sizeof b->frozen[0]);
  g_assert_cmpint (a->has_state, ==, b->has_state);
  g_assert_true (!a->has_state || (a->state.step == b->state.step
                                   && test_bits_equal (a->state.parameters, b->state.parameters, n)));
  if (a->has_state && test_has_first (a))
    g_assert_true (test_bits_equal (a->state.moments.first, b->state.moments.first, n));
  if (a->has_state && test_has_second (a))
    g_assert_true (test_bits_equal (a->state.moments.second, b->state.moments.second, n));
  if (a->has_state && a->optimizer.kind == CHAIN_OPTIMIZER_ADAM)
    g_assert_true (test_bits_equal (&a->state.moments.beta1_power, &b->state.moments.beta1_power, 1)
                   && test_bits_equal (&a->state.moments.beta2_power, &b->state.moments.beta2_power, 1));

  g_assert_cmpuint (a->n_changes, ==, b->n_changes);
  for (gsize i = 0; i < a->n_changes; i++)
    {
      g_assert_cmpuint (a->changes[i].step, ==, b->changes[i].step);
      g_assert_cmpint (a->changes[i].key, ==, b->changes[i].key);
      g_assert_true (test_bits_equal (&a->changes[i].value, &b->changes[i].value, 1));
      g_assert_cmpuint (a->changes[i].parameter, ==, b->changes[i].parameter);
    }
}

static inline void
test_assert_round_trip (const ChainExperiment *experiment)
{
  g_autofree char *text = chain_experiment_to_text (experiment);
  g_autofree char *again = NULL;
  g_auto (ChainExperiment) parsed;

  g_assert_cmpuint (strlen (text), <=, 1024 * 1024);
  test_parse (&parsed, text);
  test_assert_equal (experiment, &parsed);
  again = chain_experiment_to_text (&parsed);
  g_assert_cmpstr (again, ==, text);
}

/* Returns @head and @n times @part. */
static inline char *
test_repeat (const char *head,
             const char *part,
             gsize       n)
{
  GString *text = g_string_new (head);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, part);

  return g_string_free (text, FALSE);
}

static inline double
test_random_double (void)
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

/* Positive, at most @max. */
static inline double
test_random_positive (double max)
{
  double value;

  do
    value = fabs (test_random_double ());
  while (value == 0.0 || value > max);

  return value;
}

static inline guint64
test_random_whole (void)
{
  return (guint64) (guint32) g_test_rand_int () << 31 | (guint32) g_test_rand_int ();
}

static inline double
test_random_decay (void)
{
  double value = test_random_positive (1.0);

  return g_test_rand_bit () ? 0.0 : MIN (value, 0x1.fffffffffffffp-1);
}

/* Any valid experiment, to be cleared. */
static inline void
test_random_experiment (ChainExperiment *experiment,
                        gsize            n_samples,
                        gsize            n_changes)
{
  static const char *const names[] = { "", " ", "a b", "\t\n\r\\s ", "ünïcödé = [x];#", "  two  " };
  g_autofree double *samples = g_new (double, 2 * n_samples + 1);
  g_autofree ChainChange *changes = g_new (ChainChange, n_changes + 1);
  int n_parameters;

  g_assert_true (chain_experiment_init (experiment));
  g_assert_true (chain_experiment_set_name (experiment, names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]));
  experiment->shape = (ChainShape) { g_test_rand_int_range (1, 17), g_test_rand_int_range (1, 17) };
  experiment->initializer = (ChainInitializer) {
    (ChainInitializerMethod) g_test_rand_int_range (0, CHAIN_N_INITIALIZERS),
    test_random_whole (), test_random_positive (1000.0)
  };
  do
    {
      experiment->x_min = test_random_double ();
      experiment->x_max = test_random_double ();
    }
  while (experiment->x_min >= experiment->x_max);
  experiment->count = (size_t) g_test_rand_int_range (1, 65537);
  experiment->learning_rate = test_random_positive (CHAIN_MAX_LEARNING_RATE);
  experiment->target.n = (size_t) g_test_rand_int_range (1, CHAIN_MAX_DEGREE + 2);
  for (gsize i = 0; i < experiment->target.n; i++)
    experiment->target.coefficients[i] = test_random_double ();
  experiment->noise = g_test_rand_bit () ? 0.0 : test_random_positive (1.0);
  experiment->noise_seed = test_random_whole ();
  experiment->normalize = (ChainNormalize) g_test_rand_int_range (0, CHAIN_N_NORMALIZES);

  experiment->optimizer = (ChainOptimizer) {
    .kind = (ChainOptimizerKind) g_test_rand_int_range (0, CHAIN_N_OPTIMIZERS),
    .momentum = test_random_decay (),
    .beta1 = test_random_decay (),
    .beta2 = test_random_decay (),
    .rho = test_random_decay (),
    .epsilon = test_random_positive (1.0),
  };
  experiment->schedule = (ChainSchedule) {
    (ChainScheduleKind) g_test_rand_int_range (0, CHAIN_N_SCHEDULES),
    1 + test_random_whole () / 2, test_random_positive (1.0)
  };
  experiment->batch_size = (size_t) g_test_rand_int_range (0, (int) (n_samples > 0 ? n_samples : experiment->count) + 1);
  experiment->shuffle_seed = test_random_whole ();
  experiment->stop_steps = test_random_whole ();
  experiment->stop_loss = fabs (test_random_double ());

  n_parameters = (int) chain_shape_n_parameters (experiment->shape);
  for (int i = 0; i < n_parameters; i++)
    experiment->frozen[i] = g_test_rand_int_range (0, 5) == 0;

  experiment->has_state = g_test_rand_bit ();
  experiment->state.step = g_test_rand_bit () ? 0 : 1 + test_random_whole () / 2;
  experiment->state.moments.beta1_power = experiment->state.step == 0 ? 1.0 : test_random_decay ();
  experiment->state.moments.beta2_power = experiment->state.step == 0 ? 1.0 : test_random_decay ();
  for (gsize i = 0; i < CHAIN_MAX_PARAMETERS; i++)
    {
      experiment->parameters[i] = test_random_double ();
      experiment->state.parameters[i] = test_random_double ();
      experiment->state.moments.first[i] = test_random_double ();
      experiment->state.moments.second[i] = fabs (test_random_double ());
    }

  for (gsize i = 0; i < 2 * n_samples; i++)
    samples[i] = test_random_double ();
  g_assert_true (chain_experiment_set_samples (experiment, n_samples, samples, samples + n_samples));

  for (gsize i = 0; i < n_changes; i++)
    {
      uint64_t step = G_MAXINT64 - n_changes + i;

      changes[i] = (ChainChange) { step, CHAIN_CHANGE_LEARNING_RATE, test_random_positive (CHAIN_MAX_LEARNING_RATE) };
      if (i % 3 == 1)
        changes[i] = (ChainChange) { step, CHAIN_CHANGE_FROZEN, g_test_rand_bit (), (size_t) g_test_rand_int_range (0, n_parameters) };
    }
  g_assert_true (chain_experiment_set_changes (experiment, n_changes, changes));
}

/* Refused with @code and, if it is not NULL, this sentence; nothing else happens. */
static inline void
test_assert_refused (const char        *text,
                     gssize             length,
                     const char *const *settings,
                     int                code,
                     const char        *sentence)
{
  g_auto (ChainExperiment) experiment;
  g_auto (ChainExperiment) before;
  g_autoptr (GError) error = NULL;

  test_parse (&experiment, "[Experiment]\nname=mine\n[Data]\nsamples=1:2;3:4\n[Changes]\n5=learning-rate:1");
  g_assert_true (chain_experiment_copy (&before, &experiment));

  if (chain_experiment_parse (&experiment, text, length, settings, &error))
    g_error ("accepted: %s %s", text, settings != NULL ? settings[0] : "");

  g_assert_error (error, CHAIN_EXPERIMENT_ERROR, code);
  if (sentence != NULL)
    g_assert_cmpstr (error->message, ==, sentence);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  test_assert_equal (&experiment, &before);
}
