// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>

/* The network x → z1 → h1 → z2 → h2 → ŷ (two tanh layers, linear output):
 *
 *     z1[j] = W1[j]·x + b1[j]              h1[j] = tanh z1[j]     j < hidden1
 *     z2[k] = Σ_j W2[k][j]·h1[j] + b2[k]   h2[k] = tanh z2[k]     k < hidden2
 *     ŷ     = Σ_k W3[k]·h2[k] + b3
 *
 * Parameters and gradients are flat arrays in the order
 * W1[h1] · b1[h1] · W2[h2][h1] (row = layer-2 neuron) · b2[h2] · W3[h2] · b3.
 *
 * Everything here is a pure function of its arguments: any thread may call it. */

#define CHAIN_MAX_WIDTH 16
#define CHAIN_MAX_PARAMETERS (4 * CHAIN_MAX_WIDTH + CHAIN_MAX_WIDTH * CHAIN_MAX_WIDTH + 1)

/* Widths of the hidden layers, each in 1..CHAIN_MAX_WIDTH. */
typedef struct
{
  int hidden1;
  int hidden2;
} ChainShape;

/* The six groups of parameters, in flat order. */
typedef enum
{
  CHAIN_W1,
  CHAIN_B1,
  CHAIN_W2,
  CHAIN_B2,
  CHAIN_W3,
  CHAIN_B3,
  CHAIN_N_GROUPS
} ChainGroup;

/* One sample's forward pass: every intermediate of the derivation.
 * s1 and s2 are the derivatives tanh′(z) = sech²(z), accurate in saturation,
 * where 1 − h² would cancel. Arrays hold hidden1 or hidden2 values. */
typedef struct
{
  double x;
  double z1[CHAIN_MAX_WIDTH];
  double h1[CHAIN_MAX_WIDTH];
  double s1[CHAIN_MAX_WIDTH];
  double z2[CHAIN_MAX_WIDTH];
  double h2[CHAIN_MAX_WIDTH];
  double s2[CHAIN_MAX_WIDTH];
  double output;
} ChainForward;

/* One sample's backward pass for the loss (ŷ − y)²: d_q is ∂L/∂q. */
typedef struct
{
  double error;    /* ŷ − y */
  double d_output; /* 2(ŷ − y) = ∂L/∂z3 = ∂L/∂b3 */
  double d_h2[CHAIN_MAX_WIDTH];
  double d_z2[CHAIN_MAX_WIDTH];
  double d_h1[CHAIN_MAX_WIDTH];
  double d_z1[CHAIN_MAX_WIDTH];
  double gradients[CHAIN_MAX_PARAMETERS]; /* flat order */
} ChainBackward;

size_t chain_shape_n_parameters (ChainShape shape);
size_t chain_shape_group_length (ChainShape shape,
                                 ChainGroup group);
size_t chain_shape_group_offset (ChainShape shape,
                                 ChainGroup group);

const char *chain_group_get_name (ChainGroup group);

#define CHAIN_PARAMETER_NAME_SIZE 32

void chain_parameter_name (ChainShape shape,
                           size_t     index,
                           char       name[CHAIN_PARAMETER_NAME_SIZE]);
int  chain_parameter_find (ChainShape  shape,
                           const char *name);
ChainGroup chain_parameter_locate (ChainShape shape,
                                   size_t     index,
                                   int       *row,
                                   int       *column);

void   chain_network_forward  (ChainShape    shape,
                               const double *parameters,
                               double        x,
                               ChainForward *forward);
void   chain_network_backward (ChainShape          shape,
                               const double       *parameters,
                               const ChainForward *forward,
                               double              y,
                               ChainBackward      *backward);
double chain_network_evaluate (ChainShape    shape,
                               const double *parameters,
                               double        x);
