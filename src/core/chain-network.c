// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-network.h"

#include <string.h>

#include "chain-tanh.h"

/**
 * chain_shape_group_length:
 *
 * Returns: how many parameters @group has
 */
size_t
chain_shape_group_length (ChainShape shape,
                          ChainGroup group)
{
  size_t hidden1 = (size_t) shape.hidden1;
  size_t hidden2 = (size_t) shape.hidden2;

  switch (group)
    {
    case CHAIN_W1:
    case CHAIN_B1:
      return hidden1;
    case CHAIN_W2:
      return hidden1 * hidden2;
    case CHAIN_B2:
    case CHAIN_W3:
      return hidden2;
    default:
      return 1;
    }
}

/**
 * chain_shape_group_offset:
 *
 * Returns: the flat index of the first parameter of @group
 */
size_t
chain_shape_group_offset (ChainShape shape,
                          ChainGroup group)
{
  size_t offset = 0;

  for (ChainGroup g = CHAIN_W1; g < group; g++)
    offset += chain_shape_group_length (shape, g);

  return offset;
}

/**
 * chain_shape_n_parameters:
 *
 * Returns: 2·hidden1 + hidden1·hidden2 + 2·hidden2 + 1
 */
size_t
chain_shape_n_parameters (ChainShape shape)
{
  return chain_shape_group_offset (shape, CHAIN_N_GROUPS);
}

/**
 * chain_group_get_name:
 *
 * Returns: "W1", "b1", "W2", "b2", "W3" or "b3"
 */
const char *
chain_group_get_name (ChainGroup group)
{
  static const char *const names[CHAIN_N_GROUPS] = { "W1", "b1", "W2", "b2", "W3", "b3" };

  return names[group];
}

/**
 * chain_parameter_locate:
 * @index: a flat index
 * @row: (out): the neuron that the parameter belongs to, from 0
 * @column: (out): the input of that neuron, from 0; 0 but for W2
 *
 * Returns: the parameter's group
 */
ChainGroup
chain_parameter_locate (ChainShape shape,
                        size_t     index,
                        int       *row,
                        int       *column)
{
  ChainGroup group = CHAIN_W1;

  while (index >= chain_shape_group_length (shape, group))
    index -= chain_shape_group_length (shape, group++);

  *row = group == CHAIN_W2 ? (int) index / shape.hidden1 : (int) index;
  *column = group == CHAIN_W2 ? (int) index % shape.hidden1 : 0;
  return group;
}

/* Writes “[1]” to “[16]” for an index from 0, and returns where it ends. */
static char *
append_index (char *name,
              int   index)
{
  int number = index + 1;

  *name++ = '[';
  if (number > 9)
    *name++ = (char) ('0' + number / 10);
  *name++ = (char) ('0' + number % 10);
  *name++ = ']';
  *name = '\0';
  return name;
}

/**
 * chain_parameter_name:
 * @index: a flat index
 * @name: (out): "W1" in a group of one, otherwise "W1[j]" or "W2[k][j]", counted from 1
 */
void
chain_parameter_name (ChainShape shape,
                      size_t     index,
                      char       name[CHAIN_PARAMETER_NAME_SIZE])
{
  int row, column;
  ChainGroup group = chain_parameter_locate (shape, index, &row, &column);
  const char *base = chain_group_get_name (group);

  strcpy (name, base);
  if (chain_shape_group_length (shape, group) == 1)
    return;

  name = append_index (name + strlen (base), row);
  if (group == CHAIN_W2)
    append_index (name, column);
}

/**
 * chain_parameter_find:
 * @name: a name as chain_parameter_name() writes it
 *
 * Returns: the flat index, or -1 where @shape has no such parameter
 */
int
chain_parameter_find (ChainShape  shape,
                      const char *name)
{
  for (size_t i = 0; i < chain_shape_n_parameters (shape); i++)
    {
      char other[CHAIN_PARAMETER_NAME_SIZE];

      chain_parameter_name (shape, i, other);
      if (strcmp (name, other) == 0)
        return (int) i;
    }

  return -1;
}

/**
 * chain_network_forward:
 * @parameters: flat parameters
 * @x: the input
 * @forward: (out): every intermediate
 */
void
chain_network_forward (ChainShape    shape,
                       const double *parameters,
                       double        x,
                       ChainForward *forward)
{
  const double *W1 = parameters + chain_shape_group_offset (shape, CHAIN_W1);
  const double *b1 = parameters + chain_shape_group_offset (shape, CHAIN_B1);
  const double *W2 = parameters + chain_shape_group_offset (shape, CHAIN_W2);
  const double *b2 = parameters + chain_shape_group_offset (shape, CHAIN_B2);
  const double *W3 = parameters + chain_shape_group_offset (shape, CHAIN_W3);
  const double *b3 = parameters + chain_shape_group_offset (shape, CHAIN_B3);
  double output = 0.0;

  forward->x = x;

  for (int j = 0; j < shape.hidden1; j++)
    {
      forward->z1[j] = W1[j] * x + b1[j];
      forward->h1[j] = chain_tanh (forward->z1[j], &forward->s1[j]);
    }

  for (int k = 0; k < shape.hidden2; k++)
    {
      double z = 0.0;

      for (int j = 0; j < shape.hidden1; j++)
        z += W2[k * shape.hidden1 + j] * forward->h1[j];

      forward->z2[k] = z + b2[k];
      forward->h2[k] = chain_tanh (forward->z2[k], &forward->s2[k]);
      output += W3[k] * forward->h2[k];
    }

  forward->output = output + b3[0];
}

/**
 * chain_network_backward:
 * @forward: what chain_network_forward() found for the same parameters
 * @y: the target
 * @backward: (out): every derivative of (ŷ − y)², by the chain rule from the output
 *   to the input (derivation, “Backpropagation”)
 */
void
chain_network_backward (ChainShape          shape,
                        const double       *parameters,
                        const ChainForward *forward,
                        double              y,
                        ChainBackward      *backward)
{
  const double *W2 = parameters + chain_shape_group_offset (shape, CHAIN_W2);
  const double *W3 = parameters + chain_shape_group_offset (shape, CHAIN_W3);
  double *d_W1 = backward->gradients + chain_shape_group_offset (shape, CHAIN_W1);
  double *d_b1 = backward->gradients + chain_shape_group_offset (shape, CHAIN_B1);
  double *d_W2 = backward->gradients + chain_shape_group_offset (shape, CHAIN_W2);
  double *d_b2 = backward->gradients + chain_shape_group_offset (shape, CHAIN_B2);
  double *d_W3 = backward->gradients + chain_shape_group_offset (shape, CHAIN_W3);
  double *d_b3 = backward->gradients + chain_shape_group_offset (shape, CHAIN_B3);

  backward->error = forward->output - y;
  backward->d_output = 2.0 * backward->error;
  d_b3[0] = backward->d_output;

  for (int k = 0; k < shape.hidden2; k++)
    {
      d_W3[k] = backward->d_output * forward->h2[k];
      backward->d_h2[k] = backward->d_output * W3[k];
      backward->d_z2[k] = backward->d_h2[k] * forward->s2[k];
      d_b2[k] = backward->d_z2[k];
      for (int j = 0; j < shape.hidden1; j++)
        d_W2[k * shape.hidden1 + j] = backward->d_z2[k] * forward->h1[j];
    }

  for (int j = 0; j < shape.hidden1; j++)
    {
      double d_h1 = 0.0;

      for (int k = 0; k < shape.hidden2; k++)
        d_h1 += backward->d_z2[k] * W2[k * shape.hidden1 + j];

      backward->d_h1[j] = d_h1;
      backward->d_z1[j] = d_h1 * forward->s1[j];
      d_b1[j] = backward->d_z1[j];
      d_W1[j] = backward->d_z1[j] * forward->x;
    }
}

/**
 * chain_network_evaluate:
 *
 * Returns: ŷ at @x
 */
double
chain_network_evaluate (ChainShape    shape,
                        const double *parameters,
                        double        x)
{
  ChainForward forward;

  chain_network_forward (shape, parameters, x, &forward);
  return forward.output;
}
