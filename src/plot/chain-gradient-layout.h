// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-formula.h"
#include "chain-frame.h"
#include "chain-gradient-plot.h"
#include "chain-heat-map.h"

/* Where everything is in a picture of gradients: for drawing it, and for finding what is under the
 * pointer. A value for the time of one drawing. */

/* How much fits into a row. */
typedef enum
{
  CHAIN_ROWS_LABELLED, /* a name, a bar and a value for each parameter */
  CHAIN_ROWS_BARE,     /* bars only, with the name of each group */
  CHAIN_ROWS_NONE      /* a heat map instead */
} ChainGradientRows;

typedef struct
{
  const ChainGradientPlot *plot;
  ChainFrame frame;
  size_t n;            /* parameters */
  const char *absence; /* the sentence for gradients that leave nothing to see, or NULL */
  ChainGradientRows rows;
  double row;          /* height of a row */
  double gap;          /* between layers */
  double margin;
  double names;        /* width of the column of names; 0: no room */
  double values;       /* likewise of the values */
  ChainHeatMap map;
  bool has_key;        /* whether there is room for the colours of the map */
  ChainLayerState layers[CHAIN_N_LAYERS];
  bool words_in_line;  /* above all rows; otherwise beside those of the layer */
  ChainBox words[CHAIN_N_LAYERS]; /* of the verdicts; empty: no room */
} ChainGradientLayout;

void   chain_gradient_layout_init        (ChainGradientLayout       *layout,
                                          const ChainGradientPlot   *plot);
int    chain_gradient_layout_get_layer   (const ChainGradientLayout *layout,
                                          size_t                     index);
double chain_gradient_layout_get_middle  (const ChainGradientLayout *layout,
                                          size_t                     index);
bool   chain_gradient_layout_has_whisker (const ChainGradientLayout *layout,
                                          size_t                     index);
void   chain_gradient_layout_write_word  (const ChainGradientLayout *layout,
                                          int                        layer,
                                          char                       markup[CHAIN_FORMULA_SIZE]);
void   chain_gradient_layout_write_value (double                     value,
                                          char                       markup[CHAIN_FORMULA_SIZE]);
void   chain_gradient_layout_write_group (ChainGroup                 group,
                                          char                       markup[CHAIN_FORMULA_SIZE]);
