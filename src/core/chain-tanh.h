// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

double chain_tanh (double  z,
                   double *sech2);
