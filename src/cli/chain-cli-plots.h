// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-activation-plot.h"
#include "chain-check-plot.h"
#include "chain-figure.h"
#include "chain-floor.h"
#include "chain-flow-plot.h"
#include "chain-network-plot.h"
#include "chain-session.h"
#include "chain-traces.h"

/* A run as plots: all that they are drawn from, gathered once. A value, owned by whoever
 * initialised it; the session must stay as it is while it is used. */

typedef struct
{
  ChainFigure figure;       /* all of them, with what the following holds */
  ChainFactorPlot factors;
  ChainNetworkPlot network; /* this and the next three are not in the figure */
  ChainActivationPlot activations;
  ChainFlowPlot flow;
  ChainCheckPlot check;     /* of nothing before chain_cli_plots_check() */
  ChainTimePlot parameters;
  ChainTimePlot norms;

  /* private */
  char *caption;
  ChainFitRun fit_run;
  ChainDataset plain;       /* the samples in plain units */
  ChainMonotoneFit monotone;
  ChainCheckReport report;
  ChainLossRun loss_run;
  ChainSeries *losses;
  ChainSeries *batch_losses;
  uint64_t *changes;
  double gradients[CHAIN_MAX_PARAMETERS];
  ChainTraces parameter_traces;
  ChainTraces norm_traces;
  ChainTimeSeries parameter_series[CHAIN_MAX_TRACES];
  ChainTimeSeries norm_series[CHAIN_MAX_TRACES];
} ChainCliPlots;

void chain_cli_plots_init  (ChainCliPlots      *plots,
                            const ChainSession *session,
                            const ChainStyle   *style);
void chain_cli_plots_check (ChainCliPlots      *plots,
                            const ChainSession *session);
void chain_cli_plots_clear (ChainCliPlots      *plots);
void chain_cli_plots_get_figure_size (double *width,
                                      double *height);
