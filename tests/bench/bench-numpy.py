#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full-batch step in NumPy beside bench-kernel's; argument: that program. The two take turns, seven
rounds, best of each, CPU time."""
import subprocess
import sys
import time

import numpy as np

RATE = 0.05


def train(h1, h2, n, steps):
    x = np.linspace(-1, 1, n)[None, :]
    y = x * x
    p = 0.5 * np.sin(np.arange(1, 2 * h1 + h1 * h2 + 2 * h2 + 2))
    cuts = np.cumsum([h1, h1, h1 * h2, h2, h2])
    w1, b1, w2, b2, w3, b3 = np.split(p, cuts)
    w1, b1, w2, b2, w3 = w1[:, None], b1[:, None], w2.reshape(h2, h1), b2[:, None], w3[None, :]
    began = time.process_time()
    for _ in range(steps):
        a1 = np.tanh(w1 @ x + b1)
        a2 = np.tanh(w2 @ a1 + b2)
        e = w3 @ a2 + b3 - y
        (e * e).mean()
        d = e * (2 / n)
        d2 = (w3.T @ d) * (1 - a2 * a2)
        d1 = (w2.T @ d2) * (1 - a1 * a1)
        w3 = w3 - RATE * (d @ a2.T)
        b3 = b3 - RATE * d.sum()
        w2 = w2 - RATE * (d2 @ a1.T)
        b2 = b2 - RATE * d2.sum(1, keepdims=True)
        w1 = w1 - RATE * (d1 @ x.T)
        b1 = b1 - RATE * d1.sum(1, keepdims=True)
    return (time.process_time() - began) / steps * 1e9


for h1, h2, n in ((1, 1, 64), (1, 1, 256), (8, 8, 64)):
    ours, numpy = [], []
    for _ in range(7):
        numpy.append(train(h1, h2, n, 1000))
        out = subprocess.run([sys.argv[1], "--step", str(h1), str(h2), str(n)], stdout=subprocess.PIPE,
                             check=True).stdout.split()
        ours.append(float(out[1]))
    print(f"{h1}x{h2}, n = {n}: NumPy {min(numpy):.0f} ns a step, {out[0].decode()} {min(ours):.1f}: "
          f"{min(numpy) / min(ours):.0f} x")
