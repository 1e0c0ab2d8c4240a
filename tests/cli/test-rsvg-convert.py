#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SVG looks like the PNG: test-rsvg-convert.py PROGRAM RSVG-CONVERT."""

import subprocess
import sys

sys.dont_write_bytecode = True
from harness import *

RSVG_CONVERT = sys.argv[2]


def test_looks():
    for theme in "light", "dark":
        plot(theme, "--steps", "100", "--set", "50=learning-rate:0.1", "--theme", theme, "--size", "480x360",
             formats=["png", "svg"])
        for kind in KINDS:
            subprocess.run([RSVG_CONVERT, f"{theme}/{kind}.svg", "-o", "svg.png"], check=True, timeout=60)
            width, height, pixels = decode_png("svg.png")
            assert (width, height) == (480, 360)
            # outlines have no hints: edges of text differ, and little else
            png = decode_png(f"{theme}/{kind}.png")[2]
            differing = sum(max(abs(a - b) for a, b in zip(p, q)) > 96 for p, q in zip(png, pixels))
            assert differing < 0.03 * len(png), (theme, kind, differing)


def test_transparent():
    run("train", "--steps", "9", "--quiet", "--plot", "all=a.svg", "--transparent")
    subprocess.run([RSVG_CONVERT, "a.svg", "-o", "a.png"], check=True, timeout=60)
    width, height, pixels = decode_png("a.png")
    assert (width, height) == (1000, 1170) and pixels[0][3] == 0


main(globals())
