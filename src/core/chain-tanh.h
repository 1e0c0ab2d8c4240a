// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/**
 * chain_tanh:
 * @z: any number
 * @sech2: (out) (optional): receives sech² @z = tanh′ @z
 *
 * tanh @z within 4 ulp, exactly odd, right for ±0, denormals, ±inf (±1) and NaN; sech² within 8 ulp
 * where it is normal and within 8·2⁻¹⁰⁷⁴ below, so also where tanh rounds to ±1 and 1 − tanh² is 0.
 * The bits are the same on every machine, with every compiler and at every optimisation level, and
 * those of every vector kernel; libm is not used. Any thread.
 *
 * The formulas are in chain-tanh-template.h.
 *
 * Returns: tanh @z, in [−1, 1]
 */
double chain_tanh (double  z,
                   double *sech2);
