#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the coefficients of src/core/chain-tanh-template.h.

tanh y ≈ y·(1 + p1·u + p2·u²) / (1 + q1·u + q2·u²), u = y², on |y| ≤ ln2/4, with the smallest
largest relative error: the four coefficients and the error E solve R(u)/f(u) − 1 = ±E at five
points of alternating sign, and the exchange moves these points to the extremes until they stay
(Remez; Cheney, Introduction to Approximation Theory, chapter 5, for rational functions).
The value at 0 is fixed to 1, so tanh y = y exactly for tiny y. Plain Python, 60 digits.
"""
from decimal import Decimal, getcontext

getcontext().prec = 60
LN2 = Decimal(2).ln()
END = (LN2 / 4) ** 2          # of u


def f(u):
    """tanh(√u)/√u; the series where the closed form would cancel."""
    if u < Decimal("1e-9"):
        return 1 - u / 3 + 2 * u * u / 15 - 17 * u ** 3 / 315 + 62 * u ** 4 / 2835
    y = u.sqrt()
    e = (2 * y).exp()
    return (e - 1) / (e + 1) / y


def solve(a, b):
    """Gauss with row pivoting."""
    n = len(b)
    rows = [list(r) + [v] for r, v in zip(a, b)]
    for i in range(n):
        j = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[j] = rows[j], rows[i]
        for r in range(i + 1, n):
            c = rows[r][i] / rows[i][i]
            rows[r] = [x - c * y for x, y in zip(rows[r], rows[i])]
    x = [Decimal(0)] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][k] * x[k] for k in range(i + 1, n))) / rows[i][i]
    return x


def error(c, u):
    p1, p2, q1, q2 = c
    return (1 + u * (p1 + u * p2)) / (1 + u * (q1 + u * q2)) / f(u) - 1


def fit(points):
    """1 + p1·u + p2·u² = f·(1 + s·E)·(1 + q1·u + q2·u²), E in the product taken from the round before."""
    e = Decimal(0)
    for _ in range(60):
        a, b = [], []
        for i, u in enumerate(points):
            s, g = (-1) ** i, f(u)
            gs = g * (1 + s * e)
            a.append([u, u * u, -gs * u, -gs * u * u, -s * g])
            b.append(g - 1)
        *c, new = solve(a, b)
        if abs(new - e) < Decimal("1e-45"):
            break
        e = new
    return c, e


def peak(c, low, high):
    """The u of the largest |error| in [low, high], by golden section."""
    ratio = (Decimal(5).sqrt() - 1) / 2
    for _ in range(90):
        m1, m2 = high - ratio * (high - low), low + ratio * (high - low)
        if abs(error(c, m1)) > abs(error(c, m2)):
            high = m2
        else:
            low = m1
    return (low + high) / 2


def remez():
    points = [END * Decimal(k) / 5 for k in (1, 2, 3, 4, 5)]
    for _ in range(40):
        c, e = fit(points)
        grid = [END * i / 400 for i in range(401)]
        values = [error(c, u) for u in grid]
        # one extreme for each run of one sign, the fixed zero at u = 0 left out
        runs, start = [], 1
        for i in range(2, 402):
            if i == 401 or (values[i] > 0) != (values[start] > 0):
                runs.append((start, i - 1))
                start = i
        new = [peak(c, grid[a - 1], grid[min(b + 1, 400)]) for a, b in runs]
        assert len(new) == 5, f"expected 5 extremes, got {len(new)}"
        moved = max(abs(x - y) for x, y in zip(new, points))
        points = new
        if moved < Decimal("1e-20"):
            break
    return c, e


def main():
    c, e = remez()
    for name, value in zip(("P1", "P2", "Q1", "Q2"), c):
        print(f"{name} = {float(value).hex()}  /* {float(value):.17g} */")
    rounded = [Decimal(float(v)) for v in c]
    worst = max(abs(error(rounded, END * i / 2000)) for i in range(1, 2001))
    print(f"largest relative error {abs(e):.3e}, with rounded coefficients {worst:.3e} "
          f"(2^-53 is {2 ** -53:.3e})")
    half = LN2 / 2
    high = Decimal(int(half * 2 ** 42)) / 2 ** 42
    print(f"ln2/2 = {float(high).hex()} + {float(half - high).hex()}")
    print(f"2/ln2 = {float(2 / LN2).hex()}")


if __name__ == "__main__":
    main()
