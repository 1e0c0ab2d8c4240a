# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-manual.py PROGRAM FOLDER SOURCES

The commands of the manual run, whoever multiplies its figures gets its results, and what it names is in the window."""

import pathlib
import re
import shlex
import sys
from decimal import Decimal
from math import prod, tanh

from harness import main, run

PAGES = "".join(page.read_text(encoding="utf-8") for page in sorted(pathlib.Path(sys.argv[2]).glob("*.page")))
SOURCES = pathlib.Path(sys.argv[3])
LINES = [line for screen in re.findall(r"<screen>(.*?)</screen>", PAGES, re.DOTALL) for line in screen.split("\n")]


def test_commands():
    run("train", "--steps", "1", "--save", "my.chainrule", "--quiet")
    commands = [shlex.split(line)[1:] for line in LINES if line.startswith("chainrule-cli ")]
    assert len(commands) >= 4, commands
    for command in commands:
        run(*command)


def value(term):
    """Of a sum of products of numbers, or of a tanh."""
    if term.startswith("tanh "):
        return Decimal(tanh(float(term[5:])))
    return sum(prod((Decimal(factor.strip("()")) for factor in part.split(" · ")), start=Decimal(1))
               for part in term.replace(" - ", " + -").split(" + "))


def test_products():
    worked = 0
    for line in LINES:
        parts = re.split(" [=≈] ", line.replace("−", "-"))
        if len(parts) < 3 or not re.fullmatch(r"-?[\d.]+", parts[-1]):
            continue
        rounded = value(parts[-2]).quantize(Decimal(parts[-1]))
        assert rounded == Decimal(parts[-1]), f"“{line}”: expected {rounded}"
        worked += 1
    assert worked >= 6, f"only {worked} lines with numbers"


def test_names():
    """Buttons and entries of menus bear the names that the manual gives them."""
    window = "".join(file.read_text(encoding="utf-8") for pattern in ("ui/*.ui", "src/app/*.c") for file in SOURCES.glob(pattern))
    names = set(re.findall(r"<gui>(.*?)</gui>", PAGES))
    assert len(names) >= 10, names
    missing = [name for name in names if not re.search(f'">{name}<|"{name}"', window.replace("_", ""))]
    assert not missing, f"not in the window: {missing}"


main(globals())
