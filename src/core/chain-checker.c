// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-checker.h"

#include <math.h>

#include "chain-kernel.h"

/* About half a second of work, in multiplications of complex numbers. */
#define MOST_WORK 6e7
/* A hyperbolic tangent of a complex number costs as many of them. */
#define TANH_WORK 25.0

/* Fewer samples say too little, however wide the network. */
#define LEAST_SAMPLES 16

/* How many samples can be checked in a time that somebody waits for. */
static size_t
most_samples (ChainShape shape)
{
  double pass = TANH_WORK * (shape.hidden1 + shape.hidden2) + shape.hidden1 * shape.hidden2;
  double passes = 3.0 * (double) chain_shape_n_parameters (shape) + 2.0 * CHAIN_N_GROUPS * CHAIN_CHECK_N_EPSILONS;

  return (size_t) fmax (MOST_WORK / (pass * passes), LEAST_SAMPLES);
}

/* Samples spread evenly over all, the first and the last among them. */
static bool
choose_samples (ChainDataset       *samples,
                const ChainDataset *dataset,
                size_t              most)
{
  size_t n = dataset->n < most ? dataset->n : most;

  if (!chain_dataset_init_samples (samples, n, dataset->x, dataset->y))
    return false;

  for (size_t i = 0; i < n && n > 1; i++)
    {
      size_t index = i * (dataset->n - 1) / (n - 1);

      samples->x[i] = dataset->x[index];
      samples->y[i] = dataset->y[index];
    }
  chain_kernel_pad (n, samples->x);
  chain_kernel_pad (n, samples->y);
  return true;
}

/* The largest gradient of each group, but for the one that was chosen. */
static void
choose_parameters (ChainCheckReport *report,
                   int               chosen)
{
  size_t next = 0;

  for (int group = 0; group < CHAIN_N_GROUPS; group++)
    {
      size_t first = next;

      next += chain_shape_group_length (report->shape, (ChainGroup) group);
      report->indices[group] = first;
      for (size_t i = first + 1; i < next; i++)
        if (fabs (report->check.analytic[i]) > fabs (report->check.analytic[report->indices[group]]))
          report->indices[group] = i;
      if (chosen >= (int) first && chosen < (int) next)
        report->indices[group] = (size_t) chosen;
    }
}

/**
 * chain_checker_begin:
 * @checker: (out): to be cleared
 * @dataset: read now: as many samples of it are taken as can be checked in about half a second
 * @chosen: a parameter, flat, that is to have a curve; −1: of each group the one with the largest
 *   gradient
 *
 * Returns: false where there is not enough memory; there is nothing to clear then
 */
bool
chain_checker_begin (ChainChecker       *checker,
                     ChainShape          shape,
                     const double       *parameters,
                     const ChainDataset *dataset,
                     int                 chosen)
{
  ChainCheckReport *report = &checker->report;

  *checker = (ChainChecker) { .report = { .shape = shape, .n_all = dataset->n } };
  if (!choose_samples (&checker->samples, dataset, most_samples (shape)))
    return false;

  for (size_t i = 0; i < chain_shape_n_parameters (shape); i++)
    checker->parameters[i] = parameters[i];
  report->n_samples = checker->samples.n;
  chain_check_begin (shape, checker->parameters, &checker->samples, &report->check);
  choose_parameters (report, chosen);
  return true;
}

/**
 * chain_checker_advance:
 *
 * Does a portion: checks a parameter, or finds a place of the curves.
 *
 * Returns: whether that was the last one
 */
bool
chain_checker_advance (ChainChecker *checker)
{
  ChainCheckReport *report = &checker->report;
  size_t n = chain_shape_n_parameters (report->shape);
  size_t place = checker->next - n;

  if (checker->next < n)
    chain_check_parameter (report->shape, checker->parameters, &checker->samples, checker->next, &report->check);
  else
    for (int group = 0; group < CHAIN_N_GROUPS; group++)
      report->errors[group][place] =
        fabs (chain_check_difference (report->shape, checker->parameters, &checker->samples,
                                      report->indices[group], chain_check_epsilon (place))
              - report->check.analytic[report->indices[group]]);

  checker->next++;
  report->is_complete = checker->next == n + CHAIN_CHECK_N_EPSILONS;
  return report->is_complete;
}

void
chain_checker_clear (ChainChecker *checker)
{
  chain_dataset_clear (&checker->samples);
}

/**
 * chain_check_report_n_passed:
 *
 * Returns: the number of parameters whose gradients agree
 */
size_t
chain_check_report_n_passed (const ChainCheckReport *report)
{
  size_t n = 0;

  for (size_t i = 0; i < chain_shape_n_parameters (report->shape); i++)
    n += chain_check_passes (&report->check, i);

  return n;
}
