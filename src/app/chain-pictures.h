// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-activation-plot.h"
#include "chain-check-plot.h"
#include "chain-export.h"
#include "chain-floor.h"
#include "chain-flow-plot.h"
#include "chain-plot-csv.h"
#include "chain-run.h"

/* The plots of a run as somebody looks at them, for the window and for files alike. */

typedef enum
{
  CHAIN_PICTURE_FIGURE, /* all of them on one page */
  CHAIN_PICTURE_FIT,
  CHAIN_PICTURE_LOSS,
  CHAIN_PICTURE_GRADIENTS,
  CHAIN_PICTURE_FACTORS,
  CHAIN_PICTURE_NETWORK,
  CHAIN_PICTURE_ACTIVATIONS,
  CHAIN_PICTURE_FLOW,
  CHAIN_PICTURE_CHECK,
  CHAIN_PICTURE_PARAMETERS,
  CHAIN_PICTURE_NORMS,
  CHAIN_N_PICTURES
} ChainPicture;

/* What is looked at, and how: a value without pointers. */
typedef struct
{
  gboolean show_residuals;
  gboolean show_monotone;
  gboolean show_contributions;
  unsigned fit_hidden;         /* 1 << ChainFitItem */
  double probe_x;              /* in the units of the data; NaN: no line */
  gssize probe_sample;         /* the sample that it stands on; −1: none */

  gboolean log_loss;
  gboolean log_steps;          /* of all plots over time, like steps and crosshair */
  double average;              /* β; 0: none */
  unsigned loss_hidden;        /* 1 << ChainLossItem */
  ChainRange steps;
  ChainRange losses;
  gboolean has_crosshair;
  uint64_t crosshair;

  gboolean show_factors;       /* why the gradients are what they are */
  unsigned factors_hidden;     /* 1 << ChainFactorKind */
  gboolean linear_gradients;
  gboolean has_range;
  double least[CHAIN_MAX_PARAMETERS];   /* of the gradients in the last second */
  double largest[CHAIN_MAX_PARAMETERS];

  int neuron;                  /* whose activations are looked at, counted through; −1: all */
  unsigned activations_hidden; /* 1 << ChainActivationItem */
  unsigned flow_hidden;        /* 1 << ChainFlowItem */
  unsigned check_hidden;       /* 1 << ChainGroup or ChainCheckItem */
  int check_place;             /* the ε that is looked at, as a place of the V-curves */
  ChainCheckReport check;      /* what the last gradient check found */

  guint traces;                /* of a wide network: ChainTracesChoice */
  ChainNetworkPart network_lit;

  gboolean log_parameters;     /* symmetric */
  gboolean linear_norms;
  guint32 parameters_hidden;   /* 1 << index among the traces */
  guint32 norms_hidden;
} ChainPlotChoices;

/* Points into the run and into itself: it cannot be copied. Large: not for the stack. */
typedef struct
{
  ChainRunPictures run;
  ChainPlotChoices choices;
  ChainFactorPlot factors;
  ChainNetworkPlot network;
  ChainActivationPlot activations;
  ChainFlowPlot flow;
  ChainCheckPlot check;
  ChainTimePlot parameters;
  ChainTimePlot norms;
  ChainTimeSeries parameter_series[CHAIN_MAX_TRACES];
  ChainTimeSeries norm_series[CHAIN_N_NORMS];
  char note[256];
} ChainPictures;

const char *chain_picture_get_name        (ChainPicture            picture);
gboolean    chain_picture_from_name       (const char             *name,
                                           ChainPicture           *picture);
const char *chain_picture_get_title       (ChainPicture            picture);
unsigned    chain_picture_get_wants       (ChainPicture            picture);

void        chain_plot_choices_init       (ChainPlotChoices       *choices);
void        chain_plot_choices_get_sample (const ChainPlotChoices *choices,
                                           const ChainRun         *run,
                                           double                 *x,
                                           double                 *y);

void        chain_pictures_describe       (ChainPictures          *pictures,
                                           const ChainRun         *run,
                                           const ChainPlotChoices *choices,
                                           const ChainMonotoneFit *monotone,
                                           const ChainStyle       *style);
void        chain_pictures_add_all        (ChainPictures          *pictures,
                                           const char             *title,
                                           const char             *caption);
void        chain_pictures_check          (ChainPictures          *pictures,
                                           const atomic_bool      *cancelled);
ChainDraw   chain_pictures_get_plot       (const ChainPictures    *pictures,
                                           ChainPicture            picture,
                                           const void            **plot);
ChainDrawLayers chain_pictures_get_layers (const ChainPictures    *pictures,
                                           ChainPicture            picture);
bool        chain_pictures_write_csv      (const ChainPictures    *pictures,
                                           ChainPicture            picture,
                                           ChainBuffer            *buffer);
