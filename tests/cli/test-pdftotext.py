#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of a PDF is text: test-pdftotext.py PROGRAM PDFTOTEXT."""

import subprocess
import sys

sys.dont_write_bytecode = True
from harness import *

PDFTOTEXT = sys.argv[2]


def text(name):
    return subprocess.run([PDFTOTEXT, "-layout", name, "-"], stdout=subprocess.PIPE, check=True, timeout=60).stdout.decode()


def test_figure():
    run("train", "--scenario", "monotone-floor", "--steps", "500", "--set", "100=learning-rate:0.2",
        "--set", "name=Half a parabola", "--plot", "all=a.pdf", "--quiet")
    page = text("a.pdf")
    for part in ("Half a parabola", "step 500, loss 0.06", "hidden=1;1 · W1=1 · b1=-1", "learning-rate=0.3",
                 "100=learning-rate:0.2", "last sample: x = 1, y = 1", "Fit", "Loss", "Gradients", "Factors", "Parameters",
                 "Gradient norms", "best monotone curve", "best constant", "floor"):
        assert part in page, (part, page)
    assert page.count("\f") == 1


def test_caption():
    """It tells what is not as it is by default, and nothing that does not count."""
    run("train", "--steps", "9", "--set", "samples=2:4;1:1", "--set", "optimizer=adam", "--set", "batch-size=1",
        "--set", "normalize=inputs", "--plot", "all=a.pdf", "--quiet")
    page = text("a.pdf")
    for part in "samples=2:4;1:1", "optimizer=adam", "batch loss", "x = (x - 1.5) / 0.5", "x = 1, y = 1":
        assert part in page, (part, page)
    for part in "count=", "x-min", "momentum", "seed":
        assert part not in page, part
    run("train", "--steps", "9", "--set", "hidden=16;16", "--plot", "all=a.pdf", "--quiet")
    page = text("a.pdf")
    assert "method=xavier-uniform" in page and "W1=" not in page, page


def test_each_plot():
    run("train", "--scenario", "diverging", "--steps", "50", "--quiet", status=1,
        *(f"--plot={kind}={kind}.pdf" for kind in KINDS))
    for kind, part in (("fit", "network"), ("loss", "diverged at step 11"), ("gradient", "vanishing"), ("factors", "input"),
                       ("network", "Sample x ="), ("activations", "tanh 0 = 0"), ("flow", "∂L/∂z"),
                       ("check", "complex criterion"),
                       ("parameters", "step"), ("norms", "layer 1")):
        assert part in text(f"{kind}.pdf"), kind


main(globals())
