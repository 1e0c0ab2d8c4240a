#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chainrule-cli explain: what it prints, in every format, and what it refuses."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from harness import *

WIDE = ["--set", "hidden=2;3", "--set", "optimizer=adam", "--set", "count=5", "--at-step", "3", "--x", "0.9",
        "--parameter", "W1[2]"]
BATCH = ["--set", "samples=1:1;-0.5:0.25;3:9", "--set", "normalize=both", "--batch", "--digits", "4"]
PINNED = {"worked-example": ["--scenario", "worked-example"], "wide": WIDE, "batch": BATCH}


def test_pinned():
    for name, arguments in PINNED.items():
        output = run("explain", *arguments)[0]
        with open(f"{DATA}/explain-{name}.txt") as file:
            expected = file.read()
        assert output == expected, f"{name}: expected\n{expected}\ngot\n{output}"


def test_state():
    """A step later the sheet begins with what it ended with."""
    run("train", "--steps", "7", "--save", "x.chainrule", "--quiet")
    assert run("explain", "x.chainrule")[0] == run("explain", "--at-step", "7")[0]
    after = next(parts for parts in formulas(run("explain", "--at-step", "7", "--digits", "17")[0]) if parts[:2][0] == "W₁")[-1]
    before = next(parts for parts in formulas(run("explain", "--at-step", "8", "--digits", "17")[0])
                  if parts[:2] == ["W₁", "W₁ - α·∂L/∂W₁"])[2]
    close(before.split(" - ")[0], float(after), 1e-15)


def test_sample():
    for x, sample in ("0", 1), ("-5", 1), ("2", 64), ("0.016", 2), ("1e9", 64):
        assert f"\nSample {sample} of 64\n" in run("explain", "--x", x)[0], x
    assert "\nSample 64 of 64\n" in run("explain")[0]


def test_csv():
    text = run("explain", "--set", "count=4", "--batch", "--digits", "5", "--format=csv")[0]
    lines = list(csv.reader(io.StringIO(text)))
    head = next(i for i, line in enumerate(lines) if line and line[0] == "sample")
    table = lines[head:head + 7]
    assert [line[0] for line in table] == ["sample", "1", "2", "3", "4", "sum", "mean"], table
    assert table[0][1:] == ["x", "y", "z₁", "h₁", "z₂", "h₂", "ŷ", "ŷ - y", "(ŷ - y)²"] + [f"∂L/∂{name}" for name in "W₁ b₁ W₂ b₂ W₃ b₃".split()]
    for column in range(9, len(table[0])):
        close(sum(float(line[column]) for line in table[1:5]), float(table[5][column]), 1e-12)
    values = {line[0]: line for line in lines if len(line) == 6}
    assert values["quantity"] == ["quantity", "formula", "numbers", "relation", "result", "remark"]
    assert values["W₁"][1] == "W₁ - α·∂L/∂W₁" and values["W₁"][3] == "≈", values["W₁"]


def test_markdown():
    text = run("explain", "--scenario", "worked-example", "--format=markdown")[0]
    assert text.startswith("# The chain rule at step 0\n") and "\n## Forward\n" in text
    assert text.count("```") % 2 == 0 and "| ∂L/∂W₁ | -3.66113 |" in text


def check_latex(text):
    """What can be said without LaTeX: environments and braces match, nothing special stands free."""
    assert text.startswith("\\documentclass") and text.endswith("\\end{document}\n")
    open_environments = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+\*?)\}", text):
        if kind == "begin":
            open_environments.append(name)
        else:
            assert open_environments.pop() == name, name
    assert open_environments == []
    assert re.sub(r"\\[{}]", "", text).count("{") == re.sub(r"\\[{}]", "", text).count("}")
    assert re.sub(r"\\\$", "", text).count("$") % 2 == 0 and "$$" not in text
    body = text.split("\\begin{document}")[1]
    strange = set(re.findall(r"[^\x00-\x7f]", body)) - set("äöüÄÖÜß")
    assert not strange, strange
    assert not re.search(r"(?<!\\)[#%]", body), re.search(r"(?<!\\)[#%].*", body).group()
    # no line is wider than a page: terms of long sums stand below each other
    assert max(len(line) for line in body.split("\\\\")) < 2000


def test_latex():
    for arguments in PINNED.values():
        text = run("explain", *arguments, "--format=latex")[0]
        check_latex(text)
        assert "\\frac{\\partial L}{\\partial W_{1" in text
        if shutil.which("pdflatex"):
            write("sheet.tex", text)
            result = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "sheet.tex"], stdout=subprocess.PIPE)
            assert result.returncode == 0, result.stdout.decode(errors="replace")[-2000:]


def test_digits():
    """As many as asked for, in each result that is rounded."""
    for digits in 3, 6, 12, 17:
        output = run("explain", "--scenario", "worked-example", "--digits", str(digits), "--parameter", "W1")[0]
        gradient = next(parts[-1] for parts in formulas(output) if parts[0] == "∂L/∂W₁")
        assert len(gradient) == digits + 2, (digits, gradient)
        close(gradient, -3.66112842627, 0.5 * 10 ** (1 - min(digits, 12)))


def test_locale():
    """Files have a point, whatever the language."""
    if shutil.which("localedef") is None:
        return
    made = subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", os.path.abspath("de_DE.UTF-8")],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.isdir("de_DE.UTF-8"):
        print(f"# no German locale here: localedef exits {made.returncode}")
        return
    german = {"LOCPATH": os.getcwd(), "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "C"}
    for form in "text", "csv", "markdown", "latex":
        assert run("explain", *BATCH, f"--format={form}", env=german) == run("explain", *BATCH, f"--format={form}"), form


def test_refusals():
    for arguments, part in (
        (["--digits", "2"], "--digits: expected a whole number from 3 to 17, got “2”"), (["--digits", "18"], "“18”"),
        (["--digits", "x"], "“x”"), (["--x", "abc"], "--x: expected a number"), (["--x", "nan"], "“nan”"),
        (["--parameter", "W4"], "expected W1, b1, W2, b2, W3 or b3, got “W4”"),
        (["--parameter", "W1", "--set", "hidden=2;1"], "like W1[1]"), (["--format", "pdf"], "--format: expected text"),
        (["--at-step", "-1"], "--at-step"), (["--at-step", "x"], "--at-step"), (["--scenario", "nowhere"], "nowhere"),
        (["nowhere.chainrule"], "nowhere.chainrule"),
    ):
        assert part in refuse("explain", *arguments), arguments
    run("train", "--steps", "3", "--save", "x.chainrule", "--quiet")
    assert "stands at step 3, 2 is before it" in refuse("explain", "x.chainrule", "--at-step", "2")
    assert "ends at step 10" in refuse("explain", "--set", "x-max=1", "--set", "learning-rate=1.1", "--at-step", "50", status=1)
    refuse("explain", "--set", "samples=1:1e200", status=1)
    with open("/dev/full", "w") as full:
        assert "No space left" in run("explain", status=1, stdout=full)[1]


main(globals())
