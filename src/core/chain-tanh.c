// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-tanh.h"

#define CHAIN_LANES 1
#include "chain-tanh-template.h"

double
chain_tanh (double  z,
            double *sech2)
{
  double h, s;

  tanh_far (z, &h, &s);
  if (sech2)
    *sech2 = s;
  return h;
}
