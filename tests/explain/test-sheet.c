// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-explanation.h"

#include "chain-kernel.h"
#include "chain-random.h"
#include "test-util.h"

/* The numbers of sheets against those of the engine, which share no line. */

typedef struct
{
  ChainExplanationSource source;
  double parameters[CHAIN_MAX_PARAMETERS];
  bool frozen[CHAIN_MAX_PARAMETERS];
  ChainDataset dataset;
  ChainMoments moments;
} Experiment;

static double
draw (ChainRandom *random,
      double       size)
{
  return size * chain_random_uniform (random, -1.0, 1.0);
}

static void
experiment_init (Experiment  *e,
                 ChainRandom *random,
                 ChainShape   shape,
                 gsize        n)
{
  double x[64], y[64];

  *e = (Experiment) { .source = { .shape = shape, .digits = CHAIN_EXPLANATION_MAX_DIGITS, .step_size = 0.25 } };
  for (gsize p = 0; p < chain_shape_n_parameters (shape); p++)
    e->parameters[p] = draw (random, 1.5);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = draw (random, 2.0);
      y[i] = draw (random, 2.0);
    }
  chain_dataset_init_samples (&e->dataset, n, x, y);
  chain_optimizer_init (&e->source.optimizer);
  chain_moments_init (&e->moments);
  e->source.parameters = e->parameters;
  e->source.frozen = e->frozen;
  e->source.dataset = e->source.plain = &e->dataset;
  e->source.moments = &e->moments;
  e->source.sample = n / 2;
  e->source.parameter = CHAIN_ALL_PARAMETERS;
}

/* The result of the last formula for @symbol. */
static double
find (const ChainSheet *sheet,
      ChainSymbol       symbol,
      gboolean          assigns)
{
  double value = NAN;

  for (guint i = 0; i < sheet->blocks->len; i++)
    {
      const ChainBlock *block = chain_sheet_get (sheet, i);

      if (block->kind == CHAIN_BLOCK_FORMULA && block->assigns == assigns)
        {
          const ChainToken *left = &g_array_index (block->left, ChainToken, 0);

          if (left->kind == CHAIN_TOKEN_SYMBOL && memcmp (&left->symbol, &symbol, sizeof symbol) == 0)
            value = chain_numeral_to_double (&g_array_index (block->result, ChainToken, 0).numeral);
        }
    }

  return value;
}

static ChainSymbol
gradient_of (ChainShape shape,
             gsize      index)
{
  ChainSymbol symbol = chain_symbol_of_parameter (shape, index);

  symbol.form = CHAIN_FORM_GRADIENT;
  return symbol;
}

static const ChainShape shapes[] = { { 1, 1 }, { 1, 1 }, { 1, 1 }, { 2, 1 }, { 1, 3 }, { 3, 2 }, { 16, 16 } };

static void
test_sample (void)
{
  ChainRandom random;

  chain_random_init (&random, 1);
  for (int i = 0; i < 200; i++)
    {
      ChainShape shape = i < 7 ? shapes[i] : shapes[i % 6];
      Experiment e;
      ChainForward forward;
      ChainBackward backward;
      g_autoptr (ChainSheet) sheet = chain_sheet_new ();

      experiment_init (&e, &random, shape, 7);
      chain_explanation_add_sample (&e.source, sheet);
      chain_network_forward (shape, e.parameters, e.dataset.x[3], &forward);
      chain_network_backward (shape, e.parameters, &forward, e.dataset.y[3], &backward);
      for (gsize p = 0; p < chain_shape_n_parameters (shape); p++)
        test_assert_close (find (sheet, gradient_of (shape, p), FALSE), backward.gradients[p],
                           1e-13 * fmax (1.0, fabs (backward.gradients[p])), "gradient %d of net %d", (int) p, i);
      test_assert_close (find (sheet, (ChainSymbol) { .name = CHAIN_SYMBOL_OUTPUT }, FALSE), forward.output, 1e-13,
                         "output of net %d", i);
      chain_dataset_clear (&e.dataset);
    }
}

/* One parameter's sheet has the same number as that of all. */
static void
test_parameter (void)
{
  ChainRandom random;

  chain_random_init (&random, 2);
  for (gsize i = 2; i < 6; i++)
    for (gsize p = 0; p < chain_shape_n_parameters (shapes[i]); p++)
      {
        Experiment e;
        g_autoptr (ChainSheet) all = NULL, one = NULL;
        double expected, got;

        experiment_init (&e, &random, shapes[i], 1);
        e.source.digits = 9;
        all = chain_explanation_new (&e.source);
        e.source.parameter = (int) p;
        one = chain_explanation_new (&e.source);
        expected = find (all, gradient_of (shapes[i], p), FALSE);
        got = find (one, gradient_of (shapes[i], p), FALSE);
        g_assert_cmpfloat (got, ==, expected);
        g_assert_cmpuint (one->blocks->len, <, all->blocks->len);
        chain_dataset_clear (&e.dataset);
      }
}

static void
test_batch (void)
{
  ChainRandom random;

  chain_random_init (&random, 3);
  for (int i = 0; i < 40; i++)
    {
      ChainShape shape = shapes[i % 6];
      double gradients[CHAIN_MAX_PARAMETERS], loss;
      Experiment e;
      g_autoptr (ChainSheet) sheet = NULL;

      experiment_init (&e, &random, shape, 64);
      e.source.batch = TRUE;
      e.source.digits = 12;
      sheet = chain_explanation_new (&e.source);
      loss = chain_kernel_evaluate (shape, e.parameters, 64, e.dataset.x, e.dataset.y, gradients);
      test_assert_close (find (sheet, (ChainSymbol) { .name = CHAIN_SYMBOL_LOSS }, FALSE), loss, 1e-11 * loss, "loss");
      for (gsize p = 0; p < chain_shape_n_parameters (shape); p++)
        test_assert_close (find (sheet, gradient_of (shape, p), FALSE), gradients[p],
                           1e-11 * fabs (gradients[p]), "gradient %d of net %d", (int) p, i);
      chain_dataset_clear (&e.dataset);
    }
}

/* Every optimiser, in the middle of a run, against the update that training makes. */
static void
test_updates (void)
{
  ChainRandom random;

  chain_random_init (&random, 4);
  for (int i = 0; i < 10 * CHAIN_N_OPTIMIZERS; i++)
    {
      ChainShape shape = shapes[i % 6];
      gsize n = chain_shape_n_parameters (shape);
      double gradients[CHAIN_MAX_PARAMETERS], after[CHAIN_MAX_PARAMETERS];
      Experiment e;
      ChainMoments moments;
      g_autoptr (ChainSheet) sheet = NULL;

      experiment_init (&e, &random, shape, 5);
      e.source.optimizer.kind = (ChainOptimizerKind) (i / 10);
      e.moments.beta1_power = 0.81;
      e.moments.beta2_power = 0.998001;
      for (gsize p = 0; p < n; p++)
        {
          e.moments.first[p] = draw (&random, 1.0);
          e.moments.second[p] = fabs (draw (&random, 1.0));
        }

      sheet = chain_explanation_new (&e.source);
      chain_kernel_evaluate (shape, e.parameters, 5, e.dataset.x, e.dataset.y, gradients);
      chain_optimizer_update (&e.source.optimizer, e.source.step_size, n, e.parameters, gradients, &e.moments, after, &moments);
      for (gsize p = 0; p < n; p++)
        test_assert_close (find (sheet, chain_symbol_of_parameter (shape, p), TRUE), after[p], 1e-13,
                           "parameter %d by optimiser %d", (int) p, i / 10);
      chain_dataset_clear (&e.dataset);
    }
}

/* MATHS.md, section 1, to its 12 digits; what the document prints is judged rightly. */
static void
test_worked_example (void)
{
  static const char *const lines[] = {
    "z₁ = W₁·x + b₁ = 0.5 × 2 + 0.1 = 1.1\n", "h₁ = tanh(z₁) = tanh(1.1) ≈ 0.800499021761\n",
    " 0.440399217409\n", " 0.413975298155\n", " 0.796770357786\n", " -3.20322964221\n",
    " 10.2606801408\n", "-6.40645928443\n", " -2.65211589239\n", " 0.828624452517\n",
    " -5.09938576210\n", " -6.37025858056\n", " 0.359201316160\n", " -3.66112842627\n",
    " -1.83056421313\n", " 0.536611284263\n", " 0.118305642131\n", " 0.850993857621\n",
    " -0.136297414194\n", " 1.22652115892\n", " 0.364064592844\n",
    "prints 0.4139; the last digit is wrong: 0.4140.", "prints 0.7967; the last digit is wrong: 0.7968.",
    "prints -3.2033; the last digit is wrong: -3.2032.", "prints -6.407; the last digit is wrong: -6.406.",
    "prints 0.8287; the last digit is wrong: 0.8286.", "prints -5.093, which is off by 0.13 %.",
    "prints -6.361, which is off by 0.15 %.", "prints -3.656, which is off by 0.14 %.",
    "prints -1.828, which is off by 0.14 %.", "prints 0.8005, which is right.", "prints 1.227, which is right.",
  };
  static const double parameters[] = { 0.5, 0.1, 0.8, -0.2, 1.2, 0.3 };
  ChainRandom random;
  Experiment e;
  g_autoptr (ChainSheet) sheet = NULL;
  g_autofree char *text = NULL;

  chain_random_init (&random, 1);
  experiment_init (&e, &random, (ChainShape) { 1, 1 }, 1);
  memcpy (e.parameters, parameters, sizeof parameters);
  e.dataset.x[0] = 2.0;
  e.dataset.y[0] = 4.0;
  e.source.step_size = 0.01;
  e.source.digits = 12;
  sheet = chain_explanation_new (&e.source);
  text = chain_sheet_to_text (sheet);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (strstr (text, lines[i]) == NULL)
      {
        g_test_message ("expected “%s” in:\n%s", lines[i], text);
        g_test_fail ();
      }
  chain_dataset_clear (&e.dataset);
}

/* A parameter that is frozen keeps its value, and the sheet says so. */
static void
test_frozen (void)
{
  ChainRandom random;
  Experiment e;
  g_autoptr (ChainSheet) sheet = NULL;

  chain_random_init (&random, 5);
  experiment_init (&e, &random, (ChainShape) { 1, 1 }, 3);
  e.frozen[2] = true;
  sheet = chain_explanation_new (&e.source);
  g_assert_true (isnan (find (sheet, chain_symbol_of_parameter (e.source.shape, 2), TRUE)));
  g_assert_cmpfloat (find (sheet, chain_symbol_of_parameter (e.source.shape, 2), FALSE), ==, e.parameters[2]);
  chain_dataset_clear (&e.dataset);
}

/* Zeros, saturation, the largest numbers: nothing but numbers in any format. */
static void
test_extremes (void)
{
  static const double sizes[] = { 0.0, 1e-300, 1e3, 1e6, 1e70 };
  ChainRandom random;

  chain_random_init (&random, 6);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int batch = 0; batch < 2; batch++)
      {
        Experiment e;
        g_autoptr (ChainSheet) sheet = NULL;
        g_autofree char *text = NULL, *csv = NULL, *markdown = NULL, *latex = NULL;

        experiment_init (&e, &random, shapes[i], 4);
        for (gsize p = 0; p < chain_shape_n_parameters (shapes[i]); p++)
          e.parameters[p] = draw (&random, sizes[i]);
        e.source.batch = batch == 1;
        sheet = chain_explanation_new (&e.source);
        text = chain_sheet_to_text (sheet);
        csv = chain_sheet_to_csv (sheet);
        markdown = chain_sheet_to_markdown (sheet);
        latex = chain_sheet_to_latex (sheet);
        g_assert_null (strstr (text, "inf"));
        g_assert_null (strstr (text, "nan"));
        g_assert_true (g_utf8_validate (text, -1, NULL) && g_utf8_validate (latex, -1, NULL));
        g_assert_cmpuint (strlen (csv), >, 100);
        g_assert_cmpuint (strlen (markdown), >, 100);
        chain_dataset_clear (&e.dataset);
      }
}

/* Signs of Chinese and Japanese take two columns, marks over a letter none. */
static void
test_wide_signs (void)
{
  ChainSheet *sheet = chain_sheet_new ();
  g_autofree char *text = NULL;

  chain_sheet_add_text (sheet, CHAIN_BLOCK_HEADING, "%s", "梯度 y\xcc\x82");
  text = chain_sheet_to_text (sheet);
  g_assert_nonnull (strstr (text, "梯度 y\xcc\x82\n------\n"));
  g_assert_null (strstr (text, "-------"));
  chain_sheet_free (sheet);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/sample", test_sample);
  g_test_add_func ("/sheet/parameter", test_parameter);
  g_test_add_func ("/sheet/batch", test_batch);
  g_test_add_func ("/sheet/updates", test_updates);
  g_test_add_func ("/sheet/worked-example", test_worked_example);
  g_test_add_func ("/sheet/frozen", test_frozen);
  g_test_add_func ("/sheet/extremes", test_extremes);
  g_test_add_func ("/sheet/wide-signs", test_wide_signs);
  return g_test_run ();
}
