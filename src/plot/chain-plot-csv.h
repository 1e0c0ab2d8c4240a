// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-buffer.h"
#include "chain-factor-plot.h"
#include "chain-fit-plot.h"
#include "chain-gradient-plot.h"
#include "chain-loss-plot.h"
#include "chain-network-plot.h"
#include "chain-time-plot.h"

/* The data behind each plot, as tables: what is hidden or outside a zoom too. Any thread may
 * call these. They return false where there is not enough memory; the buffer is empty then, and
 * otherwise to be freed with chain_buffer_clear(). */

/* Places at which a fit's curves are evaluated, over the interval of interest. */
#define CHAIN_FIT_CSV_PLACES 401

bool chain_fit_plot_write_csv      (const ChainFitPlot      *plot,
                                    ChainBuffer             *buffer);
bool chain_loss_plot_write_csv     (const ChainLossPlot     *plot,
                                    ChainBuffer             *buffer);
bool chain_gradient_plot_write_csv (const ChainGradientPlot *plot,
                                    ChainBuffer             *buffer);
bool chain_time_plot_write_csv     (const ChainTimePlot     *plot,
                                    ChainBuffer             *buffer);
bool chain_factor_plot_write_csv   (const ChainFactorPlot   *plot,
                                    ChainBuffer             *buffer);
bool chain_network_plot_write_csv  (const ChainNetworkPlot  *plot,
                                    ChainBuffer             *buffer);
