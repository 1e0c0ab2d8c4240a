# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-completion.py PROGRAM COMPLETION

What bash offers for the beginning of a command line of chainrule-cli."""

import os
import pathlib
import re
import subprocess
import sys

from harness import KINDS, PROGRAM, main, run

COMPLETION = os.path.abspath(sys.argv[2])
SCRIPT = """
source "$1"
COMP_LINE=$3
COMP_POINT=${#COMP_LINE}
_chainrule_cli "$2"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def complete(line):
    result = subprocess.run(["bash", "--norc", "-uc", SCRIPT, "bash", COMPLETION, PROGRAM, f"chainrule-cli {line}"],
                            capture_output=True, text=True, timeout=60)
    assert result.returncode == 0 and result.stderr == "", f"“{line}”: {result.stderr}"
    return sorted(filter(None, result.stdout.split("\n")))


def expect(line, *expected):
    got = complete(line)
    assert got == sorted(expected), f"“{line}”: expected {sorted(expected)}, got {got}"


def commands():
    help_text, _ = run("--help", env={"LC_ALL": "C"})
    return re.findall(r"^  (\w+) ", help_text[help_text.index("Commands:"):], re.MULTILINE)


def test_commands():
    expect("", *commands(), "--help", "--version")
    expect("tr", "train")
    expect("--v", "--version")


def test_options():
    expect("train --s", "--save", "--scale", "--scenario", "--seconds", "--set", "--size", "--steps")
    expect("check -", "--cases", "--help", "--hidden", "--seed")
    expect("train --steps 5 --qu", "--quiet")


def test_alternatives():
    expect("train --theme ", "light", "dark")
    expect("train --theme=d", "dark")
    expect("gradient --format ", "csv", "text")
    expect("explain --parameter W", "W1", "W2", "W3")


def test_numbers_are_not_guessed():
    pathlib.Path("a.chainrule").touch()
    expect("train --steps ")
    expect("train --steps=")


def test_kinds():
    expect("train --plot ", *(f"{kind}=" for kind in KINDS))
    expect("train --plot=fi", "fit=")


def test_scenarios():
    names = re.findall(r"^(\S+)$", run("scenarios")[0], re.MULTILINE)
    expect("train --scenario ", *names)
    expect("info --scenario=coll", "collapse")


def test_keys():
    expect("train --set learn", "learning-rate=")
    run("train", "--steps", "0", "--quiet", "--save", "run.chainrule")
    text = pathlib.Path("run.chainrule").read_text(encoding="utf-8")
    keys = re.findall(r"^([\w-]+)=", text[:text.index("[State]")], re.MULTILINE)
    missing = {f"{key}=" for key in keys if key != "format"} - set(complete("train --set "))
    assert not missing, f"not offered: {sorted(missing)}"


def test_files():
    for name in ("one.chainrule", "two words.chainrule", "one.csv", "one.png", "one.pdf", "one.txt"):
        pathlib.Path(name).touch()
    os.mkdir("folder")
    expect("train ", "folder", "one.chainrule", "two words.chainrule")
    expect("train on", "one.chainrule")
    expect("train --history ", "folder", "one.csv")
    expect("train --plot fit=", "folder", "one.pdf", "one.png")
    expect("train --plot=fit=one", "one.pdf", "one.png")
    expect("train --set samples-file=o", "one.csv")
    expect("scenarios ")


main(globals())
